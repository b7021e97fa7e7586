"""The archive in memory: every page below ``content/``, and what was found wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from backissue.archive.addresses import KIND as ADDRESSES
from backissue.archive.addresses import Addresses
from backissue.archive.config import ArchiveConfig
from backissue.archive.moves import KIND as MOVES
from backissue.archive.removals import KIND as REMOVALS
from backissue.archive.removals import Removals
from backissue.archive.segments import Segments
from backissue.markup import escape_heading
from backissue.model import Item, Note, Page, Problem
from backissue.prose.document import Document
from backissue.prose.parse import Renderer, renderer_with
from backissue.prose.turns import as_said
from backissue.store import Store, code_digest, digest


@dataclass(frozen=True)
class Archive:
    """All of ``content/``: the items' pages sorted by path, the pages written by hand, and every address so far.

    ``unreadable`` holds the ids of pages that are there and do not parse, as far as an id can be made out. ``doubles``
    are pages that share an id: the one that is among ``pages``, and those that are not. ``records`` are the segments
    that the addresses were read from, ``of_moves`` those of the sources that list items now,
    and ``of_removals`` those of ``removals``, the items that were taken out on request. ``renderer`` makes of
    Markdown what readers get. ``withheld`` are the pages that are not to be seen on the day of a build. ``store`` keeps
    what was derived from a page or from many; ``own_titles`` are the sources that call papers by their own titles;
    ``digests`` has what each file was read as, with a digest of the file.
    """

    config: ArchiveConfig
    pages: tuple[Page, ...] = ()
    notes: Mapping[str, Note] = field(default_factory=dict)
    addresses: Addresses = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    unreadable: frozenset[str] = frozenset()
    doubles: tuple[tuple[Page, ...], ...] = ()
    records: Segments = field(default_factory=lambda: Segments(ADDRESSES))
    of_moves: Segments = field(default_factory=lambda: Segments(MOVES))
    of_removals: Segments = field(default_factory=lambda: Segments(REMOVALS))
    removals: Removals = field(default_factory=Removals)
    renderer: Renderer = field(default_factory=lambda: renderer_with(""), compare=False)
    withheld: tuple[Page, ...] = ()
    store: Store = field(default_factory=Store, compare=False, repr=False)
    own_titles: frozenset[str] = frozenset()
    digests: Mapping[str, tuple[Item | Note, str]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def _by_path(self) -> Mapping[str, Page]:
        return {page.path: page for page in self.pages}

    def page(self, path: str) -> Page | None:
        """Return the item's page at ``path`` below ``content/``, if one is there."""
        return self._by_path.get(path)

    @cached_property
    def by_id(self) -> Mapping[str, Page]:
        """The items' pages by their ids, former ones too; the id that an item has now comes first."""
        named = [(name, page) for page in self.pages for name in page.item.ids]
        return dict(sorted(named, key=lambda pair: pair[0] == pair[1].item.id))

    def key(self, path: str, value: Item | Note) -> str:
        """Return a digest of all that an item, or a page by hand, says: of its file, where it is as that was read."""
        read, held = self.digests.get(path, (None, ""))
        return held if read is value else digest(repr(value))

    def document(self, page: Page) -> Document:
        """Return what an item's page says below its title.

        Raises:
            TooComplexError: its text cannot be rendered.
        """
        found = self.renderer.document(with_title(page))
        return Document(found.blocks[1:], found.ids)

    def document_key(self, page: Page) -> str:
        """Return what stands for all that :meth:`document` makes of a page: its text, and the code that reads it."""
        item, key = self._document_keys.get(page.path, (None, ""))
        if item is not page.item:
            item = page.item
            key = digest(code_digest(), self.renderer.key, item.kind, item.title, item.body, *item.people)
            self._document_keys[page.path] = item, key
        return key

    @cached_property
    def _document_keys(self) -> dict[str, tuple[Item | None, str]]:
        return {}


_SOUND = "sound"


def with_title(page: Page) -> str:
    """Return the Markdown of an item below its title, which has an id that no heading below can have."""
    return f"# {escape_heading(page.item.title) or '&#8203;'}\n\n{as_said(page.item)}"


def sound_keys(archive: Archive) -> set[str]:
    """Return what stands for the pages that were found to be renderable before."""
    return set(archive.store.get(_SOUND, digest(code_digest(), "latest")) or ())


def renderable(archive: Archive) -> Archive:
    """Return the archive without the pages that cannot be rendered, and with a problem for each of them."""
    known = sound_keys(archive)
    keys = {page.path: archive.document_key(page) for page in archive.pages}
    texts = [(page.path, page.body_line, with_title(page)) for page in archive.pages if keys[page.path] not in known]
    texts += [(path, note.body_line, note.body) for path, note in archive.notes.items()]
    found: dict[str, Problem] = {}
    for path, line, text in archive.store.counted("Checking texts", texts):
        if fault := archive.renderer.fault(text):
            what = f"the page cannot be rendered: {fault}"
            found[path] = Problem(f"content/{path}", line, what, "simplify it")
    if known != (sound := {key for path, key in keys.items() if path not in found}):
        archive.store.put(_SOUND, digest(code_digest(), "latest"), sorted(sound))
    if not found:
        return archive
    return replace(
        archive,
        pages=tuple(page for page in archive.pages if page.path not in found),
        notes={path: note for path, note in archive.notes.items() if path not in found},
        problems=tuple(sorted({*archive.problems, *found.values()})),
    )


def day_of(page: Page) -> date:
    """Return the day an item is sorted by: its own, else its week's; the first of all days where it has none."""
    return page.item.date or page.item.week or date.min
