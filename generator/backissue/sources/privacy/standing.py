"""Whether a source says of a text that not everybody may read it: drafts, private and paid posts, days to come.

Heads, rows of tables, objects of JSON and entries of feeds say it by the same keys, which are data here. A mark that
is met anywhere counts: an item that is wrongly kept back is reported, and one that is wrongly published is read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import IntEnum
from itertools import chain
from pathlib import PurePosixPath

from backissue.dates import day_from, find_day, read_day
from backissue.model import Item, Problem
from backissue.sources.heads.head_keys import KEYS
from backissue.sources.heads.standing_keys import (
    BUILT,
    CLOSED_IF_FILLED,
    CLOSED_IF_NO,
    CLOSED_IF_YES,
    CLOSED_VALUES,
    DAYS_TO_COME,
    DRAFT_FOLDERS,
    EXPIRED,
    NO,
    NO_POSTS,
    OPEN_VALUES,
    OWN_DAYS,
    PAID_IF_YES,
    PAID_VALUES,
    SENT,
    TABLE_KEYS,
    TRASH,
    TYPES,
    WAITING,
    YES,
)
from backissue.sources.pieces import Source
from backissue.text import fold_key
from backissue.yaml_text import Value


class Access(IntEnum):
    """Who may read a text."""

    PUBLIC = 0
    PAID = 1
    CLOSED = 2


@dataclass(frozen=True, slots=True)
class Standing:
    """Who may read a text, by which mark of its source, and from which day on; whether it is a post at all."""

    access: Access = Access.PUBLIC
    mark: str = ""
    publish: date | None = None
    no_post: str = ""

    def stricter(self, other: Standing) -> Standing:
        """Return what two marks say of one text: the fewer readers, the later day."""
        closed = max(self, other, key=lambda standing: standing.access)
        days = [day for day in (self.publish, other.publish) if day]
        return replace(closed, publish=max(days, default=None), no_post=self.no_post or other.no_post)

    def applied(self, item: Item, *, publish_paid: bool | None = False) -> Item:
        """Return an item with what its source says of its readers; ``publish_paid``: who pays is not asked."""
        is_kept = self.access is Access.CLOSED or (self.access is Access.PAID and not publish_paid)
        if not is_kept and not self.publish:
            return item
        return replace(item, draft=item.draft or is_kept, publish=self.publish or item.publish)


def read_standing(pairs: Iterable[tuple[str, Value]], today: date = date.max) -> Standing:
    """Return what keys and their values say of a text's readers on a day.

    >>> read_standing([("title", "A"), ("Draft", "true")]).mark, read_standing([("published", "2023-03-26")]).mark
    ('Draft: true', '')
    >>> read_standing([("publishDate", "2023-04-01")], date(2023, 3, 26)).publish
    datetime.date(2023, 4, 1)
    """
    known = [(key, fold_key(key), " ".join(text.split())) for key, text in _texts(pairs)]
    found = [(access, _mark(key, text)) for key, name, text in known if (access := _access(name, text, today))]
    access, mark = max(found, key=lambda pair: pair[0], default=(Access.PUBLIC, ""))
    waits = [(key, text) for key, name, text in known if name in CLOSED_VALUES and fold_key(text) in WAITING]
    days = [day for _, name, text in known if name in DAYS_TO_COME | OWN_DAYS and (day := _first_day(text))]
    publish = max((day for day in days if day > today), default=None)
    if waits and not days:
        access, mark = Access.CLOSED, _mark(*waits[0])
    types = (text for _, name, text in known if name in TYPES and fold_key(text) in NO_POSTS)
    trash = (text for _, name, text in known if name in CLOSED_VALUES and fold_key(text) in TRASH)
    no_post = next(chain(types, trash), "")
    return Standing(access, mark, publish, no_post)


def sent_keys(rows: Iterable[Mapping[str, object]]) -> frozenset[str]:
    """Return the keys by which texts, or some of them, say when they went out."""
    return frozenset(key for row in rows for key, value in row.items() if value and fold_key(key) in SENT)


def sent_standing(fields: Mapping[str, object], sent: Collection[str]) -> Standing:
    """Return what the lack of a time says: a text without any day, among others that went out, was never sent.

    ``sent`` are the keys of :func:`sent_keys`.
    """
    if not sent or any(value and fold_key(key) in KEYS["day"] for key, value in fields.items()):
        return Standing()
    return Standing(Access.CLOSED, f"{min(sent)}: empty")


def _first_day(text: str) -> date | None:
    """Return the day that a text names, or the first of the month or year that it names: ``2099-05``."""
    year, _, month = text.partition("-")
    if len(year) == 4 and year.isdecimal() and (not month or (len(month) <= 2 and month.isdecimal())):
        return day_from(year, int(month or 1), 1)
    return read_day(text) or find_day(text)


def _mark(key: str, text: str) -> str:
    """Return what a source says, without the word that opens a post."""
    return key if fold_key(key) in CLOSED_IF_FILLED else f"{key}: {text[:40]}"


def _texts(pairs: Iterable[tuple[str, Value]]) -> Iterator[tuple[str, str]]:
    """Yield keys with their texts, those within Hugo's ``build`` and lists of one too."""
    for key, value in pairs:
        if isinstance(value, str):
            yield key, value
        elif isinstance(value, dict) and fold_key(key) in BUILT:
            yield from _texts(value.items())
        elif isinstance(value, list):
            yield from ((key, entry) for entry in value if isinstance(entry, str))


