"""Shares with their intervals: how many of what there is were found, and how many of what was found is right."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import NamedTuple

DRAWS = 1000
"""Times that texts are drawn anew, each with a chance of one draw in their number."""
OUTSIDE = 0.025
"""The share of the draws below an interval, and of those above."""


class Share(NamedTuple):
    """A part and the whole of each text."""

    part: int
    whole: int


class Interval(NamedTuple):
    """A share of all texts together, and the values between which 95 of 100 draws of as many texts have it."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.2f} ({self.low:.2f}-{self.high:.2f})"


def interval(texts: Sequence[Share]) -> Interval:
    """Return the share that texts have together, with an interval by the bootstrap (Efron 1979) over texts.

    Texts without a whole count for nothing; where none has one the share is 1.

    >>> interval([Share(1, 2), Share(1, 2)])
    Interval(value=0.5, low=0.5, high=0.5)
    """
    chance = random.Random(1979)
    drawn = sorted(_share(chance.choices(texts, k=len(texts))) for _ in range(DRAWS)) if texts else [1.0]
    last = len(drawn) - 1
    return Interval(_share(texts), drawn[round(OUTSIDE * last)], drawn[round((1 - OUTSIDE) * last)])


def _share(texts: Sequence[Share]) -> float:
    whole = sum(one.whole for one in texts)
    return sum(one.part for one in texts) / whole if whole else 1.0
