"""``backissue check``."""

from __future__ import annotations

import os
from dataclasses import asdict
from datetime import date
from functools import partial
from pathlib import Path

import click

from backissue import files, reports
from backissue.cli.command import command
from backissue.cli.needs import need_current_archive, need_settings, refuse_tracked_results
from backissue.cli.options import quiet_option, today_of, today_option, verbose_option
from backissue.cli.printing import Progress, print_problems, say, sort_out_known, sources_read, summarise
from backissue.model import Problem


@command("check")
@click.option("--site", "whole", is_flag=True, help="Check the built site too.")
@verbose_option
@quiet_option
@click.option("--fix", is_flag=True, help="Redirect the addresses that would stop working.")
@today_option
@click.pass_obj
def check_(root: Path, *, whole: bool, verbose: bool, fix: bool, today: str | None) -> int:
    """Check front matter, ids, links, addresses and active content. Writes nothing without --fix.

    With --fix an address that was published and has no page any more leads on, as an import would have it: that of a
    deleted page to its week, that of a renamed topic to its new name.
    """
    from backissue.archive.known_problems import Scope

    need_settings(root)
    refuse_tracked_results(root)
    if fix:
        _redirect(root, today_of(today)())
    progress = Progress()
    found = _check(root, today_of(today)(), progress, whole=whole)
    progress.end()
    problems = sort_out_known(root, found, Scope.PAGES, verbose=verbose).left
    code = print_problems(problems, verbose=verbose)
    summarise(reports.check_text(problems))
    return code


def _redirect(root: Path, day: date) -> None:
    """Redirect the addresses that would stop working, and list them."""
    from backissue.merge import apply, repair

    need_current_archive(root)
    with files.locked(root):
        made = repair.plan(root, day)
        apply.apply_changeset(root, made)
    say("".join(f"{line}\n" for line in reports.redirect_lines(made)), nl=False)


def _check(root: Path, day: date, progress: Progress, *, whole: bool) -> list[Problem]:
    """Return all problems of an archive, those of its site too where the ``whole`` is checked."""
    from backissue.own_files import named_in_docs
    from backissue.site.unchanged import Known, Watch
    from backissue.store import store_of

    with store_of(root) as store:
        store.jobs, store.tick = os.cpu_count() or 1, progress
        watch = Watch(root, store, "check", [root / "site"] if whole else [], *named_in_docs(root))
        known = watch.find(day)
        if known is not None:
            return [Problem(**values) for values in known]
        from backissue.archive.item_checks import days_ahead
        from backissue.archive.load import load
        from backissue.archive.publishing import publishing_days
        from backissue.merge import importer
        from backissue.merge.ledger import check_ledger
        from backissue.site.check import check_content, check_site
        from backissue.sources.privacy.address_lists import find_address_lists

        is_current = need_current_archive(root)
        progress("Reading content/")
        archive = load(root, store, watch.content.index)
        progress("Checking pages")
        found = {
            *check_content(root, archive, day, watch.basis(), partial(progress, "Checking pages")),
            *find_address_lists(root),
            *check_ledger(root, archive),
        }
        problems = sorted({*found, *importer.find_unsettled(root, archive, sources_read(progress, root))})
        if whole:
            progress("Checking the site")
            problems += check_site(root / "site", partial(progress, "Checking the site"))
        if is_current:
            days = sorted({*publishing_days(archive), *days_ahead(archive)})
            watch.end(Known([asdict(problem) for problem in problems], days), day)
        return problems
