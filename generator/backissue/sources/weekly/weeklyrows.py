"""A paper of a week, as a table's row or a list's entry: its title, its text and its links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from backissue.model import Link
from backissue.sources.tables.link_cells import Found, find_links, words_beside
from backissue.sources.weekly.weeklytitles import DASH, JOINTS, split_title
from backissue.text import character, markdown_paragraphs, sentences

_CELL_END = re.compile(r"(?<!\\)\|")
_NUMBER = re.compile(r"\A\s*(\*\*|__)?\s*\d{1,3}(?:\)|\.(?=\s))\s*")
_FINISHED = re.compile(r"[.!?\u2026][\"'\u201d\u2019)\]]*[\s(\[]*\Z")
_NEAR = 40
_LOOSE_DASH = re.compile(rf"(?:^|(?<=\s)){DASH}$")
_BREAK = re.compile(r"<br\s{0,3}/?>", re.IGNORECASE)
_BULLET = re.compile(r"[●•]|[-*+](?=\s)")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]\w{1,30});", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([|&~#<>\[\]_])")
_LEFT_OUT = "write it as [label](https://…); the item came in without it"


@dataclass(frozen=True, slots=True)
class Row:
    """What a row says. ``defects`` are pairs of what is wrong and what to do; the row is usable all the same.

    ``linked`` are the links inside its text, ``links`` those that stand beside or behind it. ``title`` may be empty;
    where the source does not mark its end, ``titled`` is false and it is the first words of the text.
    """

    title: str
    titled: bool
    body: str
    links: tuple[Link, ...]
    linked: tuple[Link, ...]
    defects: tuple[tuple[str, str], ...]


def table_row(line: str) -> Row:
    """A row of a table whose first cell holds number, title and text and whose last one holds links.

    A bar too many belongs to the text, unless nothing but links follows it.
    """
    text, beside = _cells(line)
    row = _row(text, beside, bare=False)
    defects = list(row.defects)
    if not row.titled:
        remedy = "write the title in bold: **Title** - text; the item came in under its first words"
        defects.append(("where the title ends is not marked", remedy))
    if not beside:
        defects.append(("the row has no cell of links", "end it with | [label](https://…) |, or with | |"))
    return replace(row, defects=tuple(defects))


def list_row(lines: Sequence[str]) -> Row:
    """An entry of a numbered list: its text, with links in it or behind it, and maybe lines of links below.

    A line below that holds more than links belongs to the text, as a point of it if it begins with a bullet.
    """
    text, beside = [lines[0]], []
    for line in map(str.strip, lines[1:]):
        point = _BULLET.sub("", line, count=1).strip() if _BULLET.match(line) else ""
        links = list(find_links(point or line, bare=True))
        if links and not words_beside(point or line, links):
            beside.append(point or line)
        else:
            text.append(f"<br>● {point}" if point else line)
    return _row(" ".join(text), beside, bare=True)


def _cells(line: str) -> tuple[str, list[str]]:
    """The text of a row and its cells of links, of which it may have none."""
    cells = _CELL_END.split(line.strip().removeprefix("|"))
    if len(cells) > 1 and not cells[-1].strip():
        cells.pop()
    first = len(cells)
    if first > 1 and not words_beside(cells[-1], []):
        first -= 1
    while first > 1 and _holds_links(cells[first - 1]):
        first -= 1
    return "|".join(cells[:first]), [" ".join(cell.split()) for cell in cells[first:]]


def _holds_links(cell: str) -> bool:
    """Whether a cell is one of links: it begins with one or holds nothing else."""
    if cell.lstrip().startswith("["):
        return True
    found = list(find_links(cell, bare=True))
    return bool(found) and not words_beside(cell, found)


def _row(text: str, beside: Sequence[str], *, bare: bool) -> Row:
    """A row of a text with links in it and behind it, and of cells that hold links alone.

    A link at the end of a sentence that is not finished without it is a part of the sentence if there are such cells.
    """
    text = _NUMBER.sub(lambda number: number[1] or "", text.strip(), count=1)
    inside, behind = _links_of(text, bare=bare)
    if beside and behind and not _FINISHED.search(text[: behind[0].start][-_NEAR:]):
        inside, behind = [*inside, *behind], []
    if behind:
        text = text[: behind[0].start].rstrip(f"{JOINTS}([")
    title, rest, titled = split_title(_plain(text, inside))
    own = [
        replace(link, label="Paper")
        for link in inside[:1]
        if link.shown == title and not words_beside(text[: link.start], [])
    ]
    inside = inside[len(own) :]
    links, defects = [*own, *behind], []
    for cell in beside:
        found = list(find_links(cell, bare=True))
        links += found
        if stranger := words_beside(cell, found):
            defects.append((f"`{_short(stranger)}` among the links is no link", _LEFT_OUT))
    broken = (link.label for link in (*inside, *links) if not link.url)
    defects += [(f"the link `{_short(label)}` has no address that can be used", _LEFT_OUT) for label in broken]
    return Row(title, titled, _body(rest), _usable(links), _usable(inside), tuple(defects))


def _usable(found: Iterable[Found]) -> tuple[Link, ...]:
    return tuple(link.link for link in found if link.url)


def _links_of(text: str, *, bare: bool) -> tuple[list[Found], list[Found]]:
    """The links inside a text and those behind it, with nothing but punctuation between them and its end."""
    found = list(find_links(text, bare=bare))
    end, first = len(text), len(found)
    while first and not words_beside(text[found[first - 1].end : end], []):
        first -= 1
        end = found[first].start
    return found[:first], found[first:]


def _plain(text: str, links: Sequence[Found]) -> str:
    """A text with the words of its links in their place, line ends for breaks, and no escapes of Markdown tables."""
    starts = [0, *(link.end for link in links)]
    parts = [text[start : link.start] + link.shown for start, link in zip(starts, links, strict=False)]
    text = _BREAK.sub("\n", "".join([*parts, text[starts[-1] :]]))
    text = _ESCAPED.sub(r"\1", text).replace("●", "\n●")
    return _ENTITY.sub(lambda entity: character(entity[0]), text).strip()


def _body(text: str) -> str:
    """The text as Markdown: paragraphs of a sentence a line, and lists of its points."""
    parts = filter(None, (_LOOSE_DASH.sub("", part.strip()).rstrip() for part in text.split("\n")))
    blocks = [
        "".join(map(_point, run)) if points else "\n".join(map(_paragraph, run))
        for points, run in groupby(parts, lambda part: bool(_BULLET.match(part)))
    ]
    return "\n".join(filter(None, blocks))


def _point(part: str) -> str:
    text = _BULLET.sub("", part, count=1).strip()
    return f"- {_paragraph(text).rstrip().replace(chr(10), chr(10) + '  ')}\n" if text else ""


def _paragraph(part: str) -> str:
    return markdown_paragraphs([sentences(part)], emphasis=True)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
