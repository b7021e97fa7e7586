"""How much words tell: the bits by which they surprise in the archive.

A word is worth what it tells behind the word before it, -log2 p(word | before), with the probabilities of pairs
smoothed towards those of single words by a Dirichlet prior (MacKay & Peto 1995, "A hierarchical Dirichlet language
model"). So "large language models" tells little in an archive that is full of them, and "closed-form continuous" much.

Large counts are rounded, and so are bits: a word more or less somewhere in the archive leaves nearly all bits as they
were, and sums of bits are exact in whatever order they are made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import log2
from typing import Self, TypeAlias

PRIOR = 4
"""The strength of the prior: the number of pairs that a single word's own frequency counts for."""
OFTEN = 3
"""Times that a word counts in one spoken text at the most."""
STEPS = 8
"""The steps of a bit."""
DIGITS = 5
"""Binary digits of a count that are kept: it is right to within three parts in a hundred, 0.05 bits."""


Texts: TypeAlias = tuple[Sequence[Sequence[str]], Sequence[Sequence[str]]]
"""Texts as words: those that were written, and those that were spoken."""


class Surprise:
    """The bits of words, learned from the texts of an archive: ``written``, and ``spoken``, as words.

    What is said in a spoken text again and again becomes no habit by that: a pair counts once, and a word
    :data:`OFTEN` at the most. Only those ``pairs`` are counted that will be asked for.
    """

    def __init__(
        self, written: Iterable[Sequence[str]], spoken: Iterable[Sequence[str]], pairs: set[tuple[str, str]]
    ) -> None:
        self._words: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()
        self._wanted = pairs
        for text in written:
            self._words.update(text)
            self._pairs.update(filter(pairs.__contains__, pairwise(text)))
        for text in spoken:
            self._words.update(_at_most(OFTEN, Counter(text)))
            self._pairs.update(pairs.intersection(pairwise(text)))
        self._begin()

    def _begin(self) -> None:
        self._total = rough(self._words.total() + 1)
        self._alone: dict[str, float] = {}
        self._behind: dict[tuple[str, str], float] = {}

    def dumped(self) -> list[dict[str, int]]:
        """Return what was counted as JSON can hold it."""
        return [dict(+self._words), {f"{before} {word}": number for (before, word), number in (+self._pairs).items()}]

    @classmethod
    def loaded(cls, dumped: Sequence[Mapping[str, int]], pairs: set[tuple[str, str]]) -> Self:
        """Return what :meth:`dumped` gave; ``pairs`` are those that were counted."""
        found = cls((), (), pairs)
        words, counted = dumped
        found._words.update(words)
        for pair, number in counted.items():
            before, _, word = pair.partition(" ")
            found._pairs[before, word] = number
        found._begin()
        return found

    def changed(self, gone: Texts, come: Texts) -> tuple[Surprise, set[str] | None]:
        """Return what is known once some texts have gone and others have come, and the words that tell another thing.

        These are the words whose bits differ, of themselves, or behind a word or before one; ``None`` where all may.
        """
        less, more = Surprise(*gone, self._wanted), Surprise(*come, self._wanted)
        found = Surprise((), (), self._wanted)
        found._words, found._pairs = self._words.copy(), self._pairs.copy()
        found._words.subtract(less._words)
        found._pairs.subtract(less._pairs)
        found._words.update(more._words)
        found._pairs.update(more._pairs)
        found._begin()
        if found._total != self._total:
            return found, None
        words, pairs = less._words.keys() | more._words.keys(), less._pairs.keys() | more._pairs.keys()
        moved = {word for word in words if rough(self._words[word]) != rough(found._words[word])}
        return found, moved | {pair[1] for pair in pairs if self._often(pair) != found._often(pair)}

    def _often(self, pair: tuple[str, str]) -> int:
        """Return how often a pair counts. One found in a single place is no habit of the language yet."""
        return max(rough(self._pairs[pair]) - 1, 0)

    def alone(self, word: str) -> float:
        """Return the bits of a word by itself."""
        if (known := self._alone.get(word)) is None:
            known = self._alone[word] = _bits(self._share(word))
        return known

    def behind(self, before: str, word: str) -> float:
        """Return the bits of a word behind another."""
        if (known := self._behind.get((before, word))) is None:
            share = (self._often((before, word)) + PRIOR * self._share(word)) / (rough(self._words[before]) + PRIOR)
            known = self._behind[before, word] = _bits(share)
        return known

    def _share(self, word: str) -> float:
        return (rough(self._words[word]) + 0.5) / self._total


def _at_most(most: int, counts: Mapping[str, int]) -> dict[str, int]:
    return {word: min(number, most) for word, number in counts.items()}


def _bits(share: float) -> float:
    return round(-log2(share) * STEPS) / STEPS


def rough(number: int) -> int:
    """Return a count with its first digits only.

    >>> rough(31), rough(33), rough(1_000_000)
    (31, 32, 983040)
    """
    beyond = max(0, number.bit_length() - DIGITS)
    return number >> beyond << beyond
