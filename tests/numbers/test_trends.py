"""What changes over time: topics, and words that came up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from backissue.archive.archive import Archive
from backissue.archive.catalogue import Catalogue, catalogue
from backissue.archive.config import ArchiveConfig
from backissue.model import Item, Kind, Page
from backissue.numbers import Rising, Trends, trends

FIRST = date(2023, 1, 1)


def shelves(bodies: Sequence[str], a_week: int = 2, topics: tuple[str, ...] = ()) -> Catalogue:
    """The catalogue of papers with these texts, the oldest first."""
    base = Item("", Kind.PAPER, "", topics=topics)
    items = [
        replace(base, id=f"p:{n}", title=f"Paper {n}", week=FIRST + timedelta(weeks=n // a_week), body=body)
        for n, body in enumerate(bodies)
    ]
    pages = tuple(Page(f"weeks/{item.week}/{item.title}.md", item) for item in items)
    return catalogue(Archive(ArchiveConfig(), pages))


def rising(shelves: Catalogue) -> Trends:
    return trends(shelves.archive.pages, shelves.words)


def told(bodies: Sequence[str]) -> list[Rising]:
    return list(rising(shelves(bodies)).terms)


def test_a_name_that_only_the_newer_items_have_came_up_and_its_first_item_is_known() -> None:
    found = told(["Nothing to see."] * 10 + ["We ask GPT-4 today."] * 4 + ["Nothing to see."] * 6)
    assert [term.written for term in found] == ["GPT-4"]
    assert (found[0].is_new, found[0].later, found[0].pages[0].item.title) == (True, 4, "Paper 10")


def test_a_phrase_that_was_there_before_may_have_become_frequent() -> None:
    found = told(
        ["Of a diffusion model."] + ["Nothing to see."] * 11 + ["A diffusion model. The diffusion model."] * 12
    )
    assert [(term.written, term.is_new, len(term.pages)) for term in found] == [("diffusion model", False, 13)]


def test_what_is_as_frequent_as_before_did_not_come_up() -> None:
    assert told(["We ask GPT-4 and GPT-4."] * 20) == []


def test_a_name_of_two_items_is_too_little() -> None:
    assert told(["Nothing to see."] * 18 + ["We ask GPT-4 and GPT-4."] * 2) == []


def test_an_ordinary_word_of_most_items_is_how_people_write() -> None:
    assert told(["Nothing to see."] * 10 + ["It works, and how it works."] * 10) == []


def test_a_transcript_that_says_a_word_a_hundred_times_counts_once() -> None:
    assert told(["Nothing to see."] * 18 + ["We ask GPT-4. " * 100] + ["We ask GPT-4 and GPT-4."]) == []


def test_an_archive_of_one_week_has_nothing_that_came_up() -> None:
    assert rising(shelves(["We ask GPT-4 and GPT-4."] * 4, a_week=4)).terms == ()
    assert rising(shelves([])).since is None
