"""Taking an item out of its sources: the lines of a record, or the whole file of a text."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from backissue.archive.archive import Archive
from backissue.archive.config import FILE as CONFIG
from backissue.archive.config import ArchiveConfig, parse_config
from backissue.archive.config_edits import remove_source
from backissue.files import below
from backissue.merge.changeset import Edit
from backissue.model import Item, Problem, SourceEntry
from backissue.sources.decoding.encodings import Text, decode_text
from backissue.sources.names.listed import list_sources
from backissue.sources.pieces import Fate
from backissue.sources.read import SourceReading, read_sources

Wanted = Callable[[Item], bool]
_LINES = re.compile(rb"(?<=\n)|(?<=\r)(?!\n)")


@dataclass(frozen=True, slots=True)
class Redaction:
    """What takes an item out of the sources: edits below ``content/``, and where its text stands and is to stay."""

    edits: Mapping[str, Edit] = field(default_factory=dict)
    left: tuple[Problem, ...] = ()


def find_listings(root: Path, archive: Archive, wanted: Wanted) -> Iterator[Problem]:
    """Yield a hint for each place in the sources where a ``wanted`` item stands."""
    for reading in _readings(root, archive, ()):
        for item in filter(wanted, reading.items):
            line = item.source.line if item.source else 0
            file = f"content/sources/{reading.report.file}"
            yield Problem(file, line, "its text is still here", "--redact takes it out", is_hint=True)


def redact(root: Path, archive: Archive, wanted: Wanted) -> Redaction:
    """Work out what takes the ``wanted`` items out of all sources.

    A record of many goes with its lines, where the source without them is read as the same items but for it. A file
    that holds nothing else goes whole, with its entry in ``archive.yml``. Where that cannot be done, it is left.
    """
    edits: dict[str, Edit] = {}
    left: list[Problem] = []
    config = (root / CONFIG).read_bytes() if (root / CONFIG).is_file() else b""
    text = config.decode("utf-8")
    for reading in _readings(root, archive, ()):
        file = reading.report.file
        found = [item for item in reading.items if wanted(item)]
        if not found:
            continue
        data = below(root / "content", f"sources/{file}").read_bytes()
        if len(found) == len(reading.items):
            text, problem = _without_entry(text, archive.config, file)
            edits[f"sources/{file}"] = Edit(data, None)
            left += [problem] if problem else []
            continue
        after, stuck = _without_records(root, archive, reading, data, wanted)
        edits |= {f"sources/{file}": Edit(data, after)} if after != data else {}
        left += stuck
    if text.encode() != config:
        edits["archive.yml"] = Edit(config, text.encode())
    return Redaction(edits, tuple(left))


def _readings(root: Path, archive: Archive, names: Sequence[str], **elsewhere: Path) -> list[SourceReading]:
    entries = list_sources(root, archive.config.sources).entries
    return list(read_sources(root, entries, names, week_ends=archive.config.week_ends, elsewhere=elsewhere))


def _without_entry(text: str, config: ArchiveConfig, file: str) -> tuple[str, Problem | None]:
    """Return ``archive.yml`` without the entry of a file, and what a person has to do where that cannot be cut out."""
    if not any(entry.file == file for entry in config.sources):
        return text, None  # an entry for many files
    after = remove_source(text, file)
    kept, listed = (Counter(map(_said, parse_config(each)[0].sources)) for each in (after, text))
    gone = listed - kept
    if kept <= listed and gone.total() == 1 and all(entry.file == file for entry in gone):
        return after, None
    return text, Problem(CONFIG, 0, f"lists {file}, which is removed", "take its entry out of `sources`")


def _said(entry: SourceEntry) -> SourceEntry:
    return replace(entry, line=0)


def _without_records(
    root: Path, archive: Archive, reading: SourceReading, data: bytes, wanted: Wanted
) -> tuple[bytes, list[Problem]]:
    """Return the bytes of a source without the lines of the ``wanted`` items, the last first."""
    file, stuck = reading.report.file, list[Problem]()
    lines = _LINES.split(data)
    lines = lines if lines[-1] else lines[:-1]
    text = decode_text(data, file)
    is_plain = isinstance(text, Text) and len(text.lines) == len(lines)
    starts = sorted({item.source.line for item in reading.items if item.source})
    for item in reversed([item for item in reading.items if wanted(item)]):
        line = item.source.line if item.source else 0
        end = next((start - 1 for start in starts if start > line), len(lines))
        for last in dict.fromkeys([line, _filled_end(lines, line, end), end] if line and is_plain else []):
            shorter = lines[: line - 1] + lines[last:]
            again = _read_again(root, archive, file, b"".join(shorter))
            if again and _is_same_but(reading, again, item):
                lines, reading = shorter, again
                break
        else:
            what = "its text is still here, and cannot be cut out without changing how other items are read"
            stuck.append(Problem(f"content/sources/{file}", line, what, "take it out by hand"))
    return b"".join(lines), stuck


def _filled_end(lines: Sequence[bytes], first: int, last: int) -> int:
    """Return the last line up to ``last`` that is not blank."""
    while last > first and not lines[last - 1].strip():
        last -= 1
    return last


def _read_again(root: Path, archive: Archive, file: str, data: bytes) -> SourceReading | None:
    """Return what is read of a source once it has other bytes."""
    with tempfile.TemporaryDirectory(prefix="backissue-") as folder:
        path = Path(folder, Path(file).name)
        path.write_bytes(data)
        return next((one for one in _readings(root, archive, [file], **{file: path}) if one.is_asked), None)


def _is_same_but(before: SourceReading, after: SourceReading, item: Item) -> bool:
    """Return whether a source is read as it was before but for one item, with all other lines and defects the same."""
    wanted = [_but_place(each) for each in before.items]
    wanted.remove(_but_place(item))
    if [_but_place(each) for each in after.items] != wanted or before.report.reader != after.report.reader:
        return False
    others = [fate for fate in Fate if fate not in {Fate.ITEM, Fate.BLANK}]
    counts = [[reading.report.account.get(fate, 0) for fate in others] for reading in (before, after)]
    return counts[0] == counts[1]


def _but_place(item: Item) -> Item:
    """Return an item without what counts the others before it."""
    return replace(item, place=None)
