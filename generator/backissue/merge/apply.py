"""Applying a changeset: the only writer of what stands in ``content/`` and of an archive's settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from backissue.archive.addresses import revise_addresses
from backissue.archive.moves import read_moves, revise_moves
from backissue.archive.removals import revise_removals
from backissue.files import Batch, below, holds, sweep, sweep_folder
from backissue.merge.changeset import Changeset, Edit, Records
from backissue.merge.ledger import Ledger, moves_of, read_ledger, revise_ledger
from backissue.model import Problem
from backissue.progress import Steps, Tick, silent, untold


def apply_changeset(root: Path, changeset: Changeset, tick: Steps = silent) -> tuple[Problem, ...]:
    """Write what ``changeset`` holds: every file whole, all of them or none, the ledger last.

    The caller holds the archive (:func:`backissue.files.locked`). ``tick`` is told how many pages are written.

    Returns:
        A problem for each file that somebody saved since the changeset was made; it is left as it is, and the next
        time the command takes it up.

    Raises:
        OSError: something cannot be written. Everything is as it was.
    """
    records = changeset.records
    if records is None:
        return ()
    content = root / "content"
    sweep(content)
    for folder in {below(root, path).parent for path in changeset.beside}:
        sweep_folder(folder)
    with Batch(content) as batch, Batch(root) as beside:
        if records.of_removals is not None:
            _stage_all(batch, revise_removals(records.of_removals, records.removals))
        # Before a page goes, it is known where readers are sent.
        _stage_all(batch, revise_addresses(records.of_addresses, records.addresses))
        saved = _stage_edits(batch, content, changeset.edits, partial(tick, "Writing pages"))
        ledger = _ledger_without(records, changeset.edits, saved)
        _stage_all(batch, revise_moves(records.of_moves, moves_of(ledger)))
        _stage_all(batch, revise_ledger(records.of_items, ledger))
        for path, source in changeset.pictures.items():
            if not below(content, path).exists():  # a person may have put a better one there
                batch.stage(path, below(content / "sources", source).read_bytes())
        kept = _stage_edits(beside, root, changeset.beside, untold)
        # The form of an archive stands in content/: it is stated only once the settings beside have it.
        beside.commit()
        batch.commit()
    what, remedy = "was saved while the command ran, and is left as it is", "run it again"
    return tuple(Problem(path, 0, what, remedy) for path in (*(f"content/{path}" for path in saved), *kept))


def _stage_edits(batch: Batch, folder: Path, edits: Mapping[str, Edit], tick: Tick) -> list[str]:
    """Stage the edits of files below a folder, but for those of files that somebody saved; return these."""
    for done, (path, edit) in enumerate(edits.items()):
        tick(done, len(edits))
        batch.stage(path, edit.after)
    saved = [path for path, edit in edits.items() if not _is(folder, path, edit.before)]
    for path in saved:
        batch.drop(path)
    return saved


def _stage_all(batch: Batch, files: Mapping[str, bytes | None]) -> None:
    for name, data in files.items():
        batch.stage(name, data)


def _is(folder: Path, path: str, data: bytes | None) -> bool:
    file = below(folder, path)
    return not file.exists() if data is None else holds(file, data)


def _ledger_without(records: Records, edits: Mapping[str, Edit], saved: Iterable[str]) -> Ledger:
    """Return the new ledger, with what it was for the items whose pages are not written."""
    before = read_ledger(records.of_items, read_moves(records.of_moves))
    missed = {name for path in saved for name in edits[path].ids}
    kept = {name: base for name, base in records.ledger.items() if name not in missed}
    return kept | {name: before[name] for name in missed if name in before}
