"""How an archive changes over time: the days of each topic, and the words that came up."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from backissue.archive.catalogue import Catalogue
from backissue.model import Kind, Page

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
"""Rising terms that are told of."""


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
class Rise:
    """The terms that rose since ``since``, the last day of the week in which the newer part of an archive begins.

    ``before`` and ``after`` count the items of either part.
    """

    since: date | None = None
    before: int = 0
    after: int = 0
    terms: tuple[Rising, ...] = ()


def days_by_topic(catalogue: Catalogue) -> dict[str, list[date]]:
    """The week of each dated item of a topic or of those below it, by the topic's slug."""
    found: defaultdict[str, list[date]] = defaultdict(list)
    for week in catalogue.weeks:
        for page in (page for page in week.pages if page.item.week == week.day):
            for slug in _with_parents(catalogue, page):
                found[slug].append(week.day)
    return found


def days_by_kind(catalogue: Catalogue) -> dict[Kind, list[date]]:
    """The week of each dated item of a kind."""
    days = {kind: [page.item.week for page in pages if page.item.week] for kind, pages in catalogue.kinds.items()}
    return {kind: found for kind, found in days.items() if found}


def rising(catalogue: Catalogue) -> Rise:
    """The terms that the newer half of the items has more often than the older ones, the least accidental first.

    A term counts once for each item. No two terms that are told of have a word in common.
    """
    dated = [(week, place) for place, page in enumerate(catalogue.archive.pages) if (week := page.item.week)]
    dated.sort()
    since = dated[-max(1, len(dated) // LATER)][0] if dated else None
    before = sum(1 for week, _ in dated if since and week < since)
    if not before:
        return Rise()
    found: defaultdict[str, list[int]] = defaultdict(list)
    for _, place in dated:
        for term in catalogue.words.mentions[place]:
            found[term].append(place)
    after = len(dated) - before
    newer = {place for _, place in dated[before:]}
    terms = []
    for term, places in found.items():
        later = sum(1 for place in places if place in newer)
        score = surprise(later, after, len(places) - later, before)
        if later >= FEWEST and score >= _needed(catalogue, term, places, len(dated)):
            terms.append((-score, term, later))
    return Rise(since, before, after, tuple(_risen(catalogue, found, _apart(sorted(terms)))))


def _needed(catalogue: Catalogue, term: str, places: Sequence[int], dated: int) -> float:
    """The G² that a term needs, infinite for one that never counts."""
    is_name = 2 * sum(catalogue.words.mentions[place][term].is_name for place in places) > len(places)
    if " " in term or is_name:
        return UNLIKELY
    subjects = sum(catalogue.words.mentions[place][term].depth > 0 for place in places)
    return RARE if len(places) * EVERYDAY <= dated and 2 * subjects >= len(places) else math.inf


def surprise(later: int, after: int, earlier: int, before: int) -> float:
    """G² of a term in ``later`` of ``after`` newer and ``earlier`` of ``before`` older items; 0 if it did not rise.

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
    """The first terms, each of whose words stands in none before it, with the newer items of each."""
    seen: set[str] = set()
    for _, term, later in ranked:
        if not seen & set(term.split()):
            seen |= set(term.split())
            yield term, later


def _risen(
    catalogue: Catalogue, found: Mapping[str, Sequence[int]], terms: Iterable[tuple[str, int]]
) -> Iterator[Rising]:
    for term, later in islice(terms, MOST):
        written = Counter(catalogue.words.mentions[place][term].written for place in found[term])
        pages = tuple(catalogue.archive.pages[place] for place in found[term])
        yield Rising(max(sorted(written), key=lambda form: written[form]), pages, later)


def _with_parents(catalogue: Catalogue, page: Page) -> Mapping[str, None]:
    """The slugs of a page's topics and of all that are above them."""
    routes = (topic.path for topic in catalogue.topics_of(page.item))
    return dict.fromkeys(catalogue.topic(route[:depth]).slug for route in routes for depth in range(1, len(route) + 1))
