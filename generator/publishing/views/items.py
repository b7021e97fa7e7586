"""The items' own pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.archive import weave
from generator.model import Page
from generator.publishing.listing import Group, Target, amount, page_target, with_neighbours
from generator.publishing.plain import plain_text, shorten
from generator.publishing.site import Document, Site

TOPIC_ARROW = " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} "


def documents(site: Site, pages: Sequence[Page]) -> Iterator[Document]:
    """The pages of items that stand one behind the other, each with links to its neighbours."""
    for page, previous, following in with_neighbours(pages, page_target):
        yield _item(site, page, previous, following)


def undated(site: Site) -> Iterator[Document]:
    """The items of no known date: their list, and their pages."""
    pages = site.catalogue.undated
    if pages:
        yield site.page(
            "list",
            "undated/index.md",
            title="Undated",
            description=f"{amount(pages)} of no known date.",
            crumb=Target("Weeks", "weeks/index.md"),
            shelves=[],
            groups=[Group("Undated", pages, lambda page: page.item.kind.label)],
        )
        yield from documents(site, pages)


def _item(site: Site, page: Page, previous: Target | None, following: Target | None) -> Document:
    item = page.item
    day = item.date or item.week
    return site.page(
        "item",
        page.path,
        page.path,
        page=page,
        item=item,
        description=shorten(plain_text(item.body[:2000])) or item.title,
        topics=site.catalogue.topics_of(item),
        facets=_facets(site, page),
        day=day.isoformat() if day else "",
        previous=previous,
        next=following,
    )


def _facets(site: Site, page: Page) -> Mapping[str, object]:
    """What the search filters by. An item counts for its topics and for all that are above them."""
    item = page.item
    routes = (topic.path for topic in site.catalogue.topics_of(item))
    topics = {TOPIC_ARROW.join(route[:depth]): None for route in routes for depth in range(1, len(route) + 1)}
    facets: dict[str, object] = {"kind": item.kind.label, "topic": list(topics), "people": list(item.people)}
    weeks = weave.weeks_of(page)
    facets["year"] = list(dict.fromkeys(str(week.year) for week in weeks))
    facets["week"] = [week.isoformat() for week in weeks]
    return {name: value for name, value in facets.items() if value}
