"""From ``docs/`` to ``site/`` with MkDocs, rendering only the pages that need it.

A finished page ends in a comment with a digest of all that it was made from: its own file in ``docs/``, the theme, the
configuration and the versions of the engine. Nothing else decides what a page looks like, so a page whose digest still
holds is left alone, wherever it was rendered. Pages are rendered beside the site and then moved into it: a build that
fails leaves the site as it was.
"""

from __future__ import annotations

import hashlib
import logging
import multiprocessing
import os
import platform
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from urllib.parse import unquote

from jinja2 import TemplateError
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel, get_files

from backissue import __version__, files
from backissue.model import Problem, Shard, UsageError
from backissue.site import paths, templates

ENGINE = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "pygments", "jinja2", "latex2mathml")
SOLITARY = 200
"""Fewer stale pages than this are rendered in one process: starting another costs more than it saves."""

Tick = Callable[[int], None]
_MARK = re.compile(rb"<!-- backissue ([0-9a-f]{32}) -->\s*\Z")
_LINK = re.compile(rb"\]\(<?([^()\s<>#]+\.md)")
_ROOT_TEMPLATES = ("404.html",)
_SITEMAP = "sitemap.xml"
_EXPECTED_WARNING = "A 'dirty' build is being performed"

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a run did: the pages rendered, the files written and removed, and what MkDocs warned of."""

    pages: int
    written: int
    removed: int
    problems: tuple[Problem, ...]


def configure(root: Path, site_dir: Path | None = None, docs_dir: Path | None = None) -> MkDocsConfig:
    """The configuration in ``mkdocs.yml``, with the package's theme behind the archive's own overrides of it.

    ``site_dir`` and ``docs_dir`` stand in for the folders that it names.

    Raises:
        UsageError: ``mkdocs.yml`` is missing or MkDocs refuses it.
    """
    file = root / "mkdocs.yml"
    if not file.is_file():
        raise UsageError(f"{root} has no mkdocs.yml: run this in an archive's folder, or name one with --root")
    try:
        folders = {"site_dir": site_dir or root / "site", "docs_dir": docs_dir or root / "docs"}
        config = load_config(str(file), **{name: str(folder.absolute()) for name, folder in folders.items()})
    except (Abort, MkDocsException) as error:
        raise UsageError(f"mkdocs.yml: {error}: mend it") from None
    known = [Path(folder).resolve() for folder in config.theme.dirs]
    behind = [str(folder) for folder in paths.templates(root, "theme") if folder not in known]
    own = int(config.theme.custom_dir is not None)
    config.theme.dirs[own:own] = behind
    config.theme.static_templates.discard(_SITEMAP)
    return config


def fingerprint(config: MkDocsConfig) -> str:
    """A digest of all that shapes every page: configuration, theme overrides, and the versions of the engine."""
    digest = hashlib.sha256(f"{__version__} {platform.python_version()} {config.site_url} {config.repo_url}".encode())
    for name in ENGINE:
        digest.update(f"{name} {version(name)}\n".encode())
    digest.update(Path(config.config_file_path).read_bytes())
    for folder in config.theme.dirs:
        if "site_templates" in Path(folder).parts:
            for name in files.tree(Path(folder)):
                digest.update(f"{name}\n".encode() + (Path(folder) / name).read_bytes())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Work:
    """What there is to do: every page by its place in the site with its digest, and the sources that are stale.

    ``statics`` are the files that are no pages; those of them that ``docs/`` holds are ``copies``, with their sources.
    """

    digests: Mapping[str, str]
    stale: Mapping[str, str]
    statics: frozenset[str]
    copies: Mapping[str, Path]

    @property
    def expected(self) -> set[str]:
        """All files that belong in the site, but for the search index."""
        return {*self.digests, *self.statics, *_ROOT_TEMPLATES}


def survey(config: MkDocsConfig, site_dir: Path, shard: Shard) -> Work:
    """Find out which pages of ``docs/`` are not in ``site_dir`` as they should be."""
    shape = fingerprint(config)
    found = get_files(config)
    found.add_files_from_theme(config.theme.get_env(), config)
    digests, stale = {}, {}
    for file in found.documentation_pages():
        missing = _missing(file)
        digest = hashlib.sha256(f"{shape} {file.src_uri} {missing}\n".encode() + file.content_bytes).hexdigest()[:32]
        digests[file.dest_uri] = digest
        if shard.holds(file.src_uri) and mark_of(site_dir / file.dest_uri) != digest:
            stale[file.src_uri] = file.dest_uri
    statics = [file for file in found if not file.is_documentation_page() and _is_published(file, config)]
    copies = {file.dest_uri: Path(file.abs_src_path or "") for file in statics if _is_own(file, config)}
    return Work(digests, stale, frozenset(file.dest_uri for file in statics), copies)


def _missing(file: File) -> list[str]:
    """The pages that a page links to and that are not there. It has to be rendered again when that changes."""
    folder = Path(file.abs_src_path or "").parent
    targets = {unquote(found[1].decode()) for found in _LINK.finditer(file.content_bytes)}
    return sorted(target for target in targets if not (folder / target).is_file())


def _is_published(file: File, config: MkDocsConfig) -> bool:
    """Whether a file goes on the site. The theme's map of the site does not: it knows no redirects."""
    return file.inclusion is not InclusionLevel.EXCLUDED and (file.src_uri != _SITEMAP or _is_own(file, config))


