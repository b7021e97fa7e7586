"""The pages of the shelves, but for those of single weeks: what each of them shows.

A shelf of a kind that is not listed in :data:`DRAWN` is drawn as a list by month, by the template of its kind's name
if there is one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from backissue.archive.archive import day_of
from backissue.archive.catalogue import gaps, gaps_by_year, rhythm
from backissue.archive.shelves import Shelf, year_path
from backissue.dates import day_name, month_name
from backissue.model import Kind, Page
from backissue.numbers import columns
from backissue.site import week_page
from backissue.site.listing import (
    Group,
    Target,
    amount,
    by_month,
    by_year,
    days_of,
    kind_and_week,
    name_count,
    numbered,
    plural,
    with_neighbours,
)
from backissue.site.metadata import front_matter
from backissue.site.outputs import forms
from backissue.site.site import Document, Site

LATEST = 3
"""The number of weeks whose items the home page shows."""
UNDATED = 24
"""Items on the home page of an archive without dates."""

LONGEST = 300
"""A list longer than this shows its newest year and links to a page for each other year."""

Draw = Callable[[Site, Sequence[Shelf]], Iterator[Document]]


def documents(site: Site) -> Iterator[Document]:
    """Yield the page of every shelf, each kind by what :data:`DRAWN` says."""
    for kind, alike in groupby(site.catalogue.shelves, lambda shelf: shelf.kind):
        yield from DRAWN.get(kind, lists)(site, list(alike))


def home(site: Site, shelves: Sequence[Shelf]) -> Iterator[Document]:
    """Yield the first page, with the archive's own words on it if ``content/index.md`` has any."""
    known = site.catalogue
    numbers = [(len(pages), name_count(kind, len(pages))) for kind, pages in known.kinds.items()]
    for number, what in ((len(known.weeks), "week"), (len(known.topics), "topic")):
        numbers += [(number, plural(number, what))]
    top = [topic for topic in known.topics.values() if len(topic.path) == 1]

    def kind_and_topic(page: Page) -> str:
        return " · ".join([page.item.kind.label, *(topic.name for topic in known.topics_of(page.item))])

    for shelf in shelves:
        yield site.page(
            "home",
            shelf.path,
            shelf.path,
            title=shelf.title or site.name,
            description=(shelf.note and shelf.note.description) or f"The archive of {site.name}.",
            note=shelf.note or {"body": ""},
            numbers=[pair for pair in numbers if pair[0]],
            latest=known.weeks[:LATEST],
            undated=known.undated[:UNDATED] if not known.weeks else (),
            note_of=kind_and_topic,
            topics=sorted(top, key=lambda topic: (-topic.total, topic.path))[:24],
            kinds=list(known.kinds.items()),
            weeks=known.weeks[:12],
            fullest=known.fullest,
        )


def all_weeks(site: Site, shelves: Sequence[Shelf]) -> Iterator[Document]:
    """Yield the list of weeks, and that of the weeks without an issue."""
    known = site.catalogue
    days = [week.day for week in known.weeks[::-1]]
    pauses, usual = gaps(days), rhythm(days)
    missing = numbered(sum(gap.span.weeks for gap in pauses), "week")
    yield site.page(
        "weeks",
        shelves[0].path,
        description=f"{numbered(len(days), 'issue')}, the newest first.",
        years=known.years,
        undated=amount(known.undated) if known.undated else "",
        fullest=known.fullest,
        missing=missing if pauses else "",
        rhythm=usual,
    )
    title = "Missing weeks"
    yield site.page(
        "missing",
        "weeks/missing.md",
        title=title,
        description=f"{missing} without an issue." if pauses else "No week is missing.",
        rhythm=usual,
        years=[(year, spans[::-1]) for year, spans in gaps_by_year(pauses).items()][::-1],
        **front_matter(site, title, shelves[:1]),
    )


def all_years(site: Site, shelves: Sequence[Shelf]) -> Iterator[Document]:
    """Yield the list of years."""
    years = site.catalogue.years
    yield site.page("years", shelves[0].path, description=f"{numbered(len(years), 'year')}.", years=years)


