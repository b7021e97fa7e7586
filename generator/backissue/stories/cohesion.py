"""The division of a text into stretches with a vocabulary of their own: Utiyama and Isahara 2001.

"A Statistical Model for Domain-Independent Text Segmentation" (ACL 2001) takes the segmentation that is most probable
if each segment draws its words from a distribution of its own, estimated from the segment with Laplace's rule; a
dynamic programme finds it, without anything learnt. The paper's prior is the same for each segment, the number of the
text's words; here each beginning has a prior of its own, so that phrases, pauses and turns take part in the decision.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import chain, pairwise

SLACK = 40.0
"""How much less probable than the best a segment may be to be carried on, as a logarithm. What lies further back than
the last few changes of vocabulary falls away, so that the time is linear in the length of a text."""
LONGEST = 6000
"""Terms of a segment at most, well over an hour of speech, where the vocabulary never changes."""


def best_starts(
    blocks: Sequence[Sequence[str]], gains: Sequence[float], scrap: Callable[[int, int], float]
) -> list[int]:
    """Return the blocks that begin a segment, ascending, the first left out, so that the whole is most probable.

    ``blocks`` are the terms between one possible beginning and the next; ``gains`` what speaks for a beginning there,
    as a logarithm of probability; ``scrap`` what speaks against a segment from one block up to another, for its length.
    """
    known = _Known(blocks)
    best, previous = [0.0], [0]
    open_runs: list[_Run] = []
    for end, block in enumerate(blocks, 1):
        start = end - 1
        open_runs.append(_Run(start, best[start] - (gains[start] if start else 0.0)))
        values = [run.add(block, known) for run in open_runs]
        options = ((value + scrap(run.start, end), run.start) for value, run in zip(values, open_runs, strict=True))
        least, before = min(options)
        best.append(least)
        previous.append(before)
        far = min(values) + SLACK
        kept = (run for value, run in zip(values, open_runs, strict=True) if value <= far and run.number <= LONGEST)
        open_runs = list(kept)
    return _way(previous, len(blocks))


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
    """A segment that goes on: where it begins, what all before it costs, and its words."""

    __slots__ = ("_before", "_often", "_said", "number", "start")

    def __init__(self, start: int, before: float) -> None:
        self.start, self._before = start, before
        self._often: dict[str, int] = {}
        self._said, self.number = 0.0, 0

    def add(self, block: Sequence[str], known: _Known) -> float:
        """Return what the text up to and with ``block`` costs: minus the logarithm of its probability."""
        often, more, said = self._often, known.more, self._said
        for term in block:
            before = often.get(term, 0)
            often[term] = before + 1
            said += more[before]
        self._said = said
        self.number += len(block)
        return self._before + known.whole[self.number] - said


def _way(previous: Sequence[int], last: int) -> list[int]:
    way = [last]
    while way[-1]:
        way.append(previous[way[-1]])
    return way[-2:0:-1]
