"""From ``docs/`` to ``site/``: which pages are stale, and their rendering beside the site in some processes.

A finished page ends in a comment with a digest of all that it was made from: its own file in ``docs/``, the theme, the
configuration, the versions of the engine and the rules of the gate. Nothing else decides what a page looks like, so a
page whose digest still holds is left alone, wherever it was rendered: one that the store knows by all its bytes at
once, any other once the gate has passed it. Pages are rendered beside the site and then moved into it: a build that
fails leaves the site as it was. One that the gate refuses is on no site.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, wait
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from urllib.parse import unquote

from backissue import files
from backissue.file_index import FileIndex
from backissue.model import Problem
from backissue.progress import More, Tick
from backissue.site import cluster
from backissue.site.engine import Setup, layout, page_gate, render_pages
from backissue.site.page_gate import PageGate
from backissue.site.report import Order
from backissue.site.squeeze import squeeze, with_imports
from backissue.store import Store, code_digest, digest

SOLITARY = 200
"""Fewer stale pages than this are rendered in one process: starting another costs more than it saves."""

STYLES = "site.css"
"""The style sheet of the theme that only imports others."""

_KIND, _LINKED, _WARNED = "marks", "links of docs", "warnings"
_MARK_OPENS, _MARK_CLOSES = b"<!-- backissue ", b" -->"
_LINK = re.compile(rb"\]\(<?([^()\s<>#]+\.md)")


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a run did: the pages rendered, the files written and removed, what MkDocs warned of, and pages' marks."""

    pages: int
    written: int
    removed: int
    problems: tuple[Problem, ...]
    marks: Mapping[str, str]

    def after(self, former: Rendered) -> Rendered:
        """Return what this run and the one before it did, and how the site is now."""
        pages, written, removed = (
            self.pages + former.pages,
            self.written + former.written,
            self.removed + former.removed,
        )
        return replace(self, pages=pages, written=written, removed=removed)


@dataclass(frozen=True, slots=True)
class Work:
    """The digests of all pages by their places in the site, the stale sources with theirs, and all other files.

    ``whole`` is a digest of the configuration and of which pages there are.
    """

    digests: Mapping[str, str]
    stale: Mapping[str, str]
    others: Mapping[str, Path | None]
    whole: str


class Records:
    """What is remembered of the pages of ``docs/`` and of the site, whose indexes are given, from build to build."""

    def __init__(self, store: Store, docs: FileIndex, site: FileIndex) -> None:
        self.docs, self.site, self._store = docs, site, store
        self._code = code_digest() if store.is_kept else ""
        self._kept = store.get(_KIND, site.key) or {}
        self._marks: dict[str, tuple[str, str]] = {}

    def targets(self, source: str, folder: Path) -> tuple[str, list[str]]:
        """Return the digest of a page of ``docs/``, and the pages that its Markdown links to.

        Raises:
            OSError: it cannot be read.
        """
        held = self.docs.digest(source)
        known = self._store.get(_LINKED, digest(self._code, held))
        if known is not None:
            return held, known
        found = {unquote(found[1].decode()) for found in _LINK.finditer((folder / source).read_bytes())}
        self._store.put(_LINKED, digest(self._code, held), sorted(found))
        return held, sorted(found)

    def mark(self, place: str, site_dir: Path, passes: Callable[[Path], bool] = lambda _: True) -> str:
        """Return the digest at the end of a page of the site, as a build left it; empty where that is not so.

        One that is not known by its bytes has to be one that ``passes``.
        """
        if not self.site.is_as_noted(place):
            return ""
        try:
            held = self.site.digest(place)
        except OSError:
            return ""
        known = self._kept.get(place, ("", ""))
        mark = known[1] if known[0] == held else mark_of(site_dir / place) * passes(site_dir / place)
        self._marks[place] = held, mark
        return mark

    def warnings(self, work: Work) -> list[Problem] | None:
        """Return what MkDocs warns of for the whole site; ``None`` where nobody knows."""
        known = self._store.get(_WARNED, digest(self._code, work.whole))
        return None if known is None else [Problem(*values) for values in known]

    def warn(self, work: Work, problems: Iterable[Problem]) -> None:
        """Keep what MkDocs warns of for the whole site."""
        self._store.put(_WARNED, digest(self._code, work.whole), [astuple(problem) for problem in problems])

    def save(self, site_dir: Path, places: Iterable[str]) -> Mapping[str, str]:
        """Keep the marks of the pages at ``places``, and return them."""
        self._marks.clear()
        marks = {place: self.mark(place, site_dir) for place in places}
        self._store.put(_KIND, self.site.key, self._marks)
        return marks


def survey(order: Order, records: Records, setup: Setup) -> Work:
    """Find out which pages of ``docs/`` are not on the site as they should be."""
    docs, config = order.docs, setup.config
    pages, others = layout(config)
    # Every page shows the navigation, which leads elsewhere when a page that it names comes or goes.
    shape = digest(setup.shape, *(name for name in _named(config.nav) if name not in pages))
    digests, stale, judges = {}, {}, list[PageGate]()

    def passes(page: Path) -> bool:
        judges[:] = judges or [page_gate(order.root, config, setup.shape)]
        return not judges[0].judge_page(page.read_bytes().decode("utf-8", "replace"))

    for source, place in pages.items():
        held, targets = records.targets(source, docs)
        folder = (docs / source).parent
        missing = [target for target in targets if not (folder / target).is_file()]
        head = f"{shape} {source} {missing} {held}"  # it is rendered again when a page that it links to comes or goes
        digests[place] = mark = hashlib.sha256(head.encode()).hexdigest()[:32]
        if order.shard.holds(source) and records.mark(place, order.site_dir, passes) != mark:
            stale[source] = place
    return Work(digests, stale, others, digest(shape, *sorted(pages)))


