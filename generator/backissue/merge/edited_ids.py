"""Pages whose id a person changed. An id never changes by hand: the item would come again, and its page be a copy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from backissue.archive.addresses import address
from backissue.archive.archive import Archive
from backissue.fields import FORMER_IDS
from backissue.merge.ledger import Ledger
from backissue.merge.matching import match
from backissue.merge.rows import ledger_rows, page_row
from backissue.model import Page, Slip


def find_edited(archive: Archive, ledger: Ledger) -> dict[str, str]:
    """Return the ids that stand in pages in the place of others: each with the one that the ledger has.

    That is an item without a page, where a page of an unknown id stands at its address, or says what it said.
    """
    strays = [page for page in archive.pages if ledger.keys().isdisjoint(page.item.ids)]
    lost = ledger.keys() - archive.by_id.keys() - archive.unreadable
    if not strays or not lost:
        return {}
    found = {page.item.id: old for page in strays if (old := _known_at(page, archive)) in lost}
    left = lost - set(found.values())
    rows = ledger_rows(ledger)
    texts = [page_row(page) for page in strays if page.item.id not in found]
    return {**found, **match([rows[name] for name in sorted(left)], texts, rows.values()).same}


def _known_at(page: Page, archive: Archive) -> str:
    known = archive.addresses.get(address(page.path))
    return known.id if known else ""


def report_edited(archive: Archive, edited: Mapping[str, str]) -> Iterator[Slip]:
    """Yield what is wrong with each page whose id was ``edited``."""
    for page in archive.pages:
        if old := edited.get(page.item.id):
            what = f"its id was {old} and is now {page.item.id}, so that an import would take it for another item"
            remedy = f'put `id: "{old}"` back, or keep the new id and add `{FORMER_IDS.key}: ["{old}"]`'
            yield Slip(page.path, "id", what, remedy, is_hint=False)


def with_known_ids(archive: Archive, edited: Mapping[str, str]) -> Archive:
    """Return the archive with the ids that its pages had before they were ``edited``."""
    pages = (
        replace(page, item=replace(page.item, id=edited[page.item.id])) if page.item.id in edited else page
        for page in archive.pages
    )
    return replace(archive, pages=tuple(pages)) if edited else archive
