"""JSON Lines, an object a line, and JSON as one list of objects over any number of lines, maybe in an object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from backissue.dates import read_week
from backissue.model import Problem
from backissue.sources.source import Account, Line, Reading, Recognition, Source, Strength
from backissue.sources.tables.columns import Column, Record, Role, find_roles, is_heading
from backissue.sources.tables.jsonobjects import Entry, cell_of, find_objects
from backissue.sources.tables.jsonwrap import Wrapper, unwrap
from backissue.sources.tables.records import read_records

_TRIED = 1000
_TRIED_OBJECTS = 20


class JsonLinesReader:
    """An object an item; its keys are read as the headings of a table are.

    Where one object holds a list of them, the week or day beside the list is that of all.
    """

    name = "jsonlines"

    def recognise(self, source: Source) -> Recognition | None:
        """Whether the text begins with an object that has usual keys, or with one around a list of such objects."""
        first = next((at for at, line in enumerate(source.lines) if line.strip()), 0)
        if not source.lines[first].lstrip().startswith(("{", "[")):
            return None
        if _has_items(source, source.lines[: first + _TRIED], 1) or _wrapped(source):
            return Recognition(Strength.LIKELY, "an object whose keys are column names")
        return None

    def read(self, source: Source) -> Reading:
        """An item an object. What is no object, and an object without a title, is a problem."""
        found = _wrapped(source)
        if len(found) > 1 or (found and is_heading(list(found[0].beside), source.facts.columns)):
            return _undecided(source, found)
        within = found[0] if found else _List("", 0, source.lines, {})
        objects = [replace(entry, line=within.before + entry.line) for entry in find_objects(within.lines)]
        columns, records = _table(objects)
        above, undated = _week(source, within)
        entries = read_records(source, columns, records, above)
        remedy = "write one object a line, and no more than that"
        broken = [source.problem(entry.line, "no JSON object", remedy) for entry in objects if entry.fields is None]
        account = _account(source, objects, entries.lines, undated)
        return Reading(tuple(entries.items), account.close(), tuple(sorted({*entries.problems, *broken, *undated})))


@dataclass(frozen=True, slots=True)
class _List:
    """A list in an object: its key, the number of lines above it, its lines, and the fields beside it."""

    key: str
    before: int
    lines: Sequence[str]
    beside: Mapping[str, object]


def _week(source: Source, within: _List) -> tuple[date | None, list[Problem]]:
    """The week that a field beside the list names, or that it names none."""
    keys = list(within.beside)
    known = dict(zip(find_roles(keys, source.facts.columns), keys, strict=True))
    key = next((known[role] for role in (Role.WEEK, Role.DATE) if role in known and within.beside[known[role]]), "")
    if not key:
        return None, []
    text = str(within.beside[key])
    if week := read_week(text, None, source.facts.year, source.week_ends):
        return week, []
    number = next((number for number, line in enumerate(source.lines, 1) if f'"{key}"' in line), 1)
    return None, [source.problem(number, f"`{text[:80]}` is no date", "write it as a day, such as 2023-03-26")]


def _wrapped(source: Source) -> list[_List]:
    """The lists of items in the one object that the source is; what is known as a field of an item is none."""
    text = "\n".join(source.lines)
    found = unwrap(text) if text.lstrip().startswith("{") else Wrapper()
    lists = (
        _List(each.key, text.count("\n", 0, each.start), text[each.start : each.end].split("\n"), found.fields)
        for each in found.lists
        if not find_roles([each.key], source.facts.columns)[0]
    )
    return [each for each in lists if _has_items(source, each.lines, _TRIED_OBJECTS)]


def _has_items(source: Source, lines: Sequence[str], tried: int) -> bool:
    """Whether one of the first objects has usual keys."""
    objects = (entry.fields for entry in find_objects(lines) if entry.fields)
    return any(is_heading(list(fields), source.facts.columns) for fields in islice(objects, tried))


def _undecided(source: Source, found: Sequence[_List]) -> Reading:
    """Several lists, or one in what may be an item itself: which of them is meant cannot be told."""
    names = " and ".join(f"`{each.key}`" for each in found)
    what = (
        f"holds several lists of items, {names}" if len(found) > 1 else f"could be one item, or hold those of {names}"
    )
    remedy = "write the list that is meant into a file of its own"
    first = next(number for number, line in enumerate(source.lines, 1) if line.strip())
    account = Account(source.lines)
    account.rest(Line.PROBLEM)
    return Reading((), account.close(), (source.problem(first, what, remedy),))


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


def _account(source: Source, objects: Sequence[Entry], items: set[int], defects: Sequence[Problem]) -> Account:
    """The fate of every line: two objects may share one, and brackets may stand alone."""
    account = Account(source.lines)
    fates = {defect.line: Line.PROBLEM for defect in defects}
    for entry in objects:
        fate = Line.ITEM if entry.line in items else Line.PROBLEM
        for number in range(entry.line, entry.line + entry.count):
            fates[number] = Line.ITEM if fates.get(number) is Line.ITEM else fate
    for number, fate in fates.items():
        if source.lines[number - 1].strip():
            account.set(number, fate)
    account.rest(Line.BOILERPLATE)
    return account
