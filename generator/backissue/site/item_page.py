"""The items' own pages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from operator import itemgetter

from backissue.archive import taxonomies
from backissue.archive.corrections import names_of, spellings
from backissue.archive.related import Relation
from backissue.archive.shelves import kind_path, topic_path, week_path
from backissue.clock_times import running_time
from backissue.languages import direction, language_name
from backissue.mathematics import plain_title
from backissue.mentions import Mention
from backissue.model import Item, Kind, Page
from backissue.prose.anchor_ids import slug
from backissue.prose.document import Document as Text
from backissue.prose.excerpt import reading_minutes
from backissue.prose.lines import locate
from backissue.prose.turns import as_said
from backissue.site import discussed, issue_page, transcript_page
from backissue.site.citations import bibtex, plain, ris
from backissue.site.feeds import ARROW
from backissue.site.item_rows import opening, with_opening
from backissue.site.listing import Target, with_neighbours
from backissue.site.metadata import absolute, citation_tags, describe_work, front_matter, without_empty
from backissue.site.people_pages import named
from backissue.site.reference import Reference, bibtex_address, is_titled, more_links, reference, video_of
from backissue.site.sheet import CUT, Row, Sheet, literal, outside, title_line
from backissue.site.site import Document, Draft, Site
from backissue.store import digest

PLAIN = frozenset({"article", "link", "paper", "source", "url", "video", "website"})
"""Labels of links that say no more than that there is one."""
_UNSEARCHED = "data-pagefind-ignore=all"


def documents(site: Site) -> Iterator[Draft]:
    """Yield the pages of all items, week by week and then those of no known date."""
    for pages in (*(week.own_pages for week in site.catalogue.weeks[::-1]), site.catalogue.undated):
        for page, before, after in with_neighbours(pages, lambda page: Target(page.item.title, page.path)):
            is_issue = page.item.kind is Kind.ISSUE
            previous, following = issue_page.around(site, page) if is_issue else (before, after)
            make = partial(_item, site, page, previous, following)
            yield site.draft(page.path, make, partial(_key, site, page, previous, following), page.path)


def _key(site: Site, page: Page, previous: Target | None, following: Target | None) -> str:
    """Return a digest of all that the page of an item is made of: of its own text, and of what it says of others."""
    known = site.catalogue
    own = site.face(page), known.written.key(page.path, (known.written.page(page.path) or page).item)
    others = [
        _withheld(site, page),
        is_titled(page.item, known.archive.own_titles),
        [(other.item.lang, other.path) for other in known.translations(page)],
        *discussed.key_of(site, page),
        [
            (
                *(other.page.path, other.page.item.title, opening(site, other.page)),
                *(other.same_recording, other.topic, other.people, other.links, other.terms),
            )
            for other in known.related.get(page.path, ())
        ],
        [known.people.slug_of(name) for name in page.item.people],
        [previous, following],
        issue_page.shown(site, page),
        _told_apart(site, page),
    ]
    return digest(*own, repr(others))


def _item(site: Site, page: Page, previous: Target | None, following: Target | None) -> Document:
    sheet, item, archive = Sheet(site, page.path), page.item, site.catalogue.archive
    written, names = site.catalogue.written.page(page.path) or page, names_of(page, archive.config.names)
    marked = transcript_page.marked(names.repair(written.item.body, archive.renderer), item) if names else ""
    text, mentions, times = body(site, page, written, marked)
    sheet.take_ids(slug(plain_title(item.title)), *archive.document(page).ids, *issue_page.ids(site, page))
    work = reference(item, site.name, absolute(site, page.path), archive.own_titles)
    data = {
        "withheld": _withheld(site, page),
        **_facts(site, sheet, page),
        **_contents(site, sheet, page),
        "elsewhere": [*issue_page.beside(site, sheet, page)],
        "cited": _cited(site, sheet, work),
        "cited_by": _own_bibtex(sheet, work),
        "times": times,
        "speakers": transcript_page.speakers(item),
        "mentions": [[discussed.row_of(sheet, mention) for mention in found] for found in mentions],
        "speaks": discussed.speaks_about(site, sheet, page, site.catalogue.speaks_of.get(page.path, ())),
        "mentioned": discussed.discussed_in(site, sheet, site.catalogue.mentioned_in.get(page.path, ())),
        "related": _related(site, sheet, site.catalogue.related.get(page.path, ())),
        "source": item.source.file if item.source else "",
        "corrected": list(spellings(written, names, archive).items()) if names else [],
        "previous": previous and sheet.row(previous.title, previous.path),
        "next": following and sheet.row(following.title, following.path),
    }
    head = {**_head(site, page, work), "data": without_empty(data)}
    # The title is found as a fact of the page: in the text it would begin every excerpt. But a page without text is
    # not indexed.
    return sheet.document(head, f"{title_line(item.title, _UNSEARCHED if item.body else '')}\n{text}\n", page.path)


def _head(site: Site, page: Page, work: Reference) -> Mapping[str, object]:
    """Return what the page says of itself to machines, to the search and to the theme."""
    item, day = page.item, page.item.date or page.item.week
    words = opening(site, page) or plain_title(item.title)
    above = [Target(site.words("bi.undated"), "undated/index.md")]
    if item.week:
        above = [
            Target(site.words("bi.weeks"), "weeks/index.md"),
            Target(site.words.span(item.week), week_path(item.week)),
        ]
    return {
        "title": issue_page.title_of(page, site.words),
        "tab": _told_apart(site, page),
        "description": words,
        "layout": "item",
        "id": item.id,
        "edit": page.path,
        "hide": ["navigation"],
        "lang": item.lang,
        "dir": direction(item.lang) if item.lang else "",
        "facets": _facets(site, page),
        "sort": day.isoformat() if day else "",
        "meta": citation_tags(work),
        **front_matter(site, item.title, above, described=describe_work(item, work, words)),
    }


def _told_apart(site: Site, page: Page) -> str:
    """Return the title of a page with its day, where items of other days have the same; empty for any other."""
    pages, day = site.catalogue.archive.pages, page.item.date or page.item.week
    titles = site.once("titles", lambda: Counter(other.item.title for other in pages))
    is_shared = titles[page.item.title] > 1
    return f"{issue_page.title_of(page, site.words)}, {site.words.day(day)}" if is_shared and day else ""


def _facts(site: Site, sheet: Sheet, page: Page) -> Mapping[str, object]:
    """Return what stands below the title: kind, day, topics and people of an item, and where it can be read."""
    item, topics = page.item, site.catalogue.topics_of(page.item)
    stated, minutes = issue_page.further(page), reading_minutes(site.catalogue.archive.document(page))
    return {
        "kind": sheet.row(site.words.kind(item.kind), kind_path(item.kind)),
        "day": site.words.day(item.date) if item.date else "",
        "also": [
            sheet.row(sheet.say("bi.item.also", week=site.words.span(week)), week_path(week)) for week in item.also_in
        ],
        "translations": [
            sheet.row(sheet.say("bi.item.language", language=language_name(other.item.lang)), other.path)
            for other in site.catalogue.translations(page)
        ],
        "minutes": site.words.count("readtime", minutes) if minutes else "",
        "derived": bool(topics) and not site.catalogue.has_own_topics(page),
        "topics": [sheet.row(ARROW.join(topic.path), topic_path(topic.slug)) for topic in topics],
        "people": [named(site, sheet, person) for person in item.people],
        "extra": [_fact(sheet, name, text) for name, text in stated.items()],
        "links": _links(sheet, item),
    }


def _fact(sheet: Sheet, name: str, text: str) -> list[object]:
    """Return the name of a further fact and what it is, a recording's length as players show it."""
    shown = running_time(text) if name.casefold() == "duration" else text
    return [literal(name[:1].upper() + name[1:]), sheet.text(shown)]


