"""The feeds of the site: the newest items of a shelf, as Atom (RFC 4287) and as JSON Feed 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
import posixpath
import re
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, field
from datetime import UTC, date, datetime
from datetime import time as clock
from functools import partial
from html import escape as escape_html
from operator import itemgetter
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from backissue.archive.addresses import address
from backissue.archive.archive import day_of, with_title
from backissue.archive.shelves import Shelf
from backissue.markup import escape_url, without_controls
from backissue.mathematics import plain_mathematics, plain_title
from backissue.model import Kind, Link, Page
from backissue.prose.document import Block, Document
from backissue.prose.excerpt import description, shorten
from backissue.site.gate import is_harmless, without_attributes
from backissue.site.metadata import without_empty
from backissue.site.site import Output, Site
from backissue.wording import english

LONGEST = 50
"""Items of a feed. The largest weeks that newsletters of this shape have had are half of it, so that a reader who looks
once in two weeks misses nothing; and with abstracts of 1,500 characters a feed stays below 200 KB."""

NEVER = date(1970, 1, 1)
"""When a feed was last changed that has never had an entry: every feed has to say some time."""

WHOLE = 4000
"""Characters of Markdown up to which an item stands in a feed whole: an abstract does, a talk does not."""

OPENING = 700
"""Characters of a longer text that a feed shows of its beginning."""

_UNFIT = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 has no way to write (section 2.2)."""

ARROW = " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} "


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: what it is of, the page that shows the same, and its entries, the newest first.

    ``folder`` is where in ``docs/`` its files stand. ``base`` is the site's address; empty where that is not known, and
    then addresses count from the feed's own. ``on`` are the words of links to the rest of a text.
    """

    id: str
    title: str
    author: str
    page: str
    folder: str
    base: str
    entries: tuple[Entry, ...]
    on: str = field(default_factory=lambda: english()("bi.week.more"))

    @property
    def updated(self) -> datetime:
        """When the newest entry came out. No clock has a say in it, so that a feed changes only with what is in it."""
        return max((entry.moment for entry in self.entries), default=_noon(NEVER))

    def address(self, path: str) -> str:
        """Return the address of a page of ``docs/``."""
        start = self.base or "../" * len(PurePosixPath(self.folder).parts)
        return start + quote(address(path)) or "./"

    def address_of(self, entry: Entry) -> str:
        """Return the address of what an entry is of: a page, or a place in one."""
        return self.address(entry.path) + (f"#{quote(entry.anchor)}" if entry.anchor else "")

    def address_of_file(self, name: str) -> str:
        """Return the address of one of the feed's own files."""
        return self.base + quote(posixpath.join(self.folder, name)) if self.base else name


def feed(shelf: Shelf, site: Site) -> Feed:
    """Return the feed of a shelf: its newest items that have a day, week by week, those of a week in its order.

    What feeds say of an item is worked out once for all of them.
    """
    title = topic_name(shelf.titles)
    dated = [(day, page) for page in shelf.whole if (day := page.item.week or page.item.date)]
    newest = [page for _, page in sorted(dated, key=itemgetter(0), reverse=True)[:LONGEST]]
    return Feed(
        id=permanent(f"{site.name}/{shelf.folder}"),
        title=fit(site.name if shelf.kind == "home" else f"{site.name}: {title}"),
        author=fit(site.name),
        page=shelf.path,
        folder=shelf.folder,
        base=site.url,
        on=site.words("bi.week.more"),
        entries=tuple(site.once(("feed", page.path), partial(_known_entry, site, page)) for page in newest),
    )


