"""Shelves: the pages that list items. Each has an address, a title, its pages, the shelves above it and a note.

Which addresses an archive has follows from them, and so does what is redirected when an import ends one. A new kind of
shelf is a function here, listed in :data:`KINDS`, and a partial of the theme where a plain list does not do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from backissue.archive.parts import (
    Key,
    Part,
    entry_weight,
    letter_key,
    name_weight,
    page_key,
    page_weight,
    split,
    title_in,
    topic_weight,
)
from backissue.archive.taxonomies import Taxonomies
from backissue.archive.who_is_who import Person
from backissue.model import Kind, Note, Page, Topic
from backissue.text import slugify
from backissue.wording import Words

TOOLS = ("browse.md", "search.md", "reading-list.md", "downloads.md", "follow.md", "numbers.md", "weeks/missing.md")
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
        parts: the shelves that it is split into, where its items are too many for one page.
        topics: the topics that it lists, where it lists topics.
        people: the people whom it lists, by name, where it lists people.
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
    parts: tuple[Shelf, ...] = ()
    topics: tuple[Topic, ...] = ()
    people: tuple[Person, ...] = ()

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


def person_path(slug: str) -> str:
    """Return the file of a person."""
    return f"people/{slug}.md"


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
    top = replace(_top("topics", lists), topics=tuple(lists.topics.values()))
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
            whole=lists.within_topics.get(slug, ()),  # none where a topic below shares another one's address
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


def people(lists: Taxonomies) -> Iterator[Shelf]:
    """Yield the list of people, and each of them, if anybody has a page."""
    by_name = sorted(lists.people.by_slug.values(), key=lambda person: (slugify(person.name), person.slug))
    if not by_name:
        return
    note = lists.notes.get("people/index.md")
    top = replace(_top("people", lists), note=note, people=tuple(by_name))
    yield top
    for person in by_name:
        path, pages = person_path(person.slug), person.pages
        yield Shelf("person", person.slug, path, person.name, pages, pages, (top,), person.note)


def undated(lists: Taxonomies) -> Iterator[Shelf]:
    """Yield the list of the items of no known date, if there are any."""
    if lists.undated:
        pages, above = lists.undated, (_top("weeks", lists),)
        yield Shelf("undated", "", "undated/index.md", "Undated", pages, pages, above)


def _top(kind: str, lists: Taxonomies) -> Shelf:
    """Return the list of all shelves of a kind."""
    return Shelf(kind, "", f"{kind}/index.md", kind.capitalize(), (), lists.ordered)


KINDS: Sequence[Callable[[Taxonomies], Iterator[Shelf]]] = (home, weeks, years, topics, people, kinds, undated)
"""All kinds of shelves, in the order in which they take addresses."""


TOPS = frozenset({"weeks", "years", "topics", "people", "undated"})
"""Kinds of shelves that are called by words of the language."""

UNSPLIT = frozenset({"year"})
"""Kinds of shelves that do not grow with the archive."""

BY_LETTER = frozenset({"week", "undated"})
"""Kinds of shelves that no day parts."""

LETTERS = "letters"
"""The folder below these shelves, the tree of topics and the list of people for their parts."""


def shelves(lists: Taxonomies, words: Words | None = None) -> tuple[Shelf, ...]:
    """Return all shelves of an archive, and then the parts of those that are split, with titles in these words."""
    published = _published_parts(lists)
    found = [_split(shelf, published) for make in KINDS for shelf in make(lists)]
    if words and words.known is not words.english:
        found = [_titled(shelf, words) for shelf in found]
    return (*found, *(part for shelf in found for part in _all_parts(shelf)))


def _titled(shelf: Shelf, words: Words) -> Shelf:
    """Return a shelf with its title in the words of a language, if it is not somebody's own."""
    title = shelf.title
    if shelf.kind in TOPS and not shelf.key:
        title = words(f"bi.{shelf.kind}")
    elif shelf.kind == "kind":
        title = words.kinds(Kind(shelf.key))
    elif shelf.kind == "part":
        title = title_in(shelf.key, title, words)
    above = tuple(_titled(one, words) for one in shelf.above)
    return replace(shelf, title=title, above=above, parts=tuple(_titled(part, words) for part in shelf.parts))


def _all_parts(shelf: Shelf) -> Iterator[Shelf]:
    for part in shelf.parts:
        yield part
        yield from _all_parts(part)


def _published_parts(lists: Taxonomies) -> Mapping[str, list[str]]:
    """Return the names below each folder that were published and could be those of parts."""
    found: dict[str, list[str]] = {}
    for path in lists.published:
        folder, _, name = path.rstrip("/").rpartition("/")
        if name[:4].isdecimal() or name.startswith("undated") or folder.endswith(f"/{LETTERS}"):
            found.setdefault(folder, []).append(name)
    return found


def _split(shelf: Shelf, published: Mapping[str, list[str]]) -> Shelf:
    """Return a shelf with its parts, if it has more than a page has room for, or they were published."""
    by_letter = f"{shelf.folder}/{LETTERS}"
    if shelf.kind in UNSPLIT:
        return shelf
    if shelf.topics:
        topics = split(shelf.topics, _topic_key, topic_weight, published.get(by_letter, ()))
        return replace(shelf, parts=tuple(_part_of_topics(shelf, by_letter, part) for part in topics))
    if shelf.people:
        named = split(
            shelf.people,
            _person_key,
            lambda person: name_weight(person.name, person.slug),
            published.get(by_letter, ()),
        )
        return replace(shelf, parts=tuple(_part_of_people(shelf, by_letter, part) for part in named))
    folder, key = (by_letter, _title_key) if shelf.kind in BY_LETTER else (shelf.folder, page_key)
    weigh = entry_weight if shelf.kind == "week" else page_weight
    pages = split(shelf.pages, key, weigh, published.get(folder, ()))
    return replace(shelf, parts=tuple(_part(shelf, folder, part) for part in pages))


def _title_key(page: Page, depth: int) -> Key | None:
    return letter_key(page.item.title, page.path, depth)


def _topic_key(topic: Topic, depth: int) -> Key | None:
    return letter_key(topic.name, topic.slug, depth)


def _person_key(person: Person, depth: int) -> Key | None:
    return letter_key(person.name, person.slug, depth)


def _part(above: Shelf, folder: str, part: Part[Page]) -> Shelf:
    made = _empty_part(above, folder, part.key)
    parts = tuple(_part(made, folder, inner) for inner in part.parts)
    return replace(made, pages=part.things, whole=part.things, parts=parts)


def _part_of_topics(above: Shelf, folder: str, part: Part[Topic]) -> Shelf:
    made = _empty_part(above, folder, part.key)
    parts = tuple(_part_of_topics(made, folder, inner) for inner in part.parts)
    return replace(made, topics=part.things, parts=parts)


def _part_of_people(above: Shelf, folder: str, part: Part[Person]) -> Shelf:
    made = _empty_part(above, folder, part.key)
    parts = tuple(_part_of_people(made, folder, inner) for inner in part.parts)
    return replace(made, people=part.things, parts=parts)


def _empty_part(above: Shelf, folder: str, key: Key) -> Shelf:
    return Shelf("part", key.name, f"{folder}/{key.name}.md", key.title, (), (), (*above.above, above))
