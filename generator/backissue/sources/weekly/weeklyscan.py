"""The lines of a README of weeks: its sections, the rows below them, and the fate of every other line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from backissue.dates import Span, find_span, find_year
from backissue.sources.source import Line

_BOLD = 7
_LONGEST_HEADING = 300
_HASHES = re.compile(r" {0,3}(#{1,6})(?:\s|$)")
_IN_BOLD = re.compile(r"\s*(?:\*\*|__)[^|]*(?:\*\*|__):?\s*$")
_NAMES = {(paper, link) for paper in ("paper", "papers", "title", "titles") for link in ("link", "links")}
_TABLE_ROW = re.compile(r"\s*(?:\||\d{1,3}\)[^|]*\|)")
_ENTRY = re.compile(r" {0,3}\d{1,3}[.)]\s")
_BELOW = re.compile(r"\s+\S|[-*+●•]\s")
_NAVIGATION = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+\[[^\[\]]*\]\((?!\w+:|//)[^()\s#]*#")


@dataclass(slots=True)
class Entry:
    """The lines of one paper by their 1-based numbers, the first one first, in a table or in a list."""

    lines: dict[int, str]
    tabular: bool

    @property
    def number(self) -> int:
        """The line that it begins at."""
        return next(iter(self.lines))


@dataclass(slots=True)
class Section:
    """A heading that names a range of days, with the entries below it and the year of the heading above, if any."""

    number: int
    heading: str
    level: int
    span: Span
    year: int | None
    entries: list[Entry] = field(default_factory=list)


class Scan:
    """One pass over the lines. ``strays`` are rows and texts of a table that belong to no week or to no row.

    The year of a heading holds for the weeks below it, until a list of links to weeks shows that it is a table of
    contents. ``fates`` has every line that is not blank and no part of an entry.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self.sections: list[Section] = []
        self.fates: dict[int, Line] = {}
        self.strays: dict[int, tuple[str, str]] = {}
        self._section: Section | None = None
        self._year: int | None = None
        self._named = False
        self._last: Entry | None = None
        self._last_line = 0
        for number, line in enumerate(lines, 1):
            if line.strip():
                self._take(number, line)

    def _take(self, number: int, line: str) -> None:
        if self._is_heading(number, line) or _is_rule(line):
            self.fates[number] = Line.HEADING
        elif _is_names(line):
            self.fates[number], self._named = Line.HEADING, True
        elif _NAVIGATION.match(line):
            self.fates[number], self._year = Line.BOILERPLATE, None
        elif not self._is_entry(number, line):
            self._set_aside(number, line)

    def _is_heading(self, number: int, line: str) -> bool:
        hashes = _HASHES.match(line)
        if len(line) > _LONGEST_HEADING or not (hashes or _IN_BOLD.match(line)):
            return False
        span, level = find_span(line), len(hashes[1]) if hashes else _BOLD
        if not hashes and not span:
            return False
        if span or not self._section or level <= self._section.level:
            self._year = self._year if span else find_year(line) or self._year
            self._section = Section(number, line, level, span, self._year) if span else None
            self.sections += [self._section] if self._section else []
            self._named, self._last = False, None
        return True

    def _is_entry(self, number: int, line: str) -> bool:
        """Whether a line begins an entry of the week, or goes on with the entry of a list."""
        if not self._section:
            return False
        tabular = bool(_TABLE_ROW.match(line))
        if tabular or _ENTRY.match(line):
            self._last = Entry({number: line}, tabular)
            self._section.entries.append(self._last)
        elif self._last and not self._last.tabular and (_BELOW.match(line) or self._last_line == number - 1):
            self._last.lines[number] = line
        else:
            return False
        self._last_line = number
        return True

    def _set_aside(self, number: int, line: str) -> None:
        """Give a line outside of all entries its fate."""
        words = any(map(str.isalnum, line))
        if self._named and not self._section and line.lstrip().startswith("|"):
            self.strays[number] = "a row below no week", "put a heading with the days of its week above it"
        elif words and self._section and self._last and self._last.tabular and self._last_line == number - 1:
            self.strays[number] = "text between the rows", "make it part of a row, or put a blank line before it"
            self._last_line = number
        else:
            self._last = None
            self.fates[number] = Line.BOILERPLATE


def _is_names(line: str) -> bool:
    """Whether a line is a row of the names of the two columns, in bold or not."""
    return tuple(cell.strip(" \t*_").lower() for cell in line.strip(" \t|").split("|")) in _NAMES


def _is_rule(line: str) -> bool:
    return "|" in line and "-" in line and not line.strip(" \t|:-")
