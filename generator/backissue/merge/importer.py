"""Planning an import: what is read and merged becomes a changeset, which :mod:`backissue.merge.apply` writes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from backissue.archive.addresses import Addresses
from backissue.archive.archive import Archive
from backissue.archive.config import FILE as CONFIG
from backissue.archive.load import load
from backissue.archive.moves import read_moves
from backissue.archive.permalinks import current, led_on, redirect_ended
from backissue.archive.publishing import published
from backissue.archive.removals import Removals
from backissue.archive.segments import Segments, read_segments
from backissue.frontmatter import read_item
from backissue.merge import identity
from backissue.merge.additions import Additions
from backissue.merge.changeset import Builder, Change, Changeset, Fate, Records
from backissue.merge.crosslinks import Crosslinks, select_aliases
from backissue.merge.doubles import Double, address_pairs, find_doubles, without_doubles
from backissue.merge.doubts import NOTHING_SAID, Answers
from backissue.merge.edited_ids import with_known_ids
from backissue.merge.incoming import Listing, make_listing
from backissue.merge.ledger import KIND as ITEMS
from backissue.merge.ledger import Base, Ledger, read_ledger, report_missing, said_of
from backissue.merge.threeway import Side
from backissue.model import Item, Page, Problem, SourceEntry, UsageError
from backissue.progress import Steps, silent
from backissue.sources.names.listed import list_sources
from backissue.sources.pieces import Fate as LineFate
from backissue.sources.read import SourceReading, SourceReport, read_sources, unlisted
from backissue.sources.together.labels import find_labels
from backissue.sources.together.translations import joined
from backissue.store import Store

Progress = Callable[[str], None]
NOTHING_ADDED = Additions()


def plan(  # noqa: PLR0913 - an option of the command each
    root: Path,
    names: Sequence[str] = (),
    *,
    settled: Mapping[str, Side] | None = None,
    answers: Answers = NOTHING_SAID,
    prune: bool = False,
    today: date = date.max,
    added: Additions = NOTHING_ADDED,
    progress: Progress = lambda _: None,
    tick: Steps = silent,
) -> Changeset:
    """Read sources and work out what an import of them would write.

    Args:
        root: the folder that holds ``mkdocs.yml``.
        names: the sources, as files below ``content/sources`` or paths to them; all of ``archive.yml`` if none.
        settled: for ids, or pages below ``content/``, whose conflicts are decided: the side that wins.
        answers: which rows are which items, where an import was not certain.
        prune: whether the pages of items that are gone from their source go too, where nobody has edited them.
        added: files that are asked for and not listed yet, which are read as if they were.
        today: the day that decides what is published: only that has addresses.
        progress: called with the name of each source before it is read.
        tick: called with the name of every other step, how far it is and how far it goes.

    Raises:
        UsageError: a name or an id leads nowhere.
        MachineError: git is needed for a merge and cannot be run.
    """
    was = _load(root, tick)
    asked = replace(added, names=added.names or tuple(names))
    found, problems = _read(root, was.archive, asked, today, progress)
    problems += {*was.archive.problems, *was.broken}
    reports = tuple(reading.report for reading in found if reading.is_asked)
    if was.broken or not was.archive.config.is_sound:
        return Changeset(reports, (), tuple(sorted(problems)), {}, None)
    settled = settled or {}
    _require_known(settled, was.archive)
    listing = _list_items(root, was.archive, was.ledger, found, answers)
    builder = Builder(root, was.archive, was.ledger, settled, listing.held)
    for double in was.doubles:
        builder.unite(double)
    unread = {reading.report.file for reading in found if not reading.report.reader}
    problems += _add_items(builder, listing, reports, was.archive, unread, prune=prune)
    return _changeset(was, builder, listing, reports, problems, today=today)


@dataclass(frozen=True, slots=True)
class _Before:
    """An archive as an import finds it: pages, ledger, the doubles that are to become one, and what is ``broken``."""

    archive: Archive
    of_items: Segments
    ledger: Ledger
    doubles: Sequence[Double]
    broken: Sequence[Problem]


def _load(root: Path, tick: Steps) -> _Before:
    """Read an archive and its records."""
    store = Store()
    store.tick = tick
    archive = load(root, store)
    of_items = _without_removed(read_segments(root, ITEMS), archive.removals)
    doubles = list(find_doubles(root, archive, of_items))
    archive = without_doubles(archive, doubles)
    broken = [*of_items.problems, *report_missing(root, archive, of_items), *archive.records.problems]
    broken += archive.of_removals.problems
    ledger = read_ledger(of_items, read_moves(archive.of_moves))
    return _Before(archive, of_items, ledger, doubles, [*broken, *archive.of_moves.problems])


def _require_known(settled: Mapping[str, Side], archive: Archive) -> None:
    """Refuse a conflict of an item that there is not.

    Raises:
        UsageError: a name is neither an id nor a page.
    """
    known = {name for page in archive.pages for name in (page.item.id, page.path)}
    for name in settled.keys() - known:
        raise UsageError(f"{name} is neither the id nor the page of an item: name it as the conflict was printed")


def _changeset(  # noqa: PLR0913 - what there was, what was read, and what became of it
    was: _Before,
    builder: Builder,
    listing: Listing,
    reports: tuple[SourceReport, ...],
    problems: Iterable[Problem],
    *,
    today: date,
) -> Changeset:
    """Return all that an import writes, once each item has been added to ``builder``."""
    archive = was.archive
    similar = [*_similar(builder, listing, archive)]
    addresses = _addresses(with_known_ids(archive, listing.edited), builder, was.ledger, today)
    return Changeset(
        sources=reports,
        changes=tuple(builder.changes),
        problems=tuple(sorted([*problems, *similar])),
        edits=builder.edits,
        records=Records(was.of_items, archive.records, archive.of_moves, builder.ledger, addresses),
        led_on={**led_on(archive.addresses, addresses), **dict(address_pairs(was.doubles))},
        pictures=builder.pictures,
        passing=bool(was.doubles or similar or (builder.edits and archive.problems)),
    )


def _read(
    root: Path, archive: Archive, asked: Additions, today: date, progress: Progress
) -> tuple[list[SourceReading], list[Problem]]:
    """Read what ``archive.yml`` lists and what is ``asked`` for, and say what is wrong with it and with the list."""
    stated = list_sources(root, archive.config.sources)
    listed = (*stated.entries, *asked.entries)
    reading = partial(read_sources, root, listed, asked.names, elsewhere=asked.paths)
    found = list(reading(week_ends=archive.config.week_ends, today=today, progress=progress))
    problems = [*stated.problems, *_unlisted(root, archive, listed)]
    problems += (problem for reading in found if reading.is_asked for problem in reading.problems)
    said = {entry.file for entry in listed if entry.facts.topics is not None}
    problems += find_labels((it.report.file, it.items) for it in found if it.report.file not in said)
    if not archive.config.is_sound:
        what = "not all of it can be read, so nothing is imported"
        problems.append(Problem(CONFIG, 0, what, "fix it, and import again"))
    return found, problems


def find_unsettled(root: Path, archive: Archive, progress: Progress = lambda _: None) -> list[Problem]:
    """Return what an import of all sources would ask, and the sources that it could not read.

    It asks about rows that are not certain, and about pages whose id was edited.
    """
    of_items = _without_removed(read_segments(root, ITEMS), archive.removals)
    if of_items.problems or not archive.config.is_sound:
        return []
    listed = list_sources(root, archive.config.sources)
    found = list(read_sources(root, listed.entries, week_ends=archive.config.week_ends, progress=progress))
    ledger = read_ledger(of_items, read_moves(archive.of_moves))
    unread = (problem for reading in found if not reading.report.reader for problem in reading.problems)
    return [
        *(problem for problem in (*listed.problems, *unread) if not problem.is_hint),
        *_list_items(root, archive, ledger, found).questions(root, archive),
    ]


def _list_items(
    root: Path, archive: Archive, ledger: Ledger, found: Sequence[SourceReading], answers: Answers = NOTHING_SAID
) -> Listing:
    """Return all that sources list; what is listed by one that exists and cannot be read has not vanished."""
    files = (reading.report.file for reading in found if not reading.report.reader)
    unread = {file for file in files if (root / "content" / "sources" / file).exists()}
    read = joined(item for reading in found for item in reading.items if not archive.removals.has_item(item))
    return make_listing(read, archive, ledger, unread, replace(answers, name=partial(item_name, root)))


def _without_removed(of_items: Segments, removals: Removals) -> Segments:
    """Return the records of items without those of items that were removed, which another branch may still have had."""
    return of_items.without([name for name in of_items.lines if removals.has_id(name)])


def item_name(root: Path, name: str) -> str:
    """Return an item's name as the importer has it: its id, or its page below ``content/`` from any path to it."""
    path = Path(name).resolve()
    content = (root / "content").resolve()
    if path.is_file() and path.is_relative_to(content):
        return path.relative_to(content).as_posix()
    return name.removeprefix("content/")


