"""A source of which ``archive.yml`` says something wrong is not imported, and nothing changes because of that."""

from __future__ import annotations

from pathlib import Path

import pytest

from backissue.merge.changeset import Fate
from tests.archives import change, put
from tests.tables import HEAD, content, fates, make_table, row, run, told

LISTED = "sources:\n  - file: table.md\n  - file: talk.txt\n    date: 2023-03-22\n"
TALK = "Hello, and welcome.\nToday we speak about sound.\nThat is all.\n"
NOT_IMPORTED = ":0: not imported, and its pages stay as they are, since content/archive.yml says something wrong of it"


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """An archive of a table and a talk whose day only ``archive.yml`` says."""
    root = make_table(tmp_path, row(1), row(2, "Other"))
    put(root, {"archive.yml": LISTED, "sources/talk.txt": TALK})
    run(root)
    return root


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("date: 2023", "day: 2023"), ("date: 2023-03-22", "date: last week"), ("date: 2023", "week: 2023-03-99 #")],
)
@pytest.mark.parametrize("prune", [False, True])
def test_a_slip_in_an_entry_changes_no_page_and_no_id(two: Path, right: str, wrong: str, *, prune: bool) -> None:
    change(two / "content/archive.yml", right, wrong)
    before = content(two)
    made = run(two, prune=prune)
    assert content(two) == before
    assert {change.fate for change in made.changes} == {Fate.SAME}
    assert told(made)[1] == f"content/sources/talk.txt{NOT_IMPORTED}"
    assert told(run(two, "talk.txt"))[1:] == told(made)[1:]
    assert content(two) == before


def test_the_other_sources_come_in(two: Path) -> None:
    change(two / "content/archive.yml", "date:", "day:")
    put(two, {"sources/table.md": HEAD + row(1, "Sparks of AI") + row(2, "Other") + row(3, "Third")})
    assert fates(run(two)) == {"00001": Fate.UPDATED, "00002": Fate.SAME, "00003": Fate.NEW}


@pytest.mark.parametrize("weeks", [("2023-03-26", "2023-04-02"), ("2023-04-02", "2023-03-26")])
def test_an_item_that_such_a_source_lists_too_stays_as_it_is(tmp_path: Path, weeks: tuple[str, str]) -> None:
    one, other = weeks
    root = make_table(tmp_path, row(1, week=one), row(2, "Other"))
    put(root, {"archive.yml": "sources:\n  - file: table.md\n  - file: more.md\n    why: for a test\n"})
    put(root, {"sources/more.md": HEAD + row(1, week=other) + row(3, "Third")})
    run(root)
    change(root / "content/archive.yml", "why:", "reason:")
    before = content(root)
    run(root)
    assert content(root) == before


@pytest.mark.parametrize(
    "text", [LISTED + "week_end: saturday\n", "week_ends: saturnday\n" + LISTED, LISTED + "  - [\n", ""]
)
@pytest.mark.parametrize("names", [(), ("talk.txt",)])
def test_nothing_is_imported_where_the_slip_may_concern_all_sources(
    two: Path, text: str, names: tuple[str, ...]
) -> None:
    (two / "content/archive.yml").write_text(text, "utf-8")
    if not text:
        (two / "content/archive.yml").unlink()
    put(two, {"sources/table.md": HEAD + row(1, "Changed")})
    before = content(two)
    made = run(two, *names)
    assert (made.changes, content(two)) == ((), before)
    assert "content/archive.yml:0: not all of it can be read, so nothing is imported" in told(made)
