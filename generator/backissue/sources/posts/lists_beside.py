"""Lists that say of files beside them what they are: ``episodes.json``, ``talks.csv``, ``talks.yml``.

An entry names a file by its path, by its name, or, where most entries do, by its name without a suffix. What the entry
says else is a head of that file: what the file says itself wins. The list keeps the entries that name no file. One
object alone is of the text that is called as its file is, and ``metadata.json`` of the texts of its folder.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from posixpath import normpath
from typing import Any
from urllib.parse import unquote, urlsplit

from backissue import yaml_text
from backissue.sources.heads.head_keys import KEYS, is_known, meant
from backissue.sources.links.recordings import label_of
from backissue.sources.tables.columns import find_roles
from backissue.text import fold_key
from backissue.yaml_text import YamlError

_LISTS = frozenset({".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".yml", ".yaml"})
_TEXTS = frozenset(".txt .md .markdown .mdx .html .htm .vtt .srt .sbv .ass .ttml .json .tsv .rst .org .text".split())
_STEM_KEYS = frozenset("file filename path transcript captions subtitles basename slug text document stem".split())
_SPOKEN_KEYS = ("transcript", "captions", "subtitles", "vtt", "srt")
_STATES = frozenset(key for fact in ("title", "day", "speakers", "video", "audio") for key in KEYS[fact])
_RECORDINGS = frozenset((*KEYS["video"], *KEYS["video_ids"], *KEYS["audio"]))
_NO_LIST = '"segments":'
"""What a recogniser's output has, which is no list and can be long."""
_DEEPEST = 4
_ABOUT = frozenset("metadata meta info episode talk data details video about".split())
"""Names of files that say what the texts of their folder are."""
_PARTS = frozenset("transcript transcription captions subtitles summary notes slides chapters text".split())
_BODIES = frozenset("content contenthtml contenttext html body markdown mobiledoc lexical text events".split())
"""Keys of what is a text itself."""
_Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Described:
    """What lists say of a file beside them: keys of a head with their values, and whether the file is a transcript."""

    facts: Mapping[str, object] = field(default_factory=dict)
    is_transcript: bool = False


@dataclass(frozen=True, slots=True)
class Lists:
    """What lists say of files, by these; of each list the titles of the entries that do, and the keys of the names."""

    files: Mapping[str, Described] = field(default_factory=dict)
    titles: Mapping[str, frozenset[str]] = field(default_factory=dict)
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_lists(files: Iterable[str], lines_of: Callable[[str], Sequence[str]]) -> Lists:
    """Return what those of ``files`` that are lists say of the others; ``lines_of`` gives the lines of a file."""
    names = _Names(files)
    found: dict[str, Described] = {}
    titles: dict[str, frozenset[str]] = {}
    keys: dict[str, tuple[str, ...]] = {}
    for file in names.lists if names.texts else ():
        entries = list(_entries(file, "\n".join(lines_of(file))))
        alone = names.of_one(file) if len(entries) == 1 and _is_about_one(file, entries[0]) else {}
        named = [alone] if alone else _named(file, entries, names)
        for entry, others in zip(entries, named, strict=True):
            for other, key in others.items():
                found.setdefault(other, _described(entry, key, other))
        if any(named):
            pairs = [(entry, others) for entry, others in zip(entries, named, strict=True) if others]
            titles[file] = frozenset(letters for entry, _ in pairs for letters in _titles(entry))
            found_keys = dict.fromkeys(key for _, others in pairs for key in others.values())
            keys[file] = tuple(key for key in found_keys if find_roles([key]) == (None,))
    return Lists(found, titles, keys)


class _Names:
    """The files of an archive by what a list may call them."""

    def __init__(self, files: Iterable[str]) -> None:
        paths = [PurePosixPath(file) for file in files]
        self.lists = [str(path) for path in paths if path.suffix.lower() in _LISTS]
        self.texts = {str(path) for path in paths if path.suffix.lower() in _TEXTS}
        self.by_name = defaultdict[str, list[str]](list)
        self.by_stem = defaultdict[str, list[str]](list)
        self.in_folder = defaultdict[str, list[str]](list)
        for file in sorted(self.texts):
            name = PurePosixPath(file).name.casefold()
            self.by_name[name].append(file)
            self.by_stem[name.partition(".")[0]].append(file)
            self.in_folder[str(PurePosixPath(file).parent)].append(file)

    def of_one(self, file: str) -> dict[str, str]:
        """Return the texts that a file about one thing is about, each with its name without suffixes."""
        path = PurePosixPath(file)
        stem = path.name.casefold().partition(".")[0]
        same = {other: stem for other in self.by_stem[stem] if PurePosixPath(other).parent == path.parent}
        same.pop(file, None)
        if same or stem not in _ABOUT:
            return same
        inside = [other for other in self.in_folder[str(path.parent)] if other != file]
        stems = {other: PurePosixPath(other).name.casefold().partition(".")[0] for other in inside}
        return stems if len({*stems.values()}) == 1 or {*stems.values()} <= _PARTS else {}

    def find(self, value: str, folder: str) -> str:
        """Return the file that a value with a suffix names, as seen from a folder; empty where none or several do."""
        with suppress(ValueError):
            value = unquote(urlsplit(value).path) if "://" in value else value
        value = value.strip().lstrip("/")
        if PurePosixPath(value).suffix.lower() not in _TEXTS:
            return ""
        if (path := normpath(f"{folder}/{value}").lstrip("/")) in self.texts:
            return path
        parts = PurePosixPath(value.casefold()).parts
        below = self._near(self.by_name.get(parts[-1], ()), folder)
        for length in range(len(parts), 0, -1):
            fits = [file for file in below if PurePosixPath(file.casefold()).parts[-length:] == parts[-length:]]
            if fits:
                return fits[0] if len(fits) == 1 else ""
        return ""

    def find_stem(self, value: str, folder: str) -> tuple[str, ...]:
        """Return the files of one folder that have this name without a suffix."""
        found = self._near(self.by_stem.get(value.strip().casefold(), ()), folder)
        return tuple(found) if len({PurePosixPath(file).parent for file in found}) == 1 else ()

    def _near(self, files: Sequence[str], folder: str) -> list[str]:
        """Return those in the folder or below it; where there is none, those of the folder above."""
        inside = [file for file in files if _is_below(file, folder)]
        return inside or [file for file in files if _is_below(file, str(PurePosixPath(folder).parent))]


