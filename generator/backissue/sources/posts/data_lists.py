"""Lists in YAML and TOML, as sites keep talks, issues and events in their data: an entry an item."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from backissue.sources.pieces import Fate, Glance, Piece, Shape, Sign, Source, Strength
from backissue.sources.posts.post_items import Posts
from backissue.sources.posts.post_texts import is_post
from backissue.sources.tables.columns import Role, find_roles
from backissue.sources.tables.json_rows import Entry, as_table
from backissue.sources.tables.recorded_rows import as_recorded
from backissue.sources.tables.row_items import read_rows
from backissue.yaml_text import YamlError, load_lists

_SUFFIXES = frozenset({".yml", ".yaml", ".toml", ".txt", ""})
_YAML = re.compile(
    r"(?:---[ \t]*)?-[ \t]+[\"']?\w[\w .-]*[\"']?[ \t]*:(?:[ \t]|$)|[\"']?\w[\w .-]*[\"']?[ \t]*:[ \t]*$"
)
"""The first line of a list, or of a list below its name."""
_TOML = re.compile(r"\[\[[ \t]*([\w.\"'-]+)[ \t]*\]\][ \t]*(?:#.*)?")
_LARGEST = 5_000_000
_LONGEST_LINE = 20_000
"""Characters that a file and a line in TOML may have, whose reader recurses and takes its time for long ones."""
_DEEPEST = 4
_SAYING = frozenset({Role.WEEK, Role.DATE, Role.TEXT, Role.PEOPLE})


@dataclass(frozen=True, slots=True)
class DataEntry:
    """An entry of a list: the keys above it, its first 1-based line, the number of its lines, and what it says."""

    keys: tuple[str, ...]
    line: int
    count: int
    fields: Mapping[str, Any]


def _has_entries(glance: Glance) -> bool:
    lines = (line for line in glance.lines if line.strip("- ") and not line.lstrip().startswith("#"))
    first = next(lines, "")
    is_toml = " =" in first or first.startswith("[[")
    if glance.suffix not in _SUFFIXES or not (_YAML.match(first) or (is_toml and glance.count(_TOML.fullmatch))):
        return False
    entries = find_entries("\n".join(glance.lines))
    says = [_says(entry.fields, glance) for entry in entries]
    return bool(entries) and 2 * sum(says) >= len(says)


def _says(fields: Mapping[str, Any], glance: Glance) -> bool:
    """Return whether an entry has a title, and more than an address beside it."""
    roles = find_roles(list(fields), glance.facts.columns)
    return Role.TITLE in roles and not _SAYING.isdisjoint(role for role in roles if role)


class DataListReader:
    """An entry an item: its keys are read as the headings of a table are. One with a text of its own is a letter."""

    name = "datalist"
    signs = (
        Sign(
            Strength.LIKELY,
            "a list in YAML or TOML whose entries have titles",
            _has_entries,
            frozenset({Shape.TEXT, Shape.BRACES}),
        ),
    )

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield an item an entry. One without a title is a problem; what stands beside the lists is none of them."""
        entries = find_entries("\n".join(source.lines))
        if 2 * sum(is_post(entry.fields) for entry in entries) >= len(entries):
            posts = Posts(source)
            for entry in entries:
                posts.add(range(entry.line, entry.line + entry.count), entry.fields)
            return posts.tile()
        found = read_rows(source, *as_table([Entry(each.line, each.count, each.fields) for each in entries]))
        names = [name for each in entries for name in each.keys]
        found.items = as_recorded(found.items, source.file, names, [each.fields for each in entries])
        return found.rank().tile(rest=Fate.BOILERPLATE)


def find_entries(text: str) -> list[DataEntry]:
    r"""Return the entries of all lists of a text in YAML or TOML; none where it is not in either.

    >>> [(entry.keys, entry.line, entry.fields) for entry in find_entries('[[talk]]\ntitle = "Maps"\nn = 1')]
    [(('talk',), 1, {'title': 'Maps', 'n': '1'})]
    """
    with suppress(YamlError, ValueError, RecursionError):
        if any(_TOML.fullmatch(line.strip()) for line in text.split("\n")):
            return _in_toml(text)
        found = load_lists(text)
        return [DataEntry(each.keys, each.first + 1, each.end - each.first, each.data) for each in found]
    return []


def _in_toml(text: str) -> list[DataEntry]:
    lines = text.split("\n")
    if len(text) > _LARGEST or max(map(len, lines)) > _LONGEST_LINE:
        return []
    named = [(at, found[1]) for at, line in enumerate(lines, 1) if (found := _TOML.fullmatch(line.strip()))]
    ends = [at for at, _ in named[1:]] + [len(lines) + 1]
    places: dict[str, list[tuple[int, int]]] = {}
    for (at, name), end in zip(named, ends, strict=True):
        places.setdefault(name, []).append((at, end - at))
    listed: list[DataEntry] = []
    for name, entries in _tables(tomllib.loads(text)):
        where = places.get(name, [])
        where = where if len(where) == len(entries) else [(1, len(lines))] * len(entries)
        pairs = zip(where, entries, strict=True)
        listed += [DataEntry((name,), at, count, _as_text(entry)) for (at, count), entry in pairs]
    return sorted(listed, key=lambda entry: entry.line)


def _tables(data: Mapping[str, Any], above: str = "", depth: int = 0) -> Iterator[tuple[str, Sequence[Any]]]:
    """Yield the lists of tables with their names in full."""
    for key, value in data.items() if depth < _DEEPEST else ():
        name = f"{above}.{key}" if above else key
        if isinstance(value, list) and value and all(isinstance(entry, dict) for entry in value):
            yield name, value
        elif isinstance(value, dict):
            yield from _tables(value, name, depth + 1)


def _as_text(value: Any) -> Any:  # noqa: ANN401 - whatever TOML holds
    """Return data of TOML as YAML and JSON have it: days and times as text."""
    if isinstance(value, dict):
        return {key: _as_text(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_as_text(entry) for entry in value]
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, date | time | int | float) else value
