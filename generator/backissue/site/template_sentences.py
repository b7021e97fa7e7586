"""What the pages of a new archive say until somebody replaces it, and the archive without that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from backissue import files
from backissue.archive.archive import Archive
from backissue.frontmatter import split
from backissue.model import Note
from backissue.site.folders import template_folders
from backissue.site.listing import amount
from backissue.text import sentences
from backissue.wording import Words, english

ABOUT = "about.md"
TELLING = 20
"""Characters of a sentence, below which it may be anybody's."""


def template_sentences(root: Path) -> Mapping[str, tuple[str, ...]]:
    """Return the sentences of the pages that the archive at ``root`` began with, by their paths below ``content/``."""
    return _sentences(template_folders(root, "new")[-1])


@lru_cache(maxsize=2)
def _sentences(template: Path) -> Mapping[str, tuple[str, ...]]:
    content = template / "content"
    paths = [path for path in files.tree(content) if path.endswith(".md")]
    bodies = [(path, split((content / path).read_text("utf-8"))) for path in paths]
    found = {
        path: tuple(said for said in sentences(parts.rest) if len(said) >= TELLING) for path, parts in bodies if parts
    }
    return MappingProxyType(found)


def without_template(root: Path, archive: Archive, words: Words | None = None) -> Archive:
    """Return the archive as readers are to see it: without the sentences that a new archive asks its editor to replace.

    The page about the archive then says how much there is in it.
    """
    known = template_sentences(root)
    changed = {path: _without(note, known[path]) for path, note in archive.notes.items() if path in known}
    changed = {path: note for path, note in changed.items() if note != archive.notes[path]}
    if not changed:
        return archive
    if ABOUT in changed and not changed[ABOUT].body:
        words = words or english()
        holds = words("bi.about.holds", items=amount(words, archive.pages))
        held = holds if archive.pages else words("bi.home.empty")
        changed[ABOUT] = replace(changed[ABOUT], body=f"{held}\n")
    return replace(archive, notes={**archive.notes, **changed})


def _without(note: Note, known: tuple[str, ...]) -> Note:
    body = note.body
    for sentence in known:
        body = body.replace(sentence, "")
    return note if body == note.body else replace(note, body=f"{body.strip()}\n" if body.strip() else "")
