"""Rows of cells with a separator between them and quotes around some, and the lines that each takes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

SEPARATORS = (",", ";", "\t", "|")
_MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class Dialect:
    """What stands between cells, and around those that hold it."""

    separator: str
    quote: str = '"'


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, ``None`` where its quotes are broken; its first 1-based line and the number of its lines."""

    line: int
    count: int
    cells: tuple[str, ...] | None


def rows(lines: Sequence[str], dialect: Dialect, before: int = 0) -> Iterator[Row]:
    r"""The rows of ``lines``, blank lines between them left out; ``before`` is the number of lines above them.

    A quote that is not closed within 200 lines is one out of place: its row is then its first line only.

    >>> [(row.line, row.cells) for row in rows(['a,"b', 'c"', "", 'd,"e""f"'], Dialect(","))]
    [(1, ('a', 'b\nc')), (4, ('d', 'e"f'))]
    """
    at = 0
    while at < len(lines):
        if lines[at].strip():
            cells, count = _row(lines, at, dialect)
            yield Row(before + at + 1, count, cells)
            at += count
        else:
            at += 1


def single_quoted(lines: Sequence[str], separator: str) -> bool:
    """Whether more cells stand in single quotes than in double ones."""
    mark = re.escape(separator)
    single, double = (re.compile(rf"(?:^|{mark}){quote}[^{quote}]*+{quote}(?={mark}|$)") for quote in "'\"")
    return sum(len(single.findall(line)) - len(double.findall(line)) for line in lines) > 0


def _row(lines: Sequence[str], at: int, dialect: Dialect) -> tuple[tuple[str, ...] | None, int]:
    """The cells of the row that begins at the index ``at``, and the number of its lines.

    What is broken by RFC 4180 may be sound as databases write it: with a backslash before a quote inside a cell, or
    with quotes as they are between tabs.
    """
    cells, count = _quoted(lines, at, dialect)
    escaped = f"\\{dialect.quote}"
    if cells is None and escaped in lines[at]:
        cells, count = _quoted([lines[at].replace(escaped, dialect.quote * 2)], 0, dialect)
    if cells is None and dialect.separator == "\t":
        return tuple(map(str.strip, lines[at].split("\t"))), 1
    return cells, count


def _quoted(lines: Sequence[str], at: int, dialect: Dialect) -> tuple[tuple[str, ...] | None, int]:
    if dialect.quote not in lines[at]:
        return tuple(cell.strip() for cell in lines[at].split(dialect.separator)), 1
    closed, opened = _patterns(dialect)
    cells: list[str] = []
    text, start, count = lines[at], 0, 1
    while True:
        if cell := closed.match(text, start):
            cells.append(_value(cell, dialect.quote))
            start = cell.end()
            if not cell["end"]:
                return tuple(cells), count
            continue
        more = _more(lines, at + count, _MOST_LINES - count, dialect.quote) if opened.match(text, start) else 0
        if not more:
            return None, 1
        text, start = "\n".join([text[start:], *lines[at + count : at + count + more]]), 0
        count += more


def _more(lines: Sequence[str], at: int, most: int, quote: str) -> int:
    """How many lines from the index ``at`` on lead to the next quote; 0 if there is none near."""
    near = range(at, min(at + most, len(lines)))
    return next((number - at + 1 for number in near if quote in lines[number]), 0)


def _value(cell: re.Match[str], quote: str) -> str:
    quoted = cell["quoted"]
    return cell["plain"].strip() if quoted is None else quoted.replace(quote * 2, quote)


@cache
def _patterns(dialect: Dialect) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A cell with what ends it, and the beginning of one whose closing quote is on a later line."""
    mark, quote = re.escape(dialect.separator), dialect.quote
    quoted = rf"[ ]*+{quote}(?P<quoted>(?:[^{quote}]++|{quote}{quote})*+){quote}[ ]*+"
    plain = rf"(?![ ]*+{quote})(?P<plain>[^{mark}]*+)"
    opened = rf"[ ]*+{quote}(?:[^{quote}]++|{quote}{quote})*+\Z"
    return re.compile(rf"(?:{quoted}|{plain})(?P<end>{mark}|\Z)"), re.compile(opened)
