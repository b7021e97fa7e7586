"""What ``backissue export`` wrote as CSV or JSON Lines, maybe with rows that a person added or changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from backissue.dates import Order, order_of, read_day
from backissue.fields import from_cell
from backissue.records import RECORD_KEYS, is_record
from backissue.sources.source import Reading, Recognition, Source, Strength
from backissue.sources.tables.delimited import Dialect, Row, read_rows
from backissue.sources.tables.jsonobjects import find_objects
from backissue.sources.tables.outcomes import Outcome, broken, gather, recorded
from backissue.sources.tables.pipe_rows import name_count
from backissue.yaml_text import Value

_TRIED = 20
_SEPARATORS = (",", ";", "\t")  # by the language that a spreadsheet program is set to
_DAYS = ("week", "date", "also_in")
_LONGEST_CELL = 32767
"""Characters of a cell in Excel ("Excel specifications and limits"), which cuts off the rest without a word."""


class ExportReader:
    """Records of any kind of item. The text below ``markdown`` is taken as the Markdown that it is."""

    name = "export"

    def recognise(self, source: Source) -> Recognition | None:
        """Whether columns or keys are those of a record, ``markdown`` among them."""
        if _header(source) or _is_json(source):
            return Recognition(Strength.CERTAIN, "the fields of an export, whose `markdown` is taken as it stands")
        return None

    def read(self, source: Source) -> Reading:
        """An item a record. One that is broken is a problem, and so is a column that no record has."""
        if header := _header(source):
            return _read_table(source, *header)
        return gather(source, _objects(source))


def _header(source: Source) -> tuple[Row, Dialect] | None:
    """The row of column names, and what parts them."""
    for dialect in (Dialect(mark, exact=True) for mark in _SEPARATORS):
        rows = read_rows(source.lines[:_TRIED], dialect)
        first = next((row for row in rows if not _names_separator(row)), None)
        if first and first.cells and is_record(first.cells):
            return first, dialect
    return None


def _names_separator(row: Row) -> bool:
    """Whether this is the line ``sep=;``, by which Excel is told what parts the cells."""
    return bool(row.cells) and "".join(row.cells or ()).strip() in {"sep=", *(f"sep={mark}" for mark in _SEPARATORS)}


def _read_table(source: Source, header: Row, dialect: Dialect) -> Reading:
    names = header.cells or ()
    rows = read_rows(source.lines, dialect)
    body = [row for row in rows if row.line > header.line and _says_something(row)]
    order = order_of(day for row in body for day in _days(names, row.cells or ()))
    reading = gather(source, (_row(source, names, row, order) for row in body), [header.line])
    remedy = f"use {', '.join(RECORD_KEYS)}; it was left out"
    unknown = (name for name in dict.fromkeys(names) if name.strip() and name not in RECORD_KEYS)
    problems = [source.problem(header.line, f"unknown column `{name}`", remedy) for name in unknown]
    return replace(reading, problems=(*problems, *reading.problems))


def _says_something(row: Row) -> bool:
    """Whether a row is more than the empty cells that spreadsheet programs end a table with."""
    return row.cells is None or any(map(str.strip, row.cells))


def _days(names: Sequence[str], cells: Sequence[str]) -> Iterator[str]:
    for name, cell in zip(names, cells, strict=False):
        yield from cell.split("\n") if name in _DAYS else ()


def _row(source: Source, names: Sequence[str], row: Row, order: Order | None) -> Outcome:
    if row.cells is None:
        remedy = "put the whole cell in quotes, and write a quote inside it twice"
        return broken(source, row.line, row.count, "a quote out of place, or one that is never closed", remedy)
    if len(row.cells) != len(names):
        what = f"{name_count(len(row.cells))} where the heading has {len(names)}"
        remedy = "add or join cells; put a text that holds the separator in quotes"
        return broken(source, row.line, row.count, what, remedy)
    cells = list(zip(names, row.cells, strict=True))
    if cut := next((name for name, cell in cells if _is_cut(cell)), ""):
        what = f"`{cut}` has {_LONGEST_CELL:,} characters, the most that a spreadsheet keeps: the rest may be lost"
        return broken(source, row.line, row.count, what, "take this row from the export as it was before")
    fields = {
        name: from_cell(name, _restored(name, cell, order)) for name, cell in cells if cell and name in RECORD_KEYS
    }
    return recorded(source, row.line, row.count, fields)


def _is_cut(cell: str) -> bool:
    """Whether a spreadsheet program cut a cell off. A body as an export writes it ends with a line end."""
    if not len(cell) <= _LONGEST_CELL <= 2 * len(cell) or cell.endswith("\n"):
        return False
    return len(cell.encode("utf-16-le", "surrogatepass")) == 2 * _LONGEST_CELL


def _restored(name: str, cell: str, order: Order | None) -> str:
    """A cell with its days as an export has them: spreadsheet programs write them in the way of their country."""
    if name not in _DAYS:
        return cell
    return "\n".join(day.isoformat() if (day := read_day(line, order)) else line for line in cell.split("\n"))


def _is_json(source: Source) -> bool:
    first = next((line for line in source.lines if line.strip()), "").lstrip()
    objects = islice(find_objects(source.lines), _TRIED) if first.startswith(("{", "[")) else ()
    return any(entry.fields and is_record(entry.fields) for entry in objects)


def _objects(source: Source) -> Iterator[Outcome]:
    for found in find_objects(source.lines):
        if found.fields is None:
            yield broken(source, found.line, found.count, "no JSON object", "write one object a line")
        else:
            fields = {key: to_value(value) for key, value in found.fields.items() if value is not None}
            yield recorded(source, found.line, found.count, fields)


def to_value(data: object) -> Value:
    """What JSON holds, as front matter has it: every scalar as text."""
    if isinstance(data, str):
        return data
    if isinstance(data, list):
        return [to_value(entry) for entry in data]
    if isinstance(data, dict):
        return {str(key): to_value(entry) for key, entry in data.items()}
    return json.dumps(data)
