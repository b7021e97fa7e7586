"""What files hold, by digests, without reading those that have not changed since they were last read.

As git's index does it: a file whose size, times and place on the disk are those that were noted holds what was noted.
One that was changed about when the note was made could have been changed again within the same tick of the clock, and
is read (git's documentation, "Racy Git"). Nothing follows a symbolic link: what it leads to changes without it.
"""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from stat import S_ISLNK
from typing import NamedTuple

from backissue import files
from backissue.store import Store, digest

KIND = "files"
SLACK, COARSE_SLACK = 50_000_000, 2_000_000_000
"""Nanoseconds for which a file's time does not tell its changes apart, on a disk with fine times and with whole ones.

The kernel's clock for files ticks every 1 to 10 ms; FAT counts in steps of two seconds.
"""


class Stat(NamedTuple):
    """What tells that a file has changed: its size, the times of its text and of its entry in ns, and its inode."""

    size: int
    modified: int
    changed: int
    inode: int
    is_link: bool = False


def walk(root: Path) -> dict[str, Stat]:
    """Return every file below ``root`` as :func:`backissue.files.tree` has them; links to folders are among them."""
    found: dict[str, Stat] = {}
    waiting = [(str(root), "")]
    while waiting:
        folder, prefix = waiting.pop()
        try:
            entries = os.scandir(folder)
        except (FileNotFoundError, NotADirectoryError):
            continue
        with entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, f"{prefix}{entry.name}/"))
                else:
                    found[f"{prefix}{entry.name}"] = _stat(
                        entry.stat(follow_symlinks=False), is_link=entry.is_symlink()
                    )
    return dict(sorted(found.items()))


def stat(path: str | Path) -> Stat:
    """Return what is known of a file itself.

    Raises:
        OSError: it is not there.
    """
    found = os.lstat(path)
    return _stat(found, is_link=S_ISLNK(found.st_mode))


def _stat(found: os.stat_result, *, is_link: bool) -> Stat:
    return Stat(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, is_link)


def shape(found: Mapping[str, Stat]) -> str:
    """Return a digest of all that is known of files without reading one."""
    parts = [
        f"{name}\0{one.size} {one.modified} {one.changed} {one.inode} {one.is_link}" for name, one in found.items()
    ]
    return digest("\0".join(parts))


def content_digest(data: bytes) -> str:
    """Return the digest of a file that holds ``data``."""
    return blake2b(data, digest_size=16).hexdigest()


class FileIndex:
    """The digests of the files below ``folder``, as they were last read or written.

    ``root`` is the archive's folder: its work folder tells what time it is on the disk. ``owner`` names the command
    that makes the files, where one does; it has an index of its own, which says how it left them.
    """

    def __init__(self, store: Store, root: Path, folder: Path, owner: str = "") -> None:
        self._store, self._root, self._folder, self._place = store, root, folder, str(folder)
        self.key = digest(owner, os.fsencode(folder.absolute()))
        self._known: dict[str, tuple[Stat, str]] = {}
        self._unsure = set[str]()
        self._expected: dict[str, str] = {}
        for name, of_stat, held, is_unsure in store.get(KIND, self.key) or ():
            self._known[name] = (Stat(*of_stat), held)
            if is_unsure:
                self._unsure.add(name)
        self._left = {name: held for name, (_, held) in self._known.items()}
        self._is_changed = False

    def digest(self, name: str, now: Stat | None = None) -> str:
        """Return the digest of a file, which is read only if it may have changed. ``now`` is what is known of it.

        Raises:
            OSError: it is not there, or cannot be read.
        """
        found = now or stat(f"{self._place}/{name}")
        before = self._known.get(name)
        if before and before[0] == found and name not in self._unsure and not found.is_link:
            return before[1]
        held = content_digest((self._folder / name).read_bytes())
        self._note(name, found, held)
        return held

    def write(self, name: str, data: bytes) -> bool:
        """Make a file hold ``data``; return whether it held anything else. It is not read where that is known."""
        wanted = self._expected[name] = content_digest(data)
        if self.holds(name, wanted):
            return False
        path = files.below(self._folder, name)
        is_new = files.write(path, data)
        self._note(name, stat(path), wanted)
        return is_new

    def holds(self, name: str, wanted: str) -> bool:
        """Return whether a file is there with the digest ``wanted``, and is no link. So it is to stay until the end."""
        is_held = self._has(name, wanted)
        if is_held:
            self._expected[name] = wanted
        return is_held

    def _has(self, name: str, wanted: str) -> bool:
        try:
            now = stat(f"{self._place}/{name}")
            return not now.is_link and self.digest(name, now) == wanted
        except OSError:
            return False

    def digests(self, found: Mapping[str, Stat]) -> dict[str, str]:
        """Return the digests of files that :func:`walk` has found; of what cannot be read, what it says of it."""
        return {name: self._digest_or_fault(name, now) for name, now in found.items()}

    def _digest_or_fault(self, name: str, now: Stat) -> str:
        try:
            return self.digest(name, now)
        except OSError as error:
            return f"cannot be read: {error.errno}"

    def _note(self, name: str, now: Stat, held: str) -> None:
        self._known[name] = (now, held)
        self._unsure.discard(name)
        self._is_changed = True

    def is_as_noted(self, name: str) -> bool:
        """Return whether a file holds what it held when the index was saved, as far as that had it."""
        held = self._left.get(name)
        return not held or self.holds(name, held)

    def is_noted(self, name: str) -> bool:
        """Return whether the index had a file when it was saved, and that still holds the same."""
        held = self._left.get(name)
        return bool(held) and self.holds(name, str(held))

    def may_stay(self, name: str) -> bool:
        """Return what :meth:`is_noted` does of a file that may be removed before the end."""
        held = self._left.get(name)
        return bool(held) and self._has(name, str(held))

    def is_as_written(self, there: Container[str]) -> bool:
        """Return whether all files that were written or found right are ``there``, and were so when last looked at."""
        return all(name in there and self._known[name][1] == held for name, held in self._expected.items())

    def save(self, there: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Keep what is known of the files that are ``there``; return those of which it is not certain, with digests.

        A later run reads these again.
        """
        names = {*there}
        kept = {name: noted for name, noted in self._known.items() if name in names}
        end = latest(self._root)
        unsure = {name: held for name, (one, held) in kept.items() if max(one.modified, one.changed) >= end}
        if self._is_changed or len(kept) != len(self._known):
            rows = [[name, [*one], held, name in unsure] for name, (one, held) in kept.items()]
            self._store.put(KIND, self.key, rows)
        return tuple(unsure.items())


def latest(root: Path) -> int:
    """Return the time on the disk, in ns, before which a file's times tell whether it has changed since."""
    work = root / files.WORK
    try:
        os.utime(work)
        now = work.stat().st_mtime_ns
    except OSError:
        return 0
    return now - (SLACK if now % 1_000_000_000 else COARSE_SLACK)
