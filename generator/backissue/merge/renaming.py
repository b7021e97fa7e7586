"""Planning the renaming of a topic: every page that names it, its own page, and where its address leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from functools import partial
from pathlib import Path

from backissue.archive.addresses import Address, Addresses
from backissue.archive.archive import Archive
from backissue.archive.config import FILE as CONFIG
from backissue.archive.config_edits import rename_topics
from backissue.archive.load import load
from backissue.archive.moves import read_moves
from backissue.archive.permalinks import current, led_on, redirect_ended
from backissue.archive.publishing import published
from backissue.archive.segments import Segments, read_segments
from backissue.archive.taxonomies import topics
from backissue.archive.topic_names import Path as TopicPath
from backissue.archive.topic_names import TopicNames, note_path, topic_path, written_path
from backissue.fields import to_yaml
from backissue.files import below, tree
from backissue.frontmatter import edit, read_item, read_note
from backissue.list_edits import replace_entries
from backissue.merge.changeset import Changeset, Edit, Records
from backissue.merge.ledger import KIND, Ledger, read_ledger, report_missing, said_of
from backissue.model import MachineError, Note, Page, UsageError
from backissue.store import Store
from backissue.text import topic_key
from backissue.yaml_text import Value

SETTINGS = CONFIG.removeprefix("content/")


@dataclass(frozen=True, slots=True)
class Renaming:
    """A topic's path before and after, and whether it joins one that there is."""

    old: TopicPath
    new: TopicPath
    joins: bool

    def follow(self, path: TopicPath) -> TopicPath:
        """Return the path of a topic once this one is renamed: of those below it too."""
        return (*self.new, *path[len(self.old) :]) if path[: len(self.old)] == self.old else path

    @property
    def is_respelled(self) -> bool:
        """Whether only case, hyphens or blanks change, which no address has."""
        return _key(self.old) == _key(self.new)


def plan_renaming(
    root: Path, old: str, new: str, today: date = date.max, store: Store | None = None
) -> tuple[Renaming, Changeset]:
    """Work out what renames a topic, or joins it with another, everywhere in the archive at ``root``.

    Pages name it by its new name. What its sources call it stays in the records, and the topic's own page below
    ``content/topics``, which is made where there is none, has the old name in ``aliases``: so an import gives the new
    name to what comes in under the old, and the old address leads on. Where ``archive.yml`` gives the topic to a source
    or to sections of issues, it gives the new name. Where the records are broken, nothing is to be written, and the
    problems of the changeset say why.

    Raises:
        UsageError: there is no such topic, the new name is none, or both topics have a page with a text.
        MachineError: a page was saved meanwhile.
    """
    archive, of_items = load(root, store), read_segments(root, KIND)
    broken = (*of_items.problems, *archive.records.problems, *archive.of_moves.problems)
    broken = (*broken, *report_missing(root, archive, of_items))
    names = TopicNames(archive)
    renaming = _resolve(archive, names, old, new)
    if broken:
        return renaming, Changeset((), (), broken, {}, None)
    pages = dict(_pages(root, archive, renaming, names))
    slug = _slug(archive, names, renaming, pages)
    edits = {**pages, **dict(_notes(root, archive, renaming, slug))}
    ledger = read_ledger(of_items, read_moves(archive.of_moves))
    addresses = _addresses(archive, edits, renaming, ledger, today)
    edits |= dict(_settings(root, renaming, names))
    return renaming, _changeset(archive, of_items, ledger, edits, addresses)


def _changeset(
    archive: Archive, of_items: Segments, ledger: Ledger, edits: Mapping[str, Edit], addresses: Addresses
) -> Changeset:
    records = Records(of_items, archive.records, archive.of_moves, ledger, addresses)
    return Changeset((), (), (), edits, records, led_on(archive.addresses, addresses))


def _resolve(archive: Archive, names: TopicNames, old: str, new: str) -> Renaming:
    """Return which topics are meant."""
    there = {topic.path: topic for topic in topics(archive).values()}
    was, now = names.path(old), names.path(new)
    if was not in there:
        known = {name.casefold(): path for path in there for name in (path[-1], written_path(path))}
        close = get_close_matches(old.casefold(), known, 1)
        meant = (
            f"did you mean `{written_path(known[close[0]])}`?" if close else "`backissue topics` lists those there are"
        )
        raise UsageError(f"no item has the topic `{old}`: {meant}")
    if not topic_path(new):
        raise UsageError(f"`{new}` is no name of a topic: give it letters")
    if now == was:  # another spelling of it, or a name that it had before
        now = topic_path(new)
    if now[: len(was)] == was and now != was:
        raise UsageError(f"`{written_path(now)}` would be part of itself: choose another name")
    return Renaming(was, now, joins=now in there and now != was)


def _pages(root: Path, archive: Archive, renaming: Renaming, names: TopicNames) -> Iterator[tuple[str, Edit]]:
    """Yield the pages of the items that name the topic, or one below it, each as an edit."""
    rename = partial(_name, renaming, names)
    for page in archive.pages:
        if any(rename(name) != name for name in page.item.topics):
            before = _read(root, page)
            after = replace_entries(before.decode("utf-8"), "topics", rename)
            yield page.path, Edit(before, after.encode("utf-8"))


def _name(renaming: Renaming, names: TopicNames, name: str) -> str:
    """Return what a topic is called once one is renamed."""
    path = names.path(name)
    return name if renaming.follow(path) == path else written_path(renaming.follow(path))


