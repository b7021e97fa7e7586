"""The search index: Pagefind over the finished pages, made again only when a page that it holds has changed.

Pagefind lists filters and sort orders as its hash tables happen to have them; :func:`settle` gives them an order that
stays. Its files are gzipped CBOR (RFC 8949) behind the word ``pagefind_dcd``, named by a digest of what they hold. What
describes an index is an array whose fourth and fifth entries are ``[name, file]`` pairs of the filters and
``[name, pages]`` pairs of the sort orders (Pagefind 1.5).
"""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import Any

import cbor2

from backissue import files
from backissue.model import MachineError
from backissue.site.rendering import mark_of

FOLDER = "pagefind"

_MARK = b"pagefind_dcd"
_FILTERS, _SORTS = 3, 4


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
    is_kept: Callable[[str], bool] = lambda _: True,
) -> int:
    """Bring ``site_dir/pagefind`` up to date with the pages; return the number of files written or removed.

    ``marks`` are the digests that pages are known to end in, and ``is_kept`` tells of a file of the site whether it is
    as it was left. Nothing is written where ``run`` was stopped.

    Raises:
        MachineError: Pagefind cannot be run or fails.
    """
    digest = _digest(site_dir, marks)
    there = list(files.tree(site_dir / FOLDER))
    if _recorded(site_dir) == [digest, _names(there)] and all(is_kept(f"{FOLDER}/{name}") for name in there):
        return 0
    with files.scratch(root, "index") as folder:
        if not _run(site_dir, folder, run):
            return 0
        fresh = list(files.tree(folder))
        changed = sum(files.write(site_dir / FOLDER / name, (folder / name).read_bytes()) for name in fresh)
    changed += len(files.prune(site_dir / FOLDER, set(fresh)))
    record = json.dumps({"made by": "Backissue", "search": digest, "files": _names(fresh)}) + "\n"
    files.write(site_dir / files.MARKER, record.encode())
    return changed


def _digest(site_dir: Path, marks: Mapping[str, str]) -> str:
    """Return a digest of all pages of the site, by the digests that they carry or their bytes, and of the version."""
    digest = hashlib.sha256(version("pagefind").encode())
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


def _run(pages: Path, output: Path, run: Run) -> bool:
    """Make an index of the pages in a folder in another one; return whether it was not stopped.

    Pagefind runs in an empty folder: it takes settings from a ``pagefind.yml`` where it is started.

    Raises:
        MachineError: Pagefind cannot be run or fails.
    """
    options = ["--site", str(pages.resolve()), "--output-path", str(output.resolve())]
    done = run([str(_executable()), *options], output)
    if done and done.returncode:
        raise MachineError(f"the search index could not be made: {(done.stderr or done.stdout).strip()[-500:]}")
    if done:
        settle(output)
    return bool(done)


def _executable() -> Path:
    """Return Pagefind itself, which starts sooner than the module of Python that starts it.

    Raises:
        MachineError: there is none.
    """
    from pagefind.service import get_executable

    found = get_executable()
    if not found or not found.is_file():
        raise MachineError("the search index could not be made: Pagefind is not installed: install pagefind[bin]")
    return found.resolve()


def settle(folder: Path) -> None:
    """Put the index in ``folder`` in order. One of an unknown form stays as it is, and works just as well."""
    file = folder / "pagefind-entry.json"
    entry = json.loads(file.read_bytes())
    for language, known in entry["languages"].items():
        try:
            known["hash"] = _settle_language(folder, language, known["hash"])
        except (cbor2.CBORDecodeError, ValueError, LookupError, TypeError, OSError):
            continue
    file.write_bytes(json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode())


def _settle_language(folder: Path, language: str, name: str) -> str:
    """Settle one language's index: write its description and its filters anew, and return the new name of it."""
    description = folder / f"pagefind.{name}.pf_meta"
    index = _load(description)
    old = [folder / "filter" / f"{file}.pf_filter" for _, file in index[_FILTERS]]
    contents = sorted([label, sorted(values)] for label, values in map(_load, old))
    fresh = [(label, f"{language}_{_short_digest(content)}", content) for content in contents for label in content[:1]]
    index[_FILTERS] = [[label, file] for label, file, _ in fresh]
    index[_SORTS] = sorted(index[_SORTS])
    renamed = f"{language}_{_short_digest(index)}"
    written = {folder / "filter" / f"{file}.pf_filter": _pack(content) for _, file, content in fresh}
    written[folder / f"pagefind.{renamed}.pf_meta"] = _pack(index)
    for path, data in written.items():
        path.write_bytes(data)
    for path in {description, *old} - written.keys():
        path.unlink()
    return renamed


def _load(path: Path) -> Any:  # noqa: ANN401 - Pagefind decides
    return cbor2.loads(gzip.decompress(path.read_bytes()).removeprefix(_MARK))


def _pack(value: object) -> bytes:
    return gzip.compress(_MARK + cbor2.dumps(value), mtime=0)


def _short_digest(value: object) -> str:
    return hashlib.sha256(cbor2.dumps(value)).hexdigest()[:10]
