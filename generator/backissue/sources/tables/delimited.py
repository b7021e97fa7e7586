"""Tables with a separator between cells: CSV, TSV and their likes, as RFC 4180 has them and as programs write them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from itertools import islice

from backissue.dates import find_week
from backissue.sources.pieces import Fate, Glance, Piece, Sign, Source, Strength
from backissue.sources.tables.columns import ROWS_OR_TEXT, Column, Columns, Lines, Record, Role, find_roles, is_heading
from backissue.sources.tables.pipe_rows import fit_row, is_rule, name_count
from backissue.sources.tables.row_items import Defect, Found, read_rows
from backissue.sources.tables.spreadsheet import read_value

_SEPARATORS = {",": "`,`", ";": "`;`", "\t": "tab", "|": "`|`"}
_TRIED = 100
_MOST_ABOVE = 10
_MOST_LINES = 200

csv.field_size_limit(2**31 - 1)  # the library's own limit is shorter than a transcript


@dataclass(frozen=True, slots=True)
class Dialect:
    """What stands between cells, and around those that hold it.

    An ``exact`` one is RFC 4180 by the letter, for cells that have to come back character by character. Others are as
    programs write them: blanks around cells mean nothing, a quote that is not closed within 200 lines is one out of
    place, a quote in a cell may have a backslash before it, and between tabs it may stand as it is. In a ``curly`` one
    cells stand in quotes as books have them, “…”, which a word processor made of the plain ones.
    """

    separator: str
    quote: str = '"'
    exact: bool = False
    curly: bool = False


@dataclass(frozen=True, slots=True)
class Row(Lines):
    """The cells of a row, ``None`` where its quotes are broken."""

    cells: Sequence[str] | None

    @property
    def is_empty(self) -> bool:
        """Return whether it holds nothing but separators, as spreadsheet programs write rows that are empty."""
        return self.cells is not None and not any(map(str.strip, self.cells))


def has_headings(separator: str, glance: Glance) -> bool:
    """Return whether one of the first rows holds usual headings, and most of the rows below it as many cells."""
    first, dialect = _find_headings(glance.head, glance.facts.columns, (separator,))
    if not dialect or is_rule("".join(glance.head[first + 1 : first + 2])):
        return False
    header, *body = split_rows(glance.head[first:], dialect)
    expected = len(header.cells or ())
    return 2 * sum(len(fit_row(row.cells or (), expected)) == expected for row in body) >= len(body)


class DelimitedReader:
    """A first row of headings, then a row an item; a cell in quotes may go on over several lines."""

    name = "delimited"
    signs = tuple(
        Sign(
            Strength.LIKELY,
            f"a row of column names with a {name} between them",
            partial(has_headings, separator),
            ROWS_OR_TEXT,
        )
        for separator, name in _SEPARATORS.items()
    )

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield an item a row. One whose cells cannot be parted is a problem; text above may say the week."""
        found = Found(source)
        first, known = _find_headings(source.lines, source.facts.columns)
        above: date | None = None
        for number, line in enumerate(source.lines[:first], 1):
            found.fates[number] = Fate.BOILERPLATE if line.startswith("sep=") else Fate.HEADING
            above = find_week(line, source.facts.year, source.week_ends) or above
        line = source.lines[first]
        dialect = known or Dialect(max(sorted(_SEPARATORS, key=line.find), key=line.count))
        if rows := list(split_rows(source.lines[first:], dialect, first)):
            found.merge(_read_body(source, rows[0], rows[1:], above))
        return found.rank().tile()


def _read_body(source: Source, header: Row, body: Sequence[Row], above: date | None) -> Found:
    names = header.cells or ()
    filled = [replace(row, cells=row.cells and fit_row(row.cells, len(names))) for row in body if not row.is_empty]
    defects = {row.line: defect for row in (header, *filled) if (defect := find_defect(row, header.cells))}
    if header.cells is not None and Role.TITLE not in find_roles(names, source.facts.columns):
        remedy = "name it `title`, or say which column it is with `columns:` of this source in content/archive.yml"
        defects[header.line] = ("no column for the title in the first row", remedy)
    sound = [] if header.line in defects else [row for row in filled if row.line not in defects]
    columns = [Column(" ".join(name.split()), header.line) for name in names]
    cells = ({at: (read_value(cell),) for at, cell in enumerate(row.cells or ()) if cell} for row in sound)
    records = [Record(row.line, row.count, filled) for row, filled in zip(sound, cells, strict=True)]
    found = read_rows(source, columns, records, above)
    found.problems += [source.problem(line, *defect) for line, defect in defects.items()]
    found.add_heading(header.lines)
    for row in body:
        for number in row.lines:
            found.fates.setdefault(number, Fate.BLANK if row.is_empty else Fate.PROBLEM)
    return found


def find_defect(row: Row, names: Sequence[str] | None) -> Defect | None:
    """Return what is wrong with a row as such, below headings of these ``names`` if they are known."""
    if row.cells is None:
        remedy = "put the whole cell in quotes, and write a quote inside it twice"
        return "a quote out of place, or one that is never closed", remedy
    if names is not None and len(row.cells) != len(names):
        what = f"{name_count(len(row.cells))} where the heading has {len(names)}"
        return what, "add or join cells; put a text that holds the separator in quotes"
    return None


