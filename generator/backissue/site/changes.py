"""Waiting for edits: of ``content/``, of an archive's own templates and of ``mkdocs.yml``."""

from __future__ import annotations

from pathlib import Path, PurePath
from threading import Condition
from time import monotonic
from typing import Self

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

FOLDERS = ("content", "site_templates")
FILE = "mkdocs.yml"

QUIET = 0.05
"""Seconds without another edit until those that came are one: editors write a file in several steps."""

LONGEST = 1.0
"""Seconds after which they are one though others follow."""

_WRITES = frozenset({"created", "modified", "moved", "deleted", "closed"})
"""The kinds of events that edits bring. To read a file, as a build does, is none."""


class Changes(FileSystemEventHandler):
    """The edits of an archive since somebody waited for them last, while it is watched in a ``with`` statement."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._news = Condition()
        self._last = 0.0
        self._edited: set[str] = set()
        self._watched: set[str] = set()
        self._observer: BaseObserver

    def __enter__(self) -> Self:
        try:
            self._observer = self._watch(Observer())
        except OSError:  # a system watches so many folders, or none in a file system of another machine
            self._observer = self._watch(PollingObserver(timeout=0.5))
        return self

    def __exit__(self, *_: object) -> None:
        self._observer.stop()
        self._observer.join()

    def _watch(self, observer: BaseObserver) -> BaseObserver:
        self._watched.clear()
        self._watch_folders(observer)
        observer.schedule(self, str(self._root))
        observer.start()
        return observer

    def _watch_folders(self, observer: BaseObserver) -> set[str]:
        """Watch the folders that are not yet, and return their names: one may have come later than the others."""
        fresh = {name for name in FOLDERS if name not in self._watched and (self._root / name).is_dir()}
        for name in fresh:
            observer.schedule(self, str(self._root / name), recursive=True)
        self._watched |= fresh
        return fresh

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Take note of an edit."""
        is_write = event.event_type in _WRITES and not (event.is_directory and event.event_type == "modified")
        found = {name for path in (event.src_path, event.dest_path) if (name := self._name(path))} if is_write else ()
        if found:
            with self._news:
                self._edited |= set(found)
                self._last = monotonic()
                self._news.notify_all()

    def _name(self, path: str | bytes) -> str:
        """Return the name below the archive of a file that a build reads; empty for any other."""
        try:
            name = PurePath(str(path)).relative_to(self._root)
        except ValueError:
            return ""
        is_hidden = any(part.startswith(".") or part.endswith("~") for part in name.parts)
        is_read = name.parts == (FILE,) or name.parts[:1] in {(folder,) for folder in FOLDERS}
        return name.as_posix() if is_read and not is_hidden else ""

    def wait(self, patience: float) -> frozenset[str]:
        """Wait for edits, and until they are all there; return the files that there were within that many seconds."""
        with self._news:
            if not self._news.wait_for(lambda: bool(self._edited), patience):
                return frozenset()
            end = monotonic() + LONGEST
            while (left := min(self._last + QUIET, end) - monotonic()) > 0:
                self._news.wait(left)
            found, self._edited = frozenset(self._edited), set()
        fresh = self._watch_folders(self._observer)
        with self._news:
            self._edited |= fresh  # what came into them before they were watched
        return found
