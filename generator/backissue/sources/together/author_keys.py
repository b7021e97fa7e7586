"""Who is meant by short names of authors: by files, as Docusaurus and Jekyll have ``authors.yml``, or by the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from backissue import yaml_text
from backissue.model import Item
from backissue.sources.stated.head import texts
from backissue.sources.stated.short_names import is_short, spelled_out
from backissue.yaml_text import YamlError

_NAMES = tuple(f"{stem}.{end}" for stem in ("authors", ".authors", "people", "members") for end in ("yml", "yaml"))
_BESIDE = ("", "_data", "data", "src/_data", "src/data")
_HIGHEST = 5
"""Folders above a text in which such a file may be."""
_LARGEST = 1_000_000


def with_names(items: tuple[Item, ...], path: Path) -> tuple[Item, ...]:
    """Return the items of a file with the names of people of whom it has the short names only, as far as known."""
    shorts = {name for item in items for name in item.people if is_short(name)}
    known = {key: name for file in _files_above(path) for key, name in _read(file).items()} if shorts else {}
    return tuple(_named(item, known) for item in items) if shorts else items


def _named(item: Item, known: Mapping[str, str]) -> Item:
    people = [known.get(name, name) for name in item.people]
    return replace(item, people=spelled_out(people, [item.title, *item.extra.values(), item.body]))


def _files_above(path: Path) -> Iterator[Path]:
    """Yield the files of authors above a text, the nearest last."""
    folders = list(path.parents)[:_HIGHEST]
    for folder in reversed(folders):
        for place in _BESIDE:
            yield from (file for name in sorted(_NAMES) if (file := folder / place / name).is_file())


def _read(file: Path) -> Mapping[str, str]:
    if file.is_symlink() or file.stat().st_size > _LARGEST:
        return {}
    return _load(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=32)
def _load(file: Path, _changed: int) -> Mapping[str, str]:
    try:
        data, _ = yaml_text.load(file.read_bytes().decode("utf-8", "replace"))
    except YamlError:
        return {}
    inner = data.get("authors")
    data = inner if isinstance(inner, dict) else data
    named = ((key, " ".join(texts(value)[:1]).strip()) for key, value in data.items())
    return {key: name for key, name in named if name and name != key}
