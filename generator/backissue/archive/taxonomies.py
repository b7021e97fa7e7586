"""What follows from the items: weeks, topics, kinds, years. Pure, and linear in the number of items."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from itertools import count, filterfalse
from pathlib import PurePosixPath

from backissue.archive.archive import Archive, day_of
from backissue.archive.topic_names import SEPARATOR, Path, TopicNames, is_published, topic_notes, topic_path, topic_slug
from backissue.archive.who_is_who import People
from backissue.dates import parse_day, week_of
from backissue.model import Item, Kind, Note, Page, Problem, Slip, Topic, Week
from backissue.text import former_slug

NOTES_OF_SHELVES = ("weeks/", "topics/", "undated/")
"""The folders below ``content/`` whose notes stand on the page of their week or topic."""


@dataclass(frozen=True)
class Taxonomies:
    """The weeks (newest first), topics by slug, kinds, years and undated items of an archive, and its notes by path.

    ``slug_of`` leads from a topic's name, as an item gives it, to its slug in ``topics``. ``published`` are the
    addresses that the archive has had and that lead nowhere else.
    """

    weeks: tuple[Week, ...]
    topics: Mapping[str, Topic]
    kinds: Mapping[Kind, tuple[Page, ...]]
    years: Mapping[int, tuple[Week, ...]]
    undated: tuple[Page, ...]
    notes: Mapping[str, Note]
    slug_of: Callable[[str], str]
    published: frozenset[str]

    @cached_property
    def ordered(self) -> tuple[Page, ...]:
        """All pages, each once: week by week as the site has them, the newest first, and then the undated."""
        dated = (page for week in self.weeks for page in week.own_pages)
        return (*dated, *self.undated)

    @cached_property
    def within_topics(self) -> Mapping[str, tuple[Page, ...]]:
        """The pages of each topic and of those below it, by its slug, in the order of :attr:`ordered`."""
        found: defaultdict[str, dict[str, Page]] = defaultdict(dict)
        for page in self.ordered:
            for topic in self.topics_of(page.item):
                for depth in range(1, len(topic.path) + 1):
                    found[self.slug_of(SEPARATOR.join(topic.path[:depth]))][page.path] = page
        return {slug: tuple(pages.values()) for slug, pages in found.items()}

    @cached_property
    def people(self) -> People:
        """The authors and speakers who have a page."""
        return People(newest_first(self.ordered), self.notes, self.published)

    @property
    def fullest(self) -> int:
        """The number of items of the week that has most."""
        return max((len(week.pages) for week in self.weeks), default=1)

    def topics_of(self, item: Item) -> tuple[Topic, ...]:
        """Return the topics that an item names, each once, in its order."""
        return tuple(self.topics[slug] for slug in dict.fromkeys(map(self.slug_of, item.topics)))


def derive(archive: Archive) -> Taxonomies:
    """Return all taxonomies of an archive."""
    found = weeks(archive)
    return Taxonomies(
        weeks=found,
        topics=topics(archive),
        kinds=by_kind(archive),
        years=by_year(found),
        undated=undated(archive),
        notes=archive.notes,
        slug_of=resolver(archive),
        published=frozenset(path for path, entry in archive.addresses.items() if not entry.to),
    )


def weeks(archive: Archive) -> tuple[Week, ...]:
    """Return all weeks that list items, newest first; the items of each by :func:`_in_order`."""
    found: defaultdict[date, list[Page]] = defaultdict(list)
    for page in archive.pages:
        for day in weeks_of(page):
            found[day].append(page)
    return tuple(
        Week(day, _in_order(day, found[day]), archive.notes.get(f"weeks/{day}/index.md"))
        for day in sorted(found, reverse=True)
    )


def _in_order(day: date, pages: Iterable[Page]) -> tuple[Page, ...]:
    """Return a week's pages: papers before talks, each kind by the places in the week.

    One that the week lists again has its place in another week: here it has one that its source leaves free.
    """
    kinds = list(Kind)
    own: list[Page] = []
    again: list[Page] = []
    for page in pages:
        (own if page.item.week == day else again).append(page)
    places = {page.path: _place(page.item) for page in own}
    taken: defaultdict[tuple[str, Kind], set[float]] = defaultdict(set)
    for page in own:
        taken[_listing(page.item)].add(places[page.path])
    free = {key: filterfalse(taken[key].__contains__, count(1)) for key in {_listing(page.item) for page in again}}
    for page in sorted(again, key=lambda page: (page.item.week or date.max, _place(page.item), page.path)):
        places[page.path] = next(free[_listing(page.item)])
    return tuple(
        sorted(
            (*own, *again),
            key=lambda page: (kinds.index(page.item.kind), places[page.path], _listing(page.item)[0], page.path),
        )
    )


def _place(item: Item) -> float:
    """Return an item's place in its week. What is alone there is the first; former versions kept the line instead."""
    return item.place or (item.source.line if item.source else 0) or 1


def _listing(item: Item) -> tuple[str, Kind]:
    """Return what counts an item's place: its source, kind by kind."""
    return item.source.file if item.source else "", item.kind


def weeks_of(page: Page) -> tuple[date, ...]:
    """Return the weeks that list an item, its own first."""
    return tuple(dict.fromkeys(filter(None, (page.item.week, *page.item.also_in))))


