"""The stories of a transcript: the beginnings that together have most evidence, none of them a scrap; its paragraphs.

Paragraphs are about as long as people write them, parted where a sentence refers back least.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from backissue.stories.cue_phrases import FAREWELLS, GREETINGS, SURE, has_any, normalise, opening, reference_back
from backissue.stories.evidence import evidence
from backissue.stories.headings import headings
from backissue.stories.units import Unit, is_punctuated

ENOUGH = 2.25
"""The evidence a beginning needs: a phrase that news are told with (2), and a little more."""
SHORT = 60
"""Words; a story with less needs more evidence, as two sentences that report news often report the same."""
WORDS = 8
"""Fewer words are no story, but the announcement of one."""
SCRAP = 2.0
"""The further evidence that a story without a word would need."""
LEAST = 600
"""Words, about four minutes: a text with less is not cut."""
_OPENING = 400
"""Words, about two minutes, in which there may be a greeting or what leads from an opening to the first story."""
_ENDING = 12
"""Units in which a farewell is looked for."""
FEWEST = 3
APART = 1000
"""Stories, and words for each at most: with fewer, a text is one conversation in which something was mentioned."""
LONG = 120
"""Words of a farewell that is a section of its own; a shorter one ends the last story."""
FEW, WANTED, MOST = 50, 90, 130
"""Words of a paragraph: a mere rest has less than the first, and one that could be parted no more than the last."""
_COHESION = 20
"""Words that a paragraph may be off its length to be parted one step better; a reference back is two steps."""
_SENTENCE = 1000.0
"""What it costs to part a sentence."""


@dataclass(frozen=True, slots=True)
class Story:
    """A story: the position of the unit that it begins with, and its heading in plain text, none for an opening."""

    start: int
    heading: str = ""


def segment(units: Sequence[Unit]) -> tuple[Story, ...]:
    """Divide a transcript into stories, the first of which is what is said before them. A short text is one story."""
    begins = beginnings(units)
    last = farewell([normalise(unit.text) for unit in units])
    if sum(unit.length for unit in units[last:]) < LONG:
        begins = [at for at in begins if at != last]
    if len(begins) <= FEWEST or APART * len(begins) < sum(unit.length for unit in units):
        return (Story(0),)
    texts = [[unit.text for unit in units[at:end]] for at, end in pairwise([*begins, len(units)])]
    return (Story(0), *map(Story, begins[1:], headings(texts)[1:]))


def beginnings(units: Sequence[Unit]) -> list[int]:
    """Return the units at which a story begins, ascending; the first story begins with the opening, at unit 0.

    A farewell counts as one. None but 0 where the text is short, or a conversation whose subjects nobody announces.
    The time is linear in the length of the text.
    """
    counts = [unit.length for unit in units]
    if sum(counts) < LEAST:
        return [0] if units else []
    said = [normalise(unit.text) for unit in units]
    weights = [weight - ENOUGH for weight in evidence(units)]
    first, last = _opening(said, counts), farewell(said)
    weights = [weight if first < at < last else -math.inf for at, weight in enumerate(weights)]
    found = best_cuts(counts[:last], weights[:last])
    found = [_introduced(at, said, counts, weights, {*found}) for at in found]
    return [0, *found, *([last] if last < len(units) else [])]


def _opening(said: Sequence[str], counts: Sequence[int]) -> int:
    """Return the last unit of the opening: that greets, or says goodbye so early; else the first."""
    soon = (at for at, end in enumerate(accumulate(counts)) if end <= _OPENING)
    return max((at for at in soon if has_any(said[at], *GREETINGS, *FAREWELLS)), default=0)


def farewell(said: Sequence[str]) -> int:
    """Return the unit at which those who speak begin to say goodbye; the number of units where they do not."""
    begin = max(0, len(said) - _ENDING)
    return next((at for at in range(begin, len(said)) if has_any(said[at], *FAREWELLS)), len(said))


def _introduced(at: int, said: Sequence[str], counts: Sequence[int], weights: Sequence[float], cuts: set[int]) -> int:
    """Return where the story at ``at`` is introduced: by an announcement soon before it, or by the unit just before."""
    room = SHORT - counts[at - 1]
    for before in range(at - 1, 0, -1):
        begin = opening(said[before]) if weights[before] > 0 else 0.0
        if before in cuts or room < 0:
            break
        if begin >= SURE or (begin and before == at - 1):
            return before
        room -= counts[before - 1]
    return at


def best_cuts(counts: Sequence[int], weights: Sequence[float]) -> list[int]:
    """Return the units before which to cut, so that the weights of the cuts, less what scraps cost, add up to most.

    A dynamic programme over the beginnings: for each, the best one before it. Those further back than ``SHORT`` words
    cost nothing, so the best of them is carried along.
    """
    place = list(accumulate(counts, initial=0))
    starts = [0, *(at for at in range(1, len(counts)) if weights[at] > 0)]
    value, previous = [0.0], [0]
    far = near = 0
    for number, at in enumerate(starts[1:], 1):
        while place[at] - place[starts[near]] >= SHORT:
            far = max(far, near, key=value.__getitem__)
            near += 1
        options = [(value[far], far)] if near else []
        gaps = ((one, place[at] - place[starts[one]]) for one in range(near, number))
        options += [(value[one] - SCRAP * (1 - gap / SHORT), one) for one, gap in gaps if gap >= WORDS]
        most, one = max(options, default=(-math.inf, 0))
        value.append(most + weights[at])
        previous.append(one)
    last = max(range(len(value)), key=value.__getitem__)
    return [starts[number] for number in _way(previous, last)[1:]]


def paragraphs(units: Sequence[Unit]) -> list[tuple[int, int]]:
    """Return the units in paragraphs, as spans of positions; no unit is broken.

    A dynamic programme: of all partings, the one that is least off ``WANTED``, words that refer back weighing against.
    The time is linear, since a paragraph has few units.
    """
    whole = is_punctuated(units)
    costs = [_COHESION * _tie(unit.text) + _SENTENCE * (unit.inside and whole) for unit in units]
    lengths = [unit.length for unit in units]
    best, begin = [0.0], [0]
    for end in range(1, len(units) + 1):
        options: list[tuple[float, int]] = []
        words = 0
        for start in range(end - 1, -1, -1):
            words += lengths[start]
            misfit = abs(words - WANTED) + 3.0 * max(FEW - words, words - MOST, 0)  # a rest and one too long count more
            options.append((best[start] + misfit + (costs[start] if start else 0), start))
            if words > 2 * MOST:
                break
        cost, start = min(options)
        best.append(cost)
        begin.append(start)
    return list(pairwise(_way(begin, len(units))))


def _tie(text: str) -> float:
    """Return how much a unit goes on with the one before it."""
    said = normalise(text)
    return -reference_back(said, known=False) - min(opening(said), 2.0)


def _way(previous: Sequence[int], last: int) -> list[int]:
    """Return the positions from 0 to ``last``, of which each names the one before it."""
    way = [last]
    while way[-1]:
        way.append(previous[way[-1]])
    return way[::-1]
