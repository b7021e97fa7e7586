"""An import: first a plan, which reads and writes nothing, then its execution, which only writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from generator.archive.archive import Archive, load
from generator.archive.page import Fields, edit, render, to_fields
from generator.files import below, tree, write
from generator.importing.decode import read_lines
from generator.importing.ledger import FILE as LEDGER
from generator.importing.ledger import Base, Ledger, read_ledger, render_ledger
from generator.importing.merge import Conflict, merge
from generator.importing.readers import find_reader
from generator.importing.source import Line, Reading, Source
from generator.model import Facts, Item, Page, Problem, SourceEntry, UsageError
from generator.text import slugify

Progress = Callable[[str], None]


class Fate(StrEnum):
    """What an import does with an item."""

    NEW = "new"
    SAME = "same"
    UPDATED = "updated"
    CONFLICT = "conflict"
    DELETED = "deleted"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Change:
    """An item's fate, with its page below ``content/`` where it has one and the conflicts if there are any."""

    fate: Fate
    id: str
    path: str = ""
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceReport:
    """What came of one source: the reader, empty where none could read it, and the account of its lines."""

    file: str
    reader: str = ""
    account: Mapping[Line, int] = field(default_factory=dict)
    items: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """All that an import would do. ``files`` holds the new text of each page to write, by path below ``content/``."""

    sources: tuple[SourceReport, ...]
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    files: Mapping[str, str]
    ledger: str | None

    def counts(self) -> Mapping[Fate, int]:
        """How many items meet each fate."""
        counts = Counter(change.fate for change in self.changes)
        return {fate: counts[fate] for fate in Fate}


def plan(root: Path, names: Sequence[str] = (), progress: Progress = lambda _: None) -> Plan:
    """Read sources and work out what an import of them would write.

    Args:
        root: the folder that holds ``mkdocs.yml``.
        names: the sources, as files below ``content/sources`` or paths to them; all of ``archive.yml`` if none.
        progress: called with the name of each source before it is read.

    Raises:
        UsageError: a name leads elsewhere.
        MachineError: git is needed for a merge and cannot be run.
    """
    archive = load(root)
    ledger, broken = read_ledger(root)
    entries = _entries(root, archive.config.sources, names)
    problems = [*archive.problems, *broken, *_unlisted(root, archive.config.sources)]
    reports: list[SourceReport] = []
    items: list[Item] = []
    for entry in entries:
        progress(entry.file)
        report, reading = _read(root, entry, archive.config.week_ends)
        reports.append(report)
        items += reading.items
        problems += reading.problems
    if broken:
        return Plan(tuple(reports), (), tuple(sorted(problems)), {}, None)
    unique, repeated = _without_repeats(items)
    draft = _Draft(root, archive, ledger)
    for item in unique:
        draft.take(item)
    draft.gone({report.file for report in reports if report.reader}, {item.id for item in unique})
    problems += [*repeated, *_conflict_problems(draft.changes)]
    return Plan(tuple(reports), tuple(draft.changes), tuple(sorted(problems)), draft.files, render_ledger(draft.ledger))


def carry_out(root: Path, plan: Plan) -> int:
    """Write what ``plan`` holds: each page whole, the ledger last. Returns the number of files written."""
    content = root / "content"
    written = sum(write(below(content, path), text.encode("utf-8"), durable=True) for path, text in plan.files.items())
    if plan.ledger is not None:
        written += write(root / LEDGER, plan.ledger.encode("utf-8"), durable=True)
    return written


def _entries(root: Path, listed: Sequence[SourceEntry], names: Sequence[str]) -> Iterator[SourceEntry]:
    if not names:
        yield from listed
        return
    by_file = {entry.file: entry for entry in listed}
    sources = (root / "content" / "sources").resolve()
    for name in names:
        file = _source_file(name, sources, by_file)
        yield by_file.get(file, SourceEntry(file, Facts(), 0))


def _source_file(name: str, sources: Path, listed: Container[str]) -> str:
    """A source as it is called below ``sources``, from that name or a path to it."""
    if name in listed:
        return name
    for path in (Path(name).resolve(), (sources / name).resolve()):
        if path.is_relative_to(sources) and path.exists():
            return path.relative_to(sources).as_posix()
    raise UsageError(f"{name} is no file below content/sources: copy it there and list it in archive.yml")


def _unlisted(root: Path, listed: Iterable[SourceEntry]) -> Iterator[Problem]:
    """Files among the sources that ``archive.yml`` says nothing of, so that none lies there unread."""
    known = {entry.file for entry in listed}
    for name in tree(root / "content" / "sources"):
        if name not in known:
            remedy = f"add `- file: {name}` below `sources` in content/archive.yml"
            yield Problem(f"content/sources/{name}", 0, "not listed, so not imported", remedy)


