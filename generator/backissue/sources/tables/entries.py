"""A paper of a week, as a table's row or a list's entry: its title, its text and its links."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from backissue.model import Link
from backissue.sources.tables.link_cells import Found, find_links, find_words_beside
from backissue.sources.tables.pipe_rows import break_lines, resolve_entities, split_at_bars
from backissue.sources.tables.ranks import parse_rank, take_number
from backissue.text import markdown_paragraphs, sentences

_JOINTS = " -\u2013\u2014:,;"
_DASHES = frozenset({"-", "--", "---", "\u2013", "\u2014"})
_DASH = r"(?:-{1,3}|[\u2013\u2014])"
# Doubled marks of bold, and doubled dashes behind them, are taken as one. A hyphen before a digit is a minus.
_BOLD_TITLE = re.compile(
    rf"""
    (\*\*|__)\1?(?!\1) (.+?) \1{{1,2}}
    (?:
        [^\S\n]* (?:{_DASH}|:) (?=[\s*]|[^\W\d]|$)
        (?:[^\S\n]{_DASH}(?=\s))*
    )?
    """,
    re.VERBOSE,
)
_TITLE_END = re.compile(rf"(?:[^\S\n]{_DASH})+(?=\s)|[^\S\n]{{2,}}|\n")
_ESCAPED = "|&~#<>[]_"
_STOPS, _QUOTES = (".", "!", "?", "\u2026"), "\"'\u201d\u2019)]"
_JOINING_WORDS = frozenset("a an the and or of in on at by for from to with".split())
_NEAR = 40
_LONGEST_TITLE = 250
_SHORT_TITLE = 12
_LONGEST_SHOWN = 60
_LEFT_OUT = "write it as [label](https://…); the item was imported without it"


@dataclass(frozen=True, slots=True)
class Row:
    """What a row says. ``defects`` are pairs of what is wrong and what to do; the row is usable all the same.

    ``linked`` are the links inside its text, ``links`` those that stand beside or behind it. ``title`` may be empty;
    where the source does not mark its end, ``titled`` is false and it is the first words of the text. ``place`` is the
    number that it begins with.
    """

    title: str
    titled: bool
    body: str
    links: tuple[Link, ...]
    linked: tuple[Link, ...]
    defects: tuple[tuple[str, str], ...]
    place: int | None = None


def read_table_row(line: str) -> Row:
    """Read a row of a table whose first cell holds number, title and text and whose last one holds links.

    A bar too many belongs to the text, unless nothing but links follows it.
    """
    place, text, beside = _cells(line)
    row = _read(text, beside, bare=False)
    defects = list(row.defects)
    if not row.titled:
        remedy = "write the title in bold: **Title** - text; the item was imported under its first words"
        defects.append(("where the title ends is not marked", remedy))
    if not beside:
        defects.append(("the row has no cell of links", "end it with | [label](https://…) |, or with | |"))
    return replace(row, defects=tuple(defects), place=place or row.place)


def read_list_entry(lines: Sequence[str]) -> Row:
    """Read an entry of a numbered list: its text, with links in it or behind it, and maybe lines of links below.

    A line below that holds more than links belongs to the text, as a point of it if it begins with a bullet.
    """
    text, beside = [lines[0]], []
    for line in map(str.strip, lines[1:]):
        point = line[1:].strip() if is_point(line) else ""
        links = list(find_links(point or line, bare=True))
        if links and not find_words_beside(point or line, links):
            beside.append(point or line)
        else:
            text.append(f"<br>● {point}" if point else line)
    return _read(" ".join(text), beside, bare=True)


def is_point(line: str) -> bool:
    """Return whether a line begins with a bullet, or with the mark of a list and a blank."""
    return line.startswith(("●", "•")) or (line[:1] in {"-", "*", "+"} and line[1:2].isspace())


def _cells(line: str) -> tuple[int | None, str, list[str]]:
    """Return the number of a row that has a cell for it, its text and its cells of links, of which it may have none."""
    cells = split_at_bars(line.strip().removeprefix("|"))
    if len(cells) > 1 and not cells[-1].strip():
        cells.pop()
    place = parse_rank(cells[0]) if _is_text(cells[1:]) else None
    cells = cells if place is None else cells[1:]
    first = len(cells)
    if first > 1 and not find_words_beside(cells[-1], []):
        first -= 1
    while first > 1:
        links = list(find_links(cells[first - 1], bare=True))
        if not cells[first - 1].lstrip().startswith("[") and (not links or find_words_beside(cells[first - 1], links)):
            break
        first -= 1
    return place, "|".join(cells[:first]), [" ".join(cell.split()) for cell in cells[first:]]


def _is_text(cells: Sequence[str]) -> bool:
    """Return whether the first of these cells can be the text of a row, and not its links."""
    return len(cells) > 1 or any(find_words_beside(cell, list(find_links(cell, bare=True))) for cell in cells)


def _read(text: str, beside: Sequence[str], *, bare: bool) -> Row:
    """Read a row of a text with links in it and behind it, and of cells that hold links alone.

    A link at the end of a sentence that is not finished without it is a part of the sentence if there are such cells.
    """
    place, text = take_number(text.strip())
    inside, behind = _divide_links(text, bare=bare)
    near = text[: behind[0].start][-_NEAR:] if behind else ""
    if beside and behind and not near.rstrip(" \t\n([").rstrip(_QUOTES).endswith(_STOPS):
        inside, behind = [*inside, *behind], []
    if behind:
        text = text[: behind[0].start].rstrip(f"{_JOINTS}([")
    title, rest, titled = split_title(_plain(text, inside))
    own = [link for link in inside[:1] if link.shown == title and not find_words_beside(text[: link.start], [])]
    cells = [(cell, list(find_links(cell, bare=True))) for cell in beside]
    links = [*(replace(link, label="Paper") for link in own), *behind, *(link for _, found in cells for link in found)]
    inside = inside[len(own) :]
    strangers = filter(None, (" ".join(find_words_beside(cell, found)) for cell, found in cells))
    broken = (link.label for link in (*inside, *links) if not link.url)
    defects = (
        *((f"`{_shorten(stranger)}` among the links is not a link", _LEFT_OUT) for stranger in strangers),
        *((f"the link `{_shorten(label)}` has no address that can be used", _LEFT_OUT) for label in broken),
    )
    beside_text, in_text = (tuple(link.link for link in found if link.url) for found in (links, inside))
    return Row(title, titled, _body(rest), beside_text, in_text, defects, place)


def _divide_links(text: str, *, bare: bool) -> tuple[list[Found], list[Found]]:
    """Return the links inside a text and those behind it, with nothing but punctuation between them and its end."""
    found = list(find_links(text, bare=bare))
    end, first = len(text), len(found)
    while first and not find_words_beside(text[found[first - 1].end : end], []):
        first -= 1
        end = found[first].start
    return found[:first], found[first:]


def _plain(text: str, links: Sequence[Found]) -> str:
    """Return a text with the words of its links in place, line ends for breaks, and no escapes of Markdown tables."""
    starts = [0, *(link.end for link in links)]
    parts = [text[start : link.start] + link.shown for start, link in zip(starts, links, strict=False)]
    text = break_lines("".join([*parts, text[starts[-1] :]]))
    for mark in _ESCAPED:
        text = text.replace(f"\\{mark}", mark)
    return resolve_entities(text.replace("●", "\n●")).strip()


def _body(text: str) -> str:
    """Return the text as Markdown: paragraphs of a sentence a line, and lists of its points."""
    parts = []
    for part in filter(None, map(str.strip, text.split("\n"))):
        last = part.split()[-1]
        parts.append(part.removesuffix(last).rstrip() if last in _DASHES else part)
    blocks = []
    for are_points, run in groupby(filter(None, parts), is_point):
        texts = (part[1:].strip() if are_points else part for part in run)
        written = [markdown_paragraphs([sentences(each)], emphasis=True) for each in texts if each]
        points = "".join(f"- {each.rstrip().replace(chr(10), chr(10) + '  ')}\n" for each in written)
        blocks.append(points if are_points else "\n".join(written))
    return "\n".join(filter(None, blocks))


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"


def split_title(text: str) -> tuple[str, str, bool]:
    """Return the title of a text, the rest of it, and whether the text marks where the one ends.

    A mark with whole sentences before it, or in the middle of a long one, is none: the bold was closed too late, or the
    dash belongs to the text.
    """
    bold, end = _BOLD_TITLE.match(text), _TITLE_END.search(text)
    if bold:
        title, rest = bold[2].strip(_JOINTS), text[bold.end() :].strip()
    else:
        title, rest = (text[: end.start()], text[end.end() :].strip()) if end else (text, "")
        title = title.replace("**", "").lstrip("*")
    *before, last = sentences(title) or [""]
    stops = before if bold else [*before, last]
    marked = not any(sentence.endswith(".") for sentence in stops) and (bool(bold or end) or not before)
    # A short title may end within a phrase on purpose: *What lamps are made of*.
    words = title.split()
    is_cut = bold and len(words) > _SHORT_TITLE and words[-1].rpartition("-")[2] in _JOINING_WORDS
    if marked and len(title) <= _LONGEST_TITLE and not is_cut:
        return " ".join(words).replace("\\*", "*"), rest, True
    if bold:  # without what would set the title off: marks of bold and the dash behind, but not a colon
        mark = text[bold.end(2) : bold.end()].strip("*_")
        text = f"{bold[2]}{':' if ':' in mark else mark and ' '}{text[bold.end() :]}"
    opening = next(iter(sentences(text.partition("\n")[0])), "").split()
    words = opening if len(opening) <= _SHORT_TITLE else opening[:10]
    return " ".join(words).rstrip(".,;") + (" …" if words != opening else ""), text, False
