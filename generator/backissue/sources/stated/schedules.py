"""Who speaks at a meeting, as its programme says: ``- 18:00 Ada Boat - "Ropes for all"``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from backissue.sources.markdown_lines import split_point
from backissue.sources.stated.people import is_full_name, plain_name, split_names

_TIMED = re.compile(
    r"[\d*_]{1,4}[.:h]\d\d(?:\s?(?:am|pm|uhr|h))?\W{0,3}(?:[-\u2013]\s?\d{1,2}[.:h]\d\d(?:\s?(?:am|pm|uhr|h))?)?\W{0,5}"
    r"(?P<said>\w.*)",
    re.IGNORECASE,
)
_TALK = re.compile(
    r"(?P<names>[^\W\d_][^:\u2013\u2014\"\u201c\u201e\u00ab]{2,80}?)\**"
    r"(?:\s+[-\u2013\u2014]|\s*:)\s+[\"\u201c\u201e\u00ab*_]+(?P<title>\w.*)"
)
_FEWEST = 2
"""Points with times that make a programme."""


def find_scheduled(lines: Iterable[str]) -> tuple[str, ...]:
    """Return the people of a programme whose points say when somebody speaks, and on what, between quotes.

    >>> find_scheduled(["- 18:00 Ada Boat - \u201cRopes\u201d", "- 19:00 Coffee Break - in the hall"])
    ('Ada Boat',)
    >>> find_scheduled(["- 18:00 Ada Boat - \u201cRopes\u201d"])
    ()
    """
    points = [found["said"] for line in lines if (found := _TIMED.match(split_point(line.strip())[1]))]
    talks = [found["names"] for point in points if (found := _TALK.match(point))]
    names = [plain_name(name) for part in talks for name in split_names(part)]
    return tuple(dict.fromkeys(filter(is_full_name, names))) if len(points) >= _FEWEST else ()
