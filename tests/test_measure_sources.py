"""The script that measures how sources are read: it counts what is right, and sees what is wrong."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.compared import Group, Imported, Made, compare
from tests.measure_sources import CASES, main, make_many, measure
from tests.stated import Stated, read_stated

LETTER = """---
title: Gulls
date: 2024-03-05
author: Ada Boat
media: https://tapes.example.org/9.mp3
---
Gulls [remember](https://gulls.example.org/faces) faces.

<!-- ask Bo -->
See [ducks](ducks.md).
"""
HEAD: dict[str, object] = {
    "id": "issue:gulls",
    "kind": "issue",
    "title": "Gulls",
    "date": "2024-03-05",
    "people": ["Ada Boat"],
    "links": [{"Recording": "https://tapes.example.org/9.mp3"}],
}
BODY = "Gulls [remember](https://gulls.example.org/faces) faces.\n\nSee [ducks](ducks.md).\n"


def test_what_a_file_states_is_read_from_its_head_and_its_text(tmp_path: Path) -> None:
    stated = gulls(tmp_path)
    assert (stated.title, str(stated.day), stated.people) == ("Gulls", "2024-03-05", ("Ada Boat",))
    assert stated.words == Counter("gulls remember faces see ducks".split())
    assert stated.removed == Counter(["ask", "bo"])
    assert (stated.links, stated.own_links) == (("https://gulls.example.org/faces",), ("ducks.md",))
    assert stated.recordings == ("https://tapes.example.org/9.mp3",)


def test_a_page_that_says_what_its_file_states_has_no_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, HEAD, BODY) == []


@pytest.mark.parametrize(
    ("head", "body", "fault"),
    [
        ({}, BODY.replace(" faces.", "."), "1 words lost"),
        ({}, f"{BODY}\nask Bo about swans\n", "2 words invented"),
        ({"title": "Gull"}, BODY, "title"),
        ({"date": "2024-05-03"}, BODY, "day"),
        ({"people": ["Ada Boat", "Sponsor"]}, BODY, "false person"),
        ({"people": []}, BODY, "people"),
        ({"links": []}, BODY, "recording"),
        ({"kind": "transcript"}, BODY, "kind"),
        ({}, BODY.replace("gulls.example.org/faces", "gulls.example.org/"), "link"),
        ({}, BODY.replace("(ducks.md)", ""), "own"),
    ],
)
def test_what_a_page_has_wrong_is_a_fault(tmp_path: Path, head: dict[str, object], body: str, fault: str) -> None:
    assert faults(tmp_path, HEAD | head, body) == [fault]


def test_a_file_without_a_page_is_a_fault() -> None:
    group = Group("birds")
    compare(group, Imported({"a.md": Stated()}, {"a.md": []}, {}, set(), []))
    assert [what for _, what, *_ in group.faults] == ["item"]


def test_files_are_imported_by_the_command_and_counted(tmp_path: Path) -> None:
    group = measure(make_many(tmp_path / "many", 4), [("many/*.md", "issue")], [sys.executable, "-m", "backissue"])
    assert (group.files, group.read, group.items, group.lost, group.invented) == (4, 4, 4, 0, 0)
    assert {what: str(share) for what, share in group.shares.items()} == {
        "kind": "2/2",
        "title": "2/2",
        "day": "2/2",
        "people": "2/2",
        "link": "2/2",
    }


def test_the_table_has_a_row_a_group_and_a_cell_a_column(tmp_path: Path) -> None:
    lines: list[str] = []
    main(["--many", "2", "--faults", str(tmp_path / "faults.tsv")], lines.append)
    assert [len(re.split(r"\s+", line.strip())) for line in lines] == [15, 16]
    assert (tmp_path / "faults.tsv").read_text("utf-8") == ""


def test_every_group_has_labels() -> None:
    names = {line.split("/")[0] for line in (CASES / "kinds.tsv").read_text("utf-8").splitlines()}
    here = {path.name for path in CASES.iterdir() if path.is_dir()}
    assert here - names == set()


def test_it_asks_nothing_of_what_it_measures() -> None:
    files = [
        Path(__file__).with_name(f"{name}.py") for name in ("measure_sources", "compared", "stated", "stated_html")
    ]
    assert not any(re.search(r"^(from|import) backissue", file.read_text("utf-8"), re.MULTILINE) for file in files)


def gulls(folder: Path) -> Stated:
    (folder / "gulls.md").write_text(LETTER, "utf-8")
    return read_stated(folder / "gulls.md")


def faults(folder: Path, head: dict[str, object], body: str) -> list[str]:
    """Return what is wrong of the page with this head and body."""
    group, pages = Group("birds"), {"gulls.md": [Made("a/gulls.md", head, body)]}
    pages["ducks.md"] = [Made("a/ducks.md", HEAD | {"title": "", "date": "", "people": [], "links": []}, "")]
    stated = {"gulls.md": gulls(folder), "ducks.md": Stated()}
    compare(group, Imported(stated, pages, {}, set(), [("birds/gulls.md", "issue")]))
    return [what for _, what, *_ in group.faults]
