"""Which items of an archive belong together, and why: a reader is told what two items share.

Items are compared by the terms they share, rarer ones counting more (inverse document frequency: Spärck Jones 1972, "A
statistical interpretation of term specificity and its application in retrieval") and those counting more that a text
comes back to. Weights are whole numbers that depend on powers of two, and on no count of the whole archive, so that a
week more leaves nearly all of what was said before as it was.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from backissue.archive.archive import Archive, day_of
from backissue.archive.terms import Mention, Vocabulary
from backissue.model import Item, Kind, Page, Topic
from backissue.same_address import address_key

MOST = 4
"""Related items of one item."""

NEEDED = 14
"""What two items have to have in common before they are called related; see :func:`_weighed`."""

LONE = 18
"""What one ordinary word must weigh with the topic to relate two items by itself; without a topic it never does."""

COMMON = 128
"""A term of more items than this, or of more than an eighth of a small archive, tells nothing: with this bound, and
with that of the terms of an item, the work is linear in the number of items."""

TERMS = 32
"""An item is compared by so many of its terms, those that weigh most. It keeps a long talk from being like all else."""

NAMED = 3
"""Shared terms that a reader is shown."""

LOOKED_AT = 24
"""The items that share most by a first count; only these are compared term by term."""

RECORDINGS = frozenset({"Video", "Audio", "Recording"})
"""Labels of links that lead to what an item is the text of."""
_RECORDED = frozenset({Kind.TRANSCRIPT, Kind.SUMMARY, Kind.SESSION})

TopicsOf = Callable[[Item], Sequence[Topic]]


@dataclass(frozen=True, slots=True)
class Relation:
    """Another item, and what it has in common with the one it is listed with, in that one's own words."""

    page: Page
    terms: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    topic: str = ""
    same_recording: bool = False


def relate(archive: Archive, words: Vocabulary, topics_of: TopicsOf) -> dict[str, tuple[Relation, ...]]:
    """Return the related items of each page that has any, by its path, those first that have most in common."""
    shelf = _Shelf(archive, words, topics_of)
    found = ((page.path, tuple(shelf.related(place))) for place, page in enumerate(archive.pages))
    return {path: relations for path, relations in found if relations}


@dataclass(frozen=True, slots=True)
class _Shared:
    """A term, or a person, of two items: how much it weighs, and how the first of them writes it.

    ``term`` is empty for a person. A term is ordinary if it is a single word that is no name.
    """

    weight: int
    written: str
    term: str = ""
    is_ordinary: bool = False


