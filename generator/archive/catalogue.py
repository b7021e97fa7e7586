"""All that follows from an archive's items, worked out once for everything that is made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from generator.archive import weave
from generator.archive.archive import Archive
from generator.model import Item, Kind, Page, Topic, Week


@dataclass(frozen=True, slots=True)
class Catalogue:
    """An archive with its weeks (newest first), topics by slug, kinds, years and undated items.

    ``slug_of`` leads from a topic's name, as an item gives it, to its slug in ``topics``.
    """

    archive: Archive
    weeks: tuple[Week, ...]
    topics: Mapping[str, Topic]
    kinds: Mapping[Kind, tuple[Page, ...]]
    years: Mapping[int, tuple[Week, ...]]
    undated: tuple[Page, ...]
    slug_of: Callable[[str], str]

    @property
    def fullest(self) -> int:
        """The number of items of the week that has most."""
        return max((len(week.pages) for week in self.weeks), default=1)

    def topics_of(self, item: Item) -> tuple[Topic, ...]:
        """The topics that an item names, each once, in its order."""
        return tuple(self.topics[slug] for slug in dict.fromkeys(map(self.slug_of, item.topics)))

    def topic(self, path: Iterable[str]) -> Topic:
        """The topic at the end of a path from its topmost parent."""
        return self.topics[self.slug_of(weave.SEPARATOR.join(path))]


def catalogue(archive: Archive) -> Catalogue:
    """Work out the catalogue of an archive, in time linear in the number of its items."""
    weeks = weave.weeks(archive)
    return Catalogue(
        archive=archive,
        weeks=weeks,
        topics=weave.topics(archive),
        kinds=weave.by_kind(archive),
        years=weave.by_year(weeks),
        undated=weave.undated(archive),
        slug_of=weave.resolver(archive),
    )
