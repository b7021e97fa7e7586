"""Files are written whole or not at all, only where they change, and never outside their folder; a batch as a whole."""

from __future__ import annotations

import errno
import multiprocessing
import os
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from backissue import files
from backissue.files import Batch, sweep
from backissue.model import MachineError
from tests.archives import snapshot


def test_a_file_is_written_with_the_folders_above_it(tmp_path: Path) -> None:
    assert files.write(tmp_path / "a" / "b.md", b"text")
    assert snapshot(tmp_path) == {"a/b.md": b"text"}


@pytest.mark.parametrize("durable", [False, True])
def test_a_file_that_holds_the_bytes_already_is_left_alone(tmp_path: Path, durable: bool) -> None:  # noqa: FBT001
    path = tmp_path / "a.md"
    assert files.write(path, b"one", durable=durable)
    before = path.stat()
    assert not files.write(path, b"one", durable=durable)
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert files.write(path, b"two", durable=durable)
    assert path.read_bytes() == b"two"


@pytest.mark.parametrize("call", ["open", "replace"])
@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, error: BaseException
) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Path, call, fail)
    with pytest.raises(type(error)):
        files.write(path, b"new")
    monkeypatch.undo()
    assert snapshot(tmp_path) == {"a.md": b"old"}


def test_a_disk_that_fails_at_the_last_moment_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")

    def fail(_handle: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="Input/output"):
        files.write(path, b"new", durable=True)
    assert snapshot(tmp_path) == {"a.md": b"old"}


def test_a_symbolic_link_is_replaced_and_what_it_leads_to_is_not_touched(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"theirs")
    link = tmp_path / "link"
    link.symlink_to(outside)
    assert files.write(link, b"ours")
    assert (outside.read_bytes(), link.read_bytes(), link.is_symlink()) == (b"theirs", b"ours", False)


def test_a_link_with_the_same_bytes_is_still_replaced(tmp_path: Path) -> None:
    (tmp_path / "outside").write_bytes(b"same")
    (tmp_path / "link").symlink_to(tmp_path / "outside")
    assert files.write(tmp_path / "link", b"same")
    assert not (tmp_path / "link").is_symlink()


def test_a_name_as_long_as_the_file_system_allows_can_be_written(tmp_path: Path) -> None:
    assert files.write(tmp_path / ("x" * 252 + ".md"), b"long")


@pytest.mark.parametrize(
    "name", ["", "/etc/passwd", "../a", "a/../../b", "a/..", "a\\b", "C:/a", "C:a", "a\0b", "link/a", "..", "."]
)
def test_a_name_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "link").symlink_to(tmp_path)
    with pytest.raises(ValueError, match=r"not a path below root/|leads out of root/"):
        files.below(root, name)


@pytest.mark.parametrize("name", ["a.md", "a/b.md", "a b/ü.md", "...md", "a:b/c"])
def test_a_name_that_stays_below_is_found(tmp_path: Path, name: str) -> None:
    if name == "a:b/c":
        name = "a/b:c"
    assert files.below(tmp_path, name) == tmp_path / name


def test_the_tree_is_sorted_and_knows_no_hidden_files(tmp_path: Path) -> None:
    for name in ("b.md", "a/c.md", "a/.hidden", ".git/config", "a b/d.md"):
        files.write(tmp_path / name, b"")
    assert list(files.tree(tmp_path)) == ["a b/d.md", "a/c.md", "b.md"]


def test_the_tree_does_not_follow_links_to_folders(tmp_path: Path) -> None:
    files.write(tmp_path / "a/b.md", b"")
    (tmp_path / "a/loop").symlink_to(tmp_path)
    assert list(files.tree(tmp_path)) == ["a/b.md"]


def test_pruning_takes_files_and_the_folders_left_empty(tmp_path: Path) -> None:
    for name in ("keep.md", "a/b/gone.md", "a/b/c/gone.md", "d/keep.md", "d/gone.md"):
        files.write(tmp_path / name, b"")
    assert files.prune(tmp_path, {"keep.md", "d/keep.md"}) == ["a/b/c/gone.md", "a/b/gone.md", "d/gone.md"]
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["d", "keep.md", "keep.md"]


def test_a_folder_is_held_by_one_command_at_a_time(tmp_path: Path) -> None:
    with (
        files.locked(tmp_path),
        pytest.raises(MachineError, match="wait until it has finished"),
        files.locked(tmp_path),
    ):
        pass
    with files.locked(tmp_path):
        pass


def _hold(root: Path, pipe: Connection) -> None:
    with files.locked(root):
        pipe.send("held")
        pipe.recv()


def test_the_lock_falls_with_a_process_that_is_killed(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    holder = context.Process(target=_hold, args=(tmp_path, there))
    holder.start()
    assert here.recv() == "held"
    with pytest.raises(MachineError), files.locked(tmp_path):
        pass
    holder.kill()
    holder.join()
    with files.locked(tmp_path):
        pass


def test_a_scratch_folder_is_empty_at_first_and_gone_in_the_end(tmp_path: Path) -> None:
    files.write(tmp_path / files.WORK / "render" / "left-by-a-killed-run", b"")
    with files.scratch(tmp_path, "render") as folder:
        assert list(folder.iterdir()) == []
        files.write(folder / "a", b"")
    assert not folder.exists()


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


def test_a_batch_refuses_a_name_that_leads_out(root: Path) -> None:
    with Batch(root) as batch, pytest.raises(ValueError, match="not a path below"):
        batch.stage("../a.md", b"new")


def test_a_sweep_removes_unfinished_files_and_no_others(root: Path) -> None:
    (root / "deep").mkdir()
    kept = [".download.mp4.part", "deep/song.part", ".hidden", ".part", "deep/.a.md.0123456g.part"]
    for name in (*kept, ".a.md.0123abcd.part", "deep/.b.md.ffffffff.part"):
        (root / name).write_text("", "utf-8")
    sweep(root)
    assert set(snapshot(root)) == {"a.md", "b.md", *kept}
