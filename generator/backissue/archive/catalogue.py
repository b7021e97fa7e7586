"""All that follows from an archive's items, worked out once for everything that is made of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from backissue.archive import taxonomies
from backissue.archive.archive import Archive, day_of
from backissue.archive.corrections import add_topics, apply_edits, corrected
from backissue.archive.related import Relation, relate
from backissue.archive.shelves import Shelf, shelves
from backissue.archive.taxonomies import Taxonomies
from backissue.archive.terms import Vocabulary, vocabulary
from backissue.mentions import Mention, find_mentions
from backissue.model import Page


@dataclass(frozen=True)
class Catalogue(Taxonomies):
    """An archive with all that follows from its items.

    In ``archive`` names are put right that recognisers got wrong; ``written`` is the archive as its files have it.
    ``related`` holds what each page that has any is related to, by its path. The items of ``archive`` are as their
    pages have them; in all lists a page without topics has those that follow from its ``mentions``.
    """

    archive: Archive
    written: Archive
    words: Vocabulary
    related: Mapping[str, tuple[Relation, ...]]
    mentions: tuple[Mention, ...]

    @cached_property
    def shelves(self) -> tuple[Shelf, ...]:
        """All pages that list items."""
        return shelves(self)

    @cached_property
    def speaks_of(self) -> Mapping[str, Sequence[Mention]]:
        """The mentions in each page that has some, by its path."""
        return _grouped(self.mentions, lambda mention: mention.speaker.path)

    @cached_property
    def mentioned_in(self) -> Mapping[str, Sequence[Mention]]:
        """The mentions of each page that has some, by its path, the oldest first."""
        by_day = sorted(self.mentions, key=lambda mention: (day_of(mention.speaker), mention.speaker.path))
        return _grouped(by_day, lambda mention: mention.target.path)

    def has_own_topics(self, page: Page) -> bool:
        """Return whether the topics of a page are those that it names, and do not follow from what it speaks of."""
        known = self.archive.page(page.path)
        return bool(known and known.item.topics)


def catalogue(archive: Archive) -> Catalogue:
    """Return the catalogue of an archive, worked out in time linear in the number of its items."""
    written, archive = archive, corrected(archive)
    found = apply_edits(archive, find_mentions(archive.pages, archive.document))
    lists = taxonomies.derive(add_topics(archive, found))
    words = vocabulary(archive)
    return Catalogue(
        **vars(lists),
        archive=archive,
        written=written,
        words=words,
        related=relate(archive, words, lists.topics_of),
        mentions=found,
    )


def _grouped(mentions: Iterable[Mention], key: Callable[[Mention], str]) -> Mapping[str, Sequence[Mention]]:
    found = defaultdict[str, list[Mention]](list)
    for mention in mentions:
        found[key(mention)].append(mention)
    return dict(found)
