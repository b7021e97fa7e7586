"""``backissue new``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from backissue import reports
from backissue.cli.command import command
from backissue.cli.printing import say
from backissue.model import UsageError


@command("new")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("more", metavar="", nargs=-1, type=click.Path(exists=True))
@click.option(
    "--from",
    "sources",
    metavar="FILE...",
    multiple=True,
    type=click.Path(exists=True),
    help="Files or folders to begin with: copied into content/sources, listed, and read in.",
)
@click.option("--weekly", is_flag=True, help="Add a workflow that brings sources with a `url` once a week.")
@click.option("--language", metavar="TAG", default="en", help="The language of the site, such as de; en if not given.")
def new_(folder: Path, *, weekly: bool, language: str, more: Sequence[str], sources: Sequence[str]) -> int:
    """Make a new archive in DIR, with all that it takes to publish it on GitHub Pages.

    DIR is a folder that is empty or not there yet, or a clone of a repository without an archive in it. Name files
    behind it to begin with them: backissue new DIR --from FILE...
    """
    from backissue.new import create

    if more and not sources:
        raise UsageError(f"{more[0]} is one folder too many: write --from before files to begin with")
    create(folder, weekly=weekly, language=language)
    code = _run(folder, "import", "--add", *sources, *more) if sources else 0
    say(reports.new_text(folder, is_empty=not sources))
    return code


def _run(root: Path, *words: str) -> int:
    """Run another command as if it had been typed, and return its exit code."""
    try:
        ctx = click.get_current_context().find_root()
        ctx.command.main(["--root", str(root), *words], standalone_mode=False)
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0
