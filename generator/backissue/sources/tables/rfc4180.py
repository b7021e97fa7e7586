"""CSV by the letter of RFC 4180, since cells that hold Markdown must come back character by character."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from backissue.sources.tables.quoting import Row

SEPARATORS = (",", ";", "\t")
"""What programs part cells with, by the language that they are set to."""


def rows(lines: Sequence[str], separator: str) -> Iterator[Row]:
    r"""The rows of ``lines``, blank lines between them left out. A row with a quote out of place has no cells.

    >>> [(row.line, row.count, row.cells) for row in rows(["a, b", '" c', '"",d"', 'e"', '"f'], ",")]
    [(1, 1, ('a', ' b')), (2, 2, (' c\n",d',)), (4, 1, ('e"',)), (5, 1, None)]
    """
    mark = re.escape(separator)
    cell = re.compile(rf'(?:"(?P<quoted>[^"]*+(?:""[^"]*+)*+)"|(?P<plain>(?!")[^{mark}\n]*+))(?P<end>{mark}|\n|\Z)')
    text = "\n".join(lines)
    at, line = 0, 1
    while at < len(text):
        cells, end = _row(text, at, cell)
        begin, at = at, end
        count = text.count("\n", begin, end) + (end == len(text) and text[end - 1] != "\n")
        if text[begin:end].strip():
            yield Row(line, count, cells)
        line += count


def _row(text: str, at: int, cell: re.Pattern[str]) -> tuple[tuple[str, ...] | None, int]:
    """The cells of the row that begins at ``at``, and where the next row begins."""
    cells: list[str] = []
    start = at
    while found := cell.match(text, at):
        cells.append(found["plain"] if found["quoted"] is None else found["quoted"].replace('""', '"'))
        at = found.end()
        if found["end"] in {"", "\n"}:
            return tuple(cells), at
    broken_off = text.find("\n", start)
    return None, len(text) if broken_off < 0 else broken_off + 1
