"""The pages of people: what they show, and the names that lead to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from selectolax.lexbor import LexborHTMLParser

from backissue.archive.archive import Archive
from backissue.archive.catalogue import catalogue
from backissue.archive.config import ArchiveConfig
from backissue.model import Item, Kind, Note, Page
from backissue.site import documents
from backissue.site.site import Site
from tests.pages import RENDERER, Trees

BASE = Item("", Kind.PAPER, "")
WEEK = date(2023, 1, 1)


def drawn(*items: Item, notes: tuple[Note, ...] = ()) -> Trees:
    """All pages of the site of these items, one a week, by their paths."""
    dated = [replace(item, id=str(at), week=WEEK + timedelta(weeks=at)) for at, item in enumerate(items)]
    pages = [Page(f"weeks/{item.week}/p{at}.md", item) for at, item in enumerate(dated)]
    archive = Archive(ArchiveConfig(), tuple(pages), {note.path: note for note in notes}, renderer=RENDERER)
    made = documents.documents(Site(catalogue(archive), "Toy"))
    return Trees(document for document in made if document.listed)


def text(page: LexborHTMLParser, css: str) -> str:
    node = page.css_first(css)
    assert node, css
    return node.text()


def links(page: LexborHTMLParser, css: str) -> list[str]:
    return [f"{node.text(strip=True)} {node.attributes['href']}" for node in page.css(css)]


def test_names_in_an_item_lead_to_the_pages_of_those_who_have_one() -> None:
    items = [replace(BASE, title=f"T{at}", people=("Ada Lovelace", name)) for at, name in enumerate(("Once", "Twice"))]
    page = drawn(*items)["weeks/2023-01-01/p0.md"]
    assert links(page, "a.bi-person") == ["Ada Lovelace ../../../people/ada-lovelace/"]
    assert [node.text() for node in page.css("span.bi-person")] == ["Once"]


def test_names_in_an_issue_lead_there_too() -> None:
    items = [replace(BASE, title=f"T{at}", people=("Ada Lovelace", name)) for at, name in enumerate(("Once", "Twice"))]
    page = drawn(*items)["weeks/2023-01-01/index.md"]
    assert links(page, ".bi-entry a.bi-person") == ["Ada Lovelace ../../people/ada-lovelace/"]
    assert text(page, ".bi-entry .bi-note").strip() == "Ada Lovelace, Once"


def test_the_page_of_a_person_lists_their_items_the_newest_first_and_with_whom_they_worked() -> None:
    items = [replace(BASE, title=f"T{at}", people=("Ada", "Alan" if at else "Bob")) for at in range(3)]
    page = drawn(*items)["people/ada.md"]
    assert links(page, ".bi-items li > a") == [
        f"T{at} ../../weeks/{WEEK + timedelta(weeks=at)}/p{at}/" for at in (2, 1, 0)
    ]
    assert links(page, ".bi-topics a") == ["Alan ../alan/"]
    assert page.css_first(".bi-crumbs a[href='../']"), "their list has an address, so that a way leads to it"


def test_a_chart_of_topics_over_time_stands_where_it_says_more_than_the_list() -> None:
    few, many = (
        [
            replace(BASE, title=f"T{at}", people=("Ada",), topics=("Sound" if at % 2 else "Sight",))
            for at in range(number)
        ]
        for number in (4, 6)
    )
    assert not drawn(*few)["people/ada.md"].css("table")
    chart = drawn(*many)["people/ada.md"].css_first("table.bi-heat")
    assert chart
    assert [node.text() for node in chart.css("tbody th")] == ["Sight", "Sound"]
    assert sum(int(node.text()) for node in chart.css("td")) == 6


def test_the_list_of_people_is_by_name_and_says_who_is_on_it() -> None:
    names = ("Élan Vital", "Ada", "Zed")
    page = drawn(*(replace(BASE, title=f"T{at}", people=(*names, f"Once{at}")) for at in range(2)))["people/index.md"]
    assert links(page, ".bi-topics a") == [
        "Ada ada/",
        "Élan Vital elan-vital/",
        "Zed zed/",
    ]
    assert text(page, ".bi-lead") == "3 of the 5 authors and speakers named here: those with at least 2 items."


def test_an_archive_in_which_nobody_is_named_twice_has_no_list_of_people() -> None:
    assert not [path for path in drawn(replace(BASE, title="T", people=("Ada",))) if path.startswith("people")]


def test_what_a_person_writes_about_somebody_stands_on_their_page_and_of_nobody_named_on_one_of_its_own() -> None:
    notes = (
        Note("people/ada.md", title="Ada L.", description="A founder.", body="She *wrote*.\n"),
        Note("people/staff.md", title="Our staff", body="We.\n"),
    )
    pages = drawn(replace(BASE, title="T", people=("Ada",)), notes=notes)
    assert text(pages["people/ada.md"], "h1").startswith("Ada L.")
    assert text(pages["people/ada.md"], "em") == "wrote"
    assert text(pages["people/ada.md"], ".bi-lead") == "A founder."
    assert "We." in pages["people/staff.md"].text()


def test_the_home_page_leads_to_the_list_of_people_where_there_is_one() -> None:
    three, two = (
        drawn(*[replace(BASE, title="T", people=("Ada", "Bob", "Cy")[:number])] * 2)["index.md"] for number in (3, 2)
    )
    assert "People people/" in links(three, ".bi-kinds a")
    assert not [link for link in links(two, "a") if link.startswith("People")]
