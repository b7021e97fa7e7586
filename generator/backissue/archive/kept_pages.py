"""What was read of a file below ``content/``, as JSON, so that it is read once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import astuple, fields
from datetime import date
from typing import Any

from backissue.model import Item, Kind, Link, MentionEdits, Note, Page, Problem, SourceRef

Read = tuple[Page | None, Note | None, tuple[Problem, ...]]
"""A file's page or note, and the problems of it."""


def pack(read: Read) -> list[Any]:
    """Return what was read of a file as JSON can hold it."""
    page, note, problems = read
    packed = page and [page.path, page.body_line, _pack(page.item)]
    return [packed, note and _pack(note), [astuple(problem) for problem in problems]]


def unpack(packed: list[Any]) -> Read:
    """Return what :func:`pack` was given."""
    page, note, problems = packed
    return (
        Page(page[0], Item(**_unpack(page[2], _OF_ITEMS)), page[1]) if page else None,
        Note(**_unpack(note, _OF_NOTES)) if note else None,
        tuple(Problem(*problem) for problem in problems),
    )


def _pack(value: Item | Note) -> dict[str, Any]:
    """Return the attributes that say something, by their names."""
    found = ((field.name, getattr(value, field.name)) for field in fields(value))
    return {name: _json(held) for name, held in found if held or type(held) in {int, float}}


def _json(value: object) -> Any:  # noqa: ANN401 - whatever JSON holds
    match value:
        case date():
            return value.isoformat()
        case Link() | SourceRef() | MentionEdits():
            return astuple(value)
        case tuple():
            return [_json(one) for one in value]
        case Mapping():
            return dict(value)
    return value


def _unpack(packed: Mapping[str, Any], forms: Mapping[str, Callable[[Any], Any]]) -> dict[str, Any]:
    return {name: forms[name](value) if name in forms else value for name, value in packed.items()}


_OF_NOTES: Mapping[str, Callable[[Any], Any]] = {"publish": date.fromisoformat, "aliases": tuple}
_OF_ITEMS: Mapping[str, Callable[[Any], Any]] = {
    "kind": Kind,
    "week": date.fromisoformat,
    "also_in": lambda days: tuple(map(date.fromisoformat, days)),
    "publish": date.fromisoformat,
    "date": date.fromisoformat,
    "topics": tuple,
    "people": tuple,
    "links": lambda links: tuple(Link(*link) for link in links),
    "source": lambda source: SourceRef(*source),
    "aliases": tuple,
    "former_ids": tuple,
    "mentions": lambda edits: MentionEdits(*map(tuple, edits)),
}
"""How attributes that JSON has no form for are made of what it has."""