def undated(archive: Archive) -> tuple[Page, ...]:
    """Return the items without a week, by title."""
    return tuple(sorted((page for page in archive.pages if not page.item.week), key=lambda page: page.item.title))


def newest_first(pages: Iterable[Page]) -> tuple[Page, ...]:
    """Return pages by day, the newest first; within a day as in their week. The undated come last, by title."""
    return tuple(sorted(sorted(pages, key=_within_a_day), key=day_of, reverse=True))


def _within_a_day(page: Page) -> tuple[int, float, str, str, str]:
    item = page.item
    if not item.week:
        return 0, 0, "", item.title, page.path
    return list(Kind).index(item.kind), _place(item), _listing(item)[0], item.title, page.path


def numbers(weeks: Iterable[Week]) -> dict[tuple[date, str], int]:
    """Return the numbers of the items in each week, kind by kind, by its day and their paths.

    What an editor put in order has numbers: kinds that a source lists several of.
    """
    found: dict[tuple[date, str], int] = {}
    for week in weeks:
        listed = Counter(_listing(page.item) for page in week.pages)
        several = {kind for (file, kind), number in listed.items() if file and number > 1}
        count_of = {kind: count(1) for kind in several}
        for page in week.pages:
            if page.item.kind in several:
                found[week.day, page.path] = next(count_of[page.item.kind])
    return found


def by_kind(archive: Archive) -> dict[Kind, tuple[Page, ...]]:
    """Return the pages of each kind that has any, newest first."""
    return {
        kind: newest_first(pages)
        for kind in Kind
        if (pages := [page for page in archive.pages if page.item.kind is kind])
    }


def by_year(weeks: Sequence[Week]) -> dict[int, tuple[Week, ...]]:
    """Return the weeks of each year, in the order given. A week belongs to the year of its last day."""
    found: defaultdict[int, list[Week]] = defaultdict(list)
    for week in weeks:
        found[week.day.year].append(week)
    return {year: tuple(inside) for year, inside in found.items()}


def topics(archive: Archive) -> dict[str, Topic]:
    """Return all topics by slug, sorted by path, parents that no item names included."""
    names = TopicNames(archive)
    own: defaultdict[Path, list[Page]] = defaultdict(list)
    within: defaultdict[Path, set[str]] = defaultdict(set)
    for page in archive.pages:
        for path in dict.fromkeys(names.path(name) for name in page.item.topics):
            own[path].append(page)
            for depth in range(1, len(path) + 1):
                within[path[:depth]].add(page.path)
    children: defaultdict[Path, list[str]] = defaultdict(list)
    for path in sorted(within):
        children[path[:-1]].append(names.slug(path))
    found = (
        Topic(path, names.slug(path), newest_first(own[path]), len(pages), tuple(children[path]), names.notes.get(path))
        for path, pages in sorted(within.items())
    )
    return {topic.slug: topic for topic in found if topic.path}


def former_topics(archive: Archive) -> dict[str, str]:
    """Return former slugs, each with that of the topic: those of its aliases, and the one that version 0.1 made."""
    before = {
        name: topic.slug
        for topic in topics(archive).values()
        if is_published(name := former_slug(" ".join(topic.path)), archive.addresses) and not topic.note
    }
    return before | {
        topic_slug(topic_path(alias)): PurePosixPath(note.path).stem
        for note in topic_notes(archive)
        for alias in note.aliases
    }


def unused_notes(archive: Archive) -> Iterable[Problem]:
    """Yield a hint for each note of a week or a topic that no item is of, which no page shows."""
    shown = {note.path for week in weeks(archive) if (note := week.introduction)}
    shown |= {note.path for topic in topics(archive).values() if (note := topic.note)}
    for path in archive.notes:
        if path.startswith(NOTES_OF_SHELVES) and path not in shown:
            remedy = _right_week(path, archive.config.week_ends)
            remedy = remedy or "name it after the last day of a week, or the slug of a topic, that has items"
            yield Problem(f"content/{path}", 0, "no page shows it", remedy, is_hint=True)


def _right_week(path: str, week_ends: str) -> str:
    """Return where the note of a week belongs whose folder is named by another day of the week; empty for any other."""
    folder, _, rest = path.partition("/")
    day = parse_day(rest.partition("/")[0]) if folder == "weeks" else None
    right = week_of(day, week_ends) if day else None
    return f"move it to content/weeks/{right}/: a week is named by its last day" if right != day else ""


def resolver(archive: Archive) -> Callable[[str], str]:
    """Return a function from a topic's name, as an item gives it, to the slug of the topic in :func:`topics`."""
    names = TopicNames(archive)
    return cache(lambda name: names.slug(names.path(name)))


def clashes(archive: Archive) -> Iterable[Slip]:
    """Yield topics of different names that would stand at one address."""
    names = TopicNames(archive)
    first: dict[str, Path] = {}
    for page in archive.pages:
        named = map(names.path, page.item.topics)
        for path in (whole[:depth] for whole in named for depth in range(1, len(whole) + 1)):
            known = first.setdefault(names.slug(path), path)
            if known != path:
                one, other = SEPARATOR.join(known), SEPARATOR.join(path)
                remedy = f"rename one, or list one in `aliases` of content/topics/{names.slug(path)}.md"
                what = f"topics `{one}` and `{other}` share an address"
                yield Slip(page.path, "topics", what, remedy, is_hint=False)
