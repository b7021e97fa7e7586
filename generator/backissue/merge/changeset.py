"""What an import changes: the fate of every item, the pages to write, and the ledger, built one item at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from backissue.archive.addresses import Addresses
from backissue.archive.archive import Archive
from backissue.archive.removals import Removals
from backissue.archive.segments import Segments
from backissue.fields import FORMER_IDS, Fields
from backissue.files import below, tree
from backissue.former import current_page
from backissue.frontmatter import edit, read_item, render, stated
from backissue.merge.doubles import Double
from backissue.merge.doubts import NOTHING_HELD, Held
from backissue.merge.ledger import Base, Ledger
from backissue.merge.sides import TopicsHere, incoming_version, next_base, version_of
from backissue.merge.threeway import Conflict, Side, merge
from backissue.model import Item, MachineError, Page, Problem
from backissue.sources.read import SourceReport
from backissue.text import slugify
from backissue.yaml_text import Value


class Fate(StrEnum):
    """What an import does with an item."""

    NEW = "new"
    SAME = "same"
    UPDATED = "updated"
    CONFLICT = "conflict"
    DELETED = "deleted"
    GONE = "gone"
    PRUNED = "pruned"
    UNREADABLE = "unreadable"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Change:
    """An item's fate, with its page below ``content/`` where it has one and the conflicts if there are any."""

    fate: Fate
    id: str
    path: str = ""
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """A file to write: its bytes as they were read, ``None`` where there is none, and as they shall be or ``None``.

    ``ids`` are those that the item of a page has in the ledger, before and after.
    """

    before: bytes | None
    after: bytes | None
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Records:
    """The segments of all kinds as they were read, and the ledger and the addresses as they shall be.

    Removals are written where their segments, ``of_removals``, are given.
    """

    of_items: Segments
    of_addresses: Segments
    of_moves: Segments
    ledger: Ledger
    addresses: Addresses
    of_removals: Segments | None = None
    removals: Removals = field(default_factory=Removals)


@dataclass(frozen=True, slots=True)
class Changeset:
    """All that an import, or another command that writes to ``content/``, would do.

    ``edits`` go by path below ``content/``; ``records`` is ``None`` where broken ones forbid to write at all;
    ``led_on`` has the addresses that lead elsewhere from now on, each with the address that they lead to. ``beside``
    are edits of files outside ``content/``, by path below the archive's folder. ``pictures`` has the places below
    ``content/`` of pictures that come along, each with its file below ``content/sources``.
    """

    sources: tuple[SourceReport, ...]
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    edits: Mapping[str, Edit]
    records: Records | None
    led_on: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, Edit] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)
    passing: bool = False

    def counts(self) -> Mapping[Fate, int]:
        """Count the items that meet each fate."""
        counts = Counter(change.fate for change in self.changes)
        return {fate: counts[fate] for fate in Fate}


