"""The page of numbers: what the archive holds, how much of it when, and the words that came up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from urllib.parse import quote

from backissue.model import Page, Week
from backissue.numbers import trends
from backissue.numbers.charts import Chart, columns, heat, href, table
from backissue.numbers.periods import scale
from backissue.numbers.trends import Rising
from backissue.site.listing import Target, numbered, week_target
from backissue.site.metadata import front_matter
from backissue.site.paths import topic_path, year_path
from backissue.site.site import Document, Site

PATH = "numbers.md"

NARROW = 12
"""Columns of a table of shades: with the names before them they fit on a phone."""

TOPICS = 15
PEOPLE = 12

MENTIONED = 4
"""Items that are listed for a word that came up."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Weeks without an issue between two that have one."""

    weeks: int
    before: Target
    after: Target


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom items name, and the query that finds them."""

    name: str
    number: int
    query: str


def documents(site: Site) -> Iterator[Document]:
    """The one page. An archive without dated items has it too, with what little there is to say."""
    shelves = site.catalogue
    rise = trends.rising(shelves)
    amount = numbered(len(shelves.archive.pages), "item")
    weeks = numbered(len(shelves.weeks), "week")
    yield site.page(
        "numbers",
        PATH,
        "",
        description=f"{amount} in {weeks}, counted.",
        charts=_charts(site),
        topics=_topics(site),
        years=_years(site),
        fullest=max(shelves.weeks, key=lambda week: len(week.pages), default=None),
        gap=_longest_gap(site),
        undated=numbered(len(shelves.undated), "item") if shelves.undated else "",
        people=_people(site),
        rise=rise,
        words=_words(site, rise.terms),
        rising=[(term, _query(term.written), _shown(term)) for term in rise.terms],
        **front_matter(site, "Numbers", []),
    )


def _charts(site: Site) -> list[Chart]:
    """All items, then each kind, over the same weeks and by the same measure."""
    kinds = trends.days_by_kind(site.catalogue)
    parts = [(kind.plural.capitalize(), days) for kind, days in kinds.items()]
    return columns(("Items", _everything(site)), parts if len(parts) > 1 else [])


def _everything(site: Site) -> list[date]:
    return [page.item.week for page in site.catalogue.archive.pages if page.item.week]


def _topics(site: Site) -> Chart | None:
    """The largest topics that have no parent."""
    shelves = site.catalogue
    days = trends.days_by_topic(shelves)
    top = [topic for topic in shelves.topics.values() if len(topic.path) == 1 and topic.slug in days]
    top = sorted(top, key=lambda topic: (-topic.total, topic.path))[:TOPICS]
    if not top:
        return None
    over = scale(_everything(site), NARROW)
    return heat("Items", ((t.name, href(topic_path(t.slug), PATH), days[t.slug]) for t in top), over)


def _words(site: Site, terms: tuple[Rising, ...]) -> Chart | None:
    over = scale(_everything(site), NARROW)
    rows = (
        (term.written, href("search.md", PATH) + _query(term.written), [p.item.week for p in term.pages if p.item.week])
        for term in terms
    )
    return heat("Items that have the word,", rows, over) if terms else None


def _shown(term: Rising) -> tuple[Page, ...]:
    return term.pages[:MENTIONED]


def _query(words: str) -> str:
    return f"?q={quote(words, safe='')}"


def _years(site: Site) -> Chart | None:
    """Each year with its weeks, its items by kind and in all; an item counts once, in its own week."""
    kinds = list(site.catalogue.kinds)
    found: list[tuple[str, str, Sequence[int]]] = []
    for year, weeks in site.catalogue.years.items():
        counts = Counter(page.item.kind for week in weeks for page in _own(week))
        numbers = [len(weeks), *(counts[kind] for kind in kinds), counts.total()]
        found.append((str(year), href(year_path(year), PATH), numbers))
    labels = ("Weeks", *(kind.plural.capitalize() for kind in kinds), "Items")
    return table("Weeks and items by year", labels, found) if found else None


def _own(week: Week) -> Iterator[Page]:
    return (page for page in week.pages if page.item.week == week.day)


def _longest_gap(site: Site) -> Gap | None:
    """The longest time between two issues, the first of equals, if it is more than a week."""
    weeks = site.catalogue.weeks[::-1]
    gaps = [((two.day - one.day).days // 7 - 1, one, two) for one, two in pairwise(weeks)]
    length, before, after = max(gaps, key=lambda gap: gap[0], default=(0, None, None))
    return Gap(length, week_target(before), week_target(after)) if before and after and length > 0 else None


def _people(site: Site) -> list[Person]:
    """Who is named most, if anybody more than once."""
    names = Counter(name for page in site.catalogue.archive.pages for name in dict.fromkeys(page.item.people))
    most = sorted(names.items(), key=lambda pair: (-pair[1], pair[0]))[:PEOPLE]
    return [Person(name, number, f"?people={quote(name, safe='')}") for name, number in most if number > 1]
