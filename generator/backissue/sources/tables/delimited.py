"""Tables with a separator between cells: CSV, TSV and their likes, as RFC 4180 has them and as programs write them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

from backissue.model import Problem
from backissue.sources.source import Account, Line, Reading, Recognition, Source, Strength
from backissue.sources.tables.bars import counted, fitted, is_rule
from backissue.sources.tables.columns import Column, Record, Role, is_heading, roles
from backissue.sources.tables.days import week_in
from backissue.sources.tables.quoting import SEPARATORS, Dialect, Row, rows, single_quoted
from backissue.sources.tables.records import read_records

_TRIED = 100
_MOST_ABOVE = 10
_NAMES = {"\t": "tab"}


class DelimitedReader:
    """A first row of headings, then a row an item; a cell in quotes may go on over several lines."""

    name = "delimited"

    def recognise(self, source: Source) -> Recognition | None:
        """Whether one of the first rows holds usual headings, and most of the rows below it as many cells."""
        first, dialect = _headings(source)
        if not dialect or is_rule("".join(source.lines[first + 1 : first + 2])):
            return None
        header, *body = rows(source.lines[first : first + _TRIED], dialect, first)
        expected = len(header.cells or ())
        alike = sum(len(fitted(row.cells or (), expected)) == expected for row in body)
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
                above = week_in(line, source.facts.year, source.week_ends) or above
        table = list(rows(source.lines[first:], found or Dialect(_most_common(source.lines[first])), first))
        return _read(source, account, table[0], table[1:], above) if table else Reading((), account.close())


def _read(source: Source, account: Account, header: Row, body: list[Row], above: date | None) -> Reading:
    names = header.cells or ()
    filled = [replace(row, cells=row.cells and tuple(fitted(row.cells, len(names)))) for row in body if _says(row)]
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
    if row is header and Role.TITLE not in roles(row.cells, source.facts.columns):
        remedy = "name it `title`, or say which column it is with `columns:` of this source in content/archive.yml"
        return source.problem(row.line, "no column for the title in the first row", remedy)
    expected = len(header.cells or row.cells)
    if len(row.cells) != expected:
        what = f"{counted(len(row.cells))} where the heading has {expected}"
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
    for separator in SEPARATORS:
        if separator in lines[0] and any(_names(source, lines, Dialect(separator, quote)) for quote in "\"'"):
            dialect = Dialect(separator, "'" if single_quoted(lines, separator) else '"')
            if names := _names(source, lines, dialect):
                found.append((len(names), dialect))
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _names(source: Source, lines: Sequence[str], dialect: Dialect) -> tuple[str, ...]:
    """The cells of the first row, if they are headings."""
    cells = next(rows(lines, dialect)).cells or ()
    return cells if is_heading(cells, source.facts.columns) else ()


def _most_common(line: str) -> str:
    counts = Counter(char for char in line if char in SEPARATORS)
    return counts.most_common(1)[0][0] if counts else ","
