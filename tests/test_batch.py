"""Several files replaced together: all of them or none."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from backissue.batch import Batch, sweep
from tests.archives import snapshot


class Stopped(Exception):  # noqa: N818 - it is no error, only an end
    """Ends a batch in the middle."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("old", "utf-8")
    return tmp_path


def test_a_committed_batch_makes_changes_and_removes_and_leaves_nothing_beside(root: Path) -> None:
    with Batch(root) as batch:
        batch.stage("a.md", b"new")
        batch.stage("b.md", None)
        batch.stage("deep/er/c.md", b"made")
        assert {name: data for name, data in snapshot(root).items() if not name.endswith(".part")} == {
            "a.md": b"old",
            "b.md": b"old",
        }
        batch.commit()
    assert snapshot(root) == {"a.md": b"new", "deep/er/c.md": b"made"}


@pytest.mark.parametrize("committed", [False, True])
def test_a_batch_that_ends_in_an_error_changes_nothing(root: Path, *, committed: bool) -> None:
    with suppress(Stopped), Batch(root) as batch:
        batch.stage("a.md", b"new")
        batch.stage("b.md", None)
        batch.stage("deep/er/c.md", b"made")
        if committed:
            batch.commit()
        raise Stopped
    assert snapshot(root) == {"a.md": b"old", "b.md": b"old"}
    assert not (root / "deep").exists()


def test_a_batch_that_is_not_committed_changes_nothing(root: Path) -> None:
    with Batch(root) as batch:
        batch.stage("a.md", b"new")
    assert snapshot(root) == {"a.md": b"old", "b.md": b"old"}


def test_what_is_dropped_stays_as_it_is(root: Path) -> None:
    with Batch(root) as batch:
        batch.stage("a.md", b"new")
        batch.stage("b.md", None)
        batch.drop("a.md")
        batch.drop("b.md")
        batch.commit()
    assert snapshot(root) == {"a.md": b"old", "b.md": b"old"}


def test_a_new_folder_in_which_somebody_else_wrote_stays(root: Path) -> None:
    with suppress(Stopped), Batch(root) as batch:
        batch.stage("new/c.md", b"made")
        batch.commit()
        (root / "new/theirs.md").write_text("theirs", "utf-8")
        raise Stopped
    assert snapshot(root) == {"a.md": b"old", "b.md": b"old", "new/theirs.md": b"theirs"}


def test_a_link_is_a_link_again_when_all_is_undone(root: Path) -> None:
    (root / "link.md").symlink_to("a.md")
    with suppress(Stopped), Batch(root) as batch:
        batch.stage("link.md", b"new")
        batch.commit()
        assert not (root / "link.md").is_symlink()
        raise Stopped
    assert (root / "link.md").is_symlink()
    assert (root / "a.md").read_text("utf-8") == "old"


@pytest.mark.parametrize("name", ["x" * 252 + ".md", "ü" * 126 + ".md", "\U0001f600" * 63])
def test_names_as_long_as_file_systems_allow_can_be_replaced(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("old", "utf-8")
    with Batch(tmp_path) as batch:
        batch.stage(name, b"new")
        batch.commit()
    assert snapshot(tmp_path) == {name: b"new"}


def test_a_name_that_leads_out_is_refused(root: Path) -> None:
    with Batch(root) as batch, pytest.raises(ValueError, match="not a path below"):
        batch.stage("../a.md", b"new")


def test_a_sweep_removes_unfinished_files_and_no_others(root: Path) -> None:
    (root / "deep").mkdir()
    kept = [".download.mp4.part", "deep/song.part", ".hidden", ".part", "deep/.a.md.0123456g.part"]
    for name in (*kept, ".a.md.0123abcd.part", "deep/.b.md.ffffffff.part"):
        (root / name).write_text("", "utf-8")
    sweep(root)
    assert set(snapshot(root)) == {"a.md", "b.md", *kept}
