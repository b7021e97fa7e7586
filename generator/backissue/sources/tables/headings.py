"""Where a Markdown table begins: the row of its column names."""

from __future__ import annotations

import re

from backissue.sources.source import Source
from backissue.sources.tables.bars import is_rule, split, text_of
from backissue.sources.tables.columns import Role, is_heading, roles

_NUMBERED = re.compile(r"(?:\*\*|__)?\s*\d{1,3}[).]\s")
_WEEK_OR_DAY = re.compile(r"\|\s*+[*_]*(?:week|date)[*_]*\s*+(?:\||$)", re.IGNORECASE)


def headings(source: Source, line: str, following: str) -> list[str]:
    """The names of the columns if ``line`` is a row of them: above a rule, or so plainly that it needs none."""
    ruled = is_rule(following) and "|" in line
    if not ruled and not (line.lstrip().startswith("|") and _WEEK_OR_DAY.search(line)):
        return []
    names = [text_of(part) for part in split(line)]
    known = roles(names, source.facts.columns)
    if Role.TITLE not in known or (ruled and len(names) != len(split(following))):
        return []
    return names if ruled or (Role.WEEK in known or Role.DATE in known) else []


def first_heading(source: Source) -> int | None:
    """The index of the first row of usual headings above a rule."""
    for at, (line, below) in enumerate(zip(source.lines, source.lines[1:], strict=False)):
        if is_rule(below) and headings(source, line, below):
            names = [text_of(part) for part in split(line)]
            if is_heading(names, source.facts.columns):
                return at
    return None


def tells_all(source: Source) -> bool:
    """Whether the first table has a column of its own for text, week or day, and titles without numbers."""
    at = first_heading(source)
    if at is None or has_numbered_titles(source, at):
        return False
    names = [text_of(part) for part in split(source.lines[at])]
    return bool({Role.TEXT, Role.WEEK, Role.DATE} & set(roles(names, source.facts.columns)))


def has_numbered_titles(source: Source, heading: int) -> bool:
    """Whether the first cell below a heading holds a number and more, as in lists that were put in tables."""
    below = source.lines[heading + 2 : heading + 3]
    return any(_NUMBERED.match(text_of(split(line)[0])) for line in below if line.strip())
