"""The years of weeks that do not say theirs: right or unknown, and never a week that another heading has."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backissue import dates
from backissue.date_words import MONTHS, WEEKDAYS
from backissue.dates import Span, week_of
from backissue.week_years import solve_years

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
        if at in headed and span.start <= span.end:
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
    """Of two weeks, one below the heading of another year, both orders may explain that one: then it has none."""
    sundays, spans, first_year = archive
    found = solve_years(spans, first_year, "sunday")
    stands_right = all(above in {None, sunday.year} for sunday, (_, above) in zip(sundays, spans, strict=True))
    assert found == sundays or (len(sundays) == 2 and not stands_right)
    assert all(week in {None, sunday} for week, sunday in zip(found, sundays, strict=True))


@given(st.lists(st.tuples(SUNDAYS, EDGES, st.booleans(), st.none() | st.integers(2019, 2026)), max_size=12))
def test_a_year_that_is_inferred_never_makes_a_week_anothers(
    headings: list[tuple[date, tuple[int, int], bool, int | None]],
) -> None:
    spans = [(span_of(sunday, edges, year=year), above) for sunday, edges, year, above in headings]
    found = solve_years(spans, None, "sunday")
    inferred = [week for week, (span, _) in zip(found, spans, strict=True) if week and not span.year]
    assert all(found.count(week) == 1 for week in inferred)


def test_a_year_that_is_said_stays_even_where_the_order_speaks_against_it() -> None:
    spans = [
        (span_of(date(*day), (-6, 0), year=True), None)
        for day in [(2025, 3, 9), (2023, 1, 8), (2025, 3, 9), (2025, 2, 23)]
    ]
    assert solve_years(spans, None, "sunday") == [
        date(2025, 3, 9),
        date(2023, 1, 8),
        date(2025, 3, 9),
        date(2025, 2, 23),
    ]


def test_more_than_a_quarter_of_a_year_apart_nothing_follows() -> None:
    spans = [(Span((3, 3), (3, 9), 2025), None), (Span((9, 1), (9, 7)), None), (Span((8, 25), (8, 31)), None)]
    assert solve_years(spans, None, "sunday") == [date(2025, 3, 9), None, None]


def test_a_year_above_holds_for_all_ranges_below_it_that_keep_the_order() -> None:
    spans = [(Span((3, 4), (3, 10)), 2024), (Span((5, 27), (6, 2)), 2023), (Span((1, 2), (1, 8)), 2023)]
    assert solve_years(spans, None, "sunday") == [date(2024, 3, 10), date(2023, 6, 4), date(2023, 1, 8)]


@pytest.mark.parametrize("example", dates.CELL_FORMS.values())
def test_a_cell_names_a_day_in_every_form(example: str) -> None:
    assert date(2023, 3, 26) in dates.readings(example).values()


@pytest.mark.parametrize("example", dates.HEADING_FORMS.values())
def test_a_heading_names_a_week_in_every_form(example: str) -> None:
    assert dates.find_week(f"## Papers of {example}:", None, "sunday") == date(2023, 3, 26)


@pytest.mark.parametrize("example", dates.TEXT_FORMS.values())
def test_a_text_names_a_day_in_every_form(example: str) -> None:
    assert dates.find_day(f"No. 12 of {example}, for everybody") == date(2023, 3, 26)


@pytest.mark.parametrize("example", dates.SPAN_FORMS.values())
def test_a_heading_names_a_range_in_every_form(example: str) -> None:
    assert dates.find_span(f"# The week ({example})") == Span((3, 20), (3, 26), 2023)


@pytest.mark.parametrize(
    "text", ["", "soon", "2023", "Mon", "2:05 PM", "A month", "v2023.3.26-rc1", "1-2", "March 2023", "30 February 2023"]
)
def test_what_names_no_day_is_none(text: str) -> None:
    assert not dates.readings(text)
    assert not dates.find_day(text)
    assert not dates.find_week(text, None, "sunday")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Sunday, 26 March 2023 at 2:05 p.m.", date(2023, 3, 26)),
        ("2023-03-26T14:05:00.123Z", date(2023, 3, 26)),
        ("2023-03-26 14:05:00+01:00", date(2023, 3, 26)),
        ("Sun Mar 26 2023 14:05:00 GMT+0100 (Central European Standard Time)", date(2023, 3, 26)),
    ],
)
def test_weekdays_and_clocks_do_not_matter(text: str, day: date) -> None:
    assert dates.read_day(text) == day


def test_months_are_known_by_their_first_three_letters() -> None:
    names = [name for month in MONTHS for name in (month, month.lower(), month[:3].upper())]
    assert list(map(dates.month_number, names)) == [number for number in range(1, 13) for _ in range(3)]


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)), st.sampled_from(WEEKDAYS))
def test_a_week_is_named_by_the_next_of_its_last_days(day: date, ends: str) -> None:
    last = week_of(day, ends)
    assert timedelta(0) <= last - day < timedelta(7)
    assert last.weekday() == WEEKDAYS.index(ends)


SUNDAY = date(2023, 3, 26)


@pytest.mark.parametrize(
    "text",
    [
        *("2023-3-26", "26.03.2023", "26. 3. 2023", "20230326", "26. März 2023", "2023年3月26日", "2023년 3월 26일"),
        *(
            "March 26th, 2023",
            "26 марта 2023 \u0433.",
            "26 de marzo de 2023",
            "Sonntag, 26. März 2023",
            "le 26 mars 2023",
        ),
        *("domenica 26 marzo 2023", "26 marca 2023", "26 maart 2023", "søndag den 26. marts 2023", "2023-03-26 (Sun)"),
        *(
            "26 de março de 2023",
            "26. března 2023",
            "26 mars 2023",
            "2023. március 26.",
            "26 Mart 2023",
            "**2023-03-26**",
        ),
    ],
)
def test_a_day_is_read_in_the_main_languages(text: str) -> None:
    assert dates.read_when(text) == dates.When(SUNDAY, SUNDAY)


@pytest.mark.parametrize(
    "text",
    [
        *("2023-W12", "2023W12", "Week 12 2023", "week 12, 2023", "KW 12/2023", "2023 week 12", "March 20-26, 2023"),
        *("20.\u201326. März 2023", "2023-03-20/2023-03-26", "20-26 mars 2023", "Mar 20 \u2013 Mar 26, 2023"),
    ],
)
def test_a_week_is_read_without_a_day(text: str) -> None:
    assert dates.read_when(text) == dates.When(None, SUNDAY)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2023",
            "2023-03",
            "2023/03",
            "03/2023",
            "March 2023",
            "mars 2023",
            "März 2023",
            "2023年3月",
            "2023年",
            "Q1 2023",
        ),
        *("Spring 2023", "March 1 - April 30, 2023", "March \u2013 April 2023", "2022-2023", "March 2023 - April 2023"),
    ],
)
def test_a_month_or_a_year_is_a_time_without_a_week(text: str) -> None:
    assert dates.read_when(text) == dates.When()


@pytest.mark.parametrize(
    "text", ["03/04/2023", "soon", "", "2023-13-01", "2023-02-30", "March 26", "W12", "12", "mood"]
)
def test_what_says_no_time_or_could_be_two_is_none(text: str) -> None:
    assert dates.read_when(text) is None


def test_a_word_before_numbers_is_no_month() -> None:
    assert dates.find_span("Set 1-3") is None
    assert dates.find_span("Gen 3 - 4") is None


def test_where_both_orders_explain_a_week_that_of_the_weeks_with_years_counts() -> None:
    """The last one stands below the heading of the year before: the file lists the oldest first."""
    said = [(span_of(date(*day), (-6, 0), year=True), 2026) for day in [(2026, 9, 20), (2026, 11, 8), (2026, 11, 15)]]
    last = (span_of(date(2027, 1, 24), (-6, 0), year=False), 2026)
    assert solve_years([*said, last], None, "sunday")[-1] == date(2027, 1, 24)
