"""What is wrong or odd in single pages of ``content/`` and the pictures beside them, though they can be published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path, PurePosixPath

from backissue.archive.archive import Archive
from backissue.archive.item_checks import find_slips
from backissue.frontmatter import at_key
from backissue.media import PICTURES
from backissue.model import Problem
from backissue.prose.text_mistakes import TextMistake, find_mistakes, may_have_mistakes
from backissue.site.template_sentences import template_sentences
from backissue.store import digest

LARGE = 2_000_000
"""Bytes of a picture, above which a phone waits for it: some two seconds at 10 Mbit/s."""
_MISTAKES = "text mistakes"


def check_pages(root: Path, archive: Archive, today: date) -> list[Problem]:
    """Return what is wrong in single pages of the archive at ``root``, drafts included, on a day.

    That is: text that is unfinished, dates and topics that are probably others, and sentences of the template.
    """
    content = root / "content"
    slips = (at_key(content, slip) for slip in find_slips(archive, today))
    return sorted({*_unfinished(archive), *slips, *_of_template(root, archive)})


def find_large(content: Path, names: Iterable[str]) -> Iterator[Problem]:
    """Yield a hint for each picture among files below ``content`` that takes long to load."""
    for name in names:
        if PurePosixPath(name).suffix.lower() in PICTURES and (size := (content / name).stat().st_size) > LARGE:
            what = f"a picture of {size / 1_000_000:.1f} MB, which phones load slowly"
            yield Problem(
                f"content/{name}", 0, what, "save it smaller: a width of 1,600 pixels is enough", is_hint=True
            )


def _unfinished(archive: Archive) -> Iterator[Problem]:
    """Yield what is wrong in the Markdown of pages. Only texts that have some sign of it are rendered, each once."""
    texts = [(page.path, page.item.body, page.body_line) for page in archive.pages]
    texts += [(path, note.body, note.body_line) for path, note in archive.notes.items()]
    for path, body, line in texts:
        if may_have_mistakes(body):
            for mistake in _mistakes(archive, body):
                place = line + mistake.line
                yield Problem(f"content/{path}", place, mistake.what, mistake.remedy, is_hint=mistake.is_hint)


def _mistakes(archive: Archive, body: str) -> list[TextMistake]:
    store, key = archive.store, digest(archive.renderer.basis, body)
    known = store.get(_MISTAKES, key)
    if known is not None:
        return [TextMistake(*values) for values in known]
    found = find_mistakes(body, archive.renderer.html)
    store.put(_MISTAKES, key, found)
    return found


def _of_template(root: Path, archive: Archive) -> Iterator[Problem]:
    """Yield a hint for each page that still says what a new archive says there."""
    for path, known in template_sentences(root).items():
        note = archive.notes.get(path)
        for number, line in enumerate(note.body.split("\n") if note else []):
            found = next((sentence for sentence in known if sentence in line), "")
            if note and found:
                what = f"still says what a new archive says, which the site leaves out: `{found}`"
                remedy = "replace it with words of your own, or remove it"
                yield Problem(f"content/{path}", note.body_line + number, what, remedy, is_hint=True)
                break