def _read(root: Path, entry: SourceEntry, week_ends: str) -> tuple[SourceReport, Reading]:
    name = f"content/sources/{entry.file}"
    try:
        lines = read_lines(below(root / "content" / "sources", entry.file), name)
    except ValueError as error:
        lines = Problem(name, 0, str(error), "name a file that lies there")
    if isinstance(lines, Problem):
        return SourceReport(entry.file), Reading((), {}, (lines,))
    source = Source(entry.file, lines, entry.facts, week_ends)
    reader = find_reader(source)
    if isinstance(reader, Problem):
        return SourceReport(entry.file), Reading((), {}, (reader,))
    reading = reader.read(source)
    assert sum(reading.account.values()) == len(lines), f"{reader.name} lost lines of {entry.file}"
    if not reading.items and not reading.problems:
        nothing = source.problem(0, f"read as {reader.name}, and no item in it", "see that it is whole")
        reading = replace(reading, problems=(nothing,))
    return SourceReport(entry.file, reader.name, reading.account, len(reading.items)), reading


def _without_repeats(items: Iterable[Item]) -> tuple[list[Item], list[Problem]]:
    """The first item of each id, and a problem for each later one."""
    first: dict[str, Item] = {}
    problems = []
    for item in items:
        known = first.setdefault(item.id, item)
        if known is not item and item.source and known.source:
            what = f"the same item ({item.id}) as in {known.source.file}:{known.source.line}"
            place = f"content/sources/{item.source.file}"
            problems.append(Problem(place, item.source.line, what, "remove one of the two; the first was taken"))
    return list(first.values()), problems


def _conflict_problems(changes: Iterable[Change]) -> Iterator[Problem]:
    for change in changes:
        for conflict in change.conflicts:
            what = f"`{conflict.key}` was changed here and, differently, in its source"
            yield Problem(f"content/{change.path}", 0, what, "your text stays; compare it with the source")


class _Draft:
    """The pages and the ledger as they grow while the items of an import are taken in one by one."""

    def __init__(self, root: Path, archive: Archive, ledger: Ledger) -> None:
        self._root = root
        self._pages = {page.item.id: page for page in archive.pages}
        self._taken = {path.casefold() for path in tree(root / "content")}
        self._namesakes: Counter[tuple[str, str]] = Counter()
        self.ledger = dict(ledger)
        self.files: dict[str, str] = {}
        self.changes: list[Change] = []

    def take(self, item: Item) -> None:
        page = self._pages.get(item.id)
        if page:
            self._merge(item, page)
        elif item.id in self.ledger:
            self.changes.append(Change(Fate.DELETED, item.id))
        else:
            self._add(item)

    def gone(self, files: set[str], seen: set[str]) -> None:
        """Set down the items that were once read from one of ``files`` and are no longer in any."""
        for name, base in self.ledger.items():
            source = base.fields.get("source")
            if name not in seen and name in self._pages and isinstance(source, dict) and source.get("file") in files:
                self.changes.append(Change(Fate.GONE, name, self._pages[name].path))

    def _add(self, item: Item) -> None:
        path = self._free_path(item)
        self.files[path] = render(item)
        self.ledger[item.id] = Base(to_fields(item), item.body)
        self.changes.append(Change(Fate.NEW, item.id, path))

    def _merge(self, item: Item, page: Page) -> None:
        incoming = (to_fields(item), item.body)
        mine = (to_fields(page.item), page.item.body)
        known = self.ledger.get(item.id)
        # A page that the ledger does not know is a person's: whatever differs in it is kept and reported.
        base = (known.fields, known.body) if known else ({}, "")
        merged = merge(base, incoming, mine)
        if merged.changes or merged.body is not None:
            text = below(self._root / "content", page.path).read_bytes().decode("utf-8")
            self.files[page.path] = edit(text, merged.changes, merged.body)
        self.ledger[item.id] = _next_base(base, incoming, merged.conflicts)
        self.changes.append(
            Change(_fate(page.path in self.files, merged.conflicts), item.id, page.path, merged.conflicts)
        )

    def _free_path(self, item: Item) -> str:
        folder = f"weeks/{item.week.isoformat()}" if item.week else "undated"
        stem = slugify(item.title)
        while True:
            number = self._namesakes[folder, stem] = self._namesakes[folder, stem] + 1
            path = f"{folder}/{stem}{f'-{number}' if number > 1 else ''}.md"
            if path.casefold() not in self._taken:
                return path


def _fate(changed: bool, conflicts: Sequence[Conflict]) -> Fate:  # noqa: FBT001 - two facts, one word
    if conflicts:
        return Fate.CONFLICT
    return Fate.UPDATED if changed else Fate.SAME


def _next_base(base: tuple[Fields, str], incoming: tuple[Fields, str], conflicts: Sequence[Conflict]) -> Base:
    """The incoming item, but for what is in conflict: that stays as it was, so that it is reported until settled."""
    fields, body = dict(incoming[0]), incoming[1]
    for conflict in conflicts:
        if conflict.key == "body":
            body = base[1]
        elif conflict.base is None:
            fields.pop(conflict.key, None)
        else:
            fields[conflict.key] = conflict.base
    return Base(fields, body)
