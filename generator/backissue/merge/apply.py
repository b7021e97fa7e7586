"""Applying a changeset: the only writer of pages and ledger."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from backissue.archive.addresses import FILE as ADDRESSES
from backissue.files import Batch, below, holds, sweep
from backissue.merge.changeset import Changeset
from backissue.merge.ledger import FILE as LEDGER
from backissue.merge.ledger import Ledger, render_ledger
from backissue.model import Problem


def apply_changeset(root: Path, changeset: Changeset) -> tuple[Problem, ...]:
    """Write what ``changeset`` holds: every page whole, all of them or none, the ledger last.

    Returns:
        A problem for each page that somebody saved since the changeset was made; it is left as it is, and the next
        import takes it up.

    Raises:
        OSError: something cannot be written. ``content/`` is as it was.
    """
    if changeset.ledger is None:
        return ()
    content = root / "content"
    sweep(content)
    with Batch(content) as batch:
        # Before a page goes, it is known where readers are sent.
        _stage_record(batch, root, ADDRESSES, changeset.addresses)
        for path, edit in changeset.edits.items():
            batch.stage(path, edit.after)
        saved = [path for path, edit in changeset.edits.items() if not _is(content, path, edit.before)]
        for path in saved:
            batch.drop(path)
        _stage_record(batch, root, LEDGER, render_ledger(_ledger_without(changeset, saved)))
        batch.commit()
    return tuple(
        Problem(f"content/{path}", 0, "was saved while the import ran, and is left as it is", "import again")
        for path in saved
    )


def _stage_record(batch: Batch, root: Path, name: str, text: str) -> None:
    if not holds(root / name, text.encode("utf-8")):
        batch.stage(name.removeprefix("content/"), text.encode("utf-8"))


def _is(content: Path, path: str, data: bytes | None) -> bool:
    file = below(content, path)
    return not file.exists() if data is None else holds(file, data)


def _ledger_without(changeset: Changeset, saved: Iterable[str]) -> Ledger:
    """Return the new ledger, with what it was for the items whose pages are not written."""
    assert changeset.ledger
    before, after = changeset.ledger
    missed = {name for path in saved for name in changeset.edits[path].ids}
    kept = {name: base for name, base in after.items() if name not in missed}
    return kept | {name: before[name] for name in missed if name in before}
