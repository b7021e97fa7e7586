"""What an editor puts before an issue, and the same week of earlier years."""

from __future__ import annotations

from backissue.archive.corrections import picked
from backissue.archive.shelves import week_path
from backissue.mathematics import plain_title
from backissue.model import Week
from backissue.site.item_rows import with_opening
from backissue.site.sheet import Block, Row, Sheet, Shown
from backissue.site.site import Site

EARLIER = 3
"""Earlier years that the home page looks back to."""

NAMED = 3
"""Items that are named of each of these weeks."""

KNOWN = 52
"""The newest weeks of which the home page says how many items they have, so that a browser can count what is new."""


def lead(sheet: Sheet, week: Week) -> Shown | None:
    """Return the editor's line about an issue, if there is one."""
    note = week.introduction
    return sheet.text(note.lead) if note and note.lead else None


def pick(site: Site, sheet: Sheet, week: Week) -> Row | None:
    """Return the item of an issue that its editor would read first, if one is named."""
    page = picked(site.catalogue.archive, week)
    return with_opening(site, sheet, page) if page else None


def earlier_years(site: Site, sheet: Sheet) -> list[Block]:
    """Return the issues of the newest week's number (ISO 8601) in earlier years, the newest first.

    Only the home page has them, so that the pages of old weeks stay as they are.
    """
    weeks = site.catalogue.weeks
    numbers = [week.day.isocalendar() for week in weeks]
    same = [week for week, number in zip(weeks, numbers, strict=True) if number.week == numbers[0].week][1:]
    rows = [_week(site, sheet, week) for week in same[:EARLIER]]
    return [Block(heading=sheet.named("bi.home.earlier"), entries=rows)] if rows else []


def _week(site: Site, sheet: Sheet, week: Week) -> Row:
    titles = "; ".join(plain_title(page.item.title) for page in week.pages[:NAMED])
    more = f" + {len(week.pages) - NAMED}" if len(week.pages) > NAMED else ""
    return sheet.row(site.words.span(week.day), week_path(week.day)) | {"said": sheet.text(f"{titles}{more}")}


def counts(site: Site) -> str:
    """Return the newest weeks with their numbers of items: ``2023-03-26:10 2023-03-19:8``."""
    return " ".join(f"{week.day}:{len(week.pages)}" for week in site.catalogue.weeks[:KNOWN])
