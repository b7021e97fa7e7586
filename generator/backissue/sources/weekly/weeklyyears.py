"""The years of the weeks in a file: what their headings say, and what the order of the weeks says of the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from backissue.sources.weekly.weeklydates import Span

_LONGEST_GAP = timedelta(days=91)
_NEWEST_FIRST, _OLDEST_FIRST = -1, 1


def weeks(spans: Sequence[tuple[Span, int | None]], first_year: int | None, week_ends: str) -> list[date | None]:
    """The weeks of ranges in the order of their file, each given with the year of the heading above it, if any.

    A year that stands with its range is taken as it is; ``first_year`` stands with the first one. For the other
    ranges one rule holds: a file lists its weeks newest first or oldest first, and each once. So such a week lies
    beyond the week before it in the file and on this side of the week behind it, and is no other heading's week. It
    takes the year of the heading above it if that is so in this year (and the range does not cross years), else the
    only year that brings it within a quarter of a year of its neighbour.

    Of the two orders, that one is the file's which gives more weeks a year. Where both give as many, but others, or
    where no year fits, the week is ``None``: nothing explains one year rather than another.
    """
    years = [span.year or (first_year if at == 0 else None) for at, (span, _) in enumerate(spans)]
    said = [span.week(year, week_ends) if year else None for (span, _), year in zip(spans, years, strict=True)]
    silent = [year is None for year in years]
    newest, oldest = (_filled(said, silent, spans, order, week_ends) for order in (_NEWEST_FIRST, _OLDEST_FIRST))
    if newest == oldest or newest.count(None) < oldest.count(None):
        return newest
    return oldest if oldest.count(None) < newest.count(None) else said


def _filled(
    said: list[date | None],
    silent: Sequence[bool],
    spans: Sequence[tuple[Span, int | None]],
    order: int,
    week_ends: str,
) -> list[date | None]:
    """The weeks that are said and those that follow from them in an order: first down the file, then up."""
    found, used = list(said), set(said)
    down = range(len(found))
    for places, step in ((down, order), (down[::-1], -order)):
        beside: date | None = None
        for at, limit in zip(places, _next_known(found, places), strict=True):
            if found[at] is None and silent[at]:
                possible = _possible(*spans[at], beside, step, week_ends)
                fitting = (week for week in possible if week not in used and _between(week, beside, limit, step))
                found[at] = next(fitting, None)
                used.add(found[at])
            beside = found[at] or beside
    return found


def _next_known(found: list[date | None], places: Sequence[int]) -> list[date | None]:
    """For each place the known week that comes next on the way."""
    limit: date | None = None
    limits: list[date | None] = []
    for at in reversed(places):
        limits.append(limit)
        limit = found[at] or limit
    return limits[::-1]


def _possible(span: Span, above: int | None, beside: date | None, step: int, week_ends: str) -> Iterator[date]:
    """The weeks that a range may be, likeliest first: in the year above it, or close to the week beside it."""
    if above and not span.crosses_year and (week := span.week(above, week_ends)):
        yield week
    for year in (beside.year, beside.year + step) if beside else ():
        week = span.week(year, week_ends)
        if beside and week and abs(week - beside) <= _LONGEST_GAP:
            yield week


def _between(week: date, beside: date | None, limit: date | None, step: int) -> bool:
    """Whether a week lies strictly between two others on the way that ``step`` goes through time."""
    return all(
        (later - earlier).days * step > 0 for earlier, later in ((beside, week), (week, limit)) if earlier and later
    )
