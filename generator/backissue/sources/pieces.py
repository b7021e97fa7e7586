"""What a reader takes and gives: a source, the signs it is known by, and pieces that tile its lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum
from functools import cached_property
from itertools import pairwise
from pathlib import PurePath
from typing import Protocol, TypeVar

from backissue.dates import week_of
from backissue.model import Facts, Item, Problem
from backissue.sources.heads.head_keys import meant
from backissue.sources.heads.head_lines import front_matter_end, read_key, single_colon

_Located = TypeVar("_Located")
_HEAD = 100
_MOST_TAGGED = 8000


class Fate(StrEnum):
    """What became of a line of a source."""

    ITEM = "item"
    HEADING = "heading"
    BLANK = "blank"
    BOILERPLATE = "boilerplate"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Source:
    """One file below ``content/sources``: its name there, its lines without line ends, and what is said of it.

    ``today`` is the day of the import: what is to be published later waits. ``lang`` is
    the language that its path says, empty where only that of its translations is said. ``beside`` is what a file
    beside it states of it, by the keys of heads, and ``names`` what one calls those who write in it.
    ``is_beside_myst``: a text in its folder is in MyST. ``parents`` are the rows of tables beside it, to which its
    own belong, below the name of the column that names them.
    """

    file: str
    lines: tuple[str, ...]
    facts: Facts = field(default_factory=Facts)
    week_ends: str = "sunday"
    today: date = date.max
    lang: str | None = None
    beside: Mapping[str, object] = field(default_factory=dict, compare=False)
    names: Mapping[str, str] = field(default_factory=dict, compare=False)
    is_beside_myst: bool = False
    parents: Mapping[str, Sequence[Mapping[str, object]]] = field(default_factory=dict, compare=False)

    def problem(self, line: int, what: str, remedy: str) -> Problem:
        """Return a problem at the 1-based ``line`` of this source; 0 is all of it."""
        return Problem(f"content/sources/{self.file}", line, what, remedy)

    def hint(self, line: int, what: str, remedy: str) -> Problem:
        """Return what an editor may want to know of the 1-based ``line``, and what need not be done."""
        return Problem(f"content/sources/{self.file}", line, what, remedy, is_hint=True)

    def filled_lines(self) -> Iterator[tuple[int, str]]:
        """Yield the lines that are not blank, with single blanks in them, each after its 1-based number."""
        for number, line in enumerate(self.lines, 1):
            if line.strip():
                yield number, " ".join(line.split())

    def week_of(self, day: date | None) -> date | None:
        """Return the last day of the week that ``day`` lies in, as this archive counts weeks."""
        return week_of(day, self.week_ends) if day else None


@dataclass(frozen=True, slots=True)
class Piece:
    """Some lines of a source with one fate: the first and the last, 1-based and both included.

    ``items`` begin in it: mostly one or none, several where a line holds several records. An item says what the text
    says; what ``archive.yml`` says, and an id where the text gives none, are added by the importer. The items of a
    record come from an archive, whose topics are as its editors want them.
    """

    first: int
    last: int
    fate: Fate
    items: tuple[Item, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_record: bool = False


def account(pieces: Iterable[Piece], number_of_lines: int) -> Mapping[Fate, int]:
    """Return the number of lines of each fate; their sum is ``number_of_lines``.

    Raises:
        AssertionError: the pieces leave a gap or overlap. That is an error of the reader, never of the data.
    """
    counts, end = dict.fromkeys(Fate, 0), 0
    for piece in pieces:
        assert end + 1 == piece.first <= piece.last, f"lines {piece.first}-{piece.last} do not follow line {end}"
        counts[piece.fate] += piece.last - end
        end = piece.last
    assert end == number_of_lines, f"the pieces end at line {end} of {number_of_lines}"
    return counts


def tile(  # noqa: PLR0913 - each tells the pieces one more thing
    source: Source,
    fates: Mapping[int, Fate],
    *,
    rest: Fate | None = None,
    items: Iterable[Item] = (),
    problems: Iterable[Problem] = (),
    records: Collection[int] = (),
) -> Iterator[Piece]:
    """Yield the pieces of a source whose reader decides line by line.

    Args:
        source: what was read.
        fates: by their 1-based numbers, what became of its lines. One that is blank is blank, whatever is said of it.
        rest: the fate of the lines that ``fates`` does not have.
        items: the items, each with the line in its ``source`` at which it begins.
        problems: the defects, in any order; they go to the pieces that hold their lines, line 0 to the first.
        records: the lines at which the records of an archive begin.

    Raises:
        AssertionError: a line is left without a fate.
    """
    lines = [fates.get(at, rest) if line.strip() else Fate.BLANK for at, line in enumerate(source.lines, 1)]
    lost = [at for at, fate in enumerate(lines, 1) if fate is None]
    assert not lost, f"lines without a fate: {lost[:10]}"
    items_at = _by_line(items, lambda item: item.source.line if item.source else 1)
    problems_at = _by_line(sorted(problems), lambda problem: max(problem.line, 1))
    cuts = [at for at, fate in enumerate(lines, 1) if at == 1 or at in items_at or fate is not lines[at - 2]]
    for first, end in pairwise([*cuts, len(lines) + 1]):
        fate, numbers = lines[first - 1], range(first, end)
        defects = tuple(problem for at in numbers if at in problems_at for problem in problems_at[at])
        yield Piece(first, end - 1, fate or Fate.PROBLEM, tuple(items_at.get(first, ())), defects, first in records)


def _by_line(things: Iterable[_Located], line_of: Callable[[_Located], int]) -> Mapping[int, list[_Located]]:
    found: dict[int, list[_Located]] = defaultdict(list)
    for thing in things:
        found[line_of(thing)].append(thing)
    return found


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a source: the items in its order, the account of its lines, and the defects."""

    items: tuple[Item, ...]
    account: Mapping[Fate, int]
    problems: tuple[Problem, ...] = ()


