"""The day or week that a cell or heading names, in the ways in which tables write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from enum import StrEnum

from backissue.model import parse_day, week_of
from backissue.sources.weekly.weeklydates import find_span

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_ISO = rf"{_YEAR}(?P<mark>[-/.])(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)"
_CLOCK = re.compile(
    r"(?<=\d)(?:T|,? (?:at )?)\d{1,2}:\d\d(?::\d\d(?:\.\d{1,9})?)?(?: ?[ap]\.?m\.?)?"
    r" ?(?:Z|UTC|GMT)?(?:[+-]\d\d:?\d\d)?(?: \([\w ]+\))?$",
    re.IGNORECASE | re.ASCII,
)
_FORMS = tuple(
    re.compile(rf"(?<![\w/.-]){form}(?![\w/-])", re.IGNORECASE | re.ASCII)
    for form in (
        rf"{_ISO}(?:T[\d:.]+Z?)?",
        rf"{_DAY}(?: of)? {_NAME},? {_YEAR}",
        rf"{_NAME} {_DAY},? {_YEAR}",
    )
)
_CELL_FORMS = (
    *_FORMS,
    re.compile(r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)", re.ASCII),
    re.compile(rf"{_DAY}-{_NAME}-(?P<year>\d\d(?:\d\d)?)", re.IGNORECASE | re.ASCII),
)
_NUMBERS = re.compile(r"(\d{1,2})(?:([/.-])(\d{1,2})\2(\d{4})|([/.])(\d{1,2})\5(\d\d))", re.ASCII)
_ISO_WEEK = re.compile(r"(\d{4})-?W(\d\d?)", re.IGNORECASE | re.ASCII)
_WEEKDAY = re.compile(r"(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? ", re.IGNORECASE)
_LONGEST = 100


class Order(StrEnum):
    """Which of two numbers before a year comes first."""

    DAY = "day"
    MONTH = "month"


def read_day(text: str, order: Order | None = None) -> date | None:
    """The day that ``text`` is; ``None`` if it is none, or could be two and no ``order`` is known.

    >>> read_day("2023/03/26") == read_day("26 March 2023") == read_day("Sun, Mar 26th, 2023") == date(2023, 3, 26)
    True
    >>> read_day("26/03/2023"), read_day("03/04/2023"), read_day("3/4/23", Order.MONTH), read_day("soon")
    (datetime.date(2023, 3, 26), None, datetime.date(2023, 3, 4), None)
    """
    days = readings(text)
    chosen = {days[order]} if order in days else set(days.values())
    return chosen.pop() if len(chosen) == 1 else None


def readings(text: str) -> dict[Order, date]:
    """The day that ``text`` is in each order of its numbers; the same one in both where it is written in full.

    >>> [f"{order} first: {day}" for order, day in readings("03/04/2023").items()]
    ['day first: 2023-04-03', 'month first: 2023-03-04']
    """
    text = " ".join(text.split()) if len(text) <= _LONGEST else ""
    text = _CLOCK.sub("", _WEEKDAY.sub("", text, count=1), count=1)
    if numbers := _NUMBERS.fullmatch(text):
        return _either(*filter(None, (numbers[at] for at in (1, 3, 6, 4, 7))))
    found = next(filter(None, (form.fullmatch(text) for form in _CELL_FORMS)), None)
    day = found and _day(found)
    return dict.fromkeys(Order, day) if day else {}


def order_of(texts: Iterable[str]) -> Order | None:
    """The order of numbers that the plain ones of these days show; ``None`` if none or if they disagree.

    >>> order_of(["03/04/2023", "03/26/2023"]), order_of(["03/26/2023", "26/03/2023"])
    (<Order.MONTH: 'month'>, None)
    """
    found = {order for text in texts if len(days := readings(text)) == 1 for order in days}
    return found.pop() if len(found) == 1 else None


def read_week(text: str, order: Order | None, year: int | None, week_ends: str) -> date | None:
    """The week that a cell names by a day, a range of days or its number; ``year`` is that of a range without one.

    >>> {read_week(text, None, 2023, "sunday") for text in ("2023-03-20", "Mar 20-26", "2023-W12")}
    {datetime.date(2023, 3, 26)}
    """
    if day := read_day(text, order):
        return week_of(day, week_ends)
    if number := _ISO_WEEK.fullmatch(text.strip()):
        with suppress(ValueError):
            return week_of(date.fromisocalendar(int(number[1]), int(number[2]), 4), week_ends)
        return None
    span = find_span(text) if len(text) <= _LONGEST else None
    span_year = span and (span.year or year)
    return span.week(span_year, week_ends) if span and span_year else None


def is_time(text: str) -> bool:
    """Whether ``text`` names a day or a range of days, if only in one of its readings."""
    return bool(readings(text)) or (len(text) <= _LONGEST and bool(find_span(text)))


def week_in(heading: str, year: int | None, week_ends: str) -> date | None:
    """The week that a heading names by a day or a range of days; ``year`` is that of a range without one.

    >>> week_in("## Week of 20 March 2023", None, "sunday"), week_in("## Papers (Mar 20-26)", 2023, "sunday")
    (datetime.date(2023, 3, 26), datetime.date(2023, 3, 26))
    """
    span = find_span(heading)
    if span:
        year = span.year or year
        return span.week(year, week_ends) if year else None
    found = next(filter(None, (form.search(heading) for form in _FORMS)), None)
    day = found and _day(found)
    return week_of(day, week_ends) if day else None


def _day(found: re.Match[str]) -> date | None:
    parts = found.groupdict()
    month = _MONTHS.index(parts["name"][:3].lower()) + 1 if parts.get("name") else int(parts["month"])
    return parse_day(f"{_full(parts['year'])}-{month:02}-{int(parts['day']):02}")


def _either(first: str, second: str, year: str) -> dict[Order, date]:
    """The days that two numbers and a year can be; both orders where the numbers are equal."""
    pairs = {Order.DAY: (first, second), Order.MONTH: (second, first)}
    days = {order: parse_day(f"{_full(year)}-{int(month):02}-{int(day):02}") for order, (day, month) in pairs.items()}
    return {order: day for order, day in days.items() if day}


def _full(year: str) -> str:
    """A year of two digits in full, as POSIX has it: those up to 68 are of this century."""
    return year if len(year) == 4 else f"{'20' if int(year) <= 68 else '19'}{year}"