def _named(nav: object) -> Iterator[str]:
    """Yield the pages that a navigation names."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, list | dict):
        for inside in nav.values() if isinstance(nav, dict) else nav:
            yield from _named(inside)


def mark_of(page: Path) -> str:
    """Return the digest at the end of a finished page; empty where there is none."""
    try:
        with page.open("rb") as file:
            file.seek(-min(80, page.stat().st_size), os.SEEK_END)
            _, opens, digest = file.read().rstrip().removesuffix(_MARK_CLOSES).rpartition(_MARK_OPENS)
    except OSError:
        return ""
    return digest.decode() if opens and len(digest) == 32 and digest.isalnum() else ""


def render(order: Order, records: Records, setup: Setup, tick: Tick) -> Rendered:
    """Bring the site up to date with ``docs/``, except for the search index, in up to ``order.jobs`` processes.

    Only the pages of the shard are rendered; where it is the whole, files that belong to no page are removed.
    ``tick`` is called with the number of pages rendered so far and of all that will be.
    """
    root, site_dir = order.root, order.site_dir
    index = records.site
    work = survey(order, records, setup)
    problems = records.warnings(work)
    written = 0
    complete = all(index.is_noted(name) for name, path in work.others.items() if not path)
    gone = set[str]()
    if work.stale or not complete or problems is None:
        with files.scratch(root, "render") as staging:
            problems = _render_all(order, setup, staging, work, lambda done: tick(done, len(work.stale)))
            written += _move_in(staging, index, _marks(work, problems))
            gone = {place for place in work.stale.values() if not (staging / place).is_file()}
        records.warn(work, [problem for problem in problems if not _blamed(work, problem)])
    written += sum(index.write(name, path.read_bytes()) for name, path in work.others.items() if path)
    removed = [place for place in sorted(gone) if (site_dir / place).is_file()]
    for place in removed:
        (site_dir / place).unlink()
    if order.is_whole:
        own = {name for name in files.tree(site_dir) if name.startswith("search-index/") or name == files.MARKER}
        removed += files.prune(site_dir, {*work.digests, *work.others} | own)
    marks = records.save(site_dir, work.digests.keys() - gone)
    return Rendered(len(work.stale), written, len(removed), tuple(problems), marks)


def _marks(work: Work, problems: Sequence[Problem]) -> Mapping[str, str]:
    """Return the digests to mark pages with. Those that a problem names get none, so that it is reported again."""
    blamed = {work.stale[page] for problem in problems for page in _blamed(work, problem)}
    return {name: digest for name, digest in work.digests.items() if name not in blamed}


def _blamed(work: Work, problem: Problem) -> set[str]:
    """Return the stale pages that a problem names; what it says of none, it says of the whole site."""
    return {problem.file.removeprefix("docs/"), *problem.what.split("'")} & work.stale.keys()


def _smaller(file: Path) -> bytes:
    """Return what goes on the site of a file that was rendered or that the theme brought."""
    if file.name == STYLES:
        return with_imports(file)
    return squeeze(file.read_bytes()) if file.suffix == ".html" else file.read_bytes()


def _move_in(staging: Path, index: FileIndex, digests: Mapping[str, str]) -> int:
    """Move what was rendered into the site where it differs, pages with their digest."""
    written = 0
    for name in files.tree(staging):
        data = _smaller(staging / name)
        if digest := digests.get(name):
            data = data.rstrip() + b"\n" + _MARK_OPENS + digest.encode() + _MARK_CLOSES + b"\n"
        written += index.write(name, data)
    return written


def _render_all(order: Order, setup: Setup, staging: Path, work: Work, tick: More) -> list[Problem]:
    """Render the stale pages into ``staging``: on a cluster where one is named, else in some processes here."""
    folders = order.root, order.docs, staging
    if not order.scheduler:
        return _render_here(folders, sorted(work.stale), order.jobs, tick)
    beside = render_pages(*folders, [], tick)
    if not work.stale:
        return beside
    stale = dict(sorted(work.stale.items()))
    return beside + cluster.render(order.scheduler, folders, stale, _named(setup.config.nav), tick)


def _render_here(folders: tuple[Path, Path, Path], stale: Sequence[str], jobs: int, tick: More) -> list[Problem]:
    """Render the stale pages in as many processes as are worth their start. ``folders`` are those that each is told."""
    workers = max(1, min(jobs, len(stale) // SOLITARY))
    if workers == 1:
        return render_pages(*folders, stale, tick)
    with (
        multiprocessing.get_context("spawn").Manager() as manager,
        ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool,
    ):
        ticks = manager.Queue()
        parts = [pool.submit(render_pages, *folders, stale[part::workers], ticks.put) for part in range(workers)]
        running, done = set(parts), 0
        while running:
            running = wait(running, timeout=0.2).not_done
            for _ in range(ticks.qsize()):
                ticks.get()
                done += 1
                tick(done)
        return [problem for part in parts for problem in part.result()]
