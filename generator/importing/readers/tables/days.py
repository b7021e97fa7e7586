"""The day that a text names, in the ways in which tables and headings write days."""

from __future__ import annotations

import re
from datetime import date

from generator.importing.readers.weeklies.weeklydates import find_span
from generator.model import parse_day, week_of

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_CLOCK = r"\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?"
_FORMS = tuple(
    re.compile(rf"(?<![\w/.-]){form}(?![\w/-])", re.IGNORECASE | re.ASCII)
    for form in (
        rf"{_YEAR}(?P<mark>[-/.])(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)(?:[T ]{_CLOCK})?",
        rf"{_DAY}(?: of)? {_NAME},? {_YEAR}",
        rf"{_NAME} {_DAY},? {_YEAR}",
    )
)
_NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})", re.ASCII)
_WEEKDAY = re.compile(r"(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? ", re.IGNORECASE)


def read_day(text: str) -> date | None:
    """The day that ``text`` is; ``None`` if it is none, or could be two.

    >>> read_day("2023/03/26") == read_day("26 March 2023") == read_day("Sun, Mar 26th, 2023") == date(2023, 3, 26)
    True
    >>> read_day("26/03/2023"), read_day("03/04/2023"), read_day("soon")
    (datetime.date(2023, 3, 26), None, None)
    """
    text = _WEEKDAY.sub("", " ".join(text.split()), count=1)
    if numbers := _NUMBERS.fullmatch(text):
        days = _either(*numbers.group(1, 3, 4))
        return days.pop() if len(days) == 1 else None
    found = next(filter(None, (form.fullmatch(text) for form in _FORMS)), None)
    return found and _day(found)


def is_ambiguous(text: str) -> bool:
    """Whether ``text`` is one day if its month comes first, and another if its day does.

    >>> is_ambiguous("03/04/2023"), is_ambiguous("03/26/2023"), is_ambiguous("03/03/2023")
    (True, False, False)
    """
    numbers = _NUMBERS.fullmatch(text.strip())
    return bool(numbers and len(_either(*numbers.group(1, 3, 4))) > 1)


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
    return parse_day(f"{parts['year']}-{month:02}-{int(parts['day']):02}")


def _either(first: str, second: str, year: str) -> set[date]:
    """The days that two numbers and a year can be."""
    days = (parse_day(f"{year}-{int(month):02}-{int(day):02}") for month, day in ((first, second), (second, first)))
    return {day for day in days if day}
