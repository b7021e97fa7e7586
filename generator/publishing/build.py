"""A build from beginning to end: the archive, ``docs/``, ``site/``, the search index. Only what changed is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig

from generator import files
from generator.archive import weave
from generator.archive.archive import Archive, load
from generator.model import Problem, Shard, UsageError
from generator.publishing import engine, paths, searchindex
from generator.publishing.safety import examine
from generator.publishing.templates import Templates
from generator.publishing.views import Document, Views

ATTACHMENTS = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".pdf"})
"""What may stand beside pages. Not SVG, which can hold script."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did, in numbers of files, and the defects it met."""

    items: int
    docs_written: int
    docs_removed: int
    pages_rendered: int
    site_written: int
    site_removed: int
    index_written: int
    problems: tuple[Problem, ...]

    @property
    def idle(self) -> bool:
        """Whether everything was up to date already."""
        return not any((self.docs_written, self.docs_removed, self.site_written, self.site_removed, self.index_written))


def build(
    root: Path,
    site_dir: Path,
    jobs: int = 1,
    shard: Shard | None = None,
    progress: Progress = lambda _step, _done, _all: None,
) -> Report:
    """Build the site of the archive at ``root``.

    Args:
        root: the folder that holds ``mkdocs.yml`` and ``content/``.
        site_dir: where the site goes: an empty folder, or one that a build has made.
        jobs: the largest number of processes that render.
        shard: render only this part of the pages, and no search index.
        progress: called with the name of a step, how far it is and how far it goes.

    Raises:
        UsageError: a folder is not this command's to write.
        MachineError: the search index cannot be made.
    """
    _claim(root, site_dir)
    config = engine.configure(root)
    progress("Reading content/", 0, 0)
    archive, problems = admit(load(root), config)
    documents = without_clashes(Views(archive, Templates(root), str(config.site_name)).documents(), problems)
    written, removed = _write_docs(root, documents, problems)
    rendered = engine.render(
        root, site_dir, jobs, shard or Shard(), lambda done, of: progress("Rendering pages", done, of)
    )
    whole = shard is None or shard.of == 1
    if whole:
        progress("Indexing for search", 0, 0)
    indexed = searchindex.update(root, site_dir) if whole else 0
    return Report(
        items=len(archive.pages),
        docs_written=written,
        docs_removed=removed,
        pages_rendered=rendered.pages,
        site_written=rendered.written,
        site_removed=rendered.removed,
        index_written=indexed,
        problems=tuple(sorted({*archive.problems, *problems, *rendered.problems})),
    )


def admit(archive: Archive, config: MkDocsConfig) -> tuple[Archive, list[Problem]]:
    """The archive without the pages that hold anything active, and a problem for each such thing."""
    markdown = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)
    problems = list(weave.clashes(archive))
    refused = set()
    bodies = [(page.path, page.item.body, page.body_line) for page in archive.pages]
    bodies += [(path, note.body, note.body_line) for path, note in archive.notes.items()]
    for path, body, line in bodies:
        found = examine(body, f"content/{path}", line, markdown).problems
        problems += found
        refused |= {path} if found else set()
    pages = tuple(page for page in archive.pages if page.path not in refused)
    notes = {path: note for path, note in archive.notes.items() if path not in refused}
    return Archive(archive.config, pages, notes, archive.problems), problems


def without_clashes(documents: Iterable[Document], problems: list[Problem]) -> Iterator[Document]:
    """The first document at each address, and a problem for every later one, upper and lower case being the same."""
    seen: set[str] = set()
    for document in documents:
        address = paths.address(document.path).casefold()
        if address in seen:
            what = f"a second page wants the address /{paths.address(document.path)}"
            place = f"content/{document.origin or document.path}"
            problems.append(Problem(place, 0, what, "rename it, or take the alias out"))
        else:
            seen.add(address)
            yield document


def _write_docs(root: Path, documents: Iterable[Document], problems: list[Problem]) -> tuple[int, int]:
    """Make ``docs/`` hold the documents and the archive's pictures, and nothing else."""
    docs, written, keep = root / "docs", 0, set()
    for document in documents:
        keep.add(document.path)
        written += files.write(files.below(docs, document.path), document.text.encode("utf-8"))
    for name in attachments(root / "content", problems):
        keep.add(name)
        written += files.write(files.below(docs, name), files.below(root / "content", name).read_bytes())
    return written, len(files.prune(docs, keep))


def attachments(content: Path, problems: list[Problem]) -> Iterator[str]:
    """The files beside the pages that go on the site as they are."""
    for name in files.tree(content):
        if name.startswith("sources/") or name.endswith(".md") or name in {"archive.yml", "imports.jsonl"}:
            continue
        defect = _unfit(content, name)
        if defect:
            problems.append(Problem(f"content/{name}", 0, *defect))
        else:
            yield name


def _unfit(content: Path, name: str) -> tuple[str, str] | None:
    """Why a file cannot go on the site, and what to do about it."""
    if Path(name).suffix.lower() not in ATTACHMENTS:
        remedy = f"move it to content/sources, or save it as one of {' '.join(sorted(ATTACHMENTS))}"
        return "no page and no picture", remedy
    try:
        files.below(content, name)
    except ValueError as error:
        return str(error), "put the file itself there"
    return None


def _claim(root: Path, site_dir: Path) -> None:
    """See to it that what is about to be pruned was made by a build.

    Raises:
        UsageError: ``docs/`` or the site's folder holds files of somebody else.
    """
    docs = root / "docs"
    if docs.is_dir() and any(docs.iterdir()) and not (docs / "README.md").is_file():
        raise UsageError(f"{docs} holds files that no build made: move them to content/, and leave docs/ empty")
    for own in (root, root / "content", docs, root / "site_templates"):
        if own.resolve().is_relative_to(site_dir.resolve()) or site_dir.resolve() == own.resolve():
            raise UsageError(f"the site cannot go to {site_dir}: name a folder of its own with --site-dir")
    if site_dir.is_dir() and any(site_dir.iterdir()) and not (site_dir / files.MARKER).is_file():
        raise UsageError(f"{site_dir} holds files that no build made: name an empty folder with --site-dir")
    if not (site_dir / files.MARKER).is_file():
        files.write(site_dir / files.MARKER, b"{}\n")
