"""The records of a table as items: one way for all that a table may be kept in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from backissue.dates import Order, order_of, read_day, read_week, readings, week_of
from backissue.model import Item, Kind, Link, Problem, SourceRef
from backissue.sources.common import dates
from backissue.sources.ids import paper_id
from backissue.sources.source import Source
from backissue.sources.tables.columns import Column, Record, Role, is_plural, settle
from backissue.sources.tables.link_cells import label_of, linked_text, read_links
from backissue.sources.tables.repair import repair
from backissue.text import markdown_paragraphs, sentences

_LONGEST_SHOWN = 80

Values = list[tuple[str, str | Link]]


@dataclass(slots=True)
class Entries:
    """What became of records: the items in their order, the lines at which their records begin, and the defects."""

    items: list[Item] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def read_records(
    source: Source,
    columns: Sequence[Column],
    records: Sequence[Record],
    above: date | None = None,
    order: Order | None = None,
) -> Entries:
    """An item a record.

    A record without a title, or whose week is damaged, is a problem and no item. A damaged link or day is a problem
    too, but the item comes in without it.

    Args:
        source: where the table stands.
        columns: its headings.
        records: its rows.
        above: the week that the text around the table gives, if any.
        order: the order of numbers in days, if the source shows it elsewhere than in ``records``.
    """
    roles, problems = settle(source, columns, records)
    entries = Entries(problems=problems)
    dated = Role.WEEK in roles or Role.DATE in roles
    order = order or order_of(times(roles, records))
    for record in records:
        entry = _Entry(source, record.line, above, order)
        for at, cell in record.cells.items():
            entry.values.setdefault(roles[at], []).extend((columns[at].name, value) for value in cell)
        if defect := entry.defect(dated=dated):
            entries.problems.append(source.problem(record.line, *defect))
        else:
            entries.items.append(entry.item())
            entries.lines.add(record.line)
            entries.problems += entry.problems
    return entries


def times(roles: Sequence[Role | None], records: Iterable[Record]) -> Iterator[str]:
    """The texts of all cells that name a week or day."""
    columns = [at for at, role in enumerate(roles) if role in {Role.WEEK, Role.DATE}]
    for record in records:
        yield from (value for at in columns for value in record.cells.get(at, ()) if isinstance(value, str))


@dataclass(slots=True)
class _Entry:
    """One record while it becomes an item: its values by their role, each with the heading that it stands below."""

    source: Source
    line: int
    above: date | None
    order: Order | None
    values: dict[Role, Values] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def defect(self, *, dated: bool) -> tuple[str, str] | None:
        """What keeps the record from being an item, and what to do; ``dated``: its table names weeks or days."""
        facts = self.source.facts
        if not self._title()[0]:
            return "the title is empty", "fill it in"
        if facts.week or facts.date:
            return None
        week, day = self._text(Role.WEEK), self._text(Role.DATE)
        if week and not self._week():
            return self._undated(week)
        if day and not self._day() and not (self._week() or self.above or self._week(Role.DATE)):
            return self._undated(day)
        undated = dated and not week and not day and not self.above
        return ("the week is empty", "write the week as a day, such as 2023-03-26") if undated else None

    def item(self) -> Item:
        """The item of a record without :meth:`defect`."""
        title, linked = self._title()
        day, week = self._when()
        links = (*linked, *self._links())
        facts = self.source.facts
        return Item(
            id=paper_id(title, week, links),
            kind=Kind.PAPER,
            title=title,
            week=week,
            date=day,
            topics=tuple(dict.fromkeys(self._topics())) if facts.topics is None else facts.topics,
            people=tuple(dict.fromkeys(self._people())) if facts.people is None else facts.people,
            links=links,
            source=SourceRef(self.source.file, self.line),
            body=markdown_paragraphs(self._paragraphs()),
        )

    def _text(self, role: Role) -> str:
        values = (value.label if isinstance(value, Link) else value for _, value in self.values.get(role, ()))
        return " ".join(" ".join(values).split())

    def _day(self) -> date | None:
        return read_day(self._text(Role.DATE), self.order)

    def _week(self, role: Role = Role.WEEK) -> date | None:
        return read_week(self._text(role), self.order, self.source.facts.year, self.source.week_ends)

    def _undated(self, text: str) -> tuple[str, str]:
        """That ``text`` names no day, or two."""
        if days := sorted(readings(text).values()):
            return f"`{_short(text)}` could be two days", f"write it as {' or '.join(map(str, days))}"
        return f"`{_short(text)}` is no date", "write the week as a day, such as 2023-03-26"

    def _title(self) -> tuple[str, tuple[Link, ...]]:
        """The title without what makes it bold, and the link that stands in it, if one does."""
        heading, value = next(iter(self.values.get(Role.TITLE, ())), ("", ""))
        text, url = linked_text(value) if isinstance(value, str) else (value.label, value.url)
        if not url:
            return _unbold(self._text(Role.TITLE)), ()
        label = label_of(heading)
        return _unbold(text), (Link("Link" if label.lower() in {"title", "name"} else label, url),)

    def _when(self) -> tuple[date | None, date | None]:
        """The day and the week: those that are said of the source, else the record's own, else those above it."""
        ends = self.source.week_ends
        if self.source.facts.week or self.source.facts.date:
            return dates(self.source)
        day, own = self._day(), self._week() or self.above
        week = own or day or self._week(Role.DATE)
        if not day and not self._week(Role.DATE) and (text := self._text(Role.DATE)):
            what, remedy = self._undated(text)
            self.problems.append(self.source.problem(self.line, what, f"{remedy}; the item came in without the day"))
        if day and own and week_of(day, ends) != week_of(own, ends):
            what = f"{day} lies outside the week that ends on {week_of(own, ends)}"
            self.problems.append(
                self.source.problem(self.line, what, "correct one of them; the item came in without the day")
            )
            day = None
        return day, week_of(week, ends) if week else None

    def _topics(self) -> Iterator[str]:
        for heading, value in self.values.get(Role.TOPICS, ()):
            text = value.label if isinstance(value, Link) else value
            for topic in re.split(r"[,;\n]" if is_plural(heading) else r"[;\n]|,(?=[^\W\d])", text):
                if path := " > ".join(" ".join(part.split()) for part in topic.split(">") if part.strip()):
                    yield path

    def _people(self) -> Iterator[str]:
        for _, value in self.values.get(Role.PEOPLE, ()):
            text = value.label if isinstance(value, Link) else value
            mark = r";|\n" if ";" in text else r"\n|,? (?:and|&) |,"
            yield from filter(None, (" ".join(name.split()) for name in re.split(mark, text)))

    def _paragraphs(self) -> Iterator[list[str]]:
        for _, value in self.values.get(Role.TEXT, ()):
            text = value.label if isinstance(value, Link) else value
            yield from (sentences(repair(part)) for part in re.split(r"\n\s*\n", text))

    def _links(self) -> Iterator[Link]:
        for heading, value in self.values.get(Role.LINKS, ()):
            cell = read_links(value, heading)
            yield from cell.links
            for damaged in cell.damaged:
                what = f"`{_short(damaged)}` in {heading} is no link"
                remedy = "write it as [label](https://…); the item came in without it"
                self.problems.append(self.source.problem(self.line, what, remedy))


def _unbold(text: str) -> str:
    """Return a text without the stars around all of it, as in ``**A title**`` but not in ``**A** and **B**``."""
    inner = text[2:-2].strip()
    return inner if text[:2] == text[-2:] == "**" and inner and "**" not in inner else text


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]} …"
