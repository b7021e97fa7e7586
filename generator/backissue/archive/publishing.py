"""What of an archive may be seen on a day: the one place where drafts are left out of all that is made of it."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from datetime import date
from urllib.parse import unquote

from backissue.archive.archive import Archive
from backissue.archive.moves import Moves, read_moves
from backissue.model import Item, Note, Page

NEVER = date.min
"""The day on which nothing is published that waits for one."""


def is_due(item: Item | Note, today: date) -> bool:
    """Return whether an item, or a page by hand, may be seen: it is no draft, and its day, if it has one, has come."""
    return not item.draft and (item.publish is None or item.publish <= today)


def publishing_days(archive: Archive) -> list[str]:
    """Return the days on which some page is to be published, as ISO dates in order: what the day may decide."""
    days = {page.item.publish for page in archive.pages} | {note.publish for note in archive.notes.values()}
    return sorted(day.isoformat() for day in days if day)


def published(archive: Archive, today: date, *, drafts: bool = False) -> Archive:
    """Return the archive as it is to be seen on a day; what is not comes into ``withheld``, and links to it are words.

    With ``drafts`` they stay among the pages too, for a look at them on one's own machine. Each item names the source
    that lists it now.
    """
    moves = read_moves(archive.of_moves)
    if moves:
        archive = replace(archive, pages=tuple(_in_present_source(page, moves) for page in archive.pages))
    withheld = tuple(page for page in archive.pages if not is_due(page.item, today))
    notes = {path: note for path, note in archive.notes.items() if drafts or is_due(note, today)}
    if not withheld and len(notes) == len(archive.notes):
        return archive
    if drafts:
        return replace(archive, notes=notes, withheld=withheld)
    hidden = frozenset([*(page.path for page in withheld), *(archive.notes.keys() - notes.keys())])
    pages = tuple(_unlinked(page, hidden) for page in archive.pages if page.path not in hidden)
    notes = {path: replace(note, body=_without_links(path, note.body, hidden)) for path, note in notes.items()}
    return replace(archive, pages=pages, notes=notes, withheld=withheld)


def _in_present_source(page: Page, moves: Moves) -> Page:
    """Return a page with the source that lists its item now, unless a person has named another in it."""
    source, move = page.item.source, next((moves[name] for name in page.item.ids if name in moves), None)
    if not source or not move or source.file != move.first:
        return page
    return replace(page, item=replace(page.item, source=replace(source, file=move.now)))


_LINK = re.compile(r"(?<![!\\])\[((?:\\.|[^\[\]\\\n]){1,500})\]\(([^()\s]{1,500})\)")


def _unlinked(page: Page, hidden: frozenset[str]) -> Page:
    body = _without_links(page.path, page.item.body, hidden)
    return page if body == page.item.body else replace(page, item=replace(page.item, body=body))


def _without_links(path: str, body: str, hidden: frozenset[str]) -> str:
    """Return the Markdown of the page at ``path`` with the words of links to ``hidden`` pages in their place."""
    here = posixpath.dirname(path)

    def written(found: re.Match[str]) -> str:
        target = unquote(found[2].partition("#")[0])
        return found[1] if posixpath.normpath(posixpath.join(here, target)) in hidden else found[0]

    return _LINK.sub(written, body) if ".md" in body else body


def whole(archive: Archive) -> Archive:
    """Return the archive with what is withheld among its pages again."""
    by_path = {page.path: page for page in (*archive.pages, *archive.withheld)}
    return replace(archive, pages=tuple(page for _, page in sorted(by_path.items())), withheld=())
