"""The archive as people correct it: names that recognisers got wrong, and which pages speak of which items."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from backissue.archive.archive import Archive
from backissue.archive.listings import entries
from backissue.archive.taxonomies import weeks
from backissue.globs import matches
from backissue.mentions import Evidence, Mention
from backissue.model import Kind, NameRule, Page, Problem, Slip, Week
from backissue.prose.document import Section
from backissue.prose.name_repair import Names

HEARD_KINDS = frozenset({Kind.TRANSCRIPT, Kind.SUMMARY, Kind.SESSION})
"""The kinds that are made by recognisers, to which a rule applies unless it names others."""


def names_of(page: Page, rules: Sequence[NameRule]) -> Names | None:
    """Return the rules that apply to a page, those for its source alone first; ``None`` where there are none."""
    file = page.item.source.file if page.item.source else ""
    found = [
        rule
        for rule in rules
        if page.item.kind in (rule.kinds or HEARD_KINDS)
        and (not rule.only or any(matches(pattern, file) for pattern in rule.only))
    ]
    return _names(tuple(sorted(found, key=lambda rule: not rule.only))) if found else None


@lru_cache(maxsize=256)
def _names(rules: tuple[NameRule, ...]) -> Names:
    return Names(rules)


def corrected(archive: Archive) -> Archive:
    """Return the archive with names corrected in titles and texts, and a problem for each place that stays."""
    rules = archive.config.names
    if not rules:
        return archive
    pages, problems = [], list(archive.problems)
    for page in archive.pages:
        names = names_of(page, rules)
        if not names:
            pages.append(page)
            continue
        repair = names.repair(page.item.body, archive.renderer)
        title = names.correct(page.item.title)
        pages.append(replace(page, item=replace(page.item, title=title, body=repair.text)))
        what, remedy = (
            "a name is not corrected here, because that would change more than the word",
            "correct it in the page",
        )
        place = f"content/{page.path}"
        problems += [Problem(place, page.body_line + at - 1, what, remedy, is_hint=True) for at in repair.left]
    return replace(archive, pages=tuple(pages), problems=tuple(problems))


def spellings(page: Page, names: Names, archive: Archive) -> Mapping[str, str]:
    """Return what was heard in the title and the text of a page, and what is meant by it, in the order of the page."""
    pieces = (*names.pieces(page.item.title), *names.repair(page.item.body, archive.renderer).pieces)
    return {piece.heard: piece.meant for piece in pieces if piece.meant}


MOST_TOPICS = 5
"""Topics that a page gets from what it speaks of: those of most of it."""


def apply_edits(archive: Archive, found: Iterable[Mention]) -> tuple[Mention, ...]:
    """Return the mentions that were found, without those that an editor drops and with those that one adds.

    What is added belongs to the page as a whole, and not to a story. Who drops an issue drops its entries.
    """
    by_speaker = defaultdict[str, list[Mention]](list)
    for mention in found:
        by_speaker[mention.speaker.path].append(mention)
    kept: list[Mention] = []
    for page in archive.pages:
        edits, own = page.item.mentions, by_speaker[page.path]
        dropped = {_place(archive, name) for name in edits.drop}
        known = {(page.path, ""), *dropped, *((mention.target.path, mention.anchor) for mention in own)}
        added = [place for place in (_place(archive, name) for name in edits.add) if place and place not in known]
        kept += [_added(archive, page, *place) for place in added]
        kept += [one for one in own if dropped.isdisjoint({(one.target.path, ""), (one.target.path, one.anchor)})]
    return tuple(kept)


def _place(archive: Archive, name: str) -> tuple[str, str] | None:
    """Return the page that an id means, and the anchor of the entry on it, if it names one behind a ``#``."""
    if name in archive.by_id:
        return archive.by_id[name].path, ""
    whole, _, anchor = name.rpartition("#")
    page = archive.by_id.get(whole)
    is_there = page and anchor in {one.anchor for one in entries(archive, page)}
    return (page.path, anchor) if page and is_there else None


def _added(archive: Archive, speaker: Page, path: str, anchor: str) -> Mention:
    target = archive.page(path)
    assert target is not None  # its id was found
    title = target.item.title
    if anchor:
        title = next(one.title for one in entries(archive, target) if one.anchor == anchor)
    return Mention(speaker, Section(), target, "", 0, Evidence.EDITOR, title, anchor)


def find_unknown(archive: Archive) -> Iterator[Slip]:
    """Yield each id in a page's ``mentions`` that no item has, or has any more."""
    for page in archive.pages:
        for name in (*page.item.mentions.add, *page.item.mentions.drop):
            if not _place(archive, name):
                remedy = "name the id as it stands in the page of the item that is meant"
                what = f"`mentions` names `{name}`, the id of no item"
                yield Slip(page.path, "mentions", what, remedy)


def picked(archive: Archive, week: Week) -> Page | None:
    """Return the item of a week that its editor would read first, if one is named that the week has."""
    page = archive.by_id.get(week.introduction.pick) if week.introduction else None
    return next((own for own in week.pages if page and own.path == page.path), None)


def find_unknown_picks(archive: Archive) -> Iterator[Slip]:
    """Yield each week whose introduction picks an item that the week has not."""
    for week in weeks(archive):
        if (note := week.introduction) and note.pick and not picked(archive, week):
            remedy = "name the id as it stands in the page of an item of this week"
            yield Slip(note.path, "pick", f"`pick` names `{note.pick}`, no item here", remedy)


def add_topics(archive: Archive, known: Iterable[Mention]) -> Archive:
    """Return the archive with topics for pages without: those of the papers they speak of, the most frequent first."""
    counts = defaultdict[str, Counter[str]](Counter)
    for mention in known:
        if mention.target.item.kind is Kind.PAPER:
            counts[mention.speaker.path].update(dict.fromkeys(mention.target.item.topics, 1))
    pages = []
    for page in archive.pages:
        found = counts[page.path]
        topics = page.item.topics or tuple(sorted(found, key=lambda name: (-found[name], name))[:MOST_TOPICS])
        pages.append(replace(page, item=replace(page.item, topics=topics)) if topics != page.item.topics else page)
    return replace(archive, pages=tuple(pages))
