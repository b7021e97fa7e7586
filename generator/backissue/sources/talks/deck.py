"""A slide deck: blocks that are one thing, marks of pages, which are left out, and titles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backissue.sources.formulas import display
from backissue.sources.issues.commonmark import clean

_LONGEST = 100
"""Lines. A mark that is not ended within as many begins nothing."""
_ENDS = {"$$": "$$", r"\[": r"\]", "```": "```", "~~~": "~~~"}
_RULE = re.compile(r"\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?")


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a deck, or some that are one thing: the 1-based number of the first, and the text of all.

    ``body`` is their Markdown where they are more than running text.
    """

    number: int
    lines: tuple[str, ...]
    body: str = ""

    @property
    def numbers(self) -> range:
        """The 1-based numbers of all its lines."""
        return range(self.number, self.number + len(self.lines))


def blocks(lines: Sequence[str]) -> Iterator[Block]:
    """The blocks of a deck, in order; blank lines outside of them are left out."""
    at = 0
    while at < len(lines):
        block = _formula_or_listing(lines, at) or _table(lines, at) or Block(at + 1, (lines[at],))
        if any(map(str.strip, block.lines)):
            yield block
        at += len(block.lines)


def _formula_or_listing(lines: Sequence[str], at: int) -> Block | None:
    start = lines[at].strip()
    end = _ENDS.get(start[:2]) or _ENDS.get(start[:3])
    if not end:
        return None
    rest = (start[len(end) :], *lines[at + 1 : at + _LONGEST])
    last = next((number for number, line in enumerate(rest) if line.rstrip().endswith(end)), None)
    if last is None:
        return None
    found = tuple(lines[at : at + last + 1])
    text = "\n".join(found)
    body = display(text) if end in {"$$", r"\]"} else clean(text).body.rstrip("\n")
    return Block(at + 1, found, body) if body else None


def _table(lines: Sequence[str], at: int) -> Block | None:
    head, rule = (*lines[at : at + 2], "")[:2]
    if "|" not in head or "|" not in rule or not _RULE.fullmatch(rule.strip()):
        return None
    end = next((number for number in range(at, len(lines)) if "|" not in lines[number]), len(lines))
    found = tuple(lines[at:end])
    return Block(at + 1, found, clean("\n".join(found)).body.rstrip("\n"))


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

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines: Lines = []
        self.titles: set[str] = set()
        self.ready: dict[str, str] = {}
        self.extent: dict[int, range] = {}
        self.dropped: list[int] = []
        self._pages: list[int] = []
        self._fresh = False
        for block in blocks(lines):
            if block.body:
                self._take_ready(block)
            else:
                self._take_line(block.number, " ".join(block.lines[0].split()))
        self.third_page = self._pages[2] if len(self._pages) > 2 else len(lines) + 1

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


def is_numbered_page(line: str) -> bool:
    """Return whether a line numbers a page."""
    return bool(_NUMBERED_PAGE.fullmatch(line.strip()))


def may_be_title(block: str) -> bool:
    """Whether a line is short and does not read as a sentence or a quotation."""
    quoted = block.startswith(('"', "\u201c", "- ", "* ", "\u2022"))
    return len(block.split()) <= _LONGEST_TITLE and not quoted and not block.endswith((".", "!", ";", ","))
