"""The page from which every list of the archive is reached."""

from __future__ import annotations

from collections.abc import Iterator

from backissue.archive.shelves import kind_path
from backissue.site import list_page
from backissue.site.link_pages import lists_of
from backissue.site.metadata import front_matter
from backissue.site.sheet import Block, Row, Sheet
from backissue.site.site import Document, Site

PATH = "browse.md"
"""The page. An archive that has one of its own at this address keeps it."""

OTHERS = (
    ("Numbers", "numbers.md", "how much there is of what, and when"),
    ("Downloads", "downloads.md", "the archive as files"),
    ("Follow", "follow.md", "new issues by feed or e-mail"),
    ("Reading list", "reading-list.md", "what you saved and read"),
)
"""The pages that list no items, and what each is for."""


def browse(site: Site) -> Document:
    """Return the page: lists of the items, and what else there is. None is empty."""
    sheet, known = Sheet(site, PATH), site.catalogue
    kinds = [sheet.row(kind.plural.capitalize(), kind_path(kind)) for kind in known.kinds]
    blocks = [
        _block(sheet, "By kind", kinds),
        _block(sheet, "By time", [*_times(site, sheet)]),
        _block(sheet, "By subject", [*_subjects(site, sheet)]),
        Block(heading=sheet.heading("Also here"), weeks=[*_others(site, sheet)]),
    ]
    description = "All items by kind, time and subject."
    data = {"lead": description, "blocks": [block for block in blocks if block]}
    return list_page.listed(sheet, "Browse", description, data, more=front_matter(site, "Browse", []))


def _block(sheet: Sheet, title: str, rows: list[Row]) -> Block | None:
    return Block(heading=sheet.heading(title), shelves=rows, look="bi-weeks") if rows else None


def _times(site: Site, sheet: Sheet) -> Iterator[Row]:
    known = site.catalogue
    if known.weeks:
        yield sheet.row("Weeks", "weeks/index.md")
        yield sheet.row("Years", "years/index.md")
    if known.undated:
        yield sheet.row("Undated", "undated/index.md")


def _subjects(site: Site, sheet: Sheet) -> Iterator[Row]:
    known = site.catalogue
    if known.topics:
        yield sheet.row("Topics", "topics/index.md")
    if known.people.are_listed:
        yield sheet.row("People", "people/index.md")
    if (links := lists_of(site)).listed:
        yield sheet.row("Links", links.whole.path)


def _others(site: Site, sheet: Sheet) -> Iterator[Row]:
    for title, path, said in OTHERS if site.catalogue.weeks else OTHERS[1:]:
        yield sheet.row(title, path) | {"said": said}
