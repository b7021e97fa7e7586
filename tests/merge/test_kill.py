"""An import that is killed at any moment: the next one ends as if nothing had happened."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from functools import partial
from pathlib import Path

import pytest

from backissue.files import locked
from backissue.merge.apply import apply_changeset
from backissue.merge.importer import plan
from backissue.model import MachineError
from tests import effort
from tests.merge.playing import kill_at_rename
from tests.merge.test_faults import prepare
from tests.tables import content, folders

# Newer Pythons warn of a fork beside the threads of the test runner. The child uses nothing of theirs.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")

SHARES = 10
KILLS = effort.of(20)
"""In each share, so that they are 200 where all are tried."""


def import_all(root: Path) -> None:
    """What the command does, without the words."""
    with locked(root):
        assert apply_changeset(root, plan(root, prune=True)) == ()


def import_again(root: Path) -> None:
    """The next import, once the lock has fallen: a git that was just being started holds it a moment longer."""
    while True:
        try:
            import_all(root)
        except MachineError:
            time.sleep(0.01)
        else:
            return


def kill_after(root: Path, seconds: float) -> None:
    """Import in a process of its own, and kill it after that time."""
    child = os.fork()
    if not child:
        try:
            import_all(root)
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def duration(root: Path) -> float:
    """How long an import takes in a process of its own."""
    begin = time.perf_counter()
    child = os.fork()
    if not child:
        try:
            import_all(root)
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    return time.perf_counter() - begin


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARES))
def test_an_import_that_was_killed_is_made_up_for_by_the_next(tmp_path: Path, share: int) -> None:
    start = prepare(tmp_path / "start")
    clean = Path(shutil.copytree(start, tmp_path / "clean"))
    whole = duration(clean)
    expected = (content(clean), folders(clean))
    moments = random.Random(share)
    for number in range(KILLS):
        root = Path(shutil.copytree(start, tmp_path / str(number)))
        kill_after(root, moments.uniform(0, whole))
        import_again(root)
        assert (content(root), folders(root)) == expected, f"share {share}, kill {number}"


def test_a_process_that_is_killed_while_it_renames_leaves_files_that_the_next_import_sweeps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed before each rename in turn, so that no moment between two of them is left to chance."""
    start = prepare(tmp_path / "start")
    clean = Path(shutil.copytree(start, tmp_path / "clean"))
    import_all(clean)
    left = []
    for number in range(1, 8):
        root = Path(shutil.copytree(start, tmp_path / str(number)))
        kill_at_rename(partial(import_all, root), number, monkeypatch)
        left += [name for name in content(root) if name.endswith(".part")]
        import_again(root)
        assert (content(root), folders(root)) == (content(clean), folders(clean)), f"rename {number}"
    assert left
