"""The pictures and PDF files beside the pages, which go on the site as they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from backissue import files
from backissue.model import Problem

ATTACHMENTS = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".pdf"})
"""What may stand beside pages. Not SVG, which can hold script."""

RECORDS = frozenset({"archive.yml", "imports.jsonl", "addresses.jsonl"})
"""What stands in ``content/`` for the program and not for readers."""


def attachments(content: Path, problems: list[Problem]) -> Iterator[str]:
    """The files beside the pages that go on the site as they are."""
    for name in files.tree(content):
        if name.startswith("sources/") or name.endswith(".md") or name in RECORDS:
            continue
        defect = _unfit(content, name)
        if defect:
            problems.append(Problem(f"content/{name}", 0, *defect))
        else:
            yield name


def _unfit(content: Path, name: str) -> tuple[str, str] | None:
    """Why a file cannot go on the site, and what to do about it."""
    if Path(name).suffix.lower() in {".md", ".markdown"}:
        return "a page whose name does not end in .md", "rename it, so that it is read as a page"
    if Path(name).suffix.lower() not in ATTACHMENTS:
        remedy = f"move it to content/sources, or save it as one of {' '.join(sorted(ATTACHMENTS))}"
        return "no page and no picture", remedy
    try:
        files.below(content, name)
    except ValueError as error:
        return str(error), "put the file itself there"
    return None
