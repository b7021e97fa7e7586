"""The terms of a text: runs of one to three words, how often it comes back to them, and whether they are names.

Terms are kept as numbers, by which those of thousands of texts are counted without a look at the words.
"""

from __future__ import annotations

from array import array
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import accumulate, chain, pairwise, product
from typing import Any, NamedTuple, Self

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
    counts: Counter[int] = Counter()
    first: dict[int, _Place] = {}
    called: dict[str, None] = {}
    for run in text:
        names = [word.is_name for word in run]
        begins = [word.begins for word in run]
        called.update((word.key, None) for word, is_name in zip(run, names, strict=True) if is_name)
        by_length = [_numbers_of(run)]
        for length in range(1, LONGEST + 1):
            terms = by_length[-1]
            counts.update(terms)
            for start, term in enumerate(terms):
                known = first.get(term)
                if known is None or (known.begins and not begins[start]):
                    first[term] = _Place(run, start, length, begins[start], True in names[start : start + length])
            by_length.append(_longer(terms, by_length[0][length:]))
    share = max(1, sum(map(len, text)) // ORDINARY)
    used: list[list[int]] = [[] for _ in range(len(USES) + 1)]
    for term, place in first.items():
        at = -1
        if often := counts[term] // share:
            at = _PLACE[min(often.bit_length() - 1, DEEPEST), place.is_name, place.length > 1]
        used[at].append(term)
    return PageTerms(
        numbers=array("Q", chain.from_iterable(used)),
        sizes=[*map(len, used[:-1])],
        names=[first[term].name for terms in used[:-2] for term in terms],
        repeated=array("Q", (term for term, number in counts.items() if number > 1)),
        called=_numbers(called),
        runs="\n".join(" ".join(f"{_BEGINS * word.begins}{word.written}" for word in run) for run in text),
    )


class _Place(NamedTuple):
    """Where a term stands: its run, the first of its words there and how many it has; what it is like there."""

    run: Sequence[Word]
    start: int
    length: int
    begins: bool
    is_name: bool

    @property
    def name(self) -> str:
        """The term as the keys of its words."""
        return " ".join([word.key for word in self.run[self.start : self.start + self.length]])


def _numbers_of(run: Sequence[Word]) -> list[int]:
    """Return the numbers of words."""
    return [_number_of_word(word.key) for word in run]


def _longer(terms: Sequence[int], behind: Sequence[int]) -> list[int]:
    """Return the numbers of terms with the words that stand behind them."""
    return [(term * _FACTOR + word) % _PRIME for term, word in zip(terms, behind, strict=False)]


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
