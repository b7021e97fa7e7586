"""Files as this package treats them: written whole or not at all, only where they change, never outside a folder."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from filelock import FileLock, Timeout

from backissue.model import MachineError

WORK = ".backissue"
"""The folder beside ``mkdocs.yml`` for what lives only while a command runs. Never committed."""

MARKER = "backissue.json"
"""The file in a site by which a build knows that the folder is its own. Holds what the search index was made from."""


SUFFIX = ".part"
"""The end of the names that unfinished files have. They begin with a dot, so nothing takes them for pages."""


def beside(path: Path) -> Path:
    """A new name for an unfinished file in the folder of ``path``, short enough for every file system."""
    return path.with_name(f".{path.name[:40]}.{secrets.token_hex(4)}{SUFFIX}")


def write(path: Path, data: bytes, *, durable: bool = False) -> bool:
    """Make ``path`` hold ``data``, by writing beside it and replacing it, unless it holds just that already.

    Args:
        path: the file; missing folders above it are made.
        data: all of its bytes.
        durable: also wait until the disk has them, for what cannot be made again.

    Returns:
        Whether anything was written.
    """
    if holds(path, data):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = beside(path)
    try:
        with fresh.open("xb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    if durable:
        sync_folder(path.parent)
    return True


def holds(path: Path, data: bytes) -> bool:
    """Whether ``path`` is a file with exactly these bytes."""
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
    """The file ``name`` below ``root``, where ``name`` is a relative POSIX path that stays there.

    Raises:
        ValueError: the name is absolute, climbs with ``..``, has a backslash, or leaves by a symbolic link.
    """
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or ".." in parts or "\\" in name or "\0" in name or ":" in parts[0]:
        raise ValueError(f"{name!r} is not a path below {root.name}/")
    path = root.joinpath(*parts)
    if not path.resolve().is_relative_to(root.resolve()):
        raise ValueError(f"{name!r} leads out of {root.name}/")
    return path


def tree(root: Path) -> Iterator[str]:
    """Every file below ``root`` as a sorted POSIX path, without hidden ones and without following links."""
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        here = Path(folder).relative_to(root)
        found += [(here / name).as_posix() for name in names if not name.startswith(".")]
    yield from sorted(found)


def prune(root: Path, keep: set[str]) -> list[str]:
    """Remove every file below ``root`` that is not among the POSIX paths ``keep``, then the folders left empty.

    Returns:
        The removed files, sorted.
    """
    gone = [name for name in tree(root) if name not in keep]
    for name in gone:
        (root / name).unlink()
    for parent in sorted({folder for name in gone for folder in PurePosixPath(name).parents}, reverse=True):
        folder = root / parent
        if parent.parts and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    return gone


@contextmanager
def locked(root: Path, patience: float = 0) -> Iterator[None]:
    """Hold the archive at ``root`` for one command at a time. The lock falls with the process, however it ends.

    Args:
        root: the folder that holds ``mkdocs.yml``.
        patience: the seconds to wait for another command.

    Raises:
        MachineError: another command holds it.
    """
    work = root / WORK
    work.mkdir(exist_ok=True)
    lock = FileLock(work / "lock", timeout=patience)
    try:
        lock.acquire()
    except Timeout:
        raise MachineError(f"another backissue command is at work in {root}: wait until it has ended") from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def scratch(root: Path, name: str) -> Iterator[Path]:
    """An empty folder below the work folder, removed in the end. What a killed run left there goes first."""
    folder = root / WORK / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
