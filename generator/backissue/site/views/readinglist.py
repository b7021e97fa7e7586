"""The page of the reading list, which the reader's own browser fills."""

from __future__ import annotations

from collections.abc import Iterator

from backissue.site.site import Document, Site

PATH = "reading-list.md"


def documents(site: Site) -> Iterator[Document]:
    """The one page; what it shows is made by the theme and kept by the browser, not by the archive."""
    yield site.page("reading-list", PATH, name=site.name)
