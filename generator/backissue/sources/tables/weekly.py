"""The weeks of a newsletter in one file, as its README keeps them: a heading a week, a table or a list below it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from backissue.dates import Span, find_span, find_year
from backissue.model import Item, Kind, Problem, SourceRef
from backissue.sources.facts import dates
from backissue.sources.names.ids import paper_id
from backissue.sources.pieces import Fate, Glance, Piece, Sign, Source, Strength
from backissue.sources.tables.entries import is_point, read_list_entry, read_table_row
from backissue.sources.tables.pipe_rows import has_own_columns, read_headings
from backissue.sources.tables.ranks import ranked
from backissue.sources.tables.row_items import Defect, Found
from backissue.week_years import solve_years

_LEAP_YEAR = 2024
_BOLD = 7
_LONGEST_HEADING = 300
_NAMES = {(paper, link) for paper in ("paper", "papers", "title", "titles") for link in ("link", "links")}
_LOOKED_AT = 300
_WEEKLESS = ("the week of this row is not known", "see the heading of its week")
_NO_WEEK = ("these days do not make a week", "correct the first or the last day")
_YEARLESS = (
    "the year of this week is not given and does not follow from the weeks around it",
    "write it behind the days, as in (Jan 1-7) - 2025, or say `year:` of this source in content/archive.yml",
)
_HASHES = re.compile(r" {0,3}(#{1,6})(?:\s|$)")
_ROW = re.compile(r"\s*(?:\||\d{1,3}\)[^|]*\|)")
_NUMBERED = re.compile(r" {0,3}\d{1,3}[.)]\s")
_NAVIGATION = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+\[[^\[\]]*\]\((?!\w+:|//)[^()\s#]*#")


def has_weeks(glance: Glance) -> bool:
    """Return whether a heading with a range of days has a row or a numbered entry below it, in no plain table."""
    return bool(_find_sections(glance))


def has_weeks_of_papers(glance: Glance) -> bool:
    """Return whether one of these headings says that papers stand below it."""
    return any("paper" in section.heading.casefold() for section in _find_sections(glance))


def _find_sections(glance: Glance) -> list[Section]:
    weeks = (at for at, line in enumerate(glance.lines) if _rank(line) and find_span(line))
    first = next(weeks, len(glance.lines))
    lines = glance.lines[first : first + _LOOKED_AT]
    if any(has_own_columns(part, glance.facts.columns) for part in (glance.head, lines)):
        return []
    return [section for section in Scan(Source(glance.file, lines)).sections if section.entries]


class WeeklyReader:
    """Headings that name a range of days; below each, ``| **Paper** | **Links** |`` or a numbered list.

    What stands outside of the weeks (badges, lists of links to the weeks, words of introduction) is boilerplate.
    """

    name = "weekly"
    signs = (
        Sign(Strength.CERTAIN, "papers below headings that name a week by its days", has_weeks_of_papers),
        Sign(Strength.LIKELY, "numbered entries below headings that name a range of days", has_weeks),
    )

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield a paper a row. Damage is repaired where it can be read in one way only, and else reported.

        A row whose week is not known is a problem, since nothing would say where it belongs.
        """
        scan = Scan(source)
        spans = [(section.span, section.year) for section in scan.sections]
        weeks = solve_years(spans, source.facts.year, source.week_ends)
        for section, week in zip(scan.sections, weeks, strict=True):
            scan.found.merge(_read_section(source, section, dates(source)[1] or week))
        items, problems = _separate(source, ranked(scan.found.items))
        return replace(scan.found, items=items, problems=[*scan.found.problems, *problems]).tile()


def _read_section(source: Source, section: Section, week: date | None) -> Found:
    """Return what became of the entries of a section, as papers of ``week``."""
    found = Found(source)
    if not week:
        defect = _YEARLESS if section.span.week(section.span.year or _LEAP_YEAR, "sunday") else _NO_WEEK
        found.problems.append(source.problem(section.number, *defect))
    for entry in section.entries:
        item, defects = _read_entry(source, entry, week) if week else (None, [_WEEKLESS])
        found.add([*entry.lines], item, defects)
    return found


def _separate(source: Source, items: Iterable[Item]) -> tuple[list[Item], list[Problem]]:
    """Return the papers, with an id of its title for one that has the address of another in its week, and these."""
    titles: dict[tuple[date | None, str], str] = {}
    separated, problems = [], []
    for item in items:
        first = titles.setdefault((item.week, item.id), item.title)
        is_twin = first != item.title
        separated.append(replace(item, id=paper_id(item.title, item.week, ())) if is_twin else item)
        if is_twin and item.source:
            what = f"its link is that of `{first[:60]}` in the same week"
            problems.append(source.problem(item.source.line, what, "correct the link of one of the two"))
    return separated, problems


