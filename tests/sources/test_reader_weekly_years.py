"""The years of weeks that do not say theirs: right or unknown, and never a week that another heading has."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from backissue.sources.weekly.weeklydates import Span
from backissue.sources.weekly.weeklyyears import weeks

SUNDAYS = st.integers(0, 400).map(lambda count: date(2019, 1, 6) + timedelta(weeks=count))
# From Monday to Sunday, from Sunday to Sunday, from Monday to Monday, from Tuesday to Sunday.
EDGES = st.sampled_from([(-6, 0), (-7, 0), (-6, 1), (-5, 0)])


def span_of(sunday: date, edges: tuple[int, int], *, year: bool) -> Span:
    """The range of days of a week, as its heading writes it."""
    start, end = (sunday + timedelta(days=days) for days in edges)
    return Span((start.month, start.day), (end.month, end.day), end.year if year else None)


@st.composite
def archives(draw: st.DrawFn) -> tuple[list[date], list[tuple[Span, int | None]], int | None]:
    """The weeks of a file, newest or oldest first, their ranges with some of the years, and the year of the first."""
    sundays, steps = [draw(SUNDAYS)], draw(st.lists(st.integers(1, 12) | st.just(1), max_size=70))
    for step in steps:
        sundays.append(sundays[-1] + timedelta(weeks=step))
    sundays = sundays[:: draw(st.sampled_from([1, -1]))]
    kept = draw(st.sets(st.integers(0, len(sundays) - 1)))
    headed = draw(st.sets(st.integers(0, len(sundays) - 1)))
    spans, above = [], None
    for at, sunday in enumerate(sundays):
        span = span_of(sunday, draw(EDGES), year=at in kept)
        if at in headed and not span.crosses_year:
            above = (sunday + timedelta(days=-3)).year
        spans.append((span, above))
    alone = not kept and not any(year for _, year in spans)
    return sundays, spans, ends_in(sundays[0], spans[0][0]) if alone else None


def ends_in(sunday: date, span: Span) -> int:
    """The year in which a range ends that lies in the week of a Sunday."""
    return next(year for year in (sunday.year, sunday.year + 1) if span.week(year, "sunday") == sunday)


@given(archives())
def test_one_year_is_enough_to_know_all_weeks_of_a_file(
    archive: tuple[list[date], list[tuple[Span, int | None]], int | None],
) -> None:
    sundays, spans, first_year = archive
    assert weeks(spans, first_year, "sunday") == sundays


@given(st.lists(st.tuples(SUNDAYS, EDGES, st.booleans(), st.none() | st.integers(2019, 2026)), max_size=12))
def test_a_year_that_is_inferred_never_makes_a_week_anothers(
    headings: list[tuple[date, tuple[int, int], bool, int | None]],
) -> None:
    spans = [(span_of(sunday, edges, year=year), above) for sunday, edges, year, above in headings]
    found = weeks(spans, None, "sunday")
    inferred = [week for week, (span, _) in zip(found, spans, strict=True) if week and not span.year]
    assert all(found.count(week) == 1 for week in inferred)


def test_a_year_that_is_said_stays_even_where_the_order_speaks_against_it() -> None:
    spans = [
        (span_of(date(*day), (-6, 0), year=True), None)
        for day in [(2025, 3, 9), (2023, 1, 8), (2025, 3, 9), (2025, 2, 23)]
    ]
    assert weeks(spans, None, "sunday") == [date(2025, 3, 9), date(2023, 1, 8), date(2025, 3, 9), date(2025, 2, 23)]


def test_more_than_a_quarter_of_a_year_apart_nothing_follows() -> None:
    spans = [(Span((3, 3), (3, 9), 2025), None), (Span((9, 1), (9, 7)), None), (Span((8, 25), (8, 31)), None)]
    assert weeks(spans, None, "sunday") == [date(2025, 3, 9), None, None]


def test_a_year_above_holds_for_all_ranges_below_it_that_keep_the_order() -> None:
    spans = [(Span((3, 4), (3, 10)), 2024), (Span((5, 27), (6, 2)), 2023), (Span((1, 2), (1, 8)), 2023)]
    assert weeks(spans, None, "sunday") == [date(2024, 3, 10), date(2023, 6, 4), date(2023, 1, 8)]
