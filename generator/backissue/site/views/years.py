"""The years, and the list of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from backissue.site import paths
from backissue.site.listing import Target, amount, numbered, with_neighbours, year_target
from backissue.site.metadata import front_matter
from backissue.site.site import Document, Site


def documents(site: Site) -> Iterator[Document]:
    """The list of years, and a page for each."""
    shelves = site.catalogue
    yield site.page(
        "years", "years/index.md", description=f"{numbered(len(shelves.years), 'year')}.", years=shelves.years
    )
    for year, previous, following in with_neighbours(list(shelves.years)[::-1], year_target):
        weeks = shelves.years[year]
        pages = [page for week in weeks for page in week.pages]
        topics = Counter(slug for page in pages for slug in map(shelves.slug_of, page.item.topics))
        yield site.page(
            "year",
            paths.year_path(year),
            "",
            year=year,
            description=f"{amount(pages)} in {numbered(len(weeks), 'week')}.",
            topics=[replace(shelves.topics[slug], total=number) for slug, number in topics.most_common(12)],
            months=[(name, list(inside)) for name, inside in groupby(weeks, lambda week: paths.month_name(week.day))],
            previous=previous,
            next=following,
            fullest=shelves.fullest,
            **front_matter(site, str(year), [Target("Years", "years/index.md")]),
        )
