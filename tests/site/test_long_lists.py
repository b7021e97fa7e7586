"""No list outgrows its page: at 50,000 items each stays below 100 KB."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from backissue import files
from backissue.archive import taxonomies
from backissue.archive.archive import Archive
from backissue.archive.catalogue import Catalogue
from backissue.archive.config import ArchiveConfig
from backissue.archive.listings import listings
from backissue.archive.page_terms import terms_of
from backissue.archive.parts import ROOM, page_weight
from backissue.archive.vocabulary import Vocabulary
from backissue.model import Item, Kind, Page
from backissue.site import numbers_page, other_pages, shelf_pages, week_page
from backissue.site.engine import render_pages
from backissue.site.site import Document, Site, drafted
from backissue.wording import english
from tests import effort
from tests.archives import PROJECT, make_archive, without_nav

ITEMS, LARGEST = 50_000, 100_000
BASE = Item("", Kind.PAPER, "")
WORDS = "Language models and reinforcement learning of robots in the wild at a large scale with vision".split()


def site_of(per_week: int, root: Path) -> Site:
    """Return the site of papers and talks of twelve topics, of which every hundredth has no date."""
    pages = []
    for at in range(ITEMS):
        week = date(2026, 6, 28) - timedelta(weeks=at // per_week)
        title = f"{' '.join(WORDS[(at * step) % 15] for step in range(1, 9))} {at}"
        kind = Kind.TRANSCRIPT if at % 50 == 0 else Kind.PAPER
        item = replace(
            BASE,
            id=str(at),
            title=title,
            kind=kind,
            topics=(f"Topic number {at % 12}",),
            people=(f"Ada Nth{at % 9001}", "Alan Turing"),
        )
        name = title.lower().replace(" ", "-")
        pages.append(
            Page(f"weeks/{week}/{name}.md", replace(item, week=week)) if at % 100 else Page(f"undated/{name}.md", item)
        )
    archive = Archive(ArchiveConfig(), tuple(sorted(pages, key=lambda page: page.path)))
    lists, words = taxonomies.derive(archive), Vocabulary((terms_of([]),) * ITEMS, {})
    known = Catalogue(
        **vars(lists),
        archive=archive,
        written=archive,
        words=words,
        related={},
        mentions=(),
        listings=listings(archive),
        wording=english(),
    )
    return Site(known, "Large", "https://reader.example/repo/")


def largest(site: Site) -> list[Document]:
    """Return of each kind of shelf the pages that list most, and the other pages that could grow."""
    found = [numbers_page.numbers(site), other_pages.downloads(site)]
    kinds = {shelf.kind for shelf in site.catalogue.shelves}
    for kind in sorted(kinds - {"week"}):
        alike = [shelf for shelf in site.catalogue.shelves if shelf.kind == kind]
        if kind != "year":
            split = sorted(alike, key=lambda shelf: (bool(shelf.parts), len(shelf.pages)))
            alike = [*split[:1], *sorted(alike, key=lambda shelf: len(shelf.pages) * (not shelf.parts))[-2:], split[-1]]
        found += [drafted(page).make() for page in shelf_pages.DRAWN[kind](site, alike)]
    return found


@pytest.mark.slow
@pytest.mark.parametrize("per_week", [10, 400][-effort.of(2) :])
def test_no_page_of_a_list_is_above_100_kb(per_week: int, tmp_path: Path) -> None:
    root = without_nav(make_archive(tmp_path))
    site = site_of(per_week, PROJECT)
    shelves = site.catalogue.shelves
    lists = [shelf for shelf in shelves if not shelf.parts and shelf.kind not in {"home", "weeks", "years", "year"}]
    assert all(sum(map(page_weight, shelf.pages)) <= ROOM for shelf in lists)
    assert max(len(shelf.parts) for shelf in shelves) < 300
    documents = {document.path: document for document in largest(site)}
    for path, document in documents.items():
        files.write(root / "docs" / path, document.text.encode())
    render_pages(root, root / "docs", root / "site", documents, lambda _: None)
    sizes = {path: path.stat().st_size for path in (root / "site").rglob("index.html")}
    assert len(sizes) == len(documents)
    assert max(sizes.values()) < LARGEST, {str(path): size for path, size in sizes.items() if size >= LARGEST}


@pytest.mark.parametrize("number", [1, 30, 130, 1000])
def test_the_page_of_a_week_stays_below_100_kb_whatever_its_number_of_items(number: int, tmp_path: Path) -> None:
    root, week = without_nav(make_archive(tmp_path)), date(2026, 6, 28)
    item = replace(BASE, week=week, body="Words of an abstract. " * 70 + "\n")
    pages = [Page(f"weeks/{week}/p{at}.md", replace(item, id=str(at), title=f"Paper {at}")) for at in range(number)]
    archive = Archive(ArchiveConfig(), tuple(pages))
    lists = taxonomies.derive(archive)
    known = Catalogue(
        **vars(lists),
        archive=archive,
        written=archive,
        words=Vocabulary((terms_of([]),) * number, {}),
        related={},
        mentions=(),
        listings=listings(archive),
        wording=english(),
    )
    site = Site(known, "Large")
    (draft,) = week_page.documents(site, [shelf for shelf in known.shelves if shelf.kind == "week"])
    made = draft.make()
    files.write(root / "docs" / made.path, made.text.encode())
    render_pages(root, root / "docs", root / "site", [made.path], lambda _: None)
    text = (root / f"site/weeks/{week}/index.html").read_text("utf-8")
    assert len(text.encode()) < LARGEST
    assert text.count("Words of an abstract.") == {1: 70, 30: 2100}.get(number, text.count("Words of an abstract."))
