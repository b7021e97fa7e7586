"""Pages that list things, and what several kinds of them show alike: items as rows, numbers, topics, parts of lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from backissue.archive.shelves import Shelf, topic_path
from backissue.mathematics import plain_title
from backissue.model import Topic
from backissue.prose.anchor_ids import slug
from backissue.site.feeds import FEEDS
from backissue.site.item_rows import Look, dated_rows, item_rows, opening, usual_kind
from backissue.site.listing import Group, Target, by_month
from backissue.site.metadata import front_matter, without_empty
from backissue.site.sheet import Block, Heading, Row, Sheet, title_line
from backissue.site.site import Document, Draft, Site
from backissue.store import digest
from backissue.text import slugify
from backissue.wording import Words

NEWEST = 100
"""The items that a list shows itself which is split, and the largest topics that one of topics shows."""


def listed(  # noqa: PLR0913 - a page has this many parts
    sheet: Sheet,
    title: str,
    description: str,
    data: Mapping[str, object],
    *,
    layout: str = "list",
    more: Mapping[str, object] = MappingProxyType({}),
    words: str = "",
) -> Document:
    """Return a page that lists things. ``words`` are its title and what somebody wrote, as Markdown."""
    head = {
        "title": plain_title(title),
        "description": description,
        "layout": layout,
        "hide": ["navigation"],
        **more,
        "data": without_empty(data),
    }
    return sheet.document(head, words or title_line(title), str(more.get("edit") or ""))


def shelf_page(  # noqa: PLR0913 - a page has this many parts
    site: Site,
    sheet: Sheet,
    shelf: Shelf,
    description: str,
    blocks: Sequence[Block] = (),
    *,
    layout: str = "list",
    words: str = "",
    draw: str = "",
) -> Document:
    """Return the page of a shelf with its list; of one that is split, the newest items, and where the parts are."""
    groups, look = _groups(site.words, shelf), look_of(site, shelf)
    words = words or title_line(shelf.title)
    sheet.take_ids(*ids_of(site, words, shelf.title))
    found = [*blocks]
    if targets := targets_of(site.words, shelf, groups):
        found.append(Block(shelves=rows_of_parts(sheet, targets), look="bi-weeks"))
    are_named = len(groups) > 1 or layout == "topic" or bool(blocks)
    found += [group_block(site, sheet, group, look, is_named=are_named) for group in groups]
    data = {"lead": sheet.text(description), "feeds": _feeds(sheet, shelf), "blocks": found}
    note = shelf.note
    more = {
        "draw": draw,
        "edit": note.path if note else "",
        "feed": shelf.folder if shelf.has_feeds else "",
        **front_matter(site, shelf.title, shelf.above),
    }
    return listed(sheet, shelf.title, description, data, layout=layout, more=more, words=words)


def drafted(site: Site, shelf: Shelf, make: Callable[[], Document], more: Callable[[], object] = lambda: None) -> Draft:
    """Return the draft of the page of a shelf. ``more`` gives what it is made of beyond its note and its list."""
    return site.draft(shelf.path, make, lambda: _key(site, shelf, more()), shelf.note.path if shelf.note else "")


def _key(site: Site, shelf: Shelf, more: object) -> str:
    """Return a digest of all that the page of a shelf is made of."""
    known, note = site.catalogue, shelf.note
    above = [(crumb.kind, crumb.key, crumb.title, crumb.path) for crumb in shelf.above]
    pages = shelf.pages[:NEWEST] if shelf.parts else shelf.pages
    rows = [(page.item.week and known.numbers.get((page.item.week, page.path)), opening(site, page)) for page in pages]
    own = shelf.kind, shelf.title, shelf.has_feeds, len(shelf.pages), targets_of(site.words, shelf)
    looks = [look_of(site, one) for one in (shelf, *shelf.above)]
    text = known.archive.key(note.path, note) if note else ""
    return digest(text, repr([own, above, looks, rows, more]), *map(site.face, pages))


def words_of(shelf: Shelf) -> str:
    """Return the title of a shelf and what somebody wrote for it, as Markdown."""
    note = shelf.note
    return title_line(shelf.title) + (f"\n{note.body}\n" if note and note.body else "")


def ids_of(site: Site, words: str, title: str) -> Iterable[str]:
    """Return the ids of a page's body; most have nothing but a title."""
    is_title = words == title_line(title)
    return [slug(plain_title(title))] if is_title else site.catalogue.archive.renderer.document(words).ids


def _groups(words: Words, shelf: Shelf) -> list[Group]:
    """Return the items that a shelf shows itself."""
    pages = shelf.pages[:NEWEST] if shelf.parts else shelf.pages
    return [Group(shelf.title, pages, "Undated")] if shelf.kind == "undated" else by_month(words, pages)


def look_of(site: Site, shelf: Shelf) -> Look:
    """Return what the list of a shelf says of its items: a topic's does not name topics, and a week's no dates."""
    usual = site.once(("usual kind", shelf.path), lambda: usual_kind(shelf.whole))
    return Look(usual, has_topics=shelf.kind != "topic", has_dates=shelf.kind not in {"week", "undated"})


def group_block(site: Site, sheet: Sheet, group: Group, look: Look, *, is_named: bool) -> Block:
    """Return the items of a group by their dates, below its title where it is named."""
    are_dated = look.has_dates and any(page.item.week or page.item.date for page in group.pages)
    if are_dated:
        found = Block(dated=dated_rows(site, sheet, group.pages, look))
    else:
        found = Block(entries=item_rows(site, sheet, group.pages, look))
    return Block(heading=sheet.heading(group.title, group.name), **found) if is_named else found


def _feeds(sheet: Sheet, shelf: Shelf) -> list[Row]:
    return [sheet.row(form.name, form.path(shelf)) for form in FEEDS] if shelf.has_feeds else []


def targets_of(words: Words, shelf: Shelf, groups: Sequence[Group] = ()) -> list[Target]:
    """Return the links to the parts of a shelf.

    Months that stood on its page before it was split have their anchors there, but for those of the ``groups`` that
    still do.
    """
    taken = {slugify(group.name) for group in groups}
    found = []
    for part in shelf.parts:
        months = dict.fromkeys(slugify(group.name) for group in by_month(words, part.pages))
        anchors = tuple(anchor for anchor in months if anchor not in taken)
        taken.update(anchors)
        found.append(Target(part.title, part.path, len(part.pages or part.topics or part.people), anchors))
    return found


def rows_of_parts(sheet: Sheet, targets: Sequence[Target], *, are_counted: bool = True) -> list[Row]:
    """Return links to the parts of a list, with what is in each where they are counted."""
    found = []
    for target in targets:
        row = sheet.row(target.title, target.path) | ({"count": target.count} if are_counted else {})
        found.append(row | {"anchors": [*target.anchors]} if target.anchors else row)
    return found


def topic_bars(sheet: Sheet, topics: Sequence[Topic], heading: Heading | None = None) -> Block:
    """Return topics with the number of items in each."""
    largest = max(topic.total for topic in topics)
    rows = [sheet.counted(topic.name, topic_path(topic.slug), topic.total, largest) for topic in topics]
    found = Block(shelves=rows, look="bi-topics")
    return Block(heading=heading, **found) if heading else found


def largest_topics(topics: Sequence[Topic]) -> Sequence[Topic]:
    """Return the largest topics in the order given."""
    largest = {topic.slug for topic in sorted(topics, key=lambda topic: (-topic.total, topic.path))[:NEWEST]}
    return [topic for topic in topics if topic.slug in largest]
