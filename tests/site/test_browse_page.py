"""The page that leads to every list, and to none in which nothing is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from selectolax.lexbor import LexborHTMLParser

from backissue.archive.archive import Archive
from backissue.archive.catalogue import catalogue
from backissue.archive.config import ArchiveConfig
from backissue.model import Item, Kind, Note, Page
from backissue.site import documents
from backissue.site.site import Site
from tests.pages import Trees

PAPER = Item("paper:a", Kind.PAPER, "A", week=date(2023, 3, 26), topics=("Sound",), body="Words.\n")


def made(*items: Item, notes: tuple[Note, ...] = ()) -> Trees:
    """The pages of an archive of these items."""
    pages = tuple(Page(f"undated/{at}.md", item) for at, item in enumerate(items))
    archive = Archive(ArchiveConfig(), pages, {note.path: note for note in notes})
    site = Site(catalogue(archive), "Toy", "https://toy.example/")
    return Trees(documents.documents(site))


def links(page: LexborHTMLParser) -> list[str]:
    return [str(link.attributes["href"]) for link in page.css(".bi-weeks a, .bi-issues a")]


OTHERS = ["../numbers/", "../downloads/", "../follow/", "../reading-list/"]


def test_browsing_leads_to_each_list_that_has_something_in_it() -> None:
    undated = replace(PAPER, id="talk:b", kind=Kind.TRANSCRIPT, week=None, topics=())
    expected = ["papers", "transcripts", "weeks", "years", "undated", "topics"]
    assert links(made(PAPER, undated)["browse.md"]) == [*(f"../{name}/" for name in expected), *OTHERS]


def test_an_empty_archive_has_nothing_but_its_tools_to_browse() -> None:
    page = made()["browse.md"]
    assert links(page) == OTHERS[1:], "there is nothing to count"
    assert [node.text().strip("#") for node in page.css("h2")] == ["Also here"]


def test_an_archive_keeps_a_page_of_its_own_at_that_address() -> None:
    page = made(PAPER, notes=(Note("browse.md", "Look around", body="By hand.\n"),))["browse.md"]
    assert "By hand." in (page.html or "")


def test_the_list_of_years_says_what_each_is_about() -> None:
    rows = made(PAPER, replace(PAPER, id="paper:b"))["years/index.md"].css(".bi-issues li")
    assert [" ".join(row.text().split()) for row in rows] == ["2023 2 items in 1 week: Sound"]
