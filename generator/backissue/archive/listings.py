"""What the issues of an archive list, without what recurs in them, and which of it was covered before."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import cached_property

from backissue.archive.archive import Archive, day_of
from backissue.dates import day_name
from backissue.entries import Entry, entries_of
from backissue.model import Kind, Page
from backissue.prose.document import Document
from backissue.same_address import address_key, place_in
from backissue.text import title_words

LEAST = 3
"""Issues that something has to stand in to be furniture."""
SHARE = 5
"""One of so many issues is a large share of them."""
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
        """The words by which a reader knows the page."""
        day = self.page.item.date or self.page.item.week
        return f"{issue_title(self.page)}{f', {day_name(day)}' if day else ''}"


@dataclass(frozen=True)
class Listings:
    """The entries of all issues, those of the oldest issue first. ``furniture`` are keys of what recurs."""

    archive: Archive
    listed: tuple[Listed, ...]
    furniture: frozenset[str]

    @cached_property
    def by_page(self) -> Mapping[str, Sequence[Listed]]:
        """The entries of each issue that has some, by its path."""
        found = defaultdict[str, list[Listed]](list)
        for one in self.listed:
            found[one.page.path].append(one)
        return dict(found)

    @cached_property
    def _covered(self) -> Mapping[str, Sequence[Earlier]]:
        """Where each address and each telling title stands, the oldest first."""
        found = defaultdict[str, list[Earlier]](list)
        for page in sorted(self.archive.pages, key=lambda page: (day_of(page), page.path)):
            for title, anchor, urls in self._stated(page):
                for key in keys_of(title, urls):
                    found[key].append(Earlier(page, anchor, title))
        return dict(found)

    def _stated(self, page: Page) -> Iterator[tuple[str, str, Sequence[str]]]:
        if page.item.kind is not Kind.ISSUE:
            yield page.item.title, "", [link.url for link in page.item.links]
        for one in self.by_page.get(page.path, ()):
            yield one.entry.title, one.entry.anchor, [one.entry.url]

    def covered(self, title: str, url: str, *, but: str = "") -> tuple[Earlier, ...]:
        """Return where an address, or a title that tells it, stands in other pages than ``but``, the oldest first."""
        found = [one for key in keys_of(title, [url]) for one in self._covered.get(key, ()) if one.page.path != but]
        return tuple(
            sorted({one.page.path: one for one in found}.values(), key=lambda one: (day_of(one.page), one.page.path))
        )


def listings(archive: Archive) -> Listings:
    """Return what the issues of an archive list, in time linear in their text."""
    issues = [page for page in archive.pages if page.item.kind is Kind.ISSUE]
    issues.sort(key=lambda page: (day_of(page), page.path))
    found = [(page, entries(archive, page)) for page in issues]
    furniture = recurring([one for _, one in found])
    sections = archive.config.sections
    listed = tuple(
        Listed(page, entry, sections.name(entry.section))
        for page, several in found
        for entry in several
        if entry_key(entry) not in furniture and not sections.skips(entry.sections)
    )
    return Listings(archive, listed, furniture)


def entries(archive: Archive, page: Page) -> tuple[Entry, ...]:
    """Return the entries of a page, from the store where they are known."""
    found = archive.store.remember(
        "entries", archive.document_key(page), lambda: [astuple(one) for one in entries_of(archive.document(page))]
    )
    return tuple(_entry(*values) for values in found)


def _entry(title: str, url: str, sections: Sequence[str], text: str, people: Sequence[str], *rest: object) -> Entry:
    marks, position, anchor, has_id, block = rest
    assert isinstance(marks, Sequence)
    assert isinstance(position, int)
    assert isinstance(block, int)
    return Entry(
        title, url, tuple(sections), text, tuple(people), tuple(marks), position, str(anchor), bool(has_id), block
    )


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
    words = title_words(title)
    if len(words) >= TELLING:
        yield f"title:{' '.join(sorted(words))}"


def _place(url: str) -> str:
    """Return the key of an address with the place in its page, where pages list several things."""
    place = place_in(url)
    return f"{address_key(url)}#{place}" if place else address_key(url)


def issue_title(page: Page) -> str:
    """Return the title of an issue, which is never a bare number: ``Issue 396``."""
    title = page.item.title
    number = title.strip().lstrip("#")
    is_bare = page.item.kind is Kind.ISSUE and number.isdecimal()
    return f"Issue {number}" if is_bare else title


def links_of(document: Document) -> list[tuple[str, str]]:
    """Return title and address of what a draft of an issue lists, and of every other link in it."""
    listed = {entry.url: entry.title for entry in entries_of(document) if entry.url}
    return [(listed.get(url, ""), url) for url in dict.fromkeys([*listed, *document.links])]
