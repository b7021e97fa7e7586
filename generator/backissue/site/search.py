"""The search index: made over the finished pages, and made again only when one of them has changed.

``site/search_index.py`` makes it, in a process of its own, which may be stopped.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from backissue import files
from backissue.file_index import FileIndex
from backissue.model import MachineError
from backissue.site.rendering import mark_of
from backissue.site.search_index import FORM, KNOWN
from backissue.store import PLACE

FOLDER = "search-index"

Run = Callable[[Sequence[str], Path], "subprocess.CompletedProcess[str] | None"]
"""Runs a command in a folder until it ends; ``None`` where it was stopped before."""


def run(command: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, and keep what it says."""
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603


def update(
    root: Path,
    site_dir: Path,
    marks: Mapping[str, str] = MappingProxyType({}),
    run: Run = run,
    of_site: FileIndex | None = None,
) -> int:
    """Bring ``site_dir/search-index`` up to date with the pages; return the number of files written or removed.

    ``marks`` are the digests that pages are known to end in, and ``of_site`` what the files of the site held when they
    were left: those that still do are not written again. Nothing is written where ``run`` was stopped.

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
        if not _run(site_dir, folder, root / PLACE, run):
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


def _run(pages: Path, output: Path, store: Path, run: Run) -> bool:
    """Make an index of the pages in a folder in another one, which says what is known; return if it was not stopped.

    Raises:
        MachineError: the index cannot be made.
    """
    command = [sys.executable, "-m", "backissue.site.search_index", str(pages.resolve()), str(output.resolve())]
    command += [str(store.resolve())]
    done = run(command, output)
    if done and done.returncode:
        raise MachineError(f"the search index could not be made: {(done.stderr or done.stdout).strip()[-500:]}")
    return bool(done)
