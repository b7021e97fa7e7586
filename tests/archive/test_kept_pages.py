"""What was read of a page once is the same when it is remembered, whatever is in it."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

from backissue.archive.kept_pages import pack, unpack
from backissue.archive.load import load
from backissue.file_index import SLACK
from backissue.model import Item, MentionEdits, Note, Page, Problem
from backissue.store import store_of
from tests.archives import make_archive, page, put
from tests.test_frontmatter import ITEMS


@given(ITEMS)
def test_an_item_comes_back_as_it_was(item: Item) -> None:
    for value in (item, replace(item, place=2.5, draft=True, mentions=MentionEdits(("a",), ("b", "c")))):
        read = (
            Page("weeks/2023-03-26/a.md", value, 7),
            None,
            (Problem("content/a.md", 1, "odd", "look", is_hint=True),),
        )
        assert unpack(json.loads(json.dumps(pack(read)))) == read


@pytest.mark.parametrize(
    "note",
    [
        Note("a.md"),
        Note("a.md", "A"),
        Note(
            "a.md",
            "A",
            "B",
            draft=True,
            publish=date(2023, 1, 1),
            aliases=("c", "d"),
            parent="E",
            body="F",
            body_line=9,
        ),
    ],
)
def test_a_page_by_hand_comes_back_as_it_was(note: Note) -> None:
    assert unpack(json.loads(json.dumps(pack((None, note, ()))))) == (None, note, ())


def test_an_archive_is_the_same_with_a_store_and_reads_only_what_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {f"weeks/2023-03-26/{name}.md": page(name.title(), id=name) for name in ("one", "two", "three")}
    texts |= {"about.md": "# About\n", "weeks/2023-03-26/bad.md": "---\nid: bad\n", "odd name.md": "x"}
    root = make_archive(tmp_path, texts)
    (root / "content/weeks/2023-03-26/link.md").symlink_to("one.md")
    read: list[str] = []
    read_bytes = Path.read_bytes

    def noted(path: Path) -> bytes:
        read.append(path.name)
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", noted)
    for text in ("One.", "Two.", "Three."):
        put(root, {"weeks/2023-03-26/one.md": page("One", id="one", body=f"{text}\n")})
        with store_of(root) as store:
            known = load(root, store)
        assert known == load(root)
    time.sleep(SLACK / 1e9 + 0.02)
    with store_of(root) as store:
        load(root, store)
    read.clear()
    put(root, {"weeks/2023-03-26/two.md": page("Two", id="two", body="Changed.\n")})
    with store_of(root) as store:
        load(root, store)
    assert {"two.md", "three.md", "about.md"} & {*read} == {"two.md"}
