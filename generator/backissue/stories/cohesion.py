"""Where the vocabulary changes: the text before a gap and after it share fewer words than elsewhere.

Hearst 1997, "TextTiling: Segmenting Text into Multi-Paragraph Subtopic Passages" (blocks on both sides of each gap, and
the depth of the valleys between them), with words weighed by their rarity as Reynar 1999 does.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import fmean, pstdev

from backissue.stories.unit import words

BLOCK = 80
"""Words on each side of a gap that are compared; about half a minute of speech."""

_FUNCTION = frozenset(
    """a about above actually after again all also am an and another any anything are aren't around as at away
    back be because been before being between bit both but by call called can can't come comes cool could course
    did didn't do does doesn't doing don't done down each either else essentially even ever every exactly
    example few first for from further get gets getting give given go goes going good got had has have haven't
    having he her here here's hers him his how however i i'd i'll i'm i've if in interesting into is isn't it
    it's its itself just kind know last least less let let's like little look lot lots made make makes making
    many may maybe me mean means might more most much must my need never new next no not nothing now obviously
    of off oh ok okay on once one only or other our out over own people pretty probably quite rather really
    right said same say saying says see seen should so some something sort still such super sure take than thank
    that that's the their them then there there's these they they're thing things think this those though
    through thus to together too try two under until up us use used uses using usually very want wants was way
    we we'll we're we've well were what what's whatever when where whether which while who why will with without
    won't would yeah yes yet you you'll you're you've your""".split()
)
_ENDING = re.compile(r"(?:'s|(?<=[^s])s)$")


def terms(text: str) -> list[str]:
    """The words of a text that carry its matter, in small letters, possessive and plural endings off.

    >>> terms("These GANs are Google's models.")
    ['gan', 'google', 'model']
    """
    said = words(text.lower().replace("\u2019", "'"))
    matter = (word for word in said if word not in _FUNCTION and (len(word) > 1 or word.isdigit()))
    return [_ENDING.sub("", word) if word.endswith("s") else word for word in matter]


def changes(units: Sequence[Sequence[str]], lengths: Sequence[int]) -> list[float]:
    """How much the vocabulary changes before each unit, in standard deviations of this text, -1.5 to 1.5.

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
    """The cosine between the block before the gap and the one after it."""
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
