"""What the issues of an archive list, without what recurs in them, and which of it was covered before."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import Any

from backissue.archive.archive import Archive, day_of
from backissue.archive.issues import in_order, where
from backissue.entries import Entry, entries_of, placed
from backissue.model import Kind, Page
from backissue.prose.document import Document
from backissue.same_address import address_key, place_in
from backissue.text import title_words

LEAST = 3
"""Issues that something has to stand in to be furniture."""
SHARE = 5
"""One of so many issues is a large share of them."""
NEAR = 2
"""Pages before and after its own that an entry names where it was covered. More of them would say no more."""
TELLING = 3
"""Words of a title from which it names one thing."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of an issue, below the section that ``archive.yml`` names it by."""

    page: Page
    entry: Entry
    section: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """Where something was covered: the page, the anchor there, and its title there."""

    page: Page
    anchor: str
    title: str

    @property
    def where(self) -> str:
        """The words by which a reader knows the page, in English."""
        return where(self.page.item)


@dataclass(frozen=True)
class Listings:
    """The entries of all issues, those of the oldest issue first. ``furniture`` are keys of what recurs.

    ``read`` has the entries of each issue by its path, with what recurs.
    """

    archive: Archive
    listed: tuple[Listed, ...]
    furniture: frozenset[str]
    read: Mapping[str, tuple[Entry, ...]]

    @cached_property
    def by_page(self) -> dict[str, Sequence[Listed]]:
        """The entries of each issue that has some, by its path."""
        found = defaultdict[str, list[Listed]](list)
        for one in self.listed:
            found[one.page.path].append(one)
        return dict(found)

    @cached_property
    def _covered(self) -> Mapping[str, Sequence[Earlier]]:
        """Where each address and each telling title stands, the oldest first."""
        found = defaultdict[str, list[Earlier]](list)
        for page in sorted(self.archive.pages, key=_age):
            for title, anchor, urls in self._stated(page):
                for key in keys_of(title, urls):
                    found[key].append(Earlier(page, anchor, title))
        return dict(found)

    def _stated(self, page: Page) -> Iterator[tuple[str, str, Sequence[str]]]:
        if page.item.kind is not Kind.ISSUE:
            yield page.item.title, "", [link.url for link in page.item.links]
        for one in self.by_page.get(page.path, ()):
            yield one.entry.title, one.entry.anchor, [one.entry.url]

    def beside(self, one: Listed) -> tuple[Earlier, ...]:
        """Return where else an entry was covered: the :data:`NEAR` pages before and after its own, the oldest first."""
        own, found = _age(one.page), dict[str, Earlier]()
        for key in keys_of(one.entry.title, [one.entry.url]):
            known = self._covered.get(key, ())
            at = bisect_left(known, own, key=lambda other: _age(other.page))
            end = bisect_right(known, own, key=lambda other: _age(other.page))
            found |= {other.page.path: other for other in (*known[max(0, at - NEAR) : at], *known[end : end + NEAR])}
        ordered = sorted(found.values(), key=lambda other: _age(other.page))
        before = [other for other in ordered if _age(other.page) < own][-NEAR:]
        return (*before, *[other for other in ordered if _age(other.page) > own][:NEAR])

    def covered(self, title: str, url: str, *, but: str = "") -> tuple[Earlier, ...]:
        """Return where an address, or a title that tells it, stands in other pages than ``but``, the oldest first."""
        found = [one for key in keys_of(title, [url]) for one in self._covered.get(key, ()) if one.page.path != but]
        return tuple(sorted({one.page.path: one for one in found}.values(), key=lambda one: _age(one.page)))


def _age(page: Page) -> tuple[date, str]:
    return day_of(page), page.path


def listings(archive: Archive) -> Listings:
    """Return what the issues of an archive list, in time linear in their text."""
    found = [(page, entries(archive, page)) for page in in_order(archive.pages)]
    furniture = recurring([one for _, one in found])
    sections = archive.config.sections
    listed = tuple(
        Listed(page, entry, sections.name(entry.section))
        for page, several in found
        for entry in several
        if entry_key(entry) not in furniture and not sections.skips(entry.sections)
    )
    return Listings(archive, listed, furniture, {page.path: several for page, several in found})


def entries(archive: Archive, page: Page) -> tuple[Entry, ...]:
    """Return the entries of a page with their lines in its text, from the store where they are known."""

    def derive() -> list[Any]:
        document = archive.document(page)
        return [_values(one) for one in placed(entries_of(document), document, page.item.body)]

    return tuple(_entry(*values) for values in archive.store.remember("entries", archive.document_key(page), derive))


_values = attrgetter(*(one.name for one in fields(Entry)))


def _entry(title: str, url: str, sections: Sequence[str], text: str, people: Sequence[str], *rest: object) -> Entry:
    marks, position, anchor, has_id, block, line = rest
    assert isinstance(marks, Sequence)
    assert isinstance(position, int)
    assert isinstance(block, int)
    assert isinstance(line, int)
    told = tuple(sections), text, tuple(people), tuple(marks)
    return Entry(title, url, *told, position, str(anchor), bool(has_id), block, line)


def recurring(issues: Sequence[Iterable[Entry]]) -> frozenset[str]:
    """Return the keys of what stands in a large share of the issues: sponsors, "subscribe", a code of conduct."""
    counts = Counter(key for several in issues for key in {entry_key(entry) for entry in several})
    least = max(LEAST, -(-len(issues) // SHARE))
    return frozenset(key for key, count in counts.items() if count >= least)


def entry_key(entry: Entry) -> str:
    """Return what an entry has in common with those that lead to the same, or are called the same and lead nowhere."""
    return _place(entry.url) if entry.url else f"title:{' '.join(title_words(entry.title))}"


def keys_of(title: str, urls: Iterable[str]) -> Iterator[str]:
    """Yield what a thing is known by: its addresses, and its title where that has words enough to tell."""
    for url in urls:
        if url:
            yield _place(url)
    if key := _title_key(title):
        yield key


@lru_cache(maxsize=1 << 17)
def _title_key(title: str) -> str:
    words = title_words(title)
    return f"title:{' '.join(sorted(words))}" if len(words) >= TELLING else ""


@lru_cache(maxsize=1 << 17)
def _place(url: str) -> str:
    """Return the key of an address with the place in its page, where pages list several things."""
    place = place_in(url)
    return f"{address_key(url)}#{place}" if place else address_key(url)


def links_of(document: Document) -> list[tuple[str, str]]:
    """Return title and address of what a draft of an issue lists, and of every other link in it."""
    listed = {entry.url: entry.title for entry in entries_of(document) if entry.url}
    return [(listed.get(url, ""), url) for url in dict.fromkeys([*listed, *document.links])]
