"""The page of a week, to be read from beginning to end: its items under headings, each with its words and links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath

from backissue.archive import taxonomies
from backissue.archive.catalogue import Gap, gaps
from backissue.archive.shelves import Shelf, kind_path, topic_path, week_path
from backissue.dates import span_name
from backissue.mathematics import plain_title
from backissue.model import Kind, Page, Week
from backissue.prose.excerpt import LONGEST, OPENING, excerpt, reading_minutes, shorten
from backissue.site.listing import Target, amount, name_count, with_neighbours
from backissue.site.metadata import front_matter
from backissue.site.outputs import forms
from backissue.site.site import Document, Draft, Site
from backissue.store import digest
from backissue.text import slugify

ROOM = 65_000
"""Bytes of HTML that the items of a week may have, so that its page stays below 100 KB."""

FRAME = 500
"""Bytes of HTML of an item in its week without its text."""

NEWEST = 40
"""Items that are shown in full of a week that is split."""


def documents(site: Site, shelves: Sequence[Shelf]) -> Iterator[Draft]:
    """Yield the page of each week, the oldest first."""
    weeks = site.catalogue.weeks[::-1]
    found = gaps([week.day for week in weeks])
    before, after = {gap.after: gap for gap in found}, {gap.before: gap for gap in found}
    neighbours = with_neighbours(weeks, lambda week: Target(span_name(week.day), week_path(week.day)))
    for shelf, (week, previous, following) in zip(shelves[::-1], neighbours, strict=True):
        pauses = {"before": before.get(week.day), "after": after.get(week.day)}
        around = {"previous": previous, "next": following, **pauses}
        origin = shelf.note.path if shelf.note else ""
        make, key = partial(_week, site, shelf, week, around), partial(_key, site, shelf, week, around)
        yield site.draft(shelf.path, make, key, origin)


def _key(site: Site, shelf: Shelf, week: Week, around: Mapping[str, Target | Gap | None]) -> str:
    """Return a digest of all that the page of a week is made of."""
    note, archive = shelf.note, site.catalogue.archive
    above = [(crumb.title, crumb.path) for crumb in shelf.above]
    parts = [(part.title, part.path, len(part.pages)) for part in shelf.parts]
    own = archive.key(note.path, note) if note else ""
    shown = repr([week.day, shelf.title, shelf.folder, shelf.has_feeds, above, parts, around])
    return digest(own, shown, *map(site.face, week.pages))


def _week(site: Site, shelf: Shelf, week: Week, around: Mapping[str, Target | Gap | None]) -> Document:
    span, note = span_name(week.day), shelf.note
    shown = replace(week, pages=week.pages[:NEWEST]) if shelf.parts else week
    title = shelf.title or f"Week of {span}"
    titles = ", ".join(plain_title(page.item.title) for page in week.pages)
    counts = Counter(page.item.kind for page in week.pages)
    return site.page(
        "week",
        shelf.path,
        note.path if note else "",
        title=title,
        description=(note and note.description) or shorten(f"{amount(week.pages)}: {titles}"),
        week=week,
        span=span if shelf.title else "",
        counts=" and ".join(f"{number} {name_count(kind, number)}" for kind, number in counts.items()),
        sections=list(sections(site, shown)),
        shelves=[Target(part.title, part.path, len(part.pages)) for part in shelf.parts],
        around=around,
        **forms(shelf),
        **front_matter(site, title, shelf.above),
    )


def sections(site: Site, week: Week) -> Iterator[Mapping[str, object]]:
    """Yield a week's items: its own issue, then by their first topic, the fullest first, then the others by kind.

    Each heading links to more of its kind. No anchor is given twice, and none that the page's own text has.
    """
    taken = Counter(site.catalogue.archive.renderer.document(week.introduction.body).ids if week.introduction else ())
    for anchor, heading, pages in _grouped(site, week.pages):
        place = _free(anchor, taken)
        yield {"anchor": place, "heading": heading, "entries": list(_entries(site, pages, week, taken))}


def _grouped(site: Site, pages: Sequence[Page]) -> Iterator[tuple[str, Target, Sequence[Page]]]:
    topical: dict[str, list[Page]] = {}
    other: dict[Kind, list[Page]] = {}
    for page in pages:
        if site.catalogue.has_own_topics(page) and page.item.kind is not Kind.ISSUE:
            topical.setdefault(site.catalogue.slug_of(page.item.topics[0]), []).append(page)
        else:
            other.setdefault(page.item.kind, []).append(page)
    if own := other.pop(Kind.ISSUE, None):
        yield _of_kind(Kind.ISSUE, own)
    for slug in sorted(topical, key=lambda slug: (-len(topical[slug]), slug)):
        inside = topical[slug]
        yield f"topic-{slug}", Target(site.catalogue.topics[slug].name, topic_path(slug), len(inside)), inside
    for kind, inside in other.items():
        yield _of_kind(kind, inside)


def _of_kind(kind: Kind, pages: Sequence[Page]) -> tuple[str, Target, Sequence[Page]]:
    title = kind.label if kind is Kind.ISSUE else kind.plural.capitalize()
    return f"kind-{kind.plural}", Target(title, kind_path(kind), len(pages)), pages


def _entries(site: Site, pages: Sequence[Page], week: Week, taken: Counter[str]) -> Iterator[Mapping[str, object]]:
    room = max(ROOM // len(week.pages) - FRAME, 0)
    is_mixed = len({page.item.kind for page in pages}) > 1
    for page in pages:
        item, document = page.item, site.catalogue.archive.document(page)
        yield {
            "anchor": _free(f"item-{slugify(PurePosixPath(page.path).stem)}", taken),
            "title": item.title,
            "path": page.path,
            "note": " · ".join(filter(None, [item.kind.label if is_mixed else "", ", ".join(item.people)])),
            "also_in": [day for day in taxonomies.weeks_of(page) if day != week.day],
            "links": item.links,
            "excerpt": excerpt(document, min(LONGEST, room), min(OPENING, room)),
            "minutes": reading_minutes(document),
        }


def _free(name: str, given: Counter[str]) -> str:
    """Return the name, with a number behind it if it was given before, and count it as given."""
    given[name] += 1
    return name if given[name] == 1 else _free(f"{name}-{given[name]}", given)
