"""The division of a text into stretches with a vocabulary of their own: Utiyama and Isahara 2001.

"A Statistical Model for Domain-Independent Text Segmentation" (ACL 2001) takes the segmentation that is most probable
if each segment draws its words from a distribution of its own, estimated from the segment with Laplace's rule; a
dynamic programme finds it, without anything learnt. The paper's prior is the same for each segment, the number of the
text's words; here each beginning has a prior of its own, so that phrases, pauses and turns take part in the decision.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, pairwise

LONGEST = 6000
"""Terms of a story at most, well over an hour of speech, so that the time is linear in the length of a text."""


def best_starts(
    blocks: Sequence[Sequence[str]], gains: Sequence[float], scrap: Callable[[int, int], float]
) -> list[int]:
    """Return the blocks that begin a segment, ascending, the first left out, so that the whole is most probable.

    ``blocks`` are the terms between one possible beginning and the next; ``gains`` what speaks for a beginning there,
    as a logarithm of probability; ``scrap`` what speaks against a segment from one block up to another, for its length.
    """
    best, previous = [0.0, *[math.inf] * len(blocks)], [0] * (len(blocks) + 1)
    table = _Table(blocks)
    for start in range(len(blocks)):
        before = best[start] - (gains[start] if start else 0.0)
        if math.isinf(before):
            continue
        for end, cost in enumerate(table.costs(start), start + 1):
            whole = before + cost
            if whole < best[end] and (whole := whole + scrap(start, end)) < best[end]:
                best[end], previous[end] = whole, start
    return _way(previous, len(blocks))


class _Table:
    """What segments cost: minus the logarithms of the probabilities of their words."""

    def __init__(self, blocks: Sequence[Sequence[str]]) -> None:
        self._blocks = blocks
        often = Counter(chain.from_iterable(blocks))
        words = min(sum(often.values()), LONGEST + max(map(len, blocks), default=0))
        kinds = max(1, len(often))
        self._whole = [number * math.log(number + kinds) for number in range(words + 1)]
        most = max(often.values(), default=0)
        said = [number * math.log(number + 1) for number in range(most + 1)]
        self._more = [after - before for before, after in pairwise(said)]
        """What a word adds that was said so often before."""

    def costs(self, start: int) -> Iterator[float]:
        """Yield what the segment costs that begins with block ``start``, for each block that it can end with."""
        often: dict[str, int] = {}
        more, known, number = self._more, 0.0, 0
        for block in self._blocks[start:]:
            for term in block:
                before = often.get(term, 0)
                often[term] = before + 1
                known += more[before]
            number += len(block)
            if number >= len(self._whole):
                return
            yield self._whole[number] - known


def _way(previous: Sequence[int], last: int) -> list[int]:
    way = [last]
    while way[-1]:
        way.append(previous[way[-1]])
    return way[-2:0:-1]
