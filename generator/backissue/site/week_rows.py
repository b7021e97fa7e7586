"""Weeks as they stand in lists: their days, and what is in them by name."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import chain, groupby, islice

from backissue.archive.shelves import week_path
from backissue.mathematics import plain_title
from backissue.model import Page, Week
from backissue.prose.excerpt import shorten
from backissue.site.issue_page import listed
from backissue.site.sheet import Dated, Row, Sheet
from backissue.site.site import Site

NAMED = 3
"""The things in a week that its row names."""
LONGEST = 42
"""Characters of such a name."""
EVEN = 0.8
"""Weeks of which the smallest has this share of what the fullest has are even: bars would look the same."""

_SUBTITLE = re.compile(r"(?<=\w)(?:: | [\u2013\u2014-] ).*")


def week_rows(site: Site, sheet: Sheet, weeks: Sequence[Week], *, has_year: bool = False) -> list[Row]:
    """Return weeks with what is in each; and with bars where the weeks of the archive are not even."""
    return [_row(site, sheet, week, has_year=has_year) for week in weeks]


def months(site: Site, sheet: Sheet, weeks: Sequence[Week]) -> Iterator[Dated]:
    """Yield the weeks of a year below their months. A week belongs to the month of its last day."""
    for month, inside in groupby(weeks, lambda week: site.words.month_alone(week.day)):
        yield Dated(title=month, entries=week_rows(site, sheet, [*inside]))


def _row(site: Site, sheet: Sheet, week: Week, *, has_year: bool) -> Row:
    row = sheet.row(site.words.span(week.day, has_year=has_year), week_path(week.day))
    words, more = _contents(site, week)
    row["said"] = sheet.text(words)
    if more:
        row["count"] = more
    fullest, least = site.catalogue.fullest, site.once("least week", lambda: _least(site))
    if least < EVEN * fullest:
        row["bar"] = math.ceil(20 * len(week.pages) / fullest)
    return row


def _least(site: Site) -> int:
    return min((len(week.pages) for week in site.catalogue.weeks), default=0)


def _contents(site: Site, week: Week) -> tuple[str, int]:
    """Return the week's own title, else what it has first, by name; and how much more there is."""
    if week.introduction and week.introduction.title:
        return week.introduction.title, 0
    things = chain.from_iterable(_things(site, page) for page in week.pages)
    names = ", ".join(map(short_title, islice(things, NAMED)))
    return names, sum(1 for _ in things)


def _things(site: Site, page: Page) -> Iterator[str]:
    """Yield the title of an item, and behind that of an issue those of what it lists."""
    yield page.item.title
    yield from (one.entry.title for one in listed(site, page))


def short_title(title: str) -> str:
    """Return the part of a title by which people call what it is of, without its subtitle.

    >>> short_title("Sparks of Artificial General Intelligence: Early experiments with GPT-4")
    'Sparks of Artificial General Intelligence'
    >>> short_title("Reflexion: Language Agents with Verbal Reinforcement Learning")
    'Reflexion'
    >>> short_title("C++20: a tour"), short_title(": x"), short_title("Text-to-image")
    ('C++20', ': x', 'Text-to-image')
    """
    return shorten(_SUBTITLE.sub("", plain_title(title), count=1), LONGEST)
