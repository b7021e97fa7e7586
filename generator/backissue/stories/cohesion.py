"""Where the vocabulary changes: the text before a gap and after it share fewer words than elsewhere.

Hearst 1997, "TextTiling: Segmenting Text into Multi-Paragraph Subtopic Passages" (blocks on both sides of each gap, and
the depth of the valleys between them), with words weighed by their rarity as Reynar 1999 does.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import fmean, pstdev

BLOCK = 80
"""Words on each side of a gap that are compared; about half a minute of speech."""


def changes(units: Sequence[Sequence[str]], lengths: Sequence[int]) -> list[float]:
    """Return how much the vocabulary changes before each unit, in standard deviations of this text, -1.5 to 1.5.

    Args:
        units: the terms of each unit.
        lengths: how many words each unit has, terms or not.
    """
    rarity = _rarity(units)
    gaps = [_similarity(units, lengths, gap, rarity) for gap in range(1, len(units))]
    middle, spread = (fmean(gaps), pstdev(gaps)) if gaps else (0.0, 0.0)
    return [0.0, *(max(-1.5, min((middle - gap) / spread, 1.5)) if spread else 0.0 for gap in gaps)]


def _rarity(units: Sequence[Sequence[str]]) -> Mapping[str, float]:
    often = Counter(term for unit in units for term in set(unit))
    return {term: math.log(1 + len(units) / count) for term, count in often.items()}


def _similarity(units: Sequence[Sequence[str]], lengths: Sequence[int], gap: int, rarity: Mapping[str, float]) -> float:
    """Return the cosine between the block before the gap and the one after it."""
    before = _block(units, lengths, range(gap - 1, -1, -1))
    after = _block(units, lengths, range(gap, len(units)))
    shared = sum(before[term] * after[term] * rarity[term] ** 2 for term in before.keys() & after.keys())
    norm = math.prod(math.hypot(*(count * rarity[term] for term, count in block.items())) for block in (before, after))
    return shared / norm if norm else 0.0


def _block(units: Sequence[Sequence[str]], lengths: Sequence[int], order: range) -> Counter[str]:
    counts: Counter[str] = Counter()
    room = BLOCK
    for at in order:
        if room <= 0:
            break
        counts.update(units[at])
        room -= lengths[at]
    return counts
