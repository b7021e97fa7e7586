"""Markdown as simple HTML for places that know no Markdown: paragraphs, lists, headings and code, all of it text.

The HTML is made anew from the words of each block. Nothing of the body's own markup gets into it, so it cannot act.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape
from itertools import groupby

from backissue.prose.plain import plain_text, shorten

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r"#{1,6} +(.*?)(?: +#+)?$")
_MARKER = re.compile(r"\s{0,3}(?:([-*+])|\d{1,9}[.)])\s+")
_QUOTE = re.compile(r"^ {0,3}> ?", re.MULTILINE)
_NOTE = re.compile(r"\[\^[^\]\s]+\]")
_DEFINITION = re.compile(r" {0,3}\[[^\]]+\]:")
_ADMONITION = re.compile(r'(?:!!!|\?\?\?\+?) .*?(?:"(.*)")?$')


@dataclass(frozen=True, slots=True)
class Block:
    """One block of text: the HTML element it becomes and its text, or the texts of a list's points."""

    tag: str
    texts: tuple[str, ...]


def _text(markdown: str) -> str:
    """The words of a block, without the marks of footnotes, which stand at the end of the page."""
    return plain_text(_NOTE.sub("", markdown))


def blocks(markdown: str, text_of: Callable[[str], str] = _text) -> Iterator[Block]:
    """The blocks of a page's Markdown in their order, as plain text. What has no text is left out.

    ``text_of`` makes text of the Markdown of a paragraph, a heading or a point.
    """
    found = _blocks(markdown, text_of)
    for is_list, run in groupby(found, lambda block: block.tag if block.tag in {"ul", "ol"} else ""):
        if is_list:  # blank lines between its points do not end a list
            yield Block(is_list, tuple(text for block in run for text in block.texts))
        else:
            yield from run


def to_html(found: Iterable[Block]) -> str:
    """Blocks as HTML without any attribute."""
    return "\n".join(map(_element, found))


def opening(found: Iterable[Block], longest: int) -> list[Block]:
    """The first paragraphs, until there are ``longest`` characters of them; the last may be cut."""
    kept, room = list[Block](), longest
    for block in found:
        if block.tag == "p" and room > 0:
            kept.append(replace(block, texts=(shorten(block.texts[0], max(room, longest // 3)),)))
            room -= len(block.texts[0])
    return kept


def _element(block: Block) -> str:
    if block.tag in {"ul", "ol"}:
        points = "".join(f"<li>{escape(text, quote=False)}</li>" for text in block.texts)
        return f"<{block.tag}>{points}</{block.tag}>"
    text = escape(block.texts[0], quote=False)
    inner = {"pre": "code", "blockquote": "p"}.get(block.tag)
    text = f"<{inner}>{text}</{inner}>" if inner else text
    return f"<{block.tag}>{text}</{block.tag}>"


def _blocks(markdown: str, text_of: Callable[[str], str]) -> Iterator[Block]:
    for lines in _chunks(markdown.split("\n")):
        if fence := _FENCE.match(lines[0]):
            code = lines[1:-1] if len(lines) > 1 and _closes(lines[-1], fence[1]) else lines[1:]
            found = [Block("pre", ("\n".join(code),))]
        elif heading := _HEADING.match(lines[0]):
            found = [Block("h3", (text_of(heading[1]),))]
        elif marker := _MARKER.match(lines[0]):
            found = [Block("ul" if marker[1] else "ol", tuple(filter(None, map(text_of, _points(lines)))))]
        elif _QUOTE.match(lines[0]):
            found = [Block("blockquote", (text_of(_QUOTE.sub("", "\n".join(lines))),))]
        else:
            found = [Block("p", (text_of("\n".join(_worded(lines))),))]
        yield from (block for block in found if any(text.strip() for text in block.texts))


def _chunks(lines: Iterable[str]) -> Iterator[list[str]]:
    """Lines that belong together: between blank lines, a heading by itself, a fenced listing as a whole."""
    chunk, fence = list[str](), ""
    for line in lines:
        if fence:
            chunk.append(line)
            if _closes(line, fence):
                yield chunk
                chunk, fence = [], ""
            continue
        begins = _FENCE.match(line)
        if (begins or _HEADING.match(line) or not line.strip()) and chunk:
            yield chunk
            chunk = []
        if begins:
            chunk, fence = [line], begins[1]
        elif _HEADING.match(line):
            yield [line]
        elif line.strip():
            chunk.append(line)
    if chunk:
        yield chunk


def _closes(line: str, fence: str) -> bool:
    end = line.strip()
    return len(end) >= len(fence) and end == fence[0] * len(end)


def _points(lines: Iterable[str]) -> Iterator[str]:
    """The points of a list, those below others among them. A line without a marker belongs to the one before."""
    point = list[str]()
    for line in lines:
        marker = _MARKER.match(line.lstrip())
        if marker and point:
            yield "\n".join(point)
            point = []
        point.append(line.lstrip()[marker.end() :] if marker else line)
    yield "\n".join(point)


def _worded(lines: Iterable[str]) -> Iterator[str]:
    """Lines that are text, without definitions of links and notes, and of an admonition only its title."""
    for line in lines:
        if admonition := _ADMONITION.match(line):
            yield admonition[1] or ""
        elif not _DEFINITION.match(line):
            yield line
