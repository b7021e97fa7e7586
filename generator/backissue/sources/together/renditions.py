"""Files that hold one text in several formats, such as the captions and the plain text of a recogniser: one item."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from backissue.model import Item, Kind
from backissue.sources.names.file_names import without_language

_SAME = 0.9
"""The part of the words of the longer of two texts that the other has too, where they are one."""
_SUFFIXES = frozenset("txt md html htm json srt vtt tsv csv text transcript".split())


def find_renditions(items: Iterable[Item]) -> Mapping[int, Item]:
    """Return by their places the items whose text is that of another of the same name and folder, with that other.

    ``items`` are those that are all of their files. Kept is the one that says most: who speaks, when, and where links
    lead; of two that say as much, the first.
    """
    items = list(items)
    groups: defaultdict[Hashable, list[int]] = defaultdict(list)
    for at, item in enumerate(items):
        if item.source and item.kind is not Kind.PAPER:
            groups[_name(item.source.file)].append(at)
    found: dict[int, Item] = {}
    for places in groups.values():
        if len(places) > 1:
            found |= _in_group(items, places)
    return found


def _in_group(items: Sequence[Item], places: Sequence[int]) -> dict[int, Item]:
    ranked = sorted(places, key=lambda at: _worth(items[at]), reverse=True)  # stable: the first of equals stays first
    words = {at: _words(items[at]) for at in ranked}
    kept: list[int] = []
    found: dict[int, Item] = {}
    for at in ranked:
        same = next((other for other in kept if _are_same(words[at], words[other])), None)
        if same is None:
            kept.append(at)
        else:
            found[at] = items[same]
    return found


def _name(file: str) -> str:
    """Return what the files of one text are called alike: the folder and the name without formats and languages."""
    path = PurePosixPath(file)
    name = path.name
    while "." in name and name.rpartition(".")[2].casefold() in _SUFFIXES:
        name = name.rpartition(".")[0]
    return f"{path.parent}/{without_language(name)}"


def _worth(item: Item) -> tuple[bool, bool, bool, int]:
    is_timed = item.body.startswith("(") or ") (" in item.body[:400] or "** (" in item.body[:400]
    return item.kind is Kind.TRANSCRIPT, bool(item.people), is_timed, item.body.count("](")


def _words(item: Item) -> Counter[str]:
    marks = (char if char.isalnum() else " " for char in item.body.casefold())
    return Counter(word for word in "".join(marks).split() if not word.isdecimal())


def _are_same(one: Counter[str], other: Counter[str]) -> bool:
    longer = max(one.total(), other.total())
    return longer > 0 and (one & other).total() >= _SAME * longer
