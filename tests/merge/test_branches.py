"""Branches of an archive: git alone merges what an import writes, and the next import finds all in order."""

from __future__ import annotations

import json
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path

import pytest

from backissue.archive.load import load
from backissue.archive.permalinks import find_dying, redirects
from tests import effort
from tests.archives import put
from tests.merge.branches import Branch, State, begin, check, git, join, merge, pages, run
from tests.tables import content, segments

SHARES = effort.of(20)
PAIRS = effort.of(8)
"""In each share, so that they are 160 of each kind where all are tried."""
MEMORY = Path("/dev/shm")


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


def is_of_people(file: str) -> bool:
    """Return whether people write a file, and resolve it where they wrote at one place."""
    return file.startswith("content/sources/") or file == "content/archive.yml"


def play(place: Path, seed: int, work: Callable[[Branch], None]) -> None:
    """Let two branches work, merge them, and check all that the merge must hold."""
    folder = place / str(seed)
    folder.mkdir()
    was, branches = fork(folder, random.Random(seed))
    try:
        for branch in branches:
            work(branch)
        conflicts = settle(folder, join(was, *(branch.state for branch in branches)))
        assert [file for file in conflicts if not is_of_people(file)] == []
    except AssertionError as error:
        error.add_note(f"pair {seed}: {' | '.join(', '.join(branch.told) for branch in branches)}")
        raise
    shutil.rmtree(folder)


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARES))
def test_branches_that_never_edit_the_same_page_merge_without_a_conflict_in_what_we_write(
    place: Path, share: int
) -> None:
    for seed in range(share * 8, share * 8 + PAIRS):
        play(place, seed, Branch.work)


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARES))
def test_so_do_branches_that_put_rows_into_one_week_while_pages_are_deleted_and_the_source_is_renamed(
    place: Path, share: int
) -> None:
    for seed in range(1000 + share * 8, 1000 + share * 8 + PAIRS):
        play(place, seed, Branch.rearrange)


def test_a_week_that_both_branches_add_is_there_once(place: Path) -> None:
    _, branches = fork(place, random.Random(1))
    for branch in branches:
        branch.add_to_week("Title {}".format)
        branch.commit()
    assert settle(place, branches[0].state) == []


@pytest.mark.parametrize("taken", [0, 1])
def test_a_row_that_both_branches_import_under_different_titles_is_one_page_again(place: Path, taken: int) -> None:
    """Whichever title the person takes who merges the source. Both addresses lead to the page."""
    _, branches = fork(place, random.Random(2))
    for branch, words in zip(branches, ("First {}", "Second {}"), strict=True):
        branch.add_to_week(words.format)
        branch.commit()
    assert settle(place, branches[taken].state) == ["content/sources/table.md"]
    leads = dict(redirects(load(place / "merged")))
    written = {f"weeks/2023-06-04/{word}-{number}/" for word in ("first", "second") for number in range(500, 504)}
    there = {path.removesuffix(".md") + "/" for path in pages(place / "merged")}
    assert written <= there | leads.keys()
    assert len(written & there) == 4


def test_of_two_pages_of_one_item_that_with_an_edit_stays(place: Path) -> None:
    _, branches = fork(place, random.Random(3))
    for branch, words in zip(branches, ("First {}", "Second {}"), strict=True):
        branch.add_to_week(words.format)
        branch.commit()
    row = branches[0].state.rows[502]
    page = branches[0].page(row)
    row.added = "Mine: a line."
    page.write_text(f"{page.read_text('utf-8')}{row.added}\n", "utf-8")
    branches[0].commit()
    settle(place, branches[0].state)


def test_two_pages_of_one_item_that_people_edited_are_reported_and_stay(place: Path) -> None:
    _, branches = fork(place, random.Random(4))
    for branch, words in zip(branches, ("First {}", "Second {}"), strict=True):
        branch.add_to_week(words.format)
        branch.commit()
        page = branch.page(branch.state.rows[502])
        page.write_text(f"{page.read_text('utf-8')}Mine: {words}.\n", "utf-8")
        branch.commit()
    merge(publish(place), place / "merged", branches[0].state)
    both = [place / f"merged/content/weeks/2023-06-04/{word}-502.md" for word in ("first", "second")]
    before = [path.read_bytes() for path in both]
    for _ in range(2):
        assert [problem.what for problem in run(place / "merged").problems] == [
            "the id arxiv:2303.00502 is also that of content/weeks/2023-06-04/first-502.md"
        ]
        assert [path.read_bytes() for path in both] == before
    both[1].unlink()
    assert run(place / "merged").problems == ()
    assert list(find_dying(load(place / "merged"))) == []


def test_branches_that_each_bring_an_archive_of_an_earlier_version_along_merge(place: Path) -> None:
    """Each turns the files that held all records before into segments, and adds a week."""
    was, branches = fork(place, random.Random(5))
    make_former(branches[0].root)
    for branch in branches[1:]:
        git(branch.root, "pull", "-q", "../ours", "ours")
    for branch in branches:
        branch.add_week()
        branch.commit()
    assert all(map(is_of_people, settle(place, join(was, *(branch.state for branch in branches)))))


def make_former(root: Path) -> None:
    """Let the records stand in two files, as earlier versions wrote them, and commit that."""
    for kind, file in {"items": "imports.jsonl", "addresses": "addresses.jsonl"}.items():
        lines = [line for path in segments(root, kind) for line in path.read_text("utf-8").splitlines()]
        put(root, {file: "".join(f"{json.dumps(json.loads(line), ensure_ascii=False)}\n" for line in sorted(lines))})
    shutil.rmtree(root / "content/records")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "As it was")


def test_branches_of_which_each_replaces_a_whole_segment_merge(place: Path) -> None:
    """Had they deleted it, git would take the new ones, which are like it, for two names of one file."""
    _, branches = fork(place, random.Random(6))
    change_all(branches[0], "More of {}.")
    git(branches[1].root, "pull", "-q", "../ours", "ours")
    was = deepcopy(branches[0].state)
    branches[1].state = deepcopy(was)
    before = {path for branch in branches for path in segments(branch.root, "items") if path.stat().st_size}
    for branch in branches:
        branch.correct_title()
        change_all(branch, "Much of {}.")
    assert {path.stat().st_size for path in before} == {0}
    assert all(map(is_of_people, settle(place, join(was, *(branch.state for branch in branches)))))


def change_all(branch: Branch, words: str) -> None:
    """Let every row end in other words, and import that."""
    for number, row in branch.state.rows.items():
        row.sentences = [*row.sentences[:3], words.format(number)]
    branch.commit()
