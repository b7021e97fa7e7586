"""The chapters that a source gives a talk, with their times."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from backissue.sources.heads.head_keys import KEYS
from backissue.sources.stated.head import FrontMatter, texts
from backissue.sources.talks.cues import parse_time
from backissue.text import fold_key
from backissue.yaml_text import Value

_LINE = re.compile(
    r"[-*\u2022(\[ ]*(?P<time>(?:\d{1,3}:)?\d{1,3}:\d\d)[)\] ]*[-\u2013\u2014:|. ]*(?P<title>\S.{0,200})"
)
_HEADING = re.compile(
    r"""
    [\[(]? (?P<before>(?:\d{1,3}:)?\d{1,3}:\d\d) [\])]? [ ]*[-\u2013\u2014:|]?[ ]+ (?P<title>\S.*)
    | (?P<first>.*\S) [ ]*[-\u2013\u2014|]?[ ]* [\[(`]+ (?P<behind>(?:\d{1,3}:)?\d{1,3}:\d\d) [\])`]+
    """,
    re.VERBOSE,
)
_ANNOUNCED = re.compile(r"\W*(?:chapters?|time ?(?:stamps?|codes?)|outline|contents)\W*", re.IGNORECASE)
_TIMES = ("time", "start", "starttime", "timestamp", "at", "begin", "from", "offset", "t")
_TITLES = ("title", "name", "label", "chapter", "text", "topic")
_FEWEST = 2
"""Chapters of a list; elsewhere than below a key for them as many, and one more."""


class Chapter(NamedTuple):
    """When a chapter begins, in seconds, and what it is called."""

    start: float
    title: str


def read_chapters(head: FrontMatter) -> tuple[Chapter, ...]:
    """Return the chapters that a head lists, else those of the lines of its description that begin with a time.

    Else they are those of any other key, whatever it is called, whose lines or entries begin with times.
    """
    listed = [chapter for key in KEYS["chapters"] for chapter in _of_value(head.data.get(key))]
    described = [chapter for text in head.texts(*KEYS["description"]) for chapter in _of_value(text)]
    others = ([*_of_value(value)] for value in head.data.values())
    found = (one for one in (described, *others) if len(one) > _FEWEST)
    return _in_order(listed) or next(filter(None, map(_in_order, found)), ())


def without_chapters(text: str) -> str:
    r"""Return a description without the lines of the chapters in it, and without the one that announces them.

    >>> without_chapters("Of lamps.\nChapters:\n0:00 Oil\n1:00 Wicks\n2:00 Glass")
    'Of lamps.'
    """
    lines = text.split("\n")
    listed = [chapter for line in lines for chapter in _of_line(line)]
    if len(listed) <= _FEWEST or not _in_order(listed):
        return text
    return "\n".join(line for line in lines if not any(_of_line(line)) and not is_announcement(line))


def read_lines(lines: Iterable[str], fewest: int = _FEWEST) -> tuple[Chapter, ...]:
    """Return the chapters of lines that begin with times, if they are as many as ``fewest`` and their times ascend."""
    return _in_order([chapter for line in lines for chapter in _of_line(line)], fewest)


def is_announcement(text: str) -> bool:
    """Return whether a line or a heading only says that chapters follow.

    >>> is_announcement("Timestamps:"), is_announcement("Chapters of my life")
    (True, False)
    """
    return bool(_ANNOUNCED.fullmatch(text.strip()))


def _in_order(listed: Sequence[Chapter], fewest: int = _FEWEST) -> tuple[Chapter, ...]:
    ascend = all(one.start < two.start for one, two in pairwise(listed))
    return tuple(listed) if len(listed) >= fewest and ascend else ()


def _of_value(value: Value | None) -> Iterator[Chapter]:
    if isinstance(value, str):
        yield from (chapter for line in value.split("\n") for chapter in _of_line(line))
    elif isinstance(value, dict):
        named = {fold_key(key): key for key in value}
        times = (" ".join(texts(value[named[key]])) for key in _TIMES if key in named)
        titles = (" ".join(texts(value[named[key]])) for key in _TITLES if key in named)
        start = _seconds(next(times, ""))
        if start is not None and (title := next(titles, "")):
            yield Chapter(start, title)
        else:
            lines = (f"{key} {' '.join(texts(text))}" for key, text in value.items())
            yield from (chapter for line in lines for chapter in _of_line(line))
    else:
        yield from (chapter for entry in value or () for chapter in _of_value(entry))


def _of_line(line: str) -> Iterator[Chapter]:
    found = _LINE.fullmatch(line.strip())
    start = parse_time(found["time"]) if found else None
    if found and start is not None:
        yield Chapter(start, found["title"].strip())


def _seconds(text: str) -> float | None:
    """Return a time, or a number of seconds; ``None`` where a text is neither."""
    return float(text) if text.replace(".", "", 1).isdecimal() else parse_time(text)


def split_heading(title: str) -> tuple[float | None, str]:
    """Return the time that stands before or behind the words of a heading, and these; ``None`` where none does.

    >>> split_heading("[00:01:05] Lamps"), split_heading("Lamps (1:05)"), split_heading("Meet at 10:30 daily")
    ((65.0, 'Lamps'), (65.0, 'Lamps'), (None, 'Meet at 10:30 daily'))
    """
    found = _HEADING.fullmatch(title)
    start = parse_time(found["before"] or found["behind"]) if found else None
    return (start, (found["title"] or found["first"]).strip()) if found and start is not None else (None, title)
