"""Planning a repair: every published address that would die leads on, and nothing else changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from backissue.archive.load import load
from backissue.archive.moves import read_moves
from backissue.archive.permalinks import led_on, redirect_ended
from backissue.archive.publishing import published
from backissue.archive.segments import read_segments
from backissue.merge.changeset import Changeset, Records
from backissue.merge.edited_ids import find_edited, with_known_ids
from backissue.merge.ledger import KIND, read_ledger, report_missing, said_of


def plan(root: Path, today: date = date.max) -> Changeset:
    """Work out the redirects that the archive at ``root`` lacks. Where its records are broken, nothing is to change."""
    of_items = read_segments(root, KIND)
    archive = load(root)
    ledger = read_ledger(of_items, read_moves(archive.of_moves))
    archive = with_known_ids(archive, find_edited(archive, ledger))
    seen = published(archive, today)
    updated = redirect_ended(archive.addresses, seen, seen, said_of(ledger))
    missing = led_on(archive.addresses, updated)
    broken = (*of_items.problems, *archive.records.problems, *archive.of_moves.problems) or any(
        report_missing(root, archive, of_items)
    )
    if broken or not missing:
        return Changeset((), (), (), {}, None)
    return Changeset((), (), (), {}, Records(of_items, archive.records, archive.of_moves, ledger, updated), missing)
