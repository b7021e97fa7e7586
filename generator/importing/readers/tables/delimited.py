"""Tables with a separator between cells: CSV, TSV and their likes, as RFC 4180 has them and as programs write them."""

from __future__ import annotations

from collections import Counter

from generator.importing.readers.tables.bars import is_rule
from generator.importing.readers.tables.columns import Column, Record, Role, is_heading, roles
from generator.importing.readers.tables.quoting import SEPARATORS, Dialect, Row, rows, single_quoted
from generator.importing.readers.tables.records import read_records
from generator.importing.source import Account, Line, Reading, Recognition, Source, Strength
from generator.model import Problem

_TRIED = 100
_NAMES = {"\t": "tab"}


class DelimitedReader:
    """A first row of headings, then a row an item; a cell in quotes may go on over several lines."""

    name = "delimited"

    def recognise(self, source: Source) -> Recognition | None:
        """Whether the first row holds usual headings, and most of the rows below it as many cells."""
        first = _first(source)
        dialect = _dialect(source, first)
        if not dialect or is_rule("".join(source.lines[first + 1 : first + 2])):
            return None
        header, *body = rows(source.lines[first : first + _TRIED], dialect, first)
        names = header.cells or ()
        alike = sum(len(row.cells or ()) == len(names) for row in body)
        if not is_heading(names, source.facts.columns) or 2 * alike < len(body):
            return None
        separator = _NAMES.get(dialect.separator, f"`{dialect.separator}`")
        return Recognition(Strength.LIKELY, f"a first row of column names with a {separator} between them")

    def read(self, source: Source) -> Reading:
        """An item a row. A row whose cells cannot be told apart is a problem."""
        account = Account(source.lines)
        first = _first(source)
        for number, line in enumerate(source.lines[:first], 1):
            if line.strip():
                account.set(number, Line.BOILERPLATE)
        dialect = _dialect(source, first) or Dialect(_most_common(source.lines[first]))
        table = list(rows(source.lines[first:], dialect, first))
        return _read(source, account, table[0], table[1:]) if table else Reading((), account.close())


def _read(source: Source, account: Account, header: Row, body: list[Row]) -> Reading:
    names = header.cells or ()
    broken = {row.line: defect for row in (header, *body) if (defect := _defect(source, row, header))}
    sound = [] if header.line in broken else [row for row in body if row.line not in broken]
    columns = [Column(" ".join(name.split()), header.line) for name in names]
    entries = read_records(source, columns, [_record(row) for row in sound])
    problems = [*broken.values(), *entries.problems]
    reported = {problem.line for problem in problems} - entries.lines
    _set(account, source, header, Line.PROBLEM if header.line in reported else Line.HEADING)
    for row in body:
        _set(account, source, row, Line.ITEM if row.line in entries.lines else Line.PROBLEM)
    return Reading(tuple(entries.items), account.close(), tuple(sorted(set(problems))))


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
        what = f"{len(row.cells)} cells where the heading has {expected}"
        return source.problem(row.line, what, "add or join cells; put a text that holds the separator in quotes")
    return None


def _record(row: Row) -> Record:
    return Record(row.line, {at: (cell,) for at, cell in enumerate(row.cells or ()) if cell.strip()})


def _set(account: Account, source: Source, row: Row, fate: Line) -> None:
    """Give all lines of a row their fate; blank ones inside a cell are blank."""
    for number in range(row.line, row.line + row.count):
        if source.lines[number - 1].strip():
            account.set(number, fate)


def _first(source: Source) -> int:
    """The index of the row of headings: the first line that is not blank, nor Excel's note of its separator."""
    filled = (at for at, line in enumerate(source.lines) if line.strip() and not line.startswith("sep="))
    return next(filled, 0)


def _dialect(source: Source, first: int) -> Dialect | None:
    """The separator and quote that make headings of the first row: those of the most columns."""
    found: list[tuple[int, Dialect]] = []
    lines = source.lines[first : first + _TRIED]
    for separator in SEPARATORS:
        dialect = Dialect(separator, "'" if single_quoted(lines, separator) else '"')
        header = next(iter(rows(lines, dialect)), None)
        if header and header.cells and is_heading(header.cells, source.facts.columns):
            found.append((len(header.cells), dialect))
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _most_common(line: str) -> str:
    counts = Counter(char for char in line if char in SEPARATORS)
    return counts.most_common(1)[0][0] if counts else ","
