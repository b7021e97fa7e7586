"""Issues are called by more than a number, and follow each other by their numbers."""

from __future__ import annotations

from datetime import date

import pytest

from backissue.archive.archive import Archive
from backissue.archive.config import ArchiveConfig
from backissue.archive.issues import is_only_numbered, neighbours, where, with_titles
from backissue.model import Item, Kind, Page, SourceRef


def issue(title: str, day: int = 1, file: str = "") -> Page:
    """Return an issue of a day of May."""
    source = SourceRef(file) if file else None
    item = Item(f"i:{title}", Kind.ISSUE, title, date=date(2024, 5, day), source=source)
    return Page(f"weeks/{file}{title}.md", item)


def before(pages: list[Page]) -> dict[str, str]:
    """Return the title before each title."""
    known = neighbours(pages)
    titles = [(page.item.title, known[page.path].previous) for page in pages]
    return {title: previous.item.title for title, previous in titles if previous}


@pytest.mark.parametrize("title", ["396", "#396", " 396 "])
def test_an_issue_with_a_bare_number_is_called_an_issue(title: str) -> None:
    (page,) = with_titles(Archive(ArchiveConfig(), (issue(title),))).pages
    assert page.item.title == "Issue 396"


def test_a_paper_with_a_bare_number_keeps_its_title() -> None:
    paper = Page("undated/1984.md", Item("p", Kind.PAPER, "1984"))
    assert with_titles(Archive(ArchiveConfig(), (paper,))).pages == (paper,)


def test_a_reader_knows_an_issue_by_number_and_day() -> None:
    assert where(issue("312", 3).item) == "Issue 312, 3 May 2024"


@pytest.mark.parametrize(("title", "is_one"), [("Issue 396", True), ("Mail 396: ships", False), ("May", False)])
def test_a_title_that_says_more_than_the_number_is_no_mere_number(title: str, *, is_one: bool) -> None:
    assert is_only_numbered(issue(title).item) is is_one


def test_issues_follow_each_other_by_number_though_they_came_out_in_another_order() -> None:
    assert before([issue("10", 1), issue("9", 2), issue("11", 3)]) == {"10": "9", "11": "10"}


def test_issues_without_numbers_follow_each_other_by_day() -> None:
    assert before([issue("June letter", 9), issue("May letter", 2)]) == {"June letter": "May letter"}


def test_each_newsletter_of_an_archive_has_its_own_order() -> None:
    pages = [issue("Boats #1", 1), issue("Trains #7", 2), issue("Boats #2: sails", 3), issue("Trains #8", 4)]
    assert before(pages) == {"Boats #2: sails": "Boats #1", "Trains #8": "Trains #7"}


def test_bare_numbers_of_two_folders_are_two_newsletters() -> None:
    pages = [issue("1", 1, "boats/1.md"), issue("1", 2, "trains/1.md"), issue("2", 3, "boats/2.md")]
    assert [other and other.path for other in (neighbours(pages)[pages[2].path].previous,)] == [pages[0].path]
