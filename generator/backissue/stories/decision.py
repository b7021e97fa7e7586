"""Which beginnings of stories are sure: how far vocabulary and evidence agree in a text decides how much each weighs.

The same phrases mark nearly every story of a news show and hardly any of a lecture, so that no fixed weight does for
both. Here a text shows it itself: the beginnings that are likely by vocabulary and evidence together have more evidence
than other places, or hardly more. By that the evidence is weighed again; by that, too, a text is left whole in which
nothing shows where its stories begin. A conversation is, in which turns could stand in any other order as well.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate, chain, pairwise

from backissue.stories.cohesion import lattice, order
from backissue.stories.evidence import is_dialogue
from backissue.stories.units import Unit, terms

STEP = 0.8
"""What a step of evidence weighs beside the vocabulary at first, as a logarithm of probability; then as much as the
two agree (:func:`agreement`)."""
LEAST_STEP, MOST_STEP = 0.3, 3.5
"""What it weighs in the end, at least and at most."""
SHRINK, SPOKEN = 0.7, 2.0
"""What is taken of the weight that agrees best, since the evidence took part in what it is compared with; and what in a
dialogue, where it is compared at turns alone, so that it is less far apart."""
GROWTH = 1.5
"""The power of it that this is a part of: evidence that hardly agrees is noise, and one that agrees well is surer than
it seems."""
EXPECTED = 1.0
"""Steps of evidence that a beginning has which is neither likely nor unlikely."""
PRIOR = 0.3
"""What is asked of a beginning for each logarithm of the number of places. The paper takes the logarithm of the number
of words as a whole, but has no other evidence."""
BURSTS, BURST = 2500, 0.4
"""Words that are said come in bursts: of those of a text longer than the first, which are not independent, what the
power of the second gives counts. Fixed on the texts at hand; anything from 1,800 to 4,000 does as well."""
HUMILITY, DOUBT = 0.6, 0.4
"""The power that the probabilities of segmentations are raised to where it is asked how sure a beginning is. Words and
phrases of one story say the same several times, so that the model is surer than it is right. It is even more so in a
conversation, where who answers takes up the words of who asks."""
SURE, SURER = 0.7, 0.75
"""How probable a beginning is, at least, that is kept; and in a conversation."""
APART = 1.5
"""Standard deviations that the evidence of likely beginnings has to differ by where stories are long. A dialogue in
which it differs by less is a conversation."""
ORDERED = 4.0
"""Standard deviations by which turns share more words with the next two than they would in any other order."""
SPARSE = 15
"""Possible beginnings for each that is found, from which stories are long."""
GIVEN = 20.0
"""What it weighs, as a logarithm of probability, that an archive's own phrase announces a story: it needs no proof."""
WORDS = 8
"""Fewer words are no story, but the announcement of one."""


def sure_cuts(units: Sequence[Unit], starts: Sequence[int], weights: Sequence[float]) -> list[int]:
    """Return those of ``starts``, without the first, at which stories begin, by vocabulary and evidence.

    It is the most probable segmentation, without the beginnings that are not sure enough. How much evidence weighs
    beside the vocabulary follows from how well the two agree in this text.
    """
    places = [*accumulate((unit.length for unit in units), initial=0)]

    def scrap(start: int, end: int) -> float:
        return math.inf if places[ends[end]] - places[ends[start]] < WORDS else 0.0

    ends = [*starts, len(units)]
    blocks = [[*chain.from_iterable(terms(unit.text) for unit in units[a:b])] for a, b in pairwise(ends)]
    given = [GIVEN * (units[at].announces > 0) for at in starts]
    is_spoken = is_dialogue(units)
    if is_spoken and order(blocks) < ORDERED:
        return [start for start, gain in zip(starts[1:], given[1:], strict=True) if gain]
    gains = _gains(weights, STEP, given)
    known = lattice(blocks, gains, scrap, min(1.0, (BURSTS / max(1, places[-1])) ** BURST))
    step, apart = agreement(weights, known.certainty(gains))
    share = SPOKEN if is_spoken else SHRINK
    gains = _gains(weights, max(LEAST_STEP, min(share * max(0.0, step) ** GROWTH, MOST_STEP)), given)
    best = known.best(gains)
    if apart < APART and not is_spoken and SPARSE * len(best) <= len(starts):
        return [starts[at] for at in best if given[at]]
    power, least = (DOUBT, SURER) if is_spoken and apart < APART else (HUMILITY, SURE)
    certain = known.certainty(gains, power)
    return [starts[at] for at in best if given[at] or _near(starts, certain, at) >= least]


def _gains(weights: Sequence[float], step: float, given: Sequence[float]) -> list[float]:
    prior = PRIOR * math.log(max(2, len(weights)))
    return [step * (weight - EXPECTED) - prior + more for weight, more in zip(weights, given, strict=True)]


def _near(starts: Sequence[int], certain: Sequence[float], at: int) -> float:
    """Return how probable it is that a story begins at one of ``starts`` or within one unit of it.

    That each does is taken to be independent, so that several places that are hardly likely make none that is sure.
    """
    around = range(max(1, at - 1), min(at + 2, len(starts)))
    return 1 - math.prod(1 - certain[one] for one in around if abs(starts[one] - starts[at]) <= 1)


def agreement(weights: Sequence[float], likely: Sequence[float]) -> tuple[float, float]:
    """Return what a step of evidence weighs as a logarithm of probability, and how far it is apart in deviations.

    ``likely`` is how probable a beginning is at each place, of which the first does not count. It is Fisher's linear
    discriminant (1936): the distance of the means of evidence at beginnings and elsewhere by its variance within them.
    """
    pairs = [*zip(weights, likely, strict=True)][1:]
    begins = sum(share for _, share in pairs)
    others = len(pairs) - begins
    if min(begins, others) <= 0:
        return 0.0, 0.0
    mean = sum(share * weight for weight, share in pairs) / begins
    other = sum((1 - share) * weight for weight, share in pairs) / others
    squares = sum(share * (weight - mean) ** 2 + (1 - share) * (weight - other) ** 2 for weight, share in pairs)
    variance = squares / len(pairs)
    return ((mean - other) / variance, (mean - other) / math.sqrt(variance)) if variance else (0.0, 0.0)
