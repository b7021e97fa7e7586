"""The sequence of issues: how often one comes, and where it pauses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise
from statistics import median_low


@dataclass(frozen=True, slots=True)
class Span:
    """Days without an issue, the first and the last of them, and the number of whole weeks that they are."""

    first: date
    last: date
    weeks: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A pause between two issues that is longer than usual. They are named by the last days of their weeks."""

    before: date
    after: date

    @property
    def span(self) -> Span:
        """The weeks of the pause."""
        weeks = _distance(self.before, self.after) - 1
        return Span(self.before + timedelta(days=1), self.before + timedelta(weeks=weeks), weeks)


def rhythm(days: Sequence[date]) -> int:
    """Return the usual distance of issues in weeks, given the last days of their weeks: the median, at least 1.

    Of an even number of distances the shorter one in the middle counts.

    >>> rhythm([date(2023, 1, 1), date(2023, 1, 15), date(2023, 1, 29), date(2023, 3, 12)])
    2
    """
    return max(1, median_low([_distance(*pair) for pair in pairwise(days)] or [1]))


def gaps(days: Sequence[date]) -> list[Gap]:
    """Return the pauses in a sequence that are longer than its rhythm, given the days as :func:`rhythm` takes them.

    >>> [gap.span.weeks for gap in gaps([date(2023, 1, 1), date(2023, 1, 8), date(2023, 1, 29)])]
    [2]
    """
    usual = rhythm(days)
    return [Gap(*pair) for pair in pairwise(days) if _distance(*pair) > usual]


def by_year(found: Iterable[Gap]) -> dict[int, list[Span]]:
    """Return the weeks of gaps by year, in the order given. A week belongs to the year of its last day."""
    spans = defaultdict[int, list[Span]](list)
    for gap in found:
        missing = (gap.before + timedelta(weeks=number) for number in range(1, gap.span.weeks + 1))
        for year, inside in groupby(missing, lambda day: day.year):
            days = list(inside)
            spans[year].append(Span(days[0] - timedelta(days=6), days[-1], len(days)))
    return dict(spans)


def _distance(one: date, other: date) -> int:
    return (other - one).days // 7
