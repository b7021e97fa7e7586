"""Charts that are tables: a stylesheet draws the numbers, and whoever cannot see the drawing reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from backissue.archive.addresses import address
from backissue.numbers.periods import Scale, scale
from backissue.site import paths

STEPS = 20
"""Heights that a column can have, and shades that a cell can have, beside none."""

FEW = 8
"""Up to so many columns their labels have room to stand upright."""

FEWEST = 3
"""Columns below which a chart says less than a sentence."""


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


def columns(whole: tuple[str, Sequence[date]], parts: Iterable[tuple[str, Sequence[date]]] = ()) -> list[Chart]:
    """Charts with a column for each period, as high as the number of days in it; none where that would say little.

    Args:
        whole: what is counted, for example ``Items``, with a day for each. It sets the periods and the measure.
        parts: the same for charts of parts of it.

    Returns:
        The chart of the whole and those of its parts.
    """
    over = scale(whole[1])
    largest = max(over.counts(whole[1]), default=0)
    if sum(not period.is_gap for period in over.periods) < FEWEST:
        return []
    return [
        Chart(f"{title} by {over.unit}", _labels(over), (_row("", "", over.counts(days), largest),))
        for title, days in (whole, *parts)
    ]


def heat(caption: str, rows: Iterable[tuple[str, str, Sequence[date]]], over: Scale) -> Chart:
    """A chart with a row of shaded cells for each thing counted.

    Args:
        caption: what is counted.
        rows: for each the title, the address that it leads to, and a day for each item.
        over: the columns.
    """
    counted = [(title, place, over.counts(days)) for title, place, days in rows]
    largest = max((number for _, _, counts in counted for number in counts), default=0)
    return Chart(f"{caption} by {over.unit}", _labels(over), tuple(_row(*row, largest) for row in counted))


def table(caption: str, labels: Sequence[str], rows: Iterable[tuple[str, str, Sequence[int]]]) -> Chart:
    """Numbers that are not over time, and of which none is shaded: title, address and numbers of each row."""
    found = (Row(title, place, tuple(Cell(number, 0) for number in numbers)) for title, place, numbers in rows)
    return Chart(caption, tuple(labels), tuple(found))


def href(target: str, page: str) -> str:
    """The address of one page of ``docs/`` as seen from another on the finished site, for HTML in Markdown.

    >>> href("topics/robotics.md", "numbers.md")
    '../topics/robotics/'
    """
    return quote(paths.relative(address(target), f"{address(page)}index")) + "/"


def _labels(over: Scale) -> tuple[str, ...]:
    return tuple(period.label for period in over.periods)


def _row(title: str, place: str, counts: Sequence[int], largest: int) -> Row:
    return Row(title, place, tuple(_cells(counts, largest)))


def _cells(counts: Iterable[int], largest: int) -> Iterator[Cell]:
    for number in counts:
        yield Cell(number, -(-STEPS * number // largest) if number else 0)
