"""What a file says of all texts of its folder, as Eleventy has it: ``posts/posts.json``, ``posts/posts.11tydata.json``.

The nearest folder wins (11ty.dev/docs/data-cascade), and what a text says itself wins over all.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from backissue.sources.heads.head_keys import KEYS, is_known, meant
from backissue.text import fold_key

_ENDS = (".json", ".11tydata.json")
"""What the name of such a file has behind that of its folder, what wins last."""
_HIGHEST = 5
"""Folders above a text in which such a file may be."""
_LARGEST = 100_000
_COLLECTIONS = frozenset("post page blog article note all nav newsletter issue episode entry".split())
"""What collections of texts are called, which is no topic of theirs."""


def folder_facts(path: Path) -> dict[str, Any]:
    """Return what the files of the folders above a text say of it: keys of a head with their values."""
    facts: dict[str, Any] = {}
    for folder in reversed(list(path.parents)[:_HIGHEST]):
        for end in _ENDS:
            facts |= _read(folder / f"{folder.name}{end}")
    return facts


def is_folder_data(path: Path) -> bool:
    """Return whether a file says what holds of all texts of its folder, and is no text and no list of any."""
    return path.name in {f"{path.parent.name}{end}" for end in _ENDS} and _data(path) is not None


def _read(file: Path) -> dict[str, Any]:
    data = _data(file) or {}
    facts = {key: value for key, value in data.items() if is_known(key) and value != "" and "{" not in str(value)}
    topics = {key: _topics(value, file.parent.name) for key, value in facts.items() if meant(key) in KEYS["topics"]}
    return {key: value for key, value in {**facts, **topics}.items() if value != []}


def _topics(value: object, folder: str) -> list[str]:
    """Return the tags that are no name of the collection that a folder is."""
    names = {*_COLLECTIONS, fold_key(folder).removesuffix("s")}
    tags = value if isinstance(value, list) else [value]
    return [str(tag) for tag in tags if fold_key(str(tag)).removesuffix("s") not in names]


def _data(file: Path) -> Mapping[str, Any] | None:
    """Return the object in a file; ``None`` where it has none, or one that is a text or holds texts."""
    if not file.is_file() or file.is_symlink() or file.stat().st_size > _LARGEST:
        return None
    return _load(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _load(file: Path, _changed: int) -> Mapping[str, Any] | None:
    try:
        data = json.loads(file.read_bytes().decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None
    is_text = not isinstance(data, dict) or any(meant(key) in KEYS["title"] for key in data)
    return None if is_text or any(_holds_objects(value) for value in data.values()) else data


def _holds_objects(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(entry, dict) for entry in value)
