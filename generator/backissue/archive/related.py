"""Which items of an archive belong together, and why: a reader is told what two items share.

Items are compared by the terms they share, rarer ones counting more (inverse document frequency: Spärck Jones 1972, "A
statistical interpretation of term specificity and its application in retrieval") and those counting more that a text
comes back to. Weights are whole numbers that depend on powers of two, and on no count of the whole archive, so that a
week more leaves nearly all of what was said before as it was.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from backissue.archive.archive import Archive, day_of
from backissue.archive.listings import Listed, keys_of
from backissue.archive.page_terms import USES, PageTerms, Use
from backissue.archive.shared_terms import COMMON, Shared, rarity_of, shared_terms, weight_of
from backissue.archive.vocabulary import Vocabulary
from backissue.model import Item, Kind, Page, Topic
from backissue.same_address import address_key
from backissue.store import code_digest, digest

MOST = 4
"""Related items of one item."""

NEEDED = 14
"""What two items have to have in common before they are called related; see :mod:`.shared_terms`."""

LONE = 18
"""What one ordinary word must weigh with the topic to relate two items by itself; without a topic it never does."""

TERMS = 32
"""An item is compared by so many of its terms, those that weigh most. It keeps a long talk from being like all else."""

NAMED = 3
"""Shared terms that a reader is shown."""

LOOKED_AT = 24
"""The items that may share most; only these are compared term by term."""

LINKED = 8
"""Items that may share a link, or list it. What more of them lead to tells nothing, and the work stays linear."""

LINK = 7
"""What a shared link weighs: as much as a term of two items, so that two links relate them, or one and a topic."""

RECORDINGS = frozenset({"Video", "Audio", "Recording"})
"""Labels of links that lead to what an item is the text of."""
_RECORDED = frozenset({Kind.TRANSCRIPT, Kind.SUMMARY, Kind.SESSION})

KIND = "related"

TopicsOf = Callable[[Item], Sequence[Topic]]


@dataclass(frozen=True, slots=True)
class Relation:
    """Another item, and what it has in common with the one it is listed with, in that one's own words."""

    page: Page
    terms: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    topic: str = ""
    same_recording: bool = False
    links: tuple[str, ...] = ()
    """The titles of what both lead to."""


def relate(
    archive: Archive, words: Vocabulary, topics_of: TopicsOf, listed: Mapping[str, Sequence[Listed]]
) -> dict[str, tuple[Relation, ...]]:
    """Return the related items of each page that has any, by its path, those first that have most in common.

    ``listed`` is what issues list, by their paths. What depends on nothing that has changed since it was last worked
    out is remembered.
    """
    shelf = _Shelf(archive, words, topics_of, _shared_links(archive.pages, listed))
    place = digest(code_digest(), "latest")
    before = archive.store.get(KIND, place) or {}
    blocks: dict[str, list[_Block]] = {}
    for at, key in enumerate(shelf.keys()):
        known = before.get(key)
        blocks[key] = [[*block] for block in shelf.related(at)] if known is None else known
    if blocks.keys() != before.keys():
        archive.store.put(KIND, place, blocks)
    pages = {page.path: page for page in archive.pages}
    found = (
        (
            page.path,
            tuple(
                Relation(pages[path], tuple(terms), tuple(people), topic, is_same, tuple(links))
                for path, terms, people, topic, is_same, links in block
            ),
        )
        for page, block in zip(archive.pages, blocks.values(), strict=True)
    )
    return {path: relations for path, relations in found if relations}


_Block = Sequence[Any]
"""A relation as JSON can hold it: the page's path, terms, people, topic, whether the recording is the same, links."""


@dataclass(frozen=True, slots=True)
class _Compared:
    """An item by what it is compared by: its terms with their uses, its people, topics, recordings and links."""

    terms: Mapping[int, Use]
    people: frozenset[str]
    topics: Mapping[str, Topic]
    recordings: AbstractSet[str]
    links: Mapping[str, str]
    version: int


