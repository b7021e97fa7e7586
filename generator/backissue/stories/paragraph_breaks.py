"""Paragraphs of a story: about as long as people write them, parted where a sentence refers back least."""

from __future__ import annotations

from collections.abc import Sequence

from backissue.stories.cue_phrases import normalise, opening, reference_back
from backissue.stories.units import Unit, is_punctuated

LEAST, WANTED, MOST = 50, 90, 130
"""Words of a paragraph: a mere rest has less than the first, and one that could be parted no more than the last."""

_COHESION = 20
"""Words that a paragraph may be off its length to be parted one step better; a reference back is two steps."""

_SENTENCE = 1000.0
"""What it costs to part a sentence."""


def paragraphs(units: Sequence[Unit]) -> list[tuple[int, int]]:
    """Return the units in paragraphs, as spans of positions; no unit is broken.

    A dynamic programme: of all partings, the one that is least off ``WANTED``, words that refer back weighing against.
    The time is linear, since a paragraph has few units.
    """
    counts = [unit.length for unit in units]
    whole = is_punctuated(units)
    costs = [_COHESION * _tie(unit.text) + _SENTENCE * (unit.inside and whole) for unit in units]
    best, begin = [0.0], [0]
    for end in range(1, len(units) + 1):
        options: list[tuple[float, int]] = []
        words = 0
        for start in range(end - 1, -1, -1):
            words += counts[start]
            options.append((best[start] + _misfit(words) + (costs[start] if start else 0), start))
            if words > 2 * MOST:
                break
        cost, start = min(options)
        best.append(cost)
        begin.append(start)
    return _spans(begin)


def _spans(begin: Sequence[int]) -> list[tuple[int, int]]:
    spans, end = [], len(begin) - 1
    while end:
        spans.append((begin[end], end))
        end = begin[end]
    return spans[::-1]


def _misfit(words: int) -> float:
    """Return how many words a paragraph is off the length that is wanted; a rest and one too long count more."""
    return abs(words - WANTED) + 3.0 * max(LEAST - words, words - MOST, 0)


def _tie(text: str) -> float:
    """Return how much a unit goes on with the one before it."""
    said = normalise(text)
    return -reference_back(said, known=False) - min(opening(said), 2.0)
