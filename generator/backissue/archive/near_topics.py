"""Topics that may be meant as one: names that differ in a letter or in the order of words, or abbreviate another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from backissue.archive.topic_names import Path, topic_path
from backissue.text import topic_key

SHORTEST = 5
"""Letters from which on one that differs may be a slip: of shorter words, most are a letter away from another."""
LONGEST = 80
"""Letters of the longest names that are compared letter by letter."""
A_LETTER_AWAY = "a letter away"
"""What most often is a slip of the finger."""
_SHORTEST_INITIALS, _LONGEST_INITIALS = 2, 6


class Near(NamedTuple):
    """Two topics that may be one, the one with more items first, and what they have in common."""

    kept: str
    other: str
    why: str


def near_topics(counts: Mapping[str, int]) -> list[Near]:
    """Return which topics, given with the number of their items, may be meant as one, each pair once.

    The work grows with the letters of all names. What several share is compared in a row, from the one with most items
    on, and not each with each.
    """
    names = sorted(counts, key=lambda name: (-counts[name], name))
    ways: list[tuple[Callable[[str], Iterable[str]], Callable[[str, str], bool], str]] = [
        (_shortened, is_a_letter_away, A_LETTER_AWAY),
        (_sorted_words, lambda _one, _other: True, "the same words"),
        (_own_name, _is_elsewhere, "the same name elsewhere"),
        (_initials, _is_short_for, "its initials"),
    ]
    found: dict[tuple[str, str], Near] = {}
    for keys, fits, why in ways:
        for one, other in _pairs(names, keys):
            if fits(one, other):
                found.setdefault((one, other), Near(one, other, why))
    rank = {name: at for at, name in enumerate(names)}
    return sorted(found.values(), key=lambda near: (rank[near.kept], rank[near.other]))


def is_a_letter_away(one: str, other: str) -> bool:
    """Return whether names differ in one letter: another, one more, or two that changed places. A digit is no slip.

    >>> is_a_letter_away("Reasoning", "Reasonning"), is_a_letter_away("Agents", "Agnets")
    (True, True)
    >>> is_a_letter_away("GPT-3 models", "GPT-4 models"), is_a_letter_away("Music", "Logic")
    (False, False)
    """
    short, long = sorted(map(topic_key, (one, other)), key=len)
    if len(long) < SHORTEST or short == long:
        return False
    at = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if long[at].isdigit() or short[at : at + 1].isdigit():
        return False
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    return short[at + 1 :] == long[at + 1 :] or (
        short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    )


def _pairs(names: Iterable[str], keys: Callable[[str], Iterable[str]]) -> Iterator[tuple[str, str]]:
    """Yield names that have a key in common, in their order."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        for key in {*keys(name)}:
            groups[key].append(name)
    for group in groups.values():
        yield from pairwise(group)


def _shortened(name: str) -> Iterator[str]:
    """Yield a name's key, and the key without each of its letters: names a letter away have one of these in common."""
    key = topic_key(name)
    if SHORTEST - 1 <= len(key) <= LONGEST:
        yield key
        yield from (key[:at] + key[at + 1 :] for at in range(len(key)))


def _sorted_words(name: str) -> list[str]:
    words = sorted(word for part in topic_path(name) for word in part.casefold().replace("-", " ").split())
    return [" ".join(words)]


def _path(name: str) -> Path:
    return topic_path(name) or (name,)


def _own_name(name: str) -> list[str]:
    return [topic_key(_path(name)[-1])]


def _is_elsewhere(one: str, other: str) -> bool:
    """Return whether one of two namesakes is part of another topic and one is not."""
    return (len(_path(one)) > 1) != (len(_path(other)) > 1)


def _initials(name: str) -> list[str]:
    """Return what a name may be short for or be shortened to, if it is one word of capitals, or several words."""
    own = _path(name)[-1]
    words = own.replace("-", " ").split()
    if len(words) > 1:
        return ["".join(word[0] for word in words).casefold()]
    return [own.casefold()] if own.isupper() and _SHORTEST_INITIALS <= len(own) <= _LONGEST_INITIALS else []


def _is_short_for(one: str, other: str) -> bool:
    """Return whether just one of two names with the same initials is made of these alone."""
    return (" " in _path(one)[-1].replace("-", " ")) != (" " in _path(other)[-1].replace("-", " "))
