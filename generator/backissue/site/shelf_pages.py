"""The pages of the shelves, but for those of single weeks: what each of them shows.

A shelf of a kind that is not listed in :data:`DRAWN` is drawn as a list by month, by the template of its kind's name
if there is one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from backissue.archive.archive import day_of
from backissue.archive.catalogue import gaps, gaps_by_year, rhythm
from backissue.archive.shelves import Shelf, topic_path, year_path
from backissue.dates import day_name, month_name, span_name
from backissue.model import Kind, Page, Topic, Week
from backissue.numbers import columns
from backissue.site import week_page
from backissue.site.feeds import ARROW
from backissue.site.listing import (
    Group,
    Target,
    amount,
    by_month,
    days_of,
    kind_and_week,
    name_count,
    numbered,
    plural,
    with_neighbours,
)
from backissue.site.metadata import front_matter
from backissue.site.outputs import forms
from backissue.site.site import Document, Draft, Site
from backissue.text import slugify

LATEST = 3
"""The number of weeks whose items the home page shows."""
UNDATED = 24
"""Items on the home page of an archive without dates."""

NEWEST = 100
"""The items that a list shows itself which is split, and the largest topics that one of topics shows."""

WEEKS = 300
"""The weeks that the list of weeks shows, by whole years, and of pauses that of missing weeks. Older ones are on the
pages of their years."""

Draw = Callable[[Site, Sequence[Shelf]], Iterator[Document | Draft]]


def documents(site: Site) -> Iterator[Document | Draft]:
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
            latest=[(week.day, week.pages[:NEWEST]) for week in known.weeks[:LATEST]],
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
    shown = _newest_years(known.years)
    yield site.page(
        "weeks",
        shelves[0].path,
        description=f"{numbered(len(days), 'issue')}, the newest first.",
        years=shown,
        older=[
            Target(str(year), year_path(year), len(weeks)) for year, weeks in known.years.items() if year not in shown
        ],
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
        years=[(year, spans[::-1]) for year, spans in gaps_by_year(pauses[-WEEKS:]).items()][::-1],
        are_left_out=len(pauses) > WEEKS,
        **front_matter(site, title, shelves[:1]),
    )


def _newest_years(years: Mapping[int, Sequence[Week]]) -> Mapping[int, Sequence[Week]]:
    """Return the newest years, of all that there are :data:`WEEKS` weeks, and at least one."""
    shown: dict[int, Sequence[Week]] = {}
    total = 0
    for year, weeks in years.items():
        total += len(weeks)
        if shown and total > WEEKS:
            break
        shown[year] = weeks
    return shown


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
    shelf = shelves[0]
    shown = _largest([topic for topic in shelf.topics if len(topic.path) == 1]) if shelf.parts else shelf.topics
    description = f"{numbered(len(shelf.topics), 'topic')}."
    yield site.page("topics", shelf.path, description=description, topics=shown, shelves=_targets(shelf))


def _largest(topics: Sequence[Topic]) -> Sequence[Topic]:
    """Return the largest topics in the order given."""
    largest = {topic.slug for topic in sorted(topics, key=lambda topic: (-topic.total, topic.path))[:NEWEST]}
    return [topic for topic in topics if topic.slug in largest]


def _targets(shelf: Shelf, groups: Sequence[Group] = ()) -> list[Target]:
    """Return the links to the parts of a shelf.

    Months that stood on its page before it was split have their anchors there, but for those of the ``groups`` that
    still do.
    """
    taken = {slugify(group.title) for group in groups}
    found = []
    for part in shelf.parts:
        months = dict.fromkeys(slugify(group.title) for group in by_month(part.pages, _no_note))
        anchors = tuple(anchor for anchor in months if anchor not in taken)
        taken.update(anchors)
        found.append(Target(part.title, part.path, len(part.pages or part.topics), anchors))
    return found


def _no_note(_: Page) -> str:
    return ""


def each_topic(site: Site, shelves: Sequence[Shelf]) -> Iterator[Document]:
    """Yield the pages of each topic."""
    known = site.catalogue.topics
    for shelf in shelves:
        topic = known[shelf.key]
        context = {
            "topic": topic,
            "description": (topic.note and topic.note.description) or f"{numbered(topic.total, 'item')}.",
            "charts": columns(("Items", days_of(shelf.whole))),
            "children": _largest([known[slug] for slug in topic.children]),
            "are_left_out": len(topic.children) > NEWEST,
        }
        yield _listed(site, "topic", shelf, context)


def each_kind(site: Site, shelves: Sequence[Shelf]) -> Iterator[Document]:
    """Yield the pages of each kind that has items."""
    for shelf in shelves:
        number = len(shelf.pages)
        description = f"{number} {name_count(Kind(shelf.key), number)}, the newest first."
        yield _listed(site, "list", shelf, {"description": description})


def undated(site: Site, shelves: Sequence[Shelf]) -> Iterator[Document]:
    """Yield the list of the items of no known date."""
    for shelf in shelves:
        yield _listed(site, "list", shelf, {"description": f"{amount(shelf.pages)} of no known date."})


def lists(site: Site, shelves: Sequence[Shelf]) -> Iterator[Document]:
    """Yield the lists of any other kind of shelf."""
    for shelf in shelves:
        template = shelf.kind if site.templates.has(shelf.kind) else "list"
        yield _listed(site, template, shelf, {"description": f"{amount(shelf.pages)}."})


def _listed(site: Site, template: str, shelf: Shelf, more: Mapping[str, object]) -> Document:
    """Return the page of a shelf with its list; of one that is split, the newest items, and where the parts are."""
    groups = _groups(site, shelf)
    return site.page(
        template,
        shelf.path,
        shelf.note.path if shelf.note else "",
        title=shelf.title,
        note=shelf.note,
        shelves=_targets(shelf, groups),
        groups=groups,
        **forms(shelf),
        **front_matter(site, shelf.title, shelf.above),
        **more,
    )


def _groups(site: Site, shelf: Shelf) -> list[Group]:
    """Return the items that a shelf shows itself."""
    pages = shelf.pages[:NEWEST] if shelf.parts else shelf.pages
    note = _note_of(site, shelf)
    return [Group(shelf.title, pages, note)] if shelf.kind == "undated" else by_month(pages, note)


def parts(site: Site, shelves: Sequence[Shelf]) -> Iterator[Document]:
    """Yield the parts of lists: items by month, topics, or where the parts of a part are."""
    for shelf in shelves:
        whole = next(above for above in reversed(shelf.above) if above.kind != "part")
        above = [Target(_name(each), each.path) for each in shelf.above]
        title = f"{_name(whole)}: {shelf.title}"
        topics = [Target(ARROW.join(topic.path), topic_path(topic.slug), topic.total) for topic in shelf.topics]
        yield site.page(
            "list",
            shelf.path,
            title=title,
            description=f"{amount(shelf.pages)}." if shelf.pages else f"{numbered(len(topics), 'topic')}.",
            shelves=_targets(shelf) or topics,
            groups=[] if shelf.parts else by_month(shelf.pages, _note_of(site, whole)),
            **front_matter(site, title, above),
        )


def _name(shelf: Shelf) -> str:
    return shelf.title or span_name(date.fromisoformat(shelf.key))


def _note_of(site: Site, shelf: Shelf) -> Callable[[Page], str]:
    """Return a function from a page to the small print that it has in the list of a shelf."""

    def week_and_topic(page: Page) -> str:
        names = (topic.name for topic in site.catalogue.topics_of(page.item))
        return " · ".join([*([day_name(day_of(page))] if page.item.week else []), *names])

    def kind(page: Page) -> str:
        return page.item.kind.label

    return {"kind": week_and_topic, "undated": kind, "week": kind}.get(shelf.kind, kind_and_week)


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
    "part": parts,
}
"""What draws the shelves of each kind."""
