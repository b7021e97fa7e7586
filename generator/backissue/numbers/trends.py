"""How an archive changes over time: the words that came up."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Protocol

from backissue.model import Page

LATER = 2
"""The newer part of an archive is its newest half, in items, from the beginning of a week."""

FEWEST = 3
"""Items of the newer part in which a term has to stand before it can be said to rise."""

UNLIKELY, RARE = 3.84, 10.83
"""G² that chance alone exceeds in one of 20 cases, and in one of 1,000 (chi-square, one degree of freedom).

Names and phrases need the first; a single ordinary word, of which a text has many, needs the second."""

EVERYDAY = 4
"""A single ordinary word in more than one of so many items, or to which most of its items do not come back, belongs to
how people write, and is left out."""

MOST = 20
"""Rising terms that are reported."""


class Use(Protocol):
    """How an item uses a term."""

    @property
    def is_name(self) -> bool:
        """Whether it is written as names and abbreviations are."""

    @property
    def depth(self) -> int:
        """0 for a term that is only named, more where the text comes back to it."""


class Words(Protocol):
    """The terms of items, which are called by their places in the archive. Terms are numbers."""

    def terms(self, place: int) -> Iterable[int]:
        """Return the terms of an item."""

    def uses(self, place: int, wanted: AbstractSet[int]) -> Mapping[int, Use]:
        """Return how an item uses those of its terms that are wanted."""

    def name(self, term: int) -> str:
        """Return a term as the keys of its words."""

    def written(self, place: int, term: int) -> str:
        """Return how an item writes a term."""


@dataclass(frozen=True, slots=True)
class Rising:
    """A term that the newer part of an archive has in more of its items than the older one.

    ``pages`` are all dated items that have it, the oldest first; ``later`` of them are in the newer part.
    """

    written: str
    pages: tuple[Page, ...]
    later: int

    @property
    def is_new(self) -> bool:
        """Whether the older part has it nowhere."""
        return self.later == len(self.pages)


@dataclass(frozen=True, slots=True)
class Trends:
    """The terms that rose since ``since``, the last day of the week in which the newer part of an archive begins.

    ``before`` and ``after`` count the items of either part.
    """

    since: date | None = None
    before: int = 0
    after: int = 0
    terms: tuple[Rising, ...] = ()


def trends(pages: Sequence[Page], words: Words) -> Trends:
    """Return the terms that the newer half of the items has more often than the older ones, the least accidental first.

    A term counts once for each item. No two terms that are given have a word in common.

    Args:
        pages: the items; those of no week are left out.
        words: their terms.
    """
    dated = sorted((week, place) for place, page in enumerate(pages) if (week := page.item.week))
    since = dated[-max(1, len(dated) // LATER)][0] if dated else None
    before = sum(1 for week, _ in dated if since and week < since)
    if not before:
        return Trends()
    after = len(dated) - before
    older, newer = ([place for _, place in part] for part in (dated[:before], dated[before:]))
    earlier = Counter(term for place in older for term in words.terms(place))
    later = Counter(term for place in newer for term in words.terms(place))
    scores = {
        term: score
        for term, number in later.items()
        if number >= FEWEST and (score := surprise(number, after, earlier[term], before)) >= UNLIKELY
    }
    uses: defaultdict[int, dict[int, Use]] = defaultdict(dict)
    for _, place in dated:
        for term, use in words.uses(place, scores.keys()).items():
            uses[term][place] = use
    ranked = [
        (-score, words.name(term), term)
        for term, score in scores.items()
        if score >= _needed(words.name(term), [*uses[term].values()], len(dated))
    ]
    rising = [term for _, _, term in islice(_apart(sorted(ranked)), MOST)]
    return Trends(
        since,
        before,
        after,
        tuple(
            Rising(
                _usual(words.written(place, term) for place in uses[term]),
                tuple(pages[place] for place in uses[term]),
                later[term],
            )
            for term in rising
        ),
    )


def _needed(term: str, uses: Sequence[Use], dated: int) -> float:
    """Return the G² that a term needs, infinite for one that never counts."""
    is_name = 2 * sum(use.is_name for use in uses) > len(uses)
    if " " in term or is_name:
        return UNLIKELY
    subjects = sum(use.depth > 0 for use in uses)
    return RARE if len(uses) * EVERYDAY <= dated and 2 * subjects >= len(uses) else math.inf


def _usual(forms: Iterable[str]) -> str:
    """Return the form that is written most often, the first in the alphabet of equals."""
    counts = Counter(forms)
    return max(sorted(counts), key=lambda form: counts[form])


def surprise(later: int, after: int, earlier: int, before: int) -> float:
    """Return G² of a term in ``later`` of ``after`` newer and ``earlier`` of ``before`` older items; 0 if it fell.

    The log-likelihood ratio of Dunning 1993, "Accurate Methods for the Statistics of Surprise and Coincidence", which
    holds for small counts too.

    >>> round(surprise(5, 40, 0, 80), 1), surprise(5, 40, 10, 80)
    (11.4, 0.0)
    """
    if later * before <= earlier * after:
        return 0.0
    share = (later + earlier) / (after + before)
    table = (
        (later, after * share),
        (after - later, after * (1 - share)),
        (earlier, before * share),
        (before - earlier, before * (1 - share)),
    )
    return 2 * sum(seen * math.log(seen / expected) for seen, expected in table if seen)


def _apart(ranked: Iterable[tuple[float, str, int]]) -> Iterator[tuple[float, str, int]]:
    """Yield the first terms, each of whose words stands in none before it."""
    seen: set[str] = set()
    for score, name, term in ranked:
        if not seen & set(name.split()):
            seen |= set(name.split())
            yield score, name, term