def each_year(site: Site, shelves: Sequence[Shelf]) -> Iterator[Document]:
    """Yield the page of each year, the oldest first."""
    known = site.catalogue
    of_year = {int(shelf.key): shelf for shelf in shelves}
    for year, previous, following in with_neighbours(
        sorted(known.years), lambda year: Target(str(year), year_path(year))
    ):
        weeks, shelf = known.years[year], of_year[year]
        named = Counter(slug for page in shelf.pages for slug in map(known.slug_of, page.item.topics))
        yield site.page(
            "year",
            shelf.path,
            year=year,
            description=f"{amount(shelf.pages)} in {numbered(len(weeks), 'week')}.",
            topics=[replace(known.topics[slug], total=number) for slug, number in named.most_common(12)],
            months=[(name, list(inside)) for name, inside in groupby(weeks, lambda week: month_name(week.day))],
            previous=previous,
            next=following,
            fullest=known.fullest,
            **front_matter(site, shelf.title, shelf.above),
        )


def all_topics(site: Site, shelves: Sequence[Shelf]) -> Iterator[Document]:
    """Yield the tree of topics."""
    known = list(site.catalogue.topics.values())
    yield site.page("topics", shelves[0].path, description=f"{numbered(len(known), 'topic')}.", topics=known)


def each_topic(site: Site, shelves: Sequence[Shelf]) -> Iterator[Document]:
    """Yield the pages of each topic."""
    known = site.catalogue.topics
    for shelf in shelves:
        topic = known[shelf.key]
        context = {
            "topic": topic,
            "description": (topic.note and topic.note.description) or f"{numbered(topic.total, 'item')}.",
            "charts": columns(("Items", days_of(shelf.whole))),
            "children": [known[slug] for slug in topic.children],
        }
        yield from _listed(site, "topic", shelf, kind_and_week, context)


def each_kind(site: Site, shelves: Sequence[Shelf]) -> Iterator[Document]:
    """Yield the pages of each kind that has items."""

    def week_and_topic(page: Page) -> str:
        names = (topic.name for topic in site.catalogue.topics_of(page.item))
        return " · ".join([*([day_name(day_of(page))] if page.item.week else []), *names])

    for shelf in shelves:
        number = len(shelf.pages)
        description = f"{number} {name_count(Kind(shelf.key), number)}, the newest first."
        yield from _listed(site, "list", shelf, week_and_topic, {"description": description})


def undated(site: Site, shelves: Sequence[Shelf]) -> Iterator[Document]:
    """Yield the list of the items of no known date."""
    for shelf in shelves:
        yield site.page(
            "list",
            shelf.path,
            title=shelf.title,
            description=f"{amount(shelf.pages)} of no known date.",
            shelves=[],
            groups=[Group(shelf.title, shelf.pages, lambda page: page.item.kind.label)],
            **front_matter(site, shelf.title, shelf.above),
        )


def lists(site: Site, shelves: Sequence[Shelf]) -> Iterator[Document]:
    """Yield the lists of any other kind of shelf."""
    for shelf in shelves:
        template = shelf.kind if site.templates.has(shelf.kind) else "list"
        yield from _listed(site, template, shelf, kind_and_week, {"description": f"{amount(shelf.pages)}."})


def _listed(
    site: Site, template: str, shelf: Shelf, note: Callable[[Page], str], more: Mapping[str, object]
) -> Iterator[Document]:
    """Yield the page of a shelf with its list; one longer than :data:`LONGEST` has a page of its own for each year."""
    context = {
        "title": shelf.title,
        "note": shelf.note,
        **forms(shelf),
        **front_matter(site, shelf.title, shelf.above),
        **more,
    }
    origin = shelf.note.path if shelf.note else ""
    if len(shelf.pages) <= LONGEST:
        yield site.page(template, shelf.path, origin, **context, shelves=[], groups=by_month(shelf.pages, note))
        return
    parts = [
        (Target(year, f"{shelf.folder}/{year.lower()}.md", len(inside)), inside)
        for year, inside in by_year(shelf.pages)
    ]
    newest = by_month(parts[0][1], note)
    yield site.page(template, shelf.path, origin, **context, shelves=[part for part, _ in parts], groups=newest)
    for part, inside in parts:
        title = f"{shelf.title}: {part.title}"
        yield site.page(
            "list",
            part.path,
            origin,
            title=title,
            description=f"{amount(inside)}.",
            shelves=[],
            groups=by_month(inside, note),
            **front_matter(site, title, [shelf]),
        )


DRAWN: Mapping[str, Draw] = {
    "home": home,
    "weeks": all_weeks,
    "week": week_page.documents,
    "years": all_years,
    "year": each_year,
    "topics": all_topics,
    "topic": each_topic,
    "kind": each_kind,
    "undated": undated,
}
"""What draws the shelves of each kind."""
