"""How to follow the newsletter: by feed, by e-mail from a feed, or one topic of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from backissue.archive.shelves import Shelf
from backissue.site import list_page
from backissue.site.feeds import FEEDS
from backissue.site.metadata import front_matter, without_empty
from backissue.site.sheet import Row, Sheet, title_line
from backissue.site.site import Document, Site

PATH = "follow.md"
"""The page, and the file in which an archive may say more of it, such as where to subscribe."""

TOPICS = 12
"""The largest topics that are named."""


def follow(site: Site) -> Document:
    """Return the page that explains it, to which every issue leads."""
    sheet, known = Sheet(site, PATH), site.catalogue
    note = known.archive.notes.get(PATH)
    title = (note and note.title) or sheet.say("bi.follow.site", site=site.name)
    words = f"{title_line(title)}\n{note.body}\n" if note and note.body else title_line(title)
    sheet.take_ids(*known.archive.renderer.document(words).ids)
    of_kind = {kind: [shelf for shelf in known.shelves if shelf.kind == kind] for kind in ("home", "kind", "topic")}
    largest = sorted(of_kind["topic"], key=lambda shelf: (-len(shelf.whole), shelf.path))[:TOPICS]
    largest.sort(key=lambda shelf: shelf.path)  # which of two is larger changes more often than which ones are large
    kinds = of_kind["kind"] if len(of_kind["kind"]) > 1 else []
    description = (note and note.description) or sheet.say("bi.follow.lead", site=site.name)
    data = {
        "lead": sheet.text(description),
        "feed": sheet.named("bi.follow.with"),
        "feeds": _feeds(sheet, of_kind["home"][0]),
        "address": f"{site.url}{quote(FEEDS[0].path(of_kind['home'][0]))}" if site.url else "",
        "mail": sheet.named("bi.follow.by"),
        "part": sheet.named("bi.follow.only") if kinds or largest else None,
        "shelves": [_part(sheet, shelf) for shelf in (*kinds, *largest)],
        "topics": sheet.row(sheet.say("bi.all.topics"), "topics/index.md") if len(of_kind["topic"]) > TOPICS else None,
    }
    head = {
        "title": title,
        "description": description,
        "draw": "follow",
        "edit": note.path if note else "",
        **front_matter(site, title, []),
    }
    return list_page.listed(sheet, title, description, data, layout="page", more=head, words=words)


def _part(sheet: Sheet, shelf: Shelf) -> Mapping[str, object]:
    return without_empty({"shelf": sheet.row(shelf.title, shelf.path), "feeds": _feeds(sheet, shelf)})


def _feeds(sheet: Sheet, shelf: Shelf) -> Sequence[Row]:
    return [sheet.row(form.name, form.path(shelf)) for form in FEEDS]
