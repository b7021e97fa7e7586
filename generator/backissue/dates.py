"""Days, weeks and ranges of days: as people write them in sources, and as the site names them, always in English."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cached_property

from backissue.calendars import common_year, in_common_years, may_be_buddhist, read_lettered, shows_thailand
from backissue.clock_times import clock_time
from backissue.date_words import (
    ARTICLES,
    MONTH_NAMES,
    MONTH_NUMBERS,
    MONTHS,
    SHORT_WEEKDAYS,
    SURE_NAMES,
    WEEKDAY_NAMES,
    WEEKDAYS,
)
from backissue.lunar_calendars import in_common_days

_LONGEST = 100  # characters of a cell that may be a day
_PARTS = {
    "<year>": r"(?P<year>\d{4})",
    "<yy>": r"(?P<year>\d\d)",
    "<name>": rf"(?P<name>{MONTH_NAMES})(?!\w)\.?",
    "<sure name>": rf"(?P<name>{SURE_NAMES})(?!\w)\.?",
    "<month>": r"(?P<month>\d\d?)",
    "<mm>": r"(?P<month>\d\d)",
    "<day>": r"(?P<day>\d\d?)(?:st|nd|rd|th|er|\u00ba)?(?!\d)",
    "<dd>": r"(?P<day>\d\d)",
    "<one>": r"(?P<one>\d\d?)",
    "<other>": r"(?P<other>\d\d?)",
    "<to>": r"\.? ?(?:-{1,3}|\u2013|\u2014|/|\.{2,3}|to|through|bis|au|al) ?",
    "<a year>": r"(?:,? ?(?:19|20)\d\d)?",
}
_PARTS |= {part.replace("<", "<end "): pattern.replace("P<", "P<end_") for part, pattern in _PARTS.items()}

# Ways to write a day or a range of days: a pattern with the parts of a date in <>, and an example, which is its test.
WORDED_FORMS = {
    "<name> <day>,? <year>": "Mar. 26th, 2023",
    r"<day>\.?(?: of)? <name>,? <year>": "26th of March 2023",
    r"<day>\.? de <name>(?: del?)? <year>": "26 de marzo de 2023",
    r"<year>[.,]? <name> <day>\.?": "2023 March 26",
    "<year>[年년] ?<month>[月월] ?<day>[日일]": "2023年3月26日",
}
NUMBERED_FORMS = {
    r"(?<![./-])<one>(?P<mark>[/.-])<other>(?P=mark)<year>": "26.03.2023",
    "<year>[-/]<mm>[-/]<dd>": "2023/03/26",
    r"<year>(?P<mark>[-/.])<month>(?P=mark)<day>": "2023-3-26",
}
TEXT_FORMS = {**NUMBERED_FORMS, **WORDED_FORMS}
HEADING_FORMS = {r"<year>(?P<mark>[-/.])<month>(?P=mark)<day>(?:T[0-9:.]+Z?)?": "2023.3.26", **WORDED_FORMS}
CELL_FORMS = {
    **HEADING_FORMS,
    "(?=19|20)<year><mm><dd>": "20230326",
    "<day>-<name>-<year>": "26-Mar-2023",
    "<day>-<name>-<yy>": "26-Mar-23",
    "<one>(?P<mark>[/.-])<other>(?P=mark)<year>": "26/03/2023",
    "<one>(?P<mark>[/.])<other>(?P=mark)<yy>": "3/26/23",
    r"<one>\. <other>\. <year>": "26. 3. 2023",
    r"<year>\. <month>\. <day>\.?": "2023. 3. 26.",
}
SPAN_FORMS = {
    "<year>-<mm>-<dd><to><end year>-<end mm>-<end day>": "2023-03-20 to 2023-03-26",
    "<sure name> ?<day><a year><to>(?:<end sure name> ?)?<end day>": "March 20th - Mar. 26th 2023",
    r"<day> ?(?:<sure name> ?)?<a year><to><end day>\.? ?<end sure name>": "20-26 March, 2023",
}


def _compiled(forms: Iterable[str], before: str = "", after: str = "") -> tuple[re.Pattern[str], ...]:
    patterns = (re.sub("<[a-z ]+>", lambda part: _PARTS.get(part[0], part[0]), form) for form in forms)
    figures = ((before + pattern + after).replace(r"\d", "[0-9]") for pattern in patterns)
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in figures)


_TEXT = _compiled(TEXT_FORMS, r"\b", r"(?!\d)")
_HEADING = _compiled(HEADING_FORMS, r"(?<![\w/.-])", r"(?![\w/-])")
_CELL = _compiled(CELL_FORMS)
_SPAN = _compiled(SPAN_FORMS, r"\b")
_A_YEAR = re.compile(r"(?<![\d-])(?:19|20)\d\d(?![\d-])")
_WEEK_WORDS = "(?:w|week|kw|wk|cw|v|uge|vecka|semaine|settimana|semana)"
_A_WEEK = re.compile(
    rf"""(?P<year>\d{{4}}),?[ /-]?{_WEEK_WORDS}[ .-]?(?P<week>\d\d?)
    | {_WEEK_WORDS}[ .-]?(?P<week2>\d\d?)(?:,|\ of|\ de)?[ /-]?(?P<year2>\d{{4}})""",
    re.IGNORECASE | re.VERBOSE,
)
_COARSE = re.compile(
    rf"""(?:19|20)\d\d                                     # a year
    | (?:19|20)\d\d[-/. ](?:0?[1-9]|1[0-2])              # a year and a month
    | (?:0?[1-9]|1[0-2])[-/.](?:19|20)\d\d
    | (?:{MONTH_NAMES})\.?(?:\ de|\ of)?[, /-]*(?:19|20)\d\d
    | (?:19|20)\d\d[, /-]*(?:{MONTH_NAMES})\.?
    | (?:19|20)\d\d[年년]\ ?(?:(?:0?[1-9]|1[0-2])[月월])?
    | (?:q[1-4]|[1-4]q|spring|summer|autumn|fall|winter|early|mid|late)[- ,]*(?:of\ )?(?:19|20)\d\d
    | (?:19|20)\d\d[- ]?q[1-4]
    | (?:(?:{MONTH_NAMES})\.?\ )?(?:(?:19|20)\d\d\ ?)?[-\u2013]\ ?(?:{MONTH_NAMES})\.?\ (?:19|20)\d\d   # months
    | (?:19|20)\d\d\ ?[-\u2013/]\ ?(?:(?:19|20)\d\d|\d\d)            # years
    """,
    re.IGNORECASE | re.VERBOSE,
)
_CLOCK = re.compile(
    r"""
    (?<=\d)(?:T|,?\ (?:at\ )?)              # behind a day
    \d{1,2}:\d\d(?::\d\d(?:\.\d{1,9})?)?    # hours, minutes, seconds
    (?:\ ?[ap]\.?m\.?)?                     # half of the day
    \ ?(?:Z|UTC|GMT)?(?:[+-]\d\d:?\d\d)?    # zone
    (?:\ \([\w\ ]+\))?$                     # name of the zone
    """,
    re.IGNORECASE | re.ASCII | re.VERBOSE,
)


_BEHIND = re.compile(" (?:\\([^\\W\\d_]{2,12}\\.?\\)|\u0433\\.?|\u0433\u043e\u0434\u0430?)$")
"""What stands behind a day: its weekday in brackets, or the word for a year."""

_DOTTED = re.compile(r"(?<!\d)\d\d?\. ?\d\d?\. ?(?:\d\d)?\d\d(?!\d)", re.ASCII)
_EPOCH = date(1899, 12, 30)
"""Day 0 of the dates of spreadsheets, as Excel counts since March 1900 (ECMA-376, part 1, 18.17.4.1)."""
_SERIALS = range(32_874, 73_051)
"""Such numbers of the days from 1990 to 2099; a year has four figures."""
_STAMPS = range(631_152_000, 4_102_444_800)
"""Seconds since 1970 of the same years."""


def parse_day(text: str) -> date | None:
    """Return the day that ``text`` names as 2023-03-26; ``None`` if it is none, or one that no archive is of.

    >>> parse_day("2023-03-26"), parse_day("2023-13-26"), parse_day("9999-12-31"), parse_day("20230326")
    (datetime.date(2023, 3, 26), None, None, None)
    """
    has_form = len(text) == 10 and text[4] == text[7] == "-" and text.isascii()
    with suppress(ValueError):
        day = date.fromisoformat(text) if has_form else None
        return day if day and 1000 < day.year < 3000 else None
    return None


def day_from(year: str | int, month: int, day: str | int) -> date | None:
    """Return the day of these numbers; ``None`` if there is none. Years of two digits are those of POSIX, to 2068.

    >>> day_from("23", 3, "26"), day_from(1970, 2, 30)
    (datetime.date(2023, 3, 26), None)
    """
    if len(str(year)) == 2:
        year = f"{20 if int(year) <= 68 else 19}{year}"
    return parse_day(f"{year:>04}-{month:02}-{int(day):02}")


def month_of(name: str) -> int:
    """Return the number of the month of a name in any of the languages, or 0.

    >>> month_of("Sept."), month_of("März"), month_of("août"), month_of("марта"), month_of("soon")
    (9, 3, 8, 3, 0)
    """
    return MONTH_NUMBERS.get(name.casefold().rstrip("."), 0)


def is_weekday(word: str) -> bool:
    """Return whether a word names a weekday, or is what stands before a day in a sentence.

    >>> is_weekday("Mon,"), is_weekday("Mittwoch,"), is_weekday("den"), is_weekday("March")
    (True, True, True, False)
    """
    name = word.rstrip(".,").casefold()
    is_english = len(name) >= 3 and any(weekday.startswith(name) for weekday in WEEKDAYS)
    return is_english or name in WEEKDAY_NAMES or name in ARTICLES or (name in SHORT_WEEKDAYS and word != name)


def month_number(name: str) -> int:
    """Return the number of the month that ``name`` names, in English by its first three letters at least, or 0.

    >>> month_number("Sept."), month_number("march"), month_number("soon")
    (9, 3, 0)
    """
    known = month_of(name)
    return known or next((at for at, month in enumerate(MONTHS, 1) if month[:3].lower() == name[:3].lower()), 0)


def week_of(day: date, week_ends: str = "sunday") -> date:
    """Return the last day of the week that ``day`` lies in.

    >>> week_of(date(2023, 3, 20)), week_of(date(2023, 3, 26))
    (datetime.date(2023, 3, 26), datetime.date(2023, 3, 26))
    """
    return day + timedelta(days=(WEEKDAYS.index(week_ends) - day.weekday()) % 7)


class Order(StrEnum):
    """Which of two numbers before a year comes first."""

    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Orders:
    """Which number comes first, where it is known: in days of any mark, and in those with dots between their numbers.

    Wherever days are written with dots, the day comes first (Unicode CLDR, short dates), unless others show otherwise.
    """

    any_mark: Order | None = None
    dotted: Order | None = Order.DAY

    def of(self, text: str) -> Order | None:
        """Return the order of the numbers of a text."""
        return self.dotted if _DOTTED.search(text) else self.any_mark


_UNKNOWN = Orders()


def readings(text: str) -> dict[Order, date]:
    """Return the day that ``text`` is in each order of its numbers; the same one in both where it is written in full.

    >>> [f"{order} first: {day}" for order, day in readings("03/04/2023").items()]
    ['day first: 2023-04-03', 'month first: 2023-03-04']
    """
    text = _common(" ".join(text.split())) if len(text) <= _LONGEST else ""
    first, _, rest = text.partition(" ")
    while rest and is_weekday(first) and not month_of(first):
        text = rest
        first, _, rest = text.partition(" ")
    text = _BEHIND.sub("", _CLOCK.sub("", text, count=1))
    found = next(filter(None, (form.fullmatch(text) for form in _CELL)), None)
    if not found:
        return {}
    return _in_each_order(found)


def _in_each_order(found: re.Match[str]) -> dict[Order, date]:
    """Return the day that a form names in each order of its numbers."""
    part, year = found.groupdict(), _year(found["year"], found.string)
    if "one" not in part:
        month = month_number(part.get("name") or "") or int(part["month"])
        days = dict.fromkeys(Order, day_from(year, month, part["day"]))
    else:
        pairs = {Order.DAY: (part["one"], part["other"]), Order.MONTH: (part["other"], part["one"])}
        days = {order: day_from(year, int(month), day) for order, (day, month) in pairs.items()}
    return {order: day for order, day in days.items() if day}


def _year(figures: str, text: str) -> str:
    """Return a year, that of the Buddhist calendar as a common one where its text, or what it stands in, is Thai."""
    if len(figures) < 4 or figures < "24" or not may_be_buddhist(int(figures)):
        return figures
    around = _AROUND.get()
    is_thai = shows_thailand(text) or (around is not None and around.is_thai)
    return str(common_year(int(figures))) if is_thai else figures


@dataclass(frozen=True)
class _Around:
    """The lines that a date stands in, which are looked at only where one has a year that may be of Thailand."""

    lines: Sequence[str] = ()

    @cached_property
    def is_thai(self) -> bool:
        return any(map(shows_thailand, self.lines))


_AROUND: ContextVar[_Around | None] = ContextVar("_AROUND", default=None)


@contextmanager
def within(lines: Sequence[str]) -> Iterator[None]:
    """Read the years of all dates as those of a text of these ``lines``, until the context ends.

    >>> with within(["title: ข่าวประจำสัปดาห์"]):
    ...     read_day("2569-03-05")
    datetime.date(2026, 3, 5)
    """
    token = _AROUND.set(_Around(lines))
    try:
        yield
    finally:
        _AROUND.reset(token)


_MAY_BE_OTHER = re.compile(
    r"\bB\.?E\b|\d \w{3,11} 1[2-6]\d\d\b|[RHS]\.?\s?\d|[a-z],? (?:1[34]|5[78])\d\d\b|I,? 5[78]\d\d\b", re.ASCII
)
"""What a text in Latin letters has that names a day of another calendar."""


def _common(text: str) -> str:
    """Return a text with its days of other calendars as those of the common one; most texts have none."""
    if text.isascii() and not _MAY_BE_OTHER.search(text):
        return text
    return read_lettered(in_common_years(in_common_days(text)))


def _day(found: re.Match[str]) -> date | None:
    """Return the day that a form names; ``None`` where it is none or could be two."""
    return _choose(_in_each_order(found), _UNKNOWN.of(found[0]))


def _choose(days: Mapping[Order, date], order: Order | None) -> date | None:
    chosen = {days[order]} if order and order in days else set(days.values())
    return chosen.pop() if len(chosen) == 1 else None


def order_of(texts: Iterable[str]) -> Orders:
    """Return the order of numbers that the plain ones of these days show; none where they disagree.

    >>> order_of(["03/04/2023", "03/26/2023"]), order_of(["03/26/2023", "26/03/2023"]).any_mark
    (Orders(any_mark=<Order.MONTH: 'month'>, dotted=<Order.DAY: 'day'>), None)
    >>> order_of(["03.04.2023", "03.26.2023"]).dotted, order_of(["03.26.2023", "26.03.2023"]).dotted
    (<Order.MONTH: 'month'>, None)
    """
    plain = [
        (order, bool(_DOTTED.search(text))) for text in texts if len(days := readings(text)) == 1 for order in days
    ]
    dotted = {order for order, is_dotted in plain if is_dotted}
    return Orders(_only({order for order, _ in plain}), _only(dotted) if dotted else Order.DAY)


def _only(orders: Collection[Order]) -> Order | None:
    return next(iter(orders)) if len(orders) == 1 else None


def read_day(text: str, orders: Orders | None = None) -> date | None:
    """Return the day that ``text`` is; ``None`` if it is none, or could be two and no order is known.

    >>> read_day("2023/03/26") == read_day("26 March 2023") == read_day("Sun, Mar 26th, 2023") == date(2023, 3, 26)
    True
    >>> read_day("26/03/2023"), read_day("03/04/2023"), read_day("3/4/23", Orders(Order.MONTH)), read_day("soon")
    (datetime.date(2023, 3, 26), None, datetime.date(2023, 3, 4), None)
    >>> read_day("05.03.2026") == read_day("5. 3. 2026", Orders(Order.MONTH)) == date(2026, 3, 5)
    True
    """
    return _choose(readings(text), (orders or _UNKNOWN).of(text))


def read_week(text: str, orders: Orders | None, year: int | None, week_ends: str) -> date | None:
    """Return the week that a cell names by a day, a range of days or its number; ``year`` is of a range without one.

    >>> {read_week(text, None, 2023, "sunday") for text in ("2023-03-20", "Mar 20-26", "2023-W12", "Week 12, 2023")}
    {datetime.date(2023, 3, 26)}
    """
    day = read_day(text, orders)
    if not day and (found := _A_WEEK.fullmatch(text.strip())):
        week = int(found["week"] or found["week2"])
        with suppress(ValueError):  # a week by its number is that of its Thursday, which decides its year
            day = date.fromisocalendar(int(found["year"] or found["year2"]), week, 4)
    if day:
        return week_of(day, week_ends)
    span = find_span(text) if len(text) <= _LONGEST else None
    return span.week(span.year or year, week_ends) if span else None


@dataclass(frozen=True, slots=True)
class When:
    """When something was, as exactly as it is said: a day and its week, a week, or neither of a month or a year.

    ``time`` is that of the day, with its distance from Greenwich, where both are known.
    """

    day: date | None = None
    week: date | None = None
    time: str = field(default="", repr=False)


def read_number(text: str) -> str:
    """Return the day that a number in a column of days stands for as 2023-03-26; any other text as it is.

    >>> read_number("45011"), read_number("45011.75"), read_number("1679838300"), read_number("2023")
    ('2023-03-26', '2023-03-26', '2023-03-26', '2023')
    """
    whole, _, rest = text.partition(".")
    if not (whole.isascii() and whole.isdigit() and (not rest or rest.isdigit())):
        return text
    if int(whole) in _SERIALS:
        return (_EPOCH + timedelta(days=int(whole))).isoformat()
    seconds = int(whole) // (1000 if len(whole) == 13 else 1)
    is_stamp = len(whole) in {9, 10, 13} and seconds in _STAMPS
    return datetime.fromtimestamp(seconds, UTC).date().isoformat() if is_stamp else text


def read_when(
    text: str, orders: Orders | None = None, year: int | None = None, week_ends: str = "sunday"
) -> When | None:
    """Return when ``text`` says that something was; ``None`` if it says no time, or could be two.

    >>> read_when("2023-03-20"), read_when("2023-W12").day, read_when("May 2023"), read_when("03/04/2023")
    (When(day=datetime.date(2023, 3, 20), week=datetime.date(2023, 3, 26)), None, When(day=None, week=None), None)
    """
    text = " ".join(text.split()).strip("\"'`*_. ")
    text = text[1:-1] if (text[:1], text[-1:]) in {("(", ")"), ("[", "]")} else text
    if day := read_day(text, orders):
        return When(day, week_of(day, week_ends), clock_time(text) if ":" in text else "")
    if week := read_week(text, orders, year, week_ends):
        return When(None, week)
    return When() if is_coarse(text) else None


def is_coarse(text: str) -> bool:
    """Return whether a text names a month, a year or a range of days that is longer than a week.

    >>> is_coarse("2023-05"), is_coarse("mars 2023"), is_coarse("March 1 - April 30, 2023"), is_coarse("soon")
    (True, True, True, False)
    """
    is_short = len(text) <= _LONGEST
    return is_short and bool(_COARSE.fullmatch(_common(" ".join(text.split()))) or find_span(text))


def is_date(text: str) -> bool:
    """Return whether ``text`` names a day or a range of days, if only in one of its readings."""
    return bool(readings(text)) or (len(text) <= _LONGEST and bool(find_span(text)))


def find_day(text: str) -> date | None:
    """Return the first day that a text names, be it in a path or a file's name; one that could be two is none.

    >>> find_day("/2026/07/31/news"), find_day("Friday, July 31st, 2026"), find_day("No. 12 of 31 Jul 2026")
    (datetime.date(2026, 7, 31), datetime.date(2026, 7, 31), datetime.date(2026, 7, 31))
    >>> find_day("2026-02-31"), find_day("5/3/2026"), find_day("Nr. 7 vom 5.3.2026")
    (None, None, datetime.date(2026, 3, 5))
    """
    text = _common(text)
    found = (match for form in _TEXT for match in form.finditer(text))
    return next(filter(None, map(_day, found)), None)


def split_day(text: str) -> tuple[date, str, str] | None:
    """Return the first day that a text names, and what stands before and behind it.

    >>> split_day("Issue 7, May 3rd, 2024 at noon")
    (datetime.date(2024, 5, 3), 'Issue 7, ', ' at noon')
    """
    text = _common(text)
    found = ((match, _day(match)) for form in _TEXT for match in form.finditer(text))
    return next(((day, text[: match.start()], text[match.end() :]) for match, day in found if day), None)


def find_week(heading: str, year: int | None, week_ends: str) -> date | None:
    """Return the week that a heading names by a day or a range of days; ``year`` is that of a range without one.

    >>> find_week("## Week of 20 March 2023", None, "sunday"), find_week("## Papers (Mar 20-26)", 2023, "sunday")
    (datetime.date(2023, 3, 26), datetime.date(2023, 3, 26))
    """
    if span := find_span(heading):
        return span.week(span.year or year, week_ends)
    heading = _common(heading)
    found = next(filter(None, (form.search(heading) for form in _HEADING)), None)
    day = found and _day(found)
    return week_of(day, week_ends) if day else None


def find_year(heading: str) -> int | None:
    """Return the year that a heading names, if it names one: ``# 2024``."""
    years = set(_A_YEAR.findall(heading))
    return int(years.pop()) if len(years) == 1 else None


