"""Sections that an editor renamed, joined and split stay so when the transcript is read again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from backissue.merge.apply import apply_changeset
from backissue.merge.changeset import Changeset, Fate
from backissue.merge.importer import plan
from tests.archives import CASES, change, make_archive, put, snapshot

NEWS = (CASES / "readers/transcript/stories/input.txt").read_text("utf-8")
BOAT = "## Nordwind Ferries has announced a night boat to the islands\n\n"
BEES = "## Bees are back\n\n"


def run(root: Path) -> Changeset:
    made = plan(root, ())
    assert apply_changeset(root, made) == ()
    return made


def conflicts(made: Changeset) -> list[str]:
    return [conflict.key for change in made.changes for conflict in change.conflicts]


def page(root: Path) -> Path:
    (path,) = (root / "content/undated").glob("*.md")
    return path


def sections(root: Path) -> list[str]:
    return re.findall(r"^## (.*)", page(root).read_text("utf-8"), re.MULTILINE)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An archive of one transcript whose sections a person has renamed, joined and split."""
    root = make_archive(tmp_path, {"sources/news.txt": NEWS}, "  - file: news.txt\n    title: Harbour Report\n")
    run(root)
    change(page(root), BOAT, "## A boat at night\n\n")
    change(page(root), BEES, "")
    change(page(root), "The islanders are not so sure", "\n## What the islanders say\n\nThe islanders are not so sure")
    return root


EDITED = [
    "Council has put the old mill up for sale after eleven years",
    "A boat at night",
    "What the islanders say",
    "Crane museum has reopened",
    "New study",
    "Somebody has painted the northern one at night",
    "Tram was stolen from the depot on Saturday",
]


def test_the_same_source_changes_nothing(root: Path) -> None:
    before = snapshot(root)
    assert [change.fate for change in run(root).changes] == [Fate.SAME]
    assert snapshot(root) == before
    assert sections(root) == EDITED


def test_a_correction_of_the_source_comes_in_and_the_sections_stay(root: Path) -> None:
    corrected = NEWS.replace("forty wild colonies", "fifty wild colonies").replace("was in 1717", "was in 1718")
    put(root, {"sources/news.txt": corrected.replace("eleven in the evening", "ten in the evening")})
    made = run(root)
    assert conflicts(made) == []
    text = page(root).read_text("utf-8")
    assert "fifty wild colonies" in text
    assert "was in 1718" in text
    assert "leave at ten in the evening" in text
    assert sections(root) == EDITED


def test_a_story_that_the_source_adds_becomes_a_section_among_those_that_were_edited(root: Path) -> None:
    story = (
        "The lighthouse on the point has announced an open day.\n"
        "Its keeper shows the lamp to everyone who comes, and tells of the winter in which the sea froze.\n"
        "The lighthouse has stood there for two hundred years and was never dark for a night.\n"
        "There is tea and cake in the lamp room, and the stairs have two hundred and eleven steps.\n"
        "Whoever counts them on the way up gets a stamp from the keeper.\n"
    )
    put(root, {"sources/news.txt": NEWS.replace("Speaking of walls", f"{story}Speaking of walls")})
    made = run(root)
    assert conflicts(made) == []
    added = [heading for heading in sections(root) if heading not in EDITED]
    assert added == ["Lighthouse on the point has announced an open day"]
    assert [heading for heading in sections(root) if heading in EDITED] == EDITED


def test_a_heading_that_both_sides_change_stays_the_editor_s_and_is_told_of(root: Path) -> None:
    put(root, {"sources/news.txt": NEWS.replace("announced a night boat", "announced a morning boat")})
    made = run(root)
    assert conflicts(made) == ["body"]
    assert sections(root) == EDITED
