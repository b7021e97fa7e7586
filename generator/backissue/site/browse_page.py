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
    ("bi.numbers", "numbers.md", "bi.browse.numbers"),
    ("bi.downloads", "downloads.md", "bi.browse.downloads"),
    ("bi.follow", "follow.md", "bi.browse.follow"),
    ("bi.reading-list", "reading-list.md", "bi.browse.list"),
)
"""The pages that list no items, and the keys of the words that say what each is called and for."""


def browse(site: Site) -> Document:
    """Return the page: lists of the items, and what else there is. None is empty."""
    sheet, known = Sheet(site, PATH), site.catalogue
    kinds = [sheet.row(site.words.kinds(kind), kind_path(kind)) for kind in known.kinds]
    blocks = [
        _block(sheet, "bi.browse.kind", kinds),
        _block(sheet, "bi.browse.time", [*_times(site, sheet)]),
        _block(sheet, "bi.browse.subject", [*_subjects(site, sheet)]),
        Block(heading=sheet.named("bi.browse.also"), weeks=[*_others(site, sheet)]),
    ]
    description = sheet.say("bi.browse.lead")
    data = {"lead": description, "blocks": [block for block in blocks if block]}
    title = sheet.say("bi.browse")
    return list_page.listed(sheet, title, description, data, more=front_matter(site, title, []))


def _block(sheet: Sheet, key: str, rows: list[Row]) -> Block | None:
    return Block(heading=sheet.named(key), shelves=rows, look="bi-weeks") if rows else None


def _times(site: Site, sheet: Sheet) -> Iterator[Row]:
    known = site.catalogue
    if known.weeks:
        yield sheet.row(sheet.say("bi.weeks"), "weeks/index.md")
        yield sheet.row(sheet.say("bi.years"), "years/index.md")
    if known.undated:
        yield sheet.row(sheet.say("bi.undated"), "undated/index.md")


def _subjects(site: Site, sheet: Sheet) -> Iterator[Row]:
    known = site.catalogue
    if known.topics:
        yield sheet.row(sheet.say("bi.topics"), "topics/index.md")
    if known.people.are_listed:
        yield sheet.row(sheet.say("bi.people"), "people/index.md")
    if (links := lists_of(site)).listed:
        yield sheet.row(sheet.say("bi.links"), links.whole.path)


def _others(site: Site, sheet: Sheet) -> Iterator[Row]:
    for title, path, said in OTHERS if site.catalogue.weeks else OTHERS[1:]:
        yield sheet.row(sheet.say(title), path) | {"said": sheet.say(said)}