def _settings(root: Path, renaming: Renaming, names: TopicNames) -> Iterator[tuple[str, Edit]]:
    """Yield the edit of ``archive.yml`` where sources or sections of issues are given the topic there."""
    before = (root / CONFIG).read_bytes()
    after = rename_topics(before.decode("utf-8"), partial(_name, renaming, names)).encode("utf-8")
    if after != before:
        yield SETTINGS, Edit(before, after)


def _read(root: Path, page: Page) -> bytes:
    data = below(root / "content", page.path).read_bytes()
    if read_item(data.decode("utf-8"), page.path)[0] != page.item:
        raise MachineError(f"content/{page.path} was saved while the command read it: run it again")
    return data


def _slug(archive: Archive, names: TopicNames, renaming: Renaming, pages: Mapping[str, Edit]) -> str:
    """Return the slug of the topic under its new name: the one it has had, or will have without a page of its own."""
    if renaming.is_respelled:
        return names.slug(renaming.old)
    if renaming.joins:
        return names.slug(renaming.new)
    notes = {path: note for path, note in archive.notes.items() if note_path(note) != renaming.old}
    later = TopicNames(replace(_with_edits(archive, pages), notes=notes))
    return later.slug(later.path(written_path(renaming.new)))


def _notes(root: Path, archive: Archive, renaming: Renaming, slug: str) -> Iterator[tuple[str, Edit]]:
    """Yield the edits of pages below ``content/topics``: the topic's own, and of those that it is the parent of."""
    notes = {note_path(note): note for path, note in archive.notes.items() if path.startswith("topics/")}
    own, there = notes.pop(renaming.old, None), notes.pop(renaming.new, None)
    if own and there and (own.body or own.description):
        remedy = f"move its text to content/{there.path}, and rename again"
        raise UsageError(f"content/{own.path} and content/{there.path} are both about the topic: {remedy}")
    path = there.path if there else f"topics/{slug}.md"
    kept = there or own
    if own and own.path != path:
        yield own.path, Edit(_bytes(root, own.path), None)
    elif not kept and path in tree(root / "content"):
        raise UsageError(f"content/{path} is there and cannot be read: fix it, and rename again")
    yield path, _own_note(root, renaming, kept, path, _aliases(renaming, there, own))
    for note in notes.values():
        parent = topic_path(note.parent)
        if renaming.follow(parent) != parent:
            data = _bytes(root, note.path)
            after = edit(data.decode("utf-8"), {"parent": written_path(renaming.follow(parent))})
            yield note.path, Edit(data, after.encode("utf-8"))


def _aliases(renaming: Renaming, *notes: Note | None) -> list[Value]:
    """Return all names that the topic has had; another spelling of its name only where that is what changes."""
    names = [alias for note in notes if note for alias in note.aliases] + [written_path(renaming.old)]
    new = written_path(renaming.new)
    is_new = (name == new if renaming.is_respelled else _key(topic_path(name)) == _key(renaming.new) for name in names)
    return [*dict.fromkeys(name for name, leave in zip(names, is_new, strict=True) if not leave)]


def _own_note(root: Path, renaming: Renaming, kept: Note | None, path: str, aliases: list[Value]) -> Edit:
    """Return the edit of the topic's own page at ``path``, which is that of ``kept`` until now, if there is one."""
    fields: dict[str, Value | None] = {"title": renaming.new[-1], "aliases": aliases}
    fields["parent"] = written_path(renaming.new[:-1]) or None
    if not kept:
        head = "".join(to_yaml(key, value) for key, value in fields.items() if value)
        return Edit(None, f"---\n{head}---\n".encode())
    data = _bytes(root, kept.path)
    here = {"title": kept.title, "aliases": [*kept.aliases], "parent": kept.parent or None}
    changes = {key: value for key, value in fields.items() if value != here[key]}
    after = edit(data.decode("utf-8"), changes).encode("utf-8")
    return Edit(data if kept.path == path else None, after)


def _bytes(root: Path, path: str) -> bytes:
    return below(root / "content", path).read_bytes()


def _with_edits(archive: Archive, edits: Mapping[str, Edit]) -> Archive:
    """Return the archive as it will be."""
    pages, notes = {page.path: page for page in archive.pages}, dict(archive.notes)
    for path, made in edits.items():
        text = made.after.decode("utf-8") if made.after else ""
        if path in pages:
            item, _ = read_item(text, path)
            assert item, "only its topics changed"
            pages[path] = replace(pages[path], item=item)
        elif note := read_note(text, path, path)[0] if text else None:
            notes[path] = note
        else:
            del notes[path]
    return replace(archive, pages=tuple(pages.values()), notes=dict(sorted(notes.items())))


def _addresses(
    archive: Archive, edits: Mapping[str, Edit], renaming: Renaming, ledger: Ledger, today: date
) -> Addresses:
    """Return the record in which the addresses of the topic, and of those below it, lead to those they have now."""
    before, after = published(archive, today), published(_with_edits(archive, edits), today)
    updated = dict(redirect_ended(archive.addresses, before, after, said_of(ledger)))
    was, now, alive = TopicNames(before), TopicNames(after), current(after)
    for path in topics(before).values():
        old, new = (f"topics/{names.slug(at)}/" for names, at in ((was, path.path), (now, renaming.follow(path.path))))
        if old != new and old in updated and old not in alive and new in alive:
            updated[old] = Address(old, "", new)
    return updated


def _key(path: TopicPath) -> tuple[str, ...]:
    return tuple(map(topic_key, path))
