"""The pages of what issues list: by time, by section and by site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from backissue.archive.issues import where
from backissue.archive.link_lists import LinkList, LinkLists, link_lists, site_name
from backissue.archive.listings import Listed
from backissue.archive.shelves import topic_path
from backissue.mathematics import plain_title
from backissue.prose.anchor_ids import slug
from backissue.site.feeds import ARROW, FEEDS
from backissue.site.list_page import listed
from backissue.site.listing import Target, numbered
from backissue.site.metadata import front_matter
from backissue.site.sheet import Block, Linked, Row, Sheet, outside
from backissue.site.site import Document, Draft, Site
from backissue.store import digest

NEWEST = 60
"""Entries that a list shows itself which is split."""

MOST = 100
"""Sites and sections that a page names which are linked most."""


ISSUES = 280
"""Further issues that the page of a section names."""

OF_TOPIC = 20
"""Links that the page of a topic shows."""

FIRST = 12
"""Of the sections and sites, those that the first page of links names."""


def lists_of(site: Site) -> LinkLists:
    """Return the lists of what the issues of a site list."""
    return site.once("link lists", lambda: link_lists(site.catalogue.listings, site.words))


Blocks = Callable[[Sheet], list[Block]]


def of_topic(site: Site, topic: str, sheet: Sheet) -> list[Block]:
    """Return the newest links of the sections to which ``archive.yml`` gives a topic; the heading leads to all."""
    if not (found := site.once("links of topics", lambda: _by_topic(site)).get(topic)):
        return []
    known = lists_of(site)
    section = known.section(found[0].section) or known.whole
    rows = [linked(sheet, one, _issue(site, one)) for one in found[:OF_TOPIC]]
    return [Block(heading=sheet.named("bi.links") | {"url": sheet.to(section.path)}, linked=rows)]


def _by_topic(site: Site) -> Mapping[str, Sequence[Listed]]:
    sections, found = site.catalogue.archive.config.sections, defaultdict[str, list[Listed]](list)
    for one in lists_of(site).listed if sections.topics else ():
        for topic in dict.fromkeys(map(site.catalogue.slug_of, sections.topics_of(one.section))):
            found[topic].append(one)
    return found


def _nothing(_: Sheet) -> list[Block]:
    return []


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the page of a list shows: a sentence, blocks, entries below their issues or sites, and blocks below them.

    Entries that lead to one site are ``flat``: each names its issue, of which there are nearly as many.
    """

    of: LinkList
    lead: str
    blocks: Blocks = _nothing
    entries: Sequence[Listed] = ()
    is_of_sites: bool = False
    is_flat: bool = False
    more: Blocks = _nothing
    has_feeds: bool = False


def documents(site: Site) -> Iterator[Draft]:
    """Yield the pages of links, if there are any."""
    known = lists_of(site)
    return (_draft(site, plan) for plan in _plans(site, known)) if known.listed else iter(())


def _plans(site: Site, known: LinkLists) -> Iterator[_Plan]:
    yield _by_time(site, known.whole, partial(_ways_in, known))
    yield from (_by_time(site, part) for part in known.whole.all_parts())
    if known.sections:
        lead = site.words("bi.links.returning", sections=numbered(site.words, len(known.sections), "section"))
        yield _Plan(known.top_of_sections, lead, partial(_sections, known.sections))
    yield from (_of_section(site, section) for section in known.sections)
    yield _by_site(known.top_of_sites, numbered(site.words, len(known.sites), "site"), partial(_sites, known))
    for part in known.top_of_sites.all_parts():
        yield _by_site(part, _amount(site, part))
    for own in known.of_sites:
        yield from (replace(_by_time(site, each), is_flat=True) for each in (own, *own.all_parts()))


def _by_time(site: Site, of: LinkList, blocks: Blocks = _nothing) -> _Plan:
    """Return the plan of a list by time: its newest entries where it is split, or is too long and names its issues."""
    if not of.parts and of.has_room:
        return _Plan(of, f"{_amount(site, of)}.", blocks, of.listed)
    older = _nothing if of.parts else partial(_older, site, of.listed[NEWEST:])
    return _Plan(of, f"{_amount(site, of)}.", blocks, of.listed[:NEWEST], more=older)


def _of_section(site: Site, of: LinkList) -> _Plan:
    lead = f"{_amount(site, of)}."
    entries, older = of.listed[:NEWEST], partial(_older, site, of.listed[NEWEST:])
    return _Plan(of, lead, partial(_topics, site, of), entries, more=older, has_feeds=True)


def _by_site(of: LinkList, amount: str, blocks: Blocks = _nothing) -> _Plan:
    return _Plan(of, f"{amount}.", blocks, () if of.parts else of.listed, is_of_sites=True)


def _amount(site: Site, of: LinkList) -> str:
    issues = len({one.page.path for one in of.listed})
    links = numbered(site.words, len(of.listed), "link")
    return site.words("bi.links.in", links=links, issues=numbered(site.words, issues, "issue"))


def _draft(site: Site, plan: _Plan) -> Draft:
    def key() -> str:
        parts = [(part.title, part.path, len(part.listed)) for part in plan.of.parts]
        above = [(one.title, one.path) for one in plan.of.above]
        sheet = Sheet(site, plan.of.path)
        blocks = plan.blocks(sheet), plan.more(sheet)
        return digest(
            plan.of.heading, plan.lead, repr([parts, above, blocks, [_told(site, one) for one in plan.entries]])
        )

    return site.draft(plan.of.path, partial(_page, site, plan), key)


def _told(site: Site, one: Listed) -> tuple[str, ...]:
    """Return all that a list says of an entry."""
    return (
        one.entry.title,
        one.entry.url,
        one.entry.anchor,
        one.section,
        one.page.path,
        _issue(site, one),
    )


