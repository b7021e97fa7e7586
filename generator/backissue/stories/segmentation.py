"""The stories of a transcript: the beginnings that together have most evidence, none of them a scrap; its paragraphs.

Paragraphs are about as long as people write them, parted where a sentence refers back least.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from backissue.stories.cue_phrases import FAREWELLS, GREETINGS, has_any, normalise, opening, reference_back
from backissue.stories.decision import sure_cuts
from backissue.stories.evidence import candidates, evidence
from backissue.stories.headings import headings
from backissue.stories.units import Unit, is_punctuated, is_understood

LEAST = 340
"""Words, above two minutes: a text with less is not cut."""
_OPENING = 400
"""Words, about two minutes, in which there may be a greeting or what leads from an opening to the first story."""
_ENDING = 12
"""Units in which a farewell is looked for."""
FEWEST = 3
"""Stories; with fewer, a text is one conversation in which something was mentioned."""
THANKS = 15
"""Words of a turn, at most, that only answer the one before, so that a story behind them begins with the turn."""
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
    """A story: the position of the unit that it begins with, and its heading in plain text, none for an opening.

    ``tells`` says whether the heading tells what the story is about; what stands behind a phrase that an archive's own
    configuration names does.
    """

    start: int
    heading: str = ""
    tells: bool = True


def segment(units: Sequence[Unit]) -> tuple[Story, ...]:
    """Divide a transcript into stories, the first of which is what is said before them. A short text is one story."""
    begins = beginnings(units)
    last = farewell([normalise(unit.text) for unit in units])
    if sum(unit.length for unit in units[last:]) < LONG:
        begins = [at for at in begins if at != last]
    if len(begins) <= FEWEST and not any(units[at].announces for at in begins):
        return (Story(0),)
    texts = [[unit.matter for unit in units[at:end]] for at, end in pairwise([*begins, len(units)])]
    found = zip(begins, headings(texts, {unit.speaker for unit in units}), strict=True)
    return (
        Story(0),
        *(Story(at, one.text, tells=one.tells or units[at].announces > 0) for at, one in [*found][1:]),
    )


def beginnings(units: Sequence[Unit]) -> list[int]:
    """Return the units at which a story begins, ascending; the first story begins with the opening, at unit 0.

    A farewell counts as one. None but 0 where the text is short, or does not show where its stories begin; in a
    language that we do not know only an archive's own phrases show it. The time is linear in the length of the text.
    """
    counts = [unit.length for unit in units]
    if sum(counts) < LEAST:
        return [0] if units else []
    said = [normalise(unit.text) for unit in units]
    first, last = opening_end(said, counts), farewell(said)
    starts = [at for at in candidates(units) if at == 0 or first < at < last]
    if is_understood(units):
        found = sure_cuts(units[:last], starts, evidence(units, starts))
    else:
        found = [at for at in starts if at and units[at].announces]
    found = sorted({at for at in (_turn_of(units, at) for at in found) if at > first})
    return [0, *found, *([last] if found and last < len(units) else [])]


def _turn_of(units: Sequence[Unit], at: int) -> int:
    """Return the beginning of the turn, where only a few words stand before ``at`` in it: they answer what was said."""
    start, words = at, 0
    while not units[start].turn and start and words <= THANKS:
        start -= 1
        words += units[start].length
    return start if units[start].turn and words <= THANKS else at


def opening_end(said: Sequence[str], counts: Sequence[int]) -> int:
    """Return the last unit of the opening: that greets, or says goodbye so early; else the first."""
    soon = (at for at, end in enumerate(accumulate(counts)) if end <= _OPENING)
    return max((at for at in soon if has_any(said[at], *GREETINGS)), default=0)


def farewell(said: Sequence[str]) -> int:
    """Return the unit at which those who speak begin to say goodbye; the number of units where they do not."""
    begin = max(0, len(said) - _ENDING)
    return next((at for at in range(begin, len(said)) if has_any(said[at], *FAREWELLS)), len(said))


def paragraphs(units: Sequence[Unit]) -> list[tuple[int, int]]:
    """Return the units in paragraphs, as spans of positions; no unit is broken.

    A dynamic programme: of all partings, the one that is least off ``WANTED``, words that refer back weighing against.
    The time is linear, since a paragraph has few units.
    """
    whole = is_punctuated(units)
    costs = [_COHESION * _tie(unit) + _SENTENCE * (unit.inside and whole) for unit in units]
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


def _tie(unit: Unit) -> float:
    """Return how much a unit goes on with the one before it."""
    said = normalise(unit.text)
    if unit.announces:
        return -2.0
    return -reference_back(said, known=False) - min(opening(said), 2.0)


def _way(previous: Sequence[int], last: int) -> list[int]:
    """Return the positions from 0 to ``last``, of which each names the one before it."""
    way = [last]
    while way[-1]:
        way.append(previous[way[-1]])
    return way[::-1]
