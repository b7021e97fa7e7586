"""The search index: of the items' pages only, made again only when one of them has changed."""

from __future__ import annotations

import gzip
import json
import subprocess
from pathlib import Path

import pytest

from backissue.files import MARKER
from backissue.model import MachineError
from backissue.site import search
from backissue.site.build import build
from tests.archives import change, snapshot


def fragments(site: Path) -> dict[str, dict[str, object]]:
    """What the index knows of each page, by its address."""
    found = {}
    for path in (site / "pagefind" / "fragment").iterdir():
        data = json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))
        found[str(data["url"])] = data
    return found


def test_the_index_holds_every_item_and_nothing_else(once_built: Path) -> None:
    content = once_built / "content"
    items = [path.relative_to(content) for path in [*content.glob("weeks/*/*.md"), *content.glob("undated/*.md")]]
    expected = {f"/{path.with_suffix('').as_posix()}/" for path in items if path.name != "index.md"}
    assert set(fragments(once_built / "site")) == expected


def test_an_item_can_be_found_by_its_facets(once_built: Path) -> None:
    found = fragments(once_built / "site")["/weeks/2023-03-26/sparks/"]
    assert found["filters"] == {
        "kind": ["Paper"],
        "topic": ["Computation and Language", "Economics"],
        "people": ["Ada Lovelace", "D'Arcy *Star*"],
        "year": ["2023"],
        "week": ["2023-03-26"],
    }


def test_an_item_counts_for_the_topics_above_its_own(once_built: Path) -> None:
    filters = fragments(once_built / "site")["/weeks/2023-03-26/pipe/"]["filters"]
    assert isinstance(filters, dict)
    assert filters["topic"] == ["Economics", "Economics \u203a General Economics"]


def test_the_text_of_an_item_is_indexed_and_its_frame_is_not(once_built: Path) -> None:
    content = str(fragments(once_built / "site")["/weeks/2023-04-02/talk/"]["content"])
    assert "Words said." in content
    assert "Filed as" not in content


def test_an_index_that_is_up_to_date_is_not_made_again(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(search, "_run", never)
    assert search.update(built, built / "site") == 0


def test_a_changed_page_is_found_by_its_new_words(built: Path) -> None:
    change(built / "content/weeks/2023-03-26/link.md", "One.", "Something else.")
    assert build(built, built / "site").index_written
    found = fragments(built / "site")
    assert "Something else." in str(found["/weeks/2023-03-26/link/"]["content"])
    assert len(found) == 9


@pytest.mark.parametrize("record", [b"", b"[]", b"{}\n", b"\xff", b'{"search": "other"}'])
def test_a_damaged_record_leads_to_a_new_index(built: Path, record: bytes) -> None:
    before = (built / "site" / MARKER).read_bytes()
    (built / "site" / MARKER).write_bytes(record)
    build(built, built / "site")
    assert (built / "site" / MARKER).read_bytes() == before


def test_a_pagefind_configuration_of_somebody_else_is_not_obeyed(
    toy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pagefind.yml").write_text("site: nowhere\noutput_path: elsewhere\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert build(toy, toy / "site").index_written
    assert not (tmp_path / "elsewhere").exists()


def test_where_there_is_no_pagefind_that_is_said(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(built / "content/weeks/2023-03-26/link.md", "One.", "Something else.")
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(built / "none"))
    with pytest.raises(MachineError, match=r"Pagefind is not installed: install pagefind\[bin\]"):
        build(built, built / "site")


def test_a_pagefind_that_fails_says_why_and_leaves_the_old_index(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(built / "content/weeks/2023-03-26/link.md", "One.", "Something else.")
    before = snapshot(built / "site/pagefind")

    def failing(*_: object, **__: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess([], 1, "", "out of memory")

    monkeypatch.setattr(subprocess, "run", failing)
    with pytest.raises(MachineError, match="out of memory"):
        build(built, built / "site")
    assert snapshot(built / "site/pagefind") == before
    monkeypatch.undo()
    assert build(built, built / "site").index_written
