"""How often an issue comes, and where the sequence pauses."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backissue.archive.catalogue import gaps, gaps_by_year, rhythm

FIRST = date(2023, 1, 1)


def days(*weeks: int) -> list[date]:
    """The last days of weeks, counted from the first one on."""
    return [FIRST + timedelta(weeks=number) for number in weeks]


@pytest.mark.parametrize(
    ("weeks", "usual"),
    [((), 1), ((0,), 1), ((0, 1, 2), 1), ((0, 2, 4, 6), 2), ((0, 1, 9), 1), ((0, 4, 8, 13), 4), ((0, 1, 3, 4), 1)],
)
def test_the_rhythm_is_the_median_distance(weeks: tuple[int, ...], usual: int) -> None:
    assert rhythm(days(*weeks)) == usual


def test_a_weekly_has_a_gap_where_a_week_is_missing() -> None:
    (gap,) = gaps(days(0, 1, 2, 5, 6))
    assert (gap.before, gap.after) == (date(2023, 1, 15), date(2023, 2, 5))
    assert (gap.span.first, gap.span.last, gap.span.weeks) == (date(2023, 1, 16), date(2023, 1, 29), 2)


@pytest.mark.parametrize("weeks", [(), (0,), (0, 1, 2), (0, 2, 4, 6), (0, 5), (0, 4, 8, 12)])
def test_a_sequence_that_keeps_its_rhythm_has_no_gap(weeks: tuple[int, ...]) -> None:
    assert gaps(days(*weeks)) == []


def test_a_newsletter_of_every_other_week_has_gaps_only_where_it_pauses_longer() -> None:
    assert [gap.span.weeks for gap in gaps(days(0, 2, 4, 8, 9, 11))] == [3]


def test_weeks_that_end_on_other_days_miss_no_week_between_them() -> None:
    assert gaps([date(2023, 1, 1), date(2023, 1, 8), date(2023, 1, 14), date(2023, 1, 27)]) == []


def test_a_pause_over_the_turn_of_the_year_is_cut_there_by_the_last_days_of_its_weeks() -> None:
    found = gaps([date(2022, 11, 20), date(2022, 11, 27), date(2022, 12, 4), date(2023, 1, 22)])
    spans = gaps_by_year(found)
    assert {year: [(span.first, span.last, span.weeks) for span in inside] for year, inside in spans.items()} == {
        2022: [(date(2022, 12, 5), date(2022, 12, 25), 3)],
        2023: [(date(2022, 12, 26), date(2023, 1, 15), 3)],
    }


@given(st.lists(st.dates(date(2020, 1, 1), date(2024, 12, 31)), unique=True).map(sorted))
def test_what_is_cut_by_years_is_all_of_the_gaps(found: list[date]) -> None:
    pauses = gaps(found)
    spans = [span for inside in gaps_by_year(pauses).values() for span in inside]
    assert sum(span.weeks for span in spans) == sum(gap.span.weeks for gap in pauses)
    assert all(span.weeks > 0 and (span.last - span.first).days == 7 * span.weeks - 1 for span in spans)
    assert all(day < span.first or day > span.last for span in spans for day in found)