@dataclass(frozen=True, slots=True)
class Span:
    """A range of days as month and day, with the year of its end where the heading gives one."""

    start: tuple[int, int]
    end: tuple[int, int]
    year: int | None = None

    def week(self, year: int | None, week_ends: str) -> date | None:
        """Return the week that holds its middle day, when it ends in ``year``; ``None`` if that is no range of a week.

        Ranges of 6 to 8 days occur, some of which share a day with their neighbour. By its last day, a range from
        Monday to Monday would fall into the week of the range after it; by its middle day, most of it decides.

        >>> Span((3, 18), (3, 25)).week(2024, "sunday"), Span((3, 26), (3, 31)).week(2024, "sunday")
        (datetime.date(2024, 3, 24), datetime.date(2024, 3, 31))
        """
        end = day_from(f"{year:04}", *self.end) if year else None
        start = day_from(f"{year - (self.start > self.end):04}", *self.start) if year else None
        if not end or not start or end - start > timedelta(days=13):
            return None
        return week_of(end - (end - start) // 2, week_ends)


def find_span(heading: str) -> Span | None:
    """Return the range of days in a heading; ``None`` if there is none.

    >>> find_span("Papers of the Week (December 30 - January 5) - 2025")
    Span(start=(12, 30), end=(1, 5), year=2025)
    >>> find_span("The best of 13-19 Feb"), find_span("Version 1-2")
    (Span(start=(2, 13), end=(2, 19), year=None), None)
    """
    text = " ".join(heading.split())
    found = next(filter(None, (form.search(text) for form in _SPAN)), None)
    if not found:
        return None
    part = found.groupdict()
    end_month = month_number(part.get("end_name") or part.get("name") or "") or int(part["end_month"])
    start_month = month_number(part.get("name") or "") or int(part.get("month") or end_month)
    years = [part["end_year"]] if "end_year" in part else _A_YEAR.findall(text)
    return Span((start_month, int(part["day"])), (end_month, int(part["end_day"])), int(years[-1]) if years else None)


def month_name(day: date) -> str:
    """Return ``March 2023``, in English whatever the machine's language."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def day_name(day: date) -> str:
    """Return ``26 March 2023``."""
    return f"{day.day} {month_name(day)}"


def span_name(day: date) -> str:
    r"""Return the name of the seven days that end on ``day``: ``20-26 March 2023``, with an en dash.

    >>> span_name(date(2023, 3, 26))
    '20\u201326 March 2023'
    """
    return period_name(day - timedelta(days=6), day)


def period_name(first: date, last: date) -> str:
    r"""Return the name of the days from the first to the last.

    >>> period_name(date(2023, 2, 20), date(2023, 3, 5))
    '20 February \u2013 5 March 2023'
    """
    begin = day_name(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}\u2013{day_name(last)}"
    if first.year == last.year:
        begin = begin.removesuffix(f" {first.year}")
    return f"{begin} \u2013 {day_name(last)}"
