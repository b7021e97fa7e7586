"""The years of weeks whose headings give none, by the order of the weeks in their file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from backissue.dates import Span


def solve_years(spans: Sequence[tuple[Span, int | None]], first_year: int | None, week_ends: str) -> list[date | None]:
    """Return the weeks of ranges in the order of their file, each given with the year of the heading above it, if any.

    A year that stands with its range is taken as it is; ``first_year`` stands with the first one. For the other
    ranges one rule holds: a file lists its weeks newest first or oldest first, and each once. So such a week lies
    beyond the week before it in the file and on this side of the week behind it, and is no other heading's week. It
    takes the year of the heading above it if that is so in this year (and the range does not cross years), else the
    only year that brings it within a quarter of a year of its neighbour.

    Of the two orders, that one is the file's which gives more weeks a year, else the one in which the weeks stand whose
    years are said. Where neither tells, or no year fits, the week is ``None``: nothing explains one year rather than
    another.
    """
    years = [span.year or (first_year if at == 0 else None) for at, (span, _) in enumerate(spans)]
    known = [span.week(year, week_ends) for (span, _), year in zip(spans, years, strict=True)]
    open_ = [year is None for year in years]
    newest, oldest = (_fill(known, open_, spans, order, week_ends) for order in (-1, 1))
    fewer = oldest.count(None) - newest.count(None) or _falling(known)
    if newest == oldest or fewer > 0:
        return newest
    return oldest if fewer < 0 else known


def _falling(known: Iterable[date | None]) -> int:
    """Return how many more weeks of a file are earlier than the one before them than are later."""
    pairs = [*pairwise(filter(None, known))]
    return sum(later < earlier for earlier, later in pairs) - sum(later > earlier for earlier, later in pairs)


def _fill(
    known: list[date | None],
    open_: Sequence[bool],
    spans: Sequence[tuple[Span, int | None]],
    order: int,
    week_ends: str,
) -> list[date | None]:
    """Return the known weeks and those that follow from them in an order, -1 or 1: first down the file, then up."""
    found, used = list(known), set(known)
    down = range(len(found))
    for places, step in ((down, order), (down[::-1], -order)):
        limits: list[date | None] = [None]  # the known week next on the way, from each place
        for at in places[:0:-1]:
            limits.append(found[at] or limits[-1])
        beside: date | None = None
        for at in places:
            limit = limits.pop()
            if found[at] is None and open_[at]:
                possible = _possible_weeks(*spans[at], beside, step, week_ends)
                fitting = (week for week in possible if week not in used and _is_between(week, beside, limit, step))
                found[at] = next(fitting, None)
                used.add(found[at])
            beside = found[at] or beside
    return found


def _possible_weeks(span: Span, above: int | None, beside: date | None, step: int, week_ends: str) -> Iterator[date]:
    """Yield the weeks that a range may be, likeliest first: in the year above it, or close to the week beside it."""
    if span.start <= span.end and (week := span.week(above, week_ends)):
        yield week
    for year in (beside.year, beside.year + step) if beside else ():
        week = span.week(year, week_ends)
        if beside and week and abs(week - beside) <= timedelta(days=91):
            yield week


def _is_between(week: date, beside: date | None, limit: date | None, step: int) -> bool:
    """Return whether a week lies strictly between two others on the way that ``step`` goes through time."""
    pairs = ((beside, week), (week, limit))
    return all((later - earlier).days * step > 0 for earlier, later in pairs if earlier and later)
