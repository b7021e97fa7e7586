"""What ``backissue export`` wrote as CSV or JSON Lines, maybe with rows that a person added or changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from backissue.dates import Order, order_of, read_day
from backissue.fields import Fields, from_cell
from backissue.model import SourceRef
from backissue.records import RECORD_KEYS, is_record, read_record
from backissue.sources.pieces import Fate, Glance, Piece, Sign, Source, Strength
from backissue.sources.tables.columns import Lines
from backissue.sources.tables.delimited import Dialect, Row, find_defect, split_rows
from backissue.sources.tables.json_rows import find_objects
from backissue.sources.tables.row_items import Defect, Found
from backissue.yaml_text import Value

_TRIED = 20
_SEPARATORS = (",", ";", "\t")  # by the language that a spreadsheet program is set to
_DAYS = ("week", "date", "also_in")
_LONGEST_CELL = 32767
"""Characters of a cell in Excel ("Excel specifications and limits"), which cuts off the rest without a word."""


def is_export(glance: Glance) -> bool:
    """Return whether columns or keys are those of a record, ``markdown`` among them."""
    if _find_header(glance.head):
        return True
    objects = islice(find_objects("\n".join(glance.head)), _TRIED) if glance.first.startswith(("{", "[")) else ()
    return any(found.fields and is_record(found.fields) for found in objects)


class ExportReader:
    """Records of any kind of item. The text below ``markdown`` is taken as the Markdown that it is."""

    name = "export"
    signs = (Sign(Strength.CERTAIN, "the fields of an export, whose `markdown` is taken as it stands", is_export),)

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield an item a record. One that is broken is a problem, and so is a column that no record has."""
        header = _find_header(source.lines)
        found = _read_table(source, *header) if header else _read_objects(source)
        return found.tile(rest=Fate.BOILERPLATE)


def _find_header(lines: Sequence[str]) -> tuple[Row, Dialect] | None:
    """Return the row of column names, and what parts them."""
    for dialect in (Dialect(mark, exact=True) for mark in _SEPARATORS):
        rows = split_rows(lines[:_TRIED], dialect)
        first = next((row for row in rows if not _names_separator(row)), None)
        if first and first.cells and is_record(first.cells):
            return first, dialect
    return None


def _names_separator(row: Row) -> bool:
    """Return whether this is the line ``sep=;``, which says to Excel what parts the cells."""
    return bool(row.cells) and "".join(row.cells or ()).strip() in {"sep=", *(f"sep={mark}" for mark in _SEPARATORS)}


def _read_table(source: Source, header: Row, dialect: Dialect) -> Found:
    names = header.cells or ()
    rows = split_rows(source.lines, dialect)
    body = [row for row in rows if row.line > header.line and not row.is_empty]
    order = order_of(day for row in body for day in _days(names, row.cells or ()))
    remedy = f"use {', '.join(RECORD_KEYS)}; it was left out"
    unknown = (name for name in dict.fromkeys(names) if name.strip() and name not in RECORD_KEYS)
    found = Found(source)
    found.add([header.line], None, [(f"unknown column `{name}`", remedy) for name in unknown])
    found.fates[header.line] = Fate.HEADING
    for row in body:
        if defect := find_defect(row, names) or _find_cut(row, names):
            found.add(row.lines, None, [defect])
        else:
            cells = [(name, _restore(name, cell, order)) for name, cell in zip(names, row.cells or (), strict=True)]
            fields = {name: from_cell(name, cell) for name, cell in cells if cell and name in RECORD_KEYS}
            found.merge(read_item(source, row, fields))
    return found


def _days(names: Sequence[str], cells: Sequence[str]) -> Iterator[str]:
    for name, cell in zip(names, cells, strict=False):
        yield from cell.split("\n") if name in _DAYS else ()


def _find_cut(row: Row, names: Sequence[str]) -> Defect | None:
    """Return that a spreadsheet program cut off a cell of a row, if one did."""
    cut = next((name for name, cell in zip(names, row.cells or (), strict=True) if _is_cut(cell)), "")
    what = f"`{cut}` has {_LONGEST_CELL:,} characters, the most that a spreadsheet keeps: the rest may be lost"
    return (what, "take this row from the export as it was before") if cut else None


def _is_cut(cell: str) -> bool:
    """Return whether a spreadsheet program cut a cell off. A body as an export writes it ends with a line end."""
    if not len(cell) <= _LONGEST_CELL <= 2 * len(cell) or cell.endswith("\n"):
        return False
    return len(cell.encode("utf-16-le", "surrogatepass")) == 2 * _LONGEST_CELL


def _restore(name: str, cell: str, order: Order | None) -> str:
    """Return a cell with its days as an export has them: spreadsheet programs write them as in their country."""
    if name not in _DAYS:
        return cell
    return "\n".join(day.isoformat() if (day := read_day(line, order)) else line for line in cell.split("\n"))


def _read_objects(source: Source) -> Found:
    found = Found(source)
    for entry in find_objects("\n".join(source.lines)):
        if entry.fields is None:
            found.add(entry.lines, None, [("no JSON object", "write one object a line")])
        else:
            fields = {key: to_value(value) for key, value in entry.fields.items() if value is not None}
            found.merge(read_item(source, entry, fields))
    return found


def read_item(source: Source, lines: Lines, fields: Fields) -> Found:
    """Return the item of a record on some lines, if it is not broken, and its defects."""
    place = SourceRef(source.file, lines.line)
    item, problems = read_record({"id": "-", **fields}, source.problem(0, "", "").file, place)
    found = Found(source, problems=list(problems))
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
