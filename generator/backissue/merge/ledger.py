"""The ledger: records of what the importer last wrote of each item, the base of the three-way merge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from backissue.archive.archive import Archive
from backissue.archive.moves import Move, Moves
from backissue.archive.segments import Kind, Segments, read_segments
from backissue.archive.successors import Former, Said
from backissue.archive.versions import Values
from backissue.dates import parse_day
from backissue.fields import BODY, KEYS, Fields
from backissue.files import has_unfinished
from backissue.former import current_fields
from backissue.model import Problem

_LISTED = "listed"
"""What stands before the listings of an item in a line."""


class Base(NamedTuple):
    """An item as the importer last wrote it: its front matter as text values, and its Markdown.

    ``listed`` is what each of several listings of the item said of it, by the source. ``now_in`` is the source that it
    was last read from, if that is another than its page was written with.
    """

    fields: Fields
    body: str
    listed: Mapping[str, Fields] = {}
    now_in: str = ""

    @property
    def file(self) -> str:
        """The source that it was last read from, below ``content/sources``; empty where the entry names none."""
        return self.now_in or self.first_file

    @property
    def first_file(self) -> str:
        """The source that its page was written with."""
        source = self.fields.get("source")
        return str(source.get("file")) if isinstance(source, dict) else ""

    def text(self, key: str) -> str:
        """Return a field as text; empty where there is none."""
        return str(self.fields.get(key, ""))


Ledger = Mapping[str, Base]


def read_ledger(segments: Segments, moves: Moves) -> Ledger:
    """Return the ledger that segments of :data:`KIND` hold, by item id, with the sources that list the items now."""
    ledger = {name: _base(name, values) for name, values in segments.values.items()}
    moved = (name for name in moves if name in ledger and moves[name].first == ledger[name].first_file)
    return ledger | {name: ledger[name]._replace(now_in=moves[name].now) for name in moved}


def bases_of(segments: Segments, name: str) -> list[Base]:
    """Return all that the importer wrote of an item, on every branch, as far as segments still have it."""
    versions = (line.version.values for line in segments.lines.get(name, ()))
    return [_base(name, values) for values in versions if values is not None]


def revise_ledger(segments: Segments, ledger: Ledger) -> Mapping[str, bytes | None]:
    """Return the files below ``content/`` to write so that ``segments`` hold ``ledger``."""
    return segments.revise({name: _values(base) for name, base in ledger.items()})


def report_missing(root: Path, archive: Archive, segments: Segments) -> Iterator[Problem]:
    """Yield a problem where the ledger is missing, though pages or addresses show that an import has been here.

    Without it, a page that a person deleted would come back. Where the first import was killed, there never was one.
    """
    listed = {entry.file for entry in archive.config.sources}
    of_source = any(page.item.source and page.item.source.file in listed for page in archive.pages)
    imported = of_source or (archive.pages and any(entry.id for entry in archive.addresses.values()))
    if imported and not segments.files and not has_unfinished(root / "content" / KIND.folder):
        remedy = "bring it back from git; to begin anew, without any edit, remove the pages too"
        yield Problem(f"content/{KIND.folder}", 0, "missing, so that nothing is imported", remedy)


def moves_of(ledger: Ledger) -> Moves:
    """Return the items whose pages were written with another source than they were last read from."""
    return {name: Move(base.first_file, base.now_in) for name, base in ledger.items() if base.now_in}


def check_ledger(root: Path, archive: Archive) -> list[Problem]:
    """Return every defect of the ledger of the archive at ``root``."""
    segments = read_segments(root, KIND)
    return [*segments.problems, *report_missing(root, archive, segments)]


def said_of(ledger: Ledger) -> Former:
    """Return what sources said of the items when they were last imported, as far as addresses follow from it."""
    topics = ((name, base, base.fields.get("topics")) for name, base in ledger.items())
    return {
        name: Said(base.text("week"), tuple(map(str, named)) if isinstance(named, list) else ())
        for name, base, named in topics
    }


def _base(name: str, values: Values) -> Base:
    fields = {key: value for key, value in values.items() if key not in {BODY.key, _LISTED}}
    listed = values.get(_LISTED)
    return Base(current_fields({"id": name, **fields}), str(values[BODY.key]), _fields_of(listed))


def _fields_of(listed: object) -> Mapping[str, Fields]:
    """Return what a record says of listings, as far as it has their shape."""
    found = listed.items() if isinstance(listed, dict) else ()
    return {str(key): fields for key, fields in found if isinstance(fields, dict)}


def _values(base: Base) -> Values:
    listed: Values = {_LISTED: {key: dict(fields) for key, fields in base.listed.items()}} if base.listed else {}
    return {**{key: value for key, value in base.fields.items() if key != "id"}, BODY.key: base.body, **listed}


def _read(_: str, data: dict[str, Any]) -> Values:
    """Return the values of a line. Raises what a value of another shape makes Python raise."""
    if not isinstance(data["body"], str):
        raise TypeError("the body is a text")
    return {**data["fields"], BODY.key: data["body"], **({_LISTED: data[_LISTED]} if data.get(_LISTED) else {})}


def _write(values: Values) -> dict[str, Any]:
    """Return what a line says of an item, in the order of front matter whatever that of the values."""
    names = sorted(
        values.keys() - {BODY.key, _LISTED}, key=lambda key: (KEYS.index(key) if key in KEYS else len(KEYS), key)
    )
    listed = {_LISTED: values[_LISTED]} if values.get(_LISTED) else {}
    return {"fields": {name: values[name] for name in names}, "body": values[BODY.key], **listed}


def _week(_: str, values: Values) -> date | None:
    return parse_day(str(values.get("week", "")))


KIND = Kind("items", "id", "imports.jsonl", _read, _write, _week)
"""The records of items."""
