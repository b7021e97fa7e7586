"""Several files replaced together: all of them or none, whatever goes wrong on the way."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from backissue.files import SUFFIX, below, beside, sync_folder

_UNFINISHED = re.compile(rf"\..*\.[0-9a-f]{{8}}{re.escape(SUFFIX)}", re.DOTALL)


@dataclass(slots=True)
class _Step:
    """One replacement: the file, its new bytes beside it (``None`` to remove it), and how to bring the old one back."""

    path: Path
    fresh: Path | None
    old: Path | None = None
    done: bool = False


class Batch:
    """Replacements below one folder.

    ``stage`` writes each file's new bytes beside it, so that a full disk or a missing right shows before anything has
    changed; ``commit`` renames them into place in the order in which they were staged. Whatever fails, even half-way
    through the commit, what is below the folder is as it was when the ``with`` block is left by an exception. Only a
    killed process leaves unfinished files; :func:`sweep` removes them.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._steps: dict[str, _Step] = {}
        self._made: list[Path] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if kind:
            # Backwards, so that where the undoing fails too, the files are as if the process had been killed.
            with contextlib.suppress(OSError):
                self._undo()
        self._clear()

    def stage(self, name: str, data: bytes | None) -> None:
        """Set down that the file ``name`` below the folder shall hold ``data``, or go if that is ``None``."""
        path = below(self._root, name)
        self._make_folder(path.parent)
        self._steps[name] = step = _Step(path, None if data is None else beside(path))
        if data is not None and step.fresh:
            with step.fresh.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())

    def drop(self, name: str) -> None:
        """Leave ``name`` as it is after all."""
        step = self._steps.pop(name)
        if step.fresh:
            step.fresh.unlink()

    def commit(self) -> None:
        """Put every staged file into its place, the first staged first."""
        for step in self._steps.values():
            if step.path.exists():
                step.old = beside(step.path)
                _link(step.path, step.old)
            if step.fresh:
                step.fresh.replace(step.path)
            else:
                step.path.unlink()
            step.done = True
        for folder in {step.path.parent for step in self._steps.values()}:
            sync_folder(folder)

    def _undo(self) -> None:
        for step in reversed(self._steps.values()):
            if step.done and step.old:
                step.old.replace(step.path)
            elif step.done:
                step.path.unlink()
        for folder in reversed(self._made):
            with contextlib.suppress(OSError):
                _remove_unfinished(folder)
                folder.rmdir()

    def _clear(self) -> None:
        for name in (name for step in self._steps.values() for name in (step.fresh, step.old) if name):
            with contextlib.suppress(OSError):  # what cannot be removed now, the next sweep finds
                name.unlink()

    def _make_folder(self, folder: Path) -> None:
        if not folder.exists():
            self._make_folder(folder.parent)
            folder.mkdir()
            self._made.append(folder)


def _link(path: Path, other: Path) -> None:
    """A second name for a file, which takes no room; a copy where the file system has no such thing."""
    try:
        os.link(path, other)
    except OSError:
        shutil.copy2(path, other)


def sweep(root: Path) -> None:
    """Remove what a killed process left unfinished below ``root``."""
    for folder, _, _ in os.walk(root):
        _remove_unfinished(Path(folder))


def _remove_unfinished(folder: Path) -> None:
    for path in _unfinished(folder):
        path.unlink()


def is_unfinished(path: Path) -> bool:
    """Whether a killed process was about to replace the file ``path`` for the first time or again."""
    return path.parent.is_dir() and any(other.name.startswith(f".{path.name}.") for other in _unfinished(path.parent))


def _unfinished(folder: Path) -> Iterator[Path]:
    return (path for path in folder.iterdir() if _UNFINISHED.fullmatch(path.name) and path.is_file())
