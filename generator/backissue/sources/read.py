"""Which sources an import reads, and what their readers make of them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from backissue.archive.config import FILE as CONFIG
from backissue.files import below, tree
from backissue.model import Facts, Problem, SourceEntry, UsageError
from backissue.sources.encodings import read_lines
from backissue.sources.facts import gather
from backissue.sources.pieces import Fate, Reader, Reading, Source
from backissue.sources.recognise import recognise

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


@dataclass(frozen=True, slots=True)
class SourceReport:
    """What came of one source: the reader, empty where none could read it, why that one, and the account of lines."""

    file: str
    reader: str = ""
    why: str = ""
    account: Mapping[Fate, int] = field(default_factory=dict)
    items: int = 0


def read_by(reader: Reader, source: Source) -> Reading:
    """Return what ``reader`` makes of ``source``, with all that is said of it."""
    found = reader.read(source)
    return found if isinstance(found, Reading) else gather(source, found)


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
    known = recognise(source)
    if isinstance(known, Problem):
        return SourceReport(entry.file), Reading((), {}, (*lost, known))
    name, reading = known.reader.name, read_by(known.reader, source)
    if not reading.items and not reading.problems:
        nothing = source.problem(0, f"read as {name}, and no item in it", "see that it is whole")
        reading = replace(reading, problems=(nothing,))
    reading = replace(reading, problems=(*lost, *reading.problems))
    return SourceReport(entry.file, name, known.why, reading.account, len(reading.items)), reading
