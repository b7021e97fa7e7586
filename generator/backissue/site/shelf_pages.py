"""The pages of the shelves: the first page, years, topics, kinds, and what has no known date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from backissue.archive.archive import day_of
from backissue.dates import day_name, month_name
from backissue.model import Page, Topic
from backissue.numbers.charts import columns
from backissue.numbers.trends import days_by_topic
from backissue.site import paths
from backissue.site.feeds import feed_folder
from backissue.site.listing import (
    Group,
    Target,
    amount,
    by_month,
    by_year,
    counted,
    kind_and_week,
    numbered,
    plural,
    with_neighbours,
    year_target,
)
from backissue.site.metadata import front_matter
from backissue.site.site import Document, Site

LATEST = 3
"""The number of weeks whose items the home page shows."""


def home(site: Site) -> Iterator[Document]:
    """The first page, with the archive's own words on it if ``content/index.md`` has any."""
    shelves = site.catalogue
    note = shelves.archive.notes.get("index.md")
    numbers = [(len(pages), counted(kind, len(pages))) for kind, pages in shelves.kinds.items()]
    for all_of, what in ((shelves.weeks, "week"), (shelves.topics, "topic")):
        numbers.append((len(all_of), plural(len(all_of), what)))

    def kind_and_topic(page: Page) -> str:
        return " · ".join([page.item.kind.label, *(topic.name for topic in shelves.topics_of(page.item))])

    yield site.page(
        "home",
        "index.md",
        "index.md",
        title=(note and note.title) or site.name,
        description=(note and note.description) or f"The archive of {site.name}.",
        note=note or {"body": ""},
        numbers=[pair for pair in numbers if pair[0]],
        latest=shelves.weeks[:LATEST],
        note_of=kind_and_topic,
        topics=_largest_topics(site),
        kinds=list(shelves.kinds.items()),
        weeks=shelves.weeks[:12],
        fullest=shelves.fullest,
    )


def _largest_topics(site: Site) -> list[Topic]:
    top = (topic for topic in site.catalogue.topics.values() if len(topic.path) == 1)
    return sorted(top, key=lambda topic: (-topic.total, topic.path))[:24]


def years(site: Site) -> Iterator[Document]:
    """The list of years, and a page for each."""
    shelves = site.catalogue
    yield site.page(
        "years", "years/index.md", description=f"{numbered(len(shelves.years), 'year')}.", years=shelves.years
    )
    for year, previous, following in with_neighbours(list(shelves.years)[::-1], year_target):
        weeks = shelves.years[year]
        pages = [page for week in weeks for page in week.pages]
        named = Counter(slug for page in pages for slug in map(shelves.slug_of, page.item.topics))
        yield site.page(
            "year",
            paths.year_path(year),
            "",
            year=year,
            description=f"{amount(pages)} in {numbered(len(weeks), 'week')}.",
            topics=[replace(shelves.topics[slug], total=number) for slug, number in named.most_common(12)],
            months=[(name, list(inside)) for name, inside in groupby(weeks, lambda week: month_name(week.day))],
            previous=previous,
            next=following,
            fullest=shelves.fullest,
            **front_matter(site, str(year), [Target("Years", "years/index.md")]),
        )


def topics(site: Site) -> Iterator[Document]:
    """The tree of topics, and the pages of each."""
    known = site.catalogue.topics
    days = days_by_topic(site.catalogue)
    yield site.page(
        "topics",
        "topics/index.md",
        description=f"{numbered(len(known), 'topic')}.",
        topics=list(known.values()),
    )
    for topic in known.values():
        parents = [site.catalogue.topic(topic.path[:depth]) for depth in range(1, len(topic.path))]
        above = [Target(parent.name, paths.topic_path(parent.slug)) for parent in parents]
        context = {
            "topic": topic,
            "feed": feed_folder(paths.topic_path(topic.slug)),
            "description": (topic.note and topic.note.description) or f"{numbered(topic.total, 'item')}.",
            "charts": columns(("Items", days.get(topic.slug, ()))),
            "children": [known[slug] for slug in topic.children],
            **front_matter(site, topic.name, [Target("Topics", "topics/index.md"), *above]),
        }
        whole = Group(topic.name, topic.pages, kind_and_week)
        made = shelved(site, "topic", paths.topic_path(topic.slug), whole, context)
        yield from (replace(document, origin=topic.note.path if topic.note else "") for document in made)


def kinds(site: Site) -> Iterator[Document]:
    """The pages of each kind that has items."""

    def week_and_topic(page: Page) -> str:
        names = (topic.name for topic in site.catalogue.topics_of(page.item))
        return " · ".join([*([day_name(day_of(page))] if page.item.week else []), *names])

    for kind, pages in site.catalogue.kinds.items():
        whole = Group(kind.plural.capitalize(), pages, week_and_topic)
        context = {
            "title": whole.title,
            "description": f"{len(pages)} {counted(kind, len(pages))}, the newest first.",
            "feed": feed_folder(paths.kind_path(kind)),
            **front_matter(site, whole.title, []),
        }
        yield from shelved(site, "list", paths.kind_path(kind), whole, context)


LONGEST = 300
"""A list longer than this shows its newest year and links to a page for each other year."""


def shelved(site: Site, template: str, path: str, whole: Group, context: Mapping[str, object]) -> Iterator[Document]:
    """The page at ``path`` with its list; one longer than :data:`LONGEST` gets a page of its own for each year."""
    if len(whole.pages) <= LONGEST:
        yield site.page(template, path, "", **context, shelves=[], groups=by_month(whole.pages, whole.note))
        return
    by_years = by_year(whole.pages)
    base = path.removesuffix("/index.md").removesuffix(".md")
    shelves = [Target(year, f"{base}/{year.lower()}.md", len(inside)) for year, inside in by_years]
    yield site.page(template, path, "", **context, shelves=shelves, groups=by_month(by_years[0][1], whole.note))
    for shelf, (year, inside) in zip(shelves, by_years, strict=True):
        title = f"{whole.title}: {year}"
        yield site.page(
            "list",
            shelf.path,
            "",
            title=title,
            description=f"{amount(inside)}.",
            **front_matter(site, title, [Target(whole.title, path)]),
            shelves=[],
            groups=by_month(inside, whole.note),
        )
