"""Planning a repair: every published address that would die leads on, and nothing else changes."""

from __future__ import annotations

from pathlib import Path

from backissue.archive.addresses import FILE, render_addresses
from backissue.archive.load import load
from backissue.archive.permalinks import led_on, redirect_ended
from backissue.merge.changeset import Changeset
from backissue.merge.ledger import check_ledger, read_ledger, said_of


def plan(root: Path) -> Changeset:
    """Work out the redirects that the archive at ``root`` lacks. Where its records are broken, nothing is to change."""
    archive = load(root)
    ledger, _ = read_ledger(root)
    updated = redirect_ended(archive.addresses, archive, archive, said_of(ledger))
    missing = led_on(archive.addresses, updated)
    broken = check_ledger(root, archive) or any(problem.file == FILE for problem in archive.problems)
    if broken or not missing:
        return Changeset((), (), (), {}, None)
    return Changeset((), (), (), {}, (ledger, ledger), render_addresses(updated), missing)
