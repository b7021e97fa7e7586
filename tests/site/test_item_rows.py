"""What lists say of an item: its number, its title, what it begins with, and what sets it apart from the others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from selectolax.lexbor import LexborHTMLParser, LexborNode

from backissue.archive.archive import Archive
from backissue.archive.catalogue import catalogue
from backissue.archive.config import ArchiveConfig
from backissue.model import Item, Kind, Page, SourceRef
from backissue.site import documents
from backissue.site.item_rows import usual_kind
from backissue.site.site import Site
from tests.pages import Trees

DAY = date(2023, 3, 26)
LISTED = Item("", Kind.PAPER, "", week=DAY, body="What it says.\n", source=SourceRef("papers.md"))
TALK = Item("talk:a", Kind.TRANSCRIPT, "A talk", week=DAY, body="Welcome.\n")


def papers(*titles: str, week: date = DAY) -> list[Item]:
    """Papers that a source lists in this order."""
    return [
        replace(LISTED, id=f"{week}{title}", title=title, week=week, place=at) for at, title in enumerate(titles, 1)
    ]


def made(*items: Item) -> Trees:
    """The pages of an archive of these items, as the theme draws them."""
    pages = tuple(Page(f"weeks/{item.week or item.date}/{item.title.lower()}.md", item) for item in items)
    archive = Archive(ArchiveConfig(), tuple(sorted(pages, key=lambda page: page.path)))
    site = Site(catalogue(archive), "Toy", "https://toy.example/")
    return Trees(documents.documents(site))


def words(node: LexborNode) -> list[str]:
    """What stands in a row, part by part."""
    return [part.text() for part in node.iter()]


def rows(page: LexborHTMLParser) -> list[list[str]]:
    return [words(row) for row in page.css(".bi-items li")]


def test_a_row_has_the_number_the_title_and_the_first_words() -> None:
    pages = made(*papers("Zebra", "Ant"))
    expected = [["1", "Zebra", "What it says."], ["2", "Ant", "What it says."]]
    assert rows(pages["index.md"]) == expected
    assert rows(pages["papers/index.md"]) == expected


def test_an_item_without_words_says_no_more_than_its_title() -> None:
    assert rows(made(replace(TALK, body=""))["index.md"]) == [["A talk"]]


def test_what_is_alone_of_its_kind_has_no_number() -> None:
    assert rows(made(*papers("Zebra"))["index.md"]) == [["Zebra", "What it says."]]


def test_the_kind_of_most_items_is_not_named() -> None:
    found = rows(made(*papers("Zebra", "Ant"), TALK)["index.md"])
    assert found[-1] == ["A talk", "Welcome.", "Transcript"]
    assert [len(row) for row in found] == [3, 3, 3]


def test_of_kinds_with_as_many_items_the_first_is_the_usual_one() -> None:
    assert usual_kind([Page("a", TALK), Page("b", LISTED)]) is Kind.PAPER
    assert usual_kind([]) is None


def test_the_items_of_a_week_stand_below_its_days_which_lead_to_it() -> None:
    after = DAY + timedelta(weeks=1)
    page = made(*papers("Zebra", "Ant"), *papers("Mole", "Bee", week=after))["papers/index.md"]
    dates = [(node.text(), node.attributes["href"]) for node in page.css(".bi-date a")]
    assert dates == [
        ("27 March \N{EN DASH} 2 April 2023", "../weeks/2023-04-02/"),
        ("20\N{EN DASH}26 March 2023", "../weeks/2023-03-26/"),
    ]
    assert [row[1] for row in rows(page)] == ["Mole", "Bee", "Zebra", "Ant"]


def test_an_item_of_a_known_day_says_which() -> None:
    found = rows(made(replace(TALK, date=date(2023, 3, 22)))["transcripts/index.md"])
    assert found == [["A talk", "Welcome.", "22 March 2023"]]


def test_an_item_of_a_day_and_no_week_stands_below_its_day() -> None:
    page = made(replace(TALK, week=None, date=date(2023, 3, 22)))["transcripts/index.md"]
    assert [node.text() for node in page.css(".bi-date")] == ["22 March 2023"]
    assert not page.css(".bi-date a")


def test_the_home_page_shows_the_newest_issues_whole_until_eight_items_stand_there() -> None:
    weeks = [DAY - timedelta(weeks=number) for number in range(4)]
    page = made(*(item for week in weeks for item in papers("A", "B", "C", week=week)))["index.md"]
    assert len(rows(page)) == 9
    more = [node.attributes["href"] for node in page.css(".bi-more")]
    assert more == [*(f"weeks/{week}/" for week in weeks[:3]), "weeks/"]
    assert f"weeks/{weeks[3]}/" in [node.attributes["href"] for node in page.css(".bi-issues a")]
