"""The archive in memory: every page below ``content/``, and what was found wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from backissue.archive.addresses import Addresses
from backissue.archive.config import ArchiveConfig
from backissue.model import Note, Page, Problem


@dataclass(frozen=True)
class Archive:
    """All of ``content/``: the items' pages sorted by path, the pages written by hand, and every address so far.

    ``unreadable`` holds the ids of pages that are there and do not parse, as far as an id can be made out.
    """

    config: ArchiveConfig
    pages: tuple[Page, ...] = ()
    notes: Mapping[str, Note] = field(default_factory=dict)
    addresses: Addresses = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    unreadable: frozenset[str] = frozenset()

    @cached_property
    def _by_path(self) -> Mapping[str, Page]:
        return {page.path: page for page in self.pages}

    def page(self, path: str) -> Page | None:
        """Return the item's page at ``path`` below ``content/``, if one is there."""
        return self._by_path.get(path)

    @cached_property
    def by_id(self) -> Mapping[str, Page]:
        """The items' pages by their ids, former ones too; the id that an item has now comes first."""
        named = [(name, page) for page in self.pages for name in page.item.ids]
        return dict(sorted(named, key=lambda pair: pair[0] == pair[1].item.id))


def day_of(page: Page) -> date:
    """Return the day an item is sorted by: its own, else its week's; the first of all days where it has none."""
    return page.item.date or page.item.week or date.min
