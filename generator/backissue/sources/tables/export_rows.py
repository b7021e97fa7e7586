"""What ``backissue export`` wrote as CSV or JSON Lines, maybe with rows that a person added or changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from backissue.dates import Orders, order_of, parse_day, read_day
from backissue.fields import BODY, Fields, from_cell
from backissue.model import SourceRef
from backissue.records import RECORD_KEYS, read_record
from backissue.sources.pieces import Fate, Glance, Piece, Sign, Source, Strength
from backissue.sources.tables.columns import Lines
from backissue.sources.tables.delimited import Dialect, Row, find_defect, split_rows
from backissue.sources.tables.json_rows import find_objects
from backissue.sources.tables.row_items import Defect, Found
from backissue.yaml_text import Value

_TRIED = 20
_MARKS = frozenset({"kind", "title", BODY.key})
_SEPARATORS = (",", ";", "\t")  # by the language that a spreadsheet program is set to
_NOTES = frozenset({"sep=", *(f"sep={mark}" for mark in _SEPARATORS)})
"""What the first line may say to Excel: what parts the cells."""
_DAYS = ("week", "date", "also_in")
_LONGEST_CELL = 32767
"""Characters of a cell in Excel ("Excel specifications and limits"), which cuts off the rest without a word."""


def is_export(glance: Glance) -> bool:
    """Return whether columns or keys are those of a record, ``markdown`` among them."""
    if _find_header(glance.head):
        return True
    objects = islice(find_objects("\n".join(glance.head)), _TRIED) if glance.first.startswith(("{", "[")) else ()
    return any(found.fields and _is_record(found.fields) for found in objects)


class ExportReader:
    """Records of any kind of item. The text below ``markdown`` is taken as the Markdown that it is."""

    name = "export"
    signs = (Sign(Strength.CERTAIN, "the fields of an export, whose `markdown` is taken as it stands", is_export),)

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield an item a record. One that is broken is a problem, and so is a column that no record has."""
        if header := _find_header(source.lines):
            return _read_table(source, *header).tile(rest=Fate.BOILERPLATE)
        found = Found(source)
        for entry in find_objects("\n".join(source.lines)):
            if entry.fields is None:
                found.add(entry.lines, None, [("no JSON object", "write one object per line")])
            else:
                fields = {key: to_value(value) for key, value in entry.fields.items() if value is not None}
                found.merge(read_item(source, entry, fields))
        return found.tile(rest=Fate.BOILERPLATE)


def _find_header(lines: Sequence[str]) -> tuple[Row, Dialect] | None:
    """Return the row of column names, and what parts them."""
    for dialect in (Dialect(mark, exact=True) for mark in _SEPARATORS):
        rows = split_rows(lines[:_TRIED], dialect)
        first = next((row for row in rows if "".join(row.cells or ()).strip() not in _NOTES), None)
        if first and first.cells and _is_record(first.cells):
            return first, dialect
    return None


def _read_table(source: Source, header: Row, dialect: Dialect) -> Found:
    names = header.cells or ()
    rows = split_rows(source.lines, dialect)
    body = [row for row in rows if row.line > header.line and not row.is_empty]
    pairs = ((name, cell) for row in body for name, cell in zip(names, row.cells or (), strict=False))
    orders = order_of(day for name, cell in pairs if name in _DAYS for day in cell.split("\n"))
    remedy = f"use {', '.join(RECORD_KEYS)}; it was left out"
    unknown = (name for name in dict.fromkeys(names) if name.strip() and name not in RECORD_KEYS)
    found = Found(source)
    found.add([header.line], None, [(f"unknown column `{name}`", remedy) for name in unknown])
    found.fates[header.line] = Fate.HEADING
    for row in body:
        if defect := find_defect(row, names) or _find_cut(row, names):
            found.add(row.lines, None, [defect])
        else:
            cells = [(name, cell) for name, cell in zip(names, row.cells or (), strict=True) if cell]
            known = {name: cell for name, cell in cells if name in RECORD_KEYS}
            for name in known.keys() & {*_DAYS}:  # spreadsheet programs write days as in their country
                known[name] = "\n".join(_day(day, orders) for day in known[name].split("\n"))
            found.merge(read_item(source, row, {name: from_cell(name, cell) for name, cell in known.items()}))
    return found


def _day(text: str, orders: Orders) -> str:
    """Return a day as exports write it, whatever the language around it; what is no day stays as it is."""
    return text if parse_day(text) else str(read_day(text, orders) or text)


def _find_cut(row: Row, names: Sequence[str]) -> Defect | None:
    """Return that a spreadsheet program cut off a cell of a row. A body as an export writes it ends with a line end."""
    for name, cell in zip(names, row.cells or (), strict=True):
        can_be_cut = len(cell) <= _LONGEST_CELL <= 2 * len(cell) and not cell.endswith("\n")
        if can_be_cut and len(cell.encode("utf-16-le", "surrogatepass")) == 2 * _LONGEST_CELL:
            what = f"`{name}` has {_LONGEST_CELL:,} characters, the most that a spreadsheet keeps: the rest may be lost"
            return what, "take this row from the export as it was before"
    return None


def read_item(source: Source, lines: Lines, fields: Fields) -> Found:
    """Return the item of a record on some lines, if it is not broken, and its defects."""
    place = SourceRef(source.file, lines.line)
    item, problems = read_record({"id": "-", **fields}, source.problem(0, "", "").file, place)
    found = Found(source, problems=list(problems), records={lines.line})
    found.add(lines.lines, item if not item or "id" in fields else replace(item, id=""))
    return found


def to_value(data: object) -> Value:
    """Return what JSON holds as front matter has it: every scalar as text."""
    if isinstance(data, str):
        return data
    if isinstance(data, list):
        return [to_value(entry) for entry in data]
    if isinstance(data, dict):
        return {str(key): to_value(entry) for key, entry in data.items()}
    return json.dumps(data)


def _is_record(names: Iterable[str]) -> bool:
    """Return whether fields of these names are those of a record."""
    return set(names) >= _MARKS
