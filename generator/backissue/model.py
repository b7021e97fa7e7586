"""What an archive is made of: plain, frozen values that know no files and no formats."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple, TypeVar

T = TypeVar("T")


class Kind(StrEnum):
    """What an item is. The value stands in front matter; the plural is its place in URLs (``/papers/``)."""

    ISSUE = "issue"
    PAPER = "paper"
    TRANSCRIPT = "transcript"
    SUMMARY = "summary"
    SESSION = "session"

    @property
    def label(self) -> str:
        """The kind as a heading: ``Paper``."""
        return self.value.capitalize()

    @property
    def plural(self) -> str:
        """The kind in URLs and running text: ``papers``, ``summaries``."""
        return f"{self.value[:-1]}ies" if self.value.endswith("y") else f"{self.value}s"


@dataclass(frozen=True, slots=True)
class Link:
    """A labelled address, as an item lists it. A label may come twice in one item."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class SourceRef:
    """The file below ``content/sources`` that an item came from, and the 1-based line at which it begins there.

    The line is for reports. It changes whenever something is added above, so no page has it and none differ by it; 0
    means unknown. No page has either whether the item's place is counted, and not what the source states.
    """

    file: str
    line: int = field(default=0, compare=False)
    is_counted: bool = field(default=False, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class MentionEdits:
    """What an editor says about the items that a page speaks of, by their ids: those to add and those to drop."""

    add: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the archive: an issue, paper, transcript, summary or session.

    ``id`` is its identity and never changes; ``week`` is the last day of its week, ``None`` where undated; ``place`` is
    its place in that week, a number above 0, ``None`` where it has none or is alone;
    ``also_in`` holds the other weeks that listed it; ``former_ids`` are ids that it had before its source changed them;
    ``date`` is set only where the exact day is known, and ``time``, as RFC 3339 has it, only where that of the day is.
    One that is a ``draft``, or whose day to ``publish`` has not come, stays in ``content/``. ``lang`` is the language
    of its text (BCP 47), empty where unknown; ``translation`` is what it has in common with its translations, if it
    has any. ``body`` is Markdown without a title and ends in one newline unless it is empty. ``mentions`` corrects what
    is found in it of other items. ``extra`` is for facts that have no key of their own, as plain text. ``called`` is
    what else its source calls it, for links to it while sources are read; no page keeps that.
    """

    id: str
    kind: Kind
    title: str
    week: date | None = None
    place: float | None = None
    also_in: tuple[date, ...] = ()
    publish: date | None = None
    date: date | None = None
    time: str = ""
    draft: bool = False
    topics: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    lang: str = ""
    translation: str = ""
    links: tuple[Link, ...] = ()
    source: SourceRef | None = None
    aliases: tuple[str, ...] = ()
    former_ids: tuple[str, ...] = ()
    mentions: MentionEdits = MentionEdits()
    extra: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    called: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The item's id and those that it had before, the latest first."""
        return (self.id, *reversed(self.former_ids))


@dataclass(frozen=True, slots=True)
class SectionRules:
    """What ``archive.yml`` says of sections of issues, by their headings whatever their case.

    Those to ``skip`` are in no list of entries; to ``rename`` has what others are called, and ``topics`` the topics of
    what stands in them.
    """

    skip: tuple[str, ...] = ()
    rename: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def skips(self, sections: tuple[str, ...]) -> bool:
        """Return whether what stands below these headings is in no list."""
        skipped = set(map(str.casefold, self.skip))
        return any(name.casefold() in skipped for name in sections)

    def name(self, section: str) -> str:
        """Return what a section is called in lists."""
        return _by_case(self.rename).get(section.casefold(), section)

    def topics_of(self, section: str) -> tuple[str, ...]:
        """Return the topics of what stands in a section."""
        return _by_case(self.topics).get(section.casefold(), ())


def _by_case(named: Mapping[str, T]) -> Mapping[str, T]:
    return {name.casefold(): value for name, value in named.items()}


@dataclass(frozen=True, slots=True)
class Facts:
    """What ``archive.yml`` says of a source that its text does not say, or says wrongly. ``None``: not said.

    ``no_topics`` are tags that are no topics. ``encoding`` is that of its bytes, ``year`` that of the first week in
    a source whose headings give none. ``cues`` are phrases that begin a story in its talks. ``columns`` says what the
    columns of a table are: pairs of a heading and ``title``, ``week``, ``date``, ``topics``, ``people``, ``text``,
    ``links`` or ``skip``. ``publish_paid``: what the source has for paying readers only is for all.
    """

    kind: Kind | None = None
    title: str | None = None
    week: date | None = None
    date: date | None = None
    people: tuple[str, ...] | None = None
    topics: tuple[str, ...] | None = None
    no_topics: tuple[str, ...] = ()
    format: str | None = None
    encoding: str | None = None
    year: int | None = None
    cues: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    publish_paid: bool | None = None
    lang: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class NameRule:
    """What recognisers make of a name: the spellings that are ``heard`` and the one that is ``meant``.

    ``only`` are the sources that it holds for, and ``kinds`` the kinds of items; where none is named, all sources, and
    the kinds that recognisers make. ``any_case``: capitals and small letters are the same.
    """

    heard: tuple[str, ...]
    meant: str
    only: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    any_case: bool = False


@dataclass(frozen=True, slots=True)
class KnownProblem:
    """A problem that is to be left: the file or a pattern of files, words of what is wrong, and its line.

    It stands in the 1-based ``line`` of ``archive.yml``.
    """

    file: str
    what: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A source as ``archive.yml`` lists it: its file below ``content/sources``, what is said of it, and the line.

    An entry for many has no ``file`` but patterns of ``files``, and ``from_name`` says what is in their names. One that
    is not sound has a key or a value that means nothing, so what is said of it is not all that was meant. ``url`` is
    where on the web it is, empty where that is not said.
    """

    file: str
    facts: Facts
    line: int
    is_sound: bool = True
    files: tuple[str, ...] = ()
    from_name: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """An item, its file as a path below ``content/``, and the 1-based line of the file at which its body begins."""

    path: str
    item: Item
    body_line: int = 1


@dataclass(frozen=True, slots=True)
class Note:
    """A page written by hand, and its file below ``content/``.

    ``aliases`` are other names of a topic or a person, and other addresses of any other page; ``parent`` is for topics
    only, ``lead`` and ``pick`` are for weeks: a line about the issue, and the id of the item to read first.
    ``description`` is one line, ``body`` Markdown that begins at the 1-based line ``body_line`` of the file.
    """

    path: str
    title: str = ""
    description: str = ""
    draft: bool = False
    publish: date | None = None
    aliases: tuple[str, ...] = ()
    parent: str = ""
    lead: str = ""
    pick: str = ""
    body: str = ""
    body_line: int = 1

    @property
    def has_other_names(self) -> bool:
        """Whether its aliases are names, as those of topics and people are."""
        return self.path.startswith("topics/") or is_about_person(self.path)


def is_about_person(path: str) -> bool:
    """Return whether a page by hand at ``path`` below ``content/`` is about a person.

    >>> is_about_person("people/ada-lovelace.md"), is_about_person("people/index.md"), is_about_person("about.md")
    (True, False, False)
    """
    return path.startswith("people/") and path.count("/") == 1 and path != "people/index.md"


@dataclass(frozen=True, slots=True)
class Week:
    """An issue: all pages of one week, in the order of their places, with the editor's introduction if any."""

    day: date
    pages: tuple[Page, ...]
    introduction: Note | None = None

    @property
    def own_pages(self) -> tuple[Page, ...]:
        """The pages whose own week it is, without those that it lists again."""
        return tuple(page for page in self.pages if page.item.week == self.day)


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic with its pages, newest first. ``path`` leads to it from its topmost parent.

    ``pages`` are those that name the topic itself; ``total`` also counts those of the topics below it, each once.
    """

    path: tuple[str, ...]
    slug: str
    pages: tuple[Page, ...]
    total: int
    children: tuple[str, ...] = ()
    note: Note | None = None

    @property
    def name(self) -> str:
        """The topic's own name, without its parents."""
        return self.path[-1]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A defect in the data, with the place and the remedy. ``line`` is 1-based; 0 means the whole file.

    It is a hint where nothing goes wrong for a reader of the site if nobody does anything about it.
    """

    file: str
    line: int
    what: str
    remedy: str
    is_hint: bool = False

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {'hint: ' if self.is_hint else ''}{self.what}: {self.remedy}"


class Slip(NamedTuple):
    """What is odd about the value of a key of a page below ``content/``; a hint unless it is surely wrong.

    :func:`backissue.frontmatter.at_key` makes a problem of it, at the line of the key.
    """

    path: str
    key: str
    what: str
    remedy: str
    is_hint: bool = True


@dataclass(frozen=True, slots=True)
class Shard:
    """The K-th of N parts of the pages, for as many machines. K counts from 1."""

    number: int = 1
    of: int = 1

    def holds(self, path: str) -> bool:
        """Whether the page at ``path`` belongs to this part; no other page has a say in that."""
        digest = hashlib.sha256(path.encode()).digest()
        return int.from_bytes(digest[:8]) % self.of == self.number - 1


class BackissueError(Exception):
    """The root of what this package raises on purpose. ``exit_code`` is what the command line ends with."""

    exit_code = 3


class UsageError(BackissueError):
    """The command was called in the wrong place or with the wrong words."""

    exit_code = 2


class SettingsError(UsageError):
    """``mkdocs.yml`` is not as it has to be. ``problems`` say where and why."""

    exit_code = 1

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)  # so that it comes out of another process as it was

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


class MachineError(BackissueError):
    """The machine is in the way: locked, full, not permitted, a program missing."""
