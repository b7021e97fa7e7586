"""What ``archive.yml`` says of a source, added to what its text says: once, for all readers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from backissue.calendars import may_be_buddhist
from backissue.dates import When, find_day, read_week
from backissue.model import Item, Kind, Problem, SourceRef
from backissue.sources.markdown_lines import read_heading
from backissue.sources.names.file_names import read_file_name
from backissue.sources.names.ids import paper_id, titled_id
from backissue.sources.pieces import Fate, Piece, Reading, Source, account
from backissue.sources.privacy.standing import KeptBack, Standing, by_name, read_standing
from backissue.sources.stated.datelines import find_dateline
from backissue.sources.stated.head import FrontMatter, read_front_matter
from backissue.sources.stated.labelled import find_labelled
from backissue.sources.together.translations import language_of, shared_key
from backissue.text import topic_key
from backissue.values import LONGEST

_UNDATED = When()


def gather(source: Source, pieces: Iterable[Piece]) -> Reading:
    """Return what became of ``source``, whose reader gave ``pieces``, with all that is said of it.

    Raises:
        AssertionError: the pieces do not tile the source.
    """
    found = tuple(_bounded(source, piece) for piece in pieces)
    items = tuple(with_places([complete(source, item, piece) for piece in found for item in piece.items]))
    head = read_front_matter(source)
    items = _in_language(source, items, head)
    standing, kept_back = _stand(source, head), KeptBack(source)
    for item in items:
        kept_back.add(item.source.line if item.source else 1, item.title, standing)
    problems = [*(problem for piece in found for problem in piece.problems), *kept_back.hints()]
    return Reading(
        items=tuple(standing.applied(item, publish_paid=source.facts.publish_paid) for item in items),
        account=account(found, len(source.lines)),
        problems=tuple(sorted([*problems, *_far_ahead(source, items)])),
    )


def _bounded(source: Source, piece: Piece) -> Piece:
    """Return a piece without items that no page could hold, which are reported."""
    fit = tuple(item for item in piece.items if _is_short(item))
    if len(fit) == len(piece.items):
        return piece
    what = f"a title, topic or name of more than {LONGEST:,} characters, so it is not imported"
    problem = source.problem(piece.first, what, "shorten it, or say in archive.yml which columns the table has")
    fate = piece.fate if fit else Fate.PROBLEM
    return replace(piece, fate=fate, items=fit, problems=(*piece.problems, problem))


def _is_short(item: Item) -> bool:
    return all(len(text) <= LONGEST for text in (item.title, *item.topics, *item.people))


def _far_ahead(source: Source, items: Iterable[Item]) -> Iterator[Problem]:
    """Yield a hint where days would be of our time in the calendar of Thailand, which nothing in the source shows."""
    ahead = (item for item in items if item.date and item.date > source.today and not source.facts.date)
    found = [item for item in ahead if item.date and may_be_buddhist(item.date.year)]
    if found and found[0].source:
        more = f", and {len(found) - 1} more such days" if len(found) > 1 else ""
        what = f"{found[0].date} lies far ahead{more}"
        remedy = "correct the year; of one of the Buddhist calendar say so by `B.E.`, or write it as a common one"
        yield source.hint(found[0].source.line, what, remedy)


def _in_language(source: Source, items: tuple[Item, ...], head: FrontMatter) -> tuple[Item, ...]:
    """Return items with their language, as far as it is known; one alone with what translations of it have too."""
    said = source.facts.lang or (language_of(head) if head.end else "")
    if said or source.lang:
        items = tuple(replace(item, lang=said or item.lang or source.lang or "") for item in items)
    if len(items) != 1 or items[0].translation or not (head.end or source.lang is not None):
        return items
    return (replace(items[0], translation=shared_key(head, items[0], source.file, source.lang)),)


def _stand(source: Source, head: FrontMatter) -> Standing:
    """Return what the head of a source, or its place, says of the readers of all that is in it."""
    placed = by_name(source.file)
    pairs = ((head.written.get(key, key), value) for key, value in head.data.items())
    if placed.access or not head.data:
        return placed
    return replace(read_standing(pairs, source.today), no_post="")


def with_places(items: Sequence[Item]) -> Iterator[Item]:
    """Yield the items of a source, each with its place among those of its week and kind; alone or undated, none.

    Where the source states places, they stand. No other week has a say, so that a place changes only when something
    does in its week.
    """
    groups: defaultdict[tuple[date, Kind], list[float | None]] = defaultdict(list)
    for item in items:
        if item.week:
            groups[item.week, item.kind].append(item.place)
    places = {group: iter(_places(stated)) for group, stated in groups.items()}
    for item in items:
        is_counted = item.week is not None and not any(groups[item.week, item.kind])
        source = replace(item.source, is_counted=is_counted) if item.source else None
        yield replace(item, place=next(places[item.week, item.kind]) if item.week else None, source=source)


def _places(stated: Sequence[float | None]) -> Sequence[float | None]:
    """Return the places of a week's items of one kind, of which the source states these.

    >>> _places([2, 1, 4]), _places([None, 7]), _places([None, None]), _places([None])
    ([2, 1, 4], [None, 7], [1, 2], [None])
    """
    return stated if any(stated) or len(stated) == 1 else [*range(1, len(stated) + 1)]


def complete(source: Source, item: Item, piece: Piece) -> Item:
    """Return an item as its text gives it, with what is said of its source.

    One without an id gets one, a paper's from its links, any other's from its title and day; one without the place
    where it stands gets the first line of its ``piece``.
    What is said wins over the text: day and week, topics, people. A title is for the reader to take, since that of
    a source is not that of its rows.
    """
    facts = source.facts
    day, week = dates(source, item.date) if facts.week or facts.date else (item.date, item.week)
    is_kept = piece.is_record and not facts.no_topics
    own = item.topics if is_kept else select_topics(item.topics, facts.no_topics)
    topics = own if facts.topics is None else facts.topics
    people = item.people if facts.people is None else facts.people
    place = item.source or SourceRef(source.file, piece.first)
    time = item.time if day == item.date else ""
    item = replace(item, kind=facts.kind or item.kind, date=day, time=time, week=week, topics=topics, people=people)
    item = replace(item, source=place)
    if item.id:
        return item
    paper = item.kind is Kind.PAPER
    name = paper_id(item.title, week, item.links) if paper else titled_id(item.kind, item.title, day or week)
    return replace(item, id=name)


def select_topics(topics: Iterable[str], no_topics: Iterable[str] = ()) -> tuple[str, ...]:
    """Return tags as topics, each once however it is spelled, without the number sign before a tag and ``no_topics``.

    >>> select_topics(["#maps", "Maps", "C#", "needs review", "#1"], ["--needs-review"])
    ('maps', 'C#', '#1')
    """
    left_out = {topic_key(name.lstrip("-#")) for name in no_topics}
    names = (tag[1:] if tag.startswith("#") and tag[1:2].isalpha() else tag for tag in topics)
    known: dict[str, str] = {}
    for name in names:
        known.setdefault(topic_key(name), name)
    return tuple(name for name in known.values() if topic_key(name.lstrip("-")) not in left_out)


def dates(source: Source, own: date | None = None) -> tuple[date | None, date | None]:
    """Return the day and the week of an item: what is said of the source, else ``own``, the day that its text names.

    A day of the text that lies outside the week that is said is taken for wrong, and left out.
    """
    facts = source.facts
    day = facts.date or own
    week = source.week_of(facts.week or day)
    return (day if facts.date or source.week_of(day) == week else None), week


def find_when(source: Source, stated: When | None = None, lines: Iterable[str] = ()) -> When:
    """Return when a text is of: what its head has ``stated``, else its file's name, else a short line near its top.

    Such a line is a day, or a label and a day. Where the head states a month or a year, no line is asked.
    """
    if stated and (stated.day or stated.week):
        return stated
    name = read_file_name(source.file)
    week = source.week_of(name.week - timedelta(days=3)) if name.week else None  # its Thursday decides
    if name.day or week or stated:
        return When(name.day, week)
    known = [*lines]
    day = find_dateline(known) or find_labelled(known).day
    title = next((words for level, words in map(read_heading, known) if level == 1), "")
    week = None if day else read_week(title, None, None, source.week_ends)
    return When(day if day or week else _made(source), week)


def _made(source: Source) -> date | None:
    """Return the day on which a site says that its text was made, which counts where nothing else says one.

    A plain ``created`` is what programs for notes write into each of their files, and dates no text.
    """
    return find_day(read_front_matter(source).first("createdon", "createdat"))


def whole_item(source: Source, kind: Kind, title: str, body: str, when: When = _UNDATED) -> Item:
    """Return the one item that all of a source is, of the time that its text names; its id is still empty."""
    return Item(
        id="",
        kind=kind,
        title=source.facts.title or title,
        week=source.week_of(when.day) or when.week,
        date=when.day,
        time=when.time,
        source=SourceRef(source.file, 1),
        body=body,
    )
