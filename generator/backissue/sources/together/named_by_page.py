"""Who is meant by short names where a file of that name is the page of a person, as site generators keep guests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from backissue.model import Item
from backissue.sources.stated.people import is_full_name
from backissue.sources.stated.short_names import is_short


def with_people_of_pages(groups: Sequence[tuple[Item, ...]]) -> list[tuple[Item, ...]]:
    """Return the items of files, those with short names of people with the titles of the pages that are called so.

    A title counts where it is a person's full name, and no other page with that file's name has another one.
    """
    shorts = {name for items in groups for item in items for name in item.people if is_short(name)}
    known = _names(shorts, groups) if shorts else {}
    return [tuple(_named(item, known) for item in items) for items in groups] if known else [*groups]


def _names(shorts: set[str], groups: Sequence[tuple[Item, ...]]) -> Mapping[str, str]:
    found: dict[str, set[str]] = {}
    for items in groups:
        for stem in shorts.intersection(_stems(items)):
            found.setdefault(stem, set()).add(items[0].title)
    single = {stem: next(iter(titles)) for stem, titles in found.items() if len(titles) == 1}
    return {stem: title for stem, title in single.items() if is_full_name(title)}


def _stems(items: tuple[Item, ...]) -> Iterator[str]:
    """Yield what a file with one item may be called by: its name, or that of its folder where it is an index."""
    if len(items) == 1 and (source := items[0].source):
        path = PurePosixPath(source.file)
        yield path.parent.name if path.stem in {"index", "_index"} else path.stem


def _named(item: Item, known: Mapping[str, str]) -> Item:
    people = tuple(dict.fromkeys(known.get(name, name) for name in item.people))
    return item if people == item.people else replace(item, people=people)