def _add_items(  # noqa: PLR0913 - what was read, and what it is compared with
    builder: Builder,
    listing: Listing,
    reports: Sequence[SourceReport],
    archive: Archive,
    unread: Collection[str],
    *,
    prune: bool,
) -> Iterator[Problem]:
    """Add what sources list and what is gone from them; yield what a person has to look at.

    What an ``unread`` source lists too stays as it is, since only a part of what is said of it was read.
    """
    files = frozenset(report.file for report in reports if report.reader)
    links, items = _linked(builder, listing, files, archive)
    for item in archive.store.counted("Merging items", items):
        former_id = listing.renamed.get(item.id)
        base = None if former_id else builder.ledger.get(item.id)
        if not files.isdisjoint(listing.files[item.id]) and not (base and _is_partly_read(item, base, unread)):
            builder.add(links.write(item), former_id, listing.listed.get(item.id))
    builder.pictures = links.pictures
    doubtful = {report.file for report in reports if not report.items or report.account.get(LineFate.PROBLEM)}
    builder.add_missing(files, listing.ids, prune=files - doubtful if prune else frozenset())
    if prune and any(change.fate is Fate.GONE for change in builder.changes):
        what = "has problems, so no page that seems to be gone from it was removed"
        remedy = "fix it, then prune again"
        yield from (Problem(f"content/sources/{file}", 0, what, remedy) for file in sorted(files & doubtful))
    yield from (problem for problem in listing.repeated if problem.file.removeprefix("content/sources/") in files)
    yield from listing.questions(builder.root, archive, files)
    yield from links.problems()
    yield from _report_conflicts(builder.changes)


