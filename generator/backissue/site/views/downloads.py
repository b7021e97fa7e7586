"""The page that tells what can be taken along: files of the archive and of each topic, and feeds."""

from __future__ import annotations

from collections.abc import Iterator

from backissue.site import paths
from backissue.site.downloads import archive_path
from backissue.site.exports import FORMATS
from backissue.site.feeds import FORMS, feed_folder
from backissue.site.listing import Target, amount, numbered
from backissue.site.metadata import front_matter
from backissue.site.site import Document, Site

PATH = "downloads.md"
"""The page, and the file below ``content/`` in which an archive may say more of it, such as its licence."""

_FEEDS = {"feed.xml": "Atom", "feed.json": "JSON Feed"}
assert _FEEDS.keys() == FORMS.keys(), "every form of feed has a name"


def documents(site: Site) -> Iterator[Document]:
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
