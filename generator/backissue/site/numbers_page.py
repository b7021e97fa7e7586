"""The page of numbers: what the archive holds, how much of it when, and the words that came up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from urllib.parse import quote

from backissue.archive.sequence import Gap
from backissue.archive.shelves import topic_path, year_path
from backissue.numbers import Chart, Rising, Scale, columns, heat, scale, table, trends
from backissue.site.listing import days_of, numbered
from backissue.site.metadata import front_matter
from backissue.site.site import Document, Site
from backissue.site.templates import href

PATH = "numbers.md"

NARROW = 12
"""Columns of a table of shades: with the names before them they fit on a phone."""

TOPICS = 15
PEOPLE = 12

MENTIONED = 4
"""Items that are listed for a word that came up."""


def documents(site: Site) -> Iterator[Document]:
    """Yield the one page. An archive without dated items has it too, with what little there is to say."""
    shelves = site.catalogue
    rise = trends(shelves.archive.pages, shelves.words.mentions)
    over = scale(days_of(shelves.ordered), NARROW)
    amount = numbered(len(shelves.archive.pages), "item")
    weeks = numbered(len(shelves.weeks), "week")
    yield site.page(
        "numbers",
        PATH,
        "",
        description=f"{amount} in {weeks}, counted.",
        charts=_charts(site),
        topics=_topics(site, over),
        years=_years(site),
        fullest=max(shelves.weeks, key=lambda week: len(week.pages), default=None),
        gap=_longest_gap(site),
        undated=numbered(len(shelves.undated), "item") if shelves.undated else "",
        people=_people(site),
        rise=rise,
        words=_words(rise.terms, over),
        rising=[(term, _query(term.written), term.pages[:MENTIONED]) for term in rise.terms],
        **front_matter(site, "Numbers", []),
    )


def _charts(site: Site) -> list[Chart]:
    """Return charts of all items, then of each kind, over the same weeks and by the same measure."""
    parts = [
        (kind.plural.capitalize(), days) for kind, pages in site.catalogue.kinds.items() if (days := days_of(pages))
    ]
    return columns(("Items", days_of(site.catalogue.ordered)), parts if len(parts) > 1 else [])


def _topics(site: Site, over: Scale) -> Chart | None:
    """Return a chart of the largest topics that have no parent."""
    shelves = site.catalogue
    days = {slug: found for slug, pages in shelves.within_topics.items() if (found := days_of(pages))}
    top = [topic for topic in shelves.topics.values() if len(topic.path) == 1 and topic.slug in days]
    top = sorted(top, key=lambda topic: (-topic.total, topic.path))[:TOPICS]
    rows = ((topic.name, href(topic_path(topic.slug), PATH), days[topic.slug]) for topic in top)
    return heat("Items", rows, over) if top else None


def _words(terms: Sequence[Rising], over: Scale) -> Chart | None:
    search = href("search.md", PATH)
    rows = ((term.written, search + _query(term.written), days_of(term.pages)) for term in terms)
    return heat("Items that have the word,", rows, over) if terms else None


def _query(words: str) -> str:
    return f"?q={quote(words, safe='')}"


def _years(site: Site) -> Chart | None:
    """Return each year with its weeks, its items by kind and in all; an item counts once, in its own week."""
    kinds = list(site.catalogue.kinds)
    found: list[tuple[str, str, Sequence[int]]] = []
    for year, weeks in site.catalogue.years.items():
        counts = Counter(page.item.kind for week in weeks for page in week.own_pages)
        numbers = [len(weeks), *(counts[kind] for kind in kinds), counts.total()]
        found.append((str(year), href(year_path(year), PATH), numbers))
    labels = ("Weeks", *(kind.plural.capitalize() for kind in kinds), "Items")
    return table("Weeks and items by year", labels, found) if found else None


def _longest_gap(site: Site) -> Gap | None:
    """Return the longest time between two issues, the first of equals, if it is more than a week."""
    days = [week.day for week in site.catalogue.weeks[::-1]]
    gaps = (gap for pair in pairwise(days) if (gap := Gap(*pair)).span.weeks)
    return max(gaps, key=lambda gap: gap.span.weeks, default=None)


def _people(site: Site) -> list[tuple[str, int, str]]:
    """Return who is named most, if anybody more than once: name, number of items, and the query that finds them."""
    names = Counter(name for page in site.catalogue.archive.pages for name in dict.fromkeys(page.item.people))
    most = sorted(names.items(), key=lambda pair: (-pair[1], pair[0]))[:PEOPLE]
    return [(name, number, f"?people={quote(name, safe='')}") for name, number in most if number > 1]
