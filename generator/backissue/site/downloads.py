"""The archive, each topic and each week as files to take along: CSV, JSON Lines and BibTeX."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial

from backissue.archive.catalogue import Catalogue
from backissue.model import Page
from backissue.site import paths
from backissue.site.exports import FORMATS, Format, export
from backissue.site.metadata import absolute
from backissue.site.site import Asset, Site


def ordered(catalogue: Catalogue) -> tuple[Page, ...]:
    """All pages, each once: week by week as the site has them, the newest first, and then the undated."""
    dated = (page for week in catalogue.weeks for page in week.pages if page.item.week == week.day)
    return (*dated, *catalogue.undated)


def by_topic(catalogue: Catalogue) -> dict[str, tuple[Page, ...]]:
    """The pages of each topic and of those below it, by its slug, in the order of :func:`ordered`."""
    found: defaultdict[str, dict[str, Page]] = defaultdict(dict)
    for page in ordered(catalogue):
        for topic in catalogue.topics_of(page.item):
            for depth in range(1, len(topic.path) + 1):
                found[catalogue.topic(topic.path[:depth]).slug][page.path] = page
    return {slug: tuple(pages.values()) for slug, pages in found.items()}


def assets(site: Site) -> Iterator[Asset]:
    """The files of the whole archive, of the topics and of the weeks. An item is written out once for all of them."""
    catalogue = site.catalogue
    groups = [("", ordered(catalogue))]
    groups += [(paths.topic_path(slug).removesuffix(".md"), pages) for slug, pages in by_topic(catalogue).items()]
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
