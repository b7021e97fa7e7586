"""The pages of ``docs/``: the toy archive has every layout once, and ``tests/cases/views`` is what comes of it.

To write the expectations anew, run ``UPDATE_GOLDEN=1 pytest tests/site/test_golden_pages.py`` and read the difference.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from backissue.archive import parts
from backissue.archive.archive import Archive
from backissue.archive.catalogue import catalogue
from backissue.archive.config import ArchiveConfig
from backissue.archive.load import load
from backissue.files import write
from backissue.model import Item, Kind, MentionEdits, Page
from backissue.site import list_page
from backissue.site.documents import documents as all_documents
from backissue.site.site import Site
from tests.archives import CASES, make_toy
from tests.pages import tree_of

GOLDEN = CASES / "views"
PATHS = sorted(path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*.md"))


def documents(archive: Archive, root: Path) -> dict[str, str]:
    """All pages of an archive by path."""
    site = Site(catalogue(archive), "Toy", "https://toy.example/", "https://github.com/toy/archive")
    return {document.path: document.text for document in all_documents(site)}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    root = make_toy(tmp_path_factory.mktemp("views"))
    pages = documents(load(root), root)
    if os.environ.get("UPDATE_GOLDEN"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        for path, text in pages.items():
            write(GOLDEN / path, text.encode("utf-8"))
    return pages


def test_the_pages_are_these_and_no_others(made: dict[str, str]) -> None:
    assert sorted(made) == PATHS


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_as_its_golden_file_says(made: dict[str, str], path: str) -> None:
    assert made[path] == (GOLDEN / path).read_text("utf-8")


def test_an_empty_archive_has_a_home_its_lists_and_a_search(tmp_path: Path) -> None:
    pages = documents(Archive(ArchiveConfig()), tmp_path)
    expected = {
        "README.md",
        "browse.md",
        "downloads.md",
        "follow.md",
        "index.md",
        "numbers.md",
        "reading-list.md",
        "search.md",
        "topics/index.md",
        "weeks/index.md",
        "weeks/missing.md",
        "years/index.md",
    }
    assert set(pages) == expected
    assert 'title: "Toy"' in pages["index.md"]


def papers(number: int, first: date) -> Archive:
    """An archive of papers, one a week from the day ``first`` on."""
    base = Item("", Kind.PAPER, "", topics=("Sound",))
    items = [
        replace(base, id=f"paper:{index}", title=f"Paper {index}", week=first + timedelta(weeks=index))
        for index in range(number)
    ]
    return Archive(ArchiveConfig(), tuple(Page(f"weeks/{item.week}/{item.title}.md", item) for item in items))


def test_a_long_list_shows_its_newest_year_and_has_a_page_for_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "ROOM", 900)
    monkeypatch.setattr(list_page, "NEWEST", 2)
    pages = documents(papers(4, date(2022, 12, 18)), tmp_path)
    assert {"papers/2022.md", "papers/2023.md", "topics/sound/2022.md", "topics/sound/2023.md"} <= set(pages)
    assert "Paper 3" in pages["papers/index.md"]
    assert "Paper 1" not in pages["papers/index.md"]
    for path, to in (("papers/index.md", "2022/"), ("topics/sound.md", "2022/")):
        links = {link.text(): link.attributes["href"] for link in tree_of(path, pages[path]).css(".bi-weeks a")}
        assert links["2022"] == to
    assert "Paper 1" in pages["topics/sound/2022.md"]
    assert '\ndescription: "Sound: 2022, 2 items."\n' in pages["topics/sound/2022.md"]


def test_a_list_that_fits_has_no_pages_by_year(tmp_path: Path) -> None:
    pages = documents(papers(4, date(2022, 12, 18)), tmp_path)
    assert "papers/2022.md" not in pages
    assert all(f"Paper {number}" in pages["papers/index.md"] for number in range(4))


def test_topics_at_one_address_leave_a_site_that_can_be_built(tmp_path: Path) -> None:
    base = Item("", Kind.PAPER, "T", week=date(2023, 3, 26))
    names = ["C++ > X", "C > Y", "C", "C++"]
    pages = [Page(f"weeks/2023-03-26/{at}.md", replace(base, id=name, topics=(name,))) for at, name in enumerate(names)]
    assert "topics/c.md" in documents(Archive(ArchiveConfig(), tuple(pages)), tmp_path)


def test_an_item_leads_to_the_one_before_and_after_it_in_its_week(made: dict[str, str]) -> None:
    path, last = "weeks/2023-04-02/script.md", "weeks/2023-04-02/talk.md"
    links = tree_of(path, made[path]).css(".bi-around a")
    assert [(link.text(), link.attributes["rel"], link.attributes["href"]) for link in links] == [
        ("C:\\path", "prev", "../path/"),
        ("A talk", "next", "../talk/"),
    ]
    assert not tree_of(last, made[last]).css("[rel=next]")


def test_what_an_editor_adds_to_a_paper_is_shown_on_its_page(tmp_path: Path) -> None:
    edits = MentionEdits(add=("paper:b",))
    first = Page("undated/a.md", Item("paper:a", Kind.PAPER, "A", mentions=edits))
    other = Page("undated/b.md", Item("paper:b", Kind.PAPER, "B"))
    made = documents(replace(papers(0, date(2023, 1, 1)), pages=(first, other)), tmp_path)
    links = tree_of("undated/a.md", made["undated/a.md"]).css(".bi-mentions a")
    assert [(link.text(), link.attributes["href"]) for link in links] == [("B", "../b/")]


def test_an_archive_without_dates_has_its_items_on_the_first_page(tmp_path: Path) -> None:
    names = [f"Letter {number:02}" for number in range(40)]
    items = (Item(f"issue:{name}", Kind.ISSUE, name, topics=("Bells",)) for name in names)
    pages = tuple(Page(f"undated/{number}.md", item) for number, item in enumerate(items))
    home = documents(Archive(ArchiveConfig(), pages), make_toy(tmp_path))["index.md"]
    links = {link.text(): link.attributes["href"] for link in tree_of("index.md", home).css("a")}
    assert [name for name in names if name in links] == names[:24]
    assert links["All items"] == "undated/"
    assert not [to for to in links.values() if "weeks" in str(to)]
