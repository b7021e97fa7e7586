"""A build from beginning to end. One that has nothing to do ends before anything is read that it does not need."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from backissue import files
from backissue.model import Shard, UsageError
from backissue.progress import Steps, silent
from backissue.site.folders import README
from backissue.site.report import Order, Report
from backissue.site.unchanged import Watch
from backissue.store import store_of

DRAFTS = f"{files.WORK}/drafts"
"""The folder for ``docs/`` and ``site/`` with the drafts in them."""


def build(  # noqa: PLR0913 - an option of the command each
    root: Path,
    site_dir: Path,
    jobs: int = 1,
    shard: Shard | None = None,
    progress: Steps = silent,
    *,
    today: date = date.min,
    drafts: bool = False,
    search: bool = True,
    scheduler: str = "",
    without_refused: bool = False,
    prepare: Callable[[], bool] = lambda: True,
) -> Report:
    """Build the site of the archive at ``root`` in ``site_dir``: an empty folder, or one that a build has made.

    Up to ``jobs`` processes draw or render. With a ``shard`` only that part of the pages is rendered, and no search
    index. ``progress`` is called with the name of a step, how far it is and how far it goes. Drafts, and what is to be
    published after ``today``, stay out; with ``drafts`` they are shown, and ``docs/`` is left alone for a folder of its
    own. Without ``search`` the index of the search stays as it is. With the address of a Dask ``scheduler`` its workers
    render the pages (:mod:`backissue.site.cluster`). ``without_refused`` makes hints of what pages are left out for.
    ``prepare`` is called before any work; where it returns false, the next build does all of it again.

    Raises:
        UsageError: a folder is not this command's to write.
        MachineError: the search index cannot be made.
    """
    docs = root / (DRAFTS if drafts else "") / "docs"
    order = Order(
        root, docs, site_dir, jobs, shard or Shard(), progress, today, drafts, search, scheduler, without_refused
    )
    with store_of(root) as store:
        store.jobs, store.tick = jobs, progress
        watch = Watch(root, store, "build", [docs, site_dir], str(drafts), *["without refused"] * without_refused)
        if order.is_whole and (left := watch.find(today)):
            return Report.idle_with(left)
        is_final = watch.is_ready(prepare)
        _claim(root, docs, site_dir)
        from backissue.site.rebuild import rebuild

        report, known = rebuild(order, store, watch)
        if order.is_whole and is_final and search:
            watch.end(known, today)
        else:
            watch.keep()
        return report


def _claim(root: Path, docs: Path, site_dir: Path) -> None:
    """See to it that what is about to be pruned was made by a build.

    Raises:
        UsageError: ``docs/`` or the site's folder holds files of somebody else.
    """
    note = docs / "README.md"
    docs.mkdir(parents=True, exist_ok=True)
    if any(docs.iterdir()) and not (note.is_file() and note.read_bytes().startswith(README[:20].encode())):
        raise UsageError(f"{docs} holds files that no build made: move them to content/, and leave docs/ empty")
    for own in (root, root / "content", docs, root / "site_templates"):
        if own.resolve().is_relative_to(site_dir.resolve()) or site_dir.resolve() == own.resolve():
            raise UsageError(f"the site cannot go to {site_dir}: name a folder of its own with --site-dir")
    if site_dir.is_dir() and any(site_dir.iterdir()) and not (site_dir / files.MARKER).is_file():
        raise UsageError(f"{site_dir} holds files that no build made: name an empty folder with --site-dir")
    if not (site_dir / files.MARKER).is_file():
        files.write(site_dir / files.MARKER, b"{}\n")
