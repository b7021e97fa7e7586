"""From the archive to ``docs/``: which pages there are, and what each of them shows."""

from __future__ import annotations

from collections.abc import Iterator

from backissue.site.listing import amount
from backissue.site.previews import carded
from backissue.site.site import Document, Site
from backissue.site.views import (
    downloads,
    home,
    items,
    kinds,
    notes,
    numbers,
    readinglist,
    redirects,
    topics,
    weeks,
    years,
)

README = """\
# Do not edit here

Everything in this folder but this note is written by `backissue build` from `content/`, and removed by it when nothing
asks for it any more. Edit the pages in `content/`.
"""


def documents(site: Site) -> Iterator[Document]:
    """Every page of ``docs/``, one after the other, each with its picture for link previews.

    Where two want one address the first gets it: no page by hand and no alias takes the place of one of the others.
    """
    return carded(site, _pages(site))


def _pages(site: Site) -> Iterator[Document]:
    yield Document("README.md", README)
    yield from home.documents(site)
    yield from weeks.documents(site)
    yield from years.documents(site)
    yield from topics.documents(site)
    yield from kinds.documents(site)
    yield from items.undated(site)
    yield from numbers.documents(site)
    description = f"Search all {amount(site.catalogue.archive.pages)} of {site.name}."
    yield site.page("search", "search.md", description=description)
    yield from readinglist.documents(site)
    yield from downloads.documents(site)
    yield from notes.documents(site)
    yield from redirects.documents(site)
