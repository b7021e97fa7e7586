"""The other pages: downloads, reading list, search, what people write beside the items, and redirects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath

from backissue.archive import permalinks
from backissue.archive.shelves import topic_path
from backissue.site.feeds import FEEDS
from backissue.site.listing import Target, amount, numbered
from backissue.site.metadata import front_matter
from backissue.site.outputs import DOWNLOADS
from backissue.site.site import Document, Output, Site
from backissue.site.templates import href

PATH = "downloads.md"
"""The page of downloads, and the file in which an archive may say more of it, such as its licence."""

OWN_PAGES = frozenset({"index.md", "downloads.md"})
"""The notes that stand on a page that every site has."""

ELSEWHERE = frozenset({"weeks", "topics", "undated"})
"""The folders whose notes are shown on the page of their week or topic."""


def documents(site: Site) -> Iterator[Document]:
    """Yield all of these pages. A redirect takes no other page's place."""
    description = f"Search all {amount(site.catalogue.archive.pages)} of {site.name}."
    yield site.page("search", "search.md", description=description)
    yield site.page("reading-list", "reading-list.md", name=site.name)  # the reader's browser fills it
    yield downloads(site)
    yield from notes(site)
    yield from redirects(site)


def downloads(site: Site) -> Document:
    """Return the page of what can be taken along: files of the archive and of each topic, and feeds."""
    catalogue = site.catalogue
    note = catalogue.archive.notes.get(PATH)
    title = (note and note.title) or "Downloads"
    by_path = {shelf.path: shelf for shelf in catalogue.shelves}
    kinds = [Target(shelf.title, shelf.path) for shelf in catalogue.shelves if shelf.kind == "kind"]
    topics = [Target(topic.name, topic_path(slug), topic.total) for slug, topic in catalogue.topics.items()]

    def links(outputs: Iterable[Output], page: str) -> list[Target]:
        return [Target(output.name, output.path(by_path[page])) for output in outputs]

    return site.page(
        "downloads",
        PATH,
        note.path if note else "",
        title=title,
        description=(note and note.description) or f"{amount(catalogue.archive.pages)} as files, and as feeds.",
        note=note,
        files=partial(links, DOWNLOADS),
        feeds=partial(links, FEEDS),
        kinds=kinds,
        topics=topics,
        weeks=numbered(len(catalogue.weeks), "week"),
        **front_matter(site, title, []),
    )


def notes(site: Site) -> Iterator[Document]:
    """Yield every page by hand that has an address of its own."""
    for path, note in site.catalogue.archive.notes.items():
        if path not in OWN_PAGES and PurePosixPath(path).parts[0] not in ELSEWHERE:
            yield site.page("note", path, path, note=note)


def redirects(site: Site) -> Iterator[Document]:
    """Yield what the pages' aliases ask for, then the addresses that the archive had before."""
    archive = site.catalogue.archive
    for page in archive.pages:
        for alias in page.item.aliases:
            path = f"{alias.strip('/').removesuffix('.md')}.md"
            yield _redirect(site, path, page.path, page.item.title, page.path)
    titles = {page.path: page.item.title for page in archive.pages}
    for former, file in permalinks.redirects(archive):
        yield _redirect(site, f"{former.rstrip('/')}.md", file, titles.get(file, site.name))


def _redirect(site: Site, path: str, destination: str, title: str, origin: str = "") -> Document:
    target = href(destination, path)
    document = site.page(
        "redirect",
        path,
        origin,
        title=title,
        target=target if target.startswith(".") else f"./{target}",
        destination=destination,
    )
    return replace(document, listed=False)
