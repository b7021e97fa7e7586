"""A feed in the form of Atom (RFC 4287)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from backissue.site.feed_entries import Entry, Feed

TYPE = "application/atom+xml"


def atom(feed: Feed) -> bytes:
    """The feed as Atom. A long text has only a summary, whose entry leads to the page; a short one is all there."""
    return "".join(f"{line}\n" for line in _feed(feed)).encode("utf-8")


def _feed(feed: Feed) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield '<feed xmlns="http://www.w3.org/2005/Atom">'
    yield _element("id", feed.id)
    yield _element("title", feed.title)
    yield _element("updated", _time(feed.updated))
    yield _link("self", feed.address_of_file("feed.xml"), type=TYPE)
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
    """Midnight of a day as RFC 3339 has it: an archive knows days, and no feed can do without a time."""
    return f"{day.isoformat()}T00:00:00Z"


TYPE_JSONFEED = "application/feed+json"


def json_feed(feed: Feed) -> bytes:
    """The feed as JSON Feed. Without a site's address there is no ``feed_url``, which has to be a whole one."""
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
    """What is said, without what is empty."""
    return {name: value for name, value in data.items() if value}
