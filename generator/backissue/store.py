"""What was derived once, kept in ``.backissue/store.sqlite`` under a digest of all that it was derived from.

A value is a fact about its key: "these bytes, by this code, give that". So it stays true whenever and by whichever
process it was written, two commands may write at once, and nothing is lost with the file: it is made again. Values are
JSON, never code, and each stands beside a checksum, so that a damaged one is no value. Where the file cannot be read or
written, or is broken, everything is derived as if there were none.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from backissue import __version__
from backissue.files import WORK, tree
from backissue.progress import Steps, silent

T = TypeVar("T")

PLACE = f"{WORK}/store.sqlite"
"""The file, below the folder of an archive."""
FORM = 1
"""The form of the file. One of another form is made anew."""
KEPT = 256
"""Runs that added to a kind, after which what none of them asked for is forgotten."""
ROOM = 500_000_000
"""Bytes of the file, above which all is forgotten that the latest runs have not asked for."""
TOUCHED = 8
"""Of these, so many may pass before it is noted again that a value is in use."""
LARGEST = 8_000_000_000
"""Bytes of the file, above which it is made anew."""
BATCH = 8_000_000
"""Bytes of new values that wait in memory for one transaction."""
PATIENCE = 10.0
"""Seconds to wait for another command that is writing."""

_SUM = 8
_BROKEN = frozenset({sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT})
_TABLES = """
CREATE TABLE IF NOT EXISTS kinds (kind TEXT PRIMARY KEY, run INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS entries (
  kind TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, used INTEGER NOT NULL, UNIQUE (kind, key));
CREATE INDEX IF NOT EXISTS by_use ON entries (kind, used);
"""


def digest(*parts: str | bytes) -> str:
    """Return a digest of parts, each with its length, so that no other parts have it.

    >>> digest("ab", "c") != digest("a", "bc")
    True
    """
    found = blake2b(digest_size=20)
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        found.update(b"%d:" % len(data))
        found.update(data)
    return found.hexdigest()


@lru_cache(maxsize=1)
def code_digest() -> str:
    """Return a digest of all code that values are derived with: this package's, its data, Python's and libraries'."""
    package = Path(__file__).resolve().parent
    names, code = list[str](), list[bytes]()
    for name in tree(package):
        if name.endswith((".py", ".toml")):
            with open(f"{package}/{name}", "rb") as file:  # noqa: PTH123 - a Path for each takes ten times as long
                names.append(name)
                code.append(file.read())
    sizes = repr([*zip(names, map(len, code), strict=True)])
    return digest(__version__, sys.version, *_installed(), sizes, b"".join(code))


def _installed() -> list[str]:
    """Return the names of installed distributions, which end in their versions, without opening a file."""
    found = set[str]()
    for folder in map(Path, sys.path):
        with contextlib.suppress(OSError):
            found |= {path.name for path in folder.glob("*.dist-info")}
    return sorted(found)


class Store:
    """Values by kind and key. One that has no ``file`` keeps nothing. ``jobs`` processes may derive them.

    ``tick`` is told, where many are derived, what that is for, how far it is and how far it goes.

    Used as a context manager, or with :meth:`save` at the end; what was put is there for others only then.
    """

    def __init__(self, file: Path | None = None) -> None:
        self.jobs = 1
        self.tick: Steps = silent
        self._file = file
        self._connection: sqlite3.Connection | None = None
        self._fresh: dict[tuple[str, str], bytes] = {}
        self._inherited: Mapping[tuple[str, str], bytes] | None = None
        self._left: sqlite3.Connection | None = None
        self._size = 0
        self._runs: dict[str, int] = {}
        self._added = set[str]()
        self._touched = set[tuple[str, str]]()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def __reduce__(self) -> tuple[type[Store], tuple[()]]:
        """Go to another process as one that keeps nothing: a connection cannot go there."""
        return Store, ()

    @property
    def is_kept(self) -> bool:
        """Whether what is put may be there for a later run."""
        return self._file is not None

    def counted(self, step: str, things: Sequence[T]) -> Iterator[T]:
        """Yield things, and tell ``tick`` of each of them that is done."""
        for done, thing in enumerate(things):
            self.tick(step, done, len(things))
            yield thing

    def get(self, kind: str, key: str) -> Any:  # noqa: ANN401 - whatever JSON holds
        """Return the value that was put for a key of a kind; ``None`` where there is none."""
        inherited = self._inherited.get((kind, key)) if self._inherited else None
        data = self._fresh.get((kind, key)) or inherited or self._read(kind, key)
        return None if data is None else json.loads(data.decode("utf-8", "surrogatepass"))

    def put(self, kind: str, key: str, value: object) -> None:
        """Keep a value that JSON can hold, and that follows from its key alone. A former one is replaced."""
        if not self._file:
            return
        data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        self._fresh[kind, key] = data
        self._size += len(data)
        if self._size > BATCH:
            self.save()

    def remember(self, kind: str, key: str, make: Callable[[], T]) -> T:
        """Return the value of a key; where there is none, the one that ``make`` gives, which is kept.

        What JSON cannot tell apart comes back as JSON has it: a tuple as a list.
        """
        found = self.get(kind, key)
        if found is None:
            found = make()
            self.put(kind, key, found)
        result: T = found
        return result

    def save(self) -> None:
        """Write what was put in one transaction, and forget what has not been asked for in a long time."""
        if self._inherited is not None or (not self._fresh and not self._touched):
            return
        with self._guarded():
            if connection := self._open():
                self._write(connection)
                connection.execute("PRAGMA incremental_vacuum")
        self._fresh.clear()
        self._touched.clear()
        self._size = 0

    def leave(self) -> None:
        """Become the store of a copy of a process, which reads the file by itself and never writes to it."""
        self._inherited, self._fresh = self._fresh, {}
        self._left, self._connection = self._connection, None  # which is the other's, and is not to be closed here

    def give(self) -> Mapping[tuple[str, str], bytes]:
        """Return what was put since it was asked last, in the store of a copy of a process."""
        given, self._fresh, self._size = self._fresh, {}, 0
        return given

    def take(self, given: Mapping[tuple[str, str], bytes]) -> None:
        """Put what another process gave."""
        if self._file:
            self._fresh.update(given)
            self._size += sum(map(len, given.values()))
            if self._size > BATCH:
                self.save()

    def close(self) -> None:
        """Save, and let go of the file."""
        self.save()
        self._disconnect()

    def _read(self, kind: str, key: str) -> bytes | None:
        with self._guarded():
            if connection := self._open():
                query = "SELECT value, used FROM entries WHERE kind = ? AND key = ?"
                for data, used in connection.execute(query, (kind, key)):
                    if not isinstance(data, bytes) or data[:_SUM] != _checksum(kind, key, data[_SUM:]):
                        return None
                    if self._run(kind) - used >= TOUCHED:
                        self._touched.add((kind, key))
                    return data[_SUM:]
        return None

    def _write(self, connection: sqlite3.Connection) -> None:
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            kept = TOUCHED if _size(connection) > ROOM else KEPT
            for kind in {kind for kind, _ in self._fresh} - self._added:
                self._added.add(kind)
                self._runs[kind] = self._run(kind) + 1
                connection.execute("INSERT OR REPLACE INTO kinds VALUES (?, ?)", (kind, self._runs[kind]))
                connection.execute("DELETE FROM entries WHERE kind = ? AND used < ?", (kind, self._runs[kind] - kept))
            connection.executemany(
                "INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)",
                (
                    (kind, key, _checksum(kind, key, data) + data, self._run(kind))
                    for (kind, key), data in self._fresh.items()
                ),
            )
            connection.executemany(
                "UPDATE entries SET used = ? WHERE kind = ? AND key = ?",
                ((self._run(kind), kind, key) for kind, key in self._touched),
            )

    def _run(self, kind: str) -> int:
        """Return the number of the latest run that added to a kind."""
        if kind not in self._runs and self._connection:
            found = self._connection.execute("SELECT run FROM kinds WHERE kind = ?", (kind,)).fetchone()
            self._runs[kind] = found[0] if found else 0
        return self._runs.get(kind, 0)

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[None]:
        """Where the file is refused, keep nothing from then on; one that is broken is removed."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            self._disconnect()
            if _is_broken(error) and self._file:
                _remove(self._file)
            self._file = None

    def _disconnect(self) -> None:
        if self._connection:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None

    def _open(self) -> sqlite3.Connection | None:
        if not self._file or self._connection:
            return self._connection
        with contextlib.suppress(OSError):
            if self._file.stat().st_size > LARGEST:
                _remove(self._file)
        try:
            self._connection = connect(self._file)
        except sqlite3.Error as error:
            if not _is_broken(error):
                raise
            _remove(self._file)
            self._connection = connect(self._file)
        return self._connection


def store_of(root: Path) -> Store:
    """Return the store of the archive at ``root``, which is opened when it is first asked."""
    return Store(root / PLACE)


def connect(file: Path) -> sqlite3.Connection:
    """Open a store, and make it where there is none. One that may not be written is read.

    Raises:
        sqlite3.Error: it is broken or of another form, or cannot be opened.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(file, timeout=PATIENCE, isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous = OFF")  # what a power cut damages is found by its checksum
        (form,) = connection.execute("PRAGMA user_version").fetchone()
        if form == 0:
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
            connection.executescript(f"BEGIN IMMEDIATE;{_TABLES}PRAGMA user_version = {FORM};COMMIT;")
        elif form != FORM:
            raise sqlite3.DatabaseError("of another form")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _size(connection: sqlite3.Connection) -> int:
    """Return the bytes of a store that hold something."""
    pages, free, size = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * size)


def _is_broken(error: Exception) -> bool:
    """Return whether an error says that a file is no store, rather than that it cannot be had now."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_NOTADB) & 0xFF  # the low byte: which kind of error
    return isinstance(error, sqlite3.Error) and code in _BROKEN


def _remove(file: Path) -> None:
    """Remove a store with what SQLite keeps beside it."""
    for end in ("", "-journal", "-wal", "-shm"):
        with contextlib.suppress(OSError):
            file.with_name(f"{file.name}{end}").unlink()


def _checksum(kind: str, key: str, data: bytes) -> bytes:
    found = blake2b(f"{kind} {key}\n".encode(), digest_size=_SUM)
    found.update(data)
    return found.digest()
