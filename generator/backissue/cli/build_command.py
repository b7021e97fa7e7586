"""``backissue build`` and ``backissue serve``."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import click

from backissue import files, reports
from backissue.cli.command import command
from backissue.cli.needs import need_current_archive, need_settings, refuse_tracked_results
from backissue.cli.options import quiet_option, today_of, today_option, verbose_option
from backissue.cli.printing import Progress, print_problems, say, sort_out_known, summarise
from backissue.model import Problem, Shard


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
@verbose_option
@quiet_option
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
    verbose: bool,
    today: str | None,
) -> int:
    """Make docs/ and site/ from content/, as far as it changed.

    Drafts, and what is to be published on a later day, are in neither. A page that holds anything active is left out
    and named, and the exit code is 1, so that no address is lost unseen; with --without-refused that is a hint.

    For several machines, let each run with its own --shard into a folder of its own, put the folders together, and run
    build there once more: it renders what is missing, and indexes all for the search.
    """
    from backissue.site.build import build

    need_settings(root)
    refuse_tracked_results(root, site_dir, builds=True)
    progress, day = Progress(), today_of(today)
    prepare = partial(need_current_archive, root)
    with files.locked(root):
        place, when = site_dir or root / "site", day()
        order = partial(build, root, place, jobs, shard, progress, today=when, scheduler=scheduler)
        report = order(without_refused=without_refused, prepare=prepare)
    progress.end()
    summarise(reports.build_text(report, site_dir or root / "site"))
    left = sort_out_known(root, report.problems, verbose=verbose).left if report.problems else ()
    return print_problems(left, verbose=verbose)


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

    need_current_archive(root)
    refuse_tracked_results(root, builds=True)

    def show(problems: Iterable[Problem]) -> Iterable[Problem]:
        left = sort_out_known(root, problems).left
        print_problems(left)
        return left

    serve(root, port, say, show, today_of(today), drafts=drafts)
    return 0
