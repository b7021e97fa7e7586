"""What may be spoken of: an item of the archive, or an entry of an issue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from backissue.model import Kind, Page

TALKS = frozenset({Kind.TRANSCRIPT, Kind.SUMMARY, Kind.SESSION})
"""The kinds in which people talk. They may speak of anything."""


@dataclass(frozen=True, slots=True)
class Subject:
    """An item, or an entry of one: then ``anchor`` is where it stands on the page.

    ``text`` is what is said of an entry, ``urls`` are the addresses that mean the subject.
    """

    page: Page
    title: str
    anchor: str = ""
    text: str = ""
    urls: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What no other subject has."""
        return f"{self.page.path}#{self.anchor}" if self.anchor else self.page.path

    @property
    def is_paper(self) -> bool:
        """Whether this is a paper. Issues speak of these alone, except by address: what they list is no mention."""
        return self.page.item.kind is Kind.PAPER

    @property
    def is_talk(self) -> bool:
        """Whether this is a talk, as a whole."""
        return self.page.item.kind in TALKS

    @property
    def is_issue(self) -> bool:
        """Whether this is an issue, as a whole."""
        return self.page.item.kind is Kind.ISSUE and not self.anchor

    @property
    def day(self) -> date | None:
        """The first day on which it was there, as far as it is known."""
        item = self.page.item
        return min(filter(None, (item.week, item.date, *item.also_in)), default=None)


def items_of(pages: Iterable[Page]) -> Sequence[Subject]:
    """Return pages as subjects, papers first: an address that leads to several of them means the paper."""
    found = [Subject(page, page.item.title, urls=tuple(_urls(page))) for page in pages]
    return sorted(found, key=lambda one: not one.is_paper)


def _urls(page: Page) -> Iterable[str]:
    kind, _, rest = page.item.id.partition(":")
    if kind in {"arxiv", "doi"}:
        yield rest
    yield from (link.url for link in page.item.links)
