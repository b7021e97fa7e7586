"""An import: first a plan, which reads and writes nothing, then its execution, which only writes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from generator.archive.addresses import FILE as ADDRESSES
from generator.archive.addresses import Address, Addresses, address, render_addresses
from generator.archive.archive import Archive
from generator.archive.loading import load
from generator.archive.page import read_item
from generator.archive.permalinks import recorded
from generator.batch import Batch, sweep
from generator.files import below, holds
from generator.importing import identity, intake
from generator.importing.draft import Draft
from generator.importing.ledger import FILE as LEDGER
from generator.importing.ledger import Ledger, read_ledger, render_ledger
from generator.importing.merge import Side
from generator.importing.plan import Change, Fate, Plan, SourceReport
from generator.model import Item, Page, Problem, UsageError

Progress = Callable[[str], None]


def plan(
    root: Path,
    names: Sequence[str] = (),
    *,
    settled: Mapping[str, Side] | None = None,
    prune: bool = False,
    progress: Progress = lambda _: None,
) -> Plan:
    """Read sources and work out what an import of them would write.

    Args:
        root: the folder that holds ``mkdocs.yml``.
        names: the sources, as files below ``content/sources`` or paths to them; all of ``archive.yml`` if none.
        settled: for ids, or pages below ``content/``, whose conflicts are decided: the side that wins.
        prune: whether the pages of items that are gone from their source go too, where nobody has edited them.
        progress: called with the name of each source before it is read.

    Raises:
        UsageError: a name or an id leads nowhere.
        MachineError: git is needed for a merge and cannot be run.
    """
    archive = load(root)
    ledger, broken_ledger = read_ledger(root)
    broken = [*broken_ledger, *(problem for problem in archive.problems if problem.file == ADDRESSES)]
    problems = [*archive.problems, *broken_ledger, *intake.unlisted(root, archive.config.sources)]
    reports, items, found = _read(root, archive, names, progress)
    problems += found
    if broken:
        return Plan(tuple(reports), (), tuple(sorted(problems)), {}, None)
    _see_to(settled or {}, archive)
    draft = Draft(root, archive, ledger, settled or {})
    problems += _take_in(draft, items, {report.file for report in reports if report.reader}, archive, prune=prune)
    return Plan(
        sources=tuple(reports),
        changes=tuple(draft.changes),
        problems=tuple(sorted(problems)),
        edits=draft.edits,
        ledger=(ledger, draft.ledger),
        addresses=render_addresses(_addresses(archive, draft)),
    )


def _read(
    root: Path, archive: Archive, names: Sequence[str], progress: Progress
) -> tuple[list[SourceReport], list[Item], list[Problem]]:
    """The reports and problems of the sources that are meant, and the items of all.

    Those of the others have to be known too: what one source lists in one week another may list in a second.
    """
    reports: list[SourceReport] = []
    items: list[Item] = []
    problems: list[Problem] = []
    meant = list(intake.select(root, archive.config.sources, names))
    known = archive.config.sources
    for entry in [*known, *(entry for entry in meant if entry not in known)]:
        progress(entry.file)
        report, reading = intake.read(root, entry, archive.config.week_ends)
        items += reading.items
        if entry in meant:
            reports.append(report)
            problems += reading.problems
    return reports, items, problems


def _take_in(
    draft: Draft, items: Sequence[Item], files: Collection[str], archive: Archive, *, prune: bool
) -> Iterator[Problem]:
    """Take into the draft what ``files`` list, see what is gone from them, and tell what a person has to look at."""
    former = identity.former(items, archive.pages, draft.ledger)
    asked = {former.get(item.id, item.id) for item in items if item.source and item.source.file in files}
    listed, repeated = identity.unify(items, former)
    known = {name for page in archive.pages for name in (page.item.id, *page.item.former_ids)}
    renamed = identity.renamed(listed, draft.ledger, known)
    for item in listed:
        if item.id in asked:
            draft.take(item, renamed.get(item.id))
    draft.gone(files, {item.id for item in listed}, prune=prune)
    yield from (problem for problem in repeated if problem.file.removeprefix("content/sources/") in files)
    yield from _alike(draft, listed, archive)
    yield from _conflicts(draft.changes)


def _addresses(archive: Archive, draft: Draft) -> Addresses:
    """The record of addresses once the draft is written. Those that are pruned lead to the week that listed them."""
    known = dict(archive.addresses)
    pages = {page.path: page for page in archive.pages}
    for path, edit in draft.edits.items():
        gone = pages.pop(path, None)
        item = read_item(edit.after.decode("utf-8"), path)[0] if edit.after else None
        if item:
            pages[path] = Page(path, item)
        elif gone:
            week = f"weeks/{gone.item.week}/" if gone.item.week else "weeks/"
            known[address(path)] = Address(address(path), gone.item.id, week)
    return recorded(known, replace(archive, pages=tuple(pages[path] for path in sorted(pages))))


def _alike(draft: Draft, items: Iterable[Item], archive: Archive) -> Iterator[Problem]:
    places = {change.id: change.path for change in draft.changes if change.fate is Fate.NEW}
    return identity.alike((item for item in items if item.id in places), archive.pages, places)


def _see_to(settled: Mapping[str, Side], archive: Archive) -> None:
    """See to it that whatever is to be settled is there."""
    there = {name for page in archive.pages for name in (page.item.id, page.path)}
    for name in settled.keys() - there:
        raise UsageError(f"{name} is neither the id nor the page of an item: name it as the conflict was printed")


def _conflicts(changes: Iterable[Change]) -> Iterator[Problem]:
    for change in changes:
        for conflict in change.conflicts:
            what = f"`{conflict.key}` was changed here and, differently, in its source"
            remedy = f"your text stays; settle it with import --mine or --theirs content/{change.path}"
            yield Problem(f"content/{change.path}", 0, what, remedy)


def carry_out(root: Path, plan: Plan) -> tuple[Problem, ...]:
    """Write what ``plan`` holds: every page whole, all of them or none, the ledger last.

    Returns:
        A problem for each page that somebody saved since the plan was made; it is left as it is, and the next import
        takes it up.

    Raises:
        OSError: something cannot be written. ``content/`` is as it was.
    """
    if plan.ledger is None:
        return ()
    content = root / "content"
    sweep(content)
    with Batch(content) as batch:
        _stage_record(batch, root, ADDRESSES, plan.addresses)  # before a page goes, it is known where readers are sent
        for path, edit in plan.edits.items():
            batch.stage(path, edit.after)
        saved = [path for path, edit in plan.edits.items() if not _is(content, path, edit.before)]
        for path in saved:
            batch.drop(path)
        _stage_record(batch, root, LEDGER, render_ledger(_ledger_without(plan, saved)))
        batch.commit()
    return tuple(
        Problem(f"content/{path}", 0, "was saved while the import ran, and is left as it is", "import again")
        for path in saved
    )


def _stage_record(batch: Batch, root: Path, name: str, text: str) -> None:
    if not holds(root / name, text.encode("utf-8")):
        batch.stage(name.removeprefix("content/"), text.encode("utf-8"))


def _is(content: Path, path: str, data: bytes | None) -> bool:
    file = below(content, path)
    return not file.exists() if data is None else holds(file, data)


def _ledger_without(plan: Plan, saved: Iterable[str]) -> Ledger:
    """The new ledger, with what it was for the items whose pages are not written."""
    assert plan.ledger
    before, after = plan.ledger
    missed = {name for path in saved for name in plan.edits[path].ids}
    kept = {name: base for name, base in after.items() if name not in missed}
    return kept | {name: before[name] for name in missed if name in before}
