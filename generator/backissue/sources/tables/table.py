"""Markdown tables with a row an item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from backissue.dates import Order, find_week, order_of, read_week
from backissue.model import Item, Problem
from backissue.sources.source import Account, Line, Reading, Recognition, Source, Strength
from backissue.sources.tables.columns import Column, Record, Role, find_roles
from backissue.sources.tables.pipe_rows import (
    find_frame,
    first_heading,
    fit_row,
    has_numbered_titles,
    head_of,
    is_rule,
    join_cells,
    name_count,
    read_cell,
    read_headings,
    split_row,
)
from backissue.sources.tables.records import read_records, times

_BREAK = re.compile(r"\s*+(?:(?:-\s*+){3,}+|(?:\*\s*+){3,}+|(?:_\s*+){3,}+)")


class TableReader:
    """Tables whose columns may stand in any order, with any number of columns of links.

    What is said of the source holds for all its rows; a title is not, since each row has its own. A table without a
    column for the week or day is of the week that a heading above it names, or of none.
    """

    name = "table"

    def recognise(self, source: Source) -> Recognition | None:
        """Whether a row of usual headings with a rule below stands in the text, and most of it is rows."""
        table = first_heading(source)
        if table is None:
            return None
        frame, head = find_frame(source.lines), head_of(source.lines)
        body = (line for number, line in enumerate(source.lines, 1) if number > head and number not in frame.numbers)
        filled = [line for line in body if line.strip()]
        rows = sum("|" in line or line.lstrip().startswith("#") for line in filled)
        if 2 * rows < len(filled) or has_numbered_titles(source, table):
            return None
        return Recognition(Strength.LIKELY, "a row of column names above a rule of hyphens")

    def read(self, source: Source) -> Reading:
        """An item a row. A damaged link is reported and left out; a row that cannot be told apart, wholly."""
        return _Tables(source).read()


@dataclass(slots=True)
class _Table:
    """A table while its rows are gathered: its headings, the week above it, and its rows with their numbers."""

    line: int
    names: list[str]
    week: date | None
    rows: list[tuple[int, str]] = field(default_factory=list)


class _Tables:
    """One source while it is read, line by line and then table by table."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._account = Account(source.lines)
        self._tables: list[_Table] = []
        self._items: list[Item] = []
        self._problems: list[Problem] = []
        self._week: date | None = None
        self._level = 0
        self._inside = False
        self._frame = find_frame(source.lines)
        self._head = head_of(source.lines)

    def read(self) -> Reading:
        lines = self._frame.lines
        for number, (line, following) in enumerate(zip(lines, (*lines[1:], ""), strict=False), 1):
            if number <= self._head and line.strip():
                self._take_field(number, line)
            elif number in self._frame.numbers:
                self._account.set(number, Line.BOILERPLATE)
            elif line.strip():
                self._take(number, line, following)
            else:
                self._inside = False
        tables = [(table, list(self._records(table))) for table in self._tables]
        order = order_of(text for table, records in tables for text in times(self._roles(table), records))
        for table, records in tables:
            self._read_table(table, records, order)
        return Reading(tuple(self._items), self._account.close(), tuple(sorted(set(self._problems))))

    def _take(self, number: int, line: str, following: str) -> None:
        """Give ``line`` its fate, or keep it for its table."""
        led = line.lstrip().startswith("|")
        if names := read_headings(self._source, line, following):
            self._tables.append(_Table(number, names, self._week))
            self._inside = True
        elif is_rule(line):
            self._account.set(number, Line.HEADING)
        elif line.lstrip().startswith("#"):
            self._take_heading(line)
            self._account.set(number, Line.HEADING)
        elif _BREAK.fullmatch(line):
            self._account.set(number, Line.BOILERPLATE)
        elif self._tables and (led or (self._inside and "|" in line)):
            self._tables[-1].rows.append((number, line))
        elif led:
            remedy = "put the row of column names above it"
            self._report(number, "a row before the names of its columns", remedy)
        else:
            remedy = "make it a row, a heading that begins with #, or remove it"
            self._report(number, "text outside the table", remedy)

    def _take_field(self, number: int, line: str) -> None:
        """A field of the front matter; one for the week or day gives the week of the tables without one."""
        key, _, value = line.partition(":")
        if find_roles([key], self._source.facts.columns)[0] in {Role.WEEK, Role.DATE}:
            self._week = read_week(value.strip(" \"'"), None, self._source.facts.year, self._source.week_ends)
            if not self._week:
                remedy = "write the week as a day, such as 2023-03-26"
                self._report(number, f"`{value.strip()[:80]}` is no date", remedy)
                return
        self._account.set(number, Line.HEADING)

    def _take_heading(self, line: str) -> None:
        """A heading gives the week of the tables below it, until one of the same rank comes."""
        level = len(line.lstrip()) - len(line.lstrip().lstrip("#"))
        week = find_week(line, self._source.facts.year, self._source.week_ends)
        if week or level <= self._level:
            self._week, self._level = week, level if week else 0
        self._inside = False

    def _report(self, number: int, what: str, remedy: str) -> None:
        self._problems.append(self._source.problem(number, what, remedy))
        self._account.set(number, Line.PROBLEM)

    def _read_table(self, table: _Table, records: list[Record], order: Order | None) -> None:
        columns = [Column(" ".join(name.split()), table.line) for name in table.names]
        entries = read_records(self._source, columns, records, table.week, order)
        for record in records:
            self._account.set(record.line, Line.ITEM if record.line in entries.lines else Line.PROBLEM)
        damaged = any(problem.line == table.line for problem in entries.problems)
        self._account.set(table.line, Line.PROBLEM if damaged else Line.HEADING)
        self._items += entries.items
        self._problems += entries.problems

    def _roles(self, table: _Table) -> tuple[Role | None, ...]:
        return find_roles(table.names, self._source.facts.columns)

    def _records(self, table: _Table) -> Iterator[Record]:
        """The rows that have a cell a column, or can be read so."""
        known = self._roles(table)
        rows = [(number, split_row(line, len(known))) for number, line in table.rows]
        topics = _topics(known, (parts for _, parts in rows))
        for number, parts in rows:
            full = fit_row(parts, len(known))
            cells = full if len(full) == len(known) else join_cells(parts, known, topics)
            if cells and not any(cell.strip() for cell in cells):
                self._account.set(number, Line.BLANK)
            elif cells:
                texts = enumerate(map(read_cell, cells))
                yield Record(number, {at: (text,) for at, text in texts if text})
            else:
                what = f"{name_count(len(parts))} where the heading has {len(known)}"
                self._report(number, what, r"add or join cells; write \| for a | in a text")


def _topics(known: tuple[Role | None, ...], rows: Iterator[list[str]]) -> set[str]:
    """The topics that sound rows have."""
    if Role.TOPICS not in known:
        return set()
    at = known.index(Role.TOPICS)
    return {read_cell(parts[at]) for parts in rows if len(parts) == len(known)} - {""}