def _is_own(file: File, config: MkDocsConfig) -> bool:
    """Whether a file stands in ``docs/`` and not in the theme."""
    return file.src_dir == config.docs_dir


def mark_of(page: Path) -> str:
    """The digest at the end of a finished page; empty where there is none."""
    try:
        with page.open("rb") as file:
            file.seek(-min(80, page.stat().st_size), os.SEEK_END)
            found = _MARK.search(file.read())
    except OSError:
        return ""
    return found[1].decode() if found else ""


def render(root: Path, site_dir: Path, jobs: int, shard: Shard, tick: Callable[[int, int], None]) -> Rendered:
    """Bring ``site_dir`` up to date with ``docs/``, except for the search index.

    Args:
        root: the folder with ``mkdocs.yml`` and ``docs/``.
        site_dir: where the site stands; files in it that belong to no page are removed.
        jobs: the largest number of processes.
        shard: which part of the pages to render; nothing is removed unless it is the whole.
        tick: called with the number of pages rendered so far and of all that will be.
    """
    work = survey(configure(root), site_dir, shard)
    problems: list[Problem] = []
    written = 0
    complete = all((site_dir / name).is_file() for name in {*work.statics - work.copies.keys(), *_ROOT_TEMPLATES})
    if work.stale or not complete:
        with files.scratch(root, "render") as staging:
            problems = _render_all(root, staging, sorted(work.stale), jobs, lambda done: tick(done, len(work.stale)))
            written += _move_in(staging, site_dir, _marks(work, problems))
    written += sum(files.write(site_dir / name, source.read_bytes()) for name, source in work.copies.items())
    removed = len(_prune(site_dir, work)) if shard.of == 1 else 0
    return Rendered(len(work.stale), written, removed, tuple(problems))


def _marks(work: Work, problems: Sequence[Problem]) -> Mapping[str, str]:
    """The digests to mark pages with. Those that a problem names get none, so that the next run tells of it again."""
    named = [set(re.findall(r"'([^']+\.md)'", problem.what)) & work.stale.keys() for problem in problems]
    if not all(named):
        return {}
    blamed = {work.stale[page] for pages in named for page in pages}
    return {name: digest for name, digest in work.digests.items() if name not in blamed}


def _prune(site_dir: Path, work: Work) -> list[str]:
    own = {name for name in files.tree(site_dir) if name.startswith("pagefind/") or name == files.MARKER}
    return files.prune(site_dir, work.expected | own)


