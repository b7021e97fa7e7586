"""Lists of pages: their groups, their small print, and numbers with their nouns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TypeVar

from backissue.archive.archive import day_of
from backissue.dates import month_name
from backissue.model import Page
from backissue.wording import Words

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Group:
    """Pages under one heading. ``name`` is its title in English, of which ids are made."""

    title: str
    pages: tuple[Page, ...]
    name: str


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


def by_month(words: Words, pages: Iterable[Page]) -> list[Group]:
    """Return pages, which come by day, in groups by month."""
    return [Group(_title(words, month), tuple(run), _name(month)) for month, run in groupby(pages, _month)]


def _month(page: Page) -> date | None:
    return day_of(page).replace(day=1) if _has_day(page) else None


def _title(words: Words, month: date | None) -> str:
    return words.month(month) if month else words("bi.undated")


def _name(month: date | None) -> str:
    return month_name(month) if month else "Undated"


def _has_day(page: Page) -> bool:
    return bool(page.item.week or page.item.date)


def days_of(pages: Iterable[Page]) -> list[date]:
    """Return the weeks of the pages that have one, each by its last day."""
    return [page.item.week for page in pages if page.item.week]


def amount(words: Words, pages: Iterable[Page]) -> str:
    """Return the number of pages with its noun: ``1 item``, ``2 items``."""
    return numbered(words, len(list(pages)), "item")


def numbered(words: Words, number: int, what: str) -> str:
    """Return a number with its noun, which is one of those below ``bi.count.`` in the words."""
    return words.count(f"bi.count.{what}", number)
