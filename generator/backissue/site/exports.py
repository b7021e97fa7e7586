"""Items as CSV, JSON Lines and BibTeX, all that an archive knows of them but the place of their pages; which are meant.

Each form comes in again as the same items. Records, and what stands in the cells of CSV, are described in
:mod:`backissue.records` and :mod:`backissue.cells`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby
from pathlib import Path

from backissue.archive.archive import renderable
from backissue.archive.catalogue import Catalogue
from backissue.archive.load import load
from backissue.archive.publishing import NEVER, published
from backissue.archive.shelves import Shelf
from backissue.cells import escape, to_cell
from backissue.dates import parse_day, week_of
from backissue.fields import BODY
from backissue.markup import to_tex
from backissue.model import Item, Kind, Page, Problem, UsageError
from backissue.records import RECORD_KEYS, to_record
from backissue.site import engine
from backissue.site.citations import bibtex
from backissue.site.metadata import absolute
from backissue.site.reference import Reference, is_titled, reference
from backissue.site.site import Site, site_of
from backissue.store import Store, digest
from backissue.workers import FEWEST, each
from backissue.yaml_text import to_json

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


@dataclass(frozen=True, slots=True)
class Format:
    """A form of export: its name for readers, its files' suffix and media type, what precedes the items, and one item.

    ``entry`` takes an item and how it is cited.
    """

    label: str
    suffix: str
    media_type: str
    head: str
    entry: Callable[[Item, Reference], str]


def export(form: Format, entries: Iterable[str]) -> bytes:
    """Return a file of the entries of items."""
    return "".join([form.head, *entries]).encode("utf-8")


def _csv_row(cells: Iterable[str]) -> str:
    """Return a row as RFC 4180 has it."""
    row = io.StringIO()
    csv.writer(row, lineterminator="\r\n").writerow(cells)
    return row.getvalue()


def _csv(item: Item, _: Reference) -> str:
    record = to_record(item)
    return _csv_row(to_cell(record.get(key, "")) for key in RECORD_KEYS)


def _jsonl(item: Item, _: Reference) -> str:
    return f"{to_json(to_record(item))}\n"


def _bibtex(item: Item, work: Reference) -> str:
    """Return the citation with two fields more: the body as a note, since it is no abstract, and all else as JSON.

    Braces in the texts of the JSON, which need not come in pairs, are escaped.
    """
    record = to_record(item)
    body = to_tex(escape(str(record.pop(BODY.key))))
    rest = _STRING.sub(lambda text: text[0].replace("{", "\\u007b").replace("}", "\\u007d"), to_json(record))
    more = f"  annote = {{{body}}},\n  backissue = {{{rest}}},\n}}\n\n"
    return escape(bibtex(work)).rstrip().removesuffix("}") + more


FORMATS = {
    "csv": Format("CSV", "csv", "text/csv", f"\ufeff{_csv_row(RECORD_KEYS)}", _csv),
    "jsonl": Format("JSON Lines", "jsonl", "application/jsonl", "", _jsonl),
    "bibtex": Format("BibTeX", "bib", "application/x-bibtex", "", _bibtex),
}
"""The forms by the names that the command line has for them. CSV begins with the mark by which Excel knows UTF-8."""


def entries(form: Format, site: Site, pages: Iterable[Page]) -> Iterator[str]:
    """Yield items as they stand in a file of that form, week by week; of a week in which nothing has changed at once.

    They stand as their pages have them: what follows from an item is not exported.
    """
    written, store = site.catalogue.written, site.catalogue.archive.store
    weeks = [
        [found for page in same if (found := written.page(page.path))]
        for _, same in groupby(pages, lambda page: page.item.week)
    ]

    def write(held: Sequence[Page]) -> str:
        return site.remember(_kind(form), partial(_key_of, site, held), partial(_entries, form, site, held))

    lacking = [held for held in weeks if not site.has(_kind(form), partial(_key_of, site, held))]
    if store.jobs > 1 and len(lacking) >= FEWEST:
        for done, _ in enumerate(each(write, lacking, store, store.jobs), 1):
            store.tick("Writing exports", done, len(lacking))
    yield from map(write, store.counted("Writing exports", weeks))


def _kind(form: Format) -> str:
    return f"{form.label} of a week"


def _key_of(site: Site, pages: Iterable[Page]) -> str:
    written, own_titles = site.catalogue.written, site.catalogue.archive.own_titles
    known = ((page.path, written.key(page.path, page.item), is_titled(page.item, own_titles)) for page in pages)
    return digest(*(str(part) for parts in known for part in parts))


def _entries(form: Format, site: Site, pages: Iterable[Page]) -> str:
    return "".join(form.entry(page.item, _cited(site, page)) for page in pages)


def _cited(site: Site, page: Page) -> Reference:
    return reference(page.item, site.name, absolute(site, page.path), site.catalogue.archive.own_titles)


def export_archive(  # noqa: PLR0913 - an option of the command each
    root: Path,
    form: str,
    topic: str | None = None,
    week: str | None = None,
    kind: str | None = None,
    *,
    today: date = NEVER,
    store: Store | None = None,
) -> tuple[bytes, tuple[Problem, ...]]:
    """Return the file of the selected items of the archive at ``root``, and what is wrong with its pages.

    A ``topic`` is named by its name or slug, a ``week`` by a day in it. What is not to be seen ``today`` is left out.

    Raises:
        UsageError: ``mkdocs.yml`` is broken, or there is no such topic or week.
    """
    archive = renderable(published(load(root, store), today))
    site = site_of(archive, engine.settings(root, docs_dir=root / "content"))
    pages = _select(site.catalogue, topic, week, kind)
    return export(FORMATS[form], entries(FORMATS[form], site, pages)), archive.problems


def _select(known: Catalogue, topic: str | None, week: str | None, kind: str | None) -> Iterator[Page]:
    """Yield the pages of the selected items, in the order of the site."""
    pages = known.ordered
    if topic is not None:
        remedy = "name it as its page does, with its parents, or by its slug"
        slug = topic if topic in known.topics else known.slug_of(topic)
        pages = _shelf(known, "topic", {slug}, f"no item is of the topic {topic!r}: {remedy}").whole
    if week is not None:
        shelf = week_shelf(known, week)
        listed = {page.path for page in shelf.pages}
        pages = tuple(page for page in pages if page.path in listed)
    return (page for page in pages if kind is None or page.item.kind is Kind(kind))


def week_shelf(known: Catalogue, week: str) -> Shelf:
    """Return the shelf of the week that a day is in.

    Raises:
        UsageError: no item is of that week.
    """
    day = parse_day(week)
    days = {str(day), str(day and week_of(day, known.archive.config.week_ends))}
    return _shelf(known, "week", days, f"no item is of the week {week}: name it by a day such as 2023-03-26")


def _shelf(known: Catalogue, kind: str, keys: set[str], error: str) -> Shelf:
    for shelf in known.shelves:
        if shelf.kind == kind and shelf.key in keys:
            return shelf
    raise UsageError(error)
