"""A feed in the form of JSON Feed 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from collections.abc import Mapping

from backissue.site.entries import Entry, Feed

TYPE = "application/feed+json"


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
