"""All that follows from an archive's items, worked out once for everything that is made of it; and where it pauses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby, pairwise
from statistics import median_low

from backissue.archive import taxonomies
from backissue.archive.archive import Archive, day_of
from backissue.archive.corrections import add_topics, apply_edits, corrected
from backissue.archive.issues import with_titles
from backissue.archive.listings import Listings, listings
from backissue.archive.related import Relation, relate
from backissue.archive.shelves import Shelf, shelves
from backissue.archive.spoken_of import spoken_of
from backissue.archive.taxonomies import Taxonomies
from backissue.archive.vocabulary import Vocabulary, vocabulary
from backissue.mentions import Memory, Mention, find_mentions
from backissue.model import Page
from backissue.wording import Words, english


@dataclass(frozen=True)
class Catalogue(Taxonomies):
    """An archive with all that follows from its items.

    In ``archive`` names that recognisers got wrong are corrected; ``written`` is the archive as its files have it.
    ``related`` holds what each page that has any is related to, by its path, and ``listings`` what issues list. The
    items of ``archive`` are as their pages have them; in all lists a page without topics has those that follow from its
    ``mentions``.
    """

    archive: Archive
    written: Archive
    words: Vocabulary
    related: Mapping[str, tuple[Relation, ...]]
    mentions: tuple[Mention, ...]
    listings: Listings
    wording: Words

    @cached_property
    def shelves(self) -> tuple[Shelf, ...]:
        """All pages that list items."""
        return shelves(self, self.wording)

    @cached_property
    def numbers(self) -> Mapping[tuple[date, str], int]:
        """The numbers of the items in each week, by its day and their paths."""
        return taxonomies.numbers(self.weeks)

    @cached_property
    def speaks_of(self) -> Mapping[str, Sequence[Mention]]:
        """The mentions in each page that has some, by its path."""
        return _grouped(self.mentions, lambda mention: mention.speaker.path)

    @cached_property
    def mentioned_in(self) -> Mapping[str, Sequence[Mention]]:
        """The mentions of each page that has some, by its path, the oldest first."""
        by_day = sorted(self.mentions, key=lambda mention: (day_of(mention.speaker), mention.speaker.path))
        return _grouped(by_day, lambda mention: mention.target.path)

    def translations(self, page: Page) -> Sequence[Page]:
        """Return the pages of an item in other languages, by their tags."""
        return [other for other in self._translated.get(page.item.translation, ()) if other.path != page.path]

    @cached_property
    def _translated(self) -> Mapping[str, Sequence[Page]]:
        pages = sorted(self.archive.pages, key=lambda page: (page.item.lang, page.path))
        return _grouped_pages(page for page in pages if page.item.translation)

    def has_own_topics(self, page: Page) -> bool:
        """Return whether the topics of a page are those that it names, and do not follow from what it speaks of."""
        known = self.archive.page(page.path)
        return bool(known and known.item.topics)


def catalogue(archive: Archive, wording: Words | None = None) -> Catalogue:
    """Return the catalogue of an archive, worked out in time linear in the number of its items.

    Its lists have their titles in the ``wording`` of a language, in English where none is given.
    """
    written, archive = archive, with_titles(corrected(archive), wording)
    memory = Memory(archive.store, archive.document_key)
    listed = listings(archive)
    found = apply_edits(archive, find_mentions(archive.pages, archive.document, memory, spoken_of(archive, listed)))
    lists = taxonomies.derive(add_topics(archive, found))
    words = vocabulary(archive)
    return Catalogue(
        **vars(lists),
        archive=archive,
        written=written,
        words=words,
        related=relate(archive, words, lists.topics_of, listed.by_page),
        mentions=found,
        listings=listed,
        wording=wording or english(),
    )


def _grouped_pages(pages: Iterable[Page]) -> Mapping[str, Sequence[Page]]:
    found = defaultdict[str, list[Page]](list)
    for page in pages:
        found[page.item.translation].append(page)
    return dict(found)


def _grouped(mentions: Iterable[Mention], key: Callable[[Mention], str]) -> Mapping[str, Sequence[Mention]]:
    found = defaultdict[str, list[Mention]](list)
    for mention in mentions:
        found[key(mention)].append(mention)
    return dict(found)


@dataclass(frozen=True, slots=True)
class Span:
    """Days without an issue, the first and the last of them, and the number of whole weeks that they are."""

    first: date
    last: date
    weeks: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A pause between two issues that is longer than usual. They are named by the last days of their weeks."""

    before: date
    after: date

    @property
    def span(self) -> Span:
        """The weeks of the pause."""
        weeks = _distance(self.before, self.after) - 1
        return Span(self.before + timedelta(days=1), self.before + timedelta(weeks=weeks), weeks)


def rhythm(days: Sequence[date]) -> int:
    """Return the usual distance of issues in weeks, given the last days of their weeks: the median, at least 1.

    Of an even number of distances the shorter one in the middle counts.

    >>> rhythm([date(2023, 1, 1), date(2023, 1, 15), date(2023, 1, 29), date(2023, 3, 12)])
    2
    """
    return max(1, median_low([_distance(*pair) for pair in pairwise(days)] or [1]))


def gaps(days: Sequence[date]) -> list[Gap]:
    """Return the pauses in a sequence that are longer than its rhythm, given the days as :func:`rhythm` takes them.

    >>> [gap.span.weeks for gap in gaps([date(2023, 1, 1), date(2023, 1, 8), date(2023, 1, 29)])]
    [2]
    """
    usual = rhythm(days)
    return [Gap(*pair) for pair in pairwise(days) if _distance(*pair) > usual]


def gaps_by_year(found: Iterable[Gap]) -> dict[int, list[Span]]:
    """Return the weeks of gaps by year, in the order given. A week belongs to the year of its last day."""
    spans = defaultdict[int, list[Span]](list)
    for gap in found:
        missing = (gap.before + timedelta(weeks=number) for number in range(1, gap.span.weeks + 1))
        for year, inside in groupby(missing, lambda day: day.year):
            days = list(inside)
            spans[year].append(Span(days[0] - timedelta(days=6), days[-1], len(days)))
    return dict(spans)


def _distance(one: date, other: date) -> int:
    return (other - one).days // 7
