"""Who speaks about what: beside a talk's stories, below what they speak about, and what most talks discuss."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from backissue.archive.issues import where
from backissue.mentions import TALKS, Mention
from backissue.model import Page
from backissue.prose.excerpt import shorten
from backissue.site.sheet import Block, Row, Sheet
from backissue.site.site import Site

LONGEST = 100
"""Characters of the words that gave a mention away."""
TOP = 24
"""Subjects that are listed as the most discussed."""


def key_of(site: Site, page: Page) -> list[object]:
    """Return all that a page is made of in what it speaks about, and in what speaks about it."""
    known = site.catalogue
    return [
        [
            (one.story.anchor, one.target.path, *_called(site, one), one.words)
            for one in known.speaks_of.get(page.path, ())
        ],
        [
            (one.speaker.path, one.speaker.item.title, one.speaker.item.date, one.speaker.item.week, *_said(one))
            for one in known.mentioned_in.get(page.path, ())
        ],
    ]


def _called(site: Site, mention: Mention) -> tuple[str, str, str]:
    return mention.title, mention.anchor, where(mention.target.item, site.words) if mention.anchor else ""


def _said(mention: Mention) -> tuple[str, str, str, str, str]:
    return mention.story.heading, mention.story.anchor, mention.words, mention.title, mention.anchor


def row_of(sheet: Sheet, mention: Mention) -> Row:
    """Return a link to what a story speaks about, with the words that gave it away unless its title says them."""
    row = sheet.row(mention.title, mention.target.path, mention.anchor)
    said = evidence(sheet, mention) if mention.words.casefold() != mention.title.casefold() else ""
    return row | {"note": sheet.text(said)} if said else row


def discussed_in(site: Site, sheet: Sheet, mentions: Iterable[Mention]) -> Mapping[str, object]:
    """Return where others speak of an item or of its entries, and by which words that is known."""
    rows = []
    for mention in mentions:
        story = mention.story
        title = f"{where(mention.speaker.item, site.words)}{f': {story.heading}' if story.heading else ''}"
        row = sheet.row(title, mention.speaker.path, story.anchor)
        notes = [
            sheet.say("bi.item.discussed.on", title=mention.title) if mention.anchor else "",
            evidence(sheet, mention),
        ]
        note = ", ".join(filter(None, notes))
        rows.append(row | {"note": sheet.text(note)} if note else row)
    return {"heading": sheet.named("bi.item.discussed"), "rows": rows} if rows else {}


def speaks_about(site: Site, sheet: Sheet, page: Page, mentions: Iterable[Mention]) -> Mapping[str, object]:
    """Return what a talk speaks about, each once, with the number of its stories where they are several."""
    several = _by_subject(mentions) if page.item.kind in TALKS else {}
    rows = []
    for found in several.values():
        row = sheet.row(found[0].title, found[0].target.path, found[0].anchor)
        issue = where(found[0].target.item, site.words)
        stories = site.words.count("bi.count.story", len(found)) if len(found) > 1 else ""
        notes = [sheet.say("bi.item.speaks.in", issue=issue) if found[0].anchor else "", stories]
        note = ", ".join(filter(None, notes))
        rows.append(row | {"note": sheet.text(note)} if note else row)
    return {"heading": sheet.named("bi.item.speaks"), "rows": rows} if rows else {}


def evidence(sheet: Sheet, mention: Mention) -> str:
    """Return the words that gave a mention away, in quotation marks; nothing where an editor says that it is one."""
    if not mention.words:
        return ""
    return sheet.say("bi.quoted", words=shorten(mention.words, LONGEST))


def most(site: Site, sheet: Sheet) -> Block | None:
    """Return what most talks discuss, with the number of these talks."""
    found = _counted(site)[:TOP]
    if not found:
        return None
    rows = [sheet.row(one.title, one.target.path, one.anchor) | {"count": talks} for talks, one in found]
    return Block(heading=sheet.named("bi.item.most"), said=sheet.say("bi.item.most.in"), shelves=rows, look="bi-topics")


def _counted(site: Site) -> Sequence[tuple[int, Mention]]:
    """Return a mention of each subject with the number of talks that speak of it, the largest first."""
    found = _by_subject(one for one in site.catalogue.mentions if one.speaker.item.kind in TALKS)
    counted = [(len({one.speaker.path for one in several}), several[0]) for several in found.values()]
    return sorted(counted, key=lambda one: -one[0])


def _by_subject(mentions: Iterable[Mention]) -> Mapping[tuple[str, str], Sequence[Mention]]:
    """Return mentions by their subjects, in the order in which these come first."""
    found = defaultdict[tuple[str, str], list[Mention]](list)
    for one in mentions:
        found[one.target.path, one.anchor].append(one)
    return dict(found)
