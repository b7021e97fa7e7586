"""What a build does is counted and compared with a budget: what grows beyond it grows on purpose."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.archives import PROJECT, make_archive, snapshot
from tests.benchmarks import made_up

pytestmark = pytest.mark.slow
ITEMS = 100
BUDGET: dict[str, dict[str, int]] = tomllib.loads((Path(__file__).parent / "budget.toml").read_text("utf-8"))


def python(*arguments: str | Path) -> str:
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def spent(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, int]]:
    """What each build takes in a process of its own, as the budget names it."""
    root = make_archive(tmp_path_factory.mktemp("archive"))
    made_up.fill(root, ITEMS)
    python("-m", "backissue", "--root", root, "import")
    edited = sorted((root / "content/weeks").rglob("*.md"))[ITEMS // 2]
    found: dict[str, Any] = {}
    for name in ("first build", "nothing changed", "one page edited"):
        if name == "one page edited":
            edited.write_text(edited.read_text("utf-8") + "\nA sentence that an editor adds.\n", "utf-8")
        if name == "nothing changed":  # what was written a moment before it was noted is read once more, as in git
            python("-m", "tests.benchmarks.counted", root)
        found[name] = json.loads(python("-m", "tests.benchmarks.counted", root))
    sizes = {name: len(data) for name, data in snapshot(root / "site").items() if not name.startswith("assets/")}
    return found | {"site, assets aside": {"files": len(sizes), "bytes an item": sum(sizes.values()) // ITEMS}}


@pytest.mark.parametrize("name", BUDGET)
def test_a_build_stays_within_its_budget(name: str, spent: dict[str, dict[str, int]]) -> None:
    over = {what: (number, BUDGET[name][what]) for what, number in spent[name].items() if number > BUDGET[name][what]}
    assert not over, f"{name}: more than the budget, which is second: {over}"


@pytest.mark.parametrize("name", BUDGET)
def test_a_budget_leaves_so_little_room_that_growth_is_noticed(name: str, spent: dict[str, dict[str, int]]) -> None:
    loose = {
        what: (spent[name][what], limit) for what, limit in BUDGET[name].items() if limit > 2 * spent[name][what] + 2
    }
    assert not loose, f"{name}: lower the budget, which is second: {loose}"
