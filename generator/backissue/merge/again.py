"""Whether an import has anything to do: what it reads is as an import left it, after which the next finds no change.

Nothing is imported here that an import without work can do without.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backissue.file_index import FileIndex, Stat, content_digest, shape, walk
from backissue.settings_file import settings_digest
from backissue.store import Store, code_digest, digest

if TYPE_CHECKING:
    from backissue.merge.changeset import Changeset

KIND = "imported"
RECORDS = "records/"


class Again:
    """What an import reads, from before it to after it. ``options`` are what else its end depends on."""

    def __init__(self, root: Path, store: Store, today: date, *options: str) -> None:
        self._store, self._content = store, root / "content"
        self._index = FileIndex(store, root, self._content)
        self._key = digest(str(root.absolute()), *options)
        self._basis = digest(code_digest(), today.isoformat(), settings_digest(root))
        self._before = walk(self._content)

    def find(self) -> Any:  # noqa: ANN401 - whatever was noted
        """Return what was noted as the end of an import that finds nothing changed, if this is one; else ``None``."""
        known = self._store.get(KIND, self._key)
        if not known or known["basis"] != self._basis or not _is_plain(self._before):
            return None
        is_same = known["shape"] == shape(self._before)
        if is_same and all(self._index.holds(name, held) for name, held in known["unsure"]):
            return known["result"]
        if known["read"] != self._read(self._before):
            return None
        self._note(self._before, known["result"])
        return known["result"]

    def end(self, made: Changeset, result: object) -> None:
        """Note the end of the import that follows one which made a changeset, unless somebody else wrote meanwhile."""
        now = walk(self._content)
        changed = {name for name in now.keys() | self._before.keys() if now.get(name) != self._before.get(name)}
        own = {**made.edits, **made.pictures}
        if not _is_plain(now) or not all(_is_own(name, own) for name in changed):
            return
        after = ((path, edit.after) for path, edit in made.edits.items())
        if all(data is not None and self._index.holds(path, content_digest(data)) for path, data in after):
            self._note(now, result)

    def _note(self, found: Mapping[str, Stat], result: object) -> None:
        read = self._read(found)
        unsure = self._index.save(found)
        record = {"basis": self._basis, "shape": shape(found), "read": read, "unsure": unsure, "result": result}
        self._store.put(KIND, self._key, record)

    def _read(self, found: Mapping[str, Stat]) -> str:
        return digest(*(f"{name}\0{held}" for name, held in self._index.digests(found).items()))


def _is_plain(found: Mapping[str, Stat]) -> bool:
    """Return whether none is a link, which says nothing of what it leads to."""
    return not any(one.is_link for one in found.values())


def _is_own(name: str, own: Container[str]) -> bool:
    return name in own or name.startswith(RECORDS)


def next_import(made: Changeset) -> Changeset | None:
    """Return what an import would find that follows one at once; ``None`` where only that import can say.

    Where each item has its page as its source has it, the next import finds it so. What a person has to decide, and
    what is said of pages that are new or were wrong, is for that import to find out.
    """
    from dataclasses import replace

    from backissue.merge.changeset import Fate

    after = {
        Fate.NEW: Fate.SAME,
        Fate.UPDATED: Fate.SAME,
        Fate.SAME: Fate.SAME,
        Fate.DELETED: Fate.DELETED,
        Fate.GONE: Fate.GONE,
    }
    if made.records is None or made.passing or made.led_on or any(it.fate not in after for it in made.changes):
        return None
    return replace(made, changes=tuple(replace(it, fate=after[it.fate]) for it in made.changes), edits={}, pictures={})
