"""How much a run of words tells: the bits by which it surprises, as the archive's own texts have it.

A word is worth what it tells behind the word before it, -log2 p(word | before), with the probabilities of pairs
smoothed towards those of single words by a Dirichlet prior (MacKay & Peto 1995, "A hierarchical Dirichlet language
model"). So "large language models" tells little in an archive that is full of them, and "closed-form continuous" much.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from itertools import pairwise
from math import log2

PRIOR = 4
"""The strength of the prior: the number of pairs that a single word's own frequency counts for."""
OFTEN = 3
"""Times that a word counts in one spoken text at the most."""


class Surprise:
    """The bits of words, learned from the texts of an archive.

    Args:
        written: the words of each text that is written.
        spoken: those of each that is spoken. What is said in one again and again becomes no habit by that: a pair
            counts once, and a word :data:`OFTEN` at the most.
        pairs: the pairs of words that will be asked for; no others are counted.
    """

    def __init__(
        self, written: Iterable[Sequence[str]], spoken: Iterable[Sequence[str]], pairs: Container[tuple[str, str]]
    ) -> None:
        self._words: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()
        for text in written:
            self._words.update(text)
            self._pairs.update(pair for pair in pairwise(text) if pair in pairs)
        for text in spoken:
            self._words.update({word: min(number, OFTEN) for word, number in Counter(text).items()})
            self._pairs.update({pair for pair in pairwise(text) if pair in pairs})
        self._total = sum(self._words.values()) + 1

    def alone(self, word: str) -> float:
        """Return the bits of a word by itself."""
        return -log2(self._share(word))

    def behind(self, word: str, before: str) -> float:
        """Return the bits of a word behind another. A pair found in a single place is no habit of the language yet."""
        pairs = max(self._pairs[before, word] - 1, 0)
        return -log2((pairs + PRIOR * self._share(word)) / (self._words[before] + PRIOR))

    def _share(self, word: str) -> float:
        return (self._words[word] + 0.5) / self._total
