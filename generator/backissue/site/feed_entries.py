"""What a feed says of an item, whatever the form of the feed."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from backissue.archive.archive import day_of, with_title
from backissue.markup import escape_url
from backissue.mathematics import plain_mathematics, plain_title
from backissue.model import Kind, Link, Page
from backissue.prose.document import Document
from backissue.prose.excerpt import description, shorten
from backissue.site.gate import without_attributes
from backissue.site.site import Site

WHOLE = 4000
"""Characters of Markdown up to which an item stands in a feed whole: an abstract does, a talk does not."""

OPENING = 700
"""Characters of a longer text that a feed shows of its beginning."""

_UNFIT = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 has no way to write (section 2.2)."""

ARROW = " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} "


@dataclass(frozen=True, slots=True)
class Entry:
    """An item in a feed.

    ``path`` is that of its page in ``docs/``, ``html`` its text or how that begins, ``summary`` one line of it.
    ``id`` depends on nothing but the item's own, and stays whatever becomes of the site's address.
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

    def content(self, place: str) -> str:
        """Return the HTML of the entry. ``place`` is the address of the page with the rest of a long text."""
        links = " · ".join(f'<a href="{escape(link.url)}">{escape(link.label, quote=False)}</a>' for link in self.links)
        more = "" if self.is_whole else f'<p><a href="{escape(place)}">Read on</a></p>'
        text = self.html or ("" if links else f"<p>{escape(self.title, quote=False)}</p>")
        return "\n".join(filter(None, [text, more, f"<p>{links}</p>" if links else ""]))


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
        tags=tuple(map(fit, [item.kind.label, *(topic_name(topic.path) for topic in site.catalogue.topics_of(item))])),
        people=tuple(filter(None, map(fit, item.people))),
        links=tuple(Link(fit(link.label), escape_url(fit(link.url))) for link in item.links),
        html=fit(without_attributes(html, plain_mathematics) if is_whole else opening(document)),
        summary=fit(description(document, plain_mathematics, 300)),
        is_whole=is_whole,
    )


def opening(document: Document) -> str:
    """Return the first paragraphs of a page as HTML, of :data:`OPENING` characters or so; the last may be cut."""
    kept, room = list[str](), OPENING
    for block in document.running:
        if room <= 0:
            break
        text = block.text(plain_mathematics)
        kept.append(f"<p>{escape(shorten(text, max(room, OPENING // 3)), quote=False)}</p>")
        room -= len(text)
    return "\n".join(kept)


def topic_name(path: Sequence[str]) -> str:
    """Return what a topic is called where no formula can be set, below the topics above it."""
    return plain_title(ARROW.join(path))


def permanent(name: str) -> str:
    """Return a name that no other thing has, made of one that is nobody else's in the archive (RFC 9562, version 5)."""
    return uuid.uuid5(uuid.NAMESPACE_URL, fit(name)).urn


def fit(text: str) -> str:
    """Return ``text`` without the characters that XML cannot hold."""
    return _UNFIT.sub("", text)
