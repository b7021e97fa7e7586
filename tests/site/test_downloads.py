"""The files to take along: the archive, each topic with those below it, each week; and the page that lists them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from backissue.site.build import build
from backissue.site.exports import FORMATS
from tests.archives import make_archive, page, put, without_nav

FILES = {
    "weeks/2023-03-26/one.md": page("One", topics="[Economics > General]"),
    "weeks/2023-03-26/two.md": page("Two", topics="[Sound]", also_in="[2023-04-02]"),
    "undated/three.md": page("Three", week="", topics="[Economics]"),
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small archive with its site, only to be read."""
    files = {**FILES, "downloads.md": "---\ntitle: Take it\n---\nFree.\n"}
    root = without_nav(make_archive(tmp_path_factory.mktemp("downloads"), files))
    assert build(root, root / "site").problems == ()
    return root


def titles(root: Path, path: str) -> list[str]:
    lines = (root / "site" / path).read_text("utf-8").splitlines()
    return [json.loads(line)["title"] for line in lines]


def test_the_whole_archive_each_topic_and_each_week_are_there(root: Path) -> None:
    found = {path.relative_to(root / "docs").as_posix() for path in (root / "docs").rglob("archive.*")}
    folders = [
        "",
        "topics/economics/",
        "topics/economics-general/",
        "topics/sound/",
        "weeks/2023-03-26/",
        "weeks/2023-04-02/",
    ]
    assert found == {f"{folder}archive.{form.suffix}" for folder in folders for form in FORMATS.values()}


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("", ["One", "Two", "Three"]),
        ("topics/economics/", ["One", "Three"]),
        ("topics/economics-general/", ["One"]),
        ("weeks/2023-03-26/", ["One", "Two"]),
        ("weeks/2023-04-02/", ["Two"]),
    ],
)
def test_a_file_has_the_items_of_its_page_and_below(root: Path, folder: str, expected: list[str]) -> None:
    assert titles(root, f"{folder}archive.jsonl") == expected


@pytest.mark.parametrize("place", ["weeks/2023-03-26/", "topics/economics/"])
def test_pages_of_weeks_and_topics_link_to_their_files(root: Path, place: str) -> None:
    text = (root / "site" / place / "index.html").read_text("utf-8")
    for form in FORMATS.values():
        assert f'href="archive.{form.suffix}"' in text


def test_the_page_of_downloads_lists_all_files_and_feeds_and_what_the_archive_says_of_them(root: Path) -> None:
    text = (root / "site" / "downloads" / "index.html").read_text("utf-8")
    for folder in ("", "topics/economics/", "topics/economics-general/", "topics/sound/"):
        for name in ("archive.csv", "archive.jsonl", "archive.bib", "feed.xml", "feed.json"):
            assert f'href="../{folder}{name}"' in text
    assert "<p>Free.</p>" in text
    assert ">Take it<" in text


def test_every_page_leads_to_the_downloads(root: Path) -> None:
    for path in (root / "site" / "weeks").rglob("index.html"):
        assert 'downloads/">Downloads</a>' in path.read_text("utf-8")


def test_an_archive_without_items_has_empty_files(tmp_path: Path) -> None:
    root = without_nav(make_archive(tmp_path))
    assert build(root, root / "site").problems == ()
    assert (root / "site" / "archive.jsonl").read_bytes() == b""


def test_an_edit_changes_only_the_files_that_have_the_item(tmp_path: Path) -> None:
    root = without_nav(make_archive(tmp_path, FILES))
    build(root, root / "site")
    before = {path: path.stat().st_ino for path in (root / "docs").rglob("archive.*")}
    put(root, {"weeks/2023-03-26/one.md": page("One", topics="[Economics > General]", body="Other.\n")})
    build(root, root / "site")
    written = {path.parent.name for path, inode in before.items() if path.stat().st_ino != inode}
    assert written == {"docs", "economics", "economics-general", "2023-03-26"}
