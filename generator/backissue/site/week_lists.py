"""The lists of weeks: all of them, those without an issue, and those of a year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from backissue.archive.catalogue import gaps, gaps_by_year, rhythm
from backissue.archive.shelves import Shelf, year_path
from backissue.dates import month_name
from backissue.model import Week
from backissue.site import list_page
from backissue.site.listing import Target, amount, numbered, with_neighbours
from backissue.site.metadata import front_matter
from backissue.site.sheet import Block, Row, Sheet
from backissue.site.site import Document, Site
from backissue.site.week_rows import months, week_rows

WEEKS = 160
"""The weeks that the list of weeks shows, by whole years: three of them. A row with names in a script of three bytes a
letter has 600 bytes of HTML at most, and a page stays below 100 KB. Older weeks are on the pages of their years."""

PAUSES = 300
"""The pauses that the list of missing weeks shows."""

NAMED = 3
"""Topics of a year that the list of years names."""

UNDATED_PATH = "undated/index.md"


def all_weeks(site: Site, shelves: Sequence[Shelf]) -> Iterator[Document]:
    """Yield the list of weeks, and that of the weeks without an issue."""
    known = site.catalogue
    days = [week.day for week in known.weeks[::-1]]
    pauses, usual = gaps(days), rhythm(days)
    weeks = numbered(site.words, sum(gap.span.weeks for gap in pauses), "week")
    missing = site.words("bi.week.missing", weeks=weeks) if pauses else ""
    yield _list_of_weeks(site, shelves[0], missing, usual)
    sheet, title = Sheet(site, "weeks/missing.md"), site.words("bi.missing")
    lead = description = f"{missing}." if pauses else site.words("bi.week.none.missing")
    if usual > 1:
        lead += f" {site.words('bi.week.usual', weeks=numbered(site.words, usual, 'week'))}"
    blocks = [Block(said=sheet.say("bi.week.older"))] if len(pauses) > PAUSES else []
    for year, pauses_of_year in [*gaps_by_year(pauses[-PAUSES:]).items()][::-1]:
        found = [
            (site.words.period(span.first, span.last), numbered(site.words, span.weeks, "week"))
            for span in pauses_of_year[::-1]
        ]
        blocks.append(Block(heading=sheet.heading(str(year)), spans=found))
    more = front_matter(site, title, shelves[:1])
    yield list_page.listed(sheet, title, description, {"lead": lead, "blocks": blocks}, more=more)


def _list_of_weeks(site: Site, shelf: Shelf, missing: str, usual: int) -> Document:
    known, sheet = site.catalogue, Sheet(site, shelf.path)
    sheet.take_ids("weeks")
    shown = _newest_years(known.years)
    blocks = [
        Block(
            heading=sheet.heading_to(str(year), year_path(year)),
            issues=[*months(site, sheet, inside)],
        )
        for year, inside in shown.items()
    ]
    blocks += [
        Block(heading=sheet.heading_to(str(year), year_path(year), len(weeks)))
        for year, weeks in known.years.items()
        if year not in shown
    ]
    if known.undated:
        heading = sheet.named("bi.undated") | {"url": sheet.to(UNDATED_PATH)}
        items = sheet.say("bi.undated.items", items=amount(site.words, known.undated))
        blocks += [Block(heading=heading, link=sheet.row(items, UNDATED_PATH))]
    if known.weeks:
        description = sheet.say("bi.newest.first", items=numbered(site.words, len(known.weeks), "issue"))
    elif known.undated:
        description = sheet.say("bi.undated.lead", items=amount(site.words, known.undated))
    else:
        description = sheet.say("bi.home.empty")
    every = sheet.say("bi.week.every", weeks=numbered(site.words, usual, "week"))
    lead = f"{description} {every}" if usual > 1 else description
    link = sheet.row(missing, "weeks/missing.md") if missing else None
    data = {"lead": lead, "lead_link": link, "years": _years(sheet, known.years, shown), "blocks": blocks}
    return list_page.listed(sheet, sheet.say("bi.weeks"), description, data)


def _years(sheet: Sheet, years: Iterable[int], shown: Collection[int]) -> list[Row]:
    """Return links to the years, of which those that are shown are on the page; none where there is only one."""
    found = [
        sheet.row(str(year), "weeks/index.md", str(year)) if year in shown else sheet.row(str(year), year_path(year))
        for year in years
    ]
    return found if len(found) > 1 else []


def _newest_years(years: Mapping[int, Sequence[Week]]) -> Mapping[int, Sequence[Week]]:
    """Return the newest years, of all that there are :data:`WEEKS` weeks, and at least one."""
    shown: dict[int, Sequence[Week]] = {}
    total = 0
    for year, weeks in years.items():
        total += len(weeks)
        if shown and total > WEEKS:
            break
        shown[year] = weeks
    return shown


def all_years(site: Site, shelves: Sequence[Shelf]) -> Iterator[Document]:
    """Yield the list of years."""
    sheet, years = Sheet(site, shelves[0].path), site.catalogue.years
    description = sheet.say("bi.all.of", items=numbered(site.words, len(years), "year"))
    blocks = [Block(weeks=[_year_row(site, sheet, year) for year in years])] if years else []
    yield list_page.listed(sheet, sheet.say("bi.years"), description, {"lead": description, "blocks": blocks})


def _year_row(site: Site, sheet: Sheet, year: int) -> Row:
    """Return a link to a year, with how much is in it and what that is about most."""
    known, weeks = site.catalogue, site.catalogue.years[year]
    pages = [page for week in weeks for page in week.pages]
    topics = Counter(slug for page in pages for slug in map(known.slug_of, page.item.topics)).most_common(NAMED)
    names = ", ".join(known.topics[slug].name for slug, _ in topics)
    key = f"bi.year.holds{'.named' if names else ''}"
    said = sheet.say(key, items=amount(site.words, pages), weeks=numbered(site.words, len(weeks), "week"), topics=names)
    return sheet.row(str(year), year_path(year)) | {"said": sheet.text(said)}


def each_year(site: Site, shelves: Sequence[Shelf]) -> Iterator[Document]:
    """Yield the page of each year, the oldest first."""
    known = site.catalogue
    of_year = {int(shelf.key): shelf for shelf in shelves}
    for year, previous, following in with_neighbours(
        sorted(known.years), lambda year: Target(str(year), year_path(year))
    ):
        weeks, shelf = known.years[year], of_year[year]
        sheet = Sheet(site, shelf.path)
        sheet.take_ids(str(year))
        named = Counter(slug for page in shelf.pages for slug in map(known.slug_of, page.item.topics))
        topics = [replace(known.topics[slug], total=number) for slug, number in named.most_common(12)]
        blocks = [list_page.topic_bars(sheet, topics)] if topics else []
        for month, inside in groupby(weeks, lambda week: week.day.replace(day=1)):
            heading = sheet.heading(site.words.month(month), month_name(month))
            blocks.append(Block(heading=heading, weeks=week_rows(site, sheet, [*inside])))
        counts = {"items": amount(site.words, shelf.pages), "weeks": numbered(site.words, len(weeks), "week")}
        description = sheet.say("bi.year.lead", **counts, year=str(year))
        data = {
            "lead": description,
            "blocks": blocks,
            "previous": previous and sheet.row(previous.title, previous.path),
            "next": following and sheet.row(following.title, following.path),
        }
        more = front_matter(site, shelf.title, shelf.above)
        yield list_page.listed(sheet, str(year), description, data, layout="year", more=more)
