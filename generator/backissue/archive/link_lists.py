"""The lists of what issues list: by time, by section and by site, each in parts where it is too long for a page.

They follow from the text of the issues. So their addresses are not recorded, as those of shelves are: a section or a
site that no issue lists any more has no page.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from urllib.parse import quote

from backissue.archive.archive import day_of
from backissue.archive.issues import where
from backissue.archive.listings import LEAST, Listed, Listings
from backissue.archive.parts import Key, Part, letter_key, page_key, split, title_in
from backissue.archive.starts import month_key, month_start, name_key, name_start, parts_by_start
from backissue.model import Page
from backissue.text import slugify
from backissue.urls import web_address
from backissue.wording import Words, english

OFTEN = 60
"""Links from which on a site has a page of its own."""

ROOM = 86_000
"""Bytes of HTML that the entries of a list may have, so that its page, which has little else, stays below 100 KB."""

_ROW = 73
"""Bytes of HTML of an entry in a list, without what it says and where it leads."""

_HEADING = 190
"""Bytes of HTML of the heading of a site, without its name."""

_UNDATED = "undated"

_HOST = re.compile(r"[\w.-]+")

_MONTHS = 2
"""The depth of the parts below months."""


@dataclass(frozen=True, slots=True)
class LinkList:
    """A page that lists entries: its file below ``docs/``, and the entries, the newest issue's first.

    ``title`` is what it is called in lists of its kind, ``heading`` what it says of itself. ``parts`` are the lists
    that it is split into, ``above`` those above it. One that is too long for a page may have no parts: what it lists
    stands together on the pages of issues already.
    """

    path: str
    title: str
    heading: str
    listed: tuple[Listed, ...]
    above: tuple[LinkList, ...] = ()
    parts: tuple[LinkList, ...] = field(default=(), repr=False)

    @property
    def has_room(self) -> bool:
        """Whether a page has room for all entries."""
        return sum(map(link_weight, self.listed)) <= ROOM

    @property
    def folder(self) -> str:
        """The folder of ``docs/`` for what is made of it."""
        return self.path.removesuffix(".md").removesuffix("/index")

    def all_parts(self) -> Iterator[LinkList]:
        """Yield the parts, each before its own."""
        for part in self.parts:
            yield part
            yield from part.all_parts()


@dataclass(frozen=True, slots=True)
class LinkedSite:
    """A site that issues link to: its host without ``www``, the entries, and the first day that one did."""

    host: str
    listed: tuple[Listed, ...]
    first: date


@dataclass(frozen=True)
class LinkLists:
    """All lists of entries, below the ``folder`` of ``docs/``."""

    folder: str
    listed: tuple[Listed, ...]
    words: Words = field(default_factory=english, compare=False, repr=False)

    @cached_property
    def _weights(self) -> Mapping[int, int]:
        """The weight of each entry by its identity: an entry stands in several lists."""
        return {id(one): link_weight(one) for one in self.listed}

    def _weight(self, one: Listed) -> int:
        return self._weights[id(one)]

    @cached_property
    def whole(self) -> LinkList:
        """All entries, by time."""
        title = self.words("bi.links")
        return self._split(LinkList(f"{self.folder}/index.md", title, title, self.listed), self.folder)

    @cached_property
    def top_of_sections(self) -> LinkList:
        """The page that names all sections."""
        titles = self.words("bi.sections"), self.words("bi.links.by.section")
        return LinkList(f"{self.folder}/sections/index.md", *titles, (), (self.whole,))

    @cached_property
    def sections(self) -> tuple[LinkList, ...]:
        """The sections that stand in several issues, the fullest first."""
        found, names = defaultdict[str, list[Listed]](list), dict[str, str]()
        for one in self.listed:
            if one.section and (slug := slugify(one.section)):
                found[slug].append(one)
                names.setdefault(slug, one.section)
        above = (self.whole, self.top_of_sections)
        lists = [
            LinkList(
                f"{self.folder}/sections/{slug}.md",
                names[slug],
                self.words("bi.links.of", section=names[slug]),
                tuple(several),
                above,
            )
            for slug, several in found.items()
            if len({one.page.path for one in several}) >= LEAST
        ]
        lists.sort(key=lambda one: (-len(one.listed), one.path))
        return tuple(lists)

    def section(self, name: str) -> LinkList | None:
        """Return the list of a section, if it has one."""
        return self._by_slug.get(slugify(name)) if name else None

    @cached_property
    def _by_slug(self) -> Mapping[str, LinkList]:
        return {one.folder.rpartition("/")[2]: one for one in self.sections}

    @cached_property
    def sites(self) -> tuple[LinkedSite, ...]:
        """The sites that are linked to, those linked most first."""
        found = defaultdict[str, list[Listed]](list)
        for one in self.listed:
            if name := site_name(one.entry.url):
                found[name].append(one)
        sites = [
            LinkedSite(name, tuple(several), min((day_of(one.page) for one in several), default=date.min))
            for name, several in found.items()
        ]
        return tuple(sorted(sites, key=lambda site: (-len(site.listed), site.host)))

    @cached_property
    def top_of_sites(self) -> LinkList:
        """The page that names the sites linked most, and leads to all others."""
        titles = self.words("bi.sites"), self.words("bi.links.by.site")
        top = LinkList(f"{self.folder}/sites/index.md", *titles, _links_to(self.rarer), (self.whole,))
        parts = [*parts_by_start(self.rarer, _site_key, self._site_weight, ROOM)]
        if len(parts) < 2:
            return top
        return replace(top, listed=(), parts=tuple(self._letters(top, *part) for part in parts))

    def _letters(self, top: LinkList, start: str, sites: Sequence[LinkedSite]) -> LinkList:
        title = "\N{EN DASH}".join(dict.fromkeys((sites[0].host, sites[-1].host)))
        path, heading = f"{self.folder}/sites/letters/{name_start(start)}.md", f"{top.heading}: {title}"
        return LinkList(path, title, heading, _links_to(sites), (*top.above, top))

    def _site_weight(self, site: LinkedSite) -> int:
        heading = _HEADING + 3 * len(site.host) if len(site.listed) > 1 else len(site.host)
        return heading + sum(map(self._weight, site.listed))

    @cached_property
    def rarer(self) -> tuple[LinkedSite, ...]:
        """The sites without a page of their own, by name."""
        rarer = (one for one in self.sites if len(one.listed) < OFTEN)
        return tuple(sorted(rarer, key=lambda one: (_site_key(one), one.host)))

    @cached_property
    def of_sites(self) -> tuple[LinkList, ...]:
        """The sites with a page of their own, those linked most first."""
        above = (self.whole, self.top_of_sites)
        own = [(f"{self.folder}/sites/{one.host}", one) for one in self.sites if len(one.listed) >= OFTEN]
        lists = (
            (place, LinkList(f"{place}.md", one.host, self.words("bi.links.to", site=one.host), one.listed, above))
            for place, one in own
        )
        return tuple(self._by_span(whole, place) for place, whole in lists)

    def path_of_site(self, site: LinkedSite) -> str:
        """Return the page that lists the entries of a site."""
        if len(site.listed) >= OFTEN:
            return f"{self.folder}/sites/{site.host}.md"
        return self._letter_pages.get(site.host, self.top_of_sites.path)

    def _split(self, whole: LinkList, folder: str) -> LinkList:
        parts = split(whole.listed, _time_key, self._weight, room=ROOM)
        return replace(whole, parts=tuple(self._part(whole, whole, folder, part) for part in parts))

    def _part(self, whole: LinkList, above: LinkList, folder: str, part: Part[Listed]) -> LinkList:
        title = title_in(part.key.name, part.key.title, self.words)
        path, heading = f"{folder}/{part.key.name}.md", f"{whole.heading}: {title}"
        made = LinkList(path, title, heading, part.things, (*above.above, above))
        return replace(made, parts=tuple(self._part(whole, made, folder, inner) for inner in part.parts))

    def _by_span(self, whole: LinkList, folder: str) -> LinkList:
        """Return the list of a site with its parts, each of as many months as it has room for, the newest first."""
        parts = [*parts_by_start(sorted(whole.listed, key=_month), _month, self._weight, ROOM)]
        spans = (self._span(whole, folder, *part) for part in reversed(parts))
        return replace(whole, parts=tuple(spans)) if len(parts) > 1 else whole

    def _span(self, whole: LinkList, folder: str, start: str, listed: Sequence[Listed]) -> LinkList:
        ends = (page_key(one.page, _MONTHS - 1) for one in (listed[0], listed[-1]))
        months = (title_in(end.name, end.title, self.words) for end in ends if end)
        title = " \N{EN DASH} ".join(dict.fromkeys(months))
        path, heading = f"{folder}/{month_start(start)}.md", f"{whole.heading}: {title}"
        newest_first = tuple(sorted(listed, key=_month, reverse=True))
        return LinkList(path, title, heading, newest_first, (*whole.above, whole))

    @cached_property
    def _letter_pages(self) -> Mapping[str, str]:
        pages = [part for part in self.top_of_sites.all_parts() if not part.parts]
        return {site_name(one.entry.url): part.path for part in pages for one in part.listed}


def link_lists(found: Listings, words: Words | None = None) -> LinkLists:
    """Return the lists of what the issues of an archive list. Their folder is another where people have pages there."""
    taken = any(path == "links.md" or path.startswith("links/") for path in found.archive.notes)
    listed = tuple(one for several in reversed(found.by_page.values()) for one in several)
    return LinkLists("issue-links" if taken else "links", listed, words or english())


@lru_cache(maxsize=1 << 17)
def site_name(url: str) -> str:
    """Return the host of an address for a list of sites; empty for what is no site on the web.

    >>> site_name("https://www.Example.org/a"), site_name("http://localhost/"), site_name("#below")
    ('example.org', '', '')
    """
    parts = web_address(url)
    name = (parts.hostname or "").removeprefix("www.") if parts else ""
    is_name = "." in name.strip(".") and _HOST.fullmatch(name)
    return name if is_name and not name.startswith(".") else ""


def _time_key(one: Listed, depth: int) -> Key | None:
    """Return the part that an entry is in: year and month of its issue, and by letters of its title without a day.

    The links of a day are those of an issue, whose page has them.
    """
    if _is_dated(one.page):
        return page_key(one.page, depth) if depth < _MONTHS else None
    if not depth:
        return page_key(one.page, depth)
    return letter_key(one.entry.title, f"{one.page.path}#{one.entry.position}", depth - 1, f"{_UNDATED}-")


def _is_dated(page: Page) -> bool:
    return bool(page.item.week or page.item.date)


def _month(one: Listed) -> str:
    return month_key(day_of(one.page))


def _site_key(site: LinkedSite) -> str:
    return name_key(site.host)


def _links_to(sites: Iterable[LinkedSite]) -> tuple[Listed, ...]:
    return tuple(one for site in sites for one in site.listed)


def link_weight(one: Listed) -> int:
    """Return the bytes of HTML that an entry takes in a list, about."""
    entry, place = one.entry, one.section or where(one.page.item)
    said = len(entry.title.encode()) + len(place.encode())
    leads = _address_weight(entry.url) + _address_weight(one.page.path) + _address_weight(entry.anchor)
    return _ROW + said + leads


def _address_weight(text: str) -> int:
    return len(text) if text.isascii() else len(quote(text))


def new_sites(lists: LinkLists) -> Counter[int]:
    """Return how many sites were linked to for the first time in each year."""
    return Counter(site.first.year for site in lists.sites if site.first != date.min)
