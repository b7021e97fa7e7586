"""What the readers share: when an item is of, and what its source says of it."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

from backissue.model import Item, Kind
from backissue.sources import facts
from backissue.sources.facts import complete, dates
from backissue.sources.source import Source

__all__ = ["dates", "numbered", "resolved", "whole_item"]

_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z]\w{1,30});")


def whole_item(source: Source, kind: Kind, title: str, body: str, own_date: date | None = None) -> Item:
    """The one item that all of a source is, with what is said of the source."""
    return complete(source, facts.whole_item(source, kind, title, body, own_date))


def resolved(text: str) -> str:
    """Text with its character references resolved, as far as a semicolon ends them.

    >>> resolved("Q&amp;A on &#956; &copy &nosuch;")
    'Q&A on μ &copy &nosuch;'
    """
    return _REFERENCE.sub(lambda found: unescape(found[0]), text)


def numbered(source: Source) -> list[tuple[int, str]]:
    """The lines that are not blank, with single blanks in them, each with its 1-based number."""
    return [(number, " ".join(line.split())) for number, line in enumerate(source.lines, 1) if line.strip()]
