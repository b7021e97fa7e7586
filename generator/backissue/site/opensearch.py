"""How browsers search the site: OpenSearch 1.1, draft 6, which wants whole addresses."""

from __future__ import annotations

from xml.sax.saxutils import escape

from backissue.archive.shelves import Shelf
from backissue.prose.excerpt import shorten
from backissue.site.site import Output, Site

LONGEST_NAME = 16
"""Characters that the short name of a search may have."""


def describe(_: Shelf, site: Site) -> bytes:
    """Return the description of the site's search."""
    says, url = escape(site.words("bi.search.site", site=site.name)), escape(site.url, {'"': "&quot;"})
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"  <ShortName>{escape(shorten(site.name, LONGEST_NAME))}</ShortName>\n"
        f"  <Description>{says}</Description>\n"
        "  <InputEncoding>UTF-8</InputEncoding>\n"
        f'  <Image width="16" height="16" type="image/svg+xml">{url}assets/favicon.svg</Image>\n'
        f'  <Url type="text/html" template="{url}search/?q={{searchTerms}}"/>\n'
        "</OpenSearchDescription>\n"
    ).encode()


def _is_home_of_known_address(shelf: Shelf, site: Site) -> bool:
    return shelf.kind == "home" and bool(site.url)


OPENSEARCH = Output(
    "OpenSearch", "opensearch.xml", "application/opensearchdescription+xml", _is_home_of_known_address, describe
)
"""The file, to which the head of each page leads."""
