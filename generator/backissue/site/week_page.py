"""The page of a week, to be read from beginning to end: its items under headings, each with its words and links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial, reduce
from itertools import groupby
from pathlib import PurePosixPath

from backissue.archive import taxonomies
from backissue.archive.catalogue import Gap, gaps
from backissue.archive.shelves import Shelf, kind_path, topic_path, week_path
from backissue.mathematics import plain_title
from backissue.model import Kind, Page, Topic, Week
from backissue.prose.anchor_ids import slug
from backissue.prose.excerpt import LONGEST, OPENING, excerpt, reading_minutes, shorten
from backissue.site import week_lead
from backissue.site.listing import Target, amount, numbered, with_neighbours
from backissue.site.metadata import front_matter, without_empty
from backissue.site.people_pages import named
from backissue.site.sheet import CUT, Row, Sheet, outside, title_line
from backissue.site.site import Document, Draft, Site
from backissue.store import digest
from backissue.text import slugify

ROOM = 65_000
"""Bytes of HTML that the items of a week may have, so that its page stays below 100 KB."""

FRAME = 500
"""Bytes of HTML of an item in its week without its text."""

NEWEST = 40
"""Items that are shown in full of a week that is split."""


@dataclass(frozen=True, slots=True)
class Around:
    """The weeks before and after one, and the pauses between."""

    previous: Target | None
    following: Target | None
    before: Gap | None
    after: Gap | None


def documents(site: Site, shelves: Sequence[Shelf]) -> Iterator[Draft]:
    """Yield the page of each week, the oldest first."""
    weeks = site.catalogue.weeks[::-1]
    found = gaps([week.day for week in weeks])
    before, after = {gap.after: gap for gap in found}, {gap.before: gap for gap in found}
    neighbours = with_neighbours(weeks, lambda week: Target(site.words.span(week.day), week_path(week.day)))
    for shelf, (week, previous, following) in zip(shelves[::-1], neighbours, strict=True):
        around = Around(previous, following, before.get(week.day), after.get(week.day))
        origin = shelf.note.path if shelf.note else ""
        make, key = partial(_week, site, shelf, week, around), partial(_key, site, shelf, week, around)
        yield site.draft(shelf.path, make, key, origin)


def _key(site: Site, shelf: Shelf, week: Week, around: Around) -> str:
    """Return a digest of all that the page of a week is made of."""
    note, archive = shelf.note, site.catalogue.archive
    above = [(crumb.title, crumb.path) for crumb in shelf.above]
    parts = [(part.title, part.path, len(part.pages)) for part in shelf.parts]
    own = archive.key(note.path, note) if note else ""
    people = [site.catalogue.people.slug_of(name) for page in week.pages for name in page.item.people]
    shown = repr([week.day, shelf.title, above, parts, around, people])
    return digest(own, shown, *map(site.face, week.pages))


def _week(site: Site, shelf: Shelf, week: Week, around: Around) -> Document:
    sheet, span, note = Sheet(site, shelf.path), site.words.span(week.day), shelf.note
    shown = replace(week, pages=week.pages[:NEWEST]) if shelf.parts else week
    title = shelf.title or sheet.say("bi.week", days=span)
    titles = ", ".join(plain_title(page.item.title) for page in week.pages)
    counts = Counter(page.item.kind for page in week.pages)
    amounts = [site.words.count(f"bi.kind.{kind.value}", number) for kind, number in counts.items()]
    what = reduce(lambda first, second: sheet.say("bi.and", first=first, second=second), amounts)
    introduction = note.body if note else ""
    if introduction:
        sheet.take_ids(*site.catalogue.archive.renderer.document(f"{title_line(title)}\n{introduction}").ids)
    else:
        sheet.take_ids(slug(plain_title(title)))
    found = list(sections(site, sheet, shown))
    texts = [text for _, of_section in found for text in of_section]
    data = {
        "lead": f"{span} · {what}" if shelf.title else what,
        "editor": week_lead.lead(sheet, week),
        "pick": week_lead.pick(site, sheet, week),
        "parts": [sheet.counted(part.title, part.path, len(part.pages)) for part in shelf.parts],
        "sections": [section for section, _ in found],
        "gaps": [*_pauses(site, around)],
        "missing": sheet.row(sheet.say("bi.missing"), "weeks/missing.md"),
        "previous": around.previous and sheet.row(around.previous.title, around.previous.path),
        "next": around.following and sheet.row(around.following.title, around.following.path),
    }
    head = {
        "title": plain_title(title),
        "description": (note and note.description)
        or shorten(sheet.say("bi.week.holds", items=amount(site.words, week.pages), titles=titles)),
        "layout": "week",
        "edit": note.path if note else "",
        "hide": ["navigation"],
        **front_matter(site, title, shelf.above),
        "data": without_empty(data),
    }
    excerpts = "".join(f"\n{CUT}\n\n{text}" for text in texts)
    return sheet.document(head, f"{title_line(title)}\n{introduction}\n{excerpts}", note.path if note else "")


def _pauses(site: Site, around: Around) -> Iterator[tuple[str, str, str]]:
    """Yield how many weeks had no issue before and after this one, on which side, and when that was."""
    for gap, what in ((around.before, "before"), (around.after, "after")):
        if gap:
            days = site.words.period(gap.span.first, gap.span.last)
            yield numbered(site.words, gap.span.weeks, "week"), what, days


def sections(site: Site, sheet: Sheet, week: Week) -> Iterator[tuple[Mapping[str, object], list[str]]]:
    """Yield a week's items in the editor's order, kind by kind: each below a heading that leads to more of it.

    An issue of one kind has no heading. Each topic has an anchor at its first item. No anchor is given twice, and none
    that the page's own text has. With each section comes the text of its items, as Markdown.
    """
    part, topics = 0, set[str]()
    runs = [(kind, [*pages]) for kind, pages in groupby(week.pages, lambda page: page.item.kind)]
    for kind, pages in runs:
        anchor = sheet.free(f"kind-{kind.plural}")
        title = site.words.kind(kind) if kind is Kind.ISSUE else site.words.kinds(kind)
        heading = {"title": title, "url": sheet.to(kind_path(kind)), "id": anchor} if len(runs) > 1 else None
        entries, texts = [], []
        for page in pages:
            part += 1
            entry, text = _entry(site, sheet, page, week, topics)
            entries.append({**entry, "part": part})
            texts.append(text)
        yield without_empty({"heading": heading, "id": anchor, "entries": entries}), texts


def _entry(site: Site, sheet: Sheet, page: Page, week: Week, topics: set[str]) -> tuple[Mapping[str, object], str]:
    """Return an item as it stands on the page of its week, and the text that is shown of it.

    ``topics`` are those that items above it have; its own are added.
    """
    room = max(ROOM // len(week.pages) - FRAME, 0)
    item, document = page.item, site.catalogue.archive.document(page)
    part = excerpt(document, min(LONGEST, room), min(OPENING, room))
    minutes = reading_minutes(document)
    more = "bi.week.more.minutes" if minutes else "bi.week.more"
    own = site.catalogue.topics_of(item) if site.catalogue.has_own_topics(page) else ()
    also = [day for day in taxonomies.weeks_of(page) if day != week.day]
    entry = {
        **sheet.row(item.title, page.path),
        "id": sheet.free(f"item-{slugify(PurePosixPath(page.path).stem)}"),
        "place": site.catalogue.numbers.get((week.day, page.path)),
        "topics": [_topic(sheet, topic, topics) for topic in own],
        "people": [named(site, sheet, name) for name in item.people],
        "more": "" if part.is_whole else sheet.say(more, minutes=site.words.count("bi.count.minute", minutes)),
        "links": [sheet.out(link.label, url) for link in item.links if (url := outside(link.url))],
        "also": [sheet.row(sheet.say("bi.item.also", week=site.words.span(day)), week_path(day)) for day in also],
    }
    return without_empty(entry), part.text


def _topic(sheet: Sheet, topic: Topic, known: set[str]) -> Row:
    """Return a link to a topic, with an anchor if it is not ``known`` yet."""
    row = sheet.row(topic.name, topic_path(topic.slug))
    if topic.slug not in known:
        known.add(topic.slug)
        row["anchors"] = [sheet.free(f"topic-{topic.slug}")]
    return row
