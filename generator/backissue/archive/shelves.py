"""Shelves: the pages that list items. Each has an address, a title, its pages, the shelves above it and a note.

Which addresses an archive has follows from them, and so does what is redirected when an import ends one. A new kind of
shelf is a function here, listed in :data:`KINDS`, and a template below ``site_templates/pages``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from backissue.archive.taxonomies import Taxonomies
from backissue.model import Kind, Note, Page

TOOLS = ("search.md", "reading-list.md", "downloads.md", "numbers.md", "weeks/missing.md")
"""The pages of every site that list no items of their own, as files below ``docs/``."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A page that lists items.

    Attributes:
        kind: what it is a shelf of: ``home``, ``week``, ``topic`` …
        key: what tells it from others of its kind: a day, a year, a slug; empty where there is only one.
        path: its file below ``docs/``.
        title: its own title, which the home page takes from the site where it has no note.
        pages: the items that it lists, in its order.
        whole: the same and those of the shelves below it, each once, in the order of the site.
        above: the shelves above it, the topmost first, without the home page.
        note: what a person wrote for it.
        has_feeds: whether readers can follow it.
    """

    kind: str
    key: str
    path: str
    title: str
    pages: tuple[Page, ...]
    whole: tuple[Page, ...]
    above: tuple[Shelf, ...] = ()
    note: Note | None = None
    has_feeds: bool = False

    @property
    def titles(self) -> tuple[str, ...]:
        """Its title behind those of the shelves of the same kind above it."""
        return (*(shelf.title for shelf in self.above if shelf.kind == self.kind), self.title)

    @property
    def folder(self) -> str:
        """The folder of ``docs/`` for what is made of it: ``topics/robotics``, ``papers``; empty for the first page."""
        return self.path.removesuffix(".md").removesuffix("index").rstrip("/")


def week_path(day: date) -> str:
    """Return the file of the week that ends on ``day``."""
    return f"weeks/{day.isoformat()}/index.md"


def year_path(year: int) -> str:
    """Return the file of a year."""
    return f"years/{year}.md"


def kind_path(kind: Kind) -> str:
    """Return the file of the list of all items of a kind."""
    return f"{kind.plural}/index.md"


def topic_path(slug: str) -> str:
    """Return the file of a topic."""
    return f"topics/{slug}.md"


def home(lists: Taxonomies) -> Iterator[Shelf]:
    """Yield the first page, on which everything is."""
    note = lists.notes.get("index.md")
    whole = lists.ordered
    yield Shelf("home", "", "index.md", note.title if note else "", (), whole, (), note, has_feeds=True)


def weeks(lists: Taxonomies) -> Iterator[Shelf]:
    """Yield the list of weeks, and each week, the newest first."""
    top = _top("weeks", lists)
    yield top
    of_year = {shelf.key: shelf for shelf in years(lists)}
    for week in lists.weeks:
        note, above = week.introduction, (top, of_year[str(week.day.year)])
        title = note.title if note else ""
        path = week_path(week.day)
        yield Shelf("week", str(week.day), path, title, week.pages, week.pages, above, note)


def years(lists: Taxonomies) -> Iterator[Shelf]:
    """Yield the list of years, and each year."""
    top = _top("years", lists)
    yield top
    for year, inside in lists.years.items():
        pages = tuple(page for week in inside for page in week.pages)
        yield Shelf("year", str(year), year_path(year), str(year), pages, pages, (top,))


def topics(lists: Taxonomies) -> Iterator[Shelf]:
    """Yield the tree of topics, and each topic after the one above it."""
    top = _top("topics", lists)
    yield top
    made: dict[tuple[str, ...], Shelf] = {}
    for slug, topic in lists.topics.items():
        parent = made.get(topic.path[:-1])
        made[topic.path] = shelf = Shelf(
            kind="topic",
            key=slug,
            path=topic_path(slug),
            title=topic.name,
            pages=topic.pages,
            whole=lists.within_topics[slug],
            above=(*parent.above, parent) if parent else (top,),
            note=topic.note,
            has_feeds=True,
        )
        yield shelf


def kinds(lists: Taxonomies) -> Iterator[Shelf]:
    """Yield a list for each kind of item that the archive has."""
    for kind, pages in lists.kinds.items():
        whole = tuple(page for page in lists.ordered if page.item.kind is kind)
        yield Shelf("kind", kind.value, kind_path(kind), kind.plural.capitalize(), pages, whole, has_feeds=True)


def undated(lists: Taxonomies) -> Iterator[Shelf]:
    """Yield the list of the items of no known date, if there are any."""
    if lists.undated:
        pages, above = lists.undated, (_top("weeks", lists),)
        yield Shelf("undated", "", "undated/index.md", "Undated", pages, pages, above)


def _top(kind: str, lists: Taxonomies) -> Shelf:
    """Return the list of all shelves of a kind."""
    return Shelf(kind, "", f"{kind}/index.md", kind.capitalize(), (), lists.ordered)


KINDS: Sequence[Callable[[Taxonomies], Iterator[Shelf]]] = (home, weeks, years, topics, kinds, undated)
"""All kinds of shelves, in the order in which they take addresses."""


def shelves(lists: Taxonomies) -> tuple[Shelf, ...]:
    """Return all shelves of an archive."""
    return tuple(shelf for make in KINDS for shelf in make(lists))
