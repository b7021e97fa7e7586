"""Whether git has files that it must not have, by its index: what a commit brings along nobody here has derived."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from backissue.model import UsageError

_COMPRESSED = 4
"""The version of an index in which names are shortened by what they share with the one before (git's index-format)."""


def refuse_tracked(root: Path, folders: Sequence[str], allowed: Sequence[str] = ()) -> None:
    """See to it that git tracks no file in ``folders`` below ``root``, but those that are ``allowed``.

    Where there is no repository, or no git, nothing is refused.

    Raises:
        UsageError: it tracks some; what to do about it is said.
    """
    index = _index_above(root.resolve())
    if not index or not _may_have(index, folders):
        return
    import subprocess

    command = ["git", "ls-files", "-z", "--", *(f":(literal){folder}" for folder in folders)]
    try:
        found = subprocess.run(command, cwd=root, capture_output=True, check=True).stdout  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return
    named = [name for name in found.decode("utf-8", "replace").split("\0") if name and name not in allowed]
    if named:
        folder = next(folder for folder in folders if f"{named[0]}/".startswith(f"{folder}/"))
        what = f"git tracks {named[0]}, and what is in {folder}/ must have been made here"
        raise UsageError(
            f"{what}: run `git rm -r --cached --quiet {folder}`, list /{folder}/ in .gitignore, and commit"
        )


def _index_above(root: Path) -> Path | None:
    """Return the index of the repository that a folder is in, if any."""
    for folder in (root, *root.parents):
        place = folder / ".git"
        if place.is_file():  # of a second working tree, which names where its own is
            _, _, named = place.read_text("utf-8", "replace").strip().partition("gitdir: ")
            place = folder / named
        if place.is_dir():
            return place / "index" if (place / "index").is_file() else None
    return None


def _may_have(index: Path, folders: Sequence[str]) -> bool:
    """Return whether an index could name a file in one of the folders. To ask git itself takes far longer."""
    data = index.read_bytes()
    return data[4:8] == _COMPRESSED.to_bytes(4) or any(f"{folder}/".encode() in data for folder in folders)
