"""What an editor puts before an issue, and what the home page says of earlier years and of what is new."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from backissue.archive.archive import Archive
from backissue.archive.catalogue import catalogue
from backissue.archive.config import ArchiveConfig
from backissue.archive.corrections import find_unknown_picks
from backissue.archive.load import load
from backissue.model import Item, Kind, Note, Page
from backissue.site import documents
from backissue.site.site import Site
from tests.archives import make_archive, page
from tests.pages import RENDERER, tree_of

BASE = Item("", Kind.PAPER, "", body="Words of it.\n")
DAY = date(2026, 6, 28)
WEEK = f"weeks/{DAY}/index.md"


def drawn(*days: date, note: Note | None = None, number: int = 1) -> dict[str, LexborHTMLParser]:
    """The pages of an archive with so many items in each of these weeks."""
    items = [
        replace(BASE, id=f"p:{day}:{at}", title=f"T{at} of {day}", week=day) for day in days for at in range(number)
    ]
    pages = tuple(Page(f"weeks/{item.week}/p{at}.md", item) for at, item in enumerate(items))
    notes = {note.path: note} if note else {}
    made = documents.documents(Site(catalogue(Archive(ArchiveConfig(), pages, notes, renderer=RENDERER)), "Toy"))
    return {one.path: tree_of(one.path, one.text) for one in made if one.path in {"index.md", WEEK}}


def texts(page: LexborHTMLParser, css: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(css)]


def test_an_editor_s_line_and_pick_stand_first_on_the_issue_and_on_the_home_page() -> None:
    note = Note(WEEK, lead="A week of robots.", pick=f"p:{DAY}:1")
    pages = drawn(DAY, note=note, number=3)
    assert texts(pages[WEEK], ".bi-editor") == ["A week of robots."]
    for shown in pages.values():
        assert texts(shown, ".bi-pick") == [f"Editor\N{RIGHT SINGLE QUOTATION MARK}s pick: T1 of {DAY} Words of it."]
    assert "A week of robots." in pages["index.md"].text()


def test_a_pick_that_the_week_has_not_is_left_out_and_hinted_at(tmp_path: Path) -> None:
    assert not texts(drawn(DAY, note=Note(WEEK, pick="p:other"))[WEEK], ".bi-pick")
    files = {"weeks/2023-03-26/one.md": page(), "weeks/2023-03-26/index.md": "---\nlead: Well\npick: paper:two\n---\n"}
    archive = load(make_archive(tmp_path, files))
    assert [problem.what for problem in archive.problems] == []
    (problem,) = find_unknown_picks(archive)
    assert problem.is_hint
    assert (problem.path, problem.key) == ("weeks/2023-03-26/index.md", "pick")
    assert "`paper:two`" in problem.what


def test_the_home_page_names_the_same_week_of_up_to_three_earlier_years() -> None:
    days = [DAY, *(date.fromisocalendar(year, DAY.isocalendar().week, 7) for year in (2025, 2023, 2022, 2021))]
    home = drawn(*days, date(2025, 1, 5), number=5)["index.md"]
    assert [text for text in texts(home, "h2") if "earlier years" in text]
    links = [str(link.attributes["href"]) for link in home.css(".bi-items a")]
    assert [link for link in links if link.count("/") == 2] == [f"weeks/{day}/" for day in days[1:4]]
    assert any(words.endswith("+ 2") for words in texts(home, ".bi-items li"))


def test_the_home_page_says_how_many_items_the_newest_weeks_have_for_browsers_to_count_what_is_new() -> None:
    (place,) = drawn(DAY, date(2026, 6, 14), number=2)["index.md"].css(".bi-since")
    assert place.attributes["data-weeks"] == "2026-06-28:2 2026-06-14:2"
    assert "hidden" in place.attributes
