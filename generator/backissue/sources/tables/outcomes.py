"""What becomes of the pieces of a source, each of some lines: an item, problems, or both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from backissue.fields import Fields
from backissue.model import Item, Kind, Problem, SourceRef
from backissue.records import read_record
from backissue.sources.common import dates
from backissue.sources.ids import paper_id, titled_id
from backissue.sources.source import Account, Line, Reading, Source


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a piece of a source: its first 1-based line, the number of its lines, its item and defects."""

    line: int
    count: int
    item: Item | None
    problems: tuple[Problem, ...] = ()


def gather(source: Source, outcomes: Iterable[Outcome], headings: Iterable[int] = ()) -> Reading:
    """The reading of a source of these pieces, and of headings on the lines of these numbers.

    What stands between is boilerplate. Of two pieces on one line the one that is an item decides what the line is.
    """
    fates = dict.fromkeys(headings, Line.HEADING)
    items: list[Item] = []
    problems: list[Problem] = []
    for outcome in outcomes:
        items += [outcome.item] if outcome.item else []
        problems += outcome.problems
        fate = Line.ITEM if outcome.item else Line.PROBLEM
        for number in range(outcome.line, outcome.line + outcome.count):
            fates[number] = Line.ITEM if fates.get(number) is Line.ITEM else fate
    return Reading(tuple(items), _account(source, fates).close(), tuple(sorted(set(problems))))


def _account(source: Source, fates: Mapping[int, Line]) -> Account:
    account = Account(source.lines)
    for number, fate in fates.items():
        if source.lines[number - 1].strip():
            account.set(number, fate)
    account.rest(Line.BOILERPLATE)
    return account


def broken(source: Source, line: int, count: int, what: str, remedy: str) -> Outcome:
    """A piece that no item comes of."""
    return Outcome(line, count, None, (source.problem(line, what, remedy),))


def recorded(source: Source, line: int, count: int, fields: Fields) -> Outcome:
    """What comes of a record: its item, with what is said of the source, and with an id if it has none."""
    place = SourceRef(source.file, line)
    item, problems = read_record({"id": "-", **fields}, source.problem(0, "", "").file, place)
    if item:
        item = _told(source, item)
        item = item if "id" in fields else replace(item, id=_new_id(item))
    return Outcome(line, count, item, problems)


def _told(source: Source, item: Item) -> Item:
    facts = source.facts
    day, week = dates(source, item.date) if facts.week or facts.date else (item.date, item.week)
    topics = item.topics if facts.topics is None else facts.topics
    people = item.people if facts.people is None else facts.people
    return replace(item, date=day, week=week, topics=topics, people=people)


def _new_id(item: Item) -> str:
    if item.kind is Kind.PAPER:
        return paper_id(item.title, item.week, item.links)
    return titled_id(item.kind, item.title, item.date or item.week)
