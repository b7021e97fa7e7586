"""The pages of the shelves: what draws those of each kind.

A shelf of a kind that is not listed in :data:`DRAWN` is a list by month, which the theme draws by the partial of its
kind's name if there is one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import groupby

from backissue.archive.shelves import Shelf, person_path, topic_path
from backissue.mathematics import plain_title
from backissue.prose.anchor_ids import slug
from backissue.site import home_page, list_page, people_pages, topic_pages, week_lists, week_page
from backissue.site.feeds import ARROW
from backissue.site.listing import Target, amount, by_month, numbered
from backissue.site.metadata import front_matter
from backissue.site.sheet import Block, Sheet
from backissue.site.site import Document, Draft, Site

Draw = Callable[[Site, Sequence[Shelf]], Iterator[Document | Draft]]


def documents(site: Site) -> Iterator[Document | Draft]:
    """Yield the page of every shelf, each kind by what :data:`DRAWN` says."""
    for kind, alike in groupby(site.catalogue.shelves, lambda shelf: shelf.kind):
        yield from DRAWN.get(kind, lists)(site, list(alike))


def each_kind(site: Site, shelves: Sequence[Shelf]) -> Iterator[Draft]:
    """Yield the pages of each kind that has items."""
    for shelf in shelves:
        number = len(shelf.pages)
        items = site.words.count(f"bi.kind.{shelf.key}", number)
        description = site.words("bi.newest.first", items=items)
        yield list_page.drafted(site, shelf, partial(_plain, site, shelf, description))


def undated(site: Site, shelves: Sequence[Shelf]) -> Iterator[Draft]:
    """Yield the list of the items of no known date."""
    for shelf in shelves:
        yield list_page.drafted(site, shelf, partial(_plain, site, shelf, _said(site, "bi.undated.lead", shelf)))


def _said(site: Site, key: str, shelf: Shelf) -> str:
    return site.words(key, items=amount(site.words, shelf.pages))


def lists(site: Site, shelves: Sequence[Shelf]) -> Iterator[Draft]:
    """Yield the lists of any other kind of shelf."""
    for shelf in shelves:
        make = partial(_plain, site, shelf, _said(site, "bi.all.of", shelf), draw=shelf.kind)
        yield list_page.drafted(site, shelf, make)


def _plain(site: Site, shelf: Shelf, description: str, draw: str = "") -> Document:
    return list_page.shelf_page(site, Sheet(site, shelf.path), shelf, description, draw=draw)


def parts(site: Site, shelves: Sequence[Shelf]) -> Iterator[Draft]:
    """Yield the parts of lists: items by month, topics, people, or where the parts of a part are."""
    for shelf in shelves:
        yield list_page.drafted(site, shelf, partial(_part, site, shelf), partial(_named, shelf))


def _part(site: Site, shelf: Shelf) -> Document:
    sheet = Sheet(site, shelf.path)
    whole = _whole(shelf)
    above = [Target(_name(site, each), each.path) for each in shelf.above]
    title = f"{_name(site, whole)}: {shelf.title}"
    sheet.take_ids(slug(plain_title(title)))
    named = _named(shelf)
    description = _said_of(site, shelf, len(named))
    blocks = []
    if targets := list_page.targets_of(site.words, shelf) or named:
        rows = list_page.rows_of_parts(sheet, targets, are_counted=not shelf.parts)
        blocks.append(Block(shelves=rows, look="bi-weeks"))
    groups = [] if shelf.parts else by_month(site.words, shelf.pages)
    look, are_named = list_page.look_of(site, whole), len(groups) > 1
    blocks += [list_page.group_block(site, sheet, group, look, is_named=are_named) for group in groups]
    data = {"lead": description, "blocks": blocks}
    return list_page.listed(sheet, title, f"{title}, {description}", data, more=front_matter(site, title, above))


def _named(shelf: Shelf) -> list[Target]:
    """Return links to the topics or people that a part lists."""
    found = [Target(ARROW.join(topic.path), topic_path(topic.slug), topic.total) for topic in shelf.topics]
    return found + [Target(person.name, person_path(person.slug), len(person.pages)) for person in shelf.people]


def _whole(part: Shelf) -> Shelf:
    """Return the list that a part is of."""
    return next(above for above in reversed(part.above) if above.kind != "part")


def _said_of(site: Site, shelf: Shelf, names: int) -> str:
    """Return what is in a part; one that is split itself, as a year by month, does not change with each new item."""
    if shelf.parts:
        titles = [part.title for part in shelf.parts]
        are_newest_first = bool(shelf.whole) and _whole(shelf).kind != "undated"
        first, last = (titles[-1], titles[0]) if are_newest_first else (titles[0], titles[-1])
        return site.words("bi.from.to", first=first, last=last) if first != last else f"{first}."
    what = "topic" if shelf.topics else "name"
    items = amount(site.words, shelf.pages) if shelf.pages else numbered(site.words, names, what)
    return site.words("bi.all.of", items=items)


def _name(site: Site, shelf: Shelf) -> str:
    return shelf.title or site.words.span(date.fromisoformat(shelf.key))


DRAWN: Mapping[str, Draw] = {
    "home": home_page.home,
    "weeks": week_lists.all_weeks,
    "week": week_page.documents,
    "years": week_lists.all_years,
    "year": week_lists.each_year,
    "topics": topic_pages.all_topics,
    "topic": topic_pages.each_topic,
    "people": people_pages.all_people,
    "person": people_pages.each_person,
    "kind": each_kind,
    "undated": undated,
    "part": parts,
}
"""What draws the shelves of each kind."""
