"""The weeks of a newsletter in one file, as its README keeps them: a heading a week, a table or a list below it."""

from __future__ import annotations

import re
from datetime import date

from backissue.dates import solve_years
from backissue.model import Item, Kind, Problem, SourceRef
from backissue.sources.common import dates
from backissue.sources.ids import paper_id
from backissue.sources.source import Account, Line, Reading, Recognition, Source, Strength
from backissue.sources.tables.pipe_rows import has_own_columns
from backissue.sources.weekly.weeklyrows import Row, list_row, table_row
from backissue.sources.weekly.weeklyscan import Entry, Scan, Section

_LEAP_YEAR = 2024


class WeeklyReader:
    """Headings that name a range of days; below each, ``| **Paper** | **Links** |`` or a numbered list.

    What stands outside of the weeks (badges, lists of links to the weeks, words of introduction) is boilerplate.
    """

    name = "weekly"

    def recognise(self, source: Source) -> Recognition | None:
        """Whether a heading with a range of days has a row or a numbered entry below it, in no plain table."""
        if has_own_columns(source.lines, source.facts.columns):
            return None
        sections = [section for section in Scan(source.lines).sections if section.entries]
        if any(re.search("paper", section.heading, re.IGNORECASE) for section in sections):
            return Recognition(Strength.CERTAIN, "papers below headings that name a week by its days")
        return (
            Recognition(Strength.LIKELY, "numbered entries below headings that name a range of days")
            if sections
            else None
        )

    def read(self, source: Source) -> Reading:
        """A paper a row. Damage is repaired where it can be read in one way only, and else reported.

        A row whose week is not known is a problem, since nothing would say where it belongs.
        """
        return _Weekly(source).read()


class _Weekly:
    """One source while it is read."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._account = Account(source.lines)
        self._items: list[Item] = []
        self._problems: list[Problem] = []
        self._titles: dict[tuple[date, str], str] = {}

    def read(self) -> Reading:
        scan, facts = Scan(self._source.lines), self._source.facts
        for number, fate in scan.fates.items():
            self._account.set(number, fate)
        for number, defect in scan.strays.items():
            self._account.set(number, Line.PROBLEM)
            self._report(number, defect)
        spans = [(section.span, section.year) for section in scan.sections]
        for section, week in zip(scan.sections, solve_years(spans, facts.year, self._source.week_ends), strict=True):
            self._take(section, dates(self._source)[1] or week)
        return Reading(tuple(self._items), self._account.close(), tuple(sorted(self._problems)))

    def _take(self, section: Section, week: date | None) -> None:
        if not week:
            self._report(section.number, _unknown(section))
        for entry in section.entries:
            item = self._item(entry, week) if week else None
            if not week:
                self._report(entry.number, ("the week of this row is not known", "see the heading of its week"))
            for number in entry.lines:
                self._account.set(number, Line.ITEM if item else Line.PROBLEM)
            self._items += [item] if item else []

    def _item(self, entry: Entry, week: date) -> Item | None:
        """The paper of an entry, with its defects reported; ``None`` if it has no title."""
        lines = list(entry.lines.values())
        row = table_row(lines[0]) if entry.tabular else list_row(lines)
        if not row.title:
            self._report(
                entry.number, ("the row has no title", "write it as | 1) **Title** - text | [Paper](https://…) |")
            )
            return None
        for defect in row.defects:
            self._report(entry.number, defect)
        return self._paper(row, entry.number, week)

    def _paper(self, row: Row, line: int, week: date) -> Item:
        source, facts = self._source, self._source.facts
        return Item(
            id=self._id(row, line, week),
            kind=Kind.PAPER,
            title=row.title,
            week=week,
            date=facts.date,
            topics=facts.topics or (),
            people=facts.people or (),
            links=(*row.links, *row.linked),
            source=SourceRef(source.file, line),
            body=row.body,
        )

    def _id(self, row: Row, line: int, week: date) -> str:
        """The id of a paper: by its address, or by its title where another one of the week has that address."""
        found = paper_id(row.title, week, row.links or row.linked)
        first = self._titles.setdefault((week, found), row.title)
        if first == row.title:
            return found
        what = f"its link is that of `{first[:60]}` in the same week"
        self._report(line, (what, "correct the link of one of the two"))
        return paper_id(row.title, week, ())

    def _report(self, line: int, defect: tuple[str, str]) -> None:
        self._problems.append(self._source.problem(line, *defect))


def _unknown(section: Section) -> tuple[str, str]:
    """Why the week of a section is not known, and what to do about it."""
    if not section.span.week(section.span.year or _LEAP_YEAR, "sunday"):
        return "these days are no week", "correct the first or the last day"
    remedy = "write it behind the days, as in (Jan 1-7) - 2025, or say `year:` of this source in content/archive.yml"
    return "the year of this week is not said, and does not follow from the weeks around it", remedy