def atom(feed: Feed) -> bytes:
    """Return the feed as Atom. A long text has only a summary, which leads to the page; a short one is whole."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        _element("id", feed.id),
        _element("title", feed.title),
        _element("updated", _written_time(feed.updated)),
        _link("self", feed.address_of_file("feed.xml"), type="application/atom+xml"),
        _link("alternate", feed.address(feed.page), type="text/html"),
        _person(feed.author),
        _element("generator", "Backissue"),
        *(line for entry in feed.entries for line in _entry(feed, entry)),
        "</feed>",
    ]
    return "".join(f"{line}\n" for line in lines).encode()


def _entry(feed: Feed, entry: Entry) -> Iterator[str]:
    address = feed.address_of(entry)
    yield "<entry>"
    yield _element("id", entry.id)
    yield _element("title", entry.title)
    yield _element("updated", _written_time(entry.moment))
    yield _element("published", _written_time(entry.moment))
    yield _link("alternate", address, type="text/html")
    for link in entry.links:
        yield _link("related", link.url, title=link.label)
    yield from map(_person, entry.people)
    for tag in entry.tags:
        yield f"<category term={quoteattr(tag)}/>"
    yield _element("content" if entry.is_whole else "summary", entry.content(address, feed.on), type="html")
    yield "</entry>"


def _element(name: str, text: str, **attributes: str) -> str:
    return f"<{name}{_written(attributes)}>{escape(text)}</{name}>"


def _link(relation: str, address: str, **attributes: str) -> str:
    return f"<link{_written({'rel': relation, 'href': address, **attributes})}/>"


def _person(name: str) -> str:
    return f"<author>{_element('name', name)}</author>"


def _written(attributes: dict[str, str]) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())


def _noon(day: date) -> datetime:
    """Return noon of a day in Greenwich, for what is known by its day alone: no feed can do without a time.

    From 12 hours behind Greenwich to 11 hours ahead of it, a reader's program shows that day; of midnight, half of the
    world would see the day before.
    """
    return datetime.combine(day, clock(12), UTC)


def _written_time(moment: datetime) -> str:
    """Return a moment as RFC 3339 has it."""
    return moment.isoformat().replace("+00:00", "Z")


def json_feed(feed: Feed) -> bytes:
    """Return the feed as JSON Feed. Without a site's address there is no ``feed_url``, which has to be a whole one."""
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.address(feed.page),
        "feed_url": feed.address_of_file("feed.json") if feed.base else "",
        "authors": [{"name": feed.author}],
    }
    data = {**without_empty(whole), "items": [_item(feed, entry) for entry in feed.entries]}
    return f"{json.dumps(data, ensure_ascii=False, indent=1)}\n".encode()