def _issue(site: Site, one: Listed) -> str:
    """Return the words by which a reader knows the issue of an entry."""
    return site.once(("where", one.page.path), lambda: where(one.page.item, site.words))


def _page(site: Site, plan: _Plan) -> Document:
    sheet, of = Sheet(site, plan.of.path), plan.of
    sheet.take_ids(slug(plain_title(of.heading)))
    rows = [sheet.counted(part.title, part.path, len(part.listed)) for part in of.parts]
    parts = [Block(shelves=rows, look="bi-weeks")] if rows else []
    data = {
        "lead": plan.lead,
        "blocks": [*parts, *plan.blocks(sheet), *_groups(site, sheet, plan), *plan.more(sheet)],
        "feeds": [sheet.row(form.name, f"{of.folder}/{form.file}") for form in FEEDS] if plan.has_feeds else [],
    }
    above = [Target(one.title, one.path) for one in of.above]
    more = {
        "feed": of.folder if plan.has_feeds else "",
        **front_matter(site, of.heading, above),
    }
    return listed(sheet, of.heading, plan.lead, data, more=more)


def _groups(site: Site, sheet: Sheet, plan: _Plan) -> Iterator[Block]:
    """Yield entries below the sites that they lead to, or below their issues."""
    if plan.is_of_sites:
        sites = [(name, [*inside]) for name, inside in groupby(plan.entries, lambda one: site_name(one.entry.url))]
        for name, own in sites:
            if len(own) > 1:
                found = [linked(sheet, one, _issue(site, one)) for one in own]
                yield Block(heading=sheet.heading(name), linked=found)
        alone = [(name, own[0]) for name, own in sites if len(own) == 1]
        once = [linked(sheet, one, _issue(site, one), f"{name}: ") for name, one in alone]
        if once:
            yield Block(heading=sheet.named("bi.links.once"), linked=once)
        return
    if plan.is_flat:
        yield Block(linked=[linked(sheet, one, _issue(site, one)) for one in plan.entries])
        return
    for page, several in groupby(plan.entries, lambda one: one.page):
        heading = sheet.heading_to(where(page.item, site.words), page.path, name=where(page.item))
        rows = [linked(sheet, one, "" if plan.has_feeds else one.section) for one in several]
        yield Block(heading=heading, linked=rows)


def linked(sheet: Sheet, one: Listed, place: str, before: str = "") -> Linked:
    """Return an entry as it stands in a list, with the words of the link to its ``place`` in its issue.

    ``before`` is what stands before its title.
    """
    at = sheet.to(one.page.path, one.entry.anchor)
    title, where_it_is = sheet.text(before + one.entry.title), plain_title(place or sheet.say("bi.links.place"))
    return Linked(title, outside(one.entry.url) or at, where_it_is, at)


def _ways_in(known: LinkLists, sheet: Sheet) -> list[Block]:
    """Return the sections and the sites that have most, each with the page of all."""
    found = []
    if known.sections:
        heading = sheet.named("bi.sections") | {"url": sheet.to(known.top_of_sections.path)}
        found += [Block(heading=heading, shelves=_rows(sheet, known.sections[:FIRST]), look="bi-topics")]
    heading = sheet.named("bi.sites") | {"url": sheet.to(known.top_of_sites.path)}
    return [*found, Block(heading=heading, shelves=site_rows(known, sheet, FIRST), look="bi-topics")]


def _older(site: Site, entries: Sequence[Listed], sheet: Sheet) -> list[Block]:
    """Return the issues of further entries, with how many there are in each; each leads to the first of them."""
    found = [(page, [*several]) for page, several in groupby(entries, lambda one: one.page)][:ISSUES]
    rows: list[Row] = [
        {**sheet.row(where(page.item, site.words), page.path, several[0].entry.anchor), "count": len(several)}
        for page, several in found
    ]
    return [Block(heading=sheet.named("bi.links.earlier"), shelves=rows, look="bi-weeks")] if rows else []


def _sections(lists: Sequence[LinkList], sheet: Sheet) -> list[Block]:
    return [Block(shelves=_rows(sheet, lists[:MOST]), look="bi-topics")]


def _rows(sheet: Sheet, lists: Sequence[LinkList]) -> list[Row]:
    largest = max(len(one.listed) for one in lists)
    return [sheet.counted(one.title, one.path, len(one.listed), largest) for one in lists]


def _sites(known: LinkLists, sheet: Sheet) -> list[Block]:
    several = sum(len(one.listed) > 1 for one in known.sites[:MOST])
    heading = sheet.named("bi.links.most")
    return [Block(heading=heading, shelves=site_rows(known, sheet, several), look="bi-topics")] if several else []


def site_rows(known: LinkLists, sheet: Sheet, number: int) -> list[Row]:
    """Return the sites that are linked most, each with its page and its number of links."""
    return [
        sheet.counted(one.host, known.path_of_site(one), len(one.listed), len(known.sites[0].listed))
        for one in known.sites[:number]
    ]


def _topics(site: Site, section: LinkList, sheet: Sheet) -> list[Block]:
    """Return the topics that ``archive.yml`` gives a section, as far as they have pages."""
    known = site.catalogue
    slugs = map(known.slug_of, known.archive.config.sections.topics_of(section.title))
    found = [known.topics[slug] for slug in dict.fromkeys(slugs) if slug in known.topics]
    rows = [sheet.counted(ARROW.join(topic.path), topic_path(topic.slug), topic.total) for topic in found]
    return [Block(shelves=rows, look="bi-topics")] if rows else []