class _Shelf:
    """The items of an archive by what they are compared by."""

    def __init__(
        self, archive: Archive, words: Vocabulary, topics_of: TopicsOf, links: Sequence[Mapping[str, str]]
    ) -> None:
        self._archive = archive
        self._pages = archive.pages
        self._words = words
        by_age = sorted(range(len(archive.pages)), key=lambda n: (day_of(archive.pages[n]), archive.pages[n].path))
        self._age = {place: age for age, place in enumerate(by_age)}
        common = _common(len(archive.pages))
        people = Counter(name for page in archive.pages for name in set(page.item.people))
        shared = frozenset(name for name, number in people.items() if 1 < number <= common)
        rarities = {term: rarity_of(number) for term, number in words.frequency.items() if number <= common}
        self._rarities = rarities
        self._items = [
            _compared(page, self._chosen(terms), shared.intersection(page.item.people), topics_of(page.item), own)
            for page, terms, own in zip(archive.pages, words.pages, links, strict=True)
        ]
        self._by_term: defaultdict[int, defaultdict[Use, list[int]]] = defaultdict(lambda: defaultdict(list))
        self._by_name: defaultdict[str, list[int]] = defaultdict(list)
        for place, (page, item) in enumerate(zip(archive.pages, self._items, strict=True)):
            for term, use in item.terms.items():
                self._by_term[term][use].append(place)
            for name in _names(page.item, item):
                self._by_name[name].append(place)

    def _chosen(self, terms: PageTerms) -> dict[int, Use]:
        """Return the terms of a text that weigh most. A plain word that is only named never weighs anything."""
        known = self._rarities.keys()
        found = [(term, use) for use, of_use in terms.by_use() if use is not USES[-1] for term in known & of_use]
        if len(found) > TERMS:
            found.sort(key=lambda one: (-self._rarities[one[0]] * (1 + one[1].depth), one[0]))
        return dict(sorted(found[:TERMS]))

    def keys(self) -> Iterator[str]:
        """Yield for each item what stands for all that its relations depend on."""
        of_terms = {
            term: _joined(
                self._rarities[term], (self._items[place].version for places in uses.values() for place in places)
            )
            for term, uses in self._by_term.items()
        }
        of_names = {
            name: _joined(len(places), (self._items[place].version for place in places))
            for name, places in self._by_name.items()
        }
        for page, item in zip(self._pages, self._items, strict=True):
            topics = [(slug, topic.name, _weight_of_topic(topic)) for slug, topic in item.topics.items()]
            names = [of_names[name] for name in _names(page.item, item)]
            text = self._archive.document_key(page)
            yield digest(f"{item.version} {[of_terms[term] for term in item.terms]} {names} {topics} {text}")

    def related(self, place: int) -> Iterator[_Block]:
        """Yield the relations of one item."""
        item, page = self._items[place], self._pages[place]
        twins = self._of_same_recording(place)
        for other in twins:
            yield self._pages[other].path, (), (), "", True, ()
        found = self._nearest(place, {place, *twins, *self._by_name.get(_translation(page.item), ())})
        for other, shared in found[: MOST - len(twins)]:
            theirs = self._items[other]
            people = [name for name in dict.fromkeys(page.item.people) if name in theirs.people]
            topic = next((topic.name for slug, topic in item.topics.items() if slug in theirs.topics), "")
            terms = [self._words.written(place, one.term) for one in shared[:NAMED]]
            links = [title for key, title in item.links.items() if key in theirs.links]
            yield self._pages[other].path, terms, people[:NAMED], topic, False, links[:NAMED]

    def _of_same_recording(self, place: int) -> list[int]:
        """Return the items that are of the same recording, such as a talk and its summary, the older first."""
        named = (self._by_name[name] for name in self._items[place].recordings)
        others = {other for places in named if len(places) <= MOST for other in places} - {place}
        return sorted(others, key=self._age.__getitem__)[:MOST]

    def _nearest(self, place: int, apart: AbstractSet[int]) -> list[tuple[int, list[Shared]]]:
        """Return the items that have enough in common with one, and what; those first that have most.

        Among equals come those of the same week, and then the older, so that newer ones push none out.
        """
        week = self._pages[place].item.week
        found: list[tuple[int, bool, int, int, list[Shared]]] = []
        for most, other in self._candidates(place, apart):
            if len(found) >= MOST and most < sorted(-one[0] for one in found)[-MOST]:
                break
            weight, shared = self._weigh(place, other)
            if weight:
                found.append((-weight, week != self._pages[other].item.week, self._age[other], other, shared))
        return [(other, shared) for *_, other, shared in sorted(found, key=lambda one: one[:3])]

    def _candidates(self, place: int, apart: AbstractSet[int]) -> list[tuple[int, int]]:
        """Return the most that others can have in common with an item, and these, the nearest first."""
        item = self._items[place]
        most: defaultdict[int, int] = defaultdict(int)
        for term, use in item.terms.items():
            for theirs, places in self._by_term[term].items():
                if worth := weight_of(self._rarities[term], use, theirs):
                    for other in places:
                        most[other] += worth
        for name in item.people:
            for other in self._by_name[_person(name)]:
                most[other] += NEEDED
        for key in item.links:
            for other in self._by_name[_link(key)]:
                most[other] += LINK
        likely = ((weight + self._topical(place, other), other) for other, weight in most.items() if weight >= _LEAST)
        enough = [(weight, other) for weight, other in likely if weight >= NEEDED and other not in apart]
        return sorted(enough, key=lambda one: (-one[0], self._age[one[1]]))[:LOOKED_AT]

    def _topical(self, place: int, other: int) -> int:
        """Return what the rarest topic that two items have in common weighs."""
        mine, theirs = self._items[place].topics, self._items[other].topics
        return max((_weight_of_topic(mine[slug]) for slug in mine if slug in theirs), default=0)

    def _weigh(self, place: int, other: int) -> tuple[int, list[Shared]]:
        """Return how much two items have in common, 0 if it is not enough, and the terms of it, the heaviest first."""
        mine, theirs = self._items[place].terms, self._items[other].terms
        shared = shared_terms(mine, theirs, self._rarities, self._words.name)
        people = self._items[place].people & self._items[other].people
        links = self._items[place].links.keys() & self._items[other].links.keys()
        topical = self._topical(place, other)
        weight = sum(one.weight for one in shared) + NEEDED * len(people) + LINK * len(links) + topical
        is_lone = not people and not links and len(shared) == 1 and shared[0].is_ordinary
        if weight < (LONE if is_lone else NEEDED) or (is_lone and not topical):
            return 0, shared
        return weight, shared


