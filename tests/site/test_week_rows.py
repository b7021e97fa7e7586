"""Lists of weeks are tables of contents: each week says what is in it."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import date, timedelta

import pytest
from selectolax.lexbor import LexborHTMLParser

from backissue.archive.archive import Archive
from backissue.archive.catalogue import catalogue
from backissue.archive.config import ArchiveConfig
from backissue.model import Item, Kind, Note, Page
from backissue.site import documents
from backissue.site.site import Site
from tests.pages import Trees

DAY = date(2023, 3, 26)
PAPER = Item("", Kind.PAPER, "", week=DAY)


def papers(week: date, *titles: str) -> list[Item]:
    return [replace(PAPER, id=f"{week}{at}", title=title, week=week, place=at) for at, title in enumerate(titles)]


def made(*items: Item, title: str = "") -> Trees:
    """The pages of an archive of these items; its first week may have a title."""
    pages = tuple(Page(f"weeks/{item.week}/{item.id.replace(':', '-')}.md", item) for item in items)
    note = Note(f"weeks/{DAY}/index.md", title)
    archive = Archive(ArchiveConfig(), tuple(sorted(pages, key=lambda page: page.path)), {note.path: note})
    site = Site(catalogue(archive), "Toy", "https://toy.example/")
    return Trees(documents.documents(site))


def rows(page: LexborHTMLParser) -> list[str]:
    return [" ".join(row.text().split()) for row in page.css(".bi-issues li")]


def test_a_week_names_what_it_has_first_and_counts_the_rest() -> None:
    pages = made(*papers(DAY, "Sakana Fugu: A Fish", "Agent-Native Memory", "Autodata - Data", "D", "E"))
    assert rows(pages["weeks/index.md"]) == ["20\N{EN DASH}26 March Sakana Fugu, Agent-Native Memory, Autodata + 2"]
    assert rows(pages["years/2023.md"]) == rows(pages["weeks/index.md"])


def test_a_week_that_an_editor_named_has_that_name() -> None:
    pages = made(*papers(DAY, "A", "B"), title="The week of fish")
    assert rows(pages["weeks/index.md"]) == ["20\N{EN DASH}26 March The week of fish"]


def test_a_week_with_an_issue_names_what_the_issue_lists() -> None:
    body = "".join(f"## {name}\n\n- [{name} one](https://a.example/{name}) is new.\n\n" for name in "ABCD")
    pages = made(replace(PAPER, id="issue:1", kind=Kind.ISSUE, title="Letter 1", body=body))
    assert rows(pages["weeks/index.md"]) == ["20\N{EN DASH}26 March Letter 1, A one, B one + 2"]


def test_weeks_have_bars_where_their_numbers_differ() -> None:
    before = DAY - timedelta(weeks=1)
    assert not made(*papers(DAY, "A"), *papers(before, "B"))["weeks/index.md"].css(".bi-bar")
    bars = made(*papers(DAY, "A", "B"), *papers(before, "C"))["weeks/index.md"].css(".bi-bar")
    assert [bar.attributes["class"] for bar in bars] == ["bi-bar bi-w-20", "bi-bar bi-w-10"]


def test_the_list_of_weeks_has_months_below_years_to_which_links_lead() -> None:
    page = made(*papers(DAY, "A"), *papers(date(2023, 2, 5), "B"), *papers(date(2022, 12, 25), "C"))["weeks/index.md"]
    assert [node.text().strip("# ") for node in page.css("h2, h3")] == [
        *("2023", "March", "February"),
        *("2022", "December"),
    ]
    links = [str(link.attributes["href"]) for link in page.css(".bi-years a")]
    assert links == ["./#2023", "./#2022"]


@pytest.mark.parametrize("letter", ["a", "\N{CJK UNIFIED IDEOGRAPH-5B57}"])
def test_the_list_of_five_hundred_weeks_stays_light_whatever_their_names(letter: str) -> None:
    titles = [f"{letter * 20} {letter * 21} {number}" for number in range(5)]
    weeks = [DAY - timedelta(weeks=number) for number in range(500)]  # the page shows fewer
    items = [item for week in weeks for item in papers(week, *titles[: 5 - 2 * (week == DAY)])]
    html = (made(*items)["weeks/index.md"].html or "").encode()
    assert len(html) < 95_000
    assert len(gzip.compress(html)) < 25_000


@pytest.mark.parametrize(("fewest", "shows"), [(10, False), (9, False), (7, True), (1, True)])
def test_bars_stand_beside_weeks_where_they_differ_to_the_eye(fewest: int, shows: object) -> None:
    full = papers(DAY, *(f"Long {number}" for number in range(10)))
    few = papers(date(2023, 3, 19), *(f"Short {number}" for number in range(fewest)))
    assert bool(made(*full, *few)["weeks/index.md"].css(".bi-issues .bi-bar")) is shows
