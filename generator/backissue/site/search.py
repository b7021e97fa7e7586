"""The search index: made over the finished pages, and made again only when one of them has changed.

``site/search_index.py`` makes it, in a process of its own, which may be stopped.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

from backissue import files
from backissue.file_index import FileIndex
from backissue.model import MachineError
from backissue.site.rendering import mark_of
from backissue.site.search_index import FORM, KNOWN
from backissue.store import PLACE

FOLDER = "search-index"


class Indexing(AbstractContextManager["Indexing"]):
    """The process that makes the index of a site; it gathers what is known of the pages while others are still made.

    It may divide itself into up to ``jobs``. ``is_over`` tells whether it is to be stopped; that is asked ten times a
    second.
    """

    def __init__(self, root: Path, site_dir: Path, is_over: Callable[[], bool] | None = None, *, jobs: int = 1) -> None:
        # -P: nothing of the folder that a command is called in, which is an archive's, is taken for a module.
        command = [sys.executable, "-P", "-m", "backissue.site.search_index", str(site_dir.resolve())]
        self._command = [*command, str((root / PLACE).resolve()), str(jobs)]
        self._is_over = is_over
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(  # noqa: S603 - this program, with paths
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()

    def make(self, folder: Path) -> bool:
        """Make the index in a folder, which says what is known; return whether it was not stopped.

        Raises:
            MachineError: the index cannot be made.
        """
        assert self._process, "the process runs while this is the context"
        asked: str | None = json.dumps(str(folder.resolve())) + "\n"
        while True:
            try:
                said, _ = self._process.communicate(asked, timeout=0.1 if self._is_over else None)
            except subprocess.TimeoutExpired:
                asked = None
                if self._is_over and self._is_over():
                    return False
            else:
                break
        if self._process.returncode:
            raise MachineError(f"the search index could not be made: {said.strip()[-500:]}")
        return True


def update(
    root: Path,
    site_dir: Path,
    marks: Mapping[str, str] = MappingProxyType({}),
    *,
    indexing: Indexing | None = None,
    of_site: FileIndex | None = None,
) -> int:
    """Bring ``site_dir/search-index`` up to date with the pages; return the number of files written or removed.

    ``marks`` are the digests that pages are known to end in, and ``of_site`` what the files of the site held when they
    were left: those that still do are not written again. Nothing is written where the ``indexing`` was stopped; where
    none is given, it is begun here.

    Raises:
        MachineError: the index cannot be made.
    """
    digest = _digest(site_dir, marks)
    there = list(files.tree(site_dir / FOLDER))
    is_last = _recorded(site_dir) == [digest, _names(there)]
    if is_last and (not of_site or all(of_site.is_as_noted(f"{FOLDER}/{name}") for name in there)):
        return 0
    sound = [name for name in there if of_site and of_site.may_stay(f"{FOLDER}/{name}")]
    with files.scratch(root, "index") as folder:
        files.write(folder / KNOWN, "\n".join(sound).encode())
        with nullcontext(indexing) if indexing else Indexing(root, site_dir) as process:
            if not process.make(folder):
                return 0
        names = (folder / KNOWN).read_text("utf-8").split("\n")
        fresh = [name for name in files.tree(folder) if name != KNOWN]
        changed = sum(files.write(site_dir / FOLDER / name, (folder / name).read_bytes()) for name in fresh)
    changed += len(files.prune(site_dir / FOLDER, set(names)))
    record = json.dumps({"made by": "Backissue", "search": digest, "files": _names(names)}) + "\n"
    files.write(site_dir / files.MARKER, record.encode())
    return changed


def _digest(site_dir: Path, marks: Mapping[str, str]) -> str:
    """Return a digest of all pages of the site, by the digests that they carry or their bytes, and of the version."""
    digest = hashlib.sha256(str(FORM).encode())
    for name in files.tree(site_dir):
        if name.endswith(".html"):
            mark = (
                marks.get(name)
                or mark_of(site_dir / name)
                or hashlib.sha256((site_dir / name).read_bytes()).hexdigest()
            )
            digest.update(f"{name} {mark}\n".encode())
    return digest.hexdigest()


def _names(there: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(there)).encode()).hexdigest()[:32]


def _recorded(site_dir: Path) -> list[str]:
    """Return the digests of the pages that were indexed last, and of the names of the files that came of them."""
    try:
        known = json.loads((site_dir / files.MARKER).read_bytes())
        return [str(known.get("search", "")), str(known.get("files", ""))]
    except (OSError, ValueError, AttributeError, RecursionError):
        return []
