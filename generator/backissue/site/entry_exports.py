"""The entries of all issues as CSV and JSON Lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from urllib.parse import quote

from backissue.archive.archive import renderable
from backissue.archive.issues import issue_title
from backissue.archive.listings import Listed
from backissue.archive.load import load
from backissue.archive.publishing import NEVER, published
from backissue.cells import to_cell
from backissue.model import Page, Problem
from backissue.site import engine
from backissue.site.link_pages import lists_of
from backissue.site.metadata import absolute
from backissue.site.site import Asset, Site, site_of
from backissue.store import Store
from backissue.yaml_text import Value, to_json

KEYS = ("page", "id", "issue", "date", "title", "url", "section", "topics", "text", "people", "marks", "permalink")


FORMS = {"csv": "CSV", "jsonl": "JSON Lines"}
"""The forms of files of entries, by the ends of their names."""


def path_of(site: Site, form: str) -> str:
    """Return the path of a file of all entries below ``docs/``."""
    return f"{lists_of(site).folder}/entries.{form}"


def assets(site: Site) -> Iterator[Asset]:
    """Yield the files of all entries, if there are any."""
    if lists_of(site).listed:
        yield from (Asset(path_of(site, form), partial(entries_file, site, form)) for form in FORMS)


def records(site: Site) -> Iterator[dict[str, Value]]:
    """Yield what is known of each entry, those of the newest issue first, in the order of the issue."""
    found = site.catalogue.listings
    for several in reversed(found.by_page.values()):
        yield from _records(site, several[0].page, several)


def _records(site: Site, page: Page, listed: Sequence[Listed]) -> Iterator[dict[str, Value]]:
    item, place, title = page.item, absolute(site, page.path), issue_title(page.item)
    day, topics_of = item.date or item.week, site.catalogue.archive.config.sections.topics_of
    date_of_issue = day.isoformat() if day else ""
    for one in listed:
        entry = one.entry
        yield {
            "page": page.path,
            "id": f"{item.id}#{entry.anchor or entry.position}",
            "issue": title,
            "date": date_of_issue,
            "title": entry.title,
            "url": entry.url,
            "section": one.section,
            "topics": list(dict.fromkeys([*item.topics, *topics_of(one.section)])),
            "text": entry.text,
            "people": list(entry.people),
            "marks": list(entry.marks),
            "permalink": place and f"{place}#{quote(entry.anchor)}" if entry.anchor else place,
        }


def entries_file(site: Site, form: str) -> bytes:
    """Return all entries as ``csv``, with the mark by which Excel knows UTF-8, or as ``jsonl``."""
    if form == "jsonl":
        return "".join(f"{to_json(record)}\n" for record in records(site)).encode()
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(KEYS)
    rows.writerows([to_cell(value) if value else "" for value in record.values()] for record in records(site))
    return f"\ufeff{text.getvalue()}".encode()


def export_entries(
    root: Path, form: str, *, today: date = NEVER, store: Store | None = None
) -> tuple[bytes, tuple[Problem, ...]]:
    """Return the file of the entries of the archive at ``root``, and what is wrong with its pages.

    Raises:
        UsageError: ``mkdocs.yml`` is broken.
    """
    archive = renderable(published(load(root, store), today))
    site = site_of(archive, engine.settings(root, docs_dir=root / "content"))
    return entries_file(site, form), archive.problems
