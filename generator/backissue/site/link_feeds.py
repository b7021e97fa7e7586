"""The feeds of sections of issues: what the newest issues list there, as other feeds have items."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from html import escape

from backissue.archive.archive import day_of
from backissue.archive.link_lists import LinkList
from backissue.archive.listings import Listed
from backissue.mathematics import plain_title
from backissue.model import Link
from backissue.prose.excerpt import shorten
from backissue.site.feeds import LONGEST, OPENING, Entry, Feed, atom, fit, json_feed, permanent
from backissue.site.link_pages import lists_of
from backissue.site.sheet import outside
from backissue.site.site import Asset, Site

_WRITERS = {"feed.xml": atom, "feed.json": json_feed}


def assets(site: Site) -> Iterator[Asset]:
    """Yield the feeds of all sections that return."""
    for section in lists_of(site).sections:
        for file, write in _WRITERS.items():
            yield Asset(f"{section.folder}/{file}", partial(_made, write, section, site))


def _made(write: Callable[[Feed], bytes], section: LinkList, site: Site) -> bytes:
    return write(feed(section, site))


def feed(section: LinkList, site: Site) -> Feed:
    """Return the feed of a section: the newest entries of issues that have a day."""
    dated = [one for one in section.listed if one.page.item.week or one.page.item.date]
    return Feed(
        id=permanent(f"{site.name}/{section.folder}"),
        title=fit(f"{site.name}: {plain_title(section.title)}"),
        author=fit(site.name),
        page=section.path,
        folder=section.folder,
        base=site.url,
        on=site.words("bi.week.more"),
        entries=tuple(map(partial(_entry, site), dated[:LONGEST])),
    )


def _entry(site: Site, one: Listed) -> Entry:
    entry, item = one.entry, one.page.item
    topics = site.catalogue.archive.config.sections.topics_of(one.section)
    url = outside(entry.url)
    return Entry(
        id=permanent(f"{item.id}#{entry.anchor or entry.position}"),
        title=fit(plain_title(entry.title)),
        path=one.page.path,
        day=day_of(one.page),
        tags=tuple(map(fit, dict.fromkeys([one.section, *item.topics, *topics]))),
        people=tuple(filter(None, map(fit, entry.people))),
        links=(Link("Link", url),) if url else (),
        html=fit(f"<p>{escape(shorten(entry.text, OPENING), quote=False)}</p>") if entry.text else "",
        summary=fit(shorten(entry.text, 300)),
        is_whole=len(entry.text) <= OPENING,
        anchor=entry.anchor,
    )
