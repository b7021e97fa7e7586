"""Branches of an archive: git alone merges what an import writes, and the next import finds all in order."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest

from backissue.archive.load import load
from backissue.archive.permalinks import find_dying
from tests import effort
from tests.merge.branches import Branch, State, begin, check, git, join, merge, run
from tests.tables import content

SHARES = 5
PAIRS = effort.of(50) // SHARES or 1
MEMORY = Path("/dev/shm")
SOURCES = {"content/sources/table.md", "content/archive.yml"}
"""What people write, and resolve where they wrote at one place."""


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder in memory where the machine has one."""
    folder = Path(tempfile.mkdtemp(prefix="backissue-", dir=MEMORY if MEMORY.is_dir() else None))
    yield folder
    shutil.rmtree(folder)


def fork(place: Path, chance: random.Random) -> tuple[State, list[Branch]]:
    """An archive, and two clones of it in which nothing has happened."""
    root = place / "main"
    was = begin(root, chance)
    branches = []
    for part, name in enumerate(("ours", "theirs")):
        git(place, "clone", "-q", str(root), name)
        git(place / name, "checkout", "-q", "-b", name)
        branches.append(Branch(place / name, deepcopy(was), random.Random(chance.random()), part))
    return was, branches


def publish(place: Path) -> Path:
    """A bare clone that holds both branches, as a host has it."""
    git(place, "clone", "-q", "--bare", "main", "bare")
    for name in ("ours", "theirs"):
        git(place / name, "push", "-q", str(place / "bare"), name)
    return place / "bare"


def settle(place: Path, merged: State) -> list[str]:
    """Merge, import and check; return what was in conflict."""
    conflicts = merge(publish(place), place / "merged", merged)
    git(place, "clone", "-q", "merged", "fresh")
    for root in (place / "merged", place / "fresh"):
        made = run(root)
        assert [str(problem) for problem in made.problems] == []
        check(root, merged)
        assert list(find_dying(load(root))) == []
        before = content(root)
        assert run(root).edits == {}
        assert content(root) == before
    assert content(place / "merged") == content(place / "fresh")
    return conflicts


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARES))
def test_branches_that_never_edit_the_same_page_merge_without_a_conflict_in_what_we_write(
    place: Path, share: int
) -> None:
    for number in range(PAIRS):
        seed = share * 10 + number
        folder = place / str(seed)
        folder.mkdir()
        was, branches = fork(folder, random.Random(seed))
        try:
            for branch in branches:
                branch.work()
            conflicts = settle(folder, join(was, *(branch.state for branch in branches)))
            assert set(conflicts) <= SOURCES
        except AssertionError as error:
            error.add_note(f"pair {seed}: {' | '.join(', '.join(branch.told) for branch in branches)}")
            raise
        shutil.rmtree(folder)
