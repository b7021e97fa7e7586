"""Guests whom titles name where those of other texts of a folder name them: ``Episode 12: Ada Boat on ropes``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import PurePosixPath

from backissue.model import Item, Kind
from backissue.sources.stated.titled import Place, places_of_names

_FEWEST = 3
"""Texts of a folder whose people are known to stand at one place of their titles."""
_MOST = 0.5
"""The part of the texts with a name at that place, at least, of which it is known."""


def with_titled_guests(groups: Sequence[tuple[Item, ...]]) -> list[tuple[Item, ...]]:
    """Return the items of files, those with more people whose titles name them.

    Where titles of a folder name people, and where in them, is shown by texts that name the same people elsewhere.
    """
    items = [*chain.from_iterable(groups)]
    folders: defaultdict[str, list[int]] = defaultdict(list)
    for at, item in enumerate(items):
        if item.source and item.kind is not Kind.PAPER:
            folders[_folder(item)].append(at)
    found: dict[int, tuple[str, ...]] = {}
    for group in folders.values():
        if len(group) > _FEWEST:
            found |= _in_folder(items, group)
    named = iter(replace(item, people=found[at]) if at in found else item for at, item in enumerate(items))
    return [tuple(islice(named, len(group))) for group in groups]


def _folder(item: Item) -> str:
    """Return the folder of a text, of which a list of texts is one."""
    path = PurePosixPath(item.source.file if item.source else "")
    return str(path.parent.parent if path.stem == "index" else path.parent)


def _in_folder(items: Sequence[Item], group: Sequence[int]) -> dict[int, tuple[str, ...]]:
    named = {at: dict(places_of_names(items[at].title)) for at in group}
    held: defaultdict[Place, int] = defaultdict(int)
    known: defaultdict[Place, int] = defaultdict(int)
    for at, places in named.items():
        for place, names in places.items():
            held[place] += 1
            known[place] += not {*names}.isdisjoint(items[at].people)
    sure = {place for place, count in known.items() if count >= max(_FEWEST, _MOST * held[place])}
    found: dict[int, tuple[str, ...]] = {}
    for at, places in named.items():
        own = items[at].people
        new = [name for place in sure & places.keys() for name in places[place] if _is_guest(name, items[at])]
        if more := [name for name in dict.fromkeys(new) if name not in own]:
            found[at] = (*own, *more)
    return found


def _is_guest(name: str, item: Item) -> bool:
    """Return whether a name is no topic of a text, and none of its words is one that the text has in small letters."""
    words = {word.casefold() for topic in item.topics for word in topic.replace("-", " ").split()}
    said = {word.strip(".,:;!?()\"'") for word in item.body.split()}
    parts = name.split()
    return words.isdisjoint(part.casefold() for part in parts) and said.isdisjoint(part.lower() for part in parts)
