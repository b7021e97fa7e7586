"""The records of a table as items: one way for all that a table may be kept in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from generator.importing.ids import paper_id
from generator.importing.readers.common import dates
from generator.importing.readers.tables.columns import Column, Record, Role, is_plural, settle
from generator.importing.readers.tables.days import is_ambiguous, read_day
from generator.importing.readers.tables.linkcells import label_of, links_of
from generator.importing.readers.tables.repair import repair
from generator.importing.source import Source
from generator.model import Item, Kind, Link, Problem, SourceRef, week_of
from generator.text import markdown_paragraphs, sentences

_LONGEST_SHOWN = 80

Values = list[tuple[str, str | Link]]


@dataclass(slots=True)
class Entries:
    """What became of records: the items in their order, the lines at which their records begin, and the defects."""

    items: list[Item] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def read_records(
    source: Source, columns: Sequence[Column], records: Sequence[Record], above: date | None = None
) -> Entries:
    """An item a record; ``above`` is the week that the text around the table gives, if any.

    A record without a title, or whose week is damaged, is a problem and no item. A damaged link or day is a problem
    too, but the item comes in without it.
    """
    roles, problems = settle(source, columns, records)
    entries = Entries(problems=problems)
    dated = Role.WEEK in roles or Role.DATE in roles
    for record in records:
        entry = _Entry(source, record.line, above)
        for at, cell in record.cells.items():
            entry.values.setdefault(roles[at], []).extend((columns[at].name, value) for value in cell)
        if defect := entry.defect(dated=dated):
            entries.problems.append(source.problem(record.line, *defect))
        else:
            entries.items.append(entry.item())
            entries.lines.add(record.line)
            entries.problems += entry.problems
    return entries


@dataclass(slots=True)
class _Entry:
    """One record while it becomes an item: its values by their role, each with the heading that it stands below."""

    source: Source
    line: int
    above: date | None
    values: dict[Role, Values] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def defect(self, *, dated: bool) -> tuple[str, str] | None:
        """What keeps the record from being an item, and what to do; ``dated``: its table names weeks or days."""
        facts = self.source.facts
        if not self._title()[0]:
            return "the title is empty", "fill it in"
        if facts.week or facts.date:
            return None
        remedy = "write the week as a day, such as 2023-03-26"
        written = [text for role in (Role.WEEK, Role.DATE) if (text := self._text(role))]
        for text in written:
            if not read_day(text):
                what = "could be two days" if is_ambiguous(text) else "is no date"
                return f"`{_short(text)}` {what}", remedy
        return ("the week is empty", remedy) if dated and not written and not self.above else None

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

    def _title(self) -> tuple[str, tuple[Link, ...]]:
        """The title, and the link that it is, if it is one."""
        title = self._text(Role.TITLE)
        heading, value = next(iter(self.values.get(Role.TITLE, ())), ("", ""))
        found = links_of(value, "")
        if not found or len(found) > 1 or (isinstance(value, str) and "[" not in value):
            return title, ()
        label = label_of(heading)
        return found[0].label, (Link("Link" if label.lower() in {"title", "name"} else label, found[0].url),)

    def _when(self) -> tuple[date | None, date | None]:
        """The day and the week: those that are said of the source, else the record's own, else those above it."""
        ends = self.source.week_ends
        if self.source.facts.week or self.source.facts.date:
            return dates(self.source)
        day, own = read_day(self._text(Role.DATE)), read_day(self._text(Role.WEEK)) or self.above
        week = own or day
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
            for topic in re.split(r"[,;\n]", text) if is_plural(heading) else [text]:
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
            found = links_of(value, heading)
            yield from found or ()
            if not found:
                what = f"`{_short(str(value))}` in {heading} is no link"
                remedy = "write it as [label](https://…); the item came in without it"
                self.problems.append(self.source.problem(self.line, what, remedy))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]} …"
