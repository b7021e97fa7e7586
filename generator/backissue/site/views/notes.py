"""The pages that people write beside the items, such as ``about.md``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from backissue.site.site import Document, Site

OWN_PAGES = frozenset({"index.md", "downloads.md"})
"""The notes that stand on a page that every site has."""

ELSEWHERE = frozenset({"weeks", "topics", "undated"})
"""The folders whose notes are shown on the page of their week or topic."""


def documents(site: Site) -> Iterator[Document]:
    """Every page by hand that has an address of its own."""
    for path, note in site.catalogue.archive.notes.items():
        if path not in OWN_PAGES and PurePosixPath(path).parts[0] not in ELSEWHERE:
            yield site.page("note", path, path, note=note)
