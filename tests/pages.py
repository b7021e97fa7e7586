"""What the pages and the feed of one item say, each read by itself and by none of the program's own readings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import SimpleNamespace

import yaml
from selectolax.lexbor import LexborHTMLParser, LexborNode

from backissue.archive.addresses import address
from backissue.archive.archive import Archive
from backissue.archive.catalogue import catalogue
from backissue.archive.config import ArchiveConfig
from backissue.mathematics import plain_mathematics
from backissue.model import Item, Kind, Page
from backissue.prose.parse import renderer_of
from backissue.site import documents, engine
from backissue.site.outputs import assets
from backissue.site.site import Document, Site
from tests.archives import PROJECT

RENDERER = renderer_of(PROJECT)
CONFIG = engine.configure(PROJECT)
THEME = CONFIG.theme.get_env()
LANG = THEME.get_template("partials/languages/en.html").module

DAY = date(2023, 3, 26)
PATH = f"weeks/{DAY}/one.md"
AROUND = (
    ".bi-facts, .bi-links, .bi-cite, .bi-related, .bi-source, .bi-around, .bi-mentions, .bi-crumbs, .bi-keep,"
    " .bi-actions, body > h1:first-of-type"
)
"""What stands around the text on an item's page."""
NOT_RUNNING = "h1, h2, h3, h4, h5, h6, pre, table, .footnote, .footnote-ref"
UNSAID = "[hidden], .headerlink, .footnote-backref, img, script, style"


@dataclass(frozen=True)
class Said:
    """What is said of an item: on its page all, and its running text; and elsewhere. White space is left out."""

    page: str
    running: str
    week: str
    week_is_whole: bool
    feed: str
    description: str


def said_of(item: Item) -> Said:
    """Make the pages of an archive of one item, and read them."""
    archive = Archive(ArchiveConfig(), (Page(PATH, item),), renderer=RENDERER)
    site = Site(catalogue(archive), "Toy", "https://toy.example/")
    made = {document.path: document for document in documents.documents(site)}
    week = tree_of(f"weeks/{DAY}/index.md", made[f"weeks/{DAY}/index.md"].text).css_first(".bi-entry")
    assert week, "an item stands on the page of its week"
    is_whole = not week.css(".bi-more")
    feed = next(asset for asset in assets(replace(site, documents=tuple(made.values()))) if asset.path == "feed.json")
    content = json.loads(feed.make())["items"][0]["content_html"]
    return Said(
        page=_letters(tree_of(PATH, made[PATH].text), AROUND),
        running=_letters(tree_of(PATH, made[PATH].text), f"{AROUND}, {NOT_RUNNING}"),
        week=_letters(week, "h3, .bi-note, .bi-more, .bi-links"),
        week_is_whole=is_whole,
        feed=_letters(LexborHTMLParser(f"<body>{content}"), "[none]"),
        description=_folded(_description(made[PATH].text)),
    )


def item(body: str, kind: Kind = Kind.PAPER) -> Item:
    """An item of a week with this text."""
    return Item("paper:one", kind, "One", week=DAY, body=body)


def _description(document: str) -> str:
    line = next(line for line in document.split("\n") if line.startswith("description: "))
    return str(json.loads(line.removeprefix("description: ")))


def drawn(path: str, document: str) -> str:
    """The HTML of a document of ``docs/`` between the frame of the site: data and text, as the theme draws them."""
    head, _, body = document.removeprefix("---\n").partition("\n---\n")
    page = SimpleNamespace(meta=yaml.safe_load(head), content=RENDERER.html(body), toc=[], url=address(path))
    return THEME.get_template("partials/content.html").render(page=page, config=CONFIG, lang=LANG, base_url=".")


def tree_of(path: str, document: str) -> LexborHTMLParser:
    """What :func:`drawn` gives, as browsers read it."""
    return LexborHTMLParser(f"<!doctype html><body>{drawn(path, document)}")


class Trees(Mapping[str, LexborHTMLParser]):
    """Pages as browsers read them, by their paths, each drawn when it is first asked for."""

    def __init__(self, made: Iterable[Document]) -> None:
        self._texts = {document.path: document.text for document in made}
        self._trees: dict[str, LexborHTMLParser] = {}

    def __getitem__(self, path: str) -> LexborHTMLParser:
        if path not in self._trees:
            self._trees[path] = tree_of(path, self._texts[path])
        return self._trees[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


def _letters(tree: LexborHTMLParser | LexborNode, unread: str) -> str:
    for node in tree.css(UNSAID):
        node.decompose()
    for node in tree.css("math"):
        node.replace_with(plain_mathematics(node.attributes.get("alttext") or ""))
    for node in tree.css(unread):
        node.decompose()
    body = tree.body if isinstance(tree, LexborHTMLParser) else tree
    return _folded(body.text() if body else "")


def _folded(text: str) -> str:
    return "".join(text.split())
