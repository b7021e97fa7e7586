"""How well cuts agree with the places where stories begin: positions of units, the first of a text not counted."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from statistics import fmean


@dataclass(frozen=True, slots=True)
class Score:
    """How one text was cut: hits within one unit and within three, windows that are wrong, and those without a cut."""

    found: int
    wanted: int
    hits: int
    hits_near: int
    window_diff: float
    pk: float
    uncut: float


def score(found: Sequence[int], wanted: Sequence[int], units: int) -> Score:
    """Return how well ``found`` agrees with ``wanted``, both ascending, in a text of so many units.

    WindowDiff (Pevzner and Hearst 2002) is the share of windows of half a mean segment in which the number of cuts is
    wrong; Pk (Beeferman et al. 1999) that in which it is wrongly none or not none.
    """
    width = max(2, round(units / (len(wanted) + 1) / 2))
    one, other = (_inside(cuts, width, units) for cuts in (found, wanted))
    return Score(
        len(found),
        len(wanted),
        hits(found, wanted, 1),
        hits(found, wanted, 3),
        fmean(a != b for a, b in zip(one, other, strict=True)),
        fmean((not a) != (not b) for a, b in zip(one, other, strict=True)),
        fmean(b > 0 for b in other),
    )


def hits(found: Sequence[int], wanted: Sequence[int], near: int) -> int:
    """Return how many of ``wanted`` have a cut within ``near`` units, one to one."""
    number = at = 0
    for place in wanted:
        while at < len(found) and found[at] < place - near:
            at += 1
        if at < len(found) and found[at] <= place + near:
            number, at = number + 1, at + 1
    return number


def _inside(cuts: Sequence[int], width: int, units: int) -> list[int]:
    """Return how many cuts each window has within it: between its first unit and the one ``width`` further."""
    marks = [0] * (units + 1)
    for cut in cuts:
        marks[cut + 1] += 1
    until = list(accumulate(marks))  # cuts before each unit
    return [until[at + width + 1] - until[at + 1] for at in range(max(1, units - width))]


def f1(scores: Sequence[Score]) -> float:
    """Return F1 within one unit over all cuts of the texts."""
    both = sum(one.found + one.wanted for one in scores)
    return 2 * sum(one.hits for one in scores) / both if both else 0.0


def worse(scores: Sequence[Score]) -> float:
    """Return the share of texts on which WindowDiff is worse than that of no cut at all."""
    return fmean(one.window_diff > one.uncut for one in scores)


def interval(scores: Sequence[Score], value: Callable[[Sequence[Score]], float]) -> tuple[float, float]:
    """Return the 95 % interval of a value over texts, by 1,000 samples of them with replacement, always the same."""
    chance = random.Random(len(scores))
    drawn = sorted(value(chance.choices(scores, k=len(scores))) for _ in range(1000))
    return drawn[25], drawn[974]
