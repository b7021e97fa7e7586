"""Where in the Markdown of an issue each entry begins, and the links to themselves that entries get there."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from urllib.parse import quote

from backissue.entries.entry import Entry
from backissue.prose.document import Document
from backissue.prose.lines import Place, locate

_START = re.compile(r"\s*(?:>\s?)*(?:(?:[-*+]|\d{1,9}\.)\s+)?(?:\[[ xX]\]\s+)?")
_CELL = re.compile(r"\s*\|\s*")
_RAW = re.compile(r"(?:\s*<(?:table|tbody|tr|td|th|ul|ol|li|dl|dt|dd|div|p|h[1-6])\b[^<>]*>)+")
_SETS_A_BLOCK = re.compile(
    r"""
      [#>:|={]  |  [-*+]\s  |  \d+\.\s  |  !!!  |  \?\?\?  |  ```  |  ~~~
    | \\\[  |  \\begin  |  \$\$  |  [-*_ ]+$  |  .*\]:
    | <(?! https?: | /?(?:span|a|b|i|em|strong|code|q)\b )
    """,
    re.VERBOSE,
)
"""What a line begins with that is no running text, or that would be none behind a link."""
_WORD = re.compile(r"[^\W_]+")
_TELLING = 4
"""Words of a title by which its line is found."""


def placed(entries: Sequence[Entry], document: Document, markdown: str) -> tuple[Entry, ...]:
    """Return the entries of a page with the lines in which a link to each can stand.

    One that has an id keeps it, and has no line. One whose place is not certain has neither line nor anchor.
    """
    if all(entry.has_id for entry in entries):
        return tuple(entries)
    lines, places = markdown.split("\n"), locate(document, markdown)
    together = defaultdict[int, list[Entry]](list)
    for entry in entries:
        together[entry.block].append(entry)
    found: list[Entry] = []
    for at, several in together.items():
        found += _in_block(several, places[at], lines)
    return tuple(found)


def _in_block(entries: Sequence[Entry], place: Place | None, lines: Sequence[str]) -> Iterator[Entry]:
    last = place.first - 1 if place else 0
    for number, entry in enumerate(entries):
        line = 0
        if place and not entry.has_id:
            line = place.first if number == 0 else _line_of(entry.title, lines, last + 1, place.last)
        last = line or last
        line = line if line and _column(lines[line - 1]) >= 0 else 0
        yield entry if entry.has_id else replace(entry, line=line, anchor=entry.anchor if line else "")


def _line_of(title: str, lines: Sequence[str], first: int, last: int) -> int:
    """Return the 1-based line from ``first`` to ``last`` that says a title, 0 where none does."""
    words = _WORD.findall(title)[:_TELLING]
    said = (line for line in range(first, last + 1) if " ".join(words) in " ".join(_WORD.findall(lines[line - 1])))
    return next(said, 0) if words else 0


def _column(line: str) -> int:
    """Return where in its line a link to an entry can stand so that all else stays what it is; -1 for nowhere."""
    if found := _RAW.match(line) or _CELL.match(line):
        return found.end()
    start = _START.match(line)
    column = start.end() if start else 0
    return -1 if _SETS_A_BLOCK.match(line[column:]) or not line[column:].strip() else column


def link_to_itself(anchor: str) -> str:
    """Return the link by which an entry is found: HTML, so that no brace behind it is read as its attributes."""
    return f'<a class="bi-anchor" href="#{quote(anchor)}" id="{html.escape(anchor)}">\N{PILCROW SIGN}</a>'


def link_entries(lines: list[str], entries: Iterable[Entry]) -> None:
    """Put the link of each entry that has a line into the lines of its page."""
    for entry in entries:
        if entry.line:
            line = lines[entry.line - 1]
            column = _column(line)
            lines[entry.line - 1] = f"{line[:column]}{link_to_itself(entry.anchor)}{line[column:]}"
