"""The issues: a page a week, with the pages of its items, and the list of all weeks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from generator.model import Kind, Page, Week
from generator.publishing import paths
from generator.publishing.listing import (
    Group,
    Target,
    amount,
    counted,
    numbered,
    opening,
    week_target,
    with_neighbours,
)
from generator.publishing.plain import shorten
from generator.publishing.site import Document, Site
from generator.publishing.templates import span_name
from generator.publishing.views import items


def documents(site: Site) -> Iterator[Document]:
    """The list of weeks, and for each week its page and those of its items."""
    shelves = site.catalogue
    yield site.page(
        "weeks",
        "weeks/index.md",
        description=f"{numbered(len(shelves.weeks), 'issue')}, the newest first.",
        years=shelves.years,
        undated=amount(shelves.undated) if shelves.undated else "",
        fullest=shelves.fullest,
    )
    for week, previous, following in with_neighbours(shelves.weeks[::-1], week_target):
        yield _week(site, week, previous, following)
        yield from items.documents(site, [page for page in week.pages if page.item.week == week.day])


def _week(site: Site, week: Week, previous: Target | None, following: Target | None) -> Document:
    intro = week.introduction
    title = (intro and intro.title) or f"Week of {span_name(week.day)}"
    titles = ", ".join(page.item.title for page in week.pages)
    counts = Counter(page.item.kind for page in week.pages)
    return site.page(
        "week",
        paths.week_path(week.day),
        intro.path if intro else "",
        title=title,
        description=(intro and intro.description) or shorten(f"{amount(week.pages)}: {titles}"),
        week=week,
        counts=" and ".join(f"{number} {counted(kind, number)}" for kind, number in counts.items()),
        groups=_groups(site, week.pages),
        previous=previous,
        next=following,
    )


def _groups(site: Site, pages: Sequence[Page]) -> list[Group]:
    """A week's pages: its own issue, then by their first topic, the fullest first, then the others by kind."""
    topical: dict[str, list[Page]] = {}
    other: dict[Kind, list[Page]] = {}
    for page in pages:
        if page.item.topics and page.item.kind is not Kind.ISSUE:
            topical.setdefault(site.catalogue.slug_of(page.item.topics[0]), []).append(page)
        else:
            other.setdefault(page.item.kind, []).append(page)
    by_size = sorted(topical, key=lambda slug: (-len(topical[slug]), slug))
    by_topic = [Group(site.catalogue.topics[slug].name, tuple(topical[slug]), opening) for slug in by_size]
    first = [Group("Issue", tuple(other.pop(Kind.ISSUE)), opening)] if Kind.ISSUE in other else []
    return [*first, *by_topic, *(Group(kind.plural.capitalize(), tuple(other[kind]), opening) for kind in other)]
