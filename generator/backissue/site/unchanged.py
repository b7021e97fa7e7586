"""Whether a command has anything to do: what it reads and what it made are as they were when it last ended.

Nothing is imported here that a command without work can do without.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from backissue.file_index import FileIndex, Stat, shape, walk
from backissue.settings_file import LANGUAGES, settings_digest
from backissue.site.folders import template_folders
from backissue.store import Store, code_digest, digest

KIND, _READY = "ended", "ready"


class Known(NamedTuple):
    """How a command ended: what it found, as JSON, and the days on which some page is to be published."""

    result: Any
    days: Sequence[str]


class Folder:
    """A folder as it is now, with the index of it."""

    def __init__(self, store: Store, root: Path, path: Path, owner: str = "") -> None:
        self.index = FileIndex(store, root, path, owner)
        self.path = path
        self.found: Mapping[str, Stat] = {}
        self.look()

    def look(self) -> None:
        """Look again at what files there are."""
        self.found = walk(self.path)

    @property
    def has_links(self) -> bool:
        """Whether there are links, which say nothing of what they lead to."""
        return any(one.is_link for one in self.found.values())

    def content(self, prefix: str = "") -> str:
        """Return a digest of all that the files hold, or those whose paths begin with ``prefix``."""
        found = {name: now for name, now in self.found.items() if name.startswith(prefix)} if prefix else self.found
        return digest(*(f"{name}\0{held}" for name, held in self.index.digests(found).items()))

    def is_sure(self, noted: Iterable[tuple[str, str]]) -> bool:
        """Return whether files hold what was noted, though their times cannot tell; these are read."""
        return all(self.index.holds(name, held) for name, held in noted)


class Watch:
    """The folders that a command reads and makes, from before its work to after it.

    ``options`` are what else its end depends on.
    """

    def __init__(self, root: Path, store: Store, command: str, made: Sequence[Path], *options: str) -> None:
        self._store = store
        self._key = digest(command, str(root.absolute()), *(str(path.absolute()) for path in made), *options)
        self._basis = digest(code_digest(), settings_digest(root))
        own = [Folder(store, root, root / "content")]
        self._templates = [Folder(store, root, path) for path in template_folders(root, "")]
        self.content = own[0]
        self.read = [*own, *self._templates]
        self.made = [Folder(store, root, path, owner=command) for path in made]
        self._shape = self._shapes(self.read)

    def find(self, today: date) -> Any:  # noqa: ANN401 - whatever was noted
        """Return what the command found when it last ended, if it would find the same on this day; else ``None``."""
        known = self._store.get(KIND, self._key)
        if not known or known["basis"] != self._basis or known["due"] != _due(known["days"], today):
            return None
        if known["shape"] == self._shapes([*self.read, *self.made]) and self._is_sure(known["unsure"]):
            return known["result"]
        if not self._is_followed() or known["read"] != self._contents(self.read):
            return None
        if known["made"] != self._contents(self.made):
            return None
        self._note(known)
        return known["result"]

    def end(self, known: Known, today: date) -> None:
        """Note how the command ended, unless somebody changed meanwhile what it reads or what it made."""
        for folder in [*self.read, *self.made]:
            folder.look()
        is_same = self._shapes(self.read) == self._shape
        read, made = self._contents(self.read), self._contents(self.made)
        if is_same and self._is_followed() and all(folder.index.is_as_written(folder.found) for folder in self.made):
            record = {"basis": self._basis, "days": [*known.days], "due": _due(known.days, today)}
            self._note({**record, "read": read, "made": made, "result": known.result})

    def is_ready(self, prepare: Callable[[], bool]) -> bool:
        """Return what ``prepare`` does. It is asked once of the settings, rules and templates that it judges.

        It also knows archives of earlier versions by files of records that stand in ``content/`` itself.
        """
        records = (name for name in self.content.found if "/" not in name and name.endswith(".jsonl"))
        basis = self.basis()
        key = digest(basis, *records)
        if basis and self._store.get(_READY, key):
            return True
        is_ready = prepare()
        if is_ready:
            self._store.put(_READY, key, is_ready)
        return is_ready

    def keep(self) -> None:
        """Keep what is known of the files, but not that all was done."""
        for folder in [*self.read, *self.made]:
            folder.look()
            folder.index.save(folder.found)

    def basis(self) -> str:
        """Return a digest of all that pages of ``docs/`` are made of besides those of the archive."""
        rules = self.content.index.digests(
            {name: at for name, at in self.content.found.items() if name == "archive.yml"}
        )
        words = (
            folder.index.digests({name: at for name, at in folder.found.items() if f"/{LANGUAGES}/" in f"/{name}"})
            for folder in self._templates
        )
        parts = [repr(rules), *map(repr, words)]
        return digest(self._basis, *parts) if self._is_followed() else ""

    def _note(self, record: Mapping[str, object]) -> None:
        folders = [*self.read, *self.made]
        unsure = [[*folder.index.save(folder.found)] for folder in folders]
        self._store.put(KIND, self._key, {**record, "shape": self._shapes(folders), "unsure": unsure})

    def _is_followed(self) -> bool:
        """Return whether all templates are where they are looked for, and none behind a link to a folder."""
        return not any(folder.has_links for folder in self._templates)

    def _is_sure(self, unsure: Sequence[Sequence[tuple[str, str]]]) -> bool:
        folders = [*self.read, *self.made]
        return not any(folder.has_links for folder in folders) and all(
            folder.is_sure(noted) for folder, noted in zip(folders, unsure, strict=True)
        )

    @staticmethod
    def _shapes(folders: Iterable[Folder]) -> str:
        return digest(*(shape(folder.found) for folder in folders))

    @staticmethod
    def _contents(folders: Iterable[Folder]) -> str:
        return digest(*(folder.content() for folder in folders))


def _due(days: Sequence[str], today: date) -> int:
    """Return how many of the sorted days have come."""
    return bisect_right(days, today.isoformat())
