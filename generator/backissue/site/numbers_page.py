"""The page of numbers: what the archive holds, how much of it when, and the words that came up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from urllib.parse import quote

from backissue.archive.catalogue import Gap
from backissue.archive.link_lists import new_sites
from backissue.archive.shelves import person_path, topic_path, week_path, year_path
from backissue.archive.who_is_who import OFTEN
from backissue.model import Page
from backissue.numbers import FEWEST, Chart, Rising, Scale, columns, heat, scale, table, trends
from backissue.prose.anchor_ids import slug
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
    sheet.take_ids(slug(site.words("bi.numbers")))
    over = scale(days_of(known.ordered), NARROW, site.words)
    by_kind = [(site.words.kinds(kind), days) for kind, pages in known.kinds.items() if (days := days_of(pages))]
    items = sheet.say("bi.items"), days_of(known.ordered)
    charts = columns(items, by_kind if len(by_kind) > 1 else [], site.words)
    description = _description(site)
    title = sheet.say("bi.numbers")
    data = {
        "lead": description,
        "time": charts and {"heading": sheet.named("bi.numbers.time"), "charts": [*map(sheet.chart, charts)]},
        "topics": _topics(site, sheet, over),
        "words": _words(site, sheet, over),
        "totals": _totals(site, sheet),
        "people": _people(site, sheet),
        "discussed": discussed.most(site, sheet),
        "sites": _sites(site, sheet),
    }
    head = {
        "title": title,
        "description": description,
        "layout": "numbers",
        "hide": ["navigation"],
        **front_matter(site, title, []),
        "data": without_empty(data),
    }
    return sheet.document(head, title_line(title))


def _topics(site: Site, sheet: Sheet, over: Scale) -> object:
    """Return a chart of the largest topics that have no parent and came more than once."""
    days = {slug: found for slug, pages in site.catalogue.within_topics.items() if (found := days_of(pages))}
    top = [topic for topic in site.catalogue.topics.values() if len(topic.path) == 1 and topic.slug in days]
    top = [topic for topic in top if over.filled(days[topic.slug]) > 1]
    top = sorted(top, key=lambda topic: (-topic.total, topic.path))[:TOPICS]
    if not top or len(over.periods) < FEWEST:
        return None
    rows = [(topic.name, sheet.to(topic_path(topic.slug)), days[topic.slug]) for topic in top]
    return {"heading": sheet.named("bi.topic.time"), "chart": sheet.chart(heat(sheet.say("bi.items"), rows, over))}


def _words(site: Site, sheet: Sheet, over: Scale) -> object:
    """Return the words that came up: when, and the first items that have them."""
    known = site.catalogue
    rise = trends(known.archive.pages, known.words)
    if not rise.terms:
        return None
    to = {term.written: sheet.to(SEARCH, query=f"?q={quote(term.written, safe='')}") for term in rise.terms}
    rows = [(term.written, to[term.written], days_of(term.pages)) for term in rise.terms]
    since = site.words.day(rise.since) if rise.since else ""
    counts = {"after": site.words.number(rise.after), "before": site.words.number(rise.before)}
    said = sheet.say("bi.numbers.words.since", **counts, day=since)
    return {
        "heading": sheet.named("bi.numbers.words"),
        "said": said,
        "chart": sheet.chart(heat(sheet.say("bi.numbers.words.items"), rows, over)),
        "rising": [
            {
                **Row(title=sheet.text(term.written), url=to[term.written]),
                "said": _rise_of(site, term),
                "pages": [_first_page(site, sheet, page) for page in term.pages[:MENTIONED]],
            }
            for term in rise.terms
        ],
    }


def _rise_of(site: Site, term: Rising) -> str:
    if term.is_new:
        return site.words("bi.numbers.word.new", later=site.words.number(term.later))
    earlier = site.words.number(len(term.pages) - term.later)
    return site.words("bi.numbers.word.more", later=site.words.number(term.later), earlier=earlier)


def _first_page(site: Site, sheet: Sheet, page: Page) -> dict[str, object]:
    return {**sheet.row(page.item.title, page.path), "day": site.words.day(page.item.week) if page.item.week else ""}


def _totals(site: Site, sheet: Sheet) -> object:
    """Return each year with its weeks and items, the fullest week, the longest pause, and what has no date."""
    known = site.catalogue
    chart = _years(site)
    if not chart:
        return None
    fullest = max(known.weeks, key=lambda week: len(week.pages))
    gaps = [Gap(*pair) for pair in pairwise(week.day for week in known.weeks[::-1])]
    gap = max((gap for gap in gaps if gap.span.weeks), key=lambda gap: gap.span.weeks, default=None)
    ends = [sheet.row(site.words.span(day), week_path(day)) for day in (gap.before, gap.after)] if gap else []
    return {
        "heading": sheet.named("bi.numbers.totals"),
        "chart": sheet.chart(chart),
        "fullest": sheet.row(site.words.span(fullest.day), week_path(fullest.day)),
        "number": amount(site.words, fullest.pages),
        "pause": {"length": numbered(site.words, gap.span.weeks, "week"), "ends": ends} if gap else None,
        "undated": sheet.row(amount(site.words, known.undated), "undated/index.md") if known.undated else None,
    }


def _years(site: Site) -> Chart | None:
    """Return each year with its weeks, its items by kind and in all; an item counts once, in its own week."""
    kinds = [kind for kind, pages in site.catalogue.kinds.items() if days_of(pages)]
    found: list[tuple[str, str, Sequence[int]]] = []
    for year, weeks in site.catalogue.years.items():
        counts = Counter(page.item.kind for week in weeks for page in week.own_pages)
        row = [len(weeks), *(counts[kind] for kind in kinds), counts.total()]
        found.append((str(year), href(year_path(year), NUMBERS), row))
    words = site.words
    labels = (words("bi.weeks"), *map(words.kinds, kinds), words("bi.items"))
    return table(words("bi.numbers.years"), labels, found) if found else None


def _description(site: Site) -> str:
    """Return how much there is: in how many weeks, and of no known date."""
    known, words = site.catalogue, site.words
    dated, undated = len(known.archive.pages) - len(known.undated), len(known.undated)
    if not dated:
        items = amount(words, known.undated)
        return words("bi.numbers.undated.all", items=items) if undated else words("bi.all.of", items=items)
    counts = {
        "items": amount(words, known.archive.pages),
        "weeks": numbered(words, len(known.weeks), "week"),
        "undated": words.number(undated),
    }
    return words(f"bi.numbers.lead{'.undated' if undated else ''}", **counts)


def _people(site: Site, sheet: Sheet) -> object:
    """Return who has most items, if anybody more than one."""
    known = [person for person in site.catalogue.people.by_slug.values() if len(person.pages) >= OFTEN]
    if not known:
        return None
    most = sorted(known, key=lambda person: (-len(person.pages), person.name))[:PEOPLE]
    largest = len(most[0].pages)
    rows = [sheet.counted(person.name, person_path(person.slug), len(person.pages), largest) for person in most]
    heading = sheet.named("bi.people")
    if site.catalogue.people.are_listed:
        heading |= {"url": sheet.to("people/index.md")}
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
        "heading": sheet.named("bi.sites") | {"url": sheet.to(known.top_of_sites.path)},
        "shelves": site_rows(known, sheet, SITES),
        "look": "bi-topics",
        "chart": sheet.chart(table(sheet.say("bi.numbers.sites"), (sheet.say("bi.numbers.sites.new"),), rows))
        if rows
        else None,
    }
