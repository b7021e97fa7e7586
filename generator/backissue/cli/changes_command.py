"""``backissue changes``."""

from __future__ import annotations

from pathlib import Path

import click

from backissue import files
from backissue.cli.command import command
from backissue.cli.needs import need_settings
from backissue.cli.printing import say


@command("changes")
@click.argument("commit", default="HEAD")
@click.pass_obj
def changes_(root: Path, *, commit: str) -> int:
    """Say in Markdown which pages are added, changed, moved or removed since COMMIT, by default since the last one.

    A workflow writes it to the summary of a pull request. Files count that git tracks.
    """
    from backissue.archive.change_summary import summary
    from backissue.frontmatter import Parsed, parse
    from backissue.git_changes import FileChange, changes_since

    need_settings(root)

    def title(path: str) -> str:
        try:
            parsed = parse(files.below(root / "content", path).read_text("utf-8-sig"), path)
        except (OSError, ValueError):
            return ""
        return str(parsed.fields.get("title", "")) if isinstance(parsed, Parsed) else ""

    found = changes_since(root, commit, "content")
    say(summary((FileChange(*(path.removeprefix("content/") for path in change)) for change in found), title))
    return 0
