"""The pages of a slide deck: what marks them is left out, what names them is told apart."""

from __future__ import annotations

import re

from backissue.sources.source import Source
from backissue.sources.talks.blocks import Block, blocks

POINT = re.compile(r"(?:[-*+] )?(\d{1,2})[.)] (\S.*)")
_NUMBER = r"\d{1,3}(?: ?(?:/|of) ?\d{1,3})?"
_PAGE = re.compile(
    rf"(?:#{{1,6}} )?\W{{0,3}}(?:page|slide) {_NUMBER}\W{{0,3}}|<!--[^<>]*-->|(?:\{{\d+\}})?-{{3,}}|\*{{3,}}|_{{3,}}",
    re.IGNORECASE,
)
_NUMBERED_PAGE = re.compile(r"(?:<!-- ?|#{1,6} )?\W{0,3}(?:page|slide) \d.*|\{\d+\}-{3,}", re.IGNORECASE)
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\([^()]*\)")
_ELEMENT = re.compile(r"</?(?:span|sup|sub|br|u|div)\b[^<>]*>", re.IGNORECASE)
_MARKED_TITLE = re.compile(r"#{1,6} +(\S.*?)(?: +#+)?")
_LONGEST_TITLE = 20

Lines = list[tuple[int, str]]


class Deck:
    """The ``lines`` of a deck without marks of pages and images, and the ``titles`` that it marks as such.

    A formula, a table and a listing are each one line of it, whose Markdown is in ``ready`` and which takes the
    ``extent`` of 1-based lines of the source. ``dropped`` holds the numbers of the other lines that are not blank,
    ``third_page`` that of the line at which the third page ends or begins.
    """

    def __init__(self, source: Source) -> None:
        self.lines: Lines = []
        self.titles: set[str] = set()
        self.ready: dict[str, str] = {}
        self.extent: dict[int, range] = {}
        self.dropped: list[int] = []
        self._pages: list[int] = []
        self._fresh = False
        for block in blocks(source.lines):
            if block.body:
                self._take_ready(block)
            else:
                self._take_line(block.number, " ".join(block.lines[0].split()))
        self.third_page = self._pages[2] if len(self._pages) > 2 else len(source.lines) + 1

    def _take_ready(self, block: Block) -> None:
        text = "\n".join(block.lines)
        self.ready[text] = block.body
        self.extent[block.number] = block.numbers
        self.lines.append((block.number, text))
        self._fresh = False

    def _take_line(self, number: int, line: str) -> None:
        is_page = bool(_PAGE.fullmatch(line))
        text = "" if is_page else " ".join(_ELEMENT.sub("", _IMAGE.sub(r"\1", line)).split())
        if is_page and _NUMBERED_PAGE.fullmatch(line):
            self._pages.append(number)
        if not text:
            self.dropped.append(number)
            self._fresh = self._fresh or is_page
            return
        marked = _MARKED_TITLE.fullmatch(text)
        text = marked[1] if marked else text
        if marked or (self._fresh and may_be_title(text) and not POINT.fullmatch(text)):
            self.titles.add(text)
        self.lines.append((number, text))
        self._fresh = False


def has_numbered_pages(source: Source) -> bool:
    """Whether at least three lines number the pages: ``Page 3``, ``Slide 3 of 9``, ``<!-- Slide 3 -->``, ``{3}---``."""
    return sum(bool(_NUMBERED_PAGE.fullmatch(line.strip())) for line in source.lines) >= 3


def may_be_title(block: str) -> bool:
    """Whether a line is short and does not read as a sentence or a quotation."""
    quoted = block.startswith(('"', "\u201c", "- ", "* ", "\u2022"))
    return len(block.split()) <= _LONGEST_TITLE and not quoted and not block.endswith((".", "!", ";", ","))
