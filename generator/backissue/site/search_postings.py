"""Postings: which words stand in which passages, how often, and how that is written in few letters.

A passage is three times its number, plus a mark: 0 where a word stands once in it, 1 for two or three times, 2 for more
often.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, product
from operator import sub
from typing import NamedTuple

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_MARKS = ("", "+", "*")
"""What stands behind the number of a passage that has a word once, two or three times, and more often."""


class Numbers(dict[str, int]):
    """Words, each with a number of its own, which it gets when it is first asked for."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


class Passage(NamedTuple):
    """The words of a passage by their numbers, and a mark for each: 0 where it stands once, 1 or 2 for more often."""

    words: array[int]
    marks: bytes


@dataclass(slots=True)
class Words:
    """All words: in which passages each stands how often, in which titles, and which may be meant by a misspelling."""

    numbers: Numbers = field(default_factory=Numbers)
    passages: list[list[int]] = field(default_factory=list)
    titles: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    spelt: set[int] = field(default_factory=set)

    def packed(self, often: Mapping[str, int]) -> Passage:
        """Return a passage in a tenth of the memory that its words take."""
        return Passage(self.numbers_of(often), bytes(often.values()))

    def numbers_of(self, words: Iterable[str]) -> array[int]:
        """Return the numbers of words, which new ones get."""
        return array("I", map(self.numbers.__getitem__, words))

    def add(self, number: int, passage: Passage) -> None:
        """Note the words of a passage that comes after all that were added."""
        self._grow()
        base, passages = number * 3, self.passages
        for word, mark in zip(passage.words, passage.marks, strict=True):
            passages[word].append(base + mark)

    def add_late(self, number: int, word: str) -> None:
        """Note a word of a passage that is not the last one."""
        at_word = self.numbers[word]
        self._grow()
        places = self.passages[at_word]
        at = bisect_left(places, number * 3)
        if at == len(places) or places[at] // 3 != number:
            places.insert(at, number * 3)

    def _grow(self) -> None:
        self.passages += ([] for _ in range(len(self.numbers) - len(self.passages)))

    def places(self, word: str) -> Sequence[int]:
        """Return the passages that have a word, each three times its number and the mark."""
        number = self.numbers.get(word, len(self.passages))
        return self.passages[number] if number < len(self.passages) else ()


def distances(numbers: Sequence[int], step: int) -> str:
    """Return rising numbers as distances; a number carries its mark in what is over the multiples of ``step``."""
    starts = chain((0,), (number - number % step for number in numbers))
    distances, known = [*map(sub, numbers, starts)], _short(step)
    try:
        return " ".join([known[distance] for distance in distances])
    except IndexError:
        return " ".join([base36(distance // step) + _MARKS[distance % step] for distance in distances])


def base36(number: int) -> str:
    """Return a number that is not negative to the base of 36.

    >>> base36(0), base36(35), base36(36)
    ('0', 'z', '10')
    """
    digits = _DIGITS[number % 36]
    while number := number // 36:
        digits = _DIGITS[number % 36] + digits
    return digits


@lru_cache(maxsize=2)
def _short(step: int) -> Sequence[str]:
    """Return how the distances below 36³ are written, which most are: plain numbers, or one for each mark."""
    numbers = [
        *_DIGITS,
        *map("".join, product(_DIGITS[1:], _DIGITS)),
        *map("".join, product(_DIGITS[1:], _DIGITS, _DIGITS)),
    ]
    return numbers if step == 1 else [f"{digits}{mark}" for digits in numbers for mark in _MARKS]
