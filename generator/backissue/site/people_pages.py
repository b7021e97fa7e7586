"""The list of authors and speakers, the page of each, and where names lead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial

from backissue.archive.shelves import Shelf, person_path, topic_path
from backissue.archive.who_is_who import OFTEN, Person
from backissue.numbers import heat, scale
from backissue.site import list_page
from backissue.site.item_rows import opening
from backissue.site.listing import amount, days_of
from backissue.site.metadata import front_matter
from backissue.site.sheet import Block, Row, Sheet, Shown
from backissue.site.site import Document, Draft, Site
from backissue.store import digest

FEWEST = 5
"""Items from which on a chart of a person's topics says more than the list below it."""

TOPICS = 6
"""Topics in that chart."""

COLUMNS = 12
"""Columns of that chart, which fit on a phone beside the topics' names."""

OTHERS = 12
"""People who are listed as having worked with somebody."""


def named(site: Site, sheet: Sheet, name: str) -> Row | Shown:
    """Return a name as an item has it, which leads to the person's page if there is one."""
    person = site.catalogue.people.of(name)
    return sheet.row(name, person_path(person.slug)) if person else sheet.text(name)


def all_people(site: Site, shelves: Sequence[Shelf]) -> Iterator[Document]:
    """Yield the list of people, by name; of one that is split, those with most items, and where the parts are."""
    for shelf in shelves:
        sheet, words, note = Sheet(site, shelf.path), list_page.words_of(shelf), shelf.note
        sheet.take_ids(*list_page.ids_of(site, words, shelf.title))
        blocks: list[Block] = []
        shown: Sequence[Person] = shelf.people
        if shelf.parts:
            blocks = [
                Block(shelves=list_page.rows_of_parts(sheet, list_page.targets_of(site.words, shelf)), look="bi-weeks")
            ]
            shown = sorted(shown, key=lambda person: -len(person.pages))[: list_page.NEWEST]
        rows = [sheet.counted(person.name, person_path(person.slug), len(person.pages)) for person in shown]
        data = {"lead": _lead(site), "blocks": [*blocks, Block(shelves=rows, look="bi-topics")]}
        description = (note and note.description) or _lead(site)
        more = {"edit": note.path if note else "", **front_matter(site, shelf.title, [])}
        yield list_page.listed(sheet, shelf.title, description, data, more=more, words=words)


def each_person(site: Site, shelves: Sequence[Shelf]) -> Iterator[Draft]:
    """Yield the page of each person: an archive has more of them than other lists, and few change at a time."""
    for shelf in shelves:
        person = site.catalogue.people.by_slug[shelf.key]
        origin = shelf.note.path if shelf.note else ""
        yield site.draft(shelf.path, partial(_person, site, shelf, person), partial(_key, site, shelf, person), origin)


def _key(site: Site, shelf: Shelf, person: Person) -> str:
    """Return a digest of all that the page of a person is made of."""
    known, note = site.catalogue, shelf.note
    beside = [(other.slug, other.name, number) for other, number in known.people.beside(person)[:OTHERS]]
    above = [(crumb.title, crumb.path) for crumb in shelf.above]
    parts = [(part.title, part.path, len(part.pages)) for part in shelf.parts]
    rows = [
        (page.item.week and known.numbers.get((page.item.week, page.path)), opening(site, page)) for page in shelf.pages
    ]
    own = known.archive.key(note.path, note) if note else ""
    return digest(own, repr([shelf.title, above, parts, beside, rows]), *map(site.face, shelf.pages))


def _person(site: Site, shelf: Shelf, person: Person) -> Document:
    sheet, words = Sheet(site, shelf.path), list_page.words_of(shelf)
    sheet.take_ids(*list_page.ids_of(site, words, shelf.title))
    description = (person.note and person.note.description) or sheet.say(
        "bi.person.lead", items=amount(site.words, person.pages), name=person.name
    )
    return list_page.shelf_page(site, sheet, shelf, description, _blocks(site, sheet, person), words=words)


def _blocks(site: Site, sheet: Sheet, person: Person) -> list[Block]:
    """Return what stands above a person's items: their topics over time, and with whom they worked."""
    found = []
    if chart := _topics(site, sheet, person):
        found.append(chart)
    if beside := site.catalogue.people.beside(person)[:OTHERS]:
        rows = [sheet.counted(other.name, person_path(other.slug), number) for other, number in beside]
        found.append(Block(heading=sheet.named("bi.person.others"), shelves=rows, look="bi-topics"))
    return found


def _topics(site: Site, sheet: Sheet, person: Person) -> Block | None:
    """Return a chart of the topics that most items of a person have, if it would have several rows and columns."""
    known = site.catalogue
    slugs = {page.path: [topic.slug for topic in known.topics_of(page.item)] for page in person.pages if page.item.week}
    counts = Counter(slug for found in slugs.values() for slug in found)
    most = sorted(counts, key=lambda slug: (-counts[slug], slug))[:TOPICS]
    over = scale(days_of(person.pages), COLUMNS, site.words)
    if len(slugs) < FEWEST or len(most) < 2 or len(over.periods) < 2:
        return None
    rows = [
        (
            known.topics[slug].name,
            sheet.to(topic_path(slug)),
            days_of(page for page in person.pages if slug in slugs.get(page.path, ())),
        )
        for slug in most
    ]
    return Block(heading=sheet.named("bi.topic.time"), heat=sheet.chart(heat(sheet.say("bi.items"), rows, over)))


def _lead(site: Site) -> str:
    """Return the sentence that begins the list of people."""
    people = site.catalogue.people
    shown, everybody = len(people.by_slug), people.named
    if shown < everybody:
        some, all_of_them = site.words.number(shown), site.words.number(everybody)
        least = site.words.number(OFTEN)
        return site.words("bi.people.some", shown=some, all=all_of_them).replace("#", least)
    return site.words.count("bi.people.all", everybody)
