"""Papers as points with their days, or below headings that name a day or a week, as lists called awesome keep them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from backissue.dates import find_day, find_span, read_week, split_day
from backissue.model import Item, Kind, SourceRef
from backissue.sources.markdown_lines import read_heading, split_point
from backissue.sources.names.ids import paper_id
from backissue.sources.pieces import NO_ROWS, Fate, Glance, Piece, Sign, Source, Strength
from backissue.sources.tables.entries import read_list_entry
from backissue.sources.tables.ranks import ranked
from backissue.sources.tables.row_items import Found
from backissue.urls import arxiv_id, doi

_FEWEST = 2
_LOOKED_AT = 600
_LONGEST_HEADING = 12
"""Words of a heading that names a day and is no sentence."""
_PICTURE = re.compile(r"\[?!\[[^\[\]]*\]\([^()\s]*\)(?:\]\([^()\s]*\))?")
_LABELLED = re.compile(
    r"[\[(]?\[(?P<label>\[?(?:paper|pdf|abs|arxiv|html|code|github|project|page|website|homepage|blog|video|demo|data|"
    r"dataset|model|models|slides|tweet|thread|hugging ?face|hf|openreview|supp|poster|link|official code|project page)"
    r"\]?)\]\((?P<url>https?://[^()\s]+)\)[\])]?",
    re.IGNORECASE,
)
"""A link beside a paper that says what it leads to."""
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"']+")
_OF_PAPERS = (
    "openreview.net/",
    "aclanthology.org/",
    "proceedings.mlr.press/",
    ".pdf",
    "biorxiv.org/",
    "papers.nips.cc/",
)


_NO_HEADING = 7
"""The level of what no heading stands above."""


@dataclass(slots=True)
class Section:
    """A heading that names a day or a week: its level, that week, and the points below it by their first lines.

    A point with a ``day`` of its own is one by itself.
    """

    level: int
    week: date
    points: dict[int, list[str]] = field(default_factory=dict)
    day: date | None = None


def find_heading_week(line: str, week_ends: str = "sunday") -> tuple[int, date | None]:
    """Return the level of a heading and the week that it names; 0 where a line is no heading.

    >>> find_heading_week("## Week of March 20, 2023"), find_heading_week("### [2023-03-21]")
    ((2, datetime.date(2023, 3, 26)), (3, datetime.date(2023, 3, 26)))
    >>> find_heading_week("## Papers"), find_heading_week("March 20, 2023")
    ((2, None), (0, None))
    """
    level, words = read_heading(line)
    if not level or len(words.split()) > _LONGEST_HEADING:
        return level, None
    bare = words.strip("[]()*_ ")
    span = find_span(bare)
    week = read_week(bare, None, None, week_ends) or (span.week(span.year, week_ends) if span and span.year else None)
    day = None if week or span else find_day(bare)
    return level, week or (read_week(str(day), None, None, week_ends) if day else None)


def _sections(lines: Sequence[str], week_ends: str) -> Iterator[Section]:
    current: Section | None = None
    at_point = 0
    for number, line in enumerate(lines, 1):
        level, week = find_heading_week(line, week_ends)
        if level and (week or not current or level <= current.level):
            current = Section(level, week) if week else None
            at_point = 0
            if current:
                yield current
        elif (own := _own_day(line)) and (week := read_week(str(own[0]), None, None, week_ends)):
            at_point = number
            current = Section(_NO_HEADING, week, {number: [own[1]]}, own[0])
            yield current
        elif current and _is_point(line):
            at_point = number if current.level < _NO_HEADING else 0
            if at_point:
                current.points[number] = [split_point(line)[1]]
        elif current and at_point and line[:1].isspace() and line.strip():
            current.points[at_point].append(line.strip())
        elif line.strip():
            at_point = 0


def _is_point(line: str) -> bool:
    return line[:1] in {"-", "*", "+"} and bool(split_point(line)[0])


def _own_day(line: str) -> tuple[date, str] | None:
    """Return the day with which a point begins, and what stands behind it; ``None`` where it begins otherwise.

    >>> _own_day("- [2023-03-21] **Roses** - Red."), _own_day("- Roses (2023-03-21)")
    ((datetime.date(2023, 3, 21), '**Roses** - Red.'), None)
    """
    parts = split_day(split_point(line)[1][:_LONGEST_DAY]) if _is_point(line) else None
    if not parts or parts[1].strip(_AROUND_DAYS):
        return None
    rest = f"{parts[2]}{split_point(line)[1][_LONGEST_DAY:]}"
    return parts[0], rest.lstrip(_BEHIND_DAYS).removeprefix("** ")


_LONGEST_DAY = 40
_AROUND_DAYS = " *_`[("
_BEHIND_DAYS = " _`]):.,|\u00b7\u2013\u2014-"


def _has_papers(glance: Glance) -> bool:
    """Return whether at least two headings or points name weeks, and most of the points lead to papers."""
    found = list(_sections(glance.lines[:_LOOKED_AT], "sunday"))
    points = [" ".join(point) for section in found for point in section.points.values()]
    papers = sum(map(_names_paper, points))
    if any(section.day for section in found) and len(points) < sum(map(_is_point, glance.lines[:_LOOKED_AT])):
        return False  # points without days would belong nowhere
    return len({section.week for section in found}) >= _FEWEST and papers >= _FEWEST and 2 * papers >= len(points)


def _names_paper(point: str) -> bool:
    urls = _ADDRESS.findall(point)
    return any(arxiv_id(url) or doi(url) or any(mark in url for mark in _OF_PAPERS) for url in urls)


class DatedPointsReader:
    """A paper a point; the week is that of the heading above."""

    name = "datedlist"
    signs = (
        Sign(
            Strength.CERTAIN,
            "points with papers that have days, or headings above that name their weeks",
            _has_papers,
            NO_ROWS,
        ),
    )

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield a paper a point. What stands elsewhere is boilerplate."""
        found = Found(source)
        for number, line in enumerate(source.lines, 1):
            if read_heading(line)[0]:
                found.fates[number] = Fate.HEADING
        for section in list(_sections(source.lines, source.week_ends)):
            for number, lines in section.points.items():
                numbers = range(number, number + len(lines))
                item = _read_point(source, number, lines, section)
                defects = [] if item else [("a point without a title", "write it as - **Title** [paper](https://…)")]
                found.add(numbers, item, defects)
        return replace(found, items=list(ranked(found.items))).tile(rest=Fate.BOILERPLATE)


def _read_point(source: Source, number: int, lines: Sequence[str], section: Section) -> Item | None:
    text = _PICTURE.sub("", " ".join(lines))
    links = [f"[{found['label'].strip('[]')}]({found['url']})" for found in _LABELLED.finditer(text)]
    bare = " ".join(_LABELLED.sub(" ", text).replace("[]", " ").split()).strip(" ,;|")
    row = read_list_entry([f"1. {bare}", *links])
    if not row.title:
        return None
    own = (*row.links, *row.linked)
    place = SourceRef(source.file, number)
    name = paper_id(row.title, section.week, own)
    return Item(
        name, Kind.PAPER, row.title, week=section.week, date=section.day, links=own, source=place, body=row.body
    )