class Strength(IntEnum):
    """How sure a sign is that a text is of a format."""

    PLAUSIBLE = 1
    """It could be read so, as prose can be a transcript."""
    LIKELY = 2
    """It has the structure of the format."""
    CERTAIN = 3
    """It has a mark that nothing else has, such as the first line of WebVTT."""


class Shape(StrEnum):
    """What a text is made of at first sight, by its first character or by most of its lines."""

    ROWS = "rows"
    """Half of its lines, and no fewer than three, begin with a bar."""
    BRACES = "braces"
    """It begins with a brace or a bracket, as JSON does."""
    TAGS = "tags"
    """It begins with an element, as HTML and XML do; Markdown may too."""
    TEXT = "text"
    """Anything else."""


class Glance:
    """What a sign may look at: the file's name, the first lines, what is said of the source, and counts of lines.

    ``head`` holds the first 100 lines as they stand. ``kind`` is what a head in YAML or TOML calls the text by its
    ``type`` or ``layout``, in lower case; ``keys`` are the folded keys that state something
    there. ``lines`` are those below that head, of which no test looks at many but to
    count them; ``first`` is the first of them that is neither blank nor a comment, without margins.
    """

    def __init__(self, source: Source) -> None:
        self.file, self.facts = source.file, source.facts
        self.suffix = PurePath(source.file).suffix.lower()
        self.head = source.lines[:_HEAD]
        end = front_matter_end(source.lines)
        self.kind = f"{_kind(source.lines[:end])} {source.beside.get('layout', '')}".strip().lower()
        self.keys = _stated_keys(source.lines[:end])
        self.lines = source.lines[end:]
        self.first = _first(self.lines)
        self._answers: dict[Callable[[Glance], bool], bool] = {}
        self._counts: dict[Callable[[str], object], int] = {}

    @cached_property
    def filled(self) -> int:
        """The number of lines that are not blank."""
        return self.count(str.strip)

    @cached_property
    def shape(self) -> Shape:
        """What the text is made of."""
        if max(3, self.filled / 2) <= self.count(is_row):
            return Shape.ROWS
        start = "".join(self.first.split())[:3]
        marks = start[:2] in {"{{", "{%", "{#"} or (start.startswith("[[") and start[2:].isalpha())
        if not marks and (start.startswith("{") or start[:2] in {"[", "[{", "[["}):
            return Shape.BRACES
        return Shape.TAGS if self._is_tagged() else Shape.TEXT

    def _is_tagged(self) -> bool:
        """Whether a text begins as HTML or XML does, and is not Markdown that begins with an element."""
        name = self.first[1:].lstrip("/").partition(">")[0].partition(" ")[0]
        if not self.first.startswith("<") or not name.lstrip("!?") or not {":", "@", "."}.isdisjoint(name):
            return False  # an address between angle brackets is text
        if self.suffix in {".md", ".markdown", ".mdx"} and self.tags[:1] not in _DOCUMENTS:
            return not self.count(_is_marked) and self.tags[:1] in _WITHIN_MARKDOWN
        whole = self.suffix in {".html", ".htm", ".xhtml", ".xml"} or self.tags[:1] not in _WITHIN_MARKDOWN
        return whole or not self.count(_is_marked)

    @cached_property
    def tags(self) -> tuple[str, ...]:
        """The names of the tags in the first lines in lower case, that of a document's type with its second word.

        Comments are none.
        """
        text = "\n".join(self.lines[:_HEAD])[:_MOST_TAGGED].lower()
        parts = (part.lstrip("/").partition(">")[0].partition("/")[0].split() for part in text.split("<")[1:])
        named = (words for words in parts if words and not words[0].startswith("!--"))
        return tuple(" ".join(words[: 2 if words[0].startswith("!") else 1]) for words in named)

    def ask(self, test: Callable[[Glance], bool]) -> bool:
        """Return what ``test``, a function of a module, says of this text; it is asked once."""
        if test not in self._answers:
            self._answers[test] = test(self)
        return self._answers[test]

    def count(self, test: Callable[[str], object]) -> int:
        """Return how many lines of the whole text pass ``test``, a function of a module; each is counted once."""
        if test not in self._counts:
            self._counts[test] = sum(map(bool, map(test, self.lines)))
        return self._counts[test]


