"""The commands. Only here is anything printed, and only here is an exit code chosen."""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from functools import partial, wraps
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from backissue import __version__, files, reports
from backissue.markup import printed, printed_line
from backissue.model import BackissueError, Kind, Problem, Shard, UsageError

if TYPE_CHECKING:  # what a command needs it imports when it runs: one that has nothing to do ends at once
    from backissue.archive.known_problems import Scope, SortedOut
    from backissue.merge.changeset import Changeset
    from backissue.merge.threeway import Side

EPILOG = """\b
Exit codes:
  0  all is well; there may be hints, each printed as file:line: hint: what: what to do
  1  the data has problems or conflicts, each printed as file:line: what: what to do
  2  wrong usage
  3  the environment prevents it: locked, disk full, no permission
"""
SCHEMAS = ("front-matter", "archive")
COLLECT = 100_000
"""New objects after which Python looks for circles that nothing needs any more."""
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Commands(click.Group):
    """The commands in the order in which a newcomer needs them."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the names, as they are to be listed."""
        return ["new", "import", "build", "serve", "check", "export", "upgrade", "schema"]


@click.group(cls=Commands, context_settings=CONTEXT, epilog=EPILOG)
@click.option(
    "--root",
    type=click.Path(path_type=Path),
    default=Path(),
    help="The archive's folder, which holds mkdocs.yml.  [default: this folder]",
)
@click.version_option(__version__, prog_name="backissue")
@click.pass_context
def main(ctx: click.Context, root: Path) -> None:
    """Turn what a newsletter leaves behind into Markdown that people edit and a site that people search.

    \b
    content/sources/  --import-->  content/  --build-->  docs/ and site/
    """  # noqa: D301 - \b keeps the line from being filled
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a title may have letters that the terminal's encoding has not
            stream.reconfigure(errors="backslashreplace")
    gc.set_threshold(COLLECT)  # an archive stays in memory until the end, and to go through it often takes long
    ctx.obj = root