def _links(sheet: Sheet, item: Item) -> list[Row]:
    """Return where an item can be read or watched. The first says so, unless its label says more than that."""
    found = [(link.label, url) for link in (*item.links, *more_links(item)) if (url := outside(link.url))]
    rows = [sheet.out(label, url) for label, url in found]
    if rows and found[0][0].casefold() in PLAIN | {item.kind.value}:
        rows[0]["title"] = sheet.say("bi.item.watch" if video_of(item.links[:1]) else "bi.item.open")
    return rows


def _contents(site: Site, sheet: Sheet, page: Page) -> Mapping[str, object]:
    """Return what an issue says is in it, and where that is on its page."""
    found = issue_page.contents(site, page)
    heading = {"contents_heading": sheet.named("bi.item.contents")} if found else {}
    return {"summary": issue_page.summary(sheet, page), **heading, "contents": [*issue_page.rows(sheet, page, found)]}


def _cited(site: Site, sheet: Sheet, work: Reference) -> list[Mapping[str, str]]:
    forms = {"plain": plain(work, site.words), "bibtex": bibtex(work), "ris": ris(work)}
    labels = {"plain": sheet.say("bi.item.plain"), "bibtex": "BibTeX", "ris": "RIS"}
    return [{"label": labels[name], "name": name, "text": text} for name, text in forms.items()]


