"""Imports at once: one works, the others say so, and nothing is lost."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import effort
from tests.archives import PROJECT
from tests.merge.test_faults import imported, prepare
from tests.tables import content, folders

pytestmark = pytest.mark.slow


def test_of_many_imports_at_once_each_works_or_says_that_another_does(tmp_path: Path) -> None:
    start = prepare(tmp_path / "start")
    clean = Path(shutil.copytree(start, tmp_path / "clean"))
    assert imported(clean).exit_code == 0
    command = [sys.executable, "-m", "backissue", "--root", str(start), "import", "--prune"]
    pipe = subprocess.PIPE
    runs = [
        subprocess.Popen(command, cwd=PROJECT, stdout=pipe, stderr=pipe, text=True) for _ in range(effort.of(20, 3))
    ]
    ended = [(run.communicate()[1], run.returncode) for run in runs]
    assert {code for _, code in ended} <= {0, 3}
    assert 0 in {code for _, code in ended}
    assert all(("another backissue command is running" in told) == (code == 3) for told, code in ended)
    assert all(len(told.splitlines()) == (code == 3) for told, code in ended)
    assert (content(start), folders(start)) == (content(clean), folders(clean))
