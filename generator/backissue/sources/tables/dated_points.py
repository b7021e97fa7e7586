"""Papers as points below headings that name a day or a week, as lists on GitHub that are called awesome keep them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from backissue.dates import find_day, find_span, read_week
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


@dataclass(slots=True)
class Section:
    """A heading that names a day or a week: its level, that week, and the points below it by their first lines."""

    level: int
    week: date
    points: dict[int, list[str]] = field(default_factory=dict)


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
        elif current and line[:1] in {"-", "*", "+"} and split_point(line)[0]:
            at_point = number
            current.points[number] = [split_point(line)[1]]
        elif current and at_point and line[:1].isspace() and line.strip():
            current.points[at_point].append(line.strip())
        elif line.strip():
            at_point = 0


def _has_papers(glance: Glance) -> bool:
    """Return whether at least two headings name weeks, and most of the points below them lead to papers."""
    found = list(_sections(glance.lines[:_LOOKED_AT], "sunday"))
    points = [" ".join(point) for section in found for point in section.points.values()]
    papers = sum(map(_names_paper, points))
    return len({section.week for section in found}) >= _FEWEST and papers >= _FEWEST and 2 * papers >= len(points)


def _names_paper(point: str) -> bool:
    urls = _ADDRESS.findall(point)
    return any(arxiv_id(url) or doi(url) or any(mark in url for mark in _OF_PAPERS) for url in urls)


class DatedPointsReader:
    """A paper a point; the week is that of the heading above."""

    name = "datedlist"
    signs = (Sign(Strength.CERTAIN, "points with papers below headings that name their weeks", _has_papers, NO_ROWS),)

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield a paper a point. What stands elsewhere is boilerplate."""
        found = Found(source)
        for number, line in enumerate(source.lines, 1):
            if read_heading(line)[0]:
                found.fates[number] = Fate.HEADING
        for section in list(_sections(source.lines, source.week_ends)):
            for number, lines in section.points.items():
                numbers = range(number, number + len(lines))
                item = _read_point(source, number, lines, section.week)
                defects = [] if item else [("a point without a title", "write it as - **Title** [paper](https://…)")]
                found.add(numbers, item, defects)
        return replace(found, items=list(ranked(found.items))).tile(rest=Fate.BOILERPLATE)


def _read_point(source: Source, number: int, lines: Sequence[str], week: date) -> Item | None:
    text = _PICTURE.sub("", " ".join(lines))
    links = [f"[{found['label'].strip('[]')}]({found['url']})" for found in _LABELLED.finditer(text)]
    bare = " ".join(_LABELLED.sub(" ", text).replace("[]", " ").split()).strip(" ,;|")
    row = read_list_entry([f"1. {bare}", *links])
    if not row.title:
        return None
    own = (*row.links, *row.linked)
    place = SourceRef(source.file, number)
    name = paper_id(row.title, week, own)
    return Item(name, Kind.PAPER, row.title, week=week, links=own, source=place, body=row.body)
