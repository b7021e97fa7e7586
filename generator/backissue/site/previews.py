"""Pictures for link previews: which page has which, named in its front matter, and drawn where they are not there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import astuple, replace
from datetime import date
from functools import partial

from backissue.archive.shelves import Shelf
from backissue.cards import DESIGN, Card, draw
from backissue.dates import day_name, span_name
from backissue.mathematics import plain_title
from backissue.model import Page
from backissue.site.feeds import topic_name
from backissue.site.site import Asset, Document, Site
from backissue.yaml_text import to_json

_OPENING = "---\n"


def add_cards(site: Site, documents: Iterable[Document]) -> Iterator[Document]:
    """Yield documents with the path of their picture in their front matter, below the key ``card``.

    A page that has none of its own has that of the first page. Where it is not known at which address the site will
    stand there are no pictures: a preview is made by other hosts, and they need a whole address.
    """
    if not site.url:
        yield from documents
        return
    paths = {path: card_path(card) for path, card in _cards(site).items()}
    for document in documents:
        shown = document.listed and document.text.startswith(_OPENING)
        yield _with_card(document, paths.get(document.path, paths["index.md"])) if shown else document


def assets(site: Site) -> Iterator[Asset]:
    """Yield the pictures. One that is there is never drawn again: its name says all that is on it."""
    found = _cards(site) if site.url else {}
    for path, card in {card_path(card): card for card in found.values()}.items():
        yield Asset(path, partial(draw, card), settled=True)


def card_path(card: Card) -> str:
    """Return where the picture of a card stands: a digest of all that it says, and of which look it has."""
    text = to_json([DESIGN, *astuple(card)])
    return f"cards/{hashlib.sha256(text.encode()).hexdigest()[:24]}.png"


def _with_card(document: Document, path: str) -> Document:
    return replace(document, text=f"{_OPENING}card: {path}\n{document.text.removeprefix(_OPENING)}")


def _cards(site: Site) -> dict[str, Card]:
    """Return the card of every page that has its own, by the page's path."""
    catalogue = site.catalogue
    found = ((shelf.path, _shelf(site, shelf)) for shelf in catalogue.shelves)
    return {path: card for path, card in found if card} | {
        page.path: _item(site, page) for page in catalogue.archive.pages
    }


def _shelf(site: Site, shelf: Shelf) -> Card | None:
    title = plain_title(shelf.title)
    match shelf.kind:
        case "home":
            return Card(shelf.title or site.name, site=site.name)
        case "week":
            span = span_name(date.fromisoformat(shelf.key))
            return Card(title or span, line=f"Issue · {span}" if shelf.title else "Issue", site=site.name)
        case "topic":
            return Card(title, line=topic_name(["Topic", *shelf.titles[:-1]]), site=site.name)
        case "kind":
            return Card(title, site=site.name)
    return None


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
