"""JSON Lines, an object a line, and JSON as one list of objects over any number of lines."""

from __future__ import annotations

from collections.abc import Sequence

from generator.importing.readers.tables.columns import Column, Record, is_heading
from generator.importing.readers.tables.jsonobjects import Entry, cell_of, find_objects
from generator.importing.readers.tables.records import read_records
from generator.importing.source import Account, Line, Reading, Recognition, Source, Strength

_TRIED = 1000


class JsonLinesReader:
    """An object an item; its keys are read as the headings of a table are."""

    name = "jsonlines"

    def recognise(self, source: Source) -> Recognition | None:
        """Whether the text begins with an object that has usual keys."""
        first = next((at for at, line in enumerate(source.lines) if line.strip()), 0)
        if not source.lines[first].lstrip().startswith(("{", "[")):
            return None
        found = next((entry.fields for entry in find_objects(source.lines[: first + _TRIED]) if entry.fields), {})
        known = is_heading(list(found), source.facts.columns)
        return Recognition(Strength.LIKELY, "an object whose keys are column names") if known else None

    def read(self, source: Source) -> Reading:
        """An item an object. What is no object, and an object without a title, is a problem."""
        objects = list(find_objects(source.lines))
        columns, records = _table(objects)
        entries = read_records(source, columns, records)
        remedy = "write one object a line, and no more than that"
        broken = [source.problem(entry.line, "no JSON object", remedy) for entry in objects if entry.fields is None]
        problems = sorted({*entries.problems, *broken})
        account = _account(source, objects, entries.lines)
        return Reading(tuple(entries.items), account.close(), tuple(problems))


def _table(objects: Sequence[Entry]) -> tuple[list[Column], list[Record]]:
    """The keys of all objects as columns, in the order in which they come up, and the objects as records."""
    places: dict[str, int] = {}
    columns: list[Column] = []
    records: list[Record] = []
    for entry in objects:
        for key in entry.fields or {}:
            if places.setdefault(key, len(columns)) == len(columns):
                columns.append(Column(key, entry.line))
        if entry.fields is not None:
            cells = {places[key]: cell for key, value in entry.fields.items() if (cell := cell_of(value))}
            records.append(Record(entry.line, cells))
    return columns, records


def _account(source: Source, objects: Sequence[Entry], items: set[int]) -> Account:
    """The fate of every line: two objects may share one, and brackets may stand alone."""
    account = Account(source.lines)
    fates: dict[int, Line] = {}
    for entry in objects:
        fate = Line.ITEM if entry.line in items else Line.PROBLEM
        for number in range(entry.line, entry.line + entry.count):
            fates[number] = Line.ITEM if fates.get(number) is Line.ITEM else fate
    for number, fate in fates.items():
        if source.lines[number - 1].strip():
            account.set(number, fate)
    account.rest(Line.BOILERPLATE)
    return account
