"""Items as they stand in lists: number, title, what they begin with, and what sets them apart from the others there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from backissue.archive.shelves import week_path
from backissue.model import Kind, Page
from backissue.site import issue_page
from backissue.site.sheet import Dated, Row, Sheet
from backissue.site.site import Site


@dataclass(frozen=True, slots=True)
class Look:
    """What a list says of its items: dates, topics, and the kind of those that are not of the ``usual`` one."""

    usual: Kind | None
    has_topics: bool = True
    has_dates: bool = True


def usual_kind(pages: Iterable[Page]) -> Kind | None:
    """Return the kind of most of the pages, which a list of them need not name; ``None`` where there are none."""
    counts = Counter(page.item.kind for page in pages)
    return max(counts, key=lambda kind: (counts[kind], -list(Kind).index(kind)), default=None)


def item_rows(site: Site, sheet: Sheet, pages: Iterable[Page], look: Look, week: date | None = None) -> list[Row]:
    """Return items as they stand in a list of one ``week``, or of several, where each has the number of its own."""
    return [_row(site, sheet, page, look, week or page.item.week) for page in pages]


def _row(site: Site, sheet: Sheet, page: Page, look: Look, week: date | None) -> Row:
    row = with_opening(site, sheet, page)
    if week and (number := site.catalogue.numbers.get((week, page.path))):
        row["place"] = number
    day = [site.words.day(page.item.date)] if page.item.date and look.has_dates else []
    kind = [site.words.kind(page.item.kind)] if page.item.kind is not look.usual else []
    topics = [topic.name for topic in site.catalogue.topics_of(page.item)] if look.has_topics else []
    if words := " · ".join([*kind, *day, *topics]):
        row["note"] = sheet.text(words)
    return row


def with_opening(site: Site, sheet: Sheet, page: Page) -> Row:
    """Return a link to an item's page, and what that begins with."""
    row = sheet.row(page.item.title, page.path)
    if words := opening(site, page):
        row["said"] = sheet.text(words)
    return row


def opening(site: Site, page: Page) -> str:
    """Return what lists say of an item below its title: what an issue has in it, or what a text begins with."""
    return issue_page.opening(site, page) or site.opening(page)


def dated_rows(site: Site, sheet: Sheet, pages: Sequence[Page], look: Look) -> list[Dated]:
    """Return items, which come by day, each run of one week below its days; of no week, below their day."""
    return [_dated(site, sheet, [*run], look) for _, run in groupby(pages, _date)]


def _date(page: Page) -> tuple[date | None, date | None]:
    return page.item.week, None if page.item.week else page.item.date


def _dated(site: Site, sheet: Sheet, pages: Sequence[Page], look: Look) -> Dated:
    week, day = _date(pages[0])
    entries = item_rows(site, sheet, pages, look)
    if week:
        return Dated(title=site.words.span(week), url=sheet.to(week_path(week)), entries=entries)
    return Dated(title=site.words.day(day) if day else site.words("bi.undated"), entries=entries)
