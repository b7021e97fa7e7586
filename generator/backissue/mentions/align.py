"""Where and how well the words of a title stand in what was said: a local alignment of the two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backissue.mentions.spoken_tokens import likeness

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


def align(title: Sequence[str], said: Sequence[str], worth: Sequence[float]) -> Alignment | None:
    """Return the part of ``said`` that the title fits best; ``worth`` are the bits of each word of the title.

    The method is that of Smith & Waterman 1981, with words for residues. ``None`` where no word agrees.
    """
    best = Alignment(0, ())
    table = [[Alignment(0, ())] * (len(said) + 1) for _ in range(len(title) + 1)]
    for row, word in enumerate(title, 1):
        for column in range(1, len(said) + 1):
            agreement = _agreement(word, said, column - 1, by_sound=worth[row - 1] > TELLING)
            state = _better(table, row, column, agreement, worth[row - 1])
            table[row][column] = state
            if state.bits > best.bits:
                best = state
    return best if best.pairs else None


def _agreement(word: str, said: Sequence[str], at: int, *, by_sound: bool) -> tuple[float, int]:
    """Return how well a word of the title agrees with what was said at ``at``, and how many words that is, 1 or 2."""
    single = likeness(word, said[at]) if by_sound else float(word == said[at])
    if single < 1 and at > 0 and f"{said[at - 1]}{said[at]}" == word:
        return 1.0, 2
    return single, 1


def _better(
    table: list[list[Alignment]], row: int, column: int, agreement: tuple[float, int], bits: float
) -> Alignment:
    skipped = max(table[row - 1][column], table[row][column - 1], key=lambda state: state.bits)
    options = [Alignment(max(0, skipped.bits - SKIPPED), skipped.pairs if skipped.bits > SKIPPED else ())]
    likely, width = agreement
    if likely:
        before = table[row - 1][column - width]
        options.append(Alignment(before.bits + bits * likely, (*before.pairs, (row - 1, column - width, width))))
    return max(options, key=lambda state: state.bits)
