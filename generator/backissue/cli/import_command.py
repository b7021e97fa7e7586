"""``backissue import``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from backissue import files, reports
from backissue.cli.command import command
from backissue.cli.needs import need_current_archive, need_settings, refuse_tracked_results
from backissue.cli.options import quiet_option, today_of, today_option, verbose_option
from backissue.cli.printing import Progress, print_problems, say, sort_out_known, sources_read, summarise
from backissue.model import Problem, UsageError

if TYPE_CHECKING:
    from backissue.merge.additions import Additions
    from backissue.merge.changeset import Changeset
    from backissue.merge.threeway import Side


@dataclass(frozen=True, slots=True)
class Asked:
    """What of an import is asked for besides reading what is listed; see the options of the command."""

    sources: Sequence[str] = ()
    mine: Sequence[str] = ()
    theirs: Sequence[str] = ()
    same: Sequence[str] = ()
    different: Sequence[str] = ()
    prune: bool = False
    yes: bool = False
    add: bool = False


PLAIN = Asked()


@dataclass(frozen=True, slots=True)
class Look:
    """How the report looks."""

    verbose: bool
    explain: bool
    report: str


@dataclass(frozen=True, slots=True)
class Done:
    """What an import has done, or would do where it is only ``is_shown``.

    ``refused`` are the problems of files that are not listed, ``saved`` those of pages that somebody saved meanwhile.
    """

    made: Changeset
    added: Additions
    refused: Sequence[Problem]
    saved: Sequence[Problem]
    is_shown: bool


@command("import")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--add", is_flag=True, help="Copy files that are not listed into content/sources, and list them.")
@click.option("--dry-run", is_flag=True, help="Show what would happen, as a diff, and write nothing.")
@click.option("--mine", multiple=True, metavar="PATH|ID", help="Resolve a conflict: keep the page's version.")
@click.option("--theirs", multiple=True, metavar="PATH|ID", help="Resolve a conflict: take the source's version.")
@click.option("--same", multiple=True, metavar="NEW=OLD", help="Settle an unclear row: it is that item, by id or page.")
@click.option("--different", multiple=True, metavar="NEW", help="Settle an unclear row, by its id: it is a new item.")
@click.option("--prune", is_flag=True, help="Remove unedited pages of items that are gone from their source.")
@click.option("--yes", is_flag=True, help="With --prune: do not ask.")
@verbose_option
@quiet_option
@click.option("--explain", is_flag=True, help="Show which format each source was recognised as, and why.")
@today_option
@click.option(
    "--report", type=click.Choice(["text", "json"]), default="text", help="Format of the report.  [default: text]"
)
@click.pass_obj
def import_(  # noqa: PLR0913 - an argument an option
    root: Path,
    sources: Sequence[str],
    *,
    add: bool,
    dry_run: bool,
    mine: Sequence[str],
    theirs: Sequence[str],
    same: Sequence[str],
    different: Sequence[str],
    prune: bool,
    yes: bool,
    verbose: bool,
    explain: bool,
    today: str | None,
    report: str,
) -> int:
    """Read sources into content/ and keep what people edited.

    SOURCE is a file below content/sources; without any, all that content/archive.yml lists are read. Of any other file
    or folder it is shown what would become of it; --add copies it there, lists it and reads it in. New items get a
    page, changed ones are merged into theirs line by line, and nothing that a person wrote is lost. Where page and
    source changed the same thing differently, the page stays, all three versions are printed, and the exit code is 1
    until --mine or --theirs settles it. A row whose title, day or link was corrected keeps its page; where it is not
    certain which one, nothing of it is written until --same or --different settles it. Every line of every source is
    accounted for in the summary.
    """
    from backissue.merge.again import Again, next_import
    from backissue.store import store_of

    need_settings(root)
    refuse_tracked_results(root)
    asked = Asked(sources, tuple(mine), tuple(theirs), tuple(same), tuple(different), prune, yes, add)
    look = Look(verbose=verbose, explain=explain, report=report)
    day = today_of(today)()
    with nullcontext() if dry_run else files.locked(root), store_of(root) as store:
        again = Again(root, store, day, str(look)) if asked == PLAIN and not dry_run else None
        if again and (said := again.find()):
            return _say_again(said, look)
        is_current = need_current_archive(root)
        done = _import(root, asked, day, dry_run=dry_run)
        if again and is_current and not done.saved and (following := next_import(done.made)):
            again.end(done.made, _import_said(root, following, look))
    return _say_done(root, asked, look, done)


def _import(root: Path, asked: Asked, day: date, *, dry_run: bool) -> Done:
    """Read sources and write what follows, as far as that is asked for."""
    from backissue.merge import additions, apply, importer
    from backissue.merge.doubts import Answers

    settled = _settle(root, asked.mine, asked.theirs)
    answers = Answers(asked.same, asked.different)
    added = additions.find_additions(root, asked.sources)
    is_shown = dry_run or bool(added.new and not asked.add)
    progress = Progress()

    def plan(added: Additions, *, prune: bool = asked.prune) -> Changeset:
        made = importer.plan(
            root,
            settled=settled,
            answers=answers,
            prune=prune,
            today=day,
            added=added,
            progress=sources_read(progress, root),
            tick=progress,
        )
        progress.end()
        return made

    made = plan(added)
    added, refused = additions.without_unread(added, made)
    if added.new and not is_shown and made.records is not None:
        apply.apply_changeset(root, additions.list_additions(root, added))
        made = plan(additions.Additions(added.names))
    if asked.prune and not is_shown and not asked.yes and not _confirm_pruning(made):
        made = plan(additions.Additions(added.names), prune=False)
    saved = () if is_shown else apply.apply_changeset(root, made, progress)
    progress.end()
    return Done(made, added, tuple(refused), tuple(saved), is_shown=is_shown)


def _say_done(root: Path, asked: Asked, look: Look, done: Done) -> int:
    """Say what an import has done, or would do; return its exit code."""
    from backissue.archive.known_problems import Scope
    from backissue.merge import additions

    scope = Scope.NONE if asked.sources else Scope.SOURCES
    found = sort_out_known(root, {*done.refused, *done.made.problems}, scope, verbose=look.verbose)
    if look.report == "json":
        made = replace(done.made, problems=found.left)
        say(reports.import_json(made, found.known, written=not done.is_shown and made.records is not None))
    else:
        summarise(reports.import_text(done.made, written=not done.is_shown, explain=look.explain, verbose=look.verbose))
        if done.added.left_out:
            say(reports.left_out_text(done.added.left_out, verbose=look.verbose))
        if done.added.new and done.is_shown:
            say(reports.additions_text(additions.entry_lines(root, done.added)))
    return print_problems([*found.left, *done.saved], verbose=look.verbose)


def _import_said(root: Path, made: Changeset, look: Look) -> dict[str, Any]:
    """Return what an import of all sources says when it is done, as JSON can hold it."""
    from backissue.archive.config import read_config
    from backissue.archive.known_problems import Scope, sort_out

    found = sort_out({*made.problems}, read_config(root)[0].known_problems, Scope.SOURCES)
    if look.report == "json":
        text = reports.import_json(replace(made, problems=found.left), found.known, written=True)
    else:
        text = reports.import_text(made, written=True, explain=look.explain, verbose=look.verbose)
    known = [*reports.known_lines(found.known, verbose=look.verbose)]
    return {"known": known, "text": text, "problems": [asdict(problem) for problem in found.left]}


def _say_again(said: Mapping[str, Any], look: Look) -> int:
    """Say what :func:`_import_said` has returned."""
    for line in said["known"]:
        say(line, err=True)
    (say if look.report == "json" else summarise)(said["text"])
    return print_problems((Problem(**problem) for problem in said["problems"]), verbose=look.verbose)


def _settle(root: Path, mine: Iterable[str], theirs: Iterable[str]) -> Mapping[str, Side]:
    """Return the side that wins for each item that is named."""
    from backissue.merge import importer
    from backissue.merge.threeway import Side

    ours, others = ({importer.item_name(root, name) for name in names} for names in (mine, theirs))
    if both := ours & others:
        raise UsageError(f"{', '.join(sorted(both))} is named by --mine and by --theirs: name it by one of them")
    return dict.fromkeys(ours, Side.MINE) | dict.fromkeys(others, Side.THEIRS)


def _confirm_pruning(plan: Changeset) -> bool:
    """Ask on a terminal whether the pages that are to be pruned may go; return whether they may."""
    from backissue.merge.changeset import Fate

    doomed = [change.path for change in plan.changes if change.fate is Fate.PRUNED]
    if not doomed or not sys.stdin.isatty():
        return True
    say("\n".join(f"content/{path}" for path in doomed), err=True)
    return click.confirm(f"Remove these {len(doomed)} pages?", err=True)
