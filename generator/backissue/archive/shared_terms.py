"""What two items have in common by their terms, and how much each of these weighs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from backissue.archive.page_terms import Use

COMMON = 128
"""A term of more items than this, or of more than an eighth of a small archive, tells nothing: with this bound, and
with that of the terms of an item, the work is linear in the number of items."""


class Shared(NamedTuple):
    """A term of two items: how much it weighs, its words, its number, and whether it is a single word and no name."""

    weight: int
    name: str
    term: int
    is_ordinary: bool


def shared_terms(
    mine: Mapping[int, Use], theirs: Mapping[int, Use], rarities: Mapping[int, int], name: Callable[[int], str]
) -> list[Shared]:
    """Return the terms of two items that weigh something and share no word with one before, the heaviest first.

    ``rarities`` says how rare each term is, as :func:`rarity_of` has it, and ``name`` gives its words.
    """
    found = []
    for term in mine.keys() & theirs.keys():
        use = mine[term]
        if worth := weight_of(rarities[term], use, theirs[term]):
            is_ordinary = not use.is_phrase and not (use.is_name and theirs[term].is_name)
            found.append(Shared(worth, name(term), term, is_ordinary))
    found.sort(key=lambda one: (-one.weight, -one.name.count(" "), one.name))
    shared, seen = [], set[str]()
    for one in found:
        words = one.name.split(" ")
        if seen.isdisjoint(words):
            seen.update(words)
            shared.append(one)
    return shared


def weight_of(rarity: int, mine: Use, theirs: Use) -> int:
    """Return what a term weighs that two items use: its rarity times how deep either item goes into it.

    A phrase or a name weighs half as much again; an ordinary word nothing, unless both come back to it.
    """
    worth = rarity * (mine.depth + theirs.depth)
    if mine.is_phrase or (mine.is_name and theirs.is_name):
        return worth * 3 // 2
    return worth if mine.depth and theirs.depth else 0


def rarity_of(number: int) -> int:
    """Return 7 for what two items have, 6 for three or four, 5 up to eight … 1 up to 128."""
    return COMMON.bit_length() - (number - 1).bit_length()
