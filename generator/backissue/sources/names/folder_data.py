"""What a file says of all texts of its folder, as Eleventy has it: ``posts/posts.json``, ``posts/posts.11tydata.json``.

Of one in JavaScript, the texts and lists of texts count that it has a line each.
The nearest folder wins (11ty.dev/docs/data-cascade), and what a text says itself wins over all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from backissue.sources.heads.head_keys import KEYS, is_known, meant
from backissue.text import fold_key

_SCRIPTS = (".11tydata.js", ".11tydata.cjs", ".11tydata.mjs")
_ENDS = (".json", ".11tydata.json", *_SCRIPTS)
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
    text = file.read_bytes().decode("utf-8", "replace")
    if file.name.endswith(_SCRIPTS):
        return read_script(text)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    is_text = not isinstance(data, dict) or any(meant(key) in KEYS["title"] for key in data)
    return None if is_text or any(_holds_objects(value) for value in data.values()) else data


def _holds_objects(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(entry, dict) for entry in value)


_LINE = re.compile(r"""\s*["']?(?P<key>\w+)["']?\s*:\s*(?P<value>\[[^\[\]{}]*\]|"[^"]*"|'[^']*')\s*,?\s*""")
_TEXT = re.compile(r""""([^"]*)"|'([^']*)'""")


def read_script(text: str) -> dict[str, Any]:
    """Return the texts and lists of texts that the lines of an object in JavaScript give keys of its own.

    >>> read_script('''export default {
    ...   author: "Ada Boat",
    ...   tags: ['tar', 'oil'],
    ...   page: {
    ...     author: 'Ben Ode',
    ...   }
    ... };''')
    {'author': 'Ada Boat', 'tags': ['tar', 'oil']}
    """
    found: dict[str, Any] = {}
    depth, outer = 0, 0
    for line in text.splitlines():
        if depth == outer and depth and (said := _LINE.fullmatch(line)):
            texts = ["".join(each) for each in _TEXT.findall(said["value"])]
            found[said["key"]] = texts if said["value"].startswith("[") else "".join(texts)
        depth += line.count("{") - line.count("}")
        outer = depth if _OBJECT.search(line) else outer
    return found


_OBJECT = re.compile(r"(?:\b(?:export default|module\.exports\s*=|return)|=>)\s*\(?\{\s*$")
"""The beginning of the object that says what holds of the texts."""
