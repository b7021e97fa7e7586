"""What the readers share: when an item is of, and what its source says of it."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

from backissue.model import Item, Kind, SourceRef, week_of
from backissue.sources.ids import titled_id
from backissue.sources.source import Source

_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z]\w{1,30});")


def dates(source: Source, own: date | None = None) -> tuple[date | None, date | None]:
    """The day and the week of an item: what is said of the source wins over ``own``, the day that its text names.

    A day of the text that lies outside the week that is said is taken for wrong, and left out.
    """
    facts, ends = source.facts, source.week_ends
    day = facts.date or own
    week = facts.week or day
    if day and week and not facts.date and week_of(day, ends) != week_of(week, ends):
        day = None
    return day, week_of(week, ends) if week else None


def whole_item(source: Source, kind: Kind, title: str, body: str, own_date: date | None = None) -> Item:
    """The one item that all of a source is, with what is said of the source."""
    facts = source.facts
    title = facts.title or title
    day, week = dates(source, own_date)
    return Item(
        id=titled_id(kind, title, day or week),
        kind=kind,
        title=title,
        week=week,
        date=day,
        topics=facts.topics or (),
        people=facts.people or (),
        source=SourceRef(source.file, 1),
        body=body,
    )


def resolved(text: str) -> str:
    """Text with its character references resolved, as far as a semicolon ends them.

    >>> resolved("Q&amp;A on &#956; &copy &nosuch;")
    'Q&A on μ &copy &nosuch;'
    """
    return _REFERENCE.sub(lambda found: unescape(found[0]), text)


def numbered(source: Source) -> list[tuple[int, str]]:
    """The lines that are not blank, with single blanks in them, each with its 1-based number."""
    return [(number, " ".join(line.split())) for number, line in enumerate(source.lines, 1) if line.strip()]
