"""Which topic a name means, what the topic is called, and the slug of its page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import PurePosixPath

from backissue.archive.archive import Archive
from backissue.model import Note
from backissue.text import former_slug, spelled_slug, telling_slug, topic_key

SEPARATOR = ">"

Path = tuple[str, ...]


def topic_path(name: str) -> Path:
    """Return a topic's name as the path from its topmost parent.

    >>> topic_path("Economics > General Economics")
    ('Economics', 'General Economics')
    """
    return tuple(part.strip() for part in name.split(SEPARATOR) if part.strip())


def topic_notes(archive: Archive) -> list[Note]:
    """Return the pages below ``content/topics``."""
    return [note for path, note in archive.notes.items() if path.startswith("topics/")]


def note_path(note: Note) -> Path:
    """Return the topic that a page below ``content/topics`` is of, as the path from its topmost parent."""
    return (*topic_path(note.parent), note.title or PurePosixPath(note.path).stem)


def written_path(path: Path) -> str:
    """Return a topic's path as pages name it.

    >>> written_path(("Economics", "Trade"))
    'Economics > Trade'
    """
    return f" {SEPARATOR} ".join(path)


def renamer(notes: Iterable[Note]) -> Callable[[str], str]:
    """Return a function from a topic's name to the one by which the page is called that has it in its ``aliases``.

    Where only what a topic is part of has such an alias, that part of the name changes. Other names stay.
    """
    known = {_key(topic_path(alias)): note_path(note) for note in notes for alias in note.aliases}

    def rename(name: str) -> str:
        parts = topic_path(name)
        for depth in range(len(parts), 0, -1):
            if path := known.get(_key(parts[:depth])):
                return written_path((*path, *parts[depth:]))
        return name

    return rename


class TopicNames:
    """Which topic a name means. A page below ``content/topics`` may give aliases and a parent, and fixes the slug.

    A name is followed part by part. Each part may be an alias, or another spelling: of those that differ in case,
    hyphens and blanks only, the most frequent names the topic. A topic keeps the slug that it was published under: as
    version 0.1 made it, unless it is that of another topic too, or as another of its spellings made it.
    """

    def __init__(self, archive: Archive) -> None:
        self._paths: dict[str, Path] = {}
        self.notes: dict[Path, Note] = {}
        self._published = archive.addresses
        for note in topic_notes(archive):
            path = note_path(note)
            self.notes[path] = note
            self._paths |= {_key(topic_path(name)): path for name in (SEPARATOR.join(path), path[-1], *note.aliases)}
        names = Counter(name for page in archive.pages for name in page.item.topics)
        self._spellings = _spellings(names)
        for name in names:
            self.path(name)

    def path(self, name: str) -> Path:
        """Return the path of the topic that ``name`` means."""
        parts = topic_path(name) or (name,)
        if whole := self._paths.get(_key(parts)):
            return whole
        path: Path = ()
        for part in parts:
            key = _key((*path, part))
            path = self._paths.setdefault(key, (*path, next(iter(self._spellings.get(key, [part])))))
        return path

    def slug(self, path: Path) -> str:
        """Return the slug of a topic, once all names were met."""
        if note := self.notes.get(path):
            return PurePosixPath(note.path).stem
        name = " ".join(path)  # the whole path, so that a namesake elsewhere never changes it
        slug, former = self._own_slug(path), former_slug(name)
        if is_published(slug, self._published):
            return slug
        if self._claims[former] == 1 and is_published(former, self._published):
            return former
        others = (topic_slug((*path[:-1], part)) for part in self._spellings.get(_key(path), ()))
        return next((other for other in others if is_published(other, self._published)), slug)

    def _own_slug(self, path: Path) -> str:
        """Return the slug of a path, which says all its signs where others would have the same and it has most."""
        slug = topic_slug(path)
        rivals = self._rivals.get(slug, ())
        return slug if len(rivals) < 2 or path == rivals[0] else spelled_slug(" ".join(path))

    @cached_property
    def _known(self) -> list[Path]:
        return list(dict.fromkeys(path[:at] for path in self._paths.values() for at in range(1, len(path) + 1)))

    @cached_property
    def _rivals(self) -> Mapping[str, Sequence[Path]]:
        """The topics of each slug, those with the fewest signs first."""
        found: defaultdict[str, list[Path]] = defaultdict(list)
        for path in self._known:
            found[topic_slug(path)].append(path)
        return {slug: sorted(paths, key=lambda path: (_signs(path), path)) for slug, paths in found.items()}

    @cached_property
    def _claims(self) -> Mapping[str, int]:
        """The number of topics that have or had each slug."""
        return Counter(slug for path in self._known for slug in {topic_slug(path), former_slug(" ".join(path))})


def _spellings(names: Mapping[str, int]) -> Mapping[str, Sequence[str]]:
    """Return the spellings of each part of the topics' paths, by its key, the most frequent first."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, number in names.items():
        parts = topic_path(name) or (name,)
        for depth, part in enumerate(parts, 1):
            found[_key(parts[:depth])][part] += number
    return {key: [part for part, _ in counts.most_common()] for key, counts in found.items()}


@lru_cache(maxsize=1 << 14)
def topic_slug(path: Path) -> str:
    """Return the slug that a topic's path makes, also saying the point that some begin with.

    >>> topic_slug((".NET",)), topic_slug(("NET",)), topic_slug(("Economics", "Trade"))
    ('dot-net', 'net', 'economics-trade')
    """
    return telling_slug(
        " ".join(f"dot {part[1:]}" if part[:1] == "." and part[1:2].isalnum() else part for part in path)
    )


def _signs(path: Path) -> int:
    return sum(not char.isalnum() and not char.isspace() for part in path for char in part)


def is_published(slug: str, addresses: Collection[str]) -> bool:
    """Return whether a topic has been published under this slug."""
    return f"topics/{slug}/" in addresses


def _key(path: Path) -> str:
    return SEPARATOR.join(map(topic_key, path))
