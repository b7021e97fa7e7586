"""Time in columns."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backissue.numbers.charts import MOST, scale

FIRST = date(2023, 1, 1)


def weekly(number: int) -> list[date]:
    return [FIRST + timedelta(weeks=index) for index in range(number)]


@pytest.mark.parametrize(
    ("weeks", "unit", "first", "last"),
    [
        (1, "week", "1 Jan 2023", "1 Jan 2023"),
        (26, "week", "1 Jan 2023", "25 Jun 2023"),
        (27, "month", "Jan 2023", "Jul 2023"),
        (150, "quarter", "Q1 2023", "Q4 2025"),
        (400, "year", "2023", "2030"),
        (2000, "decade", "2020s", "2060s"),
    ],
)
def test_the_finest_periods_that_there_is_room_for_are_taken(weeks: int, unit: str, first: str, last: str) -> None:
    found = scale(weekly(weeks))
    assert (found.unit, found.periods[0].label, found.periods[-1].label) == (unit, first, last)


def test_a_long_time_without_anything_takes_one_column_and_a_short_one_its_own() -> None:
    found = scale([FIRST, FIRST + timedelta(weeks=3), FIRST + timedelta(weeks=10)])
    expected = ["1 Jan 2023", "8 Jan 2023", "15 Jan 2023", "22 Jan 2023", "6 weeks without", "12 Mar 2023"]
    assert [period.label for period in found.periods] == expected


def test_weeks_are_named_by_the_day_on_which_those_of_the_archive_end() -> None:
    friday = date(2023, 3, 24)
    assert [period.label for period in scale([friday, friday - timedelta(weeks=1)]).periods] == [
        "17 Mar 2023",
        "24 Mar 2023",
    ]


def test_no_days_have_no_columns() -> None:
    assert scale([]).periods == ()


@given(st.lists(st.dates(date(1001, 1, 1), date(2999, 12, 31)), max_size=60), st.integers(20, 40))
def test_every_day_is_counted_once_in_no_more_columns_than_there_is_room_for(days: list[date], most: int) -> None:
    found = scale(days, most)
    assert sum(found.counts(days)) == len(days)
    assert len(found.periods) <= most
    assert MOST <= 40
