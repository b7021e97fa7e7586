"""Planning a removal on request: an item goes out of pages, records and sources, and a page says so at its address."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import unquote

from backissue.archive.addresses import Addresses, address, revise_addresses
from backissue.archive.archive import Archive
from backissue.archive.load import load
from backissue.archive.moves import read_moves
from backissue.archive.permalinks import current, redirect_ended
from backissue.archive.publishing import is_due, published
from backissue.archive.removals import Removal, Removals, id_mark, marks_of
from backissue.archive.segments import Segments, read_segments
from backissue.fields import FIELDS, read
from backissue.files import below
from backissue.frontmatter import at_key
from backissue.media import PICTURES
from backissue.merge.changeset import Changeset, Edit, Records
from backissue.merge.importer import item_name
from backissue.merge.ledger import KIND, Ledger, read_ledger, report_missing, revise_ledger, said_of
from backissue.merge.redaction import Redaction, find_listings, redact
from backissue.model import Item, Page, Problem, Slip, UsageError
from backissue.store import Store

_LINK = re.compile(r"\]\(\s*<?([^()\s<>#]{1,500})")


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be removed, by its id or its page, why, and whether its text is taken out of the sources too."""

    name: str
    reason: str = ""
    redact: bool = False


def plan_removal(root: Path, request: Request, today: date, store: Store | None = None) -> Changeset:
    """Work out what removes an item from the archive at ``root``.

    Its page goes, with the pictures that no other page shows, and so does all that the records have of it. What is
    recorded instead names it by digests only: no import brings it back, and a page that a merge in git brings back is
    shown nowhere. Its address gets a page that says that it was removed, and ``reason``. The problems of the
    changeset are hints at what still speaks of it. Where the records are broken, nothing is to be written.

    Raises:
        UsageError: there is no such item.
    """
    archive, of_items = load(root, store), read_segments(root, KIND)
    broken = (*of_items.problems, *archive.records.problems, *archive.of_moves.problems, *archive.of_removals.problems)
    broken = (*broken, *report_missing(root, archive, of_items))
    if broken:
        return Changeset((), (), broken, {}, None)
    ledger = read_ledger(of_items, read_moves(archive.of_moves))
    name, page = _find(root, archive, ledger, request.name)
    ids = {name, *(page.item.ids if page else ())}
    versions = [version for version in (page and page.item, *_listed(ledger, ids)) if version]
    others = {mark for other in archive.pages if other is not page for mark in marks_of(other.item)}
    marks = tuple(sorted({*map(id_mark, ids), *(mark for item in versions for mark in marks_of(item))} - others))
    removal = Removal(_published_path(archive, page, name, today), today.isoformat(), request.reason, marks)
    removals = Removals({**archive.removals.by_item, id_mark(name): removal})
    sources = redact(root, archive, removals.has_item) if request.redact else Redaction()
    found = find_listings(root, archive, removals.has_item) if not request.redact else ()
    edits = {**dict(_edits(root, archive, page)), **sources.edits}
    place = address(removal.path) if removal.path else ""
    records = _records(archive, of_items, ledger, ids=ids, removals=removals, place=place, today=today)
    return Changeset((), (), (*sources.left, *found, *_links(root, archive, page, ids)), edits, records)


def _find(root: Path, archive: Archive, ledger: Ledger, asked: str) -> tuple[str, Page | None]:
    """Return the id of the item that is meant, and its page if there is one."""
    name = item_name(root, asked)
    page = archive.page(name) or archive.by_id.get(name)
    if not page and name not in ledger:
        raise UsageError(f"{asked} is neither the id nor the page of an item: `backissue export csv` lists them")
    return (page.item.id if page else name), page


def _listed(ledger: Ledger, ids: set[str]) -> Iterator[Item]:
    """Yield the item as it was imported, under each of its ids."""
    for name in ids & ledger.keys():
        found = read(FIELDS, ledger[name].fields, "", lambda _: 0)
        if found.is_usable:
            yield Item(**found.values, body=ledger[name].body)


