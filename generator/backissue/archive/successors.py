"""Where readers of an address are sent once nothing is there any more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from backissue.archive import taxonomies
from backissue.archive.archive import Archive
from backissue.archive.topic_names import SEPARATOR, topic_path, topic_slug
from backissue.model import Page
from backissue.text import former_slug

_LAST = "weeks/"
"""The list that every site has."""


class Said(NamedTuple):
    """What the source of an item said when it was last imported: its week, as a day, and its topics."""

    week: str = ""
    topics: tuple[str, ...] = ()


Former = Mapping[str, Said]
"""What the sources said of items, by their ids."""


class Successors:
    """Finds what follows an address that ended, among those that are ``alive`` in the archive as it will be.

    An item's address leads to its week, else to the list that it stood in. A topic's leads to the one topic that its
    items carry in its place, where they agree, else to the list of topics. What led to an address that ended follows.
    """

    def __init__(self, before: Archive, after: Archive, alive: AbstractSet[str], former: Former) -> None:
        self._before = before
        self._after = after
        self._alive = alive
        self._former = former
        self._slug_before = taxonomies.resolver(before)
        self._slug_of = taxonomies.resolver(after)

    def of(self, path: str) -> str:
        """Return the address that the one at ``path`` leads to."""
        return next(place for place in self._places(path) if place in self._alive)

    def _places(self, path: str) -> Iterator[str]:
        """Yield where it could lead, the best first."""
        yield from self._own_places(path)
        if (entry := self._after.addresses.get(path)) and entry.to:
            yield from self._own_places(f"{entry.to.strip('/')}/")
        folder = path.rstrip("/").rpartition("/")[0]
        while folder:
            yield f"{folder}/"
            folder = folder.rpartition("/")[0]
        yield _LAST

    def _own_places(self, path: str) -> Iterator[str]:
        entry = self._after.addresses.get(path)
        if entry and entry.id:
            page = self._before.by_id.get(entry.id)
            yield f"weeks/{page.item.week if page else self._former.get(entry.id, Said()).week}/"
        if path.startswith("topics/"):
            yield from self._renamed(path)

    def _renamed(self, path: str) -> Iterator[str]:
        """Yield the topic that took the place of the one at ``path``, or of one that led there, if one did."""
        slugs = {_slug(place) for place in (path, *self._led.get(path, ()))}
        stood = ((page, slug, depth) for slug in sorted(slugs) for page, depth in self._stood.get(slug, ()))
        named = [found for page, slug, depth in stood if (found := self._instead(page, slug, depth))]
        agreed = {f"topics/{slug}/" for slug in set.intersection(*named)} if named else set()
        for choice in (agreed, agreed - self._before.addresses.keys()):  # of several, the one that is new
            yield from choice if len(choice) == 1 else ()
        yield from self._readdressed.get(path, ())

    @cached_property
    def _readdressed(self) -> Mapping[str, tuple[str, ...]]:
        """The address that a topic got because its note, after which it was called, went or got another name.

        That is one at which no item's topic stood, and one that is new though items had its topic; if there is one of
        both.
        """
        pages = {path for path, entry in self._before.addresses.items() if not entry.to}
        lost = [path for path, entry in self._after.addresses.items() if path not in self._alive and not entry.to]
        lost = [path for path in lost if path.startswith("topics/") and _slug(path) not in self._stood]
        new = [path for path in self._alive - pages if path.startswith("topics/") and _slug(path) in self._stood]
        return {lost[0]: (new[0],)} if len(lost) == len(new) == 1 else {}

    @cached_property
    def _led(self) -> Mapping[str, list[str]]:
        """The addresses that lead on, by where they lead."""
        found = defaultdict[str, list[str]](list)
        for path, entry in self._after.addresses.items():
            if entry.to:
                found[f"{entry.to.strip('/')}/"].append(path)
        return found

    @cached_property
    def _stood(self) -> Mapping[str, list[tuple[Page, int]]]:
        """The pages whose items stood at a topic, by its slug, each with the topic's depth in the name it had."""
        found = defaultdict[str, list[tuple[Page, int]]](list)
        for page in self._after.pages:
            levels = [(name, level) for name in self._had(page) for level in range(1, len(topic_path(name)) + 1)]
            for slug, depth in {(slug, level) for name, level in levels for slug in self._slugs(name, level)}:
                found[slug].append((page, depth))
        return found

    def _had(self, page: Page) -> AbstractSet[str]:
        """Return the topics that an item had, as its source named them, and its page where that changes now."""
        former = self._before.by_id.get(page.item.id)
        said = (self._former.get(name, Said()).topics for name in page.item.ids)
        changed = former.item.topics if former and former.item.topics != page.item.topics else ()
        return {*changed, *chain.from_iterable(said)}

    def _slugs(self, name: str, depth: int) -> AbstractSet[str]:
        """Return the slugs that the first ``depth`` parts of a topic's name have had."""
        parts = topic_path(name)[:depth]
        return {self._slug_before(SEPARATOR.join(parts)), topic_slug(parts), former_slug(" ".join(parts))}

    def _instead(self, page: Page, slug: str, depth: int) -> set[str]:
        """Return the topics of a page that it had not while it stood at ``slug``, as far up as that topic was."""
        kept = {self._slug_of(name) for name in self._had(page) if slug not in self._slugs(name, len(topic_path(name)))}
        fresh = (topic_path(name)[:depth] for name in page.item.topics if self._slug_of(name) not in kept)
        return {self._slug_of(SEPARATOR.join(parts)) for parts in fresh}


def _slug(path: str) -> str:
    return path.removeprefix("topics/").rstrip("/")
