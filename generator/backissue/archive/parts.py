"""Lists too long for one page, in parts by year, month, day and letter.

An address says what is in a part and not how many came before it, so that it stays when the archive grows. A list is
split where it has no room, and each part again; one whose parts were published stays split. What is split keeps its
address, and shows where its parts are.
"""

from __future__ import annotations

import hashlib
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import quote

from backissue.archive.archive import day_of
from backissue.dates import day_name, month_name, parse_day
from backissue.model import Page, Topic
from backissue.wording import Words

T = TypeVar("T")

ROOM = 70_000
"""Bytes of HTML that the entries of a list may have, so that its page stays below 100 KB with what stands around."""

_ENTRY = 150
"""Bytes of HTML of an entry, without its address and title."""

_DATE = 150
"""Bytes of HTML of the date above an entry."""

_OPENING = 180
"""Characters of a page's text that are shown with its title, at most."""

_FORMULA = 12
"""Bytes of MathML for a byte of TeX, about."""

_LETTERS = 3
"""Letters of a title by which a list is split, before what is left is split by digests."""

_DIGITS = 3
"""Hexadecimal digits of a digest by which it is split then."""

_IDEOGRAPHS = 0x3100
"""From here on in Unicode a letter stands for a word or a syllable: a whole row of 256 counts as one."""


@dataclass(frozen=True, slots=True)
class Key:
    """What a part is called in its address, behind the list's own, and for readers; whether it is one of letters."""

    name: str
    title: str
    is_letter: bool = False


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """A part of a list: its key, what is in it, and its own parts if it is split again."""

    key: Key
    things: tuple[T, ...]
    parts: tuple[Part[T], ...]


Keys = Callable[[T, int], Key | None]
"""Returns the part that a thing is in at a depth, counted from 0, the largest; ``None`` below the smallest."""


def split(
    things: Sequence[T],
    key: Keys[T],
    weigh: Callable[[T], int],
    published: Collection[str] = (),
    room: int | None = None,
) -> tuple[Part[T], ...]:
    """Return the parts of a list, none if it has room on one page and none of its parts was ``published``.

    ``weigh`` gives the bytes of a thing's entry; a page has ``room`` for so many, :data:`ROOM` where that is not said.
    Parts come in the order of the list, and by name where they are letters.
    """
    return _Splitter(key, weigh, sorted(published), room or ROOM).parts(things, "", 0)


class _Splitter(Generic[T]):
    def __init__(self, key: Keys[T], weigh: Callable[[T], int], published: Sequence[str], room: int) -> None:
        self._room = room
        self._key = key
        self._weigh = weigh
        self._published = published

    def parts(self, things: Sequence[T], name: str, depth: int) -> tuple[Part[T], ...]:
        if not self._was_split(name) and sum(map(self._weigh, things)) <= self._room:
            return ()
        runs: dict[Key, list[T]] = {}
        for thing in things:
            if not (key := self._key(thing, depth)):
                return ()
            runs.setdefault(key, []).append(thing)
        ordered = sorted(runs.items(), key=lambda run: run[0].name if run[0].is_letter else "")
        return tuple(Part(key, tuple(run), self.parts(run, key.name, depth + 1)) for key, run in ordered)

    def _was_split(self, name: str) -> bool:
        """Return whether a part of the one of that name was published."""
        start = f"{name}-" if name else ""
        at = bisect_right(self._published, start)
        return at < len(self._published) and self._published[at].startswith(start)


def page_key(page: Page, depth: int) -> Key | None:
    """Return the part that a page is in: its year, month, day, and then by letters of its title.

    >>> import datetime; from backissue.model import Item, Kind
    >>> page = Page("x.md", Item("", Kind.PAPER, "Élan", week=datetime.date(2023, 3, 26)))
    >>> [key.name for depth in range(5) if (key := page_key(page, depth))]
    ['2023', '2023-03', '2023-03-26', '2023-03-26-e', '2023-03-26-e-l']
    """
    if not (page.item.week or page.item.date):
        return letter_key(page.item.title, page.path, depth - 1, "undated-") if depth else Key("undated", "Undated")
    day = day_of(page)
    name = day.isoformat()
    match depth:
        case 0:
            return Key(name[:4], str(day.year))
        case 1:
            return Key(name[:7], month_name(day))
        case 2:
            return Key(name, day_name(day))
    return letter_key(page.item.title, page.path, depth - 3, f"{name}-")


def title_in(name: str, title: str, words: Words) -> str:
    """Return what a part is called in the words of a language; one of letters keeps its ``title``."""
    if name == "undated":
        return words("bi.undated")
    day = parse_day(name if len(name) > len("2023-03") else f"{name}-01")
    if not day or len(name) < len("2023-03"):
        return title
    return words.day(day) if len(name) > len("2023-03") else words.month(day)


def letter_key(title: str, identity: str, depth: int, start: str = "") -> Key | None:
    """Return the part for a title by its first letters; what shares all of these is parted by its ``identity``.

    >>> [letter_key("Élan", "elan", depth) for depth in (0, 2)]
    [Key(name='e', title='E', is_letter=True), Key(name='e-l-a', title='Ela', is_letter=True)]
    """
    letters = list(_letters(title))
    digest = hashlib.sha256(identity.encode()).hexdigest()
    steps = [*letters, (f"x{digest[0]}", f" · {digest[0]}"), *((digit, digit) for digit in digest[1:_DIGITS])]
    if depth >= len(steps):
        return None
    names, shown = zip(*steps[: depth + 1], strict=True)
    return Key(start + "-".join(names), "".join(shown).capitalize(), is_letter=True)


def _letters(title: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the look of each of the first letters of a title, at least one. Digits and signs are one."""
    folded = [char for char in unicodedata.normalize("NFKD", title.casefold()) if char.isalnum()]
    for char in folded[:_LETTERS] or ["0"]:
        row = ord(char) & ~0xFF
        if not char.isalpha():
            yield "0", "#"
        elif ord(char) < _IDEOGRAPHS:
            yield char, char
        else:
            yield f"u{row >> 8:x}", f"{chr(row)}\N{EN DASH}{chr(row + 0xFF)}"


def page_weight(page: Page) -> int:
    """Return the bytes of HTML that a page takes in a list, about: with its opening, below its date."""
    return _DATE + _row_weight(page) + len(page.item.body[:_OPENING].encode())


def _row_weight(page: Page) -> int:
    topics = sum(len(name.encode()) + 3 for name in page.item.topics)
    return _ENTRY + _path_weight(page.path) + _title_weight(page.item.title) + topics


def entry_weight(page: Page) -> int:
    """Return the bytes of HTML that a page takes in its week without its text, about."""
    return 2 * _row_weight(page)


def topic_weight(topic: Topic) -> int:
    """Return the bytes of HTML that a topic takes in a list, about."""
    return name_weight("".join(topic.path), topic.slug)


def name_weight(name: str, slug: str) -> int:
    """Return the bytes of HTML that a name which leads to a page takes in a list, about."""
    return _ENTRY + _path_weight(slug) + _title_weight(name)


def _path_weight(path: str) -> int:
    return len(path) if path.isascii() else len(quote(path))


def _title_weight(title: str) -> int:
    is_formula = "$" in title or "\\(" in title
    return len(title.encode()) * (_FORMULA if is_formula else 1)