def command(name: str) -> Callable[[Callable[..., int]], click.Command]:
    """Make a command that returns its exit code and turns this package's errors into one line and theirs."""

    def decorate(function: Callable[..., int]) -> click.Command:
        @wraps(function)
        def run(*args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - whatever click passes
            try:
                sys.exit(function(*args, **kwargs))
            except BackissueError as error:
                message, code = str(error), error.exit_code
            except BrokenPipeError:
                raise  # whoever read the output has enough, which click takes for no error of ours
            except OSError as error:
                message, code = reports.os_error_text(error), 3
            _say(f"backissue: {message}", err=True)
            sys.exit(code)

        return main.command(name, epilog=EPILOG)(run)

    return decorate


def _say(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print a text. All that may hold names or words of others goes through this, since both may hold commands."""
    click.echo(printed(text), err=err, nl=nl)


def _print_problems(problems: Iterable[Problem], *, verbose: bool = False) -> int:
    """Print the hints and then the problems, a cause a line; 1 if there is more than hints, else 0."""
    listed = list(problems)
    for line in reports.problem_lines(listed, verbose=verbose):
        is_heading = line.startswith(f"\n{reports.NEEDED}")
        click.echo(click.style(line, bold=True) if is_heading else printed_line(line), err=True)
    return 1 if any(not problem.is_hint for problem in listed) else 0


def _sort_out(
    root: Path, problems: Iterable[Problem], scope: Scope | None = None, *, verbose: bool = False
) -> SortedOut:
    """Take out the problems that are known, and say how many there are, or which."""
    from backissue.archive.config import read_config
    from backissue.archive.known_problems import Scope, sort_out

    found = sort_out(problems, read_config(root)[0].known_problems, scope or Scope.NONE)
    for line in reports.known_lines(found.known, verbose=verbose):
        _say(line, err=True)
    return found


class Progress:
    """One line that is written over and over, on a terminal; nothing in a pipe."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()

    def __call__(self, step: str, done: int = 0, of: int = 0) -> None:
        """Show a step, and how far it is where that is known."""
        if self._shown and (not of or done == of or done % 10 == 0):
            share = f" {done} of {of}" if of else ""
            click.echo(f"\r\x1b[K{printed_line(step)}{share} …", err=True, nl=False)

    def end(self) -> None:
        """Remove the line."""
        if self._shown:
            click.echo("\r\x1b[K", err=True, nl=False)


def _today(stated: str | None) -> Callable[[], date]:
    """Return what gives the day: the one that is stated, else that of SOURCE_DATE_EPOCH, else the one that it is.

    Raises:
        UsageError: what is stated is no day.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")  # read once: MkDocs's engine sets it for its own pages
    if stated:
        from backissue.dates import parse_day

        day = parse_day(stated)
        if not day:
            raise UsageError(f"--today is {stated!r}, which is not a day: write it as 2023-03-26")
        return lambda: day
    if epoch.isascii() and epoch.isdecimal():
        return lambda: datetime.fromtimestamp(int(epoch), UTC).date()
    return lambda: datetime.now().astimezone().date()


today_option = click.option(
    "--today", metavar="DAY", help="The day that decides what is published.  [default: SOURCE_DATE_EPOCH, else today]"
)

verbose_option = click.option("--verbose", "-v", is_flag=True, help="List each source, item and place singly.")


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

    _need_settings(root)
    _refuse_tracked(root)
    is_plain = not any((sources, add, dry_run, mine, theirs, same, different, prune))
    day = _today(today)()
    with nullcontext() if dry_run else files.locked(root), store_of(root) as store:
        again = Again(root, store, day, f"{verbose} {explain} {report}") if is_plain else None
        if again and (said := again.find()):
            return _say_again(said, verbose=verbose)

        from backissue.archive.known_problems import Scope
        from backissue.merge import additions, apply, importer
        from backissue.merge.doubts import Answers

        is_current = _need_current_archive(root)
        settled = _settle(root, mine, theirs)
        progress = Progress()

        def reading(name: str) -> None:
            progress(f"Reading {name}")

        answers = Answers(same, different)
        added = additions.find_additions(root, sources)
        dry_run = dry_run or bool(added.new and not add)
        plan = partial(importer.plan, root, settled=settled, answers=answers, today=day, progress=reading)
        made = plan(added=added, prune=prune)
        progress.end()
        added, refused = additions.without_unread(added, made)
        if added.new and not dry_run and made.records is not None:
            apply.apply_changeset(root, additions.list_additions(root, added))
            made = plan(added.names, prune=prune)
            progress.end()
        if prune and not dry_run and not yes and not _confirm_pruning(made):
            made = plan(added.names, prune=False)
            progress.end()
        saved = () if dry_run else apply.apply_changeset(root, made)
        if again and is_current and not saved and (following := next_import(made)):
            again.end(made, _import_said(root, following, report, explain=explain, verbose=verbose))
    scope = Scope.NONE if sources else Scope.SOURCES
    found = _sort_out(root, {*refused, *made.problems}, scope, verbose=verbose)
    if report == "json":
        made = replace(made, problems=found.left)
        _say(reports.import_json(made, found.known, written=not dry_run and made.records is not None))
    else:
        _say(reports.import_text(made, written=not dry_run, explain=explain, verbose=verbose))
        if added.left_out:
            _say(reports.left_out_text(added.left_out, verbose=verbose))
        if added.new and dry_run:
            _say(reports.additions_text(additions.entry_lines(root, added)))
    return _print_problems([*found.left, *saved], verbose=verbose)


def _import_said(root: Path, made: Changeset, report: str, *, explain: bool, verbose: bool) -> dict[str, Any]:
    """Return what an import of all sources says when it is done, as JSON can hold it."""
    from backissue.archive.config import read_config
    from backissue.archive.known_problems import Scope, sort_out

    found = sort_out({*made.problems}, read_config(root)[0].known_problems, Scope.SOURCES)
    if report == "json":
        text = reports.import_json(replace(made, problems=found.left), found.known, written=True)
    else:
        text = reports.import_text(made, written=True, explain=explain, verbose=verbose)
    known = [*reports.known_lines(found.known, verbose=verbose)]
    return {"known": known, "text": text, "problems": [asdict(problem) for problem in found.left]}


def _say_again(said: Mapping[str, Any], *, verbose: bool) -> int:
    """Say what :func:`_import_said` has returned."""
    for line in said["known"]:
        _say(line, err=True)
    _say(said["text"])
    return _print_problems((Problem(**problem) for problem in said["problems"]), verbose=verbose)


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
    _say("\n".join(f"content/{path}" for path in doomed), err=True)
    return click.confirm(f"Remove these {len(doomed)} pages?", err=True)


def _need_settings(root: Path) -> None:
    if not (root / "mkdocs.yml").is_file():
        what = f"{root.resolve()} has no mkdocs.yml"
        raise UsageError(f"{what}: run this in an archive's folder, or name one with --root")


def _refuse_tracked(root: Path, site_dir: Path | None = None, *, builds: bool = False) -> None:
    """See to it that nothing of what a command reads as made here came with git.

    Raises:
        UsageError: some of it did.
    """
    from backissue.git_index import refuse_tracked

    folders = [files.WORK]
    if builds:
        place = (site_dir or root / "site").resolve()
        folders += [
            "docs",
            *([place.relative_to(root.resolve()).as_posix()] if place.is_relative_to(root.resolve()) else []),
        ]
    refuse_tracked(root, folders, allowed=["docs/README.md"])


def _need_archive(root: Path) -> None:
    """See to it that ``root`` is an archive of a form that this version knows.

    Raises:
        UsageError: it is not; what to do about it is said.
    """
    _need_settings(root)
    from backissue.archive.config import FORM, read_config

    form = read_config(root)[0].form
    if form > FORM:
        what = f"this archive is of the form {form}, and backissue {__version__} knows those up to {FORM}"
        raise UsageError(f"{what}: install a newer version of backissue")


def _need_current_archive(root: Path) -> bool:
    """See to it that ``root`` is an archive of the form of today, as far as commands need that.

    Where it is older than that, warn, and return false.

    Raises:
        UsageError: it is not; what to do about it is said.
    """
    from backissue.merge import upgrade

    _need_archive(root)
    if not upgrade.is_due(root):
        return True
    what = "an earlier version made this archive: run `backissue upgrade`, which shows what it would change"
    if upgrade.FORMER_MATHEMATICS in (root / "mkdocs.yml").read_text("utf-8", errors="replace"):
        raise UsageError(what)
    _say(f"backissue: {what}", err=True)
    return False


def read_shard(_ctx: click.Context, _option: click.Parameter, value: str | None) -> Shard | None:
    """Read ``2/4``, the second of four parts."""
    number, _, of = (value or "").partition("/")
    if number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of):
        return Shard(int(number), int(of))
    if value is None:
        return None
    raise click.BadParameter(f"{value!r} is not of the form 2/4")


def read_scheduler(_ctx: click.Context, _option: click.Parameter, value: str) -> str:
    """Refuse the address of a scheduler that is not safe to talk to."""
    if value:
        from backissue.site.cluster import require_safe

        return require_safe(value)
    return ""


@command("build")
@click.option("--site-dir", type=click.Path(path_type=Path), help="Folder for the site.  [default: site]")
@click.option("--jobs", type=click.IntRange(1), default=os.cpu_count() or 1, help="Processes.  [default: all cores]")
@click.option(
    "--shard",
    metavar="K/N",
    callback=read_shard,
    help="Render only the K-th of N parts of the pages, and no search index.",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    default="",
    callback=read_scheduler,
    help="Render on the Dask cluster of this scheduler, such as tls://host:8786 or tcp://127.0.0.1:8786.",
)
@click.option("--without-refused", is_flag=True, help="Leave refused pages out, and do not fail because of them.")
@today_option
@click.pass_obj
def build_(  # noqa: PLR0913 - an argument an option
    root: Path,
    *,
    site_dir: Path | None,
    jobs: int,
    shard: Shard | None,
    scheduler: str,
    without_refused: bool,
    today: str | None,
) -> int:
    """Make docs/ and site/ from content/, as far as it changed.

    Drafts, and what is to be published on a later day, are in neither. A page that holds anything active is left out
    and named, and the exit code is 1, so that no address is lost unseen; with --without-refused that is a hint.

    For several machines, let each run with its own --shard into a folder of its own, put the folders together, and run
    build there once more: it renders what is missing, and indexes all for the search.
    """
    from backissue.site.build import build

    _need_settings(root)
    _refuse_tracked(root, site_dir, builds=True)
    progress, day = Progress(), _today(today)
    prepare = partial(_need_current_archive, root)
    with files.locked(root):
        place, when = site_dir or root / "site", day()
        order = partial(build, root, place, jobs, shard, progress, today=when, scheduler=scheduler)
        report = order(without_refused=without_refused, prepare=prepare)
    progress.end()
    _say(reports.build_text(report, site_dir or root / "site"))
    return _print_problems(_sort_out(root, report.problems).left if report.problems else ())


@command("serve")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help="Port on 127.0.0.1.  [default: 8000]")
@click.option("--drafts", is_flag=True, help="Show drafts too. docs/ and site/ are left alone.")
@today_option
@click.pass_obj
def serve_(root: Path, port: int, *, drafts: bool, today: str | None) -> int:
    """Build, and show the site and every edit in a browser.

    content/, site_templates/ and mkdocs.yml are watched. Ends with Ctrl-C.
    """
    from backissue.site.serve import serve

    _need_current_archive(root)
    _refuse_tracked(root, builds=True)

    def show(problems: Iterable[Problem]) -> Iterable[Problem]:
        left = _sort_out(root, problems).left
        _print_problems(left)
        return left

    serve(root, port, _say, show, _today(today), drafts=drafts)
    return 0


@command("check")
@click.option("--site", "whole", is_flag=True, help="Check the built site too.")
@verbose_option
@click.option("--fix", is_flag=True, help="Redirect the addresses that would stop working.")
@today_option
@click.pass_obj
def check_(root: Path, *, whole: bool, verbose: bool, fix: bool, today: str | None) -> int:
    """Check front matter, ids, links, addresses and active content. Writes nothing without --fix.

    With --fix an address that was published and has no page any more leads on, as an import would have it: that of a
    deleted page to its week, that of a renamed topic to its new name.
    """
    from backissue.archive.known_problems import Scope

    _need_settings(root)
    _refuse_tracked(root)
    if fix:
        _redirect(root, _today(today)())
    problems = _sort_out(root, _check(root, _today(today)(), whole=whole), Scope.PAGES, verbose=verbose).left
    code = _print_problems(problems, verbose=verbose)
    _say(reports.check_text(problems))
    return code


def _redirect(root: Path, day: date) -> None:
    """Redirect the addresses that would stop working, and list them."""
    from backissue.merge import apply, repair

    _need_current_archive(root)
    with files.locked(root):
        made = repair.plan(root, day)
        apply.apply_changeset(root, made)
    _say("".join(f"{line}\n" for line in reports.redirect_lines(made)), nl=False)


def _check(root: Path, day: date, *, whole: bool) -> list[Problem]:
    """Return all problems of an archive, those of its site too where the ``whole`` is checked."""
    from backissue.site.unchanged import Known, Watch
    from backissue.store import store_of

    with store_of(root) as store:
        watch = Watch(root, store, "check", [root / "site"] if whole else [])
        known = watch.find(day)
        if known is not None:
            return [Problem(**values) for values in known]
        from backissue.archive.load import load
        from backissue.archive.publishing import publishing_days
        from backissue.merge import importer
        from backissue.merge.ledger import check_ledger
        from backissue.site.check import check_content, check_site
        from backissue.sources.privacy.address_lists import find_address_lists

        is_current = _need_current_archive(root)
        archive = load(root, store, watch.content.index)
        found = {
            *check_content(root, archive, day, watch.basis()),
            *find_address_lists(root),
            *check_ledger(root, archive),
        }
        problems = sorted({*found, *importer.find_unsettled(root, archive)})
        if whole:
            problems += check_site(root / "site")
        if is_current:
            watch.end(Known([asdict(problem) for problem in problems], publishing_days(archive)), day)
        return problems


@command("export")
@click.argument("form", metavar="FORMAT", type=click.Choice(["csv", "jsonl", "bibtex"]))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Output file.  [default: standard output]")
@click.option("--topic", help="Only the items of this topic and of those below it.")
@click.option("--week", metavar="DAY", help="Only the items of the week that contains this day, such as 2023-03-26.")
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), help="Only the items of this kind.")
@today_option
@click.pass_obj
def export_(  # noqa: PLR0913 - an argument an option
    root: Path,
    form: str,
    *,
    output: Path | None,
    topic: str | None,
    week: str | None,
    kind: str | None,
    today: str | None,
) -> int:
    """Write the archive as CSV, JSON Lines or BibTeX, in UTF-8.

    FORMAT is csv, jsonl or bibtex. All that is known of an item is in each, its text as Markdown included, and comes
    in again without loss: list the file as a source of another archive.
    """
    from backissue.site.exports import export_archive

    _need_current_archive(root)
    data, problems = export_archive(root, form, topic, week, kind, today=_today(today)())
    if output:
        files.write(output, data)
    else:
        sys.stdout.buffer.write(data)
    return _print_problems(_sort_out(root, problems).left)


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

    _need_archive(root)
    progress = Progress()
    with files.locked(root):
        made = upgrade.plan(root, _today(None)(), lambda name: progress(f"Reading {name}"))
        progress.end()
        if made.changeset.records is None:
            click.echo("Nothing was changed, since not all of the archive can be read.")
            return _print_problems(made.changeset.problems)
        if not made.lines:
            click.echo("This archive is up to date.")
            return 0
        _say(reports.upgrade_text(made))
        if not yes and not click.confirm("\nChange this?", err=True):
            click.echo("Nothing was changed.")
            return 0
        saved = apply.apply_changeset(root, made.changeset)
    click.echo(f"\nUpgraded to the form {FORM}.")
    return _print_problems(saved)


@command("schema")
@click.argument("of", metavar="[front-matter|archive]", type=click.Choice(SCHEMAS), default="front-matter")
def schema_(of: str) -> int:
    """Print the JSON Schema of the front matter of items, or of content/archive.yml, for editors that know it."""
    from backissue.archive.config import archive_schema
    from backissue.fields import front_matter_schema

    schema = front_matter_schema() if of == "front-matter" else archive_schema()
    click.echo(json.dumps(schema, indent=2, ensure_ascii=False))
    return 0


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
def new_(folder: Path, *, more: Sequence[str], sources: Sequence[str]) -> int:
    """Make a new archive in DIR, with all that it takes to publish it on GitHub Pages.

    DIR is a folder that is empty or not there yet, or a clone of a repository without an archive in it. Name files
    behind it to begin with them: backissue new DIR --from FILE...
    """
    from backissue.new import create

    if more and not sources:
        raise UsageError(f"{more[0]} is one folder too many: write --from before files to begin with")
    create(folder)
    code = _run(folder, "import", "--add", *sources, *more) if sources else 0
    _say(reports.new_text(folder, is_empty=not sources))
    return code


def _run(root: Path, *words: str) -> int:
    """Run another command as if it had been typed, and return its exit code."""
    try:
        main(["--root", str(root), *words], standalone_mode=False)
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0
