"""Files: written whole or not at all, only where they change, never outside a folder; several of them as one batch."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from backissue.model import MachineError

WORK = ".backissue"
"""The folder beside ``mkdocs.yml`` for what lives while a command runs, and for the store. Never committed."""
MARKER = "backissue.json"
"""The file in a site by which a build knows that the folder is its own. Holds what the search index was made from."""
SUFFIX = ".part"
"""The end of the names that unfinished files have. They begin with a dot, so nothing takes them for pages."""
_TOKEN = 4
"""The random bytes in the name of an unfinished file, two digits each."""
_HEX = frozenset(string.hexdigits.lower())


def beside(path: Path) -> Path:
    """Return a new name for an unfinished file in the folder of ``path``, short enough for every file system."""
    return path.with_name(f".{path.name[:40]}.{secrets.token_hex(_TOKEN)}{SUFFIX}")


def write(path: Path, data: bytes, *, durable: bool = False) -> bool:
    """Make ``path`` hold ``data``, by writing beside it and replacing it; return whether it held anything else before.

    Missing folders are made. ``durable`` waits until the disk has the data, for what cannot be made again.
    """
    if holds(path, data):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = beside(path)
    try:
        _write_new(fresh, data, durable=durable)
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    if durable:
        sync_folder(path.parent)
    return True


def _write_new(path: Path, data: bytes, *, durable: bool) -> None:
    with path.open("xb") as file:
        file.write(data)
        if durable:
            file.flush()
            os.fsync(file.fileno())


def holds(path: Path, data: bytes) -> bool:
    """Return whether ``path`` is a file with exactly these bytes."""
    try:
        return path.stat().st_size == len(data) and not path.is_symlink() and path.read_bytes() == data
    except OSError:
        return False


def sync_folder(folder: Path) -> None:
    """Make a rename last. Windows has no such call and needs none."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def below(root: Path, name: str) -> Path:
    """Return the file ``name`` below ``root``, where ``name`` is a relative POSIX path that stays there.

    Raises:
        ValueError: the name is absolute, climbs with ``..``, has a backslash, or leaves by a symbolic link.
    """
    parts = PurePosixPath(name).parts
    # Elsewhere than on Windows, a colon that follows no drive's letter is a character like any other.
    is_drive = ":" in name and (os.name == "nt" or (name[0].isalpha() and name[1:2] == ":" and name[2:3] != " "))
    if not parts or name.startswith("/") or ".." in parts or "\\" in name or "\0" in name or is_drive:
        raise ValueError(f"{name!r} is not a path below {root.name}/")
    path = root.joinpath(*parts)
    if not path.resolve().is_relative_to(root.resolve()):
        raise ValueError(f"{name!r} leads out of {root.name}/")
    return path


LINKED = "a symbolic link, which is not followed"


def itself(root: Path, name: str) -> Path:
    """Return the file ``name`` below ``root`` as :func:`below` does, where no link stands on the way to it or for it.

    Raises:
        ValueError: a symbolic link, wherever it leads; or what :func:`below` raises it for.
    """
    path = root
    for part in PurePosixPath(name).parts:
        path /= part
        if path.is_symlink():
            raise ValueError(LINKED)
    return below(root, name)


def tree(root: Path) -> Iterator[str]:
    """Yield every file below ``root`` as a sorted POSIX path, without hidden ones and without following links.

    What Python keeps of a package beside it is none of its files.
    """
    found = []
    top = len(os.path.join(root, ""))  # noqa: PTH118 - a Path for each folder takes ten times as long
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".") and name != "__pycache__"]
        here = folder[top:].replace(os.sep, "/")
        found += [f"{here}/{name}" if here else name for name in names if not name.startswith(".")]
    yield from sorted(found)


def prune(root: Path, keep: set[str]) -> list[str]:
    """Remove every file below ``root`` but the POSIX paths ``keep``, and empty folders; return the removed files."""
    gone = [name for name in tree(root) if name not in keep]
    for name in gone:
        (root / name).unlink()
    for parent in sorted({folder for name in gone for folder in PurePosixPath(name).parents}, reverse=True):
        folder = root / parent
        if parent.parts and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    return gone


@contextlib.contextmanager
def locked(root: Path, patience: float = 0) -> Iterator[None]:
    """Hold the archive at ``root`` for one command at a time. The lock falls with the process, however it ends.

    Raises:
        MachineError: another command holds it, and still did after ``patience`` seconds.
    """
    work = root / WORK
    work.mkdir(exist_ok=True)
    lock = FileLock(work / "lock", timeout=patience)
    try:
        lock.acquire()
    except Timeout:
        raise MachineError(f"another backissue command is running in {root}: wait until it has finished") from None
    try:
        yield
    finally:
        lock.release()


@contextlib.contextmanager
def scratch(root: Path, name: str) -> Iterator[Path]:
    """Make an empty folder below the work folder and remove it in the end. What a killed run left there goes first."""
    folder = root / WORK / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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
        """Record that the file ``name`` below the folder is to hold ``data``, or to go if that is ``None``."""
        path = below(self._root, name)
        self._make_folder(path.parent)
        self._steps[name] = step = _Step(path, None if data is None else beside(path))
        if data is not None and step.fresh:
            _write_new(step.fresh, data, durable=True)

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
                sweep(folder)
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
    """Give a file a second name, which takes no room; copy it where the file system has no such thing."""
    try:
        os.link(path, other)
    except OSError:
        shutil.copy2(path, other)


def sweep(root: Path) -> None:
    """Remove what a killed process left unfinished below ``root``."""
    for folder, _, _ in os.walk(root):
        sweep_folder(Path(folder))


def sweep_folder(folder: Path) -> None:
    """Remove what a killed process left unfinished in a folder, but not in those within it."""
    for path in _unfinished(folder):
        path.unlink()


def has_unfinished(folder: Path) -> bool:
    """Return whether a killed process was about to write a file in ``folder``."""
    return any(_unfinished(folder))


def _unfinished(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder that have a name as :func:`beside` makes it."""
    for path in folder.glob(f".*{SUFFIX}"):
        stem, _, token = path.name.removesuffix(SUFFIX).rpartition(".")
        if stem and len(token) == _TOKEN * 2 and set(token) <= _HEX and path.is_file():
            yield path