def _find_headings(
    lines: Sequence[str], said: Columns, separators: Sequence[str] = tuple(_SEPARATORS)
) -> tuple[int, Dialect | None]:
    """Return the index of the row of headings, below a title maybe, and what parts its cells.

    Where none of the first rows is one, the first that is neither blank nor Excel's note of its separator.
    """
    filled = (at for at, line in enumerate(lines) if line.strip() and not line.startswith("sep="))
    near = list(islice(filled, _MOST_ABOVE)) or [0]
    found = ((at, dialect) for at in near if (dialect := _find_dialect(lines[at : at + _TRIED], said, separators)))
    return next(found, (near[0], None))


def _find_dialect(lines: Sequence[str], said: Columns, separators: Sequence[str]) -> Dialect | None:
    """Return the separator and quote that make headings of the first row: those of the most columns.

    Cells stand in single quotes where more of them do than in double ones.
    """

    def count_headings(dialect: Dialect) -> int:
        cells = next((row.cells for row in split_rows(lines, dialect)), None) or ()
        return len(cells) if is_heading(cells, said) else 0

    found: dict[Dialect, int] = {}
    for mark in separators:
        if mark in lines[0] and any(count_headings(Dialect(mark, quote)) for quote in "\"'"):
            padded = [f"{mark}{line}{mark}" for line in lines]
            single, double = (sum(min(line.count(mark + q), line.count(q + mark)) for line in padded) for q in "'\"")
            is_curly = any(mark in cell[1] for line in padded for cell in _curly(mark).finditer(line))
            dialect = Dialect(mark, "'" if single > double else '"', curly=is_curly)
            found[dialect] = count_headings(dialect)
    best = max(found, key=lambda dialect: found[dialect], default=None)
    return best if best and found[best] else None


def split_rows(lines: Sequence[str], dialect: Dialect, before: int = 0) -> Iterator[Row]:
    r"""Yield the rows of ``lines``, blank lines between them left out; ``before`` is the number of lines above them.

    A row whose quotes are broken is its first line only.

    >>> [(row.line, row.cells) for row in split_rows(['a,"b', 'c" ', "", 'd, "e""f"'], Dialect(","))]
    [(1, ('a', 'b\nc')), (4, ('d', 'e"f'))]
    >>> [row.cells for row in split_rows(["a, b", '" c', '"",d"', 'e"', '"f'], Dialect(",", exact=True))]
    [('a', ' b'), (' c\n",d',), ('e"',), None]
    """
    parse = _parse if dialect.exact else _parse_loosely
    at = 0
    while at < len(lines):
        count = 1
        if lines[at].strip():
            cells, count = parse(lines, at, dialect)
            yield Row(before + at + 1, count, None if cells is None else tuple(cells))
        at += count


def _parse(lines: Sequence[str], at: int, dialect: Dialect) -> tuple[list[str] | None, int]:
    """Return the cells of the row that begins at the index ``at``, and the number of its lines."""
    if dialect.quote not in lines[at]:
        return lines[at].split(dialect.separator), 1
    end = len(lines) if dialect.exact else min(len(lines), at + _MOST_LINES)
    reader = csv.reader(
        (f"{lines[number] if dialect.exact else lines[number].rstrip(' ')}\n" for number in range(at, end)),
        delimiter=dialect.separator,
        quotechar=dialect.quote,
        skipinitialspace=not dialect.exact,
        strict=True,
    )
    try:
        return next(reader), reader.line_num
    except csv.Error:
        return None, 1


def _parse_loosely(lines: Sequence[str], at: int, dialect: Dialect) -> tuple[list[str] | None, int]:
    quote = dialect.quote
    if dialect.curly:
        lines, at = [_straighten(lines[at], dialect)], 0
    cells, count = _parse(lines, at, dialect)
    if cells is None and f"{quote} " in lines[at]:
        near = [_close_quotes(line, dialect) for line in lines[at : at + _MOST_LINES]]
        cells, count = _parse(near, 0, dialect)
    if cells is None and f"\\{quote}" in lines[at]:
        cells = _parse([_close_quotes(lines[at].replace(f"\\{quote}", quote * 2), dialect)], 0, dialect)[0]
    if cells is None and dialect.separator == "\t":
        cells = lines[at].split("\t")
    return cells and [cell.strip() for cell in cells], count


@cache
def _curly(separator: str) -> re.Pattern[str]:
    """Return what finds the cells in curly, low or pointed quotes of a line with separators around it."""
    mark = re.escape(separator)
    marks = "\u201c-\u201e\u00ab\u00bb"
    return re.compile(rf"(?<={mark})\s*[{marks}]([^{marks}]*)[{marks}]\s*(?={mark})")


def _straighten(line: str, dialect: Dialect) -> str:
    """Return a line with plain quotes around its cells in others."""
    quote, mark = dialect.quote, dialect.separator
    whole = _curly(mark).sub(lambda cell: f"{quote}{cell[1].replace(quote, quote * 2)}{quote}", f"{mark}{line}{mark}")
    return whole[len(mark) : -len(mark)]


def _close_quotes(line: str, dialect: Dialect) -> str:
    """Return a line without the blanks between a quote and the end of its cell."""
    first, *rest = line.split(dialect.quote)
    ends = (part.lstrip(" ") if part.lstrip(" ").startswith(dialect.separator) else part for part in rest)
    return dialect.quote.join([first, *ends])
