"""Records in segments: files below ``content/records/`` that are written once and that plain git merges.

What an import changes of a kind of record it writes into one new segment, sorted, one line of JSON a record. The name
of a segment ends in a digest of its bytes and no line of it is ever changed, so two branches never write one file
differently. All segments together, read by :mod:`backissue.archive.versions`, are the records.

A segment of which newer ones have every line is emptied. It is not deleted: git may take a deleted file and one like it
that is new for a file renamed, and a file that two branches rename differently for a conflict.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from backissue.archive.versions import Values, Version, needed, resolve, successor
from backissue.files import itself
from backissue.model import Problem
from backissue.yaml_text import ESCAPES

FOLDER = "records"
"""Where the segments are, below ``content/``."""
SUFFIX = ".jsonl"
_MARKERS = (b"<<<<<<< ", b"||||||| ", b"======= ", b">>>>>>> ")
_SIGNS = frozenset(marker[:1] for marker in _MARKERS)
_DIGITS = 12


class Kind(NamedTuple):
    """A kind of record: how its segments are called and its lines read and written.

    Attributes:
        name: its folder below ``content/records``.
        key: what stands before the key in a line, such as ``id``.
        former: the one file below ``content/`` that held all records of the kind in earlier versions.
        read: takes the key and what else a line holds and returns the values; raises where they have another shape.
        write: takes values and returns what a line holds of them.
        week: returns the week that a record is about, if any; the latest is in the segment's name.
    """

    name: str
    key: str
    former: str
    read: Callable[[str, dict[str, Any]], Values]
    write: Callable[[Values], dict[str, Any]]
    week: Callable[[str, Values], date | None]

    @property
    def folder(self) -> str:
        """Where its segments are, below ``content/``."""
        return f"{FOLDER}/{self.name}"


class Line(NamedTuple):
    """A version of a record, and the segment below ``content/`` that it stands in."""

    file: str
    version: Version


@dataclass(frozen=True)
class Segments:
    """All records of a kind, as they were read.

    ``lines`` has the versions of each record; ``files`` are the segments that hold any. ``untidy`` are those that must
    not stay as they are: the file of an earlier version, and what a merge in git left its marks in.
    """

    kind: Kind
    lines: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)
    files: frozenset[str] = frozenset()
    untidy: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()

    @cached_property
    def values(self) -> Mapping[str, Values]:
        """What holds of every record, by its key."""
        found = ((key, resolve([line.version for line in lines]).values) for key, lines in self.lines.items())
        return {key: values for key, values in found if values is not None}

    def revise(self, wanted: Mapping[str, Values]) -> Mapping[str, bytes | None]:
        """Return the files below ``content/`` to write so that the records are those ``wanted``, the new one first.

        A record that is not wanted is removed. Segments that are not needed any more are emptied, and the file of an
        earlier version goes (``None``). Where the records are as wanted and every file is needed, there is nothing.
        """
        fresh = dict(self._changed(wanted))
        text = "".join(_write_line(self.kind, key, version) for key, version in sorted(fresh.items()))
        data = text.encode("utf-8")
        name = f"{self.kind.folder}/{_label(self.kind, fresh)}{sha256(data).hexdigest()[:_DIGITS]}{SUFFIX}"
        used = self._used(fresh) - self.untidy
        ended = {file: None if file == self.kind.former else b"" for file in sorted(self.files - used)}
        return {name: data} | ended if data else ended

    def without(self, keys: Collection[str], files_of: Collection[str] = ()) -> Segments:
        """Return the segments as if there never was a record with one of ``keys``: no file of theirs is to stay.

        Of the records in ``files_of``, only former versions go with their files.
        """
        gone = {key: lines for key, lines in self.lines.items() if key in keys}
        left = {key: lines for key, lines in self.lines.items() if key not in keys}
        untidy = self.untidy.union(line.file for key in {*gone, *files_of} for line in self.lines.get(key, ()))
        known = {key: tuple(sorted(lines, key=lambda line: line.file in untidy)) for key, lines in left.items()}
        return replace(self, lines=known, untidy=untidy) if untidy != self.untidy else self

    def _changed(self, wanted: Mapping[str, Values]) -> Iterator[tuple[str, Version]]:
        """Yield the records that need a line: those that say something else now, and those of untidy files."""
        for key in {**self.lines, **wanted}:
            lines = self.lines.get(key, ())
            if self.values.get(key) != wanted.get(key):
                yield key, successor([line.version for line in lines], wanted.get(key))
            elif any(line.file in self.untidy for line in lines):
                now = resolve([line.version for line in lines])
                if resolve([line.version for line in lines if line.file not in self.untidy]) != now:
                    yield key, now

    def _used(self, fresh: Mapping[str, Version]) -> set[str]:
        """Return the files that are needed beside ``fresh`` lines."""
        used: set[str] = set()
        for key, lines in self.lines.items():
            kept = {*map(id, needed([*([fresh[key]] if key in fresh else []), *(line.version for line in lines)]))}
            used |= {line.file for line in lines if id(line.version) in kept}
        return used


def read_segments(root: Path, kind: Kind) -> Segments:
    """Return all records of a kind below ``root``, with a problem for each broken line."""
    content = root / "content"
    names = sorted(f"{kind.folder}/{path.name}" for path in (content / kind.folder).glob(f"[!.]*{SUFFIX}"))
    names += [kind.former] if (content / kind.former).is_file() else []
    texts, linked = {}, []
    for name in names:
        try:
            texts[name] = itself(content, name).read_bytes()
        except ValueError as error:
            linked.append(Problem(f"content/{name}", 0, str(error), "put what it leads to in its place"))
    found = segments_of(kind, texts)
    return replace(found, problems=tuple(sorted((*linked, *found.problems)))) if linked else found


def segments_of(kind: Kind, files: Mapping[str, bytes]) -> Segments:
    """Return all records of a kind in the ``files`` below ``content/``, with a problem for each broken line."""
    lines: defaultdict[str, list[Line]] = defaultdict(list)
    problems: list[Problem] = []
    filled, untidy = set(), {kind.former} & {*files}
    for name, data in files.items():
        for number, text in enumerate(data.split(b"\n"), 1):
            if not text.strip():
                continue
            filled.add(name)
            if _is_marker(text):
                untidy.add(name)
                continue
            try:
                key, version = _read_line(kind, text)
                lines[key].append(Line(name, version))
            except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
                problems.append(Problem(f"content/{name}", number, *_BROKEN))
    known = {key: tuple(sorted(found, key=lambda line: line.file in untidy)) for key, found in lines.items()}
    return Segments(kind, known, frozenset(filled | untidy), frozenset(untidy), tuple(problems))


_BROKEN = (
    "not a record",
    "bring the file back from git; until then, nothing is imported, so that no edit is mistaken for what a source said",
)


def _is_marker(text: bytes) -> bool:
    """Return whether a merge in git left this line."""
    return text[:1] in _SIGNS and text[:8].rstrip().ljust(8).startswith(_MARKERS)


def _read_line(kind: Kind, text: bytes) -> tuple[str, Version]:
    """Return the record of a line. Raises what a value of another shape makes Python raise."""
    data = json.loads(text.decode("utf-8"))
    key, removed, since = data.pop(kind.key), data.pop("removed", 0), data.pop("since", 1)
    changed = data.pop("changed", {})
    numbers = (removed, since, *changed.values())
    if type(key) is not str or any(type(number) is not int or number < 0 for number in numbers):
        raise TypeError("a key is a text, and a generation a number")
    if removed:
        return key, Version(None, removed)
    return key, Version(kind.read(key, data), since, changed)


def _write_line(kind: Kind, key: str, version: Version) -> str:
    data: dict[str, Any] = {kind.key: key}
    if version.values is None:
        data["removed"] = version.since
    else:
        data |= {"since": version.since} if version.since > 1 else {}
        data |= {"changed": dict(sorted(version.changed.items()))} if version.changed else {}
        data |= kind.write(version.values)
    # Without blanks, no line is like one of the earlier files, for which git would take a segment that replaces it.
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES) + "\n"


def _label(kind: Kind, fresh: Mapping[str, Version]) -> str:
    """Return how the name of a segment begins: with the latest week of its records."""
    weeks = filter(None, (kind.week(key, version.values or {}) for key, version in fresh.items()))
    latest = max(weeks, default=None)
    return f"{latest}-" if latest else ""
