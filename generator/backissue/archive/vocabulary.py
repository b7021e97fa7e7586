"""What the items of an archive are about, by their own words: terms of one to three words that they come back to.

A word that shows its text's subject, if it is there at all, is there again; one that any text may use is not (Church
2000, "Empirical Estimates of Adaptation: The chance of two Noriegas is closer to p/2 than p²"). So a term is one that
stands twice in a good part of the items that have it. No list of words decides that, but the archive itself. A name is
one in any case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from backissue.archive.archive import Archive
from backissue.archive.page_terms import PageTerms, Use, terms_of
from backissue.archive.terms import Word, runs
from backissue.markup import math_spans
from backissue.model import Page

COMES_BACK = 3
"""A term stands twice in at least one of so many of the items that have it."""

SHORT = 40
"""Words of a text that is so short that nothing comes back in it: there each word of the title counts twice."""


@dataclass(frozen=True)
class Vocabulary:
    """The terms of each item, in the order of the archive, and the number of items of each term that counts as one."""

    pages: tuple[PageTerms, ...]
    frequency: Mapping[int, int]

    @cached_property
    def _names(self) -> Mapping[int, str]:
        found: dict[int, str] = {}
        for page in self.pages:
            found.update(zip(page.numbers, page.names, strict=False))
        return found

    def name(self, term: int) -> str:
        """Return a term as the keys of its words; nothing for a plain word that no text goes into."""
        return self._names.get(term, "")

    def written(self, place: int, term: int) -> str:
        """Return how an item writes a term."""
        return self.pages[place].written(self._names[term])

    def terms(self, place: int) -> AbstractSet[int]:
        """Return the terms of an item."""
        page = self.pages[place]
        return self.frequency.keys() & page.numbers[: sum(page.sizes)]

    def uses(self, place: int, wanted: AbstractSet[int]) -> dict[int, Use]:
        """Return how an item uses those of its terms that are wanted."""
        return {term: use for use, terms in self.pages[place].by_use() for term in sorted(wanted & {*terms})}


def vocabulary(archive: Archive) -> Vocabulary:
    """Return the vocabulary of an archive, in time linear in its words; what is known of a page is remembered."""
    pages = tuple(page_terms(archive, page) for page in archive.pages)
    repeated: Counter[int] = Counter()
    named: Counter[int] = Counter()
    for page in pages:
        repeated.update(page.repeated)
        named.update(page.called)
    known = repeated.keys() | named.keys()
    frequency: Counter[int] = Counter()
    for page in pages:
        frequency.update(known.intersection(page.numbers))
    kept = {
        term: number
        for term, number in frequency.items()
        if number > 1 and (COMES_BACK * repeated[term] >= number or 2 * named[term] >= number)
    }
    return Vocabulary(pages, kept)


def page_terms(archive: Archive, page: Page) -> PageTerms:
    """Return the terms of an item."""

    def make() -> list[object]:
        return terms_of([*_words(archive, page)]).packed()

    return PageTerms.unpacked(archive.store.remember("terms", archive.document_key(page), make))


def _words(archive: Archive, page: Page) -> Iterator[list[Word]]:
    def part(_formula_or_code: str) -> str:
        return " | "

    body = [run for block in archive.document(page).blocks for run in runs(block.text(part, part))]
    heading = page.item.title
    for start, end in reversed(list(math_spans(heading))):
        heading = f"{heading[:start]} | {heading[end:]}"
    # Titles are in capitals, so that no capital in one shows a name, as at a sentence's beginning.
    title = [[word._replace(begins=True) for word in run] for run in runs(heading)]
    yield from body
    yield from title
    if sum(map(len, body)) < SHORT:
        yield from title
