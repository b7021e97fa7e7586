"""The records of addresses: every one that the archive has had, so that none dies unnoticed.

A line is the address below the site's root, for an item its id, and for one that was given up on purpose where readers
are sent instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from backissue.archive.segments import Kind, Segments
from backissue.archive.versions import Values
from backissue.dates import parse_day
from backissue.urls import is_site_path


@dataclass(frozen=True, slots=True)
class Address:
    """A published address as a path that ends in ``/``, the id of its item if it has one, and where it leads now."""

    path: str
    id: str = ""
    to: str = ""


Addresses = Mapping[str, Address]


def address(file: str) -> str:
    """Return where the page of a file below ``content/`` or ``docs/`` is on the site.

    >>> address("weeks/2023-03-26/reflexion.md"), address("weeks/2023-03-26/index.md"), address("index.md")
    ('weeks/2023-03-26/reflexion/', 'weeks/2023-03-26/', '')
    """
    stem = file.removesuffix(".md")
    return "" if stem == "index" else f"{stem.removesuffix('/index')}/"


def read_addresses(segments: Segments) -> Addresses:
    """Return the addresses that segments of :data:`KIND` hold, by path."""
    return {
        path: Address(path, *(str(values.get(name, "")) for name in _NAMES)) for path, values in segments.values.items()
    }


def revise_addresses(segments: Segments, known: Addresses) -> Mapping[str, bytes | None]:
    """Return the files below ``content/`` to write so that ``segments`` hold the addresses ``known``."""
    return segments.revise({path: _values(entry) for path, entry in known.items()})


def _values(entry: Address) -> Values:
    return {name: text for name in _NAMES if (text := getattr(entry, name))}


def _read(path: str, data: dict[str, Any]) -> Values:
    if not all(name in _NAMES and isinstance(text, str) for name, text in data.items()):
        raise TypeError("an address is made of texts")
    if not all(is_site_path(place) for place in (path, data.get("to")) if place):
        raise ValueError("an address stays on the site")
    return {name: text for name, text in data.items() if text}


def _week(path: str, _values: Values) -> date | None:
    """Return the week that an address is below, if any."""
    parts = path.split("/")
    return parse_day(parts[1]) if parts[0] == "weeks" and len(parts) > 1 else None


_NAMES = ("id", "to")
KIND = Kind("addresses", "path", "addresses.jsonl", _read, dict, _week)
"""The records of addresses."""
