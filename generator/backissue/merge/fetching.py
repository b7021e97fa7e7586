"""Planning a fetch: sources that ``archive.yml`` gives a ``url``, as they are on the web now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from backissue.archive.config import read_config
from backissue.archive.fetched import KIND, Fetched, read_fetched, revise_fetched
from backissue.archive.load import load
from backissue.archive.moves import read_moves
from backissue.archive.segments import read_segments
from backissue.files import below
from backissue.merge.changeset import Changeset, Edit, Records
from backissue.merge.ledger import KIND as ITEMS
from backissue.merge.ledger import read_ledger
from backissue.model import Problem, SourceEntry, UsageError
from backissue.progress import Steps, silent
from backissue.store import Store
from backissue.web.client import Answer, Client
from backissue.web.hosts import WebError

_KEPT = "what was fetched before stays"
_LONGEST_MARK = 200


class Fate(StrEnum):
    """What a fetch does with a source."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    FAILED = "failed"
    EDITED = "edited here"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one source, and its problem if it has one.

    ``before`` are the bytes that were there when it was asked for, ``after`` those to write, and ``mark`` what to
    remember of it; ``None`` where nothing is.
    """

    file: str
    fate: Fate
    problem: Problem | None = None
    before: bytes | None = None
    after: bytes | None = None
    mark: Fetched | None = None


def fetch(
    root: Path,
    client: Client,
    names: Sequence[str] = (),
    *,
    overwrite: bool = False,
    tick: Steps = silent,
) -> list[Result]:
    """Ask for the sources that have a ``url``. Nothing is written, and no other command has to wait for it.

    What came is to be kept byte for byte, under the name that ``archive.yml`` gives it. A source is asked for only if
    it changed since, by the marks (``ETag``, ``Last-Modified``; RFC 9110, section 13) that its host gave it. One that a
    person has edited is left alone unless it is to be overwritten; one that cannot be fetched stays as it was.

    Args:
        root: the folder that holds ``content``.
        client: what makes the requests.
        names: the sources, by their files below ``content/sources``; all that have a ``url`` if none.
        overwrite: whether sources that were edited here are replaced.
        tick: called before each source with the name of the step, how many were asked for and how many there are.

    Raises:
        UsageError: a name is none of a source with a ``url``.
    """
    known = read_fetched(read_segments(root, KIND))
    results = []
    asked = list(_asked(read_config(root)[0].sources, names))
    for done, entry in enumerate(asked):
        tick("Fetching sources", done, len(asked))
        try:
            before = _read(root, entry.file)
        except ValueError as error:
            results.append(_failed(entry, str(error)))
            continue
        result = _fetch(client, entry, known.get(entry.file), before, overwrite=overwrite)
        results.append(replace(result, before=before))
    return results


def plan_fetched(root: Path, results: Sequence[Result], store: Store | None = None) -> Changeset:
    """Return what writes sources that came, and what to remember of them. The caller holds the archive.

    Where the records are broken, nothing is to be written, and the problems of the changeset say why.
    """
    archive, segments, of_items = load(root, store), read_segments(root, KIND), read_segments(root, ITEMS)
    broken = (*segments.problems, *of_items.problems, *archive.records.problems, *archive.of_moves.problems)
    if broken:
        return Changeset((), (), broken, {}, None)
    edits = {
        f"sources/{one.file}": Edit(one.before, one.after)
        for one in results
        if one.after is not None and one.after != one.before
    }
    known = {**read_fetched(segments), **{one.file: one.mark for one in results if one.mark}}
    for path, data in revise_fetched(segments, known).items():
        file = root / "content" / path
        edits[path] = Edit(file.read_bytes() if file.exists() else None, data)
    ledger = read_ledger(of_items, read_moves(archive.of_moves))
    records = Records(of_items, archive.records, archive.of_moves, ledger, archive.addresses)
    return Changeset((), (), tuple(one.problem for one in results if one.problem), edits, records)


def _asked(entries: Sequence[SourceEntry], names: Sequence[str]) -> Iterator[SourceEntry]:
    there = {entry.file: entry for entry in entries if entry.url and entry.is_sound}
    wanted = [name.removeprefix("content/sources/") for name in names] or [*there]
    for name in wanted:
        if name not in there:
            raise UsageError(f"{name} has no `url` in content/archive.yml: add it there, or name one that has")
        yield there[name]


def _read(root: Path, file: str) -> bytes | None:
    path = below(root / "content", f"sources/{file}")
    return path.read_bytes() if path.is_file() else None


def _fetch(
    client: Client, entry: SourceEntry, known: Fetched | None, before: bytes | None, *, overwrite: bool
) -> Result:
    """Return what became of a source."""
    file = f"content/sources/{entry.file}"
    is_own = before is None or (known is not None and known.digest == _digest(before))
    if not is_own and not overwrite:
        what = "was not fetched, since it is not as it came" if known else "was not fetched, since it is there already"
        remedy = "--overwrite replaces it; to keep it as it is, take `url` out of content/archive.yml"
        return Result(entry.file, Fate.EDITED, Problem(file, 0, what, remedy))
    is_current = known is not None and before is not None and is_own and known.url == entry.url
    try:
        answer = client.get(entry.url, known.conditions() if known and is_current else {})
    except WebError as error:
        return _failed(entry, str(error))
    if answer.status == 304 and is_current:
        return Result(entry.file, Fate.SAME, mark=known)
    if answer.status != 200 or not answer.body:
        what = f"the answer is {answer.status}" if answer.status != 200 else "the answer is empty"
        return _failed(entry, what)
    fate = Fate.NEW if before is None else Fate.SAME if before == answer.body else Fate.CHANGED
    return Result(entry.file, fate, _moved(entry, answer), after=answer.body, mark=_remembered(entry, answer))


def _failed(entry: SourceEntry, what: str) -> Result:
    problem = Problem(f"content/sources/{entry.file}", 0, f"{entry.url} cannot be fetched: {what}", _KEPT)
    return Result(entry.file, Fate.FAILED, problem)


def _moved(entry: SourceEntry, answer: Answer) -> Problem | None:
    if not answer.moved:
        return None
    what = f"{entry.url} has moved for good"
    remedy = f"write `url: {answer.moved}`"
    return Problem("content/archive.yml", entry.line, what, remedy, is_hint=True)


def _remembered(entry: SourceEntry, answer: Answer) -> Fetched:
    etag, modified = (_mark(answer.headers.get(name, "")) for name in ("etag", "last-modified"))
    return Fetched(entry.url, _digest(answer.body), etag, modified)


def _mark(text: str) -> str:
    """Return a mark that can be sent again as it is; empty for any other."""
    return text if len(text) <= _LONGEST_MARK and text.isascii() and text.isprintable() else ""


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
