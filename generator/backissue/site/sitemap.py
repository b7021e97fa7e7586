"""The map of a site for search engines (sitemaps.org, protocol 0.9): one file, or one for each year and an index.

A page is dated by what it says: an item by its day, else by that of its week, and a list by the newest item in it. The
day of the build would be no answer, and pages of no known day have no date.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from urllib.parse import quote
from xml.sax.saxutils import escape

from backissue.archive.addresses import address
from backissue.archive.archive import day_of
from backissue.dates import parse_day
from backissue.site.site import Asset, Site

NAME = "sitemap.xml"
FOLDER = "sitemaps"

WHOLE = 2_000
"""Addresses up to which the map is one file."""

LIMIT = 50_000
"""Addresses that the protocol allows in one file."""

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SCHEMA = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemaps(site: Site) -> Iterator[Asset]:
    """Yield the files of the map of a site, which knows its address and its documents."""
    paths = [document.path for document in site.documents if document.listed and document.path != "README.md"]
    days = _days(site)
    if len(paths) <= WHOLE:
        yield Asset(NAME, partial(_map, site.url, _dated(paths, days)))
        return
    parts = {f"{FOLDER}/{name}.xml": inside for name, inside in _parts(paths).items()}
    yield Asset(NAME, partial(_index, site.url, sorted(parts)))
    for file, inside in parts.items():
        yield Asset(file, partial(_map, site.url, _dated(inside, days)))


def _days(site: Site) -> Mapping[str, date]:
    """Return the days of pages by their paths, as far as they are known."""
    known = site.catalogue
    found = {page.path: day_of(page) for page in known.archive.pages}
    found |= {shelf.path: max(map(day_of, shelf.whole), default=date.min) for shelf in known.shelves}
    return {path: day for path, day in found.items() if day > date.min}


def _dated(paths: Iterable[str], days: Mapping[str, date]) -> Sequence[tuple[str, str]]:
    """Return paths, each with its day as the protocol has it, or nothing."""
    return [(path, days[path].isoformat() if path in days else "") for path in paths]


def _parts(paths: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """Return paths by the years of their weeks, those of too large a year by digests, and all that is in no week."""
    found: dict[str, list[str]] = {}
    for path in paths:
        folder, _, rest = path.partition("/")
        day = parse_day(rest.partition("/")[0]) if folder == "weeks" else None
        found.setdefault(f"{day:%Y}" if day else "undated" if folder == "undated" else "lists", []).append(path)
    return {name: part for whole, inside in found.items() for name, part in _shares(whole, inside).items()}


def _shares(name: str, paths: Sequence[str]) -> Mapping[str, Sequence[str]]:
    if len(paths) <= LIMIT:
        return {name: paths}
    found: dict[str, list[str]] = {}
    for path in paths:
        found.setdefault(f"{name}-{hashlib.sha256(path.encode()).hexdigest()[:2]}", []).append(path)
    return found


def _map(url: str, pages: Iterable[tuple[str, str]]) -> bytes:
    lines = (
        f"  <url><loc>{escape(url + quote(address(path)))}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>\n"
        for path, day in pages
    )
    return f"{_HEAD}<urlset {_SCHEMA}>\n{''.join(lines)}</urlset>\n".encode()


def _index(url: str, files: Iterable[str]) -> bytes:
    lines = (f"  <sitemap><loc>{escape(url + quote(file))}</loc></sitemap>\n" for file in files)
    return f"{_HEAD}<sitemapindex {_SCHEMA}>\n{''.join(lines)}</sitemapindex>\n".encode()
