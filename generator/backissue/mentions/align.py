"""Where and how well the words of a title stand in what was said: a local alignment of the two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from backissue.mentions.spoken_tokens import MISSED, Sound, alike, sound

SKIPPED = 6.0
"""Bits lost for each word of either side that stands between words that agree."""
TELLING = 5.0
"""Bits of a word that is worth to be looked for by its sound. One that tells less is found as it is or missed."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which words of a title were heard, and where.

    ``pairs`` are a position in the title, one in what was said, and how many words were said there for the title's one.
    """

    bits: float
    pairs: tuple[tuple[int, int, int], ...]

    def place(self, first: int) -> range:
        """Return the words from the first that agrees to the last, in a text in which ``first`` is what was said."""
        return range(first + self.pairs[0][1], first + sum(self.pairs[-1][1:]))


class _Match(NamedTuple):
    """A word of the title that was heard: the most bits that end with it, what they are made of, and where it ends."""

    bits: float
    row: int
    start: int
    end: int
    before: _Match | None


def align(title: Sequence[str], said: Sequence[str], worth: Sequence[float]) -> Alignment | None:
    """Return the part of ``said`` that the title fits best; ``worth`` are the bits of each word of the title.

    The method is that of Smith & Waterman 1981, with words for residues, over the places where words agree: between
    two of them the bits only fall. ``None`` where no word agrees.
    """
    ends: list[_Match] = []
    best: _Match | None = None
    sounds = [*map(sound, said)]
    for row, (word, bits) in enumerate(zip(title, worth, strict=True)):
        here = []
        for start, end, likely in _heard(word, sounds, by_sound=bits > TELLING):
            most, before = _best_before(ends, row, start)
            here.append(_Match(most + bits * likely, row, start, end, before))
        ends += here
        best = max((best, *here) if best else here, key=lambda match: match.bits, default=best)
    return Alignment(best.bits, tuple(_way(best))) if best else None


def _best_before(ends: Sequence[_Match], row: int, start: int) -> tuple[float, _Match | None]:
    """Return the most bits with which a match in ``row`` at ``start`` can go on, and the match that they end with."""
    most, before = 0.0, None
    for match in ends:
        if match.end <= start:
            left = match.bits - SKIPPED * (row - match.row - 1 + start - match.end)
            if left > most:
                most, before = left, match
    return most, before


def _heard(word: str, said: Sequence[Sound], *, by_sound: bool) -> Iterator[tuple[int, int, float]]:
    """Yield where a word of the title was heard, in one piece or in two, and how likely that is it."""
    own, before = sound(word), ""
    length = len(own.spelled)
    for at, other in enumerate(said):
        heard, bare, spelled, letters = other
        if heard == word:
            yield at, at + 1, 1.0
        elif before and before + heard == word:
            yield at - 1, at + 1, 1.0
        elif by_sound:
            # Most words lack so many letters of this one that nothing more need be asked.
            lacking = (own.letters & ~letters).bit_count()
            is_likely = bare == own.bare or lacking <= MISSED * max(length, len(spelled))
            if is_likely and (likely := alike(own, other)):
                yield at, at + 1, likely
        before = heard


def _way(last: _Match) -> list[tuple[int, int, int]]:
    way = []
    match: _Match | None = last
    while match:
        way.append((match.row, match.start, match.end - match.start))
        match = match.before
    return way[::-1]