_DOCUMENTS = {(name,) for name in ("!doctype html", "html", "head", "body", "?xml", "rss", "feed", "rdf:rdf")}
_WITHIN_MARKDOWN = {
    (name,)
    for name in "a abbr b blockquote br center details div em figure hr i iframe img p span strong sup u video".split()
}
"""Elements that Markdown may begin with."""


def _is_marked(line: str) -> bool:
    """Return whether a line has what Markdown has and HTML has not: a heading, a link, the point of a list."""
    bare = line.lstrip()
    heading = bare.lstrip("#")
    return (heading != bare and heading.startswith(" ")) or "](" in line or bare.startswith(("- ", "* ", "**"))


def _first(lines: Sequence[str]) -> str:
    """Return the first line that is neither blank nor a comment of HTML, without margins."""
    inside = False
    for line in lines:
        bare = line.strip("\ufeff \t")
        while inside or bare.startswith("<!--"):
            _, end, rest = bare.partition("-->")
            inside, bare = not end, rest.strip()
            if inside:
                break
        if bare and not inside:
            return bare
    return ""


def _kind(head: Iterable[str]) -> str:
    """Return what the lines of a head say of the kind of text below it."""
    pairs = (line.replace("=", ":", 1).partition(":") for line in head)
    return " ".join(value.strip(" \"'").lower() for key, _, value in pairs if key.strip().lower() in {"type", "layout"})


def _stated_keys(head: Sequence[str]) -> frozenset[str]:
    """Return the folded keys of a head that have a value, in their line or indented below it."""
    found = set()
    plain = [single_colon(line) for line in head]
    for line, below in zip(plain, [*plain[1:], ""], strict=False):
        key = read_key(line) or (line.partition("=")[0].strip() if "=" in line else "")
        value = line.removeprefix(key).strip(" \t\"':=[]{}|>")
        if key and (value or below.startswith((" ", "\t", "- "))):
            found.add(meant(key))
    return frozenset(found)


def is_row(line: str) -> bool:
    """Return whether a line begins with a bar, as a row of a table does."""
    return line.lstrip().startswith("|")


NO_ROWS = frozenset(Shape) - {Shape.ROWS}


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of a format: how sure it is, by what in words that complete "because it has", and what shows it.

    It is looked for only in texts of one of ``shapes``, and there by ``test``, which must be cheaper than reading.
    """

    strength: Strength
    why: str
    test: Callable[[Glance], bool]
    shapes: AbstractSet[Shape] = frozenset(Shape)


class Reader(Protocol):
    """One format: a class of a module of this package, or of a distribution that names it as an entry point."""

    @property
    def name(self) -> str:
        """What ``format:`` in ``archive.yml`` calls it."""
        ...

    @property
    def signs(self) -> Sequence[Sign]:
        """By what a text of this format is known."""
        ...

    def read(self, source: Source) -> Iterable[Piece]:
        """Read all of ``source`` in pieces. Defects of the data become problems, never exceptions."""
        ...
