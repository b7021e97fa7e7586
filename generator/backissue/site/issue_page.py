"""What the page of an issue says of what the issue lists: its description, its contents, the issues around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from backissue.archive.issues import SUMMARY, Neighbours, is_only_numbered, neighbours, where
from backissue.archive.listings import Earlier, Listed
from backissue.entries import link_entries
from backissue.mathematics import plain_title
from backissue.model import Kind, Page
from backissue.prose.excerpt import shorten
from backissue.site.listing import Target
from backissue.site.sheet import Row, Sheet
from backissue.site.site import Site
from backissue.wording import Words

TOLD = 40
"""Words that an entry has on average from which an issue tells of things, and is no list of links."""
MOST = 30
"""Entries up to which the contents of an issue name each."""
STATED = frozenset({"issue", "number", "edition", SUMMARY})
"""The facts of an issue that its title and its summary say."""


def around(site: Site, page: Page) -> tuple[Target | None, Target | None]:
    """Return the issues before and after one."""
    known = site.once("neighbours", lambda: neighbours(site.catalogue.archive.pages))
    found = known.get(page.path, Neighbours())
    return _target(found.previous), _target(found.following)


def _target(page: Page | None) -> Target | None:
    return Target(page.item.title, page.path) if page else None


def title_of(page: Page, words: Words) -> str:
    """Return the title by which the page of an item is found: that of an issue with a mere number has the day too."""
    return plain_title(where(page.item, words) if is_only_numbered(page.item, words) else page.item.title)


def opening(site: Site, page: Page, longest: int = 180) -> str:
    """Return what an issue says is in it, else the titles of the first things that it lists; empty for other items."""
    if page.item.kind is not Kind.ISSUE:
        return ""
    stated = " ".join(page.item.extra.get(SUMMARY, "").split())
    return shorten(plain_title(stated or " · ".join(one.entry.title for one in listed(site, page)[:MOST])), longest)


def summary(sheet: Sheet, page: Page) -> object:
    """Return the sentence that an issue itself says of what is in it."""
    return sheet.text(page.item.extra.get(SUMMARY, "")) if page.item.kind is Kind.ISSUE else ""


def further(page: Page) -> Mapping[str, str]:
    """Return the further facts of an item that stand below its title."""
    if page.item.kind is not Kind.ISSUE:
        return page.item.extra
    return {name: text for name, text in page.item.extra.items() if name not in STATED}


def listed(site: Site, page: Page) -> Sequence[Listed]:
    """Return what an issue lists, without what recurs."""
    return site.catalogue.listings.by_page.get(page.path, ())


def contents(site: Site, page: Page) -> list[tuple[str, str]]:
    """Return title and anchor of each thing that an issue tells of, where its headings do not name them."""
    found = listed(site, page)
    words = sum(len(one.entry.text.split()) for one in found)
    is_told = 1 < len(found) <= MOST and words >= TOLD * len(found)
    if not is_told or all(one.entry.has_id or not one.entry.anchor for one in found):
        return []
    return [(one.entry.title, one.entry.anchor) for one in found if one.entry.anchor]


def rows(sheet: Sheet, page: Page, found: Sequence[tuple[str, str]]) -> Iterator[Row]:
    """Yield the links to what an issue tells of, within its page."""
    return (sheet.row(title, page.path, anchor) for title, anchor in found)


def covered(site: Site, page: Page) -> list[tuple[str, tuple[Earlier, ...]]]:
    """Return the anchors of what an issue lists that was covered elsewhere too, with where that was."""

    def find() -> list[tuple[str, tuple[Earlier, ...]]]:
        known = site.catalogue.listings
        found = ((one.entry.anchor, known.beside(one)) for one in listed(site, page) if one.entry.anchor)
        return [(anchor, others) for anchor, others in found if others]

    return site.once(("covered", page.path), find)


def beside(site: Site, sheet: Sheet, page: Page) -> Iterator[Mapping[str, object]]:
    """Yield for each entry that was covered elsewhere too the links to where it was."""
    for anchor, others in covered(site, page):
        yield {"id": anchor, "rows": [_elsewhere(site, sheet, other) for other in others]}


def _elsewhere(site: Site, sheet: Sheet, other: Earlier) -> Row:
    word = "also" if other.page.item.kind is Kind.ISSUE else "see"
    issue = where(other.page.item, site.words)
    return sheet.row(sheet.say(f"bi.issue.{word}", issue=issue), other.page.path, other.anchor)


def link(site: Site, page: Page, lines: list[str]) -> None:
    """Put a link to itself before each entry in the lines of an issue's text."""
    link_entries(lines, site.catalogue.listings.read.get(page.path, ()))


def ids(site: Site, page: Page) -> Iterator[str]:
    """Yield the ids that entries have on the page of an issue."""
    yield from (entry.anchor for entry in site.catalogue.listings.read.get(page.path, ()) if entry.anchor)


def shown(site: Site, page: Page) -> object:
    """Return all that the page of an issue is made of besides its own file."""
    if page.item.kind is not Kind.ISSUE:
        return ()
    elsewhere = [
        (anchor, [(other.page.path, other.anchor, other.where) for other in others])
        for anchor, others in covered(site, page)
    ]
    return opening(site, page), contents(site, page), elsewhere