def _published_path(archive: Archive, page: Page | None, name: str, today: date) -> str:
    """Return where the item's page is, or was; empty where no reader can have been, which is to stay unknown."""
    if page and (is_due(page.item, today) or address(page.path) in archive.addresses):
        return page.path
    known = (f"{path.rstrip('/')}.md" for path, entry in archive.addresses.items() if entry.id == name)
    return "" if page else next(known, "")


def _edits(root: Path, archive: Archive, page: Page | None) -> Iterator[tuple[str, Edit]]:
    """Yield the edits that remove the page, and the pictures beside it that no other page shows."""
    if not page:
        return
    content = root / "content"
    yield page.path, Edit(below(content, page.path).read_bytes(), None)
    others = [(other.path, other.item.body) for other in archive.pages if other is not page]
    others += [(note.path, note.body) for note in archive.notes.values()]
    pictures = {path for path in _targets(page.path, page.item.body) if Path(path).suffix.lower() in PICTURES}
    shown = {path for where, body in others if "](" in body for path in _targets(where, body)} if pictures else set()
    for path in sorted(pictures - shown):
        if path.startswith(("weeks/", "undated/")) and (content / path).is_file():
            yield path, Edit(below(content, path).read_bytes(), None)


def _targets(path: str, body: str) -> Iterator[str]:
    """Yield what the links and pictures of a page lead to, as paths below ``content/``."""
    for found in _LINK.finditer(body):
        yield posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(found[1])))


def _links(root: Path, archive: Archive, page: Page | None, ids: set[str]) -> Iterator[Problem]:
    """Yield a hint for each page that links to the item, or names it in ``mentions``."""
    if not page:
        return
    texts = [(other.path, other.item.body, other.body_line) for other in archive.pages if other is not page]
    texts += [(note.path, note.body, note.body_line) for note in archive.notes.values()]
    for path, body, first in texts:
        for number, line in enumerate(body.split("\n"), first):
            if "](" in line and page.path in _targets(path, line):
                remedy = "its words stay; change them if they should not"
                yield Problem(f"content/{path}", number, "links to what is removed", remedy, is_hint=True)
    for other in archive.pages:
        if other is not page and not ids.isdisjoint((*other.item.mentions.add, *other.item.mentions.drop)):
            remedy = "take the id out of `mentions`"
            yield at_key(root / "content", Slip(other.path, "mentions", "names what is removed in `mentions`", remedy))


def _records(  # noqa: PLR0913 - what there is, and what is removed of it
    archive: Archive, of_items: Segments, ledger: Ledger, *, ids: set[str], removals: Removals, place: str, today: date
) -> Records:
    """Return the records without the item, and with its removal; a page at ``place`` says that it is gone."""
    left = {name: base for name, base in ledger.items() if name not in ids}
    pages = tuple(page for page in archive.pages if ids.isdisjoint(page.item.ids))
    after = replace(archive, pages=pages, removals=removals)
    before, later = published(archive, today), published(after, today)
    addresses = redirect_ended(archive.addresses, before, later, said_of(left))
    own = {path for path, entry in archive.addresses.items() if entry.id in ids}
    return Records(
        of_items.without(ids),
        archive.records.without((), own),
        archive.of_moves.without(ids),
        left,
        _led_on(addresses, later, ids, place),
        archive.of_removals,
        removals,
    )


def emptied_records(records: Records) -> list[str]:
    """Return the files below ``content/`` that held what was removed. What else they held is in another file now."""
    items = revise_ledger(records.of_items, records.ledger)
    places = revise_addresses(records.of_addresses, records.addresses)
    return [path for path, data in {**items, **places}.items() if not data]


def _led_on(addresses: Addresses, later: Archive, ids: set[str], place: str) -> Addresses:
    """Return the addresses, of which those of the item name no id and lead to the page that says that it is gone."""
    alive = current(later)
    return {
        path: replace(entry, id="", to="" if path in alive else place or entry.to) if entry.id in ids else entry
        for path, entry in addresses.items()
    }
