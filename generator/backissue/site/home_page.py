"""The first page of the site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from backissue.archive.shelves import Shelf, kind_path, week_path
from backissue.dates import span_name
from backissue.mathematics import plain_title
from backissue.model import Page
from backissue.site import list_page
from backissue.site.listing import name_count, plural
from backissue.site.sheet import Block, Row, Sheet
from backissue.site.site import Document, Site

LATEST = 3
"""The number of weeks whose items the home page shows."""
UNDATED = 24
"""Items on the home page of an archive without dates."""


def home(site: Site, shelves: Sequence[Shelf]) -> Iterator[Document]:
    """Yield the first page, with the archive's own words on it if ``content/index.md`` has any."""
    known = site.catalogue
    numbers = [(len(pages), name_count(kind, len(pages))) for kind, pages in known.kinds.items()]
    numbers += [(len(known.weeks), plural(len(known.weeks), "week"))]
    numbers += [(len(known.topics), plural(len(known.topics), "topic"))]
    for shelf in shelves:
        sheet, words = Sheet(site, shelf.path), shelf.note.body if shelf.note else ""
        sheet.take_ids(*(site.catalogue.archive.renderer.document(words).ids if words else ()))
        data = {
            "numbers": [pair for pair in numbers if pair[0]],
            "blocks": _newest(site, sheet),
            "beside": _ways_in(site, sheet),
        }
        head = {
            "title": plain_title(shelf.title or site.name),
            "description": (shelf.note and shelf.note.description) or f"The archive of {site.name}.",
            "layout": "home",
            "edit": shelf.path,
            "hide": ["navigation", "toc"],
            "data": data,
        }
        yield sheet.document(head, words, shelf.path)


def _newest(site: Site, sheet: Sheet) -> list[Block]:
    """Return the newest items, by week; where there are no weeks, the first."""
    known = site.catalogue

    def rows(pages: Sequence[Page]) -> list[Row]:
        def note(page: Page) -> str:
            return " · ".join([page.item.kind.label, *(topic.name for topic in known.topics_of(page.item))])

        return list_page.item_rows(sheet, pages, note)

    if not known.weeks and not known.undated:
        return []
    found = [
        Block(
            heading=sheet.heading_to(span_name(week.day), week_path(week.day)),
            entries=rows(week.pages[: list_page.NEWEST]),
        )
        for week in known.weeks[:LATEST]
    ]
    if found:
        return [*found, Block(more=sheet.row("All weeks", "weeks/index.md"))]
    more = sheet.row("All items", "undated/index.md")
    return [Block(heading=sheet.heading("Items"), entries=rows(known.undated[:UNDATED]), more=more)]


def _ways_in(site: Site, sheet: Sheet) -> list[Block]:
    """Return what stands beside the newest items: the largest topics, the kinds, the newest weeks."""
    known = site.catalogue
    if not known.weeks and not known.undated:
        return []
    top = [topic for topic in known.topics.values() if len(topic.path) == 1]
    largest = sorted(top, key=lambda topic: (-topic.total, topic.path))[:24]
    kinds = [
        sheet.counted(kind.plural.capitalize(), kind_path(kind), len(pages)) for kind, pages in known.kinds.items()
    ]
    found = [list_page.topic_bars(sheet, largest, sheet.heading("Topics"))] if largest else []
    found += [Block(heading=sheet.heading("Kinds"), shelves=kinds, look="bi-topics bi-kinds")]
    if known.weeks:
        weeks = list_page.week_rows(sheet, known.weeks[:12], known.fullest)
        found += [Block(heading=sheet.heading("Recent weeks"), shelves=weeks, look="bi-weeks")]
    return found
