"""The search index: Pagefind over the finished pages, made again only when a page that it holds has changed."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from backissue import files
from backissue.model import MachineError
from backissue.site import indexorder
from backissue.site.engine import mark_of

FOLDER = "pagefind"


def update(root: Path, site_dir: Path) -> int:
    """Bring ``site_dir/pagefind`` up to date with the pages of the site.

    Returns:
        The number of files written or removed; 0 where no page has changed.

    Raises:
        MachineError: Pagefind cannot be run or fails.
    """
    digest = _digest(site_dir)
    if _recorded(site_dir) == digest and (site_dir / FOLDER / "pagefind.js").is_file():
        return 0
    with files.scratch(root, "index") as folder:
        _run(site_dir, folder)
        indexorder.settle(folder)
        fresh = list(files.tree(folder))
        changed = sum(files.write(site_dir / FOLDER / name, (folder / name).read_bytes()) for name in fresh)
    changed += len(files.prune(site_dir / FOLDER, set(fresh)))
    record = json.dumps({"made by": "Backissue", "search": digest}) + "\n"
    files.write(site_dir / files.MARKER, record.encode())
    return changed


def _digest(site_dir: Path) -> str:
    """A digest of all pages of the site, by the digests that they carry or their bytes, and of Pagefind's version."""
    digest = hashlib.sha256(version("pagefind").encode())
    for name in files.tree(site_dir):
        if name.endswith(".html"):
            mark = mark_of(site_dir / name) or hashlib.sha256((site_dir / name).read_bytes()).hexdigest()
            digest.update(f"{name} {mark}\n".encode())
    return digest.hexdigest()


def _recorded(site_dir: Path) -> str:
    try:
        return str(json.loads((site_dir / files.MARKER).read_bytes()).get("search", ""))
    except (OSError, ValueError, AttributeError):
        return ""


def _run(site_dir: Path, output: Path) -> None:
    """Run Pagefind from an empty folder: it takes settings from a ``pagefind.yml`` where it is started."""
    command = [
        sys.executable,
        "-m",
        "pagefind",
        "--site",
        str(site_dir.resolve()),
        "--output-path",
        str(output.resolve()),
    ]
    done = subprocess.run(command, cwd=output, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise MachineError(f"the search index could not be made: {(done.stderr or done.stdout).strip()[-500:]}")
