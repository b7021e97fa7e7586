"""Applying a changeset: the only writer of pages and records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from backissue.archive.addresses import revise_addresses
from backissue.files import Batch, below, holds, sweep
from backissue.merge.changeset import Changeset, Edit, Records
from backissue.merge.ledger import Ledger, read_ledger, revise_ledger
from backissue.model import Problem


def apply_changeset(root: Path, changeset: Changeset) -> tuple[Problem, ...]:
    """Write what ``changeset`` holds: every page whole, all of them or none, the ledger last.

    Returns:
        A problem for each page that somebody saved since the changeset was made; it is left as it is, and the next
        import takes it up.

    Raises:
        OSError: something cannot be written. ``content/`` is as it was.
    """
    records = changeset.records
    if records is None:
        return ()
    content = root / "content"
    sweep(content)
    with Batch(content) as batch:
        # Before a page goes, it is known where readers are sent.
        _stage_all(batch, revise_addresses(records.of_addresses, records.addresses))
        for path, edit in changeset.edits.items():
            batch.stage(path, edit.after)
        saved = [path for path, edit in changeset.edits.items() if not _is(content, path, edit.before)]
        for path in saved:
            batch.drop(path)
        _stage_all(batch, revise_ledger(records.of_items, _ledger_without(records, changeset.edits, saved)))
        batch.commit()
    return tuple(
        Problem(f"content/{path}", 0, "was saved while the import ran, and is left as it is", "import again")
        for path in saved
    )


def _stage_all(batch: Batch, files: Mapping[str, bytes | None]) -> None:
    for name, data in files.items():
        batch.stage(name, data)


def _is(content: Path, path: str, data: bytes | None) -> bool:
    file = below(content, path)
    return not file.exists() if data is None else holds(file, data)


def _ledger_without(records: Records, edits: Mapping[str, Edit], saved: Iterable[str]) -> Ledger:
    """Return the new ledger, with what it was for the items whose pages are not written."""
    before = read_ledger(records.of_items)
    missed = {name for path in saved for name in edits[path].ids}
    kept = {name: base for name, base in records.ledger.items() if name not in missed}
    return kept | {name: before[name] for name in missed if name in before}
