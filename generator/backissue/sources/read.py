"""Which sources an import reads, and what their readers make of them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from backissue.archive.config import FILE as CONFIG
from backissue.files import below, tree
from backissue.merge.plan import SourceReport
from backissue.model import Facts, Problem, SourceEntry, UsageError
from backissue.sources.encodings import read_lines
from backissue.sources.recognise import find_reader
from backissue.sources.source import Reader, Reading, Source

_LOSS = ("a character was lost before the file came here", "write the line anew; its items came in without it")
LOST = "\N{REPLACEMENT CHARACTER}"
"""What other programs put where they could not read a character (Unicode, section 23.8)."""


def select(root: Path, listed: Sequence[SourceEntry], names: Sequence[str]) -> Iterator[SourceEntry]:
    """The sources that are meant by ``names``: files below ``content/sources`` or paths to them; all if none is named.

    Raises:
        UsageError: a name leads elsewhere.
    """
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
        if path.is_relative_to(sources) and path.is_file():
            return path.relative_to(sources).as_posix()
    raise UsageError(f"{name} is no file below content/sources: copy it there and list it in archive.yml")


def once(listed: Iterable[SourceEntry]) -> tuple[tuple[SourceEntry, ...], list[Problem]]:
    """The sources of ``archive.yml``, each once, and a problem for each that it lists again."""
    first: dict[str, SourceEntry] = {}
    problems = []
    for entry in listed:
        if first.setdefault(entry.file, entry) is not entry:
            what = f"lists {entry.file} a second time"
            problems.append(Problem(CONFIG, entry.line, what, "remove one of the two; the first was taken"))
    return tuple(first.values()), problems


def unlisted(root: Path, listed: Iterable[SourceEntry]) -> Iterator[Problem]:
    """Files among the sources that ``archive.yml`` says nothing of, so that none lies there unread."""
    known = {entry.file for entry in listed}
    for name in tree(root / "content" / "sources"):
        if name not in known:
            remedy = f"add `- file: {name}` below `sources` in content/archive.yml"
            yield Problem(f"content/sources/{name}", 0, "not listed, so not imported", remedy)


def _why(reader: Reader, source: Source) -> str:
    """By what ``reader`` was chosen, in words that follow "because it has"."""
    if source.facts.format:
        return "`format:` in content/archive.yml"
    found = reader.recognise(source)
    return f"{found.why} ({found.strength.name.lower()})" if found else ""


def read(root: Path, entry: SourceEntry, week_ends: str) -> tuple[SourceReport, Reading]:
    """Read one source by the reader that knows its format. What cannot be read becomes a problem and no item."""
    name = f"content/sources/{entry.file}"
    try:
        lines = read_lines(below(root / "content" / "sources", entry.file), name)
    except (ValueError, RuntimeError) as error:  # the latter where links lead in a circle, before Python 3.13
        lines = Problem(name, 0, str(error), "name a file that lies there")
    if isinstance(lines, Problem):
        return SourceReport(entry.file), Reading((), {}, (lines,))
    source = Source(entry.file, tuple(line.replace(LOST, "") for line in lines), entry.facts, week_ends)
    lost = [source.problem(number, *_LOSS) for number, line in enumerate(lines, 1) if LOST in line]
    reader = find_reader(source)
    if isinstance(reader, Problem):
        return SourceReport(entry.file), Reading((), {}, (*lost, reader))
    reading = reader.read(source)
    assert sum(reading.account.values()) == len(lines), f"{reader.name} lost lines of {entry.file}"
    if not reading.items and not reading.problems:
        nothing = source.problem(0, f"read as {reader.name}, and no item in it", "see that it is whole")
        reading = replace(reading, problems=(nothing,))
    reading = replace(reading, problems=(*lost, *reading.problems))
    return SourceReport(entry.file, reader.name, _why(reader, source), reading.account, len(reading.items)), reading
