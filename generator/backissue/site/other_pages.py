"""The other pages: numbers, downloads, following, reading list, search, what people write, and redirects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath

from backissue.archive.shelves import Shelf
from backissue.mathematics import plain_title
from backissue.model import Note
from backissue.site import browse_page, entry_exports, follow_page, link_pages, numbers_page, redirects
from backissue.site.feeds import FEEDS
from backissue.site.metadata import front_matter, without_empty
from backissue.site.outputs import DOWNLOADS
from backissue.site.sheet import Row, Sheet, title_line
from backissue.site.site import Document, Output, Site

PATH = "downloads.md"
"""The page of downloads, and the file in which an archive may say more of it, such as its licence."""

NEWEST = 3
"""Items that a reading list offers in which nothing is."""

OWN_PAGES = frozenset({"index.md", PATH, follow_page.PATH})
"""The notes that stand on a page that every site has."""

ELSEWHERE = frozenset({"weeks", "topics", "undated"})
"""The folders whose notes are shown on the page of their week or topic."""


def documents(site: Site) -> Iterator[Document]:
    """Yield all of these pages. A redirect takes no other page's place."""
    yield numbers_page.numbers(site)
    search = {
        "title": site.words("bi.search"),
        "description": site.words("bi.search.lead", site=site.name),
        "layout": "search",
        "hide": ["navigation", "toc"],
    }
    yield Sheet(site, "search.md").document(search, title_line(site.words("bi.search")))
    yield _reading_list(site)
    yield downloads(site)
    if browse_page.PATH not in site.catalogue.archive.notes:
        yield browse_page.browse(site)
    yield follow_page.follow(site)
    shown = OWN_PAGES | {shelf.note.path for shelf in site.catalogue.shelves if shelf.note}
    for path, note in site.catalogue.archive.notes.items():
        if path not in shown and PurePosixPath(path).parts[0] not in ELSEWHERE:
            yield _by_hand(site, path, note)
    yield from removed(site)
    yield from redirects.documents(site)


def _reading_list(site: Site) -> Document:
    """Return the page that the reader's browser fills."""
    sheet = Sheet(site, "reading-list.md")
    title, where = sheet.say("bi.reading-list"), sheet.say("bi.list.where")
    head = {
        "title": title,
        "description": sheet.say("bi.list.description", site=site.name, where=where),
        "layout": "reading-list",
        "hide": ["navigation", "toc"],
        "data": {"lead": sheet.say("bi.list.lead", where=where)},
    }
    return sheet.document(head, title_line(title))


def _by_hand(site: Site, path: str, note: Note) -> Document:
    head = {
        "title": plain_title(note.title),
        "description": plain_title(note.description),
        "layout": "page",
        "edit": note.path,
        "hide": ["navigation"],
    }
    return Sheet(site, path).document(head, f"{title_line(note.title)}\n{note.body}\n", path)


def downloads(site: Site) -> Document:
    """Return the page of what can be taken along: files of the archive, and feeds."""
    sheet, catalogue = Sheet(site, PATH), site.catalogue
    note = catalogue.archive.notes.get(PATH)
    title = (note and note.title) or sheet.say("bi.downloads")
    words = f"{title_line(title)}\n{note.body}\n" if note and note.body else title_line(title)
    sheet.take_ids(*catalogue.archive.renderer.document(words).ids)
    shelves = [shelf for shelf in catalogue.shelves if shelf.kind in {"home", "kind"}]

    def links(outputs: Iterable[Output], shelf: Shelf) -> list[Row]:
        return [sheet.row(output.name, output.path(shelf)) for output in outputs]

    (home,) = (shelf for shelf in shelves if shelf.kind == "home")
    description = (note and note.description) or sheet.say("bi.downloads.lead")
    data = {
        "lead": sheet.text(description),
        "whole": sheet.named("bi.downloads.whole"),
        "files": links(DOWNLOADS, home),
        "links": [*_files_of_links(site, sheet)],
        "follow": sheet.named("bi.downloads.feeds"),
        "feeds": links(FEEDS, home),
        "kinds": [
            {"shelf": sheet.row(shelf.title, shelf.path), "feeds": links(FEEDS, shelf)}
            for shelf in shelves
            if shelf.kind == "kind"
        ],
        "topics": sheet.row(sheet.say("bi.topics"), "topics/index.md") if catalogue.topics else None,
    }
    head = {
        "title": title,
        "description": description,
        "layout": "page",
        "draw": "downloads",
        "edit": note.path if note else "",
        "hide": ["navigation", "toc"],
        **front_matter(site, title, []),
        "data": without_empty(data),
    }
    return sheet.document(head, words, note.path if note else "")


def _files_of_links(site: Site, sheet: Sheet) -> Iterator[Row]:
    if link_pages.lists_of(site).listed:
        for form, name in entry_exports.FORMS.items():
            yield sheet.row(name, entry_exports.path_of(site, form))


def removed(site: Site) -> Iterator[Document]:
    """Yield a page for each item that was removed on request, unless another stands there: that it is gone, and why."""
    archive = site.catalogue.archive
    for removal in archive.removals.by_item.values():
        if not removal.path or archive.page(removal.path):
            continue
        sheet = Sheet(site, removal.path)
        day = site.words.day(date.fromisoformat(removal.day))
        said = [sheet.say("bi.removed.on", day=day), removal.reason]
        data = {"said": [sheet.text(text) for text in said if text], "first": sheet.row(site.name, "index.md")}
        head = {
            "title": sheet.say("bi.removed"),
            "layout": "page",
            "draw": "removed",
            "noindex": True,
            "hide": ["navigation", "toc"],
            "data": data,
        }
        yield replace(sheet.document(head, title_line(sheet.say("bi.removed"))), listed=False)
