"""How large a site is, and whether there is room for it where it is published."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from backissue.file_index import walk
from backissue.model import Problem

LIMIT = 1_000_000_000
"""Bytes of a site that GitHub Pages publishes ("GitHub Pages limits")."""

NEAR = LIMIT * 8 // 10
"""Bytes from which an archive's editors should know of the limit."""


def find_excess(site_dir: Path) -> Iterator[Problem]:
    """Yield a hint where the files in ``site_dir`` come near to what GitHub Pages publishes, or are more."""
    total = sum(one.size for one in walk(site_dir).values())
    if total >= NEAR:
        what = f"the site has {total // 1_000_000:,} MB, and GitHub Pages publishes at most {LIMIT // 1_000_000:,}"
        remedy = "publish it elsewhere, or move early years to an archive of their own, before it is refused"
        yield Problem(site_dir.name, 0, what, remedy, is_hint=True)