def _access(name: str, text: str, today: date) -> Access:
    value = fold_key(text) or text.lower()
    is_closed = (
        (name in CLOSED_IF_YES and value in YES)
        or (name in CLOSED_IF_NO and value in NO)
        or (name in CLOSED_IF_FILLED and value not in {"", *NO})
        or value in CLOSED_VALUES.get(name, ())
        or (name in EXPIRED and (day := find_day(text)) is not None and day <= today < date.max)
    )
    is_paid = (name in PAID_IF_YES and value in YES) or value in PAID_VALUES.get(name, ())
    return Access.CLOSED if is_closed else Access.PAID if is_paid else Access.PUBLIC


def is_mark(name: str, values: Iterable[str], *, has_marks: bool = False) -> bool:
    """Return whether a column of a table says of its rows who may read them, and nothing else.

    ``has_marks``: the table has other such columns, and so one of types says which rows are posts.

    >>> is_mark("Status", ["draft", "published"]), is_mark("Status", ["accepted"])
    (True, False)
    >>> is_mark("Publish", ["yes", "no"]), is_mark("State", ["Ohio", "private"])
    (True, False)
    """
    key = fold_key(name)
    known = (
        YES
        | NO
        | WAITING
        | OPEN_VALUES
        | NO_POSTS
        | CLOSED_VALUES.get(key, frozenset())
        | PAID_VALUES.get(key, frozenset())
    )
    values = list(values)
    is_key = key in TABLE_KEYS or (has_marks and key in TYPES) or any(is_answer(key, value) for value in values)
    return is_key and (key in CLOSED_IF_FILLED or all(fold_key(value) in {"", *known} for value in values))


def is_answer(key: str, value: str) -> bool:
    """Return whether a cell says who may read its row, below a heading that may stand for something else too.

    >>> is_answer("publish", "No"), is_answer("publish", "2024-03-01"), is_answer("access", "private")
    (True, False, True)
    """
    text = fold_key(value)
    if key in {"publish", "published"}:
        return text in YES | NO
    return key in {"access", "state"} and text in CLOSED_VALUES.get(key, frozenset()) | PAID_VALUES.get(
        key, frozenset()
    )


def by_name(file: str) -> Standing:
    """Return what the place of a file says: a folder of drafts, as Jekyll has it, or Medium's ``draft_….html``.

    >>> by_name("_drafts/a.md").mark, by_name("posts/draft_A-Title-1a2b.html").mark, by_name("drafts.md").mark
    ('_drafts/', 'draft_', '')
    >>> by_name("letters/Drafts/a.md").mark
    'Drafts/'
    """
    path = PurePosixPath(file)
    if folder := next((part for part in path.parts[:-1] if part.casefold().strip("_") in DRAFT_FOLDERS), ""):
        return Standing(Access.CLOSED, f"{folder}/")
    is_medium = path.name.startswith("draft_") and path.suffix.lower() in {".html", ".htm"}
    return Standing(Access.CLOSED, "draft_") if is_medium else Standing()


@dataclass
class KeptBack:
    """What of a source does not come out, gathered for one hint a cause: the cause with lines and titles."""

    source: Source
    _found: defaultdict[tuple[str, str], list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, line: int, title: str, standing: Standing) -> None:
        """Add an item, or an entry that is none, that begins on a 1-based line."""
        paid = standing.access is Access.PAID
        if standing.no_post:
            cause = f"no post but `{standing.no_post}`, left out", _LEFT_OUT
        elif paid and self.source.facts.publish_paid:
            return
        elif standing.access:
            cause = (
                f"not for everybody (`{standing.mark}`), imported as a draft, which is in content/ only",
                _PAID if paid else _DRAFT,
            )
        elif standing.publish:
            cause = f"to be published on {standing.publish}, imported to wait for that day in content/", _WAITS
        else:
            return
        self._found[cause].append((line, title))

    def hints(self) -> Iterator[Problem]:
        """Yield a hint a cause, with the number of its items and the first three of them."""
        for (cause, remedy), items in self._found.items():
            titles = ", ".join(f"“{title}”" for _, title in items[:3])
            number = f"{len(items)} times " if len(items) > 1 else ""
            more = ", …" if len(items) > 3 else ""
            yield self.source.hint(items[0][0], f"{number}{cause}: {titles}{more}", remedy)


_DRAFT = "to publish it, remove `draft` from its page, or import its source again when that says so"
_PAID = "to publish it, say `publish_paid: true` of its source in content/archive.yml"
_WAITS = "to publish it at once, remove `publish` from its page"
_LEFT_OUT = "export it as a post if it should come in"