def _read_entry(source: Source, entry: Entry, week: date) -> tuple[Item | None, list[Defect]]:
    """Return the paper of an entry, ``None`` if it has no title, and its defects."""
    lines = list(entry.lines.values())
    row = read_table_row(lines[0]) if entry.tabular else read_list_entry(lines)
    if not row.title:
        return None, [("the row has no title", "write it as | 1) **Title** - text | [Paper](https://…) |")]
    item = Item(
        id=paper_id(row.title, week, row.links or row.linked),
        kind=Kind.PAPER,
        title=row.title,
        week=week,
        place=row.place,
        links=(*row.links, *row.linked),
        source=SourceRef(source.file, min(entry.lines)),
        body=row.body,
    )
    return item, list(row.defects)


@dataclass(slots=True)
class Entry:
    """The lines of one paper by their 1-based numbers, the first one first, in a table or in a list."""

    lines: dict[int, str]
    tabular: bool


@dataclass(slots=True)
class Section:
    """A heading that names a range of days, with the entries below it and the year of the heading above, if any."""

    number: int
    heading: str
    rank: int
    span: Span
    year: int | None
    entries: list[Entry] = field(default_factory=list)


class Scan:
    """One pass over the lines of a source: its sections, and in ``found`` the fate of every line of no entry.

    The year of a heading holds for the weeks below it, until a list of links to weeks shows that it is a table of
    contents.
    """

    def __init__(self, source: Source) -> None:
        self.sections: list[Section] = []
        self.found = Found(source)
        self._section: Section | None = None
        self._year: int | None = None
        self._named = False
        self._last: Entry | None = None
        self._last_line = 0
        self._said = source.facts.columns
        for number, (line, following) in enumerate(zip(source.lines, (*source.lines[1:], ""), strict=False), 1):
            if line.strip():
                self._take(number, line, following)

    def _take(self, number: int, line: str, following: str) -> None:
        span = find_span(line) if (rank := _rank(line)) else None
        if rank and (span or rank < _BOLD):
            self.found.fates[number] = Fate.HEADING
            self._take_heading(number, line, rank, span)
        elif "|" in line and "-" in line and not line.strip(" \t|:-"):
            self.found.fates[number] = Fate.HEADING
        elif self._are_names(line, following):
            self.found.fates[number], self._named = Fate.HEADING, True
        elif _NAVIGATION.match(line):
            self.found.fates[number], self._year = Fate.BOILERPLATE, None
        elif entry := self._take_entry(number, line):
            entry.lines[number] = line
            self._last, self._last_line = entry, number
        else:
            self._set_aside(number, line)

    def _are_names(self, line: str, following: str) -> bool:
        """Return whether a line names the columns of a table."""
        names = tuple(cell.strip(" \t*_").lower() for cell in line.strip(" \t|").split("|"))
        return names in _NAMES or bool(read_headings(self._said, line, following))

    def _take_heading(self, number: int, line: str, rank: int, span: Span | None) -> None:
        """Take a heading: one that names days begins a section, one of the rank of a section or above ends it."""
        if span or not self._section or rank <= self._section.rank:
            self._year = self._year if span else find_year(line) or self._year
            self._section = Section(number, line, rank, span, self._year) if span else None
            self.sections += [self._section] if self._section else []
            self._named, self._last = False, None

    def _take_entry(self, number: int, line: str) -> Entry | None:
        """Take a line as the beginning of an entry or, in a list, as more of the last one, and return the entry."""
        if not self._section:
            return None
        tabular = _ROW.match(line) is not None
        if tabular or _NUMBERED.match(line):
            self._section.entries.append(Entry({number: line}, tabular))
            return self._section.entries[-1]
        goes_on = line[0].isspace() or is_point(line) or self._last_line == number - 1
        return self._last if self._last and not self._last.tabular and goes_on else None

    def _set_aside(self, number: int, line: str) -> None:
        """Give a line outside of all entries its fate."""
        follows_row = self._section and self._last and self._last.tabular and self._last_line == number - 1
        if self._named and not self._section and line.lstrip().startswith("|"):
            defect = ("a row without a week above it", "put a heading with the days of its week above it")
            self.found.add([number], None, [defect])
        elif follows_row and any(map(str.isalnum, line)):
            defect = ("text between the rows", "make it part of a row, or put a blank line before it")
            self.found.add([number], None, [defect])
            self._last_line = number
        else:
            self._last = None
            self.found.fates[number] = Fate.BOILERPLATE


def _rank(line: str) -> int:
    """Return the rank of a heading by its hashes, the lowest of all for a line in bold; 0 for any other line."""
    if len(line) > _LONGEST_HEADING:
        return 0
    if hashes := _HASHES.match(line):
        return len(hashes[1])
    text = line.strip().removesuffix(":")
    is_bold = len(text) > 3 and text.startswith(("**", "__")) and text.endswith(("**", "__")) and "|" not in text
    return _BOLD if is_bold else 0
