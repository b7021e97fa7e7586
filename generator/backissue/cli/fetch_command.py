"""``backissue fetch``."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

import click

from backissue import files
from backissue.cli.command import command
from backissue.cli.needs import need_current_archive
from backissue.cli.printing import Progress, print_problems, say, shown_work
from backissue.model import UsageError

OPEN = "Let it ask private addresses too, and by http: for tests on one's own machine."


@command("fetch")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option(
    "--overwrite", is_flag=True, help="Replace sources that were edited since they came, or put here by hand."
)
@click.option("--dry-run", is_flag=True, help="Show what came of it, and write nothing.")
@click.option("--size", default=20, type=click.IntRange(1), help="Megabytes that a source may have.  [default: 20]")
@click.option("--seconds", default=60, type=click.IntRange(1), help="Seconds that a source may take.  [default: 60]")
@click.option("--allow-private", is_flag=True, help=OPEN)
@click.pass_obj
def fetch_(  # noqa: PLR0913 - an argument an option
    root: Path, sources: Sequence[str], *, overwrite: bool, dry_run: bool, size: int, seconds: int, allow_private: bool
) -> int:
    """Bring the sources that have a `url` in content/archive.yml up to date; `backissue import` then reads them.

    SOURCE is a file below content/sources; without any, all of them. A source that did not change is not sent again.
    Only public addresses are asked, and only by https, also where one leads on to another. What cannot be fetched stays
    as it was, and the exit code is 1.
    """
    from backissue.merge import apply, fetching
    from backissue.web.client import Client, Limits

    if not need_current_archive(root):
        raise UsageError("sources are fetched into an archive that is up to date")
    client = Client(Limits(size * 1_000_000, float(seconds)), is_open=allow_private)
    progress = Progress()
    results = fetching.fetch(root, client, sources, overwrite=overwrite, tick=progress)
    progress.end()
    with nullcontext() if dry_run else files.locked(root):
        with shown_work(root) as store:
            made = fetching.plan_fetched(root, results, store)
        saved = () if dry_run else apply.apply_changeset(root, made)
    for one in results:
        say(f"  {one.fate}: content/sources/{one.file}")
    if not results and not made.problems:
        click.echo("No source has a `url` in content/archive.yml.")
    return print_problems([*made.problems, *saved])
