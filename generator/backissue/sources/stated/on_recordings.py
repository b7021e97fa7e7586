"""Who is on a recording, as the title and the opening of the text about it say, where no list does."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import PurePosixPath

from backissue.sources.heads.head_keys import KEYS
from backissue.sources.links.recordings import find_recordings
from backissue.sources.pieces import Source
from backissue.sources.stated.head import FrontMatter, read_front_matter
from backissue.sources.stated.introduced import (
    find_called_first,
    find_introduced,
    find_joining,
    is_said_of,
    opening_of,
    speaks_of_recording,
)
from backissue.sources.stated.titled import named_in_title

_HOSTS = frozenset({"host", "hosts", "cohost", "cohosts"})
_GUESTS = frozenset({"guest", "guests"})
_LISTS = frozenset(KEYS["speakers"]) - _HOSTS
"""Keys of heads that name all who are on a recording, but for its hosts."""
_FACTS = frozenset(
    (*KEYS["video"], *KEYS["video_ids"], *KEYS["audio"], "duration", "episode", "episodenumber", "podcastlink")
)
_KINDS = ("podcast", "episode", "talk", "interview", "webinar", "screencast", "video")
_FOLDERS = frozenset("episode episodes podcast podcasts talk talks interview interviews webinars".split())


def find_on_recording(
    source: Source, title: str, about: str, lines: Sequence[str], labels: Collection[str] = ()
) -> tuple[str, ...]:
    """Return those whom the title or the opening of a text about a recording names; none where its head lists them.

    ``about`` is a description, which stands for the opening of the text too; ``labels`` are those of who speaks.
    """
    head = read_front_matter(source)
    text = f"{about}\n{opening_of(lines)}"
    if not _LISTS.isdisjoint(head.data):
        is_without_hosts = _LISTS.intersection(head.data) <= _GUESTS and _HOSTS.isdisjoint(head.data)
        return find_called_first(text, lines, title) if is_without_hosts else ()
    if not labels and not _is_of_recording(head, source.file) and not speaks_of_recording(title, text):
        return find_joining(text)
    found = find_on_tape(title, about, lines, labels)
    others = " ".join([title, *head.texts(*KEYS["topics"])])
    pair = find_called_first(text, lines, others) if _HOSTS.isdisjoint(head.data) else ()
    full = {part for name in (*found, *labels, *head.texts(*KEYS["authors"])) for part in name.split()}
    return tuple(dict.fromkeys([*found, *(name for name in pair if name not in full)]))


def find_on_tape(title: str, about: str, lines: Sequence[str], labels: Collection[str] = ()) -> tuple[str, ...]:
    """Return the full names of those whom a title or the opening of a text names that is about a recording for sure.

    >>> find_on_tape("Ropes | Ada Boat", "", ["Ada Boat explains her ropes. We talk with Ben Ode, who sews."])
    ('Ada Boat', 'Ben Ode')
    """
    titled = [name for names in named_in_title(title) for name in names]
    whole = "\n".join([about, *lines]) if titled else ""
    known = [name for name in titled if name.split()[0] in labels or is_said_of(name, whole, title)]
    return tuple(dict.fromkeys([*known, *find_introduced(f"{about}\n{opening_of(lines)}", title)]))


def find_only_recording(source: Source, title: str, about: str, lines: Sequence[str]) -> str:
    """Return the address of the only recording that a text about one embeds, or names in a line; empty for others."""
    is_about = _is_of_recording(read_front_matter(source), source.file) or speaks_of_recording(title, about)
    found = find_recordings(lines) if is_about else []
    return found[0] if len(found) == 1 else ""


def _is_of_recording(head: FrontMatter, file: str) -> bool:
    """Return whether a head, or the folder of a file, says that a text is about a recording."""
    kinds = " ".join(head.texts(*KEYS["kinds"], *KEYS["topics"])).casefold()
    folders = {folder.casefold().strip("_") for folder in PurePosixPath(file).parent.parts}
    return not _FACTS.isdisjoint(head.data) or any(kind in kinds for kind in _KINDS) or not _FOLDERS.isdisjoint(folders)
