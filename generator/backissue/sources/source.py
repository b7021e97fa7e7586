"""What a reader takes and gives: a source, its overrides, and a reading that accounts for every line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Protocol

from backissue.model import Facts, Item, Problem

__all__ = ["Account", "Facts", "Line", "Reader", "Reading", "Recognition", "Source", "Strength"]


class Line(StrEnum):
    """What became of a line of a source."""

    ITEM = "item"
    HEADING = "heading"
    BLANK = "blank"
    BOILERPLATE = "boilerplate"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Source:
    """One file below ``content/sources``: its name there, its lines without line ends, and what is said of it."""

    file: str
    lines: tuple[str, ...]
    facts: Facts = field(default_factory=Facts)
    week_ends: str = "sunday"

    def problem(self, line: int, what: str, remedy: str) -> Problem:
        """A problem at the 1-based ``line`` of this source."""
        return Problem(f"content/sources/{self.file}", line, what, remedy)


class Account:
    """The fate of every line of a source: each is set down once, and none may be left over.

    Raises:
        AssertionError: a line is set down twice, or ``close`` finds one without a fate. Both are errors of the
            reader, never of the data.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._fates: list[Line | None] = [None if line.strip() else Line.BLANK for line in lines]

    def set(self, number: int, fate: Line) -> None:
        """Set down what became of the 1-based line ``number``."""
        assert self._fates[number - 1] is None, f"line {number} is accounted for twice"
        self._fates[number - 1] = fate

    def rest(self, fate: Line) -> None:
        """Give every line that has none yet the same fate."""
        self._fates = [known or fate for known in self._fates]

    def close(self) -> Mapping[Line, int]:
        """The number of lines of each fate; their sum is the number of lines."""
        lost = [number for number, fate in enumerate(self._fates, 1) if fate is None]
        assert not lost, f"lines not accounted for: {lost[:10]}"
        counts = Counter(fate for fate in self._fates if fate)
        assert sum(counts.values()) == len(self._fates)
        return {fate: counts[fate] for fate in Line}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found: the items in the source's order, the account of its lines, and the defects."""

    items: tuple[Item, ...]
    account: Mapping[Line, int]
    problems: tuple[Problem, ...] = ()


class Strength(IntEnum):
    """How sure a reader is that a text is of its format."""

    PLAUSIBLE = 1
    """It could be read so, as prose can be a transcript."""
    LIKELY = 2
    """It has the structure of the format."""
    CERTAIN = 3
    """It has a mark that nothing else has, such as the first line of WebVTT."""


@dataclass(frozen=True, slots=True)
class Recognition:
    """That a reader knows a text: how surely, and by what, in words that complete "because it has"."""

    strength: Strength
    why: str


class Reader(Protocol):
    """A module of :mod:`backissue.sources.recognise`: one format."""

    name: str

    def recognise(self, source: Source) -> Recognition | None:
        """By what the text of ``source`` is of this format; ``None`` if it is not."""
        ...

    def read(self, source: Source) -> Reading:
        """Read all of ``source``. Defects of the data become problems, never exceptions."""
        ...
