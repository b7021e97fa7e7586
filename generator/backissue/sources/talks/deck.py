"""A slide deck: blocks that are one thing, marks of pages, which are left out, and titles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backissue.sources.formulas import display
from backissue.sources.issues.commonmark import convert_markdown
from backissue.sources.markdown_lines import is_rule, is_table_rule, read_heading, split_point
from backissue.sources.talks.linked_text import strip_tags

_LONGEST = 100
"""Lines. A mark that is not ended within as many begins nothing."""
_ENDS = {"$$": "$$", r"\[": r"\]", "```": "```", "~~~": "~~~"}


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a deck, or some that are one thing: the 1-based number of the first, and the text of all.

    ``body`` is their Markdown where they are more than running text.
    """

    number: int
    lines: tuple[str, ...]
    body: str = ""


def split_blocks(lines: Sequence[str]) -> Iterator[Block]:
    """Yield the blocks of a deck, in order; blank lines outside of them are left out."""
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
    body = display(text) if end in {"$$", r"\]"} else convert_markdown(text).body.rstrip("\n")
    return Block(at + 1, found, body) if body else None


def _table(lines: Sequence[str], at: int) -> Block | None:
    head, rule = (*lines[at : at + 2], "")[:2]
    if "|" not in head or "|" not in rule or not is_table_rule(rule):
        return None
    end = next((number for number in range(at, len(lines)) if "|" not in lines[number]), len(lines))
    found = tuple(lines[at:end])
    return Block(at + 1, found, convert_markdown("\n".join(found)).body.rstrip("\n"))


_PAGE = re.compile(r"\W{0,3}(?:page|slide) \d{1,3}(?: ?(?:/|of) ?\d{1,3})?(?P<alone>\W{0,3}$)?", re.IGNORECASE)
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\([^()]*\)")
_ELEMENTS = frozenset({"span", "sup", "sub", "br", "u", "div"})
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
        for block in split_blocks(lines):
            if block.body:
                self._take_ready(block)
            else:
                self._take_line(block.number, " ".join(block.lines[0].split()))
        self.third_page = self._pages[2] if len(self._pages) > 2 else len(lines) + 1

    def _take_ready(self, block: Block) -> None:
        text = "\n".join(block.lines)
        self.ready[text] = block.body
        self.extent[block.number] = range(block.number, block.number + len(block.lines))
        self.lines.append((block.number, text))
        self._fresh = False

    def _take_line(self, number: int, line: str) -> None:
        is_page = _is_page_mark(line)
        text = "" if is_page else " ".join(strip_tags(_IMAGE.sub(r"\1", line), _ELEMENTS).split())
        if is_page and is_numbered_page(line):
            self._pages.append(number)
        if not text:
            self.dropped.append(number)
            self._fresh = self._fresh or is_page
            return
        _, title = read_heading(text)
        text = title or text
        if title or (self._fresh and may_be_title(text) and not read_point(text)[0]):
            self.titles.add(text)
        self.lines.append((number, text))
        self._fresh = False


def _is_page_mark(line: str) -> bool:
    """Return whether a line only parts or numbers pages: ``Page 3 of 9``, a rule, a comment."""
    is_comment = line.startswith("<!--") and line.endswith("-->") and {"<", ">"}.isdisjoint(line[4:-3])
    page = _PAGE.match(line.lstrip("#").lstrip())
    return is_comment or (page is not None and page["alone"] is not None) or is_rule(_without_number(line))


def is_numbered_page(line: str) -> bool:
    """Return whether a line numbers a page.

    >>> [is_numbered_page(line) for line in ("# Slide 3: Roses", "<!-- page 3 -->", "{3}---", "---")]
    [True, True, True, False]
    """
    text = line.strip()
    return bool(_PAGE.match(text.removeprefix("<!--").lstrip("#").lstrip())) or _without_number(text) != text


def _without_number(line: str) -> str:
    """Return a rule without the number of the page that stands before it in braces."""
    number, _, rule = line.removeprefix("{").partition("}")
    return rule if line.startswith("{") and number.isdecimal() and is_rule(rule, "-") else line


def read_point(line: str) -> tuple[int, str]:
    """Return the number of a numbered point, which may stand behind the mark of a list, and its words.

    >>> read_point("- 2. Roses"), read_point("12) Roses"), read_point("Roses")
    ((2, 'Roses'), (12, 'Roses'), (0, ''))
    """
    mark, words = split_point(line)
    if mark and not mark.isdecimal():
        mark, words = split_point(words)
    return (int(mark), words) if mark.isdecimal() else (0, "")


def may_be_title(block: str) -> bool:
    """Return whether a line is short and does not read as a sentence or a quotation."""
    quoted = block.startswith(('"', "\u201c", "- ", "* ", "\u2022"))
    return len(block.split()) <= _LONGEST_TITLE and not quoted and not block.endswith((".", "!", ";", ","))
