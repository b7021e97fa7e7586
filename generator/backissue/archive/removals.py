"""The records of removals: what was taken out on request, so that nothing brings it back.

A record must not keep what it is about. So it has digests of what an item is known by (its ids, its title in its week,
its words), the address at which a page says that it is gone, and what is said there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from backissue.archive.segments import Kind, Segments
from backissue.archive.versions import Values
from backissue.model import Item
from backissue.same_address import address_key
from backissue.store import digest
from backissue.urls import is_site_path

LEAST_WORDS = 8
"""Words of a text from which on it is taken for that of an item by itself."""
_DIGITS = 24


@dataclass(frozen=True, slots=True)
class Removal:
    """An item that was removed: the page below ``content/`` where it stood, the day as ISO date, and why, if said.

    One that was never published has no page.

    ``marks`` are digests of all that it is known by.
    """

    path: str
    day: str
    reason: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Removals:
    """All that was removed, by the digest of its id."""

    by_item: Mapping[str, Removal] = field(default_factory=dict)

    @cached_property
    def _marks(self) -> frozenset[str]:
        return frozenset(self.by_item).union(*(removal.marks for removal in self.by_item.values()))

    @cached_property
    def paths(self) -> frozenset[str]:
        """Where the pages stood, below ``content/``."""
        return frozenset(removal.path for removal in self.by_item.values() if removal.path)

    def has_id(self, name: str) -> bool:
        """Return whether an item of this id was removed."""
        return bool(self.by_item) and id_mark(name) in self._marks

    def has_item(self, item: Item) -> bool:
        """Return whether an item, as a source lists it, is one that was removed, maybe under another id."""
        return bool(self.by_item) and not self._marks.isdisjoint(marks_of(item))


def id_mark(name: str) -> str:
    """Return what an id is known by, whichever way its address is written."""
    page, mark, place = name.partition("#")
    return _mark("id", f"{address_key(page)}{mark}{place}")


def marks_of(item: Item) -> Iterator[str]:
    """Yield digests of all that an item is known by: its ids, its title in its week, and its words if they are many."""
    yield from map(id_mark, item.ids)
    if item.week:
        yield _mark("title", f"{item.kind} {item.week} {_words(item.title)}")
    words = _words(item.body)
    if words.count(" ") + 1 >= LEAST_WORDS:
        yield _mark("text", words)


def _words(text: str) -> str:
    return " ".join("".join(char if char.isalnum() else " " for char in text.casefold()).split())


def _mark(kind: str, text: str) -> str:
    return digest(kind, text)[:_DIGITS]


def read_removals(segments: Segments) -> Removals:
    """Return the removals that segments of :data:`KIND` hold."""
    return Removals({name: _removal(values) for name, values in segments.values.items()})


def revise_removals(segments: Segments, removals: Removals) -> Mapping[str, bytes | None]:
    """Return the files below ``content/`` to write so that ``segments`` hold the ``removals``."""
    return segments.revise({name: _values(removal) for name, removal in removals.by_item.items()})


def _removal(values: Values) -> Removal:
    path, day, reason = (str(values.get(name, "")) for name in ("path", "day", "reason"))
    marks = values.get("marks")
    return Removal(path, day, reason, tuple(map(str, marks)) if isinstance(marks, list) else ())


def _values(removal: Removal) -> Values:
    values: Values = {"path": removal.path, "day": removal.day, "reason": removal.reason, "marks": [*removal.marks]}
    return {name: value for name, value in values.items() if value}


def _read(_: str, data: dict[str, Any]) -> Values:
    """Return the values of a line. Raises what a value of another shape makes Python raise."""
    texts = [data.get("path", ""), data["day"], data.get("reason", ""), *data.get("marks", [])]
    if not all(isinstance(text, str) for text in texts):
        raise TypeError("a removal is made of texts")
    if data.get("path") and not (is_site_path(data["path"]) and data["path"].endswith(".md")):
        raise ValueError("it stood at a page of the site")
    date.fromisoformat(data["day"])
    return {name: data[name] for name in ("path", "day", "reason", "marks") if data.get(name)}


def _week(_: str, _values: Values) -> date | None:
    return None


KIND = Kind("removals", "item", "", _read, dict, _week)
"""The records of removals, which earlier versions did not keep."""
