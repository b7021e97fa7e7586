"""``backissue remove``."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from backissue import files
from backissue.cli.command import command
from backissue.cli.needs import need_current_archive
from backissue.cli.options import today_of, today_option
from backissue.cli.printing import print_problems, say, shown_work
from backissue.model import UsageError

if TYPE_CHECKING:
    from backissue.merge.changeset import Changeset, Edit

HISTORY = """\
Git still has it in earlier commits. Where it must go from there too, commit this, and then, in a fresh clone:

  git filter-repo --invert-paths{paths}

(https://github.com/newren/git-filter-repo), push with --force, have everyone who works with it clone again, and ask the
host to remove what it keeps of the old commits and of forks.{sources}
What was built and published before goes with the next build and deployment; .backissue/ has parts of it until you
delete that folder."""
SOURCES = """
Of a source that stays, earlier versions have the text: `git filter-repo --replace-text` takes it out of them."""


@command("remove")
@click.argument("name", metavar="ID|PATH")
@click.option("--redact", is_flag=True, help="Take its text out of the sources too.")
@click.option("--reason", default="", metavar="TEXT", help="What the page at its address says besides that it is gone.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@today_option
@click.pass_obj
def remove_(  # noqa: PLR0913 - an argument an option
    root: Path, *, name: str, redact: bool, reason: str, dry_run: bool, yes: bool, today: str | None
) -> int:
    """Take an item out of the archive for good, as somebody who is in it may ask.

    It goes out of pages, records and all that is built. A page at its address says that it was removed. No import
    brings it back, though a source lists it still, and no merge in git. With --redact, its lines go out of the sources
    too, or the file that holds nothing else.
    """
    from backissue.merge import apply
    from backissue.merge.removing import Request, plan_removal

    if not need_current_archive(root):
        raise UsageError("items are removed from an archive that is up to date")
    with files.locked(root):
        with shown_work(root) as store:
            made = plan_removal(root, Request(name, reason, redact), today_of(today)(), store)
        if made.records is None:
            click.echo("Nothing was changed, since not all of the archive can be read.")
            return print_problems(made.problems)
        say("".join(f"{line}\n" for line in _lines(made)), nl=False)
        if dry_run or not (yes or click.confirm("Remove this?", err=True)):
            click.echo("Nothing was changed.")
            return 0
        saved = apply.apply_changeset(root, made)
    say(f"\nRemoved.\n\n{_history(made)}")
    return print_problems([*made.problems, *saved])


def _lines(made: Changeset) -> list[str]:
    """Return a line for each file that goes or changes. What is to be forgotten is not printed: logs are kept."""
    return [
        f"  removed: content/{path}" if edit.after is None else f"  changed: content/{path}{_fewer(edit)}"
        for path, edit in made.edits.items()
    ]


def _fewer(edit: Edit) -> str:
    count = (edit.before or b"").count(b"\n") - (edit.after or b"").count(b"\n")
    return f" ({count} {'line' if count == 1 else 'lines'} fewer)" if count > 0 else ""


def _history(made: Changeset) -> str:
    from backissue.merge.removing import emptied_records

    gone = [path for path, edit in made.edits.items() if edit.after is None]
    gone += emptied_records(made.records) if made.records else []
    paths = "".join(f" --path {shlex.quote(f'content/{path}')}" for path in gone)
    has_more = any(problem.file.startswith("content/sources/") for problem in made.problems) or any(
        path.startswith("sources/") and edit.after is not None for path, edit in made.edits.items()
    )
    return HISTORY.format(paths=paths, sources=SOURCES if has_more else "")