def _is_below(file: str, folder: str) -> bool:
    return folder == "." or file.startswith(f"{folder}/")


def _named(file: str, entries: Sequence[_Entry], names: _Names) -> list[dict[str, str]]:
    """Return the files that each entry of a list names, with the keys that do; none of entries that say nothing else.

    A name without a suffix is one where half of the entries have such.
    """
    folder = str(PurePosixPath(file).parent)
    usable = [any(meant(key) in _STATES for key, value in entry.items() if value) for entry in entries]
    exact, stems = list[dict[str, str]](), list[dict[str, str]]()
    for entry, is_usable in zip(entries, usable, strict=True):
        pairs = [(key, text) for key, value in entry.items() for text in _texts(value)] if is_usable else []
        exact.append({other: key for key, text in pairs if (other := names.find(text, folder)) and other != file})
        stemmed = [(key, text) for key, text in pairs if fold_key(key) in _STEM_KEYS]
        stems.append({other: key for key, text in stemmed for other in names.find_stem(text, folder) if other != file})
    by_stem = len(entries) > 1 and 2 * sum(map(bool, stems)) >= len(entries)
    return [one or (other if by_stem else {}) for one, other in zip(exact, stems, strict=True)]


def _is_about_one(file: str, entry: _Entry) -> bool:
    """Return whether an object says what a text beside it is called, and holds none itself."""
    keys = {fold_key(key) for key, value in entry.items() if value}
    is_single = not file.casefold().endswith((".csv", ".tsv", ".info.json"))
    return is_single and any(meant(key) in KEYS["title"] for key in keys) and keys.isdisjoint(_BODIES)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if len(value) < 300 and "\n" not in value:
            yield value
    elif isinstance(value, list | dict):
        for inner in value.values() if isinstance(value, dict) else value[:20]:
            if isinstance(inner, str):
                yield from _texts(inner)


def _described(entry: _Entry, key: str, file: str) -> Described:
    """Return what an entry says of a file that is named by one of its keys.

    Plain text that has a recording is what is said in it.
    """
    facts = {name: value for name, value in entry.items() if name != key and is_known(name) and value}
    is_plain = PurePosixPath(file).suffix.lower() in {".txt", ".text"}
    is_recorded = any(meant(name) in _RECORDINGS or any(map(label_of, _texts(value))) for name, value in facts.items())
    return Described(facts, fold_key(key).startswith(_SPOKEN_KEYS) or (is_plain and is_recorded))


def _titles(entry: _Entry) -> Iterator[str]:
    titles = (str(value).casefold() for key, value in entry.items() if meant(key) in KEYS["title"])
    yield from ("".join(filter(str.isalnum, title)) for title in titles)


def _entries(file: str, text: str) -> Iterator[_Entry]:
    """Yield the entries of a list: rows, objects in lists, or objects by the names of files."""
    suffix = PurePosixPath(file).suffix.lower()
    with suppress(ValueError, RecursionError, YamlError, csv.Error):
        if suffix in {".csv", ".tsv"}:
            first = text.partition("\n")[0]
            mark = max("\t,;", key=first.count)
            yield from (_filled(row) for row in csv.DictReader(text.split("\n"), delimiter=mark))
        elif suffix in {".jsonl", ".ndjson"}:
            yield from _of(list(map(json.loads, filter(str.strip, text.split("\n")))))
        elif suffix == ".json":
            yield from _of(json.loads(text) if _NO_LIST not in text else None)
        else:
            yield from _of(_yaml(text))


def _filled(row: Mapping[Any, Any]) -> _Entry:
    return {key: value for key, value in row.items() if isinstance(key, str) and value}


def _yaml(text: str) -> object:
    bare = text.removeprefix("---").lstrip("\n")
    return yaml_text.load(f"list:\n{bare}" if bare.lstrip().startswith("- ") else bare)[0]


def _of(data: object, depth: int = 0) -> Iterator[_Entry]:
    """Yield the objects of the lists in a value, and those by names, with the name as that of their file."""
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        yield from (entry for entry in data if isinstance(entry, dict))
    elif isinstance(data, dict):
        inner = {key: value for key, value in data.items() if isinstance(value, dict)}
        if not depth and _is_one(data):
            yield data
        elif len(inner) > 1 and len(inner) == len(data):
            yield from ({"file": key, **value} for key, value in inner.items())
        else:
            for value in data.values():
                yield from _of(value, depth + 1)


def _is_one(data: Mapping[str, Any]) -> bool:
    """Return whether an object is about one thing: it has a title, and no list of objects."""
    has_title = any(meant(key) in KEYS["title"] and isinstance(value, str) for key, value in data.items())
    lists = (value for value in data.values() if isinstance(value, list))
    return has_title and not any(isinstance(entry, dict) for value in lists for entry in value[:1])
