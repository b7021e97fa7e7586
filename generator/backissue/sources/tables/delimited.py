"""Tables with a separator between cells: CSV, TSV and their likes, as RFC 4180 has them and as programs write them."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from backissue.dates import find_week
from backissue.model import Problem
from backissue.sources.source import Account, Line, Reading, Recognition, Source, Strength
from backissue.sources.tables.columns import Column, Record, Role, find_roles, is_heading
from backissue.sources.tables.pipe_rows import fit_row, is_rule, name_count
from backissue.sources.tables.records import read_records

_SEPARATORS = (",", ";", "\t", "|")
_TRIED = 100
_MOST_ABOVE = 10
_MOST_LINES = 200
_NAMES = {"\t": "tab"}

csv.field_size_limit(2**31 - 1)  # the library's own limit is shorter than a transcript


@dataclass(frozen=True, slots=True)
class Dialect:
    """What stands between cells, and around those that hold it.

    An ``exact`` one is RFC 4180 by the letter, for cells that have to come back character by character. Others are as
    programs write them: blanks around cells mean nothing, a quote that is not closed within 200 lines is one out of
    place, a quote in a cell may have a backslash before it, and between tabs it may stand as it is.
    """

    separator: str
    quote: str = '"'
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, ``None`` where its quotes are broken; its first 1-based line and the number of its lines."""

    line: int
    count: int
    cells: tuple[str, ...] | None


class DelimitedReader:
    """A first row of headings, then a row an item; a cell in quotes may go on over several lines."""

    name = "delimited"

    def recognise(self, source: Source) -> Recognition | None:
        """Whether one of the first rows holds usual headings, and most of the rows below it as many cells."""
        first, dialect = _headings(source)
        if not dialect or is_rule("".join(source.lines[first + 1 : first + 2])):
            return None
        header, *body = read_rows(source.lines[first : first + _TRIED], dialect, first)
        expected = len(header.cells or ())
        alike = sum(len(fit_row(row.cells or (), expected)) == expected for row in body)
        if 2 * alike < len(body):
            return None
        separator = _NAMES.get(dialect.separator, f"`{dialect.separator}`")
        return Recognition(Strength.LIKELY, f"a row of column names with a {separator} between them")

    def read(self, source: Source) -> Reading:
        """An item a row. One whose cells cannot be told apart is a problem; text above may say the week."""
        account = Account(source.lines)
        first, found = _headings(source)
        above: date | None = None
        for number, line in enumerate(source.lines[:first], 1):
            if line.strip():
                account.set(number, Line.BOILERPLATE if line.startswith("sep=") else Line.HEADING)
                above = find_week(line, source.facts.year, source.week_ends) or above
        table = list(read_rows(source.lines[first:], found or Dialect(_most_common(source.lines[first])), first))
        return _read(source, account, table[0], table[1:], above) if table else Reading((), account.close())


