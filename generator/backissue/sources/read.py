"""The sources that an import reads, and what their readers make of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from backissue.dates import within
from backissue.files import LINKED, below, itself, tree
from backissue.model import Facts, Item, Kind, Problem, SourceEntry, UsageError
from backissue.sources.decoding.encodings import MISSING, read_text
from backissue.sources.decoding.mojibake import find_mojibake
from backissue.sources.dialects.other_markup import as_markdown
from backissue.sources.facts import gather
from backissue.sources.issues.recurring import Place, find_recurring, without_recurring
from backissue.sources.issues.shortcodes import LEFT_OUT
from backissue.sources.names.folder_data import folder_facts, is_folder_data
from backissue.sources.names.listed import source_files
from backissue.sources.pieces import Fate, Reader, Reading, Source
from backissue.sources.posts.lists_beside import Lists, read_lists
from backissue.sources.posts.posts_beside import settle_beside, without_told
from backissue.sources.privacy.address_lists import FOUND, PRIVATE, is_address_list
from backissue.sources.privacy.comments import blanked, forms_of, without_comments
from backissue.sources.privacy.myst_comments import MystFolders, has_percent_lines
from backissue.sources.recognise import recognise
from backissue.sources.stated.head_facts import UNUSED
from backissue.sources.tables.rows_beside import parents_beside
from backissue.sources.talks.chat_beside import chat_beside
from backissue.sources.talks.recording_facts import info_beside, settle_info
from backissue.sources.together.author_keys import with_names
from backissue.sources.together.named_by_page import with_people_of_pages
from backissue.sources.together.renditions import find_renditions
from backissue.sources.together.titled_guests import with_titled_guests
from backissue.sources.together.translations import languages_of
from backissue.text import nfc

_LOSS = ("a character was lost before the file was added", "rewrite the line; its items were imported without it")
_SAYS = "says what texts beside it are called and when they are from"
_ELSEWHERE = "not here, since git ignores the folder: it lies where it was added"
SHARE = 1_000_000
"""Bytes of sources, some two seconds of work. Fewer than this for each process are not worth its start."""
PARTS = 4
"""The parts in which each process gets its share, so that none waits for long."""
LOST = "\N{REPLACEMENT CHARACTER}"
"""What other programs put where they could not read a character (Unicode, section 23.8)."""


@dataclass(frozen=True, slots=True)
class SourceReport:
    """What came of one source: the reader, empty where none could read it, why that one, and the account of lines."""

    file: str
    reader: str = ""
    why: str = ""
    account: Mapping[Fate, int] = field(default_factory=dict)
    items: int = 0


@dataclass(frozen=True, slots=True)
class SourceReading:
    """One source once it is read, and whether it is one of those that were asked for."""

    report: SourceReport
    items: tuple[Item, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_asked: bool = True


def read_sources(  # noqa: PLR0913 - what is said of all sources
    root: Path,
    listed: Sequence[SourceEntry],
    names: Sequence[str] = (),
    *,
    week_ends: str = "sunday",
    today: date = date.max,
    elsewhere: Mapping[str, Path] = MappingProxyType({}),
    progress: Callable[[str], None] = lambda _: None,
) -> Iterator[SourceReading]:
    """Yield all the sources of an archive: bytes, then lines, then the reader's pieces, then what is said of them.

    Args:
        root: the folder that holds ``content``.
        listed: what ``archive.yml`` says of its sources, each once.
        names: those that are asked for, as files below ``content/sources`` or paths to them; all if none. The others
            are read too, since what one source lists in one week another may list in a second.
        week_ends: the last day of a week.
        today: the day of the import.
        elsewhere: where those are that are not below ``content/sources`` yet, by their names.
        progress: called with the name of each source before it is read.

    Raises:
        UsageError: a name leads nowhere.
    """
    folder = (root / "content" / "sources").resolve()
    find = partial(_locate, root / "content", _by_form(root), dict(elsewhere))
    by_file = {entry.file: entry for entry in listed}
    files = [nfc(_find_source(name, folder, by_file)) for name in names]
    asked = {file: by_file.get(file, SourceEntry(file, Facts(), 0)) for file in files} if names else by_file
    known: set[tuple[str, str]] = set()
    tags = languages_of([*by_file, *asked])
    lists = read_lists({**by_file, **asked}, partial(_lines_of, find))
    setting = _Setting(find, week_ends, today, MystFolders(by_file, partial(_lines_of, find)), lists)
    tasks = [_Task(entry, tags.get(file), is_asked=file in asked) for file, entry in {**by_file, **asked}.items()]
    found = list(_read_all(setting, tasks, progress))
    found = _without_renditions(found)
    named = with_titled_guests(with_people_of_pages([reading.items for reading in found]))
    found = [replace(reading, items=items) for reading, items in zip(found, named, strict=True)]
    recurring = find_recurring(item for reading in found for item in reading.items)
    for reading in map(partial(_without_recurring, recurring), found) if recurring else found:
        yield replace(reading, problems=tuple(_once_a_folder(reading, known)))


def _without_recurring(recurring: frozenset[Place], reading: SourceReading) -> SourceReading:
    kept = [without_recurring(item, recurring) for item in reading.items]
    hints = dict.fromkeys(hint for _, hints in kept for hint in hints)
    return replace(reading, items=tuple(item for item, _ in kept), problems=(*reading.problems, *hints))


def _without_renditions(found: Sequence[SourceReading]) -> list[SourceReading]:
    """Return readings without the items of files that hold the text of another in another format, which is said."""
    alone = [at for at, reading in enumerate(found) if len(reading.items) == 1]
    same = find_renditions(found[at].items[0] for at in alone)
    kept = list(found)
    for at, other in ((alone[place], other) for place, other in same.items()):
        reading = found[at]
        told = other.source.file if other.source else ""
        name = f"content/sources/{reading.report.file}"
        hint = Problem(name, 0, f"holds the text of {told} in another format, which is read", _ONE, is_hint=True)
        account = {fate: reading.report.account.get(fate, 0) for fate in Fate}
        account |= {Fate.ITEM: 0, Fate.BOILERPLATE: account[Fate.BOILERPLATE] + account[Fate.ITEM]}
        report = replace(reading.report, account=account, items=0)
        kept[at] = replace(reading, report=report, items=(), problems=(*reading.problems, hint))
    return kept


_ONE = "nothing need be done, unless they are two texts: then name them differently"


def _once_a_folder(reading: SourceReading, known: set[tuple[str, str]]) -> Iterator[Problem]:
    """Yield the problems of a source; of what is not used in texts of its folder, the first hint only."""
    for problem in reading.problems:
        place = (problem.file.rpartition("/")[0], problem.what)
        if not problem.what.endswith((UNUSED, LEFT_OUT)):
            yield problem
        elif reading.is_asked and place not in known:
            known.add(place)
            yield problem


def read_by(reader: Reader, source: Source) -> Reading:
    """Return what ``reader`` makes of ``source`` without its comments, with all that is said of it."""
    clean, unclosed = without_comments(source, forms_of(reader.name, source))
    with within(source.lines):
        reading = blanked(source, clean, gather(clean, reader.read(clean)))
    return replace(reading, problems=tuple(sorted([*reading.problems, *unclosed]))) if unclosed else reading


def unlisted(root: Path, listed: Iterable[SourceEntry]) -> Iterator[Problem]:
    """Yield a problem for each file that ``archive.yml`` says nothing of, so that none lies there unread.

    Pictures come along with the texts that show them.
    """
    known = {entry.file for entry in listed}
    for name in source_files(root):
        if name not in known:
            remedy = f"run `backissue import --add content/sources/{name}`, or list it in content/archive.yml"
            yield Problem(f"content/sources/{name}", 0, "not listed, so not imported", remedy)


def _find_source(name: str, sources: Path, listed: Container[str]) -> str:
    """Return what a source is called below ``sources``, from that name or a path to it."""
    if nfc(name) in listed:
        return name
    for path in (Path(name).resolve(), (sources / name).resolve()):
        if path.is_relative_to(sources) and path.is_file():
            return path.relative_to(sources).as_posix()
    raise UsageError(f"{name} is no file below content/sources: copy it there and list it in archive.yml")


def _by_form(root: Path) -> Mapping[str, str]:
    """Return the files below ``content/sources`` by their names in composed form, in which ``archive.yml`` is read.

    A Mac writes ``é`` as ``e`` and an accent (NFD), and most others as one character (NFC).
    """
    return {nfc(name): name for name in tree(root / "content" / "sources")}


def _locate(content: Path, by_form: Mapping[str, str], elsewhere: Mapping[str, Path], name: str) -> Path:
    """Return the path of the source of this name; a :class:`ValueError` where none may be there."""
    if name in elsewhere:
        return elsewhere[name]
    below(content.parent / "sources", name)  # only says what is wrong with the name, without following any link
    return itself(content, f"sources/{by_form.get(name, name)}")


def _lines_of(find: Callable[[str], Path], file: str) -> Sequence[str]:
    """Return the lines of a source, none where it cannot be read."""
    try:
        text = read_text(find(file), file, "")
    except (ValueError, RuntimeError):
        return ()
    return () if isinstance(text, Problem) else text.lines


class _Setting(NamedTuple):
    """What is said of all sources: where they are, the last day of a week, the day, and what files say of others."""

    find: Callable[[str], Path]
    week_ends: str
    today: date
    myst: MystFolders
    lists: Lists


class _Task(NamedTuple):
    """A source to read, its language where its name says it, and whether it was asked for."""

    entry: SourceEntry
    lang: str | None
    is_asked: bool


def _read_all(setting: _Setting, tasks: Sequence[_Task], progress: Callable[[str], None]) -> Iterator[SourceReading]:
    """Yield what is read of each source, in their order; many are read in as many processes as there are cores."""
    read = partial(_read, setting)
    size = sum(_size(setting.find, task.entry.file) for task in tasks)
    workers = min(os.cpu_count() or 1, len(tasks), size // SHARE)
    if workers < 2:
        for task in tasks:
            progress(task.entry.file)
            yield read(task)
        return
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        found = pool.map(read, tasks, chunksize=-(-len(tasks) // (workers * PARTS)))
        for task in tasks:
            progress(task.entry.file)
            yield next(found)


def _size(find: Callable[[str], Path], file: str) -> int:
    try:
        return find(file).stat().st_size
    except (OSError, ValueError, RuntimeError):
        return 0


def _with_facts_beside(source: Source, path: Path, lists: Lists) -> Source:
    """Return a source with what files beside it say of it; a list that people keep wins over what a program wrote.

    Of such a list, the columns that name the files are no facts of its own entries.
    """
    beside, listed = {**folder_facts(path), **info_beside(path)}, lists.files.get(source.file)
    chat = chat_beside(path)
    if chat.names or chat.is_closed:
        source = replace(source, names=chat.names)
        beside = {**beside, "visibility": "private"} if chat.is_closed else beside
    parents = parents_beside(source.lines, path)
    source = replace(source, parents=parents)
    if names := (*lists.keys.get(source.file, ()), *parents):
        columns = (*source.facts.columns, *((name, "skip") for name in names))
        source = replace(source, facts=replace(source.facts, columns=columns))
    if not listed:
        return replace(source, beside=beside)
    is_open = listed.is_transcript and not source.facts.kind and not source.facts.format
    facts = replace(source.facts, kind=Kind.TRANSCRIPT) if is_open else source.facts
    return replace(source, beside={**beside, **listed.facts}, facts=facts)


def _read(setting: _Setting, task: _Task) -> SourceReading:
    """Read one source. What cannot be read becomes a problem and no item."""
    find, week_ends, today, myst, lists = setting
    entry, lang, is_asked = task
    name = f"content/sources/{entry.file}"
    if not entry.is_sound:
        what = "not imported, and its pages stay as they are, since content/archive.yml says something wrong of it"
        unsound = Problem(name, 0, what, f"fix the entry in line {entry.line} there, and import again")
        return SourceReading(SourceReport(entry.file), (), (unsound,), is_asked)
    try:
        text = read_text(find(entry.file), name, entry.facts.encoding or "")
    except (ValueError, RuntimeError) as error:  # the latter where links lead in a circle, before Python 3.13
        remedy = "put what it leads to in its place" if str(error) == LINKED else "name a file that exists there"
        text = Problem(name, 0, str(error), remedy)
    if isinstance(text, Problem):
        if text.what == MISSING and entry.url:
            text = replace(text, remedy="run `backissue fetch`, which brings it")
        if text.what == MISSING and entry.file.startswith(PRIVATE):
            text = Problem(name, 0, _ELSEWHERE, "nothing need be done: its pages stay", is_hint=True)
        return SourceReading(SourceReport(entry.file), (), (text,), is_asked)
    if is_address_list(text.lines):
        return SourceReading(SourceReport(entry.file), (), (Problem(name, 0, *FOUND),), is_asked)
    source = Source(
        entry.file, tuple(line.replace(LOST, "") for line in text.lines), entry.facts, week_ends, today, lang
    )
    lost = [source.problem(number, *_LOSS) for number, line in enumerate(text.lines, 1) if LOST in line]
    lost += [*text.hints, *(source.problem(*found) for found in find_mojibake(text.lines))]
    is_beside_myst = has_percent_lines(source.lines) and myst.hold(entry.file)
    source = replace(as_markdown(source), is_beside_myst=is_beside_myst)
    source = _with_facts_beside(source, find(entry.file), lists)
    known = recognise(source)
    told = lists.titles.get(entry.file, frozenset())
    if isinstance(known, Problem):
        if entry.file in lists.titles or is_folder_data(find(entry.file)):
            known = source.hint(0, _SAYS, "nothing need be done")
        return SourceReading(SourceReport(entry.file), (), (*lost, known), is_asked)
    lost += filter(None, [known.doubt])
    read = read_by(known.reader, source)
    with within(source.lines):
        reading = settle_info(source, settle_beside(source, read, find(entry.file)), find(entry.file))
    reading = without_told(source, reading, told) if told else reading
    reading = replace(reading, items=with_names(reading.items, find(entry.file)))
    nothing = source.problem(
        0, f"read as {known.reader.name}, but no item was found in it", "check that the file is complete"
    )
    is_explained = read.items or any(not problem.is_hint for problem in reading.problems)
    problems = reading.problems if is_explained else (*reading.problems, nothing)
    report = SourceReport(entry.file, known.reader.name, known.why, reading.account, len(reading.items))
    return SourceReading(report, reading.items, (*lost, *problems), is_asked)
