"""``backissue topics``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from backissue import files, reports
from backissue.cli.command import EPILOG, command, ended
from backissue.cli.needs import need_current_archive
from backissue.cli.options import today_of
from backissue.cli.printing import print_problems, say, shown_work
from backissue.model import UsageError

if TYPE_CHECKING:
    from backissue.archive.near_topics import Near
    from backissue.merge.changeset import Changeset
    from backissue.model import Topic


@click.group("topics", invoke_without_command=True, epilog=EPILOG)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Form of the list.")
@click.pass_context
def topics_(ctx: click.Context, *, form: str) -> None:
    """List all topics with the number of their items, and those that may be meant as one.

    Of each, the items of the topics below it count too.
    """
    if ctx.invoked_subcommand is None:
        ended(lambda: _list(ctx.obj, form))


def _list(root: Path, form: str) -> int:
    from backissue.archive.load import load
    from backissue.archive.near_topics import near_topics
    from backissue.archive.taxonomies import topics
    from backissue.archive.topic_names import written_path

    need_current_archive(root)
    with shown_work(root) as store:
        found = list(topics(load(root, store)).values())
    near = near_topics({written_path(topic.path): topic.total for topic in found})
    say(_json(found, near) if form == "json" else _text(found, near))
    return 0


def _json(found: list[Topic], near: list[Near]) -> str:
    from backissue.archive.topic_names import written_path

    listed = [{"topic": written_path(one.path), "slug": one.slug, "items": one.total} for one in found]
    return json.dumps({"topics": listed, "near": [one._asdict() for one in near]}, indent=2, ensure_ascii=False)


def _text(found: list[Topic], near: list[Near]) -> str:
    from backissue.archive.topic_names import written_path

    if not found:
        return "No item has a topic."
    width = len(str(max(topic.total for topic in found)))
    lines = [f"{topic.total:>{width}}  {written_path(topic.path)}" for topic in found]
    if near:
        lines += ["", "These may be meant as one; `backissue topics rename OTHER KEPT` joins them:"]
        lines += [f"  {one.other} → {one.kept} ({one.why})" for one in near]
    return "\n".join(lines)


@command("rename")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--dry-run", is_flag=True, help="Show what would change, as a diff, and write nothing.")
@click.pass_obj
def rename_(root: Path, *, old: str, new: str, dry_run: bool) -> int:
    """Rename the topic OLD to NEW in all pages, or join it with NEW where that is a topic.

    Write a topic that is part of another as "Economics > Trade". The old address leads to the new one, and what
    comes in under the old name later gets the new one: content/topics has the old as an alias.
    """
    from backissue.merge import apply
    from backissue.merge.renaming import plan_renaming

    if not need_current_archive(root):
        raise UsageError("topics are renamed in an archive that is up to date")
    with files.locked(root), shown_work(root) as store:
        renaming, made = plan_renaming(root, old, new, today_of(None)(), store)
        saved = () if dry_run else apply.apply_changeset(root, made, store.tick)
    if made.records is None:
        click.echo("Nothing was changed, since not all of the archive can be read.")
    else:
        say(_renamed_text(made, joins=renaming.joins, is_shown=dry_run))
    return print_problems([*made.problems, *saved])


def _renamed_text(made: Changeset, *, joins: bool, is_shown: bool) -> str:
    """Return what a renaming has changed, or would change, the first pages as a diff."""
    from backissue.merge.renaming import SETTINGS

    notes = [path for path in made.edits if path == SETTINGS or path.startswith("topics/")]
    pages = [path for path in made.edits if path not in notes]
    count = f"{len(pages)} page{'' if len(pages) == 1 else 's'}"
    what = "joined" if joins else "renamed"
    lines = [f"Would be {what} in {count}." if is_shown else f"{what.capitalize()} in {count}."]
    lines += ["  renamed in content/archive.yml too"] if SETTINGS in notes else []
    lines += reports.redirect_lines(made)
    if is_shown:
        lines += ["", *(reports.diff(path, made.edits[path]) for path in [*notes, *pages[: reports.SHOWN]])]
        lines += [f"… and {len(pages) - reports.SHOWN} more pages in the same way"] * (len(pages) > reports.SHOWN)
    return "\n".join(lines)


topics_.add_command(rename_)
