"""The files to take along, and the page that lists them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from backissue.site.build import build
from backissue.site.exports import FORMATS
from tests.archives import make_archive, page, without_nav

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


def test_the_archive_is_written_out_once_and_no_shelf_repeats_it(root: Path) -> None:
    found = {path.relative_to(root / "docs").as_posix() for path in (root / "docs").rglob("archive.*")}
    assert found == {f"archive.{form.suffix}" for form in FORMATS.values()}


def test_a_file_has_all_items_in_the_order_of_the_site(root: Path) -> None:
    lines = (root / "site/archive.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["title"] for line in lines] == ["One", "Two", "Three"]


def test_the_page_of_downloads_lists_the_files_and_feeds_and_what_the_archive_says_of_them(root: Path) -> None:
    text = (root / "site" / "downloads" / "index.html").read_text("utf-8")
    names = ["archive.csv", "archive.jsonl", "archive.bib", "feed.xml", "feed.json", "papers/feed.xml", "topics/"]
    assert all(f'href="../{name}"' in text for name in names)
    assert "<p>Free.</p>" in text
    assert ">Take it<" in text


def test_every_page_leads_to_the_downloads(root: Path) -> None:
    for path in (root / "site" / "weeks").rglob("index.html"):
        assert 'downloads/">Downloads</a>' in path.read_text("utf-8")


def test_an_archive_without_items_has_empty_files(tmp_path: Path) -> None:
    root = without_nav(make_archive(tmp_path))
    assert build(root, root / "site").problems == ()
    assert (root / "site" / "archive.jsonl").read_bytes() == b""
