"""The files of the site that are no pages, and are made of the archive: feeds, downloads, the map of the site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.publishing import sitemap
from generator.publishing.site import Asset, Document, Site


def assets(site: Site, documents: Sequence[Document]) -> Iterator[Asset]:
    """Every such file, each made only when it is written."""
    yield from sitemap.assets(site, documents)
