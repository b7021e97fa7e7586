"""The methods that stories are compared with; each returns the units that begin a story, without the first."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import chain, pairwise

from backissue.stories.cohesion import best_starts
from backissue.stories.evidence import candidates
from backissue.stories.segmentation import segment
from backissue.stories.units import Unit, terms
from tests.benchmarks.transcripts.sets import Text
from tests.measure_stories import text_tiling


def backissue(text: Text) -> Sequence[int]:
    """The program's own stories, as readers see them: one that has no heading belongs to the one before."""
    return [story.start for story in segment(text.units)[1:] if story.tells]


def none(text: Text) -> Sequence[int]:
    """No cut at all."""
    assert text.units
    return ()


def equal(text: Text) -> Sequence[int]:
    """As many stories as there are, all with as many units."""
    stories = len(text.starts) + 1
    return [round(number * len(text.units) / stories) for number in range(1, stories)]


def tiling(text: Text) -> Sequence[int]:
    """TextTiling (Hearst 1997), with her settings."""
    numbered = [Unit(unit.text, at) for at, unit in enumerate(text.units)]
    return [at for at in text_tiling(numbered) if at]


def plain_2001(text: Text) -> Sequence[int]:
    """Utiyama and Isahara 2001 as it is published: every unit can begin a story, the prior is that of their paper."""
    return _by_vocabulary(text.units, range(len(text.units)))


def marked_2001(text: Text) -> Sequence[int]:
    """The same where only paragraphs and turns can begin a story, in texts that have some."""
    return _by_vocabulary(text.units, candidates(text.units))


def _by_vocabulary(units: Sequence[Unit], starts: Sequence[int]) -> Sequence[int]:
    ends = [*starts, len(units)]
    blocks = [[*chain.from_iterable(terms(unit.text) for unit in units[a:b])] for a, b in pairwise(ends)]
    prior = -math.log(max(2, sum(map(len, blocks))))
    return [starts[at] for at in best_starts(blocks, [prior] * len(blocks), _free)]


def _free(start: int, end: int) -> float:
    assert start < end
    return 0.0


METHODS: Mapping[str, Callable[[Text], Sequence[int]]] = {
    "Backissue": backissue,
    "no cut": none,
    "equal cuts": equal,
    "TextTiling": tiling,
    "2001, any unit": plain_2001,
    "2001, paragraphs": marked_2001,
}
