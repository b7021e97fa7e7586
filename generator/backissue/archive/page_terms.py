"""The terms of a text: runs of one to three words, how often it comes back to them, and whether they are names.

Terms are kept as numbers, by which those of thousands of texts are counted without a look at the words.
"""

from __future__ import annotations

from array import array
from base64 import b64decode, b64encode
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import accumulate, pairwise, product
from typing import Any, Self

from backissue.archive.terms import Word, key

LONGEST = 3
"""Words of the longest term."""

ORDINARY = 250
"""Words of a text in which a term counts each time. In one twice as long it counts half as much."""

DEEPEST = 2
_PRIME, _FACTOR = (1 << 61) - 1, 1_000_003


@dataclass(frozen=True, slots=True, eq=False)
class Use:
    """How a text uses a term: how deep it goes into it, whether it is a name there, and whether it is a phrase.

    ``depth`` is 0 for a term that is only named, 1 where the text comes back to it, 2 where it does so again and again.
    There is one object for each way, and ``place`` is its place among :data:`USES`.
    """

    place: int
    depth: int
    is_name: bool
    is_phrase: bool


USES = tuple(
    Use(place, depth, is_name, is_phrase)
    for place, (depth, is_name, is_phrase) in enumerate(product(range(DEEPEST, -1, -1), (True, False), (True, False)))
)
"""All ways to use a term. The last is that of most words: what is named once, and is no name and no phrase."""


@dataclass(frozen=True, slots=True)
class PageTerms:
    """The terms of a text as numbers, in the order of :data:`USES`, and how many there are of each use.

    ``names`` are the terms as keys of their words, but for those of the last use. Behind them come those that a long
    text names in passing; how it uses these does not matter. Those that are ``repeated`` stand in the text twice, and
    ``called`` are words that are names. ``runs`` is the text in words.
    """

    numbers: array[int]
    sizes: Sequence[int]
    names: Sequence[str]
    repeated: array[int]
    called: array[int]
    runs: str

    def by_use(self) -> Iterator[tuple[Use, array[int]]]:
        """Yield the terms of each way to use them."""
        for use, (start, end) in zip(USES, pairwise(accumulate(self.sizes, initial=0)), strict=True):
            if start < end:
                yield use, self.numbers[start:end]

    def written(self, term: str) -> str:
        """Return how the text writes a term: as within a sentence, if it stands there."""
        words = term.split(" ")
        found: list[str] = []
        for run in self.runs.split("\n"):
            pieces = run.split(" ")
            keys = [key(piece.removeprefix(_BEGINS)) for piece in pieces]
            for start in range(len(pieces) - len(words) + 1):
                if keys[start : start + len(words)] == words:
                    here = pieces[start : start + len(words)]
                    if not here[0].startswith(_BEGINS):
                        return _plain(here)
                    found = found or here
        return _plain(found)

    def packed(self) -> list[Any]:
        """Return the terms as JSON can hold them."""
        numbers = (b64encode(part.tobytes()).decode() for part in (self.numbers, self.repeated, self.called))
        return [*numbers, [*self.sizes], "\n".join(self.names), self.runs]

    @classmethod
    def unpacked(cls, packed: Sequence[Any]) -> Self:
        """Return the terms that :meth:`packed` gave."""
        *parts, sizes, names, runs = packed
        numbers, repeated, called = (array("Q", b64decode(part)) for part in parts)
        return cls(numbers, sizes, names.split("\n") if names else [], repeated, called, runs)


_BEGINS = "^"
"""Stands before a word that begins a sentence. No word has it."""


def _plain(pieces: Sequence[str]) -> str:
    return " ".join(Word(piece.removeprefix(_BEGINS), "", begins=False).plain for piece in pieces)


def terms_of(text: Sequence[Sequence[Word]]) -> PageTerms:
    """Return the terms of a text, given in runs of words."""
    counts: defaultdict[str, int] = defaultdict(int)
    first: dict[str, Sequence[Word]] = {}
    for run in text:
        for start, word in enumerate(run):
            term = ""
            for end in range(start + 1, min(start + LONGEST, len(run)) + 1):
                term = f"{term} {run[end - 1].key}" if term else word.key
                counts[term] += 1
                if term not in first or (first[term][0].begins and not word.begins):
                    first[term] = run[start:end]
    share = max(1, sum(map(len, text)) // ORDINARY)
    used: list[list[str]] = [[] for _ in range(len(USES) + 1)]
    for term, words in first.items():
        place = -1
        if often := counts[term] // share:
            depth = min(often.bit_length() - 1, DEEPEST)
            place = _PLACE[depth, any(word.is_name for word in words), len(words) > 1]
        used[place].append(term)
    return PageTerms(
        numbers=_numbers(term for terms in used for term in terms),
        sizes=[*map(len, used[:-1])],
        names=[term for terms in used[:-2] for term in terms],
        repeated=_numbers(term for term, number in counts.items() if number > 1),
        called=_numbers({word.key: None for run in text for word in run if word.is_name}),
        runs="\n".join(" ".join(f"{_BEGINS * word.begins}{word.written}" for word in run) for run in text),
    )


_PLACE = {(use.depth, use.is_name, use.is_phrase): use.place for use in USES}


def _numbers(terms: Iterable[str]) -> array[int]:
    return array("Q", map(number_of, terms))


def number_of(term: str) -> int:
    """Return the number of a term: of other terms it is another, but for one chance in 10^18."""
    number = 0
    for word in term.split(" "):
        number = (number * _FACTOR + _number_of_word(word)) % _PRIME
    return number


@lru_cache(maxsize=1 << 17)
def _number_of_word(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little") % _PRIME
