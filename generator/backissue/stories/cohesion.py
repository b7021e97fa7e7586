"""The division of a text into stretches with a vocabulary of their own: Utiyama and Isahara 2001.

"A Statistical Model for Domain-Independent Text Segmentation" (ACL 2001) takes the segmentation that is most probable
if each segment draws its words from a distribution of its own, estimated from the segment with Laplace's rule; a
dynamic programme finds it, without anything learnt. The paper's prior is the same for each segment, the number of the
text's words; here each beginning has a prior of its own, so that phrases, pauses and turns take part in the decision.

All segmentations together say how sure a beginning is: its probability is the share of those that have it, by the
forward-backward algorithm (Rabiner 1989, "A Tutorial on Hidden Markov Models").
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

SLACK = 30.0
"""How much less probable than the best a segment may be to be carried on, as a logarithm. What lies further back than
the last few changes of vocabulary falls away, so that the time is linear in the length of a text."""
LONGEST = 6000
"""Terms of a segment at most, well over an hour of speech, where the vocabulary never changes."""


@dataclass(frozen=True, slots=True)
class Lattice:
    """The segments that a good segmentation can have: for each end, by blocks, where they begin and what they cost.

    A cost is minus the logarithm of a segment's probability.
    """

    ending: Sequence[Sequence[tuple[int, float]]]

    def best(self, gains: Sequence[float]) -> list[int]:
        """Return the blocks that begin a segment, ascending, the first left out, so that the whole is most probable.

        ``gains`` are what speaks for a beginning at each block, as a logarithm of probability.
        """
        least, previous = [0.0], [0]
        for segments in self.ending:
            cost, start = min((least[start] - _gain(gains, start) + cost, start) for start, cost in segments)
            least.append(cost)
            previous.append(start)
        return _way(previous, len(self.ending))

    def certainty(self, gains: Sequence[float], power: float = 1.0) -> list[float]:
        """Return how probable it is that a segment begins at each block; ``gains`` as for :meth:`best`.

        The probability of each segmentation is raised to ``power``: the less it is, the less sure the model is.
        """
        before = [0.0]
        for segments in self.ending:
            before.append(_sum([before[start] + power * (_gain(gains, start) - cost) for start, cost in segments]))
        ways: list[list[float]] = [[] for _ in before]
        after = 0.0
        for end in range(len(self.ending), 0, -1):
            after = _sum(ways[end]) if ways[end] else 0.0
            for start, cost in self.ending[end - 1]:
                ways[start].append(power * (_gain(gains, start) - cost) + after)
        return [math.exp(first + _sum(way) - before[-1]) for first, way in zip(before, ways[:-1], strict=False)]


def best_starts(
    blocks: Sequence[Sequence[str]], gains: Sequence[float], scrap: Callable[[int, int], float]
) -> list[int]:
    """Return the blocks that begin a segment as the paper has it, ascending, the first left out.

    ``blocks`` are the terms between one possible beginning and the next; ``gains`` what speaks for a beginning there,
    as a logarithm of probability; ``scrap`` what speaks against a segment from one block up to another, for its length.
    """
    return lattice(blocks, gains, scrap).best(gains)


def lattice(
    blocks: Sequence[Sequence[str]],
    gains: Sequence[float],
    scrap: Callable[[int, int], float],
    share: float = 1.0,
) -> Lattice:
    """Return the segments that are worth a look with such ``gains``; of their words' costs, ``share`` counts."""
    known = _Known(blocks)
    least = [0.0]
    open_runs: list[_Run] = []
    ending: list[list[tuple[int, float]]] = []
    for end, block in enumerate(blocks, 1):
        open_runs.append(_Run(end - 1))
        costs = [share * run.add(block, known) for run in open_runs]
        wholes = [least[run.start] - _gain(gains, run.start) + cost for run, cost in zip(open_runs, costs, strict=True)]
        segments = [(run.start, cost + scrap(run.start, end)) for run, cost in zip(open_runs, costs, strict=True)]
        ending.append(segments)
        least.append(min(least[start] - _gain(gains, start) + cost for start, cost in segments))
        far = min(wholes) + SLACK
        open_runs = [
            run for run, whole in zip(open_runs, wholes, strict=True) if whole <= far and run.number <= LONGEST
        ]
    return Lattice(ending)


def order(blocks: Sequence[Sequence[str]]) -> float:
    """Return by how many standard deviations blocks share more terms with the next two than in a random order.

    In that, a term that ``n`` of ``b`` blocks have is in both of a pair with the probability ``n(n-1) / b(b-1)``: the
    count of joins of Moran 1948, "The Interpretation of Statistical Maps", along a line. Two neighbours are looked at
    since those who speak take turns. The deviation is that of rare events (Poisson). Of random words it is about 0.
    """
    kinds = [frozenset(block) for block in blocks]
    pairs = [*pairwise(kinds), *zip(kinds, kinds[2:], strict=False)]
    often = Counter(chain.from_iterable(kinds))
    likely = sum(number * (number - 1) for number in often.values()) / max(1, len(kinds) * (len(kinds) - 1))
    expected = likely * len(pairs)
    return (sum(len(one & other) for one, other in pairs) - expected) / math.sqrt(expected) if expected else 0.0


class _Known:
    """Logarithms that the probabilities of a text's words are made of."""

    def __init__(self, blocks: Sequence[Sequence[str]]) -> None:
        often = Counter(chain.from_iterable(blocks))
        most = max(map(len, blocks), default=0)
        self._kinds = max(1, len(often))
        self.whole = [self._of(number) for number in range(min(sum(often.values()), LONGEST + most) + 1)]
        said = [number * math.log(number + 1) for number in range(max(often.values(), default=0) + 1)]
        self.more = [after - before for before, after in pairwise(said)]
        """What a word adds that was said so often before."""

    def _of(self, number: int) -> float:
        return number * math.log(number + self._kinds)


class _Run:
    """A segment that goes on: where it begins, and its words."""

    __slots__ = ("_often", "_said", "number", "start")

    def __init__(self, start: int) -> None:
        self.start = start
        self._often: dict[str, int] = {}
        self._said, self.number = 0.0, 0

    def add(self, block: Sequence[str], known: _Known) -> float:
        """Return what the segment costs up to and with ``block``: minus the logarithm of its words' probability."""
        often, more, said = self._often, known.more, self._said
        for term in block:
            before = often.get(term, 0)
            often[term] = before + 1
            said += more[before]
        self._said = said
        self.number += len(block)
        return known.whole[self.number] - said


def _gain(gains: Sequence[float], start: int) -> float:
    """Return what speaks for a segment from ``start`` on; the first begins anyway."""
    return gains[start] if start else 0.0


def _sum(logarithms: Sequence[float]) -> float:
    """Return the logarithm of the sum of what these are logarithms of."""
    most = max(logarithms, default=-math.inf)
    return most + math.log(sum(math.exp(one - most) for one in logarithms)) if most > -math.inf else -math.inf


def _way(previous: Sequence[int], last: int) -> list[int]:
    way = [last]
    while way[-1]:
        way.append(previous[way[-1]])
    return way[-2:0:-1]