class _Shelf:
    """The items of an archive by what they are compared by."""

    def __init__(self, archive: Archive, words: Vocabulary, topics_of: TopicsOf) -> None:
        self._pages = archive.pages
        self._words = words
        by_age = sorted(range(len(archive.pages)), key=lambda n: (day_of(archive.pages[n]), archive.pages[n].path))
        self._age = {place: age for age, place in enumerate(by_age)}
        self._topics = [{topic.slug: topic for topic in topics_of(page.item)} for page in archive.pages]
        common = min(COMMON, max(2, len(archive.pages) // 8))
        people = Counter(name for page in archive.pages for name in set(page.item.people))
        self._people = {name for name, number in people.items() if 1 < number <= common}
        self._terms: list[tuple[str, ...]] = []
        for mentions in words.mentions:
            known = [(words.frequency[term], term) for term in mentions if words.frequency[term] <= common]
            known.sort(key=lambda pair: (-_rarity(pair[0]) * (1 + mentions[pair[1]].depth), pair[1]))
            self._terms.append(tuple(term for _, term in known[:TERMS]))
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        self._translations: defaultdict[str, list[int]] = defaultdict(list)
        for place, page in enumerate(archive.pages):
            if page.item.translation:
                self._translations[page.item.translation].append(place)
        self._recordings: defaultdict[str, list[int]] = defaultdict(list)
        for place, page in enumerate(archive.pages):
            for name in _recordings(page.item):
                self._recordings[name].append(place)
        for place, (page, terms) in enumerate(zip(archive.pages, self._terms, strict=True)):
            for name in (*terms, *(f"@{name}" for name in set(page.item.people) & self._people)):
                self._places[name].append(place)

    def related(self, place: int) -> Iterator[Relation]:
        """Yield the relations of one item."""

        def rank(found: tuple[int, int, list[_Shared]]) -> tuple[int, bool, int]:
            """Return how much is shared; among equals the same week, then the older, so that newer push none out."""
            weight, other, _ = found
            return -weight, self._pages[place].item.week != self._pages[other].item.week, self._age[other]

        twins = self._of_same_recording(place)
        yield from (Relation(self._pages[other], same_recording=True) for other in twins)
        compared = (found for found in self._compared(place) if found[1] not in twins)
        for _, other, shared in sorted(compared, key=rank)[: MOST - len(twins)]:
            topics = [topic.name for slug, topic in self._topics[place].items() if slug in self._topics[other]]
            yield Relation(
                page=self._pages[other],
                terms=tuple(one.written for one in shared if one.term)[:NAMED],
                people=tuple(one.written for one in shared if not one.term)[:NAMED],
                topic=next(iter(topics), ""),
            )

    def _of_same_recording(self, place: int) -> list[int]:
        """Return the items that are of the same recording, such as a talk and its summary, the older first."""
        named = (self._recordings[name] for name in _recordings(self._pages[place].item))
        others = {other for places in named if len(places) <= MOST for other in places} - {place}
        return sorted(others, key=self._age.__getitem__)[:MOST]

    def _compared(self, place: int) -> Iterator[tuple[int, int, list[_Shared]]]:
        """Yield items that have enough in common with this one: how much, which, and what."""
        item = self._pages[place].item
        counts = Counter(other for term in self._terms[place] for other in self._places[term])
        counts.update(other for name in sorted(set(item.people)) for other in self._places.get(f"@{name}", ()))
        del counts[place]
        for other in self._translations.get(item.translation, ()):
            counts.pop(other, None)
        candidates = sorted(counts, key=lambda other: (-counts[other], self._age[other]))
        for other in candidates[:LOOKED_AT]:
            shared = self._shared(place, other)
            mine, theirs = self._topics[place], self._topics[other]
            topical = max((max(1, _rarity(mine[slug].total)) for slug in mine if slug in theirs), default=0)
            weight = sum(one.weight for one in shared) + topical
            is_lone = len(shared) == 1 and shared[0].is_ordinary
            if weight >= (LONE if is_lone else NEEDED) and (topical or not is_lone):
                yield weight, other, shared

    def _shared(self, place: int, other: int) -> list[_Shared]:
        """Return the people of two items, and the terms that weigh something and share no word with one before."""
        mine, theirs = self._words.mentions[place], self._words.mentions[other]
        known = set(self._terms[other])
        terms = [term for term in self._terms[place] if term in known]
        found = [_weighed(term, self._words.frequency[term], mine[term], theirs[term]) for term in terms]
        found.sort(key=lambda one: (-one.weight, -len(one.term.split()), one.term))
        people = self._people & set(self._pages[other].item.people)
        shared = [_Shared(NEEDED, name) for name in dict.fromkeys(self._pages[place].item.people) if name in people]
        seen: set[str] = set()
        for one in found:
            if one.weight and seen.isdisjoint(one.term.split()):
                seen.update(one.term.split())
                shared.append(one)
        return shared


def _recordings(item: Item) -> set[str]:
    """Return what tells the recordings of an item from others; papers and letters list those of others."""
    links = (link for link in item.links if link.label in RECORDINGS and item.kind in _RECORDED)
    return {address_key(link.url) for link in links}


def _weighed(term: str, number: int, mine: Mention, theirs: Mention) -> _Shared:
    """Return a term of ``number`` items: its rarity times how deep either item goes into it.

    A phrase or a name weighs half as much again; an ordinary word nothing, unless both come back to it.
    """
    weight = _rarity(number) * (mine.depth + theirs.depth)
    if " " in term or (mine.is_name and theirs.is_name):
        return _Shared(weight * 3 // 2, mine.written, term)
    return _Shared(weight if mine.depth and theirs.depth else 0, mine.written, term, is_ordinary=True)


def _rarity(number: int) -> int:
    """Return 7 for what two items have, 6 for three or four, 5 up to eight … 1 up to 128."""
    return COMMON.bit_length() - (number - 1).bit_length()