class Builder:
    """Builds the edits, the changes and the new ledger of an import into the archive at ``root``.

    ``settled`` has, for ids or paths whose conflicts a person has decided, the side that wins. Of what is ``held``,
    nothing is written.
    """

    def __init__(
        self, root: Path, archive: Archive, ledger: Ledger, settled: Mapping[str, Side], held: Held = NOTHING_HELD
    ) -> None:
        self.root = root
        self._content = root / "content"
        self._pages = {page.item.id: page for page in archive.pages}
        self._unreadable = archive.unreadable
        self._taken = {path.casefold() for path in (*tree(self._content), *archive.removals.paths)}
        self._forwarded = {entry.id for entry in archive.addresses.values() if entry.to}
        self._published = {
            entry.id: f"{path.rstrip('/')}.md" for path, entry in archive.addresses.items() if not entry.to
        }
        self._namesakes: Counter[tuple[str, str]] = Counter()
        self._places: dict[str, str] = {}
        self._settled = settled
        self._listed: set[str] = set()
        self._held = held
        self._topics = TopicsHere(archive)
        self._given: set[str] = set()
        self._before = dict(ledger)
        self.ledger = dict(ledger)
        self.edits: dict[str, Edit] = {}
        self.pictures: Mapping[str, str] = {}
        self.changes: list[Change] = []

    def place(self, item: Item, former_id: str | None = None, *, is_asked: bool = True) -> str:
        """Return the page that an item has, or will have once it is added; empty where it has none and gets none."""
        self._listed.add(item.id)
        name = former_id or item.id
        is_free = not former_id and name in self._given
        self._given |= {former_id} if former_id else set()
        if (page := self._pages.get(name)) and not is_free:
            return page.path
        is_there = name in self._unreadable or (name in self.ledger and not is_free)
        if not is_asked or is_there or self._held.holds(item.id, former_id):
            return ""
        if item.id not in self._places:
            self._places[item.id] = self._free_path(item)
        return self._places[item.id]

    def unite(self, double: Double) -> None:
        """Remove the second pages of an item; what the first is compared with is what an import wrote of it."""
        for page, data in double.gone:
            self.edits[page.path] = Edit(data, None, ())
        if double.base:
            self._before[double.kept.item.id] = self.ledger[double.kept.item.id] = double.base

    def add(self, item: Item, former_id: str | None = None, listed: Mapping[str, Fields] | None = None) -> None:
        """Add an item as its source has it now, and once had under ``former_id``; ``listed`` is what several say."""
        name = former_id or item.id
        if self._held.holds(item.id, former_id):
            self.changes.append(Change(Fate.UNCLEAR, item.id))
        elif page := self._pages.get(name):
            self._merge(item, page)
            self._keep(item, listed)
            if former_id:
                del self._pages[name]
        elif name in self._unreadable:
            self.changes.append(Change(Fate.UNREADABLE, item.id))
        elif name in (self._before if former_id else self.ledger):
            self.ledger[item.id] = self._take(name)
            self.changes.append(Change(Fate.DELETED, item.id))
        else:
            self._create(item)
            self._keep(item, listed)

    def _keep(self, item: Item, listed: Mapping[str, Fields] | None) -> None:
        if listed and item.id in self.ledger:
            self.ledger[item.id] = self.ledger[item.id]._replace(listed=listed)

    def add_missing(self, files: Collection[str], seen: Collection[str], *, prune: Collection[str]) -> None:
        """Record the items that were once read from one of ``files`` and are no longer ``seen`` in any.

        The pages of those from ``prune``, some of the files, go too, but for those that a person has edited.
        """
        for name, base in list(self.ledger.items()):
            if name in seen or name in self._held or base.file not in files:
                continue
            if name in self._pages:
                self._remove(self._pages[name], base, prune=base.file in prune)
            elif base.file in prune and name in self._forwarded:  # its page went, and then the import was killed
                del self.ledger[name]

    def _remove(self, page: Page, base: Base, *, prune: bool) -> None:
        name = page.item.id
        before = self._read(page)
        # A comment says nothing that is merged, and is an edit all the same.
        text = current_page(before.decode("utf-8"))
        as_written = render(page.item) == text.replace("\r\n", "\n")
        written = self._topics.version(base._replace(listed={}, now_in=""), page.item.topics)
        prune = prune and as_written and written == version_of(page.item)
        if prune:
            self.edits[page.path] = Edit(before, None, (name,))
            del self.ledger[name]
        else:
            self._rewrite(page.path, before, text, (name,))
        self.changes.append(Change(Fate.PRUNED if prune else Fate.GONE, name, page.path))

    def _create(self, item: Item) -> None:
        path = self._places.get(item.id) or self._free_path(item)
        folder = Path(path).parent
        if (self._content / folder).resolve() != self._content.resolve() / folder:
            # By a symbolic link, which is reported: what is written there would not be read.
            self.changes.append(Change(Fate.UNREADABLE, item.id))
            return
        self.edits[path] = Edit(None, render(self._topics.item(item)).encode("utf-8"), (item.id,))
        self.ledger[item.id] = version_of(item)
        self.changes.append(Change(Fate.NEW, item.id, path))

    def _merge(self, item: Item, page: Page) -> None:
        # A page that the ledger does not know is a person's: whatever differs in it is kept and reported.
        base = self._base_of(page.item) or Base({}, "")
        before = self._read(page)
        text = current_page(before.decode("utf-8"))
        incoming, mine = incoming_version(item, base), (stated(text, page.item), page.item.body)
        side = self._settled.get(page.item.id) or self._settled.get(page.path)
        was, now = (self._topics.version(each, page.item.topics)[:2] for each in (base, incoming))
        merged = merge(was, now, mine, side)
        changes = dict(merged.changes)
        if item.id != page.item.id:
            # An id that is of another item now would lead its row to this one, were its own page deleted.
            former: list[Value] = [name for name in reversed(page.item.ids) if name not in self._listed]
            changes |= {FORMER_IDS.key: former or None} if former != [*page.item.former_ids] else {}
        if changes or merged.body is not None:
            text = edit(text, changes, merged.body)
        self._rewrite(page.path, before, text, (page.item.id, item.id))
        self.ledger[item.id] = next_base(base, incoming, merged.conflicts)
        fate = Fate.CONFLICT if merged.conflicts else Fate.UPDATED if page.path in self.edits else Fate.SAME
        self.changes.append(Change(fate, item.id, page.path, merged.conflicts))

    def _rewrite(self, path: str, before: bytes, text: str, ids: tuple[str, ...]) -> None:
        """Add the edit of a page, unless it changes nothing."""
        if (after := text.encode("utf-8")) != before:
            self.edits[path] = Edit(before, after, ids)

    def _base_of(self, item: Item) -> Base | None:
        """Take the item's entry out of the ledger, by a former id where an import that renamed it was killed."""
        base = next((self._take(name) for name in item.ids if name in self._before), None)
        # Which id a page has is decided by then, and no conflict.
        return base and base._replace(fields={**base.fields, "id": item.id})

    def _take(self, name: str) -> Base:
        """Take an entry out of the ledger; that of two items that change their ids is not that of the other."""
        base = self._before[name]
        if self.ledger.get(name) is base:
            del self.ledger[name]
        return base

    def _read(self, page: Page) -> bytes:
        """Return the bytes of a page, which must still be those that the archive was read from."""
        data = below(self._content, page.path).read_bytes()
        if read_item(data.decode("utf-8"), page.path)[0] != page.item:
            raise MachineError(f"content/{page.path} was saved while the import read it: run it again")
        return data

    def _free_path(self, item: Item) -> str:
        """Return the page of a new item: where its address has been before, else one made of its title."""
        folder = f"weeks/{item.week.isoformat()}" if item.week else "undated"
        known = self._published.get(item.id, "")
        if known.rpartition("/")[0] == folder and known.casefold() not in self._taken:
            self._taken.add(known.casefold())
            return known
        stem = slugify(item.title)
        while True:
            number = self._namesakes[folder, stem] = self._namesakes[folder, stem] + 1
            path = f"{folder}/{stem}{f'-{number}' if number > 1 else ''}.md"
            if path.casefold() not in self._taken:
                self._taken.add(path.casefold())
                return path