def read_rows(lines: Sequence[str], dialect: Dialect, before: int = 0) -> Iterator[Row]:
    r"""Yield the rows of ``lines``, blank lines between them left out; ``before`` is the number of lines above them.

    A row whose quotes are broken is its first line only.

    >>> [(row.line, row.cells) for row in read_rows(['a,"b', 'c" ', "", 'd, "e""f"'], Dialect(","))]
    [(1, ('a', 'b\nc')), (4, ('d', 'e"f'))]
    >>> [row.cells for row in read_rows(["a, b", '" c', '"",d"', 'e"', '"f'], Dialect(",", exact=True))]
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
    cells, count = _parse(lines, at, dialect)
    if cells is None:
        cells = _parse([_tidied(lines[at], dialect)], 0, dialect)[0]
    if cells is None and dialect.separator == "\t":
        cells = lines[at].split("\t")
    return cells and [cell.strip() for cell in cells], count


def _tidied(line: str, dialect: Dialect) -> str:
    """Return a line with its quotes as RFC 4180 has them: doubled in a cell, and nothing between them and its end."""
    first, *rest = line.replace(f"\\{dialect.quote}", dialect.quote * 2).split(dialect.quote)
    ends = (part.lstrip(" ") if part.lstrip(" ").startswith(dialect.separator) else part for part in rest)
    return dialect.quote.join([first, *ends])


def _read(source: Source, account: Account, header: Row, body: list[Row], above: date | None) -> Reading:
    names = header.cells or ()
    filled = [replace(row, cells=row.cells and tuple(fit_row(row.cells, len(names)))) for row in body if _says(row)]
    broken = {row.line: defect for row in (header, *filled) if (defect := _defect(source, row, header))}
    sound = [] if header.line in broken else [row for row in filled if row.line not in broken]
    columns = [Column(" ".join(name.split()), header.line) for name in names]
    entries = read_records(source, columns, [_record(row) for row in sound], above)
    problems = [*broken.values(), *entries.problems]
    reported = {problem.line for problem in problems} - entries.lines
    _set(account, source, header, Line.PROBLEM if header.line in reported else Line.HEADING)
    for row in body:
        fate = Line.ITEM if row.line in entries.lines else Line.PROBLEM
        _set(account, source, row, fate if _says(row) else Line.BLANK)
    return Reading(tuple(entries.items), account.close(), tuple(sorted(set(problems))))


def _says(row: Row) -> bool:
    """Whether a row holds more than separators, as spreadsheets write them for rows that are empty."""
    return row.cells is None or any(cell.strip() for cell in row.cells)


def _defect(source: Source, row: Row, header: Row) -> Problem | None:
    """What is wrong with a row as such."""
    if row.cells is None:
        remedy = "put the whole cell in quotes, and write a quote inside it twice"
        return source.problem(row.line, "a quote out of place, or one that is never closed", remedy)
    if row is header and Role.TITLE not in find_roles(row.cells, source.facts.columns):
        remedy = "name it `title`, or say which column it is with `columns:` of this source in content/archive.yml"
        return source.problem(row.line, "no column for the title in the first row", remedy)
    expected = len(header.cells or row.cells)
    if len(row.cells) != expected:
        what = f"{name_count(len(row.cells))} where the heading has {expected}"
        return source.problem(row.line, what, "add or join cells; put a text that holds the separator in quotes")
    return None


def _record(row: Row) -> Record:
    return Record(row.line, {at: (cell,) for at, cell in enumerate(row.cells or ()) if cell.strip()})


def _set(account: Account, source: Source, row: Row, fate: Line) -> None:
    """Give all lines of a row their fate; blank ones inside a cell are blank."""
    for number in range(row.line, row.line + row.count):
        if source.lines[number - 1].strip():
            account.set(number, fate)


def _headings(source: Source) -> tuple[int, Dialect | None]:
    """The index of the row of headings, below a title maybe, and what parts its cells.

    Where none of the first rows is one, the first that is neither blank nor Excel's note of its separator.
    """
    filled = (at for at, line in enumerate(source.lines) if line.strip() and not line.startswith("sep="))
    near = list(islice(filled, _MOST_ABOVE)) or [0]
    found = ((at, dialect) for at in near if (dialect := _dialect(source, at)))
    return next(found, (near[0], None))


def _dialect(source: Source, first: int) -> Dialect | None:
    """The separator and quote that make headings of the row at the index ``first``: those of the most columns."""
    found: list[tuple[int, Dialect]] = []
    lines = source.lines[first : first + _TRIED]
    for separator in _SEPARATORS:
        if separator in lines[0] and any(_names(source, lines, Dialect(separator, quote)) for quote in "\"'"):
            dialect = Dialect(separator, "'" if _is_single_quoted(lines, separator) else '"')
            if names := _names(source, lines, dialect):
                found.append((len(names), dialect))
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _is_single_quoted(lines: Sequence[str], separator: str) -> bool:
    """Whether more cells stand in single quotes than in double ones."""
    padded = [f"{separator}{line}{separator}" for line in lines]
    single, double = (
        sum(min(line.count(separator + quote), line.count(quote + separator)) for line in padded) for quote in "'\""
    )
    return single > double


def _names(source: Source, lines: Sequence[str], dialect: Dialect) -> tuple[str, ...]:
    """The cells of the first row, if they are headings."""
    cells = next(read_rows(lines, dialect)).cells or ()
    return cells if is_heading(cells, source.facts.columns) else ()


def _most_common(line: str) -> str:
    counts = Counter(char for char in line if char in _SEPARATORS)
    return counts.most_common(1)[0][0] if counts else ","
