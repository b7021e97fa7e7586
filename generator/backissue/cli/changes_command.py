"""``backissue changes``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from backissue import files
from backissue.cli.command import command
from backissue.cli.needs import need_settings
from backissue.cli.printing import say

if TYPE_CHECKING:
    from backissue.git_changes import FileChange


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

    told = changes_since(root, commit, "content")
    found = [FileChange(*(path.removeprefix("content/") for path in change)) for change in told]
    say(summary(found, title, _led_on(root, commit, found)))
    return 0


def _led_on(root: Path, commit: str, found: list[FileChange]) -> dict[str, str]:
    """Return the addresses that have come to lead elsewhere, such as that of a topic which was renamed."""
    from backissue.archive.addresses import KIND, read_addresses
    from backissue.archive.permalinks import led_on
    from backissue.archive.segments import read_segments, segments_of
    from backissue.git_changes import files_at

    records = (f"{KIND.folder}/", KIND.former)
    if not any(path.startswith(records) for change in found for path in change):
        return {}
    was = files_at(root, commit, *(f"content/{name}" for name in records))
    before = read_addresses(segments_of(KIND, {path.removeprefix("content/"): data for path, data in was.items()}))
    return led_on(before, read_addresses(read_segments(root, KIND)))
