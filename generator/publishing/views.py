"""From the archive to ``docs/``: which pages there are, and what each of them shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import PurePosixPath
from urllib.parse import quote

from generator.archive import weave
from generator.archive.addresses import address
from generator.archive.archive import Archive, day_of
from generator.archive.permalinks import redirects
from generator.model import Kind, Page, Topic, Week
from generator.publishing import paths
from generator.publishing.listing import (
    Group,
    NoteOf,
    Target,
    amount,
    by_month,
    by_year,
    counted,
    kind_and_week,
    numbered,
    opening,
    page_target,
    plural,
    week_target,
    with_neighbours,
    year_target,
)
from generator.publishing.plain import plain_text, shorten
from generator.publishing.templates import Templates, span_name

SHELF = 300
"""A list longer than this shows its newest year and links to a page for each other year."""

LATEST = 3
"""The number of weeks whose items the home page shows."""

TOPIC_ARROW = " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} "
README = """\
# Do not edit here

Everything in this folder but this note is written by `backissue build` from `content/`, and removed by it when nothing
asks for it any more. Edit the pages in `content/`.
"""


@dataclass(frozen=True, slots=True)
class Document:
    """A page of ``docs/``: its path there, its whole text, and the file below ``content/`` whose text is in it."""

    path: str
    text: str
    origin: str = ""


class Views:
    """All pages that MkDocs reads, made from one archive. Each knows its links only by path."""

    def __init__(self, archive: Archive, templates: Templates, site_name: str) -> None:
        self._archive = archive
        self._templates = templates
        self._site_name = site_name
        self._weeks = weave.weeks(archive)
        self._topics = weave.topics(archive)
        self._topic_of = weave.resolver(archive)
        self._kinds = weave.by_kind(archive)
        self._undated = weave.undated(archive)
        self._years = weave.by_year(self._weeks)
        self._fullest = max((len(week.pages) for week in self._weeks), default=1)

    def documents(self) -> Iterator[Document]:
        """Every page of ``docs/``, one after the other."""
        yield Document("README.md", README)
        yield from self._home()
        yield from self._week_pages()
        yield from self._year_pages()
        yield from self._topic_pages()
        yield from self._kind_pages()
        yield from self._undated_pages()
        description = f"Search all {amount(self._archive.pages)} of {self._site_name}."
        yield self._page("search", "search.md", description=description)
        # Where two want one address the first gets it: no page by hand and no alias takes the place of one of these.
        yield from self._note_pages()
        yield from self._redirects()

    def _page(self, template: str, path: str, origin: str = "", **context: object) -> Document:
        text = self._templates.render(template, path, {"fullest": self._fullest, **context})
        return Document(path, text, origin)

    def _home(self) -> Iterator[Document]:
        note = self._archive.notes.get("index.md")
        others = ((self._weeks, "week"), (self._topics, "topic"))
        numbers = [(len(pages), counted(kind, len(pages))) for kind, pages in self._kinds.items()]
        numbers += [(len(all_of), plural(len(all_of), what)) for all_of, what in others]
        yield self._page(
            "home",
            "index.md",
            "index.md",
            title=(note and note.title) or self._site_name,
            description=(note and note.description) or f"The archive of {self._site_name}.",
            note=note or {"body": ""},
            numbers=[pair for pair in numbers if pair[0]],
            latest=self._weeks[:LATEST],
            note_of=self._kind_and_topic,
            topics=self._largest_topics(),
            kinds=list(self._kinds.items()),
            weeks=self._weeks[:12],
        )

    def _largest_topics(self) -> list[Topic]:
        top = (topic for topic in self._topics.values() if len(topic.path) == 1)
        return sorted(top, key=lambda topic: (-topic.total, topic.path))[:24]

    def _week_pages(self) -> Iterator[Document]:
        yield self._page(
            "weeks",
            "weeks/index.md",
            description=f"{numbered(len(self._weeks), 'issue')}, the newest first.",
            years=self._years,
            undated=amount(self._undated) if self._undated else "",
        )
        for week, previous, following in with_neighbours(self._weeks[::-1], week_target):
            yield self._week(week, previous, following)
            yield from self._items([page for page in week.pages if page.item.week == week.day])

    def _week(self, week: Week, previous: Target | None, following: Target | None) -> Document:
        intro = week.introduction
        title = (intro and intro.title) or f"Week of {span_name(week.day)}"
        titles = ", ".join(page.item.title for page in week.pages)
        counts = Counter(page.item.kind for page in week.pages)
        return self._page(
            "week",
            paths.week_path(week.day),
            intro.path if intro else "",
            title=title,
            description=(intro and intro.description) or shorten(f"{amount(week.pages)}: {titles}"),
            week=week,
            counts=" and ".join(f"{number} {counted(kind, number)}" for kind, number in counts.items()),
            groups=self._groups(week.pages),
            previous=previous,
            next=following,
        )

    def _groups(self, pages: Sequence[Page]) -> list[Group]:
        """A week's pages: its own issue, then by their first topic, the fullest first, then the others by kind."""
        topical: dict[str, list[Page]] = {}
        other: dict[Kind, list[Page]] = {}
        for page in pages:
            if page.item.topics and page.item.kind is not Kind.ISSUE:
                topical.setdefault(self._topic_of(page.item.topics[0]), []).append(page)
            else:
                other.setdefault(page.item.kind, []).append(page)
        by_size = sorted(topical, key=lambda slug: (-len(topical[slug]), slug))
        by_topic = [Group(self._topics[slug].name, tuple(topical[slug]), opening) for slug in by_size]
        first = [Group("Issue", tuple(other.pop(Kind.ISSUE)), opening)] if Kind.ISSUE in other else []
        return [*first, *by_topic, *(Group(kind.plural.capitalize(), tuple(other[kind]), opening) for kind in other)]

    def _items(self, pages: Sequence[Page]) -> Iterator[Document]:
        for page, previous, following in with_neighbours(pages, page_target):
            yield self._item(page, previous, following)

    def _item(self, page: Page, previous: Target | None, following: Target | None) -> Document:
        item = page.item
        day = item.date or item.week
        return self._page(
            "item",
            page.path,
            page.path,
            page=page,
            item=item,
            description=shorten(plain_text(item.body[:2000])) or item.title,
            topics=[self._topics[slug] for slug in dict.fromkeys(map(self._topic_of, item.topics))],
            facets=self._facets(page),
            day=day.isoformat() if day else "",
            previous=previous,
            next=following,
        )

    def _facets(self, page: Page) -> Mapping[str, object]:
        """What the search filters by. An item counts for its topics and for all that are above them."""
        item = page.item
        routes = (self._topics[self._topic_of(name)].path for name in item.topics)
        topics = {TOPIC_ARROW.join(route[:depth]): None for route in routes for depth in range(1, len(route) + 1)}
        facets: dict[str, object] = {"kind": item.kind.label, "topic": list(topics), "people": list(item.people)}
        weeks = weave.weeks_of(page)
        facets["year"] = list(dict.fromkeys(str(week.year) for week in weeks))
        facets["week"] = [week.isoformat() for week in weeks]
        return {name: value for name, value in facets.items() if value}

    def _redirects(self) -> Iterator[Document]:
        """What the pages' aliases ask for, then the addresses that the archive had before."""
        for page in self._archive.pages:
            for alias in page.item.aliases:
                path = f"{alias.strip('/').removesuffix('.md')}.md"
                yield self._redirect(path, page.path, page.item.title, page.path)
        titles = {page.path: page.item.title for page in self._archive.pages}
        for former, file in redirects(self._archive):
            yield self._redirect(f"{former.rstrip('/')}.md", file, titles.get(file, self._site_name))

    def _redirect(self, path: str, destination: str, title: str, origin: str = "") -> Document:
        target = quote(paths.relative(address(destination), f"{address(path)}index")) + "/"
        return self._page(
            "redirect",
            path,
            origin,
            title=title,
            target=target if target.startswith(".") else f"./{target}",
            destination=destination,
        )

    def _year_pages(self) -> Iterator[Document]:
        yield self._page(
            "years", "years/index.md", description=f"{numbered(len(self._years), 'year')}.", years=self._years
        )
        for year, previous, following in with_neighbours(list(self._years)[::-1], year_target):
            weeks = self._years[year]
            pages = [page for week in weeks for page in week.pages]
            topics = Counter(slug for page in pages for slug in map(self._topic_of, page.item.topics))
            months = [(name, list(inside)) for name, inside in groupby(weeks, lambda week: paths.month_name(week.day))]
            yield self._page(
                "year",
                paths.year_path(year),
                year=year,
                description=f"{amount(pages)} in {numbered(len(weeks), 'week')}.",
                topics=[replace(self._topics[slug], total=number) for slug, number in topics.most_common(12)],
                months=months,
                previous=previous,
                next=following,
            )

    def _topic_pages(self) -> Iterator[Document]:
        yield self._page(
            "topics",
            "topics/index.md",
            description=f"{numbered(len(self._topics), 'topic')}.",
            topics=list(self._topics.values()),
        )
        for topic in self._topics.values():
            context = {
                "topic": topic,
                "description": (topic.note and topic.note.description) or f"{numbered(topic.total, 'item')}.",
                "parents": [self._topic(topic.path[:depth]) for depth in range(1, len(topic.path))],
                "children": [self._topics[slug] for slug in topic.children],
            }
            made = self._shelved("topic", paths.topic_path(topic.slug), topic.pages, kind_and_week, context)
            yield from (replace(document, origin=topic.note.path if topic.note else "") for document in made)

    def _topic(self, path: Sequence[str]) -> Topic:
        return self._topics[self._topic_of(weave.SEPARATOR.join(path))]

    def _kind_pages(self) -> Iterator[Document]:
        for kind, pages in self._kinds.items():
            context = {
                "title": kind.plural.capitalize(),
                "description": f"{len(pages)} {counted(kind, len(pages))}, the newest first.",
                "crumb": None,
            }
            yield from self._shelved("list", paths.kind_path(kind), pages, self._week_and_topic, context)

    def _undated_pages(self) -> Iterator[Document]:
        if self._undated:
            yield self._page(
                "list",
                "undated/index.md",
                title="Undated",
                description=f"{amount(self._undated)} of no known date.",
                crumb=Target("Weeks", "weeks/index.md"),
                shelves=[],
                groups=[Group("Undated", self._undated, lambda page: page.item.kind.label)],
            )
            yield from self._items(self._undated)

    def _note_pages(self) -> Iterator[Document]:
        for path, note in self._archive.notes.items():
            if path != "index.md" and PurePosixPath(path).parts[0] not in {"weeks", "topics", "undated"}:
                yield self._page("note", path, path, note=note)

    def _shelved(
        self, template: str, path: str, pages: Sequence[Page], note: NoteOf, context: Mapping[str, object]
    ) -> Iterator[Document]:
        """A list of pages by month; one longer than :data:`SHELF` gets a page of its own for each year."""
        if len(pages) <= SHELF:
            yield self._page(template, path, "", **context, shelves=[], groups=by_month(pages, note))
            return
        years = by_year(pages)
        base = path.removesuffix("/index.md").removesuffix(".md")
        shelves = [Target(year, f"{base}/{year.lower()}.md", len(inside)) for year, inside in years]
        yield self._page(template, path, "", **context, shelves=shelves, groups=by_month(years[0][1], note))
        for shelf, (year, inside) in zip(shelves, years, strict=True):
            title = str(context.get("title") or base.rpartition("/")[2])
            yield self._page(
                "list",
                shelf.path,
                title=f"{title}: {year}",
                description=f"{amount(inside)}.",
                crumb=Target(title, path),
                shelves=[],
                groups=by_month(inside, note),
            )

    def _kind_and_topic(self, page: Page) -> str:
        names = (self._topics[self._topic_of(name)].name for name in page.item.topics)
        return " · ".join([page.item.kind.label, *names])

    def _week_and_topic(self, page: Page) -> str:
        names = (self._topics[self._topic_of(name)].name for name in page.item.topics)
        return " · ".join([*([paths.day_name(day_of(page))] if page.item.week else []), *names])
