"""The records of what was fetched from the web: by which marks to ask whether it has changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from backissue.archive.segments import Kind, Segments
from backissue.archive.versions import Values


@dataclass(frozen=True, slots=True)
class Fetched:
    """A source as it came last: where from, the SHA-256 of its bytes, and the marks that its host gave it."""

    url: str
    digest: str
    etag: str = ""
    modified: str = ""

    def conditions(self) -> Mapping[str, str]:
        """Return the headers that ask for it only if it has changed (RFC 9110, section 13.1)."""
        headers = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: mark for name, mark in headers.items() if mark}


def read_fetched(segments: Segments) -> Mapping[str, Fetched]:
    """Return what segments of :data:`KIND` hold, by the file below ``content/sources``."""
    return {
        file: Fetched(**{name: str(value) for name, value in values.items()})
        for file, values in segments.values.items()
    }


def revise_fetched(segments: Segments, known: Mapping[str, Fetched]) -> Mapping[str, bytes | None]:
    """Return the files below ``content/`` to write so that ``segments`` hold what is ``known``."""
    return segments.revise({file: _values(one) for file, one in known.items()})


def _values(one: Fetched) -> Values:
    return {name: value for name, value in asdict(one).items() if value}


def _read(_: str, data: dict[str, Any]) -> Values:
    """Return the values of a line. Raises what a value of another shape makes Python raise."""
    known = {field.name for field in fields(Fetched)}
    if not data.keys() <= known or not all(isinstance(value, str) for value in data.values()):
        raise TypeError("what was fetched is described by texts")
    return _values(Fetched(**data))


def _week(_: str, _values: Values) -> date | None:
    return None


KIND = Kind("fetched", "file", "", _read, dict, _week)
"""The records of what was fetched, which earlier versions did not keep."""
