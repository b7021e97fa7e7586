"""The week that a heading names: ``(Jan 30-Feb 5)``, ``(December 30 - January 5) - 2025`` and their likes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from backissue.model import parse_day, week_of

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
_NAME = rf"(?:{_NAMES}|nov(?:ember)?|dec(?:ember)?)\b"
_START_MONTH, _END_MONTH = rf"(?P<start_month>{_NAME})\.? ?", rf"(?P<end_month>{_NAME})\.? ?"
_START_DAY, _END_DAY = (rf"(?P<{end}_day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)" for end in ("start", "end"))
_TO = r" ?(?:-{1,3}|\u2013|\u2014|to|through) ?"
_YEAR = r"(?:,? ?(?:19|20)\d\d)?"
_FORMS = (
    re.compile(rf"\b{_START_MONTH}{_START_DAY}{_YEAR}{_TO}(?:{_END_MONTH})?{_END_DAY}", re.IGNORECASE),
    re.compile(rf"\b{_START_DAY} ?(?:{_START_MONTH})?{_YEAR}{_TO}{_END_DAY} ?{_END_MONTH}", re.IGNORECASE),
)
_ISO = re.compile(rf"(\d{{4}}-\d\d-\d\d){_TO}(\d{{4}}-\d\d-\d\d)")
_A_YEAR = re.compile(r"(?<![\d-])(?:19|20)\d\d(?![\d-])")


@dataclass(frozen=True, slots=True)
class Span:
    """A range of days as month and day, with the year of its end where the heading gives one."""

    start: tuple[int, int]
    end: tuple[int, int]
    year: int | None = None

    @property
    def crosses_year(self) -> bool:
        """Whether it begins in one year and ends in the next."""
        return self.start > self.end

    def week(self, year: int, week_ends: str) -> date | None:
        """The week that holds its middle day, when it ends in ``year``; ``None`` if that is no range of a week.

        Ranges of 6 to 8 days occur, some of which share a day with their neighbour. By its last day, a range from
        Monday to Monday would fall into the week of the range after it; by its middle day, most of it decides.

        >>> Span((3, 18), (3, 25)).week(2024, "sunday"), Span((3, 26), (3, 31)).week(2024, "sunday")
        (datetime.date(2024, 3, 24), datetime.date(2024, 3, 31))
        """
        end, start = _day(year, self.end), _day(year - self.crosses_year, self.start)
        if not end or not start or end - start > timedelta(days=13):
            return None
        return week_of(end - (end - start) // 2, week_ends)


def find_span(heading: str) -> Span | None:
    """The range of days in a heading; ``None`` if there is none.

    >>> find_span("Papers of the Week (December 30 - January 5) - 2025")
    Span(start=(12, 30), end=(1, 5), year=2025)
    >>> find_span("The best of 13-19 Feb"), find_span("Version 1-2")
    (Span(start=(2, 13), end=(2, 19), year=None), None)
    """
    text = " ".join(heading.split())
    if found := _ISO.search(text):
        start, end = parse_day(found[1]), parse_day(found[2])
        return Span((start.month, start.day), (end.month, end.day), end.year) if start and end else None
    form = next(filter(None, (form.search(text) for form in _FORMS)), None)
    if not form:
        return None
    end_month = _month(form["end_month"] or form["start_month"])
    start_month = _month(form["start_month"] or form["end_month"])
    years = _A_YEAR.findall(text)
    year = int(years[-1]) if years else None
    return Span((start_month, int(form["start_day"])), (end_month, int(form["end_day"])), year)


def only_year(heading: str) -> int | None:
    """The year that a heading names, if it names one: ``# 2024``."""
    years = set(_A_YEAR.findall(heading))
    return int(years.pop()) if len(years) == 1 else None


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _day(year: int, month_day: tuple[int, int]) -> date | None:
    return parse_day(f"{year:04}-{month_day[0]:02}-{month_day[1]:02}")
