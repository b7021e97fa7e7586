"""The files of the site that are no pages, and are made of the archive: feeds, downloads, the map of the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import quote
from xml.sax.saxutils import escape

from backissue.archive.addresses import address
from backissue.archive.catalogue import Catalogue
from backissue.dates import span_name
from backissue.model import Page
from backissue.site import feeds, paths, previews
from backissue.site.exports import FORMATS, Format, export
from backissue.site.feed_entries import topic_name
from backissue.site.listing import amount, counted, numbered
from backissue.site.metadata import absolute
from backissue.site.site import Asset, Document, Site
from backissue.site.templates import escape_label

SOLITARY = 200
"""Fewer settled assets than this for each process are not worth its start."""


def assets(site: Site, documents: Sequence[Document]) -> Iterator[Asset]:
    """Every such file, each made only when it is written."""
    yield from assets_sitemap(site, documents)
    yield from assets_downloads(site)
    yield from feeds.assets(site)
    yield from assets_llms(site)
    yield from previews.assets(site)


def made(docs: Path, wanted: Iterable[Asset], jobs: int) -> Iterator[tuple[Asset, bytes]]:
    """Each asset with what is in it, but for the settled ones that ``docs`` has.

    Those that are settled are made in up to ``jobs`` processes, where there are enough to be worth starting them.
    """
    lacking = [asset for asset in wanted if not (asset.settled and (docs / asset.path).is_file())]
    apart = [asset for asset in lacking if asset.settled]
    yield from ((asset, asset.make()) for asset in lacking if not asset.settled)
    workers = min(jobs, len(apart) // SOLITARY)
    if workers < 2:
        yield from ((asset, asset.make()) for asset in apart)
        return
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        yield from zip(apart, pool.map(_make, apart, chunksize=SOLITARY // 10), strict=True)


def _make(asset: Asset) -> bytes:
    return asset.make()


_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'


def assets_sitemap(site: Site, documents: Sequence[Document]) -> Iterator[Asset]:
    """``sitemap.xml``, where it is known at which address the site will stand.

    It has no dates: an archive's pages do not say when they were changed, and the day of the build is no answer.
    """
    if site.url:
        yield Asset("sitemap.xml", lambda: _sitemap(site, documents))


def _sitemap(site: Site, documents: Sequence[Document]) -> bytes:
    pages = (document.path for document in documents if document.listed and document.path != "README.md")
    lines = (f"  <url><loc>{escape(site.url + quote(address(path)))}</loc></url>\n" for path in pages)
    return f"{_HEAD}{''.join(lines)}</urlset>\n".encode()


WEEKS, TOPICS = 12, 30
"""The newest weeks and the largest topics that are named; the pages that list all of them are named too."""

_FEEDS = (("Atom", "feed.xml"), ("JSON Feed", "feed.json"))

_Line = tuple[str, str, str]
"""What a line links to: a name, a path below ``docs/``, and what is said of it."""


def assets_llms(site: Site) -> Iterator[Asset]:
    """The file. However large the archive is, it stays some hundred lines long."""
    yield Asset("llms.txt", lambda: _text(site).encode("utf-8"))


def _text(site: Site) -> str:
    sections: dict[str, Iterable[_Line]] = {
        "Kinds of items": _kinds(site.catalogue),
        "Newest weeks": _weeks(site.catalogue),
        "Largest topics": _topics(site.catalogue),
        "Years": [(str(year), paths.year_path(year), "") for year in site.catalogue.years],
        "Feeds": [(f"The newest items as {name}", file, "") for name, file in _FEEDS],
        "Downloads": [(f"All items as {form.label}", archive_path("", form), "") for form in FORMATS.values()],
    }
    return _head(site) + "".join(_section(site, title, list(lines)) for title, lines in sections.items())


def _head(site: Site) -> str:
    catalogue = site.catalogue
    note = catalogue.archive.notes.get("index.md")
    summary = (note and note.description) or f"The archive of {site.name}."
    return (
        f"# {escape_label(site.name)}\n\n> {escape_label(' '.join(summary.split()))}\n\n"
        f"This archive holds {amount(catalogue.archive.pages)} of {numbered(len(catalogue.weeks), 'week')}. A week is"
        " named by its last day and is a page that lists its items; each item has a page with its title, date, topics,"
        " people, links and text. A topic and a kind have feeds of their own, below their pages' addresses.\n"
    )


def _section(site: Site, title: str, lines: Sequence[_Line]) -> str:
    listed = (
        f"- [{escape_label(name)}]({_place(site, path)}){f': {note}' if note else ''}" for name, path, note in lines
    )
    return "\n".join([f"\n## {title}\n", *listed, ""]) if lines else ""


def _place(site: Site, path: str) -> str:
    return site.url + quote(address(path) if path.endswith(".md") else path)


def _kinds(catalogue: Catalogue) -> Iterator[_Line]:
    for kind, pages in catalogue.kinds.items():
        yield kind.plural.capitalize(), paths.kind_path(kind), f"{len(pages)} {counted(kind, len(pages))}"


def _weeks(catalogue: Catalogue) -> Iterator[_Line]:
    for week in catalogue.weeks[:WEEKS]:
        yield span_name(week.day), paths.week_path(week.day), amount(week.pages)
    yield "All weeks", "weeks/index.md", ""


def _topics(catalogue: Catalogue) -> Iterator[_Line]:
    for topic in sorted(catalogue.topics.values(), key=lambda topic: (-topic.total, topic.path))[:TOPICS]:
        yield topic_name(topic.path), paths.topic_path(topic.slug), numbered(topic.total, "item")
    yield "All topics", "topics/index.md", ""


def assets_downloads(site: Site) -> Iterator[Asset]:
    """The files of the whole archive, of the topics and of the weeks. An item is written out once for all of them."""
    catalogue = site.catalogue
    groups = [("", catalogue.ordered)]
    groups += [(paths.topic_path(slug).removesuffix(".md"), pages) for slug, pages in catalogue.within_topics.items()]
    groups += [(f"weeks/{week.day}", week.pages) for week in catalogue.weeks]
    for form in FORMATS.values():
        entries = Entries(site, form)
        for folder, pages in groups:
            yield Asset(archive_path(folder, form), partial(entries.file, pages))


def archive_path(folder: str, form: Format) -> str:
    """Where the file of a folder of ``docs/`` stands in it; that of the whole archive at its root.

    >>> archive_path("weeks/2023-03-26", FORMATS["bibtex"])
    'weeks/2023-03-26/archive.bib'
    """
    return f"{folder}/archive.{form.suffix}".lstrip("/")


class Entries:
    """The entries of items in one form, each made when it is first needed."""

    def __init__(self, site: Site, form: Format) -> None:
        self._site = site
        self._form = form
        self._made: dict[str, str] = {}

    def file(self, pages: Sequence[Page]) -> bytes:
        """A file of these pages' items."""
        return export(self._form, map(self._entry, pages))

    def _entry(self, page: Page) -> str:
        if page.path not in self._made:
            place = absolute(self._site, page.path)
            written = self._site.catalogue.written.page(page.path) or page  # what follows from it comes back by itself
            self._made[page.path] = self._form.entry(written.item, self._site.name, place)
        return self._made[page.path]
