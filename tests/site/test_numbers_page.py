"""The page of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from backissue.archive.archive import Archive
from backissue.archive.catalogue import catalogue
from backissue.archive.config import ArchiveConfig
from backissue.model import Item, Kind, Page
from backissue.site import numbers_page
from backissue.site.site import Site
from tests.pages import tree_of

FIRST = date(2023, 1, 1)


def made(items: Sequence[Item], root: Path) -> str:
    pages = tuple(Page(f"weeks/{item.week}/{item.id}.md", item) for item in items)
    document = numbers_page.numbers(Site(catalogue(Archive(ArchiveConfig(), pages)), "Toy"))
    return document.text


def drawn_of(items: Sequence[Item], root: Path) -> LexborHTMLParser:
    return tree_of("numbers.md", made(items, root))


def text_of(items: Sequence[Item], root: Path) -> str:
    body = drawn_of(items, root).body
    return " ".join((body.text() if body else "").split())


def weekly(number: int, topics: tuple[str, ...] = (), people: tuple[str, ...] = ()) -> list[Item]:
    """Papers, one a week; the newer half of them asks GPT-4."""
    base = Item("", Kind.PAPER, "", topics=topics, people=people)
    return [
        replace(
            base,
            id=f"p{index}",
            title=f"Paper {index}",
            week=FIRST + timedelta(weeks=index),
            body="We ask GPT-4.\n" if 2 * index >= number else "Nothing to see.\n",
        )
        for index in range(number)
    ]


def test_an_empty_archive_has_nothing_to_count(tmp_path: Path) -> None:
    assert "nothing to count yet" in text_of([], tmp_path)
    assert not drawn_of([], tmp_path).css("table")


def test_an_archive_of_undated_items_has_nothing_to_count_either(tmp_path: Path) -> None:
    assert "nothing to count yet" in text_of([Item("a", Kind.PAPER, "A")], tmp_path)


def test_every_kind_has_its_chart_beside_that_of_all(tmp_path: Path) -> None:
    talks = [replace(one, id=f"t{one.id}", kind=Kind.TRANSCRIPT) for one in weekly(3)]
    session = replace(weekly(1)[0], id="s", kind=Kind.SESSION)
    captions = {caption.text() for caption in drawn_of([*weekly(4), *talks, session], tmp_path).css("caption")}
    assert captions >= {"Items by week", "Papers by week", "Transcripts by week"}
    assert "Sessions by week" not in captions


def test_an_archive_of_one_kind_is_drawn_once(tmp_path: Path) -> None:
    assert len(drawn_of([*weekly(4), replace(weekly(1)[0], id="more")], tmp_path).css(".bi-chart")) == 1


def test_no_row_or_column_has_nothing_but_zeros(tmp_path: Path) -> None:
    """A topic that came once, and a kind of which no item has a date."""
    once = replace(weekly(1, ("Rare",))[0], id="once")
    summary = Item("s", Kind.SUMMARY, "S")
    page = drawn_of([*weekly(4, ("Sound",)), once, summary], tmp_path)
    assert [link.text() for link in page.css(".bi-heat tbody th a") if not link.text().isdigit()] == ["Sound"]
    assert "Summaries" not in [label.text() for label in page.css(".bi-totals thead th")]


def test_a_word_that_came_up_leads_to_its_items_and_to_the_search(tmp_path: Path) -> None:
    row = drawn_of(weekly(12), tmp_path).css_first(".bi-words li")
    assert row
    assert row.text().startswith(
        "GPT-4 New, in 6 items. First in Paper 6 (12 February 2023), then Paper 7, Paper 8, Paper"
    )
    links = [link.attributes["href"] for link in row.css("a")]
    assert links[:2] == ["../search/?q=GPT-4", "../weeks/2023-02-12/p6/"]


def test_the_longest_pause_is_told_with_the_weeks_around_it(tmp_path: Path) -> None:
    items = [*weekly(3), replace(weekly(1)[0], id="late", week=FIRST + timedelta(weeks=6))]
    assert "Longest pause: 3 weeks, between 9\u201315 January 2023 and" in text_of(items, tmp_path)
    assert drawn_of(items, tmp_path).css("a[href='../weeks/2023-01-15/']")
    assert "Longest pause" not in text_of(weekly(3), tmp_path)


def test_people_named_more_than_once_are_listed_and_lead_to_their_pages(tmp_path: Path) -> None:
    items = [*weekly(2, people=("Ada & Co",)), Item("x", Kind.PAPER, "X", people=("Once",))]
    assert drawn_of(items, tmp_path).css("a[href='../people/ada-co/']")
    assert "Once" not in text_of(items, tmp_path)


def test_names_of_topics_stay_text_and_the_page_is_safe(tmp_path: Path) -> None:
    items = weekly(4, topics=('<img src=x onerror="a"',), people=("A [a](javascript:x) B",))
    page = drawn_of(items, tmp_path)
    assert not page.css("img, [onerror], a[href^=javascript]")
    assert '<img src=x onerror="a"' in [link.text() for link in page.css("th a")]
    assert "A [a](javascript:x) B" in [link.text() for link in page.css(".bi-topics a")]
