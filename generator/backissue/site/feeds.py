"""The feeds of the site: the newest items of a shelf, as Atom (RFC 4287) and as JSON Feed 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import PurePosixPath
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from backissue.archive.addresses import address
from backissue.archive.shelves import Shelf
from backissue.model import Page
from backissue.site.feed_entries import Entry, feed_entry, fit, permanent, topic_name
from backissue.site.site import Site

LONGEST = 50
"""Items of a feed. The largest weeks that newsletters of this shape have had are half of it, so that a reader who looks
once in two weeks misses nothing; and with abstracts of 1,500 characters a feed stays below 200 KB."""

NEVER = date(1970, 1, 1)
"""When a feed was last changed that has never had an entry: every feed has to say some time."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: what it is of, the page that shows the same, and its entries, the newest first.

    ``folder`` is where in ``docs/`` its files stand. ``base`` is the site's address; empty where that is not known, and
    then addresses count from the feed's own.
    """

    id: str
    title: str
    author: str
    page: str
    folder: str
    base: str
    entries: tuple[Entry, ...]

    @property
    def updated(self) -> date:
        """The newest day of an entry. No clock has a say in it, so that a feed changes only with what is in it."""
        return max((entry.day for entry in self.entries), default=NEVER)

    def address(self, path: str) -> str:
        """Return the address of a page of ``docs/``."""
        return self._start + quote(address(path)) or "./"

    def address_of_file(self, name: str) -> str:
        """Return the address of one of the feed's own files."""
        return self.base + quote(posixpath.join(self.folder, name)) if self.base else name

    @property
    def _start(self) -> str:
        return self.base or "../" * len(PurePosixPath(self.folder).parts)


def feed(shelf: Shelf, site: Site) -> Feed:
    """Return the feed of a shelf. What feeds say of an item is worked out once for all of them."""
    title = topic_name(shelf.titles)
    return Feed(
        id=permanent(f"{site.name}/{shelf.folder}"),
        title=fit(site.name if shelf.kind == "home" else f"{site.name}: {title}"),
        author=fit(site.name),
        page=shelf.path,
        folder=shelf.folder,
        base=site.url,
        entries=tuple(_entry_of(site, page) for page in _newest(shelf.whole)),
    )


def _entry_of(site: Site, page: Page) -> Entry:
    return site.once(("feed", page.path), lambda: feed_entry(site, page))


def _newest(pages: Sequence[Page]) -> tuple[Page, ...]:
    """Return the newest items that have a day, week by week; those of a week in the order of the week."""
    dated = (page for page in pages if _week(page) != date.min)
    return tuple(islice(sorted(dated, key=_week, reverse=True), LONGEST))


def _week(page: Page) -> date:
    return page.item.week or page.item.date or date.min


def atom(feed: Feed) -> bytes:
    """Return the feed as Atom. A long text has only a summary, which leads to the page; a short one is whole."""
    return "".join(f"{line}\n" for line in _feed(feed)).encode("utf-8")


def _feed(feed: Feed) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield '<feed xmlns="http://www.w3.org/2005/Atom">'
    yield _element("id", feed.id)
    yield _element("title", feed.title)
    yield _element("updated", _time(feed.updated))
    yield _link("self", feed.address_of_file("feed.xml"), type="application/atom+xml")
    yield _link("alternate", feed.address(feed.page), type="text/html")
    yield _person(feed.author)
    yield _element("generator", "Backissue")
    for entry in feed.entries:
        yield from _entry(feed, entry)
    yield "</feed>"


def _entry(feed: Feed, entry: Entry) -> Iterator[str]:
    address = feed.address(entry.path)
    yield "<entry>"
    yield _element("id", entry.id)
    yield _element("title", entry.title)
    yield _element("updated", _time(entry.day))
    yield _element("published", _time(entry.day))
    yield _link("alternate", address, type="text/html")
    for link in entry.links:
        yield _link("related", link.url, title=link.label)
    yield from map(_person, entry.people)
    for tag in entry.tags:
        yield f"<category term={quoteattr(tag)}/>"
    yield _element("content" if entry.is_whole else "summary", entry.content(address), type="html")
    yield "</entry>"


def _element(name: str, text: str, **attributes: str) -> str:
    return f"<{name}{_written(attributes)}>{escape(text)}</{name}>"


def _link(relation: str, address: str, **attributes: str) -> str:
    return f"<link{_written({'rel': relation, 'href': address, **attributes})}/>"


def _person(name: str) -> str:
    return f"<author>{_element('name', name)}</author>"


def _written(attributes: dict[str, str]) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())


def _time(day: date) -> str:
    """Return midnight of a day as RFC 3339 has it: an archive knows days, and no feed can do without a time."""
    return f"{day.isoformat()}T00:00:00Z"


def json_feed(feed: Feed) -> bytes:
    """Return the feed as JSON Feed. Without a site's address there is no ``feed_url``, which has to be a whole one."""
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.address(feed.page),
        "feed_url": feed.address_of_file("feed.json") if feed.base else "",
        "authors": [{"name": feed.author}],
    }
    data = {**_known(whole), "items": [_item(feed, entry) for entry in feed.entries]}
    return f"{json.dumps(data, ensure_ascii=False, indent=1)}\n".encode()


def _item(feed: Feed, entry: Entry) -> Mapping[str, object]:
    address = feed.address(entry.path)
    return _known(
        {
            "id": entry.id,
            "url": address,
            "external_url": entry.links[0].url if entry.links else "",
            "title": entry.title,
            "content_html": entry.content(address),
            "summary": entry.summary,
            "date_published": f"{entry.day.isoformat()}T00:00:00Z",
            "authors": [{"name": name} for name in entry.people],
            "tags": list(entry.tags),
        }
    )


def _known(data: Mapping[str, object]) -> dict[str, object]:
    """Return what is said, without what is empty."""
    return {name: value for name, value in data.items() if value}
