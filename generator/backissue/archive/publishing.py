"""What of an archive may be seen on a day: the one place where drafts are left out of all that is made of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from backissue.archive.archive import Archive
from backissue.model import Item, Note

NEVER = date.min
"""The day on which nothing is published that waits for one."""


def is_due(item: Item | Note, today: date) -> bool:
    """Return whether an item, or a page by hand, may be seen: it is no draft, and its day, if it has one, has come."""
    return not item.draft and (item.publish is None or item.publish <= today)


def published(archive: Archive, today: date, *, drafts: bool = False) -> Archive:
    """Return the archive as it is to be seen on a day; what is not comes into ``withheld``.

    With ``drafts`` they stay among the pages too, for a look at them on one's own machine.
    """
    withheld = tuple(page for page in archive.pages if not is_due(page.item, today))
    notes = {path: note for path, note in archive.notes.items() if drafts or is_due(note, today)}
    if not withheld and len(notes) == len(archive.notes):
        return archive
    pages = archive.pages if drafts else tuple(page for page in archive.pages if is_due(page.item, today))
    return replace(archive, pages=pages, notes=notes, withheld=withheld)


def whole(archive: Archive) -> Archive:
    """Return the archive with what is withheld among its pages again."""
    by_path = {page.path: page for page in (*archive.pages, *archive.withheld)}
    return replace(archive, pages=tuple(page for _, page in sorted(by_path.items())), withheld=())
