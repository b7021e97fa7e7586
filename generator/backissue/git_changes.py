"""Which files differ from what git has of them at another commit."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from backissue.model import UsageError


class FileChange(NamedTuple):
    """A file before and after, as paths below the folder that was asked about; empty where there is none."""

    before: str
    after: str


def changes_since(root: Path, commit: str, folder: str) -> list[FileChange]:
    """Return how files that git tracks in a ``folder`` below ``root`` differ from those of a ``commit``.

    One that was renamed, and is at least half the same, is one change.

    Raises:
        UsageError: there is no git, no repository, or no such commit.
    """
    name = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}^{{commit}}").strip()
    options = ("--no-ext-diff", "--no-textconv", "--relative", "--name-status", "--find-renames", "-z")
    told = _git(root, "diff", *options, name, "--", folder)
    return sorted(_read(iter(told.split("\0"))))


def files_at(root: Path, commit: str, *places: str) -> dict[str, bytes]:
    """Return the files that git has at a ``commit`` at or below ``places`` in ``root``, by their paths.

    Raises:
        UsageError: there is no git, no repository, or no such commit.
    """
    listed = _git(root, "ls-tree", "-r", "-z", "--name-only", commit, "--", *places)
    return {name: _git(root, "show", f"{commit}:./{name}").encode() for name in listed.split("\0") if name}


def _read(words: Iterator[str]) -> Iterator[FileChange]:
    """Yield the changes of which ``git diff -z --name-status`` tells: a letter, and one path or two."""
    for kind in words:
        if kind[:1] in {"R", "C"}:
            before, after = next(words), next(words)
            yield FileChange(before if kind[0] == "R" else "", after)
        elif kind:
            path = next(words)
            yield FileChange("" if kind == "A" else path, "" if kind == "D" else path)


def _git(root: Path, *words: str) -> str:
    try:
        done = subprocess.run(["git", *words], cwd=root, capture_output=True, check=False)  # noqa: S603, S607
    except OSError:
        raise UsageError("git is not installed, which knows what was before: install it") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise UsageError(f"git knows no such commit here{f' ({said})' if said else ''}: name one, such as HEAD^1")
    return done.stdout.decode("utf-8", "replace")
