"""Titles in every script: none shares an id or a page with another, and what was imported before stays what it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from backissue.archive.load import load
from backissue.merge.changeset import Fate
from backissue.sources.names.ids import distinct_id
from tests.archives import put, snapshot
from tests.tables import HEAD, WEEK, make_table, run, segments, source, text, without_records

SCRIPTS = {
    "Москва 2023": "москва-2023",
    "Снег 2023": "снег-2023",
    "Αθήνα 2023": "αθήνα-2023",
    "ΟΔΟΣ GPT": "οδοσ-gpt",
    "北京 AI 2023": "北京-ai-2023",
    "東京 AI 2023": "東京-ai-2023",
    "テスト GPT-4": "テスト-gpt-4",
    "دبي 2023": "دبي-2023",
    "हिन्दी समाचार": "हिन्दी-समाचार",
    "Đà Nẵng": "đà-nẵng",
    "Tiếng Việt": "tieng-viet",
    "Łódź": "łódź",
    "Ödz": "odz",
    "서울 2023": "서울-2023",
    "C": "c",
    "C++": "c-plus-plus",
    "C#": "c-sharp",
    "🚀": "rocket",
    "🎉": "party-popper",
    "…": "horizontal-ellipsis",
}


def named(*titles: str) -> list[str]:
    """Rows of a table for papers without a link."""
    return [f"| {WEEK} | {title} | Sound | Some words. |  |\n" for title in titles]


def ids(root: Path) -> dict[str, str]:
    return {page.item.title: page.item.id for page in load(root).pages}


def test_titles_of_all_scripts_are_items_of_their_own(tmp_path: Path) -> None:
    made = run(make_table(tmp_path, *named(*SCRIPTS)))
    assert not made.problems
    assert ids(tmp_path) == {title: f"paper:{name}:{WEEK}" for title, name in SCRIPTS.items()}
    before = snapshot(tmp_path / "content")
    assert {change.fate for change in run(tmp_path).changes} == {Fate.SAME}
    assert snapshot(tmp_path / "content") == before


@pytest.mark.parametrize(
    "titles",
    [("Go", "Go!"), ("GO", "Go"), (".NET", "NET"), ("word " * 20 + "one", "word " * 20 + "two"), ("!", "\\!!")],
)
def test_titles_that_make_one_name_are_told_apart(tmp_path: Path, titles: tuple[str, str]) -> None:
    make_table(tmp_path, *named(*titles))
    run(tmp_path)
    first, second = load(tmp_path).pages
    assert first.item.id != second.item.id
    before = without_records(tmp_path)
    source(tmp_path, *named(*reversed(titles)))
    assert {change.fate for change in run(tmp_path).changes} == {Fate.UPDATED}  # only their places
    assert {page.path: page.item.id for page in load(tmp_path).pages} == {
        page.path: page.item.id for page in (first, second)
    }
    source(tmp_path, *named(*titles))
    run(tmp_path)
    assert without_records(tmp_path) == before


def test_a_title_twice_is_one_item(tmp_path: Path) -> None:
    made = run(make_table(tmp_path, *named("Łódź", "Łódź")))
    assert [problem.what for problem in made.problems] == [f"the same item (paper:łódź:{WEEK}) as in table.md:3"]


@pytest.mark.parametrize(
    ("title", "name", "other"), [("Łódź", "odz", "Ödz"), ("Москва 2023", "2023", "Снег 2023"), ("C++", "c", "C")]
)
def test_an_item_of_an_older_version_keeps_its_id_and_its_page(
    tmp_path: Path, title: str, name: str, other: str
) -> None:
    """Of two rows that claimed one id only the first came in. It stays what it is, and the other comes in too."""
    make_table(tmp_path, *named(title, "Plain"))
    run(tmp_path)
    page = next(page for page in load(tmp_path).pages if page.item.title == title)
    for path in (tmp_path / "content" / page.path, *segments(tmp_path)):
        path.write_text(path.read_text("utf-8").replace(page.item.id, f"paper:{name}:{WEEK}"), "utf-8")
    before = text(tmp_path, page.path)
    put(tmp_path, {"sources/table.md": HEAD + "".join(named(title, "Plain", other))})
    made = run(tmp_path)
    assert {change.fate for change in made.changes} == {Fate.SAME, Fate.NEW}
    assert text(tmp_path, page.path) == before
    found = ids(tmp_path)
    assert found[title] == f"paper:{name}:{WEEK}"
    assert found[other] in {f"paper:снег-2023:{WEEK}", distinct_id(f"paper:{name}:{WEEK}", other)}


def test_the_file_of_a_long_title_has_a_name_that_file_systems_take(tmp_path: Path) -> None:
    titles = ["東" * 300, "🚀" * 300, "ß" * 300, "हि" * 300, "a" * 300]
    run(make_table(tmp_path, *named(*titles, *(f"{title}." for title in titles))))
    pages = load(tmp_path).pages
    assert len(pages) == 10
    assert max(len(page.path.rpartition("/")[2].encode()) for page in pages) <= 255
