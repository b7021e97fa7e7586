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

PRIOR = 4
"""The strength of the prior: the number of pairs that a single word's own frequency counts for."""
OFTEN = 3
"""Times that a word counts in one spoken text at the most."""
STEPS = 8
"""The steps of a bit."""
DIGITS = 5
"""Binary digits of a count that are kept: it is right to within three parts in a hundred, 0.05 bits."""


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
        for text in written:
            self._words.update(text)
            self._pairs.update(filter(pairs.__contains__, pairwise(text)))
        for text in spoken:
            self._words.update(_at_most(OFTEN, Counter(text)))
            self._pairs.update(pairs.intersection(pairwise(text)))
        self._total = rough(self._words.total() + 1)
        self._alone: dict[str, float] = {}
        self._behind: dict[tuple[str, str], float] = {}

    def alone(self, word: str) -> float:
        """Return the bits of a word by itself."""
        if (known := self._alone.get(word)) is None:
            known = self._alone[word] = _bits(self._share(word))
        return known

    def behind(self, before: str, word: str) -> float:
        """Return the bits of a word behind another. A pair found in a single place is no habit of the language yet."""
        if (known := self._behind.get((before, word))) is None:
            pairs = max(rough(self._pairs[before, word]) - 1, 0)
            share = (pairs + PRIOR * self._share(word)) / (rough(self._words[before]) + PRIOR)
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
