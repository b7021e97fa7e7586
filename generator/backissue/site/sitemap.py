"""The map of the site for search engines (sitemaps.org, protocol 0.9)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote
from xml.sax.saxutils import escape

from backissue.archive.addresses import address
from backissue.site.site import Asset, Document, Site

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'


def assets(site: Site, documents: Sequence[Document]) -> Iterator[Asset]:
    """``sitemap.xml``, where it is known at which address the site will stand.

    It has no dates: an archive's pages do not say when they were changed, and the day of the build is no answer.
    """
    if site.url:
        yield Asset("sitemap.xml", lambda: _sitemap(site, documents))


def _sitemap(site: Site, documents: Sequence[Document]) -> bytes:
    pages = (document.path for document in documents if document.listed and document.path != "README.md")
    lines = (f"  <url><loc>{escape(site.url + quote(address(path)))}</loc></url>\n" for path in pages)
    return f"{_HEAD}{''.join(lines)}</urlset>\n".encode()
