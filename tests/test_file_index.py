"""An index of files knows what they hold without reading them, and is never wrong about it."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest

from backissue import file_index, files
from backissue.file_index import FileIndex, content_digest, shape, walk
from backissue.store import store_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / files.WORK).mkdir()
    folder = tmp_path / "files"
    folder.mkdir()
    return folder


def digests(root: Path) -> dict[str, str]:
    """Return what a run with the index of an earlier one says of all files."""
    with store_of(root) as store:
        index = FileIndex(store, root, root / "files")
        found = walk(root / "files")
        held = index.digests(found)
        index.save(found)
    return held


def really(root: Path) -> dict[str, str]:
    return {name: content_digest((root / "files" / name).read_bytes()) for name in files.tree(root / "files")}


def make_old(folder: Path) -> None:
    """Wait until the times of files tell their changes apart."""
    time.sleep(file_index.SLACK / 1e9 + 0.02)


def test_a_file_that_has_not_changed_is_not_read_again(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.md").write_text("one")
    make_old(folder)
    before = digests(tmp_path)
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail(f"{path} was read"))
    assert digests(tmp_path) == before


def test_one_that_changed_about_when_it_was_noted_is_read_again(tmp_path: Path, folder: Path) -> None:
    file = folder / "a.md"
    file.write_text("one")
    noted = file.stat()
    digests(tmp_path)
    with file.open("r+") as handle:  # in place: the inode and the size stay
        handle.write("two")
    os.utime(file, ns=(noted.st_atime_ns, noted.st_mtime_ns))
    assert digests(tmp_path) == really(tmp_path)


def test_whatever_is_done_to_files_the_index_says_what_they_hold(tmp_path: Path, folder: Path) -> None:
    chance = random.Random(5)
    names = ["a.md", "b.md", "c/d.md", "c/e.md"]
    for _ in range(60):
        name, other = chance.sample(names, 2)
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        match chance.choice(["write", "in place", "remove", "rename", "keep time"]):
            case "write":
                files.write(path, str(chance.random()).encode())
            case "in place":
                path.write_text(str(chance.randrange(10)))
            case "remove":
                path.unlink(missing_ok=True)
            case "rename" if path.exists():
                (folder / other).parent.mkdir(exist_ok=True)
                path.replace(folder / other)
            case "keep time" if path.exists():
                before = path.stat()
                path.write_text("x" * before.st_size)
                os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert digests(tmp_path) == really(tmp_path)


def test_a_write_is_left_out_where_the_file_is_known_to_hold_it(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store_of(tmp_path) as store:
        index = FileIndex(store, tmp_path, folder)
        assert index.write("a/b.md", b"one")
        make_old(folder)
        monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail(f"{path} was read"))
        assert not index.write("a/b.md", b"one")
        monkeypatch.undo()
        (folder / "a/b.md").write_bytes(b"two")
        assert index.write("a/b.md", b"one")
        assert (folder / "a/b.md").read_bytes() == b"one"


def test_a_link_is_replaced_and_its_target_stays(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "other").write_bytes(b"one")
    (folder / "a.md").symlink_to(tmp_path / "other")
    with store_of(tmp_path) as store:
        index = FileIndex(store, tmp_path, folder)
        assert not index.holds("a.md", content_digest(b"one"))
        with pytest.raises(ValueError, match="leads out"):
            index.write("a.md", b"one")
    assert (tmp_path / "other").read_bytes() == b"one"


def test_the_shape_of_a_folder_changes_with_every_change(tmp_path: Path, folder: Path) -> None:
    seen = [shape(walk(folder))]
    (folder / "a.md").write_text("one")
    seen.append(shape(walk(folder)))
    (folder / ".hidden").write_text("not looked at")
    assert shape(walk(folder)) == seen[-1]
    (folder / "a.md").replace(folder / "b.md")
    seen.append(shape(walk(folder)))
    (folder / "b.md").chmod(0o600)
    seen.append(shape(walk(folder)))
    (folder / "c").symlink_to("b.md")
    seen.append(shape(walk(folder)))
    assert len(set(seen)) == len(seen)
