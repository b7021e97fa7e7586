"""How an archive changes over time: the words that came up."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    """A term as an item uses it."""

    @property
    def written(self) -> str:
        """How the item writes it."""

    @property
    def is_name(self) -> bool:
        """Whether it is written as names and abbreviations are."""

    @property
    def depth(self) -> int:
        """0 for a term that is only named, more where the text comes back to it."""


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


def trends(pages: Sequence[Page], uses: Sequence[Mapping[str, Use]]) -> Trends:
    """Return the terms that the newer half of the items has more often than the older ones, the least accidental first.

    A term counts once for each item. No two terms that are given have a word in common.

    Args:
        pages: the items; those of no week are left out.
        uses: for each of them its terms.
    """
    dated = sorted((week, place) for place, page in enumerate(pages) if (week := page.item.week))
    since = dated[-max(1, len(dated) // LATER)][0] if dated else None
    before = sum(1 for week, _ in dated if since and week < since)
    if not before:
        return Trends()
    found: defaultdict[str, list[int]] = defaultdict(list)
    for _, place in dated:
        for term in uses[place]:
            found[term].append(place)
    after = len(dated) - before
    newer = {place for _, place in dated[before:]}
    ranked = []
    for term, places in found.items():
        later = sum(1 for place in places if place in newer)
        score = surprise(later, after, len(places) - later, before)
        if later >= FEWEST and score >= _needed(term, [uses[place][term] for place in places], len(dated)):
            ranked.append((-score, term, later))
    terms = (
        Rising(_usual(uses[place][term].written for place in found[term]), tuple(pages[n] for n in found[term]), later)
        for term, later in islice(_apart(sorted(ranked)), MOST)
    )
    return Trends(since, before, after, tuple(terms))


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


def _apart(ranked: Iterable[tuple[float, str, int]]) -> Iterator[tuple[str, int]]:
    """Yield the first terms, each of whose words stands in none before it, with the newer items of each."""
    seen: set[str] = set()
    for _, term, later in ranked:
        if not seen & set(term.split()):
            seen |= set(term.split())
            yield term, later