def _compared(
    page: Page, terms: Mapping[int, Use], people: frozenset[str], topics: Sequence[Topic], links: Mapping[str, str]
) -> _Compared:
    item = page.item
    recordings = _recordings(item)
    by_slug = {topic.slug: topic for topic in topics}
    said = (
        page.path,
        str(day_of(page)),
        str(item.week),
        item.translation,
        sorted(people),
        sorted(recordings),
        [*by_slug],
        [*links.items()],
    )
    version = blake2b(str(said).encode(), digest_size=8)
    version.update(array("Q", terms).tobytes())
    version.update(bytes(use.place for use in terms.values()))
    known = int.from_bytes(version.digest(), "little")
    return _Compared(terms, people, by_slug, recordings, links, known)


def _shared_links(pages: Sequence[Page], listed: Mapping[str, Sequence[Listed]]) -> list[Mapping[str, str]]:
    """Return for each page what it leads to that some others lead to too: a title by its key, in the page's order."""
    found = [_links(page.item, listed.get(page.path, ())) for page in pages]
    counts = Counter(key for own in found for key in own)
    return [{key: title for key, title in own.items() if 1 < counts[key] <= LINKED} for own in found]


def _links(item: Item, listed: Sequence[Listed]) -> dict[str, str]:
    """Return what an item leads to: what it lists, else its links, but for those to what it is the text of."""
    found = [(one.entry.title, one.entry.url) for one in listed]
    found += [(link.label, link.url) for link in item.links if link.label not in RECORDINGS]
    first: dict[str, str] = {}
    for title, url in found:
        for key in keys_of("", [url]):
            first.setdefault(key, title)
    return first


def _joined(first: int, versions: Iterable[int]) -> str:
    """Return what stands for a number and for some versions, whatever their order."""
    return f"{first} {sum(versions)}"


def _names(item: Item, compared: _Compared) -> list[str]:
    """Return the names, other than terms, by which an item is found: of people, recordings, translations and links."""
    translation = [_translation(item)] if item.translation else []
    links = map(_link, compared.links)
    return [*map(_person, sorted(compared.people)), *sorted(compared.recordings), *translation, *links]


def _person(name: str) -> str:
    return f"person {name}"


def _link(key: str) -> str:
    return f"link {key}"


def _translation(item: Item) -> str:
    return f"translation {item.translation}"


def _recordings(item: Item) -> set[str]:
    """Return what tells the recordings of an item from others; papers and letters list those of others."""
    links = (link for link in item.links if link.label in RECORDINGS and item.kind in _RECORDED)
    return {f"recording {address_key(link.url)}" for link in links}


def _common(items: int) -> int:
    """Return the number of items that may share a term: of so many an eighth, in round numbers, so that it stays."""
    eighth = items // 8
    beyond = max(0, eighth.bit_length() - 3)
    return min(COMMON, max(2, eighth >> beyond << beyond))


def _weight_of_topic(topic: Topic) -> int:
    return max(1, rarity_of(topic.total))


_LEAST = NEEDED - rarity_of(2)
"""What two items have to have in common beside a topic, which weighs no more than a term of two items does."""
