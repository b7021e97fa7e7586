"""Charts that are tables: a stylesheet draws the numbers, and whoever cannot see the drawing reads them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from backissue.wording import Words, english

STEPS = 20
"""Heights that a column can have, and shades that a cell can have, beside none."""

FEW = 8
"""Up to so many columns their labels have room to stand upright."""

FEWEST = 3
"""Columns with something in them below which a chart says less than a sentence."""

MOST = 26
"""Columns of a chart: half a year of weeks. As many fit side by side on a phone, each as wide as a line is high."""

GAP = 3
"""So many empty periods in a row, or more, become one column."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A number, and its height or shade of 0 to :data:`STEPS`. Any number above zero has at least one."""

    number: int
    step: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a chart: what it is of, the address that this leads to, seen from the page, and its numbers."""

    title: str
    address: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Numbers over time: what they are, what stands below each column, and a row for each thing counted."""

    caption: str
    labels: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def has_room(self) -> bool:
        """Whether labels can stand upright."""
        return len(self.labels) <= FEW

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The numbers of the only row."""
        return self.rows[0].cells


def columns(
    whole: tuple[str, Sequence[date]],
    parts: Iterable[tuple[str, Sequence[date]]] = (),
    words: Words | None = None,
) -> list[Chart]:
    """Return charts with a column for each period, as high as the number of days in it.

    Args:
        whole: what is counted, for example ``Items``, with a day for each. It sets the periods and the measure.
        parts: the same for charts of parts of it.
        words: the language of the captions; English where none is given.

    Returns:
        The chart of the whole and those of its parts that are not nearly empty; none where all columns are as high.
    """
    over = scale(whole[1], words=words)
    largest = max(over.counts(whole[1]), default=0)
    shown = [whole, *(part for part in parts if over.filled(part[1]) >= FEWEST)]
    if over.filled(whole[1]) < FEWEST or all(map(over.is_even, (days for _, days in shown))):
        return []
    return [
        Chart(_caption(title, over), _labels(over), (_row("", "", over.counts(days), largest),))
        for title, days in shown
    ]


def heat(caption: str, rows: Iterable[tuple[str, str, Sequence[date]]], over: Scale) -> Chart:
    """Return a chart with a row of shaded cells for each thing counted.

    Args:
        caption: what is counted.
        rows: for each the title, the address that it leads to, and a day for each item.
        over: the columns.
    """
    counted = [(title, place, over.counts(days)) for title, place, days in rows]
    largest = max((number for _, _, counts in counted for number in counts), default=0)
    return Chart(_caption(caption, over), _labels(over), tuple(_row(*row, largest) for row in counted))


def table(caption: str, labels: Sequence[str], rows: Iterable[tuple[str, str, Sequence[int]]]) -> Chart:
    """Return numbers that are not over time, and of which none is shaded: title, address and numbers of each row."""
    found = (Row(title, place, tuple(Cell(number, 0) for number in numbers)) for title, place, numbers in rows)
    return Chart(caption, tuple(labels), tuple(found))


def _caption(what: str, over: Scale) -> str:
    return over.words(f"bi.chart.{over.unit}", what=what)


def _labels(over: Scale) -> tuple[str, ...]:
    return tuple(period.label for period in over.periods)


def _row(title: str, place: str, counts: Sequence[int], largest: int) -> Row:
    return Row(title, place, tuple(_cells(counts, largest)))


def _cells(counts: Iterable[int], largest: int) -> Iterator[Cell]:
    for number in counts:
        yield Cell(number, -(-STEPS * number // largest) if number else 0)


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
    words: Words = field(default_factory=english, compare=False)

    def counts(self, days: Iterable[date]) -> tuple[int, ...]:
        """Return how many of these days lie in each period."""
        found = Counter(map(self.ordinal, days))
        return tuple(0 if period.is_gap else found[period.first] for period in self.periods)

    def filled(self, days: Iterable[date]) -> int:
        """Return in how many periods these days lie."""
        return len(set(map(self.ordinal, days)))

    def is_even(self, days: Iterable[date]) -> bool:
        """Return whether as many of these days lie in each period that is no gap."""
        counts = zip(self.periods, self.counts(days), strict=True)
        return len({number for period, number in counts if not period.is_gap}) < 2


def scale(days: Sequence[date], most: int = MOST, words: Words | None = None) -> Scale:
    """Return the finest scale that shows all of these days in at most ``most`` columns.

    A run of empty periods takes one column, so that a single old item does not press the others together.

    Args:
        days: the last days of weeks, in any order.
        most: the number of columns there is room for.
        words: the language of what stands below the columns; English where none is given.
    """
    words = words or english()
    for unit, ordinal, label in _units(max(days, default=date.min), words):
        periods = _periods(words, unit, sorted({ordinal(day) for day in days}), label)
        if len(periods) <= most:
            break
    return Scale(unit, ordinal, periods, words)


def _periods(words: Words, unit: str, filled: Sequence[int], label: Callable[[int], str]) -> tuple[Period, ...]:
    found: list[Period] = []
    for number in filled:
        first = found[-1].last + 1 if found else number
        if number - first >= GAP:
            found.append(Period(words.count(f"bi.chart.gap.{unit}", number - first), first, number - 1, is_gap=True))
        else:
            found += [Period(label(empty), empty, empty) for empty in range(first, number)]
        found.append(Period(label(number), number, number))
    return tuple(found)


def _units(newest: date, words: Words) -> Sequence[Unit]:
    """Return all units, the finest first, weeks counted from the newest, with their labels in a language."""
    return (
        (
            "week",
            lambda day: -((newest - day).days // 7),
            lambda number: words.short_day(newest + timedelta(weeks=number)),
        ),
        ("month", _month, lambda number: words.short_month(date(number // 12, number % 12 + 1, 1))),
        (
            "quarter",
            lambda day: _month(day) // 3,
            lambda number: words("bi.chart.of.quarter", quarter=str(number % 4 + 1), year=str(number // 4)),
        ),
        ("year", lambda day: day.year, str),
        ("decade", lambda day: day.year // 10, lambda number: words("bi.chart.of.decade", year=f"{number}0")),
        ("century", lambda day: day.year // 100, lambda number: words("bi.chart.of.decade", year=f"{number}00")),
    )


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1
