"""The page of numbers: what the archive holds, how much of it when, and the words that came up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from urllib.parse import quote

from backissue.archive.catalogue import Catalogue, Gap
from backissue.archive.link_lists import new_sites
from backissue.archive.shelves import person_path, topic_path, week_path, year_path
from backissue.archive.who_is_who import OFTEN
from backissue.dates import day_name, span_name
from backissue.model import Page
from backissue.numbers import FEWEST, Chart, Rising, Scale, columns, heat, scale, table, trends
from backissue.site import discussed
from backissue.site.link_pages import lists_of, site_rows
from backissue.site.listing import amount, days_of, numbered
from backissue.site.metadata import front_matter, without_empty
from backissue.site.sheet import Row, Sheet, title_line
from backissue.site.site import Document, Site, href

NUMBERS = "numbers.md"
SEARCH = "search.md"

NARROW = 12
"""Columns of a table of shades: with the names before them they fit on a phone."""

TOPICS = 15
PEOPLE = 12

SITES = 12

MENTIONED = 4
"""Items that are listed for a word that came up."""


def numbers(site: Site) -> Document:
    """Return the page of numbers. An archive without dated items has it too, and says so."""
    known, sheet = site.catalogue, Sheet(site, NUMBERS)
    sheet.take_ids("numbers")
    over = scale(days_of(known.ordered), NARROW)
    by_kind = [(kind.plural.capitalize(), days) for kind, pages in known.kinds.items() if (days := days_of(pages))]
    charts = columns(("Items", days_of(known.ordered)), by_kind if len(by_kind) > 1 else [])
    description = _description(known)
    data = {
        "lead": description,
        "time": charts and {"heading": sheet.heading("Items over time"), "charts": [*map(sheet.chart, charts)]},
        "topics": _topics(site, sheet, over),
        "words": _words(site, sheet, over),
        "totals": _totals(site, sheet),
        "people": _people(site, sheet),
        "discussed": discussed.most(site, sheet),
        "sites": _sites(site, sheet),
    }
    head = {
        "title": "Numbers",
        "description": description,
        "layout": "numbers",
        "hide": ["navigation"],
        **front_matter(site, "Numbers", []),
        "data": without_empty(data),
    }
    return sheet.document(head, title_line("Numbers"))


def _topics(site: Site, sheet: Sheet, over: Scale) -> object:
    """Return a chart of the largest topics that have no parent and came more than once."""
    days = {slug: found for slug, pages in site.catalogue.within_topics.items() if (found := days_of(pages))}
    top = [topic for topic in site.catalogue.topics.values() if len(topic.path) == 1 and topic.slug in days]
    top = [topic for topic in top if over.filled(days[topic.slug]) > 1]
    top = sorted(top, key=lambda topic: (-topic.total, topic.path))[:TOPICS]
    if not top or len(over.periods) < FEWEST:
        return None
    rows = [(topic.name, sheet.to(topic_path(topic.slug)), days[topic.slug]) for topic in top]
    return {"heading": sheet.heading("Topics over time"), "chart": sheet.chart(heat("Items", rows, over))}


def _words(site: Site, sheet: Sheet, over: Scale) -> object:
    """Return the words that came up: when, and the first items that have them."""
    known = site.catalogue
    rise = trends(known.archive.pages, known.words)
    if not rise.terms:
        return None
    to = {term.written: sheet.to(SEARCH, query=f"?q={quote(term.written, safe='')}") for term in rise.terms}
    rows = [(term.written, to[term.written], days_of(term.pages)) for term in rise.terms]
    since = day_name(rise.since) if rise.since else ""
    said = (
        f"More often in the {rise.after} items since the week that ended on {since} than in the"
        f" {rise.before} before, and more than chance explains."
    )
    return {
        "heading": sheet.heading("Words that came up"),
        "said": said,
        "chart": sheet.chart(heat("Items that have the word,", rows, over)),
        "rising": [
            {
                **Row(title=sheet.text(term.written), url=to[term.written]),
                "said": _rise_of(term),
                "pages": [_first_page(sheet, page) for page in term.pages[:MENTIONED]],
            }
            for term in rise.terms
        ],
    }


def _rise_of(term: Rising) -> str:
    if term.is_new:
        return f"New, in {term.later} items."
    return f"In {term.later} newer items and {len(term.pages) - term.later} older."


def _first_page(sheet: Sheet, page: Page) -> dict[str, object]:
    return {**sheet.row(page.item.title, page.path), "day": day_name(page.item.week) if page.item.week else ""}


def _totals(site: Site, sheet: Sheet) -> object:
    """Return each year with its weeks and items, the fullest week, the longest pause, and what has no date."""
    known = site.catalogue
    chart = _years(site)
    if not chart:
        return None
    fullest = max(known.weeks, key=lambda week: len(week.pages))
    gaps = [Gap(*pair) for pair in pairwise(week.day for week in known.weeks[::-1])]
    gap = max((gap for gap in gaps if gap.span.weeks), key=lambda gap: gap.span.weeks, default=None)
    ends = [sheet.row(span_name(day), week_path(day)) for day in (gap.before, gap.after)] if gap else []
    return {
        "heading": sheet.heading("Totals"),
        "chart": sheet.chart(chart),
        "fullest": sheet.row(span_name(fullest.day), week_path(fullest.day)),
        "number": amount(fullest.pages),
        "pause": {"length": numbered(gap.span.weeks, "week"), "ends": ends} if gap else None,
        "undated": sheet.row(amount(known.undated), "undated/index.md") if known.undated else None,
    }


def _years(site: Site) -> Chart | None:
    """Return each year with its weeks, its items by kind and in all; an item counts once, in its own week."""
    kinds = [kind for kind, pages in site.catalogue.kinds.items() if days_of(pages)]
    found: list[tuple[str, str, Sequence[int]]] = []
    for year, weeks in site.catalogue.years.items():
        counts = Counter(page.item.kind for week in weeks for page in week.own_pages)
        row = [len(weeks), *(counts[kind] for kind in kinds), counts.total()]
        found.append((str(year), href(year_path(year), NUMBERS), row))
    labels = ("Weeks", *(kind.plural.capitalize() for kind in kinds), "Items")
    return table("Weeks and items by year", labels, found) if found else None


def _description(known: Catalogue) -> str:
    """Return how much there is: in how many weeks, and of no known date."""
    dated, undated = len(known.archive.pages) - len(known.undated), len(known.undated)
    if not dated:
        return f"{amount(known.undated)}{', of no known date' if undated else ''}."
    others = f", {undated:,} of no known date" if undated else ""
    return f"{amount(known.archive.pages)} in {numbered(len(known.weeks), 'week')}{others}."


def _people(site: Site, sheet: Sheet) -> object:
    """Return who has most items, if anybody more than one."""
    known = [person for person in site.catalogue.people.by_slug.values() if len(person.pages) >= OFTEN]
    if not known:
        return None
    most = sorted(known, key=lambda person: (-len(person.pages), person.name))[:PEOPLE]
    largest = len(most[0].pages)
    rows = [sheet.counted(person.name, person_path(person.slug), len(person.pages), largest) for person in most]
    listed = site.catalogue.people.are_listed
    heading = sheet.heading_to("People", "people/index.md") if listed else sheet.heading("People")
    return {"heading": heading, "shelves": rows, "look": "bi-topics"}


def _sites(site: Site, sheet: Sheet) -> object:
    """Return which sites the issues link to most, and how many they linked to for the first time in each year."""
    known = lists_of(site)
    if not known.sites:
        return None
    counts = new_sites(known)
    rows = [
        (str(year), href(year_path(year), NUMBERS), [counts[year]]) for year in site.catalogue.years if counts[year]
    ]
    return {
        "heading": sheet.heading_to("Sites", known.top_of_sites.path),
        "shelves": site_rows(known, sheet, SITES),
        "look": "bi-topics",
        "chart": sheet.chart(table("Sites linked to for the first time, by year", ("New sites",), rows))
        if rows
        else None,
    }
