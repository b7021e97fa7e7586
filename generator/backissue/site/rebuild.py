"""The work of a build: the archive becomes ``docs/``, ``docs/`` the site, and the site is indexed for the search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from operator import methodcaller
from pathlib import Path
from typing import NamedTuple

from backissue import files
from backissue.archive.archive import Archive
from backissue.archive.load import load
from backissue.archive.publishing import published, publishing_days
from backissue.file_index import FileIndex
from backissue.model import Problem
from backissue.own_files import misplaced, own_in_docs
from backissue.site import engine, rendering, search, size
from backissue.site.attachments import find_attachments
from backissue.site.desk import Desk
from backissue.site.documents import Composed, compose, is_doubtful
from backissue.site.outputs import assets
from backissue.site.report import Order, Report
from backissue.site.site import Asset
from backissue.site.template_sentences import without_template
from backissue.site.unchanged import Known, Watch
from backissue.site.verdicts import Verdicts, placed
from backissue.store import Store

SOLITARY = 200
"""Fewer settled assets than this for each process are not worth its start."""


def rebuild(order: Order, store: Store, watch: Watch) -> tuple[Report, Known]:
    """Do all that a build may have to do; return what it did, and what is to be noted of it.

    Raises:
        UsageError: ``mkdocs.yml`` or a template is broken.
        MachineError: the search index cannot be made.
    """
    root, docs, progress = order.root, order.docs, order.progress
    of_site = watch.made[1].index
    setup = engine.setup(root, docs)
    progress("Reading content/", 0, 0)
    loaded = load(root, store, watch.content.index)
    seen, words = published(loaded, order.today, drafts=order.drafts), engine.settings_of(setup.config).words
    archive = without_template(root, seen, words)

    beside, unfit = find_attachments(root / "content", archive)
    indexed = 0
    with (
        search.Indexing(root, order.site_dir, jobs=order.jobs)
        if order.is_whole and order.search
        else nullcontext() as indexing
    ):
        with Desk(store, root, watch.basis(), partial(progress, "Making pages")) as desk:
            made = _Maker(order, store, watch, desk, setup).make(archive, beside)
        composed, rendered = made.composed, made.rendered
        if indexing:
            progress("Indexing for search", 0, 0)
            indexed = search.update(root, order.site_dir, rendered.marks, indexing=indexing, of_site=of_site)
    refused = [*_placed(root, composed, rendered.problems)]
    found = {*archive.problems, *composed.problems, *unfit, *refused, *made.own, *size.find_excess(order.site_dir)}
    if order.without_refused:
        left_out = {*composed.refused, *(it for it in refused if it.remedy == engine.REMEDY)}
        found = {*_hinted(found, left_out)}
    report = Report(
        items=len(composed.site.catalogue.archive.pages),
        docs_written=made.written,
        docs_removed=made.removed,
        pages_rendered=rendered.pages,
        site_written=rendered.written,
        site_removed=rendered.removed,
        index_written=indexed,
        withheld=0 if order.drafts else len(archive.withheld),
        problems=tuple(sorted(found)),
    )
    return report, Known(report.left(), publishing_days(loaded))


def _hinted(problems: Iterable[Problem], left_out: set[Problem]) -> Iterator[Problem]:
    """Yield problems, as hints those for which pages are ``left_out`` and those of links that lead to one of these."""
    gone = {problem.file.removeprefix("content/") for problem in left_out}
    for problem in problems:
        is_hint = problem in left_out or not gone.isdisjoint(problem.what.split("'"))
        yield replace(problem, is_hint=True) if is_hint else problem


class _Made(NamedTuple):
    """What became of the archive, how many files of ``docs/`` were written and removed for it, and of the pages.

    ``own`` are problems of files there that somebody put there, and that stay.
    """

    composed: Composed
    written: int
    removed: int
    rendered: rendering.Rendered
    own: tuple[Problem, ...] = ()


class _Maker:
    """Makes ``docs/`` and its pages, and both again where the gate refuses a page that others name."""

    def __init__(self, order: Order, store: Store, watch: Watch, desk: Desk, setup: engine.Setup) -> None:
        self._order, self._store, self._desk, self._setup = order, store, desk, setup
        self._docs, self._site = (folder.index for folder in watch.made)
        self._verdicts = Verdicts(order.root, store, setup.shape)

    def make(self, archive: Archive, beside: Iterable[str]) -> _Made:
        """Make the site without its search; ``beside`` are the files of ``content/`` that it shows."""
        made = self._once(archive, beside)
        drafts, of = made.composed.drafts, made.composed.made
        while self._verdicts.note(drafts, of, made.rendered.problems):
            again = self._once(archive, beside)
            written, removed = made.written + again.written, made.removed + again.removed
            made = again._replace(written=written, removed=removed, rendered=again.rendered.after(made.rendered))
            drafts, of = made.composed.drafts, made.composed.made
        return made

    def _once(self, archive: Archive, beside: Iterable[str]) -> _Made:
        order, progress, settings = self._order, self._order.progress, engine.settings_of(self._setup.config)
        doubted = partial(is_doubtful, archive=archive)
        composed = compose(order.root, archive, settings, doubted, self._desk, self._verdicts.of)
        progress("Writing docs/", 0, 0)
        written, kept = _write_docs(order, self._docs, composed, self._desk, beside)
        own = () if order.drafts else own_in_docs(order.root)
        removed = len(files.prune(order.docs, {*kept, *own}))
        records = rendering.Records(self._store, self._docs, self._site)
        rendered = rendering.render(order, records, self._setup, lambda done, of: progress("Rendering pages", done, of))
        return _Made(composed, written, removed, rendered, tuple(map(misplaced, own)))


def _placed(root: Path, composed: Composed, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield problems of pages of ``docs/`` as those of the files that they come from."""
    origins = {f"docs/{draft.path}": draft.file for draft in composed.drafts}
    for problem in problems:
        yield placed(root, origins[problem.file], problem) if problem.file in origins else problem


def _write_docs(
    order: Order, index: FileIndex, composed: Composed, desk: Desk, beside: Iterable[str]
) -> tuple[int, set[str]]:
    """Make ``docs`` hold the documents, the files made of the archive and its pictures; return how many, and all."""
    written, keep = 0, set()
    for draft in composed.drafts:
        keep.add(draft.path)
        made = composed.made[draft.path]
        if not index.holds(draft.path, made.digest):
            written += index.write(draft.path, desk.data(draft, made))
    derived = tuple(assets(composed.site))
    keep |= {asset.path for asset in derived}
    for asset, data in make_assets(order.docs, derived, order.jobs):
        written += index.write(asset.path, data)
    for name in beside:
        keep.add(name)
        written += index.write(name, files.below(order.root / "content", name).read_bytes())
    return written, keep


def make_assets(docs: Path, wanted: Iterable[Asset], jobs: int) -> Iterator[tuple[Asset, bytes]]:
    """Yield each asset with what is in it, but for the settled ones that ``docs`` has.

    Settled ones, which are pictures, are made in up to ``jobs`` processes, where there are enough to be worth starting
    them. The others are made here: an archive is too large to be taken elsewhere for them.
    """
    lacking = [asset for asset in wanted if not (asset.settled and (docs / asset.path).is_file())]
    apart = [asset for asset in lacking if asset.settled]
    yield from ((asset, asset.make()) for asset in lacking if not asset.settled)
    workers = min(jobs, len(apart) // SOLITARY)
    if workers < 2:
        yield from ((asset, asset.make()) for asset in apart)
        return
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        yield from zip(apart, pool.map(methodcaller("make"), apart, chunksize=SOLITARY // 10), strict=True)
