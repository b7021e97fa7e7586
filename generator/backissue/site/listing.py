"""Lists of pages: their groups, their small print, and numbers with their nouns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TypeVar

from backissue.archive.archive import day_of
from backissue.dates import month_name
from backissue.model import Kind, Page

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Group:
    """Pages under one heading."""

    title: str
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """A page to link to, by its title; ``count`` is the number of items behind it.

    ``anchors`` are the ids of headings that now stand there, so that links to them lead to the link.
    """

    title: str
    path: str
    count: int = 0
    anchors: tuple[str, ...] = ()


def with_neighbours(
    things: Sequence[T], target: Callable[[T], Target]
) -> Iterator[tuple[T, Target | None, Target | None]]:
    """Yield each thing with links to the one before and the one after it."""
    targets = [None, *map(target, things), None]
    return zip(things, targets[:-2], targets[2:], strict=True)


def by_month(pages: Iterable[Page]) -> list[Group]:
    """Return pages, which come by day, in groups by month."""
    return [Group(month, tuple(run)) for month, run in groupby(pages, _month)]


def _month(page: Page) -> str:
    return month_name(day_of(page)) if _has_day(page) else "Undated"


def _has_day(page: Page) -> bool:
    return bool(page.item.week or page.item.date)


def days_of(pages: Iterable[Page]) -> list[date]:
    """Return the weeks of the pages that have one, each by its last day."""
    return [page.item.week for page in pages if page.item.week]


def amount(pages: Iterable[Page]) -> str:
    """Return the number of pages with its noun: ``1 item``, ``2 items``."""
    return numbered(len(list(pages)), "item")


def numbered(number: int, what: str) -> str:
    """Return a number with its noun."""
    return f"{number:,} {plural(number, what)}"


def plural(number: int, what: str) -> str:
    """Return a noun as it stands behind a number."""
    return what if number == 1 else f"{what}s"


def name_count(kind: Kind, number: int) -> str:
    """Return a kind as it stands behind a number."""
    return kind.value if number == 1 else kind.plural
