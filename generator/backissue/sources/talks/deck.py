"""A slide deck: blocks that are one thing, marks of pages, which are left out, and titles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from backissue.sources.dialects.formulas import display
from backissue.sources.issues.commonmark import convert_markdown
from backissue.sources.markdown_lines import is_rule, is_table_rule, read_heading, split_point
from backissue.sources.talks.linked_text import strip_tags

_LONGEST = 100
"""Lines. A mark that is not ended within as many begins nothing."""
_ENDS = {"$$": "$$", r"\[": r"\]", "```": "```", "~~~": "~~~"}


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a deck, or some that are one thing: the 1-based number of the first, their text and their number.

    ``body`` is their Markdown where they are more than running text.
    """

    number: int
    text: str
    size: int = 1
    body: str = ""


def _split_blocks(lines: Sequence[str]) -> Iterator[Block]:
    """Yield the blocks of a deck, in order; blank lines outside of them are left out."""
    at = 0
    while at < len(lines):
        block = _formula_or_listing(lines, at) or _table(lines, at) or Block(at + 1, lines[at])
        if block.text.strip():
            yield block
        at += block.size


def _formula_or_listing(lines: Sequence[str], at: int) -> Block | None:
    start = lines[at].strip()
    end = _ENDS.get(start[:2]) or _ENDS.get(start[:3])
    if not end:
        return None
    rest = (start[len(end) :], *lines[at + 1 : at + _LONGEST])
    size = next((number for number, line in enumerate(rest, 1) if line.rstrip().endswith(end)), 0)
    text = "\n".join(lines[at : at + size])
    body = display(text) if end in {"$$", r"\]"} else convert_markdown(text).body.rstrip("\n")
    return Block(at + 1, text, size, body) if size and body else None


def _table(lines: Sequence[str], at: int) -> Block | None:
    head, rule = (*lines[at : at + 2], "")[:2]
    if "|" not in head or "|" not in rule or not is_table_rule(rule):
        return None
    end = next((number for number in range(at, len(lines)) if "|" not in lines[number]), len(lines))
    text = "\n".join(lines[at:end])
    return Block(at + 1, text, end - at, convert_markdown(text).body.rstrip("\n"))


_PAGE = re.compile(
    r"""
    \W{0,6} (?:page|slide) (?:[ _]?(?:number|num|no\.?)[ :="]{1,3} | [ ][#]? ) \d{1,3}
    (?:[ ]?(?:/|of)[ ]?\d{1,3})? (?P<alone>\W{0,6}$ | \W{1,3}/page(?:_number)?>$)?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\([^()]*\)")
_ELEMENTS = frozenset({"span", "sup", "sub", "br", "u", "div"})


@dataclass(frozen=True, slots=True)
class Deck:
    """The ``blocks`` of a deck without marks of pages and images, and the ``titles`` that it marks as such.

    ``dropped`` holds the numbers of the other lines that are not blank, ``third_page`` that of the line at which the
    third page ends or begins, and ``cover_end`` that at which the first page ends, 0 where pages have no numbers.
    """

    blocks: tuple[Block, ...]
    titles: frozenset[str]
    dropped: tuple[int, ...]
    third_page: int
    cover_end: int = 0


def read_deck(lines: Sequence[str]) -> Deck:
    """Return the deck that is written on ``lines``. A line that could be a title is one at the top of a page."""
    blocks: list[Block] = []
    titles: set[str] = set()
    dropped: list[int] = []
    pages: list[int] = []
    is_top = False
    for block in _split_blocks(lines):
        line = " ".join(block.text.split())
        is_page = not block.body and _is_page_mark(line)
        if is_page and is_numbered_page(line):
            pages.append(block.number)
        text = "" if is_page else " ".join(strip_tags(_IMAGE.sub(r"\1", line), _ELEMENTS).split())
        if not text and not block.body:
            dropped.append(block.number)
            is_top = is_top or is_page
            continue
        own = block if block.body else replace(block, text=read_heading(text)[1] or text)
        blocks.append(own)
        may_be = is_top and may_be_title(own.text) and not read_point(own.text)[0]
        if not block.body and (own.text != text or may_be):
            titles.add(own.text)
        is_top = False
    third_page = pages[2] if len(pages) > 2 else len(lines) + 1
    above = [number for number in pages if not blocks or number < blocks[0].number]
    ends = pages[len(above) : len(above) + 1] if len(pages) > 2 else []
    return Deck(tuple(blocks), frozenset(titles), tuple(dropped), third_page, ends[0] if ends else 0)


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
    return len(block.split()) <= 20 and not quoted and not block.endswith((".", "!", ";", ","))
