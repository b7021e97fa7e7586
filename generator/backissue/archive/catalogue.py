"""All that follows from an archive's items, worked out once for everything that is made of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from backissue.archive import taxonomies
from backissue.archive.archive import Archive, day_of
from backissue.archive.names import corrected
from backissue.archive.related import Relation, related
from backissue.archive.speaking import settled, with_topics
from backissue.archive.terms import Vocabulary, vocabulary
from backissue.mentions import Mention, mentions
from backissue.model import Item, Kind, Page, Topic, Week


@dataclass(frozen=True)
class Catalogue:
    """An archive with its weeks (newest first), topics by slug, kinds, years and undated items.

    In ``archive`` names are put right that recognisers got wrong; ``written`` is the archive as its files have it.
    ``slug_of`` leads from a topic's name, as an item gives it, to its slug in ``topics``; ``related`` holds what each
    page that has any is related to, by its path. The items of ``archive`` are as their pages have them; in all lists
    a page without topics has those that follow from its ``mentions``.
    """

    archive: Archive
    written: Archive
    weeks: tuple[Week, ...]
    topics: Mapping[str, Topic]
    kinds: Mapping[Kind, tuple[Page, ...]]
    years: Mapping[int, tuple[Week, ...]]
    undated: tuple[Page, ...]
    slug_of: Callable[[str], str]
    words: Vocabulary
    related: Mapping[str, tuple[Relation, ...]]
    mentions: tuple[Mention, ...]

    @cached_property
    def speaks_of(self) -> Mapping[str, Sequence[Mention]]:
        """The mentions in each page that has some, by its path."""
        return _grouped(self.mentions, lambda mention: mention.speaker.path)

    @cached_property
    def mentioned_in(self) -> Mapping[str, Sequence[Mention]]:
        """The mentions of each page that has some, by its path, the oldest first."""
        by_day = sorted(self.mentions, key=lambda mention: (day_of(mention.speaker), mention.speaker.path))
        return _grouped(by_day, lambda mention: mention.target.path)

    @cached_property
    def ordered(self) -> tuple[Page, ...]:
        """All pages, each once: week by week as the site has them, the newest first, and then the undated."""
        dated = (page for week in self.weeks for page in week.pages if page.item.week == week.day)
        return (*dated, *self.undated)

    @cached_property
    def within_topics(self) -> Mapping[str, tuple[Page, ...]]:
        """The pages of each topic and of those below it, by its slug, in the order of :attr:`ordered`."""
        found: defaultdict[str, dict[str, Page]] = defaultdict(dict)
        for page in self.ordered:
            for topic in self.topics_of(page.item):
                for depth in range(1, len(topic.path) + 1):
                    found[self.topic(topic.path[:depth]).slug][page.path] = page
        return {slug: tuple(pages.values()) for slug, pages in found.items()}

    def has_own_topics(self, page: Page) -> bool:
        """Whether the topics of a page are those that it names, and do not follow from what it speaks of."""
        known = self.archive.page(page.path)
        return bool(known and known.item.topics)

    @property
    def fullest(self) -> int:
        """The number of items of the week that has most."""
        return max((len(week.pages) for week in self.weeks), default=1)

    def topics_of(self, item: Item) -> tuple[Topic, ...]:
        """The topics that an item names, each once, in its order."""
        return tuple(self.topics[slug] for slug in dict.fromkeys(map(self.slug_of, item.topics)))

    def topic(self, path: Iterable[str]) -> Topic:
        """The topic at the end of a path from its topmost parent."""
        return self.topics[self.slug_of(taxonomies.SEPARATOR.join(path))]


def catalogue(archive: Archive) -> Catalogue:
    """Work out the catalogue of an archive, in time linear in the number of its items."""
    written, archive = archive, corrected(archive)
    known_mentions = settled(archive, mentions(archive))
    woven = with_topics(archive, known_mentions)
    weeks = taxonomies.weeks(woven)
    words = vocabulary(archive)
    known = Catalogue(
        archive=archive,
        written=written,
        weeks=weeks,
        topics=taxonomies.topics(woven),
        kinds=taxonomies.by_kind(woven),
        years=taxonomies.by_year(weeks),
        undated=taxonomies.undated(woven),
        slug_of=taxonomies.resolver(woven),
        words=words,
        related={},
        mentions=known_mentions,
    )
    return replace(known, related=related(archive, words, known.topics_of))


def _grouped(mentions: Iterable[Mention], key: Callable[[Mention], str]) -> Mapping[str, Sequence[Mention]]:
    found = defaultdict[str, list[Mention]](list)
    for mention in mentions:
        found[key(mention)].append(mention)
    return dict(found)
