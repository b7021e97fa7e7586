"""A build from beginning to end: the archive, ``docs/``, ``site/``, the search index. Only what changed is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from operator import methodcaller
from pathlib import Path

from backissue import files
from backissue.archive.load import load
from backissue.archive.publishing import NEVER, published
from backissue.model import Problem, Shard, UsageError
from backissue.site import engine, rendering, search, size
from backissue.site.attachments import find_attachments
from backissue.site.documents import README, Composed, compose, is_doubtful
from backissue.site.outputs import assets
from backissue.site.site import Asset, Document

SOLITARY = 200
"""Fewer settled assets than this for each process are not worth its start."""

DRAFTS = f"{files.WORK}/drafts"
"""The folder for ``docs/`` and ``site/`` with the drafts in them."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did, in numbers of files, how many items it kept out, and the defects it met."""

    items: int
    docs_written: int
    docs_removed: int
    pages_rendered: int
    site_written: int
    site_removed: int
    index_written: int
    withheld: int
    problems: tuple[Problem, ...]

    @property
    def idle(self) -> bool:
        """Whether everything was up to date already."""
        return not any((self.docs_written, self.docs_removed, self.site_written, self.site_removed, self.index_written))


def build(  # noqa: PLR0913 - an option of the command each
    root: Path,
    site_dir: Path,
    jobs: int = 1,
    shard: Shard | None = None,
    progress: Callable[[str, int, int], None] = lambda _step, _done, _all: None,
    *,
    today: date = NEVER,
    drafts: bool = False,
) -> Report:
    """Build the site of the archive at ``root`` in ``site_dir``: an empty folder, or one that a build has made.

    Up to ``jobs`` processes draw or render. With a ``shard`` only that part of the pages is rendered, and no search
    index. ``progress`` is called with the name of a step, how far it is and how far it goes. Drafts, and what is to be
    published after ``today``, stay out; with ``drafts`` they are shown, and ``docs/`` is left alone for a folder of
    its own.

    Raises:
        UsageError: a folder is not this command's to write.
        MachineError: the search index cannot be made.
    """
    docs = root / (DRAFTS if drafts else "") / "docs"
    _claim(root, docs, site_dir)
    settings = engine.settings(root, docs)
    progress("Reading content/", 0, 0)
    archive = published(load(root), today, drafts=drafts)

    def is_doubted(document: Document) -> bool:
        is_known = files.holds(docs / document.path, document.text.encode())  # and so was judged before
        return not is_known and is_doubtful(document, archive)

    composed = compose(root, archive, settings, is_doubted)
    beside, unfit = find_attachments(root / "content", archive)
    progress("Writing docs/", 0, 0)
    written, removed = _write_docs(root, docs, composed, jobs, beside)
    rendered = rendering.render(
        root, docs, site_dir, jobs, shard or Shard(), tick=lambda done, of: progress("Rendering pages", done, of)
    )
    whole = shard is None or shard.of == 1
    if whole:
        progress("Indexing for search", 0, 0)
    indexed = search.update(root, site_dir) if whole else 0
    return Report(
        items=len(composed.site.catalogue.archive.pages),
        docs_written=written,
        docs_removed=removed,
        pages_rendered=rendered.pages,
        site_written=rendered.written,
        site_removed=rendered.removed,
        index_written=indexed,
        withheld=0 if drafts else len(archive.withheld),
        problems=tuple(
            sorted({*archive.problems, *composed.problems, *unfit, *rendered.problems, *size.find_excess(site_dir)})
        ),
    )


def _write_docs(root: Path, docs: Path, composed: Composed, jobs: int, beside: Iterable[str]) -> tuple[int, int]:
    """Make ``docs`` hold the documents, the files made of the archive and its pictures, and nothing else."""
    written, keep = 0, set()
    for document in composed.site.documents:
        keep.add(document.path)
        written += files.write(files.below(docs, document.path), document.text.encode())
    derived = tuple(assets(composed.site))
    keep |= {asset.path for asset in derived}
    for asset, data in make_assets(docs, derived, jobs):
        written += files.write(files.below(docs, asset.path), data)
    for name in beside:
        keep.add(name)
        written += files.write(files.below(docs, name), files.below(root / "content", name).read_bytes())
    return written, len(files.prune(docs, keep))


def make_assets(docs: Path, wanted: Iterable[Asset], jobs: int) -> Iterator[tuple[Asset, bytes]]:
    """Yield each asset with what is in it, but for the settled ones that ``docs`` has.

    Those that are settled are made in up to ``jobs`` processes, where there are enough to be worth starting them.
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