def _similar(builder: Builder, listing: Listing, archive: Archive) -> Iterator[Problem]:
    """Yield a hint for each new page that is like another."""
    places = {change.id: change.path for change in builder.changes if change.fate is Fate.NEW}
    return identity.report_similar((item for item in listing.items if item.id in places), archive.pages, places)


def _linked(
    builder: Builder, listing: Listing, files: frozenset[str], archive: Archive
) -> tuple[Crosslinks, list[Item]]:
    """Return what writes the links between the listed items, and those with the former addresses that are free."""
    places = {}
    for item in listing.items:
        is_asked = not files.isdisjoint(listing.files[item.id])
        places[item.id] = builder.place(item, listing.renamed.get(item.id), is_asked=is_asked)
    items = select_aliases(listing.items, places, current(archive))
    others = [page for page in archive.pages if page.item.id not in places]
    paths = {**places, **{page.item.id: page.path for page in others}}
    return Crosslinks(builder.root, [*items, *(page.item for page in others)], paths, archive.renderer), items


def _is_partly_read(item: Item, base: Base, unread: Collection[str]) -> bool:
    """Return whether an ``unread`` source may have listed an item too: in a week that no other lists it in now."""
    also_in = base.fields.get("also_in")
    weeks = {base.text("week"), *(also_in if isinstance(also_in, list) else ())}
    listed = {week.isoformat() if week else "" for week in (item.week, *item.also_in)}
    return bool(unread) and (base.file in unread or not weeks <= listed)


def _addresses(archive: Archive, builder: Builder, ledger: Ledger, today: date) -> Addresses:
    """Return the record of addresses once the changeset is applied."""
    items: dict[str, Item | None] = {page.path: page.item for page in archive.pages}
    for path, edit in builder.edits.items():
        items |= {path: read_item(edit.after.decode("utf-8"), path)[0] if edit.after else None}
    pages = tuple(Page(path, item) for path, item in sorted(items.items()) if item)
    before, after = published(archive, today), published(replace(archive, pages=pages), today)
    return redirect_ended(archive.addresses, before, after, said_of(ledger))


def _unlisted(root: Path, archive: Archive, listed: Sequence[SourceEntry]) -> Iterable[Problem]:
    """Return a problem for each file that no source names, but none where ``archive.yml`` is broken."""
    if not archive.config.sources and any(problem.file == CONFIG for problem in archive.problems):
        return ()
    return unlisted(root, listed)


def _report_conflicts(changes: Iterable[Change]) -> Iterator[Problem]:
    for change in changes:
        for conflict in change.conflicts:
            what = f"`{conflict.key}` was changed here and, differently, in its source"
            remedy = f"your text stays; resolve it with import --mine or --theirs content/{change.path}"
            yield Problem(f"content/{change.path}", 0, what, remedy)
