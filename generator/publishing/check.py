"""What can be wrong in ``content/``, found without writing anything."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from pathlib import Path

from markdown import Markdown

from generator.archive.archive import Archive, load
from generator.importing.ledger import read_ledger
from generator.model import Problem
from generator.publishing import engine
from generator.publishing.build import admit, attachments, without_clashes
from generator.publishing.safety import examine
from generator.publishing.templates import Templates
from generator.publishing.views import Views


def check_content(root: Path) -> list[Problem]:
    """Every defect of the archive at ``root``: front matter, ids, active content, and links that lead nowhere."""
    config = engine.configure(root)
    archive = load(root)
    admitted, problems = admit(archive, config)
    documents = Views(admitted, Templates(root), str(config.site_name)).documents()
    there = {document.path for document in without_clashes(documents, problems)}
    there |= set(attachments(root / "content", problems))
    markdown = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)
    problems += _dead_links(admitted, there, markdown)
    return sorted({*archive.problems, *problems, *read_ledger(root)[1]})


def _dead_links(archive: Archive, there: set[str], markdown: Markdown) -> Iterator[Problem]:
    """Relative links in pages that lead to no file of ``docs/``."""
    bodies = [(page.path, page.item.body) for page in archive.pages]
    bodies += [(path, note.body) for path, note in archive.notes.items()]
    for path, body in bodies:
        for link in _dead(path, examine(body, path, 1, markdown).links, there):
            what = f"the link `{link}` leads nowhere"
            yield Problem(f"content/{path}", 0, what, "name a page as it lies in content/, such as ../2023-03-26/x.md")


def _dead(path: str, links: Iterable[str], there: set[str]) -> Iterator[str]:
    for link in links:
        target = link.partition("#")[0].partition("?")[0]
        if target and posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) not in there:
            yield link
