"""Time in columns: weeks, months, quarters or years, as many as a chart has room for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from backissue.dates import MONTHS

MOST = 26
"""Columns of a chart: half a year of weeks. As many fit side by side on a phone, each as wide as a line is high."""

GAP = 3
"""So many empty periods in a row, or more, become one column."""

Ordinal = Callable[[date], int]
Unit = tuple[str, Ordinal, Callable[[int], str]]
"""What a period is called, its number from a day, and what stands below it."""


@dataclass(frozen=True, slots=True)
class Period:
    """A column: what stands below it, its first and last number on its scale, and whether it is a gap."""

    label: str
    first: int
    last: int
    is_gap: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """Periods that follow each other, all as long as ``unit`` says, and the number of the period of a day."""

    unit: str
    ordinal: Ordinal
    periods: tuple[Period, ...]

    def counts(self, days: Iterable[date]) -> tuple[int, ...]:
        """How many of these days lie in each period."""
        found = Counter(map(self.ordinal, days))
        return tuple(0 if period.is_gap else found[period.first] for period in self.periods)


def scale(days: Sequence[date], most: int = MOST) -> Scale:
    """The finest scale that shows all of these days in at most ``most`` columns.

    A run of empty periods takes one column, so that a single old item does not press the others together.

    Args:
        days: the last days of weeks, in any order.
        most: the number of columns there is room for.
    """
    for unit, ordinal, label in (_weeks(max(days, default=date.min)), *_UNITS):
        periods = _periods(unit, sorted({ordinal(day) for day in days}), label)
        if len(periods) <= most:
            break
    return Scale(unit, ordinal, periods)


def _periods(unit: str, filled: Sequence[int], label: Callable[[int], str]) -> tuple[Period, ...]:
    found: list[Period] = []
    for number in filled:
        first = found[-1].last + 1 if found else number
        if number - first >= GAP:
            found.append(Period(f"{number - first} {_plural(unit)} without", first, number - 1, is_gap=True))
        else:
            found += [Period(label(empty), empty, empty) for empty in range(first, number)]
        found.append(Period(label(number), number, number))
    return tuple(found)


def _plural(unit: str) -> str:
    return f"{unit[:-1]}ies" if unit.endswith("y") else f"{unit}s"


def _weeks(newest: date) -> Unit:
    """Weeks, counted from the newest."""

    def label(number: int) -> str:
        day = newest + timedelta(weeks=number)
        return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"

    return "week", lambda day: -((newest - day).days // 7), label


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


_UNITS: Sequence[Unit] = (
    ("month", _month, lambda number: f"{MONTHS[number % 12][:3]} {number // 12}"),
    ("quarter", lambda day: _month(day) // 3, lambda number: f"Q{number % 4 + 1} {number // 4}"),
    ("year", lambda day: day.year, str),
    ("decade", lambda day: day.year // 10, lambda number: f"{number}0s"),
    ("century", lambda day: day.year // 100, lambda number: f"{number}00s"),
)
