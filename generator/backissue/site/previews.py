"""Pictures for link previews: which page has which, told to the page and drawn when they are not there yet."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import astuple, replace
from functools import partial

from backissue.archive.shelves import kind_path, topic_path, week_path
from backissue.cards import drawing
from backissue.cards.drawing import Card
from backissue.dates import day_name, span_name
from backissue.mathematics.plain import plain_title
from backissue.model import Page, Topic, Week
from backissue.site.feed_entries import topic_name
from backissue.site.site import Asset, Document, Site
from backissue.yaml_text import to_json

_OPENING = "---\n"


def carded(site: Site, documents: Iterable[Document]) -> Iterator[Document]:
    """Documents with the path of their picture in their front matter, below the key ``card``.

    A page that has none of its own has that of the first page. Where it is not known at which address the site will
    stand there are no pictures: a preview is made by other hosts, and they need a whole address.
    """
    if not site.url:
        yield from documents
        return
    cards = {path: card_path(card) for path, card in _cards(site).items()}
    for document in documents:
        shown = document.listed and document.text.startswith(_OPENING)
        yield _told(document, cards.get(document.path, cards["index.md"])) if shown else document


def assets(site: Site) -> Iterator[Asset]:
    """The pictures. One that is there is never drawn again: its name says all that is on it."""
    cards = _cards(site) if site.url else {}
    for path, card in {card_path(card): card for card in cards.values()}.items():
        yield Asset(path, partial(drawing.draw, card), settled=True)


def card_path(card: Card) -> str:
    """Where the picture of a card stands: a digest of all that it says, and of which look it has."""
    text = to_json([drawing.DESIGN, *astuple(card)])
    return f"cards/{hashlib.sha256(text.encode()).hexdigest()[:24]}.png"


def _told(document: Document, path: str) -> Document:
    return replace(document, text=f"{_OPENING}card: {path}\n{document.text.removeprefix(_OPENING)}")


def _cards(site: Site) -> dict[str, Card]:
    """The card of every page that has its own, by the page's path."""
    catalogue = site.catalogue
    note = catalogue.archive.notes.get("index.md")
    cards = {"index.md": Card((note and note.title) or site.name, site=site.name)}
    cards |= {page.path: _item(site, page) for page in catalogue.archive.pages}
    cards |= {week_path(week.day): _week(site, week) for week in catalogue.weeks}
    cards |= {topic_path(slug): _topic(site, topic) for slug, topic in catalogue.topics.items()}
    kinds = catalogue.kinds
    return cards | {kind_path(kind): Card(kind.plural.capitalize(), site=site.name) for kind in kinds}


def _item(site: Site, page: Page) -> Card:
    item = page.item
    when = day_name(item.date) if item.date else span_name(item.week) if item.week else ""
    topics = site.catalogue.topics_of(item)
    return Card(
        title=plain_title(item.title),
        line=" · ".join(filter(None, [item.kind.label, when])),
        foot=topic_name(topics[0].path) if topics else "",
        site=site.name,
    )


def _week(site: Site, week: Week) -> Card:
    title = week.introduction.title if week.introduction else ""
    span = span_name(week.day)
    return Card(plain_title(title) or span, line=f"Issue · {span}" if title else "Issue", site=site.name)


def _topic(site: Site, topic: Topic) -> Card:
    return Card(plain_title(topic.name), line=topic_name(["Topic", *topic.path[:-1]]), site=site.name)
