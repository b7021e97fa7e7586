"""What has to be so before a command begins."""

from __future__ import annotations

from pathlib import Path

from backissue import __version__, files
from backissue.cli.printing import say
from backissue.model import UsageError


def need_settings(root: Path) -> None:
    """See to it that ``root`` holds an archive.

    Raises:
        UsageError: there is no ``mkdocs.yml``.
    """
    if not (root / "mkdocs.yml").is_file():
        what = f"{root.resolve()} has no mkdocs.yml"
        raise UsageError(f"{what}: run this in an archive's folder, or name one with --root")


def refuse_tracked_results(root: Path, site_dir: Path | None = None, *, builds: bool = False) -> None:
    """See to it that nothing of what a command reads as made here came with git.

    Raises:
        UsageError: some of it did.
    """
    from backissue.git_index import refuse_tracked

    folders = [files.WORK]
    if builds:
        top, place = root.resolve(), (site_dir or root / "site").resolve()
        holds_own = any((top / own).is_relative_to(place) for own in ("content", "docs", "site_templates"))
        is_here = place.is_relative_to(top) and not holds_own  # else a build refuses it, and git is right to track it
        folders += ["docs", *([place.relative_to(top).as_posix()] if is_here else [])]
    refuse_tracked(root, folders, allowed=["docs/README.md"])


def need_archive(root: Path) -> None:
    """See to it that ``root`` is an archive of a form that this version knows.

    Raises:
        UsageError: it is not; what to do about it is said.
    """
    need_settings(root)
    from backissue.archive.config import FORM, read_config

    form = read_config(root)[0].form
    if form > FORM:
        what = f"this archive is of the form {form}, and backissue {__version__} knows those up to {FORM}"
        raise UsageError(f"{what}: install a newer version of backissue")


def need_current_archive(root: Path) -> bool:
    """See to it that ``root`` is an archive of the form of today, as far as commands need that.

    Where it is older than that, warn, and return false.

    Raises:
        UsageError: it is not; what to do about it is said.
    """
    from backissue.merge import upgrade

    need_archive(root)
    if not upgrade.is_due(root):
        return True
    what = "an earlier version made this archive: run `backissue upgrade`, which shows what it would change"
    if upgrade.FORMER_MATHEMATICS in (root / "mkdocs.yml").read_text("utf-8", errors="replace"):
        raise UsageError(what)
    say(f"backissue: {what}", err=True)
    return False
