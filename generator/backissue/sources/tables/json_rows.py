"""JSON Lines, an object a line, and JSON as one list of objects over any number of lines, maybe in an object."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from backissue.dates import read_week
from backissue.model import Link
from backissue.sources.pieces import Fate, Glance, Piece, Shape, Sign, Source, Strength, tile
from backissue.sources.tables.columns import Cell, Column, Columns, Lines, Record, Role, find_roles, is_heading
from backissue.sources.tables.recorded_rows import as_recorded, with_addresses
from backissue.sources.tables.row_items import read_rows
from backissue.sources.tables.spreadsheet import read_value
from backissue.text import resolve_references
from backissue.urls import web_address

_BLANK = re.compile(r"\s*+")
_BETWEEN = re.compile(r"[\[\],\s]*+")
_UNFIT = dict.fromkeys([*range(9), *range(0x0B, 0x20), 0x7F, *range(0xD800, 0xE000)])
_LABELS, _ADDRESSES = ("label", "title", "text", "name", "type"), ("url", "href", "link")
_GIVEN = ("given", "first", "firstname", "firstName", "first_name", "forename")
_FAMILY = ("family", "last", "lastname", "lastName", "last_name", "surname")
_DROPPING, _KEPT, _SUFFIX = ("dropping-particle",), ("non-dropping-particle",), ("suffix",)
"""The parts of a name as CSL has them (https://docs.citationstyles.org/en/stable/specification.html, "Names")."""
_DECODER = json.JSONDecoder()
_DEEPEST = 5
_TRIED_LINES = 1000
_TRIED_OBJECTS = 20


@dataclass(frozen=True, slots=True)
class Entry(Lines):
    """An object with its fields; ``None`` for text that is no object."""

    fields: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A list of objects in an object: its key, its text, and the 1-based line that it begins at."""

    key: str
    text: str
    line: int = 1


def has_items(glance: Glance) -> bool:
    """Return whether a text begins with an object that has usual keys, or with one around a list of such objects."""
    text = "\n".join(glance.lines[:_TRIED_LINES])
    return _has_items(text, glance.facts.columns, 1) or bool(_lists_of_items(unwrap(text)[0], glance.facts.columns))


class JsonRowsReader:
    """An object an item; its keys are read as the headings of a table are.

    Where one object holds a list of them, the week or day beside the list is that of all.
    """

    name = "jsonlines"
    signs = (Sign(Strength.LIKELY, "an object whose keys are column names", has_items, frozenset({Shape.BRACES})),)

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield an item an object. What is no object, and an object without a title, is a problem."""
        text, said = "\n".join(source.lines), source.facts.columns
        wrapped, beside = unwrap(text)
        lists = _lists_of_items(wrapped, said)
        if len(lists) > 1 or (lists and is_heading(list(beside), said)):
            names = " and ".join(f"`{each.key}`" for each in lists)
            several, single = f"holds several lists of items, {names}", f"could be one item, or hold those of {names}"
            first = next(number for number, line in enumerate(source.lines, 1) if line.strip())
            remedy = "put the list you mean into a file of its own"
            problem = source.problem(first, several if len(lists) > 1 else single, remedy)
            return tile(source, {}, rest=Fate.PROBLEM, problems=[problem])
        objects = list(find_objects(lists[0].text, lists[0].line) if lists else find_objects(text))
        key, week_text = _find_week(source, beside) if lists else ("", "")
        above = read_week(week_text, None, source.facts.year, source.week_ends)
        found = read_rows(source, *as_table(objects), above)
        rows = [entry.fields for entry in objects if entry.fields is not None]
        found.items = as_recorded(found.items, source.file, [each.key for each in lists], rows)
        for entry in objects:
            if entry.fields is None:
                found.add(entry.lines, None, [("no JSON object", "write exactly one object per line")])
        if week_text and not above:
            number = next((number for number, line in enumerate(source.lines, 1) if f'"{key}"' in line), 1)
            defect = (f"`{week_text[:80]}` is not a date", "write it as a day, such as 2023-03-26")
            found.add([number], None, [defect])
        return found.rank().tile(rest=Fate.BOILERPLATE)


def find_objects(text: str, line: int = 1) -> Iterator[Entry]:
    r"""Yield the objects of a text in order, with what stands between them but brackets and commas.

    A line that is no JSON is an entry without fields, and the next line is taken by itself. ``line`` is the first.

    >>> [(entry.line, entry.count, entry.fields) for entry in find_objects('[{\n"a": 1\n}, {}\n]\nx')]
    [(1, 3, {'a': 1}), (3, 1, {}), (5, 1, None)]
    """
    at = 0
    while (begin := _skip(_BETWEEN, text, at)) < len(text):
        fields, end = _decode(text, begin)
        line += text.count("\n", at, begin)
        breaks = text.count("\n", begin, end)
        yield Entry(line, breaks + 1, fields)
        at, line = end, line + breaks


def _decode(text: str, at: int) -> tuple[Mapping[str, Any] | None, int]:
    """Return the object that begins at ``at`` and where it ends; where it is none, the end of the line."""
    if text.startswith("{", at):
        try:
            return _DECODER.raw_decode(text, at)
        except (RecursionError, ValueError):  # nested too deeply, or no JSON
            pass
    end = text.find("\n", at)
    return None, end if end >= 0 else len(text)


def _skip(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def unwrap(text: str) -> tuple[list[Wrapped], dict[str, Any]]:
    """Return the lists of objects in the one object that ``text`` is, or in objects in it, and all else that it says.

    A broken list is taken for all that follows. There are none where ``text`` is anything but one object, such as JSON
    Lines.

    >>> unwrap('{"week": "2023-03-26", "data": {"papers": [{"title": "A"}]}}')
    ([Wrapped(key='papers', text='[{"title": "A"}]', line=1)], {'week': '2023-03-26'})
    """
    try:
        values = list(_values(text, _skip(_BLANK, text, 0), 1))
    except (ValueError, RecursionError):
        return [], {}
    fields = {key: value for key, value in reversed(values) if not isinstance(value, Wrapped)}
    return [value for _, value in values if isinstance(value, Wrapped)], fields


def _values(text: str, at: int, depth: int) -> Generator[tuple[str, Any], None, int]:
    """Yield the keys of the object at ``at`` with their values, those of objects in it too, and return where it ends.

    Raises:
        ValueError: it is no object, not the only one, or broken elsewhere than in a list of objects.
    """
    at = _past(text, at, "{")
    while not text.startswith("}", at):
        key, at = _DECODER.raw_decode(text, at)
        at = _past(text, _skip(_BLANK, text, at), ":")
        if text.startswith("[", at) and text.startswith("{", _skip(_BLANK, text, at + 1)):
            try:
                end = _DECODER.raw_decode(text, at)[1]
            except (ValueError, RecursionError):
                end = len(text)
            yield key, Wrapped(key, text[at:end], text.count("\n", 0, at) + 1)
        elif text.startswith("{", at) and depth < _DEEPEST:
            end = yield from _values(text, at, depth + 1)
        else:
            value, end = _DECODER.raw_decode(text, at)
            yield key, value
        at = _skip(_BLANK, text, end)
        if at == len(text):
            return at
        if not text.startswith("}", at):
            at = _past(text, at, ",")
    if depth == 1 and _skip(_BLANK, text, at + 1) < len(text):
        raise ValueError("more than one object")
    return at + 1


def _past(text: str, at: int, mark: str) -> int:
    if not text.startswith(mark, at):
        raise ValueError(mark)
    return _skip(_BLANK, text, at + 1)


def _lists_of_items(lists: Iterable[Wrapped], said: Columns) -> list[Wrapped]:
    """Return the lists that hold items; what is known as a field of an item is none."""
    unknown = (each for each in lists if not find_roles([each.key], said)[0])
    return [each for each in unknown if _has_items(each.text, said, _TRIED_OBJECTS)]


def _has_items(text: str, said: Columns, tried: int) -> bool:
    """Return whether one of the first objects has usual keys."""
    objects = (entry.fields for entry in find_objects(text) if entry.fields)
    return any(is_heading(list(fields), said) for fields in islice(objects, tried))


def _find_week(source: Source, beside: Mapping[str, Any]) -> tuple[str, str]:
    """Return the field beside a list that names its week or day, and what it says; empty where there is none."""
    known = dict(zip(find_roles(list(beside), source.facts.columns), beside, strict=True))
    keys = (known[role] for role in (Role.WEEK, Role.DATE) if role in known)
    return next(((key, str(beside[key])) for key in keys if beside[key]), ("", ""))


def as_table(objects: Sequence[Entry]) -> tuple[list[Column], list[Record]]:
    """Return the keys of all objects as columns, in the order in which they come up, and the objects as records."""
    columns: dict[str, Column] = {}
    places: dict[str, int] = {}
    records = []
    for entry in objects:
        for key in entry.fields or ():
            columns.setdefault(key, Column(key, entry.line))
            places.setdefault(key, len(places))
        if entry.fields is not None:
            fields = with_addresses(entry.fields).items()
            cells = {places[key]: cell for key, value in fields if (cell := to_cell(value))}
            records.append(Record(entry.line, entry.count, cells))
    return list(columns.values()), records


def to_cell(value: object) -> Cell:
    """Return a field's value as the cell of a table: a list has several values, an object of addresses several links.

    >>> to_cell(["Ada", {"name": "Bob"}]), to_cell({"Paper": "https://a.org"})
    (('Ada', 'Bob'), (Link(label='Paper', url='https://a.org'),))
    """
    cell: list[str | Link] = []
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, str):
            text = part.translate(_UNFIT)
            cell += [read_value(text)] if text.strip() else []
        elif isinstance(part, dict):
            cell += _of_object(part)
        elif part is not None:
            cell.append(_dump(part))
    return tuple(cell)


def _of_object(fields: Mapping[str, object]) -> Iterator[str | Link]:
    """Yield a link of an address and its label, a day as CSL writes it, a name, or links by their labels."""
    lines = {key: value for key, value in fields.items() if isinstance(value, str)}
    texts = {key: " ".join(resolve_references(text).translate(_UNFIT).split()) for key, text in lines.items()}
    url = next((texts[key] for key in _ADDRESSES if web_address(texts.get(key, ""))), "")
    parts = (_first(texts, keys) for keys in (_GIVEN, _DROPPING, _KEPT, _FAMILY, _SUFFIX))
    name = texts.get("name") or texts.get("literal") or " ".join(filter(None, parts))
    match fields.get("date-parts"):
        case [[*numbers]] if len(numbers) <= 3 and all(str(number).isdecimal() for number in numbers):
            day = "-".join(str(number).zfill(2) for number in numbers)
        case _:
            day = ""
    if url:
        yield Link(_first(texts, _LABELS), url)
    elif text := day or name:
        yield text
    else:
        for key, value in fields.items():
            label, address = key.translate(_UNFIT), texts.get(key, "")
            yield Link(label, address) if web_address(address) else f"{label}: {_dump(value)}"


def _first(texts: Mapping[str, str], keys: Sequence[str]) -> str:
    return next((texts[key] for key in keys if texts.get(key)), "")


def _dump(value: object) -> str:
    try:
        return json.dumps(value, ensure_ascii=False).translate(_UNFIT)
    except RecursionError:
        return "nested too deeply"
