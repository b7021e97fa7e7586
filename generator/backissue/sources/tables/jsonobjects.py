"""The objects in a text of JSON, each with its lines, and what a field of one holds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backissue.model import Link
from backissue.sources.tables.columns import Cell
from backissue.urls import web_address

_FRAME = re.compile(r"[\[\],\s]*+")
_FRAME_OF_LINE = re.compile(r"[\[\], \t]*+(?:\n|\Z)")
_UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_LABELS, _ADDRESSES = ("label", "title", "text", "name", "type"), ("url", "href", "link")
_MOST_LINES = 4096
_GIVEN = ("given", "first", "firstname", "firstName", "first_name", "forename")
_FAMILY = ("family", "last", "lastname", "lastName", "last_name", "surname")
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Entry:
    """An object: its first 1-based line, the number of its lines, its fields; ``None`` for text that is no object."""

    line: int
    count: int
    fields: Mapping[str, Any] | None


def find_objects(lines: Sequence[str]) -> Iterator[Entry]:
    """The objects of a text in order, with what stands between them; brackets and commas around them are left out.

    A line that is no JSON is told of, and the next line is taken by itself.

    >>> [(entry.line, entry.count, entry.fields) for entry in find_objects(["[{", '"a": 1', "}, {}", "]", "x"])]
    [(1, 3, {'a': 1}), (3, 1, {}), (5, 1, None)]
    """
    at = 0
    while at < len(lines):
        entries, count = _entries(lines, at)
        yield from entries
        at += count


def cell_of(value: object) -> Cell:
    """A field's value as the cell of a table: a list has several values, an object of addresses several links.

    >>> cell_of(["Ada", {"name": "Bob"}]), cell_of({"Paper": "https://a.org"})
    (('Ada', 'Bob'), (Link(label='Paper', url='https://a.org'),))
    """
    values = value if isinstance(value, list) else [value]
    return tuple(part for single in values for part in _parts(single))


def _entries(lines: Sequence[str], at: int) -> tuple[list[Entry], int]:
    """The objects that begin on the line at the index ``at``, or on lines they share, and the number of lines."""
    size = 1
    while True:
        entries, count, is_open = _parse("\n".join(lines[at : at + size]), at + 1)
        if not is_open or size >= _MOST_LINES or at + size >= len(lines):
            return entries, count
        size *= 2


def _parse(text: str, line: int) -> tuple[list[Entry], int, bool]:
    """The objects up to a line's end that ends one; the number of lines; whether the text breaks off inside one."""
    entries: list[Entry] = []
    at, number = 0, line
    while not (frame := _FRAME_OF_LINE.match(text, at)):
        begin = _end(_FRAME, text, at)
        number += text.count("\n", at, begin)
        fields, at, is_open = _decode(text, begin)
        breaks = text.count("\n", begin, at)
        entries.append(Entry(number, breaks + 1, fields))
        number += breaks
        if fields is None:
            return entries, number - line + 1, is_open
    assert frame
    return entries, number - line + 1, False


def _decode(text: str, at: int) -> tuple[Mapping[str, Any] | None, int, bool]:
    """The object that begins at ``at``, where it ends, and whether the text breaks off inside it."""
    if not text.startswith("{", at):
        return None, at, False
    try:
        fields, end = _DECODER.raw_decode(text, at)
    except json.JSONDecodeError as error:
        return None, at, error.pos >= len(text.rstrip())
    except (RecursionError, ValueError):  # nested too deeply, or a number of thousands of digits
        return None, at, False
    return fields, end, False


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _parts(value: object) -> Iterator[str | Link]:
    match value:
        case None:
            return
        case str():
            text = _UNFIT.sub("", value)
            yield from [text] if text.strip() else []
        case dict():
            yield from _of_object(value)
        case _:
            yield _dumped(value)


def _of_object(fields: Mapping[str, object]) -> Iterator[str | Link]:
    """A link of an address and its label, a day, a name, or links by their labels."""
    texts = {key: " ".join(_UNFIT.sub("", value).split()) for key, value in fields.items() if isinstance(value, str)}
    label = _first(texts, _LABELS)
    if url := next((texts[key] for key in _ADDRESSES if web_address(texts.get(key, ""))), ""):
        yield Link(label, url)
    elif day := _of_parts(fields.get("date-parts")):
        yield day
    elif name := texts.get("name") or " ".join(filter(None, (_first(texts, keys) for keys in (_GIVEN, _FAMILY)))):
        yield name
    else:
        for key, value in fields.items():
            usable = web_address(texts.get(key, ""))
            yield Link(_UNFIT.sub("", key), texts[key]) if usable else f"{_UNFIT.sub('', key)}: {_dumped(value)}"


def _of_parts(parts: object) -> str:
    """A day as CSL writes it, ``[[2023, 3, 26]]``; one without month or day comes out as short as it is."""
    match parts:
        case [[*numbers]] if 0 < len(numbers) <= 3 and all(str(number).isdecimal() for number in numbers):
            return "-".join(str(number).zfill(2) for number in numbers)
        case _:
            return ""


def _first(texts: Mapping[str, str], keys: Sequence[str]) -> str:
    return next((texts[key] for key in keys if texts.get(key)), "")


def _dumped(value: object) -> str:
    try:
        return _UNFIT.sub("", json.dumps(value, ensure_ascii=False))
    except RecursionError:
        return "nested too deeply"