def _move_in(staging: Path, site_dir: Path, digests: Mapping[str, str]) -> int:
    """Move what was rendered into the site where it differs, pages with their digest."""
    written = 0
    for name in files.tree(staging):
        data = (staging / name).read_bytes()
        if digest := digests.get(name):
            data = data.rstrip() + f"\n<!-- backissue {digest} -->\n".encode()
        written += files.write(site_dir / name, data)
    return written


def _render_all(root: Path, staging: Path, stale: Sequence[str], jobs: int, tick: Tick) -> list[Problem]:
    """Render the stale pages into ``staging``, in as many processes as are worth their start."""
    workers = max(1, min(jobs, len(stale) // SOLITARY))
    if workers == 1:
        return render_pages(root, staging, stale, tick)
    with (
        multiprocessing.get_context("spawn").Manager() as manager,
        ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool,
    ):
        queue = manager.Queue()
        parts = [pool.submit(render_pages, root, staging, stale[part::workers], queue.put) for part in range(workers)]
        _report(parts, queue.get_nowait, tick)
        return [problem for part in parts for problem in part.result()]


def _report(parts: Sequence[Future[list[Problem]]], receive: Callable[[], int], tick: Tick) -> None:
    """Pass on how far all processes are together, until the last has ended."""
    running, total = set(parts), 0
    while running:
        running = wait(running, timeout=0.2).not_done
        try:
            while True:
                receive()
                total += 1
                tick(total)
        except Exception:  # noqa: BLE001, S112 - an empty queue; its class lives behind the manager's proxy
            continue


def render_pages(root: Path, staging: Path, pages: Iterable[str], tick: Tick) -> list[Problem]:
    """Render some pages of ``docs/`` in this process.

    Args:
        root: the folder with ``mkdocs.yml``.
        staging: where the finished pages go.
        pages: paths below ``docs/``.
        tick: called with the number of pages done, after each.

    Returns:
        What MkDocs warned of.

    Raises:
        UsageError: MkDocs gave up, or a template of the theme is broken.
    """
    # The pages' own dates are front matter; a clock in the sitemap would make every build differ.
    os.environ.setdefault("SOURCE_DATE_EPOCH", "315532800")
    config = configure(root, staging)
    config.strict = False  # warnings are collected as problems below, and the caller decides
    config.plugins["backissue/selection"] = _Selection(frozenset(pages), tick)
    collector = _Collector()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(collector)
    logger.propagate = False
    try:
        mkdocs_build(config, dirty=True)
    except (Abort, MkDocsException) as error:
        raise UsageError(f"MkDocs gave up: {error}: mend what it names") from None
    except TemplateError as error:
        raise templates.broken(error, "site_templates/theme") from None
    finally:
        logger.removeHandler(collector)
    return collector.problems


class _Selection(BasePlugin):  # type: ignore[no-untyped-call,type-arg]
    """MkDocs's own incremental build goes by file times; this tells it which pages to render. It changes no page."""

    def __init__(self, pages: frozenset[str], tick: Tick) -> None:
        self._pages = pages
        self._tick = tick
        self._done = 0

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        for file in files:
            stale = file.src_uri in self._pages if file.is_documentation_page() else not _is_own(file, config)
            file.is_modified = lambda stale=stale: stale  # type: ignore[method-assign,misc]
        return Files([file for file in files if _is_published(file, config)])

    def on_post_page(self, output: str, **_: object) -> str:
        self._done += 1
        self._tick(self._done)
        return output


class _Collector(logging.Handler):
    """Keeps MkDocs's warnings as problems."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.problems: list[Problem] = []

    def emit(self, record: logging.LogRecord) -> None:
        text = " ".join(record.getMessage().split())
        if not text.startswith(_EXPECTED_WARNING):
            self.problems.append(Problem("docs", 0, text, "mend the page in content/ that it names"))
