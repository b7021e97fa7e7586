"""The other pages: downloads, reading list, search, what people write beside the items, and redirects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import quote

from backissue.archive import permalinks
from backissue.archive.addresses import address
from backissue.site import paths
from backissue.site.exports import FORMATS
from backissue.site.feeds import FORMS, feed_folder
from backissue.site.listing import Target, amount, numbered
from backissue.site.metadata import front_matter
from backissue.site.outputs import archive_path
from backissue.site.site import Document, Site

PATH = "downloads.md"
"""The page, and the file below ``content/`` in which an archive may say more of it, such as its licence."""

_FEEDS = {"feed.xml": "Atom", "feed.json": "JSON Feed"}
assert _FEEDS.keys() == FORMS.keys(), "every form of feed has a name"


def downloads(site: Site) -> Iterator[Document]:
    """The one page."""
    catalogue = site.catalogue
    note = catalogue.archive.notes.get(PATH)
    title = (note and note.title) or "Downloads"
    kinds = [
        Target(kind.plural.capitalize(), paths.kind_path(kind), len(pages)) for kind, pages in catalogue.kinds.items()
    ]
    topics = [Target(topic.name, paths.topic_path(slug), topic.total) for slug, topic in catalogue.topics.items()]
    yield site.page(
        "downloads",
        PATH,
        note.path if note else "",
        title=title,
        description=(note and note.description) or f"{amount(catalogue.archive.pages)} as files, and as feeds.",
        note=note,
        files=_files,
        feeds=_feeds,
        kinds=kinds,
        topics=topics,
        weeks=numbered(len(catalogue.weeks), "week"),
        **front_matter(site, title, []),
    )


def _files(page: str) -> list[Target]:
    """The files of a page of ``docs/``, by the names of their forms."""
    return [Target(form.label, archive_path(feed_folder(page), form)) for form in FORMATS.values()]


def _feeds(page: str) -> list[Target]:
    """The feeds of a page of ``docs/``, by the names of their forms."""
    return [Target(name, f"{feed_folder(page)}/{file}".lstrip("/")) for file, name in _FEEDS.items()]


def reading_list(site: Site) -> Iterator[Document]:
    """The one page; what it shows is made by the theme and kept by the browser, not by the archive."""
    yield site.page("reading-list", "reading-list.md", name=site.name)


OWN_PAGES = frozenset({"index.md", "downloads.md"})
"""The notes that stand on a page that every site has."""

ELSEWHERE = frozenset({"weeks", "topics", "undated"})
"""The folders whose notes are shown on the page of their week or topic."""


def notes(site: Site) -> Iterator[Document]:
    """Every page by hand that has an address of its own."""
    for path, note in site.catalogue.archive.notes.items():
        if path not in OWN_PAGES and PurePosixPath(path).parts[0] not in ELSEWHERE:
            yield site.page("note", path, path, note=note)


def redirects(site: Site) -> Iterator[Document]:
    """What the pages' aliases ask for, then the addresses that the archive had before."""
    archive = site.catalogue.archive
    for page in archive.pages:
        for alias in page.item.aliases:
            path = f"{alias.strip('/').removesuffix('.md')}.md"
            yield _redirect(site, path, page.path, page.item.title, page.path)
    titles = {page.path: page.item.title for page in archive.pages}
    for former, file in permalinks.redirects(archive):
        yield _redirect(site, f"{former.rstrip('/')}.md", file, titles.get(file, site.name))


def _redirect(site: Site, path: str, destination: str, title: str, origin: str = "") -> Document:
    target = quote(paths.relative(address(destination), f"{address(path)}index")) + "/"
    document = site.page(
        "redirect",
        path,
        origin,
        title=title,
        target=target if target.startswith(".") else f"./{target}",
        destination=destination,
    )
    return replace(document, listed=False)
