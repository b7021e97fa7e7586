"""Markdown tables with a row an item."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from backissue.dates import find_week, order_of, read_week
from backissue.sources.markdown_lines import is_rule as is_break
from backissue.sources.pieces import Fate, Glance, Piece, Sign, Source, Strength
from backissue.sources.tables.columns import ROWS_OR_TEXT, Column, Record, Role, find_roles
from backissue.sources.tables.pipe_rows import (
    find_first_heading,
    find_frame,
    find_head,
    fit_row,
    is_definition,
    is_list,
    is_rule,
    join_cells,
    name_count,
    read_cell,
    read_headings,
    split_row,
)
from backissue.sources.tables.row_items import Found, collect_days, read_rows

_LOOKED_AT = 100


def has_rows(glance: Glance) -> bool:
    """Return whether a row of usual headings with a rule below stands in the text, and most of it is rows."""
    lines = glance.lines[:_LOOKED_AT]
    heading = find_first_heading(lines, glance.facts.columns)
    if heading is None or is_list(lines, heading, glance.facts.columns):
        return False
    behind = glance.count(is_definition) - sum(map(is_definition, lines))
    return 2 * glance.count(_is_row_or_heading) >= glance.filled - len(find_frame(lines)[0]) - behind


def _is_row_or_heading(line: str) -> bool:
    return "|" in line or line.lstrip().startswith("#")


class TableReader:
    """Tables whose columns may stand in any order, with any number of columns of links.

    What is said of the source holds for all its rows; a title is not, since each row has its own. A table without a
    column for the week or day is of the week that a heading above it names, or of none.
    """

    name = "table"
    signs = (Sign(Strength.LIKELY, "a row of column names above a rule of hyphens", has_rows, ROWS_OR_TEXT),)

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield an item a row. A damaged link is reported and left out; a row whose cells cannot be parted, wholly."""
        scan, said = _Scan(source), source.facts.columns
        tables = [(table, *_read_records(source, table)) for table in scan.tables]
        days = (collect_days(find_roles(table.names, said), records) for table, records, _ in tables)
        orders = order_of(chain.from_iterable(days))
        found = scan.found
        for table, records, others in tables:
            columns = [Column(" ".join(name.split()), table.line) for name in table.names]
            rows = read_rows(source, columns, records, table.week, orders)
            rows.add_heading([table.line])
            found.merge(rows)
            found.merge(others)
        return found.rank().tile()


@dataclass(slots=True)
class _Table:
    """A table while its rows are gathered: its headings, the week above it, and its rows with their numbers."""

    line: int
    names: list[str]
    week: date | None
    rows: list[tuple[int, str]] = field(default_factory=list)


class _Scan:
    """One pass over the lines of a source: its tables, and in ``found`` the fate of what is no row.

    A heading gives the week of the tables below it until one of the same rank comes.
    """

    def __init__(self, source: Source) -> None:
        self.tables: list[_Table] = []
        self.found = Found(source)
        self._source = source
        self._week: date | None = None
        self._level = 0
        self._inside = False
        head, (framed, lines) = find_head(source.lines), find_frame(source.lines)
        for number, (line, following) in enumerate(zip(lines, (*lines[1:], ""), strict=False), 1):
            if not line.strip():
                self._inside = False
            elif number <= head:
                self._take_field(number, line)
            elif number in framed:
                self.found.fates[number] = Fate.BOILERPLATE
            else:
                self._take(number, line, following)

    def _take(self, number: int, line: str, following: str) -> None:
        """Give ``line`` its fate, or keep it for its table."""
        text = line.lstrip()
        if names := read_headings(self._source.facts.columns, line, following):
            self.tables.append(_Table(number, names, self._week))
            self._inside = True
        elif is_rule(line):
            self.found.fates[number] = Fate.HEADING
        elif text.startswith("#"):
            self.found.fates[number] = Fate.HEADING
            self._inside = False
            level = len(text) - len(text.lstrip("#"))
            week = find_week(line, self._source.facts.year, self._source.week_ends)
            if week or level <= self._level:
                self._week, self._level = week, level if week else 0
        elif is_break(text.rstrip()):
            self.found.fates[number] = Fate.BOILERPLATE
        elif self.tables and (text.startswith("|") or (self._inside and "|" in text)):
            self.tables[-1].rows.append((number, line))
        elif text.startswith("|"):
            self._report(number, "a row before the names of its columns", "put the row of column names above it")
        else:
            remedy = "make it a row, a heading that begins with #, or remove it"
            self._report(number, "text outside the table", remedy)

    def _take_field(self, number: int, line: str) -> None:
        """Take a field of the front matter; one for the week or day gives the week of the tables without one."""
        source = self._source
        key, _, value = line.partition(":")
        self.found.fates[number] = Fate.HEADING
        if find_roles([key], source.facts.columns)[0] in {Role.WEEK, Role.DATE}:
            self._week = read_week(value.strip(" \"'"), None, source.facts.year, source.week_ends)
            if not self._week:
                remedy = "write the week as a day, such as 2023-03-26"
                self._report(number, f"`{value.strip()[:80]}` is not a date", remedy)

    def _report(self, number: int, what: str, remedy: str) -> None:
        self.found.add([number], None, [(what, remedy)])


def _read_records(source: Source, table: _Table) -> tuple[list[Record], Found]:
    """Return the rows that have a cell a column, or can be read so, and what became of the others."""
    known = find_roles(table.names, source.facts.columns)
    rows = [(number, split_row(line, len(known))) for number, line in table.rows]
    places = [at for at, role in enumerate(known) if role is Role.TOPICS]
    topics = {read_cell(parts[at]) for at in places for _, parts in rows if len(parts) == len(known)} - {""}
    records, others = [], Found(source)
    for number, parts in rows:
        full = fit_row(parts, len(known))
        cells = full if len(full) == len(known) else join_cells(parts, known, topics)
        if not cells:
            what = f"{name_count(len(parts))} where the heading has {len(known)}"
            others.add([number], None, [(what, r"add or join cells; write \| for a | in a text")])
        elif texts := {at: (text,) for at, text in enumerate(map(read_cell, cells)) if text}:
            records.append(Record(number, 1, texts))
        else:
            others.fates[number] = Fate.BLANK
    return records, others
