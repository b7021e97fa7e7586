"""What is made of shelves beside their pages: feeds, downloads, the map of the site, ``llms.txt``.

A new file is a row of :data:`OUTPUTS` and a function from a shelf to its bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from urllib.parse import quote
from xml.sax.saxutils import escape

from backissue.archive.addresses import address
from backissue.archive.shelves import Shelf, kind_path, topic_path, week_path, year_path
from backissue.dates import span_name
from backissue.site import previews
from backissue.site.exports import FORMATS, Format, export
from backissue.site.feeds import FEEDS, topic_name
from backissue.site.listing import amount, name_count, numbered
from backissue.site.metadata import absolute
from backissue.site.site import Asset, Output, Site

WEEKS, TOPICS = 12, 30
"""The newest weeks and the largest topics that ``llms.txt`` names; it names the pages that list all of them too."""


def _has_files(shelf: Shelf, _site: Site) -> bool:
    return shelf.has_files


def _is_first(shelf: Shelf, _site: Site) -> bool:
    return shelf.kind == "home"


def _is_first_of_known(shelf: Shelf, site: Site) -> bool:
    """Return whether a shelf is the first page of a site that knows its address, which a map of the site needs."""
    return shelf.kind == "home" and bool(site.url)


def download(form: Format, shelf: Shelf, site: Site) -> bytes:
    """Return a file of a shelf's items. Each is written out once for all shelves."""
    return export(form, (entry(form, site, page.path) for page in shelf.whole))


def entry(form: Format, site: Site, path: str) -> str:
    """Return an item as it stands in a file of that form, as its page has it: what follows from it is not exported."""

    def make() -> str:
        page = site.catalogue.written.page(path)
        return form.entry(page.item, site.name, absolute(site, path)) if page else ""

    return site.once((form.label, path), make)


def sitemap(_shelf: Shelf, site: Site) -> bytes:
    """Return the map of the site for search engines (sitemaps.org, protocol 0.9).

    It has no dates: an archive's pages do not say when they were changed, and the day of the build is no answer.
    """
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    pages = (document.path for document in site.documents if document.listed and document.path != "README.md")
    lines = (f"  <url><loc>{escape(site.url + quote(address(path)))}</loc></url>\n" for path in pages)
    return f"{head}{''.join(lines)}</urlset>\n".encode()


def llms(shelf: Shelf, site: Site) -> bytes:
    """Return what a language model that meets the site should know of it, in the form of llmstxt.org.

    However large the archive is, it stays some hundred lines long.
    """
    known = site.catalogue
    largest = sorted(known.topics.values(), key=lambda topic: (-topic.total, topic.path))[:TOPICS]
    sections = {
        "Kinds of items": [
            (kind.plural.capitalize(), kind_path(kind), f"{len(pages)} {name_count(kind, len(pages))}")
            for kind, pages in known.kinds.items()
        ],
        "Newest weeks": [
            *((span_name(week.day), week_path(week.day), amount(week.pages)) for week in known.weeks[:WEEKS]),
            ("All weeks", "weeks/index.md", ""),
        ],
        "Largest topics": [
            *((topic_name(topic.path), topic_path(topic.slug), numbered(topic.total, "item")) for topic in largest),
            ("All topics", "topics/index.md", ""),
        ],
        "Years": [(str(year), year_path(year), "") for year in known.years],
        "Feeds": [(f"The newest items as {form.name}", form.path(shelf), "") for form in FEEDS],
        "Downloads": [(f"All items as {form.name}", form.path(shelf), "") for form in DOWNLOADS],
    }
    summary = (shelf.note and shelf.note.description) or f"The archive of {site.name}."
    page = site.page(
        "llms",
        "llms.txt",
        name=site.name,
        summary=" ".join(summary.split()),
        items=amount(known.archive.pages),
        weeks=numbered(len(known.weeks), "week"),
        sections=sections,
        place=lambda path: site.url + quote(address(path) if path.endswith(".md") else path),
    )
    return page.text.encode()


DOWNLOADS = tuple(
    Output(form.label, f"archive.{form.suffix}", form.media_type, _has_files, partial(download, form))
    for form in FORMATS.values()
)
OUTPUTS = (
    *FEEDS,
    *DOWNLOADS,
    Output("Sitemap", "sitemap.xml", "application/xml", _is_first_of_known, sitemap),
    Output("llms.txt", "llms.txt", "text/plain", _is_first, llms),
)


def forms(shelf: Shelf) -> Mapping[str, object]:
    """Return what templates need for the links to a shelf's feeds and downloads."""
    return {"feed_forms": FEEDS, "file_forms": DOWNLOADS, **({"feed": shelf.folder} if shelf.has_feeds else {})}


def assets(site: Site) -> Iterator[Asset]:
    """Yield every file of the site that is no page, each made only when it is written."""
    for shelf in site.catalogue.shelves:
        for output in OUTPUTS:
            if output.is_at(shelf, site):
                yield Asset(output.path(shelf), partial(output.make, shelf, site))
    yield from previews.assets(site)
