"""``backissue upgrade``."""

from __future__ import annotations

from pathlib import Path

import click

from backissue import files, reports
from backissue.cli.command import command
from backissue.cli.needs import need_archive
from backissue.cli.options import today_of
from backissue.cli.printing import Progress, print_problems, say, sources_read


@command("upgrade")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def upgrade_(root: Path, *, yes: bool) -> int:
    """Bring an archive that an earlier version made to the form of this one.

    Shows what would change and why, as a diff, and asks. Comments, edits and addresses stay, and nothing new is
    imported. An archive that is up to date stays as it is.
    """
    from backissue.archive.config import FORM
    from backissue.merge import apply, upgrade

    need_archive(root)
    progress = Progress()
    with files.locked(root):
        made = upgrade.plan(root, today_of(None)(), sources_read(progress, root), progress)
        progress.end()
        if made.changeset.records is None:
            click.echo("Nothing was changed, since not all of the archive can be read.")
            return print_problems(made.changeset.problems)
        if not made.lines:
            click.echo("This archive is up to date.")
            return 0
        say(reports.upgrade_text(made))
        if not yes and not click.confirm("\nChange this?", err=True):
            click.echo("Nothing was changed.")
            return 0
        saved = apply.apply_changeset(root, made.changeset)
    click.echo(f"\nUpgraded to the form {FORM}.")
    return print_problems(saved)
