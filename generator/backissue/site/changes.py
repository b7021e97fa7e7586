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
        self._is_new = False
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
        for name in FOLDERS:
            if (self._root / name).is_dir():
                observer.schedule(self, str(self._root / name), recursive=True)
        observer.schedule(self, str(self._root))
        observer.start()
        return observer

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Take note of an edit."""
        is_write = event.event_type in _WRITES and not (event.is_directory and event.event_type == "modified")
        if is_write and any(map(self._is_read, (event.src_path, event.dest_path))):
            with self._news:
                self._is_new, self._last = True, monotonic()
                self._news.notify_all()

    def _is_read(self, path: str | bytes) -> bool:
        """Return whether a build reads a file of that path."""
        try:
            parts = PurePath(str(path)).relative_to(self._root).parts
        except ValueError:
            return False
        is_hidden = any(part.startswith(".") or part.endswith("~") for part in parts)
        return not is_hidden and (parts == (FILE,) or parts[:1] in {(name,) for name in FOLDERS})

    @property
    def is_new(self) -> bool:
        """Whether there was an edit since the last wait."""
        return self._is_new

    def wait(self, patience: float) -> bool:
        """Wait for edits, and until they are all there; return whether there were any within ``patience`` seconds."""
        with self._news:
            if not self._news.wait_for(lambda: self._is_new, patience):
                return False
            end = monotonic() + LONGEST
            while (left := min(self._last + QUIET, end) - monotonic()) > 0:
                self._news.wait(left)
            self._is_new = False
            return True