def _item(feed: Feed, entry: Entry) -> Mapping[str, object]:
    address = feed.address_of(entry)
    return without_empty(
        {
            "id": entry.id,
            "url": address,
            "external_url": entry.links[0].url if entry.links else "",
            "title": entry.title,
            "content_html": entry.content(address, feed.on),
            "summary": entry.summary,
            "date_published": _written_time(entry.moment),
            "authors": [{"name": name} for name in entry.people],
            "tags": list(entry.tags),
        }
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """An item in a feed, or an entry of an issue.

    ``time`` is that of its ``day``, with its distance from Greenwich, if it is known.

    ``path`` is that of its page in ``docs/``, ``anchor`` where it stands there if it is part of one, ``html`` its text
    or how that begins, ``summary`` one line of it. ``id`` depends on nothing but the item's own, and stays whatever
    becomes of the site's address.
    """

    id: str
    title: str
    path: str
    day: date
    tags: tuple[str, ...]
    people: tuple[str, ...]
    links: tuple[Link, ...]
    html: str
    summary: str
    is_whole: bool
    anchor: str = ""
    time: str = ""

    @property
    def moment(self) -> datetime:
        """When it came out: at its time of its day, and at noon where no time is known."""
        return datetime.fromisoformat(f"{self.day.isoformat()}T{self.time}") if self.time else _noon(self.day)

    def content(self, place: str, on: str) -> str:
        """Return the HTML of the entry.

        ``place`` is the address of the page with the rest of a long text, and ``on`` the words of the link to it.
        """
        links = " · ".join(
            f'<a href="{escape_html(link.url)}">{escape_html(link.label, quote=False)}</a>' for link in self.links
        )
        more = "" if self.is_whole else f'<p><a href="{escape_html(place)}">{escape_html(on, quote=False)}</a></p>'
        text = self.html or ("" if links else f"<p>{escape_html(self.title, quote=False)}</p>")
        return "\n".join(filter(None, [text, more, f"<p>{links}</p>" if links else ""]))


def _known_entry(site: Site, page: Page) -> Entry:
    """Return the entry of an item, which is made only where it is not known."""
    packed = site.remember("feed", lambda: site.face(page), lambda: _pack(feed_entry(site, page)))
    day, tags, people, links = packed.pop("day"), packed.pop("tags"), packed.pop("people"), packed.pop("links")
    return Entry(
        **packed,
        day=date.fromisoformat(day),
        tags=tuple(tags),
        people=tuple(people),
        links=tuple(Link(*link) for link in links),
    )


def _pack(entry: Entry) -> dict[str, Any]:
    return {**asdict(entry), "day": entry.day.isoformat(), "links": [astuple(link) for link in entry.links]}


def feed_entry(site: Site, page: Page) -> Entry:
    """Return the entry of an item whose day, or week, is known."""
    item = page.item
    is_whole = item.kind is not Kind.TRANSCRIPT and len(item.body) <= WHOLE
    archive = site.catalogue.archive
    document = archive.document(page)
    html = archive.renderer.html(with_title(page)) if is_whole else ""
    return Entry(
        id=permanent(item.id),
        title=fit(" ".join(plain_title(item.title).split())),
        path=page.path,
        day=day_of(page),
        tags=tuple(
            map(
                fit, [site.words.kind(item.kind), *(topic_name(topic.path) for topic in site.catalogue.topics_of(item))]
            )
        ),
        people=tuple(filter(None, map(fit, item.people))),
        links=tuple(Link(fit(link.label), escape_url(fit(link.url))) for link in item.links),
        html=fit(_harmless(html, document) if is_whole else opening(document)),
        summary=fit(description(document, plain_mathematics, 300, is_said=item.kind is Kind.TRANSCRIPT)),
        is_whole=is_whole,
        time=item.time if day_of(page) == item.date else "",
    )


def _harmless(html: str, document: Document) -> str:
    """Return the HTML of a page for readers of feeds, who have no policy; where the gate refuses it, its words."""
    bare = without_attributes(html, plain_mathematics)
    return bare if is_harmless(bare) else opening(document)


def opening(document: Document) -> str:
    """Return the first paragraphs of a page as HTML, of :data:`OPENING` characters or so; the last may be cut."""
    kept, room = list[str](), OPENING
    for block in beginning(document):
        text = block.text(plain_mathematics)
        kept.append(f"<p>{escape_html(shorten(text, max(room, OPENING // 3)), quote=False)}</p>")
        room -= len(text)
    return "\n".join(kept)


def beginning(document: Document) -> Iterator[Block]:
    """Yield the first paragraphs of a page, of :data:`OPENING` characters or so."""
    room = OPENING
    for block in document.running:
        if room <= 0:
            return
        yield block
        room -= len(block.text(plain_mathematics))


def topic_name(path: Sequence[str]) -> str:
    """Return what a topic is called where no formula can be set, below the topics above it."""
    return plain_title(ARROW.join(path))


def permanent(name: str) -> str:
    """Return a name that no other thing has, made of one that is nobody else's in the archive (RFC 9562, version 5)."""
    return uuid.uuid5(uuid.NAMESPACE_URL, _UNFIT.sub("", name)).urn


def fit(text: str) -> str:
    """Return ``text`` without the characters that XML cannot hold, and those that act on what shows it."""
    return _UNFIT.sub("", without_controls(text))


def _feed_form(name: str, file: str, media_type: str, write: Callable[[Feed], bytes]) -> Output:
    return Output(name, file, media_type, lambda shelf, _: shelf.has_feeds, lambda of, site: write(feed(of, site)))


FEEDS = (
    _feed_form("Atom", "feed.xml", "application/atom+xml", atom),
    _feed_form("JSON Feed", "feed.json", "application/feed+json", json_feed),
)
"""The forms of feeds. The theme's ``partials/feeds.html`` names them to browsers."""
