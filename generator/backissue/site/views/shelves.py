"""Lists of pages by month. A long one is cut into years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from backissue.site.listing import Group, Target, amount, by_month, by_year
from backissue.site.metadata import front_matter
from backissue.site.site import Document, Site

LONGEST = 300
"""A list longer than this shows its newest year and links to a page for each other year."""


def shelved(site: Site, template: str, path: str, whole: Group, context: Mapping[str, object]) -> Iterator[Document]:
    """The page at ``path`` with its list; one longer than :data:`LONGEST` gets a page of its own for each year."""
    if len(whole.pages) <= LONGEST:
        yield site.page(template, path, "", **context, shelves=[], groups=by_month(whole.pages, whole.note))
        return
    years = by_year(whole.pages)
    base = path.removesuffix("/index.md").removesuffix(".md")
    shelves = [Target(year, f"{base}/{year.lower()}.md", len(inside)) for year, inside in years]
    yield site.page(template, path, "", **context, shelves=shelves, groups=by_month(years[0][1], whole.note))
    for shelf, (year, inside) in zip(shelves, years, strict=True):
        title = f"{whole.title}: {year}"
        yield site.page(
            "list",
            shelf.path,
            "",
            title=title,
            description=f"{amount(inside)}.",
            **front_matter(site, title, [Target(whole.title, path)]),
            shelves=[],
            groups=by_month(inside, whole.note),
        )