def _own_bibtex(sheet: Sheet, work: Reference) -> Row | None:
    """Return the link to what those who published a paper give as its citation."""
    giver, address = bibtex_address(work)
    url = outside(address)
    return sheet.out(sheet.say("bi.item.bibtex", giver=giver), url) if url else None


def _related(site: Site, sheet: Sheet, relations: Iterable[Relation]) -> Mapping[str, object]:
    """Return what other items have to do with one, and why."""
    rows = []
    for other in relations:
        row = with_opening(site, sheet, other.page)
        why = "recording" if other.same_recording else "topic" if other.topic else ""
        note = sheet.say(f"bi.item.{why}") if why else ""
        shares = [sheet.text(name) for name in (*other.people, *other.links, *other.terms)]
        rows.append(row | ({"note": note} if note else {}) | ({"shares": shares} if shares else {}))
    return {"heading": sheet.named("bi.item.related"), "rows": rows} if rows else {}


def _withheld(site: Site, page: Page) -> str:
    """Return why a page is not published, where it is shown all the same; empty for one that is."""
    withheld = site.catalogue.archive.withheld
    if page.path not in site.once("withheld", lambda: {other.path for other in withheld}):
        return ""
    if page.item.publish and not page.item.draft:
        return site.words("bi.item.draft.until", day=site.words.day(page.item.publish))
    return site.words("bi.item.draft")


def body(site: Site, page: Page, written: Page, marked: str = "") -> tuple[str, list[Sequence[Mention]], list[Row]]:
    """Return the Markdown of a page, whose names are corrected, with links to its paragraphs; its mentions; its times.

    A :data:`CUT` stands in it for each run of mentions, in their order. ``written`` is the page as its source has it,
    and ``marked`` its Markdown with HTML around the names that are corrected, if there are any; nothing else differs.
    """
    document, text = site.catalogue.archive.document(page), as_said(page.item)
    lines = (marked or text).split("\n")
    times = transcript_page.link(page, document, text, written.item.body, lines)
    issue_page.link(site, page, lines)
    found = _cut(lines, text, document, site.catalogue.speaks_of.get(page.path, ()))
    return "\n".join(lines), found, times


def _facets(site: Site, page: Page) -> Mapping[str, object]:
    """Return what the search filters by. An item counts for its topics and for all that are above them."""
    item, weeks = page.item, taxonomies.weeks_of(page)
    routes = (topic.path for topic in site.catalogue.topics_of(item))
    topics = {ARROW.join(route[:depth]): None for route in routes for depth in range(1, len(route) + 1)}
    facets: Mapping[str, object] = {
        "kind": item.kind.label,
        "topic": list(topics),
        "people": list(item.people),
        "year": list(dict.fromkeys(str(week.year) for week in weeks)),
        "week": [week.isoformat() for week in weeks],
    }
    return without_empty(facets)


def _cut(lines: list[str], text: str, document: Text, mentions: Iterable[Mention]) -> list[Sequence[Mention]]:
    """Cut below the heading of each section that speaks of items, and on top for what no heading is above.

    Returns the mentions of each cut, from the first to the last.
    """
    by_anchor = defaultdict[str, list[Mention]](list)
    for mention in mentions:
        by_anchor[mention.story.anchor].append(mention)
    if not by_anchor:
        return []
    line_below = {"": 0}
    for block, place in zip(document.blocks, locate(document, text), strict=True):
        if place and block.id in by_anchor:
            is_underlined = set(lines[place.last].strip()) in ({"="}, {"-"}) if place.last < len(lines) else False
            line_below[block.id] = place.last + is_underlined
    below = sorted(((line_below.get(anchor, 0), found) for anchor, found in by_anchor.items()), key=itemgetter(0))
    for line, _ in reversed(below):
        lines[line:line] = ["", CUT, ""]
    return [found for _, found in below]
