"""The archive in memory: every page once, and what is broken as a problem."""

from __future__ import annotations

from pathlib import Path

import pytest

from backissue.archive.archive import day_of
from backissue.archive.load import load
from tests.archives import make_archive, make_toy, page


def test_the_toy_archive_is_read_whole(tmp_path: Path) -> None:
    archive = load(make_toy(tmp_path))
    assert archive.problems == ()
    assert [found.path for found in archive.pages] == sorted(found.path for found in archive.pages)
    assert len(archive.pages) == 9
    assert set(archive.notes) == {"index.md", "about.md", "topics/economics.md", "weeks/2023-03-26/index.md"}


def loaded(root: Path, files: dict[str, str]) -> tuple[list[str], list[str]]:
    """The paths of the pages of an archive of ``files``, and its problems as they print, without the remedies."""
    archive = load(make_archive(root, files))
    told = [f"{problem.file}:{problem.line}: {problem.what}" for problem in archive.problems]
    return [found.path for found in archive.pages], told


def test_a_broken_page_is_told_of_and_the_others_count(tmp_path: Path) -> None:
    pages, told = loaded(tmp_path, {"undated/a.md": "no front matter\n", "undated/b.md": page(week="")})
    assert pages == ["undated/b.md"]
    assert told == ["content/undated/a.md:1: no front matter"]


def test_of_two_pages_with_one_id_the_first_counts(tmp_path: Path) -> None:
    week = "weeks/2023-03-26"
    files = {f"{week}/b.md": page(id='"x"'), f"{week}/a.md": page(id='"x"'), f"{week}/c.md": page(id='"x"')}
    pages, told = loaded(tmp_path, files)
    assert pages == [f"{week}/a.md"]
    assert told == [f"content/{week}/{name}.md:2: the id x is also that of content/{week}/a.md" for name in "bc"]


def test_a_week_that_is_not_named_by_its_last_day_is_told_of(tmp_path: Path) -> None:
    pages, told = loaded(tmp_path, {"weeks/2023-03-20/a.md": page(week="2023-03-20")})
    assert len(pages) == 1
    assert told == ["content/weeks/2023-03-20/a.md:5: the week 2023-03-20 does not end on a Sunday"]


def test_a_page_in_the_folder_of_another_week_is_no_defect(tmp_path: Path) -> None:
    """The path is an address, chosen once; the week is what the front matter says."""
    assert loaded(tmp_path, {"weeks/2023-03-26/a.md": page(week="2023-04-02")})[1] == []


def test_paths_that_differ_in_case_only_are_told_of(tmp_path: Path) -> None:
    _, told = loaded(tmp_path, {"undated/A.md": page("A"), "undated/a.md": page("B")})
    assert told == ["content/undated/a.md:0: differs from content/undated/A.md only in upper and lower case"]


def test_a_page_in_another_encoding_is_told_of(tmp_path: Path) -> None:
    make_archive(tmp_path, {"undated/b.md": page()})
    (tmp_path / "content/undated/a.md").write_bytes("---\ntitle: ü".encode("latin-1"))
    archive = load(tmp_path)
    assert [str(problem) for problem in archive.problems] == [
        "content/undated/a.md:2: not UTF-8 at byte 11: save it as UTF-8"
    ]
    assert len(archive.pages) == 1


def test_a_page_that_lies_elsewhere_is_not_read(tmp_path: Path) -> None:
    root = make_archive(tmp_path / "archive")
    (tmp_path / "outside.md").write_text(page(), "utf-8")
    (root / "content/undated").mkdir()
    (root / "content/undated/a.md").symlink_to(tmp_path / "outside.md")
    archive = load(root)
    assert archive.pages == ()
    assert archive.problems[0].what == "a symbolic link, which is not followed"


def test_a_link_to_nothing_is_told_of(tmp_path: Path) -> None:
    root = make_archive(tmp_path)
    (root / "content/undated").mkdir()
    (root / "content/undated/a.md").symlink_to(root / "content/undated/none.md")
    assert load(root).problems[0].what == "a symbolic link, which is not followed"


@pytest.mark.parametrize("path", ["sources/readme.md", ".drafts/a.md", "undated/.a.md.swp"])
def test_sources_and_hidden_files_are_no_pages(tmp_path: Path, path: str) -> None:
    assert loaded(tmp_path, {path: "anything"}) == ([], [])


def test_an_item_is_sorted_by_its_day_else_its_week(tmp_path: Path) -> None:
    archive = load(make_toy(tmp_path))
    days = {found.path: str(day_of(found)) for found in archive.pages}
    assert days["weeks/2023-03-26/sparks.md"] == "2023-03-22"
    assert days["weeks/2023-03-26/pipe.md"] == "2023-03-26"
    assert days["undated/zero.md"] == "0001-01-01"
