"""Lists of pages: their groups, their small print, and numbers with their nouns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TypeVar

from backissue.archive.archive import day_of
from backissue.archive.shelves import week_path, year_path
from backissue.dates import day_name, month_name, span_name
from backissue.model import Kind, Page, Week

NoteOf = Callable[[Page], str]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Group:
    """Pages under one heading, and the small print that each of them gets."""

    title: str
    pages: tuple[Page, ...]
    note: NoteOf


@dataclass(frozen=True, slots=True)
class Target:
    """A page to link to, by its title; ``count`` is the number of items behind it."""

    title: str
    path: str
    count: int = 0


def with_neighbours(
    things: Sequence[T], target: Callable[[T], Target]
) -> Iterator[tuple[T, Target | None, Target | None]]:
    """Yield each thing with links to the one before and the one after it."""
    targets = [None, *map(target, things), None]
    return zip(things, targets[:-2], targets[2:], strict=True)


def page_target(page: Page) -> Target:
    """Return a link to an item."""
    return Target(page.item.title, page.path)


def week_target(week: Week) -> Target:
    """Return a link to an issue."""
    return Target(span_name(week.day), week_path(week.day))


def year_target(year: int) -> Target:
    """Return a link to a year."""
    return Target(str(year), year_path(year))


def by_month(pages: Sequence[Page], note: NoteOf) -> list[Group]:
    """Return pages, which come by day, in groups by month."""
    return [Group(_month(run[0]), tuple(run), note) for run in _runs(pages, _month)]


def by_year(pages: Sequence[Page]) -> list[tuple[str, list[Page]]]:
    """Return pages, which come by day, in runs by year."""
    return [(_year(run[0]), run) for run in _runs(pages, _year)]


def _runs(pages: Sequence[Page], key: Callable[[Page], str]) -> Iterator[list[Page]]:
    return (list(run) for _, run in groupby(pages, key))


def _month(page: Page) -> str:
    return month_name(day_of(page)) if page.item.week or page.item.date else "Undated"


def _year(page: Page) -> str:
    return str(day_of(page).year) if page.item.week or page.item.date else "Undated"


def days_of(pages: Iterable[Page]) -> list[date]:
    """Return the weeks of the pages that have one, each by its last day."""
    return [page.item.week for page in pages if page.item.week]


def kind_and_week(page: Page) -> str:
    """Return the small print for lists of one topic."""
    return " · ".join([page.item.kind.label, *([day_name(day_of(page))] if page.item.week else [])])


def amount(pages: Iterable[Page]) -> str:
    """Return the number of pages with its noun: ``1 item``, ``2 items``."""
    return numbered(len(list(pages)), "item")


def numbered(number: int, what: str) -> str:
    """Return a number with its noun."""
    return f"{number} {plural(number, what)}"


def plural(number: int, what: str) -> str:
    """Return a noun as it stands behind a number."""
    return what if number == 1 else f"{what}s"


def name_count(kind: Kind, number: int) -> str:
    """Return a kind as it stands behind a number."""
    return kind.value if number == 1 else kind.plural
