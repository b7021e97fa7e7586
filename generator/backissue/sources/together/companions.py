"""Files of one recording, such as its transcript and its summary: what one of them states is true of the others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from backissue.model import Item, Kind, Link
from backissue.sources.links.recordings import recording_key
from backissue.sources.names.file_names import read_file_name
from backissue.sources.names.ids import titled_id, titled_ids
from backissue.sources.stated.people import find_full

_PARTS = frozenset(
    "transcript transcription summary captions subtitles subtitle chapters highlights notes recap overview text vtt srt"
    " en de fr es it".split()
)
"""Words with which the names of files of one recording end."""
_RECORDINGS = frozenset({Kind.TRANSCRIPT, Kind.SUMMARY, Kind.SESSION})


def join_companions(items: Iterable[Item]) -> Iterator[Item]:
    """Yield the items; one whose file states no title, day or recording takes those of a file that is named alike.

    Files are named alike where they lie in one folder and their names differ in what part of a recording they are.
    Those of several items, such as exports, are not of one recording.
    """
    items = list(items)
    in_file = Counter(item.source.file for item in items if item.source)
    keys = [_key(item) if item.source and in_file[item.source.file] == 1 else None for item in items]
    groups: defaultdict[tuple[str, str], list[Item]] = defaultdict(list)
    for item, key in zip(items, keys, strict=True):
        if key:
            groups[key].append(item)
    entries = _entries(items, in_file)
    for item, key in zip(items, keys, strict=True):
        others = [other for other in groups[key] if other.kind is not item.kind] if key else []
        others += entries.get(item.source.file, ()) if item.source else ()
        yield _completed(item, others) if others else item


def _entries(items: Sequence[Item], in_file: Mapping[str, int]) -> Mapping[str, Sequence[Item]]:
    """Return the entries of feeds that lead to a file as their transcript, by that file, if no other is called so."""
    linked = [(link.url, item) for item in items for link in item.links if link.label == _TRANSCRIPT]
    named = defaultdict[str, list[str]](list)
    for file in in_file if linked else ():
        if in_file[file] == 1:
            named[PurePosixPath(file).name.casefold()].append(file)
    found: dict[str, list[Item]] = {}
    for url, item in linked:
        files = named.get(unquote(urlsplit(url).path).rpartition("/")[2].casefold(), ())
        if len(files) == 1 and item.source and item.source.file != files[0]:
            found.setdefault(files[0], []).append(item)
    return found


_TRANSCRIPT = "Transcript"
"""The label of the address of a transcript, as the reader of feeds writes it."""


def _key(item: Item) -> tuple[str, str] | None:
    """Return what the names of an item's file and its companions have in common; ``None`` where it has no such name."""
    if item.kind not in _RECORDINGS or not item.source:
        return None
    path = PurePosixPath(item.source.file)
    words = path.name.lower().replace("-", "_").replace(".", "_").replace(" ", "_").split("_")[:-1]
    kept = [word for word in words if word not in _PARTS]
    return (str(path.parent), "_".join(kept)) if kept and any(len(word) > 1 for word in kept) else None


def _completed(item: Item, others: Sequence[Item]) -> Item:
    title = next((other.title for other in others if _states_title(other)), "")
    day = next((other for other in others if other.week), None)
    changed = item
    if title and not _states_title(item):
        changed = replace(changed, title=title)
    if day and not item.week:
        changed = replace(changed, week=day.week, date=day.date, time=day.time)
    listed = [name for other in others for name in other.people]
    people = (find_full(name, listed) or name for name in item.people)
    changed = replace(changed, people=tuple(dict.fromkeys(people)))
    if not any(recording_key(link.url) for link in item.links):
        changed = replace(changed, links=(*item.links, *_recordings(others)))
    if titled_ids(item) and (changed.title, changed.date) != (item.title, item.date):
        changed = replace(changed, id=titled_id(item.kind, changed.title, changed.date or changed.week))
    return changed


def _states_title(item: Item) -> bool:
    return bool(item.source) and item.title != read_file_name(item.source.file if item.source else "").title


def _recordings(others: Iterable[Item]) -> tuple[Link, ...]:
    found = (link for other in others for link in other.links if recording_key(link.url))
    return tuple({recording_key(link.url): link for link in found}.values())
