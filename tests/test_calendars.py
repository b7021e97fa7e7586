"""Days of other calendars: each is the day that people there had, and what could be another day is none."""

# ruff: noqa: RUF001 - these are their letters

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backissue.calendars import in_common_years
from backissue.dates import find_day, is_coarse, order_of, read_when, within

DAYS = {
    "令和8年3月5日": "2026-03-05",
    "令和８年３月５日": "2026-03-05",
    "令和八年三月五日（木）": "2026-03-05",
    "令和元年5月1日": "2019-05-01",
    "平成30年 1月 2日": "2018-01-02",
    "昭和64年1月7日": "1989-01-07",
    "R8.3.5": "2026-03-05",
    "民國113年5月6日": "2024-05-06",
    "二〇二四年十二月三十一日": "2024-12-31",
    "단기 4357년 3월 5일": "2024-03-05",
    "5 มีนาคม 2569": "2026-03-05",
    "๕ มี.ค. ๒๕๖๙": "2026-03-05",
    "วันพฤหัสบดีที่ 5 มีนาคม พ.ศ. 2569": "2026-03-05",
    "5 มีนาคม ค.ศ. 2024": "2024-03-05",
    "5 มีนาคม 2024": "2024-03-05",
    "5 March 2569 B.E.": "2026-03-05",
    "۱ فروردین ۱۴۰۳": "2024-03-20",
    "30 Esfand 1399": "2021-03-20",
    "15 Nisan 5784": "2024-04-23",
    "1 Tishrei 5785": "2024-10-03",
    "14 Adar II 5784": "2024-03-24",
    "14 Adar 5783": "2023-03-07",
    "ט״ו בניסן תשפ״ד": "2024-04-23",
    "י״ד באדר ב׳ תשפ״ד": "2024-03-24",
    "כ״ה בכסלו ה'תשפ״ד": "2023-12-08",
    "الإثنين 15 رمضان 1445": "2024-03-25",
    "Monday, 15 Ramadan 1445": "2024-03-25",
}


@pytest.mark.parametrize(("text", "day"), DAYS.items(), ids=DAYS.values())
def test_a_day_of_another_calendar_is_the_common_one(text: str, day: str) -> None:
    when = read_when(text.removesuffix("（木）"), None if "/" not in text else DAY_FIRST)
    assert when
    assert str(when.day) == day


DAY_FIRST = order_of(["26/03/2023"])


@pytest.mark.parametrize(
    "text", ["令和8年", "令和8年3月", "พ.ศ. 2569", "2569 B.E.", "มีนาคม 2569", "民國113年", "二〇二四年"]
)
def test_a_month_or_a_year_of_another_calendar_is_no_day(text: str) -> None:
    assert is_coarse(text)
    assert read_when(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        *("R8.3.5.1", "release R8.3.5", "令和99年99月99日", "31 Esfand 1399", "15 رمضان 1445", "1403"),
        *("3 Adar 5784", "30 Tevet 5784", "3 Adar II 5783", "Sunday, 10 Shawwal 1445"),
    ],
)
def test_what_could_be_another_day_or_none_is_no_day(text: str) -> None:
    when = read_when(text)
    assert when is None or when.day is None
    assert find_day(text) is None


def test_a_day_is_found_within_a_line() -> None:
    assert find_day("第3号（令和8年3月5日発行）") == date(2026, 3, 5)
    assert find_day("ฉบับที่ 12 ประจำวันที่ 5 มีนาคม 2569") == date(2026, 3, 5)


@pytest.mark.parametrize("around", ["หัวข้อข่าว", "| 12 มี.ค. |", "of 2568 B.E."])
def test_a_year_between_figures_is_of_thailand_where_the_text_around_it_is(around: str) -> None:
    with within(["title", around]):
        assert find_day("2569-03-25") == find_day("25/3/2569") == date(2026, 3, 25)
        assert find_day("2026-03-25") == date(2026, 3, 25)


@pytest.mark.parametrize("around", ["", "The year after 2568", "ก", "to BE, or not to be: 2568"])
def test_a_year_between_figures_is_as_it_is_written_elsewhere(around: str) -> None:
    with within(["title", around]):
        assert find_day("2569-03-25") == date(2569, 3, 25)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_days_of_iran_follow_one_another(day: date) -> None:
    """The new year is on 20, 21 or 19 March, and every day between is one more."""
    year = day.year - 621
    first = date.fromisoformat(in_common_years(f"1 Farvardin {year}"))
    assert first.month == 3
    assert 19 <= first.day <= 22
    assert date.fromisoformat(in_common_years(f"31 Farvardin {year}")) - first == timedelta(days=30)


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert isinstance(in_common_years(text), str)
