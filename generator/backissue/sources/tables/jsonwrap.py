"""The lists of objects that an object around them holds: ``{"week": "2023-03-26", "papers": [{…}, {…}]}``."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

_BLANK = re.compile(r"\s*+")
_OBJECTS = re.compile(r"\[\s*+\{")
_DECODER = json.JSONDecoder()
_DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A list of objects: its key, and where its text begins and ends."""

    key: str
    start: int
    end: int


@dataclass(slots=True)
class Wrapper:
    """An object around lists of objects, and all else that it says; of a key in several depths, the outermost."""

    lists: list[Wrapped] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)


def unwrap(text: str) -> Wrapper:
    """The lists of objects in the one object that ``text`` is, directly or in objects in it.

    A broken list is taken for all that follows. There are none where ``text`` is anything but one object, such as JSON
    Lines.

    >>> found = unwrap('{"week": "2023-03-26", "data": {"papers": [{"title": "A"}]}}')
    >>> found.lists, found.fields
    ([Wrapped(key='papers', start=42, end=58)], {'week': '2023-03-26'})
    """
    found = Wrapper()
    try:
        end = _walk(text, _skip(text, 0), found, 1)
    except (ValueError, RecursionError):
        return Wrapper()
    return found if _skip(text, end) == len(text) else Wrapper()


def _walk(text: str, at: int, found: Wrapper, depth: int) -> int:
    """Add what the object at ``at`` holds to ``found``, and give where it ends.

    Raises:
        ValueError: it is no object, or broken elsewhere than in a list of objects.
    """
    at = _past(text, at, "{")
    while not text.startswith("}", at):
        key, at = _DECODER.raw_decode(text, at)
        at = _past(text, _skip(text, at), ":")
        at = _skip(text, _value(text, at, str(key), found, depth))
        if at == len(text):
            return at
        if not text.startswith("}", at):
            at = _past(text, at, ",")
    return at + 1


def _value(text: str, at: int, key: str, found: Wrapper, depth: int) -> int:
    """Add the value at ``at`` to ``found``, and give where it ends."""
    if _OBJECTS.match(text, at):
        end = _list_end(text, at)
        found.lists.append(Wrapped(key, at, end))
        return end
    if text.startswith("{", at) and depth < _DEEPEST:
        return _walk(text, at, found, depth + 1)
    value, end = _DECODER.raw_decode(text, at)
    found.fields.setdefault(key, value)
    return end


def _list_end(text: str, at: int) -> int:
    try:
        return _DECODER.raw_decode(text, at)[1]
    except (ValueError, RecursionError):
        return len(text)


def _past(text: str, at: int, mark: str) -> int:
    if not text.startswith(mark, at):
        raise ValueError(mark)
    return _skip(text, at + 1)


def _skip(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at
