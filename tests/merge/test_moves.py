"""Sources that are renamed, split and joined: no page changes for it, and readers see the source of today."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from backissue.archive.corrections import corrected
from backissue.archive.load import load
from backissue.archive.publishing import published
from backissue.merge.changeset import Fate
from tests.archives import change, put
from tests.tables import HEAD, PAGE, content, fates, ledger, make_table, row, run, segments, source, text, told

ROWS = [row(number, f"Title {number}", f"Sentence {number}.") for number in range(1, 5)]
MOVES = "content/records/moves"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """An archive of a table of four rows of one week, imported."""
    make_table(tmp_path, *ROWS)
    run(tmp_path)
    return tmp_path


def name(root: Path, **tables: list[str]) -> None:
    """Let the sources be these tables, by their names without ``.md``."""
    for path in (root / "content/sources").glob("*.md"):
        path.unlink()
    files = {f"sources/{name}.md": HEAD + "".join(rows) for name, rows in tables.items()}
    put(root, {"archive.yml": "sources:\n" + "".join(f"  - file: {name}.md\n" for name in tables), **files})


def pages(root: Path) -> dict[str, bytes]:
    """All that stands below ``content/weeks``, and the ledger."""
    return {path: data for path, data in content(root).items() if path.startswith(("weeks/", "records/items/"))}


def shown(root: Path) -> dict[str, str]:
    """The source that readers see of each item, by the number of its paper."""
    found = published(load(root), date.max).pages
    return {page.item.id[-1]: page.item.source.file for page in found if page.item.source}


def test_a_source_that_is_renamed_changes_no_page_and_nothing_that_was_written_of_one(table: Path) -> None:
    before = pages(table)
    name(table, renamed=ROWS)
    assert set(fates(run(table)).values()) == {Fate.SAME}
    assert pages(table) == before
    assert shown(table) == dict.fromkeys("1234", "renamed.md")
    assert {base.file for base in ledger(table).values()} == {"renamed.md"}
    (segment,) = segments(table, "moves")
    assert json.loads(segment.read_text("utf-8").splitlines()[0]) == {
        "id": "arxiv:2303.00001",
        "first": "table.md",
        "now": "renamed.md",
    }
    again = content(table)
    run(table)
    assert content(table) == again


def test_rows_that_come_and_go_while_a_source_is_split_change_no_page_of_another(table: Path) -> None:
    before = pages(table)
    name(table, one=[ROWS[0], row(5, "Between"), ROWS[1]], two=[ROWS[3]])
    assert fates(run(table)) == {**dict.fromkeys(["00001", "00002", "00004"], Fate.SAME), "00005": Fate.NEW}
    assert {path: data for path, data in pages(table).items() if path in before} == before
    assert shown(table) == {"1": "one.md", "2": "one.md", "3": "table.md", "4": "two.md", "5": "one.md"}


def test_a_source_that_gets_its_name_back_leaves_nothing_to_remember(table: Path) -> None:
    name(table, renamed=ROWS)
    run(table)
    name(table, table=ROWS)
    run(table)
    assert shown(table) == dict.fromkeys("1234", "table.md")
    assert {base.now_in for base in ledger(table).values()} == {""}


def test_a_source_that_a_person_wrote_into_a_page_stays_there_and_is_what_readers_see(table: Path) -> None:
    page = table / "content" / PAGE.replace("sparks", "title-1")
    change(page, "source: {file: table.md}", "source: {file: mine.md}")
    run(table)
    for file in ("renamed", "again"):
        name(table, **{file: ROWS})
        assert run(table).problems == ()
        assert shown(table) == {"1": "mine.md"} | dict.fromkeys("234", f"{file}.md")
    assert "source: {file: mine.md}" in page.read_text("utf-8")


def test_a_row_that_is_gone_from_a_renamed_source_is_gone_once_and_prunable(table: Path) -> None:
    name(table, renamed=ROWS)
    run(table)
    name(table, renamed=ROWS[1:])
    assert fates(run(table))["00001"] is Fate.GONE
    assert fates(run(table, prune=True))["00001"] is Fate.PRUNED
    assert shown(table) == dict.fromkeys("234", "renamed.md")
    assert "arxiv:2303.00001" not in ledger(table)


def test_a_row_corrected_in_a_renamed_source_keeps_its_page_and_its_source(table: Path) -> None:
    name(table, renamed=[row(1, "Title 1", "Sentence 1. And another."), *ROWS[1:]])
    assert fates(run(table))["00001"] is Fate.UPDATED
    page = text(table, PAGE.replace("sparks", "title-1"))
    assert "And another." in page
    assert "source: {file: table.md}" in page


def test_a_broken_record_of_moves_stops_an_import(table: Path) -> None:
    name(table, renamed=ROWS)
    run(table)
    (segment,) = segments(table, "moves")
    segment.write_text('{"id":"a","first":1,"now":"b.md"}\n', "utf-8")
    name(table, third=ROWS)
    before = content(table)
    made = run(table)
    assert content(table) == before
    assert told(made) == [f"{MOVES}/{segment.name}:1: not a record"]


def test_names_for_one_source_reach_the_items_that_came_from_it_under_another_name(table: Path) -> None:
    name(table, renamed=ROWS)
    run(table)
    source(table, *ROWS, file="renamed.md")
    rule = "names:\n  - heard: Sentence\n    meant: Phrase\n    kinds: [paper]\n    only: renamed.md\n"
    put(table, {"archive.yml": f"sources:\n  - file: renamed.md\n{rule}"})
    found = corrected(published(load(table), date.max))
    assert {page.item.body for page in found.pages} == {f"Phrase {number}.\n" for number in range(1, 5)}
