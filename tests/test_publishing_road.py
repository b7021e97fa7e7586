"""From ``new`` to readers: an archive is made, committed, put through its own workflow, served and searched."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page, expect

from tests import effort
from tests.actions import Runner
from tests.archives import PROJECT, change, snapshot

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(effort.EFFORT != "all", reason="installs an environment from a package index"),
]
TABLE = "| Week | Paper | Category |\n|---|---|---|\n| 2023-03-26 | Sparks of invention | Sound |\n"
IDENTITY = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]


def git(folder: Path, *words: str) -> str:
    return subprocess.check_output(["git", *IDENTITY, *words], cwd=folder, text=True)


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Change")


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """A new archive of one table in a folder with blanks, made by an installed Backissue, committed."""
    base = tmp_path_factory.mktemp("a road")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", str(base), str(PROJECT)], check=True)
    (wheel,) = base.glob("*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--no-index", "-t", str(base / "lib"), str(wheel)], check=True)
    (base / "table.md").write_text(TABLE, "utf-8")
    folder = base / "my letters"
    command = [sys.executable, "-P", "-m", "backissue", "new", str(folder), "--from", str(base / "table.md")]
    subprocess.run(command, cwd=base, env={**os.environ, "PYTHONPATH": str(base / "lib")}, check=True)
    git(folder, "init", "--quiet", "--initial-branch", "main")
    commit(folder)
    return Runner(folder, base / "runs")


@pytest.fixture(scope="module")
def deployed(runner: Runner) -> Runner:
    assert runner.run("push"), runner.output
    return runner


def test_every_command_of_the_workflow_runs_in_a_clean_environment(deployed: Runner) -> None:
    steps = yaml.safe_load((deployed.repository / deployed.workflow).read_text("utf-8"))["jobs"]["build"]["steps"]
    proposed = "github.event_name == 'pull_request'"
    commands = [step["run"] for step in steps if "run" in step and step.get("if") != proposed]
    assert [line for line in deployed.log if line in commands] == commands
    assert deployed.published


def test_what_is_served_from_the_artifact_is_found_by_searching(
    deployed: Runner, serve: Callable[[Path], str], page: Page
) -> None:
    assert deployed.published
    address = serve(deployed.published)
    page.goto(f"{address}weeks/")
    page.locator("#bi-header-q").press_sequentially("invention")
    first = page.locator("#bi-header-q-list-0")
    expect(first).to_contain_text("Sparks of invention")
    first.click()
    expect(page.locator("h1")).to_contain_text("Sparks of invention")
    assert page.url.startswith(f"{address}weeks/2023-03-26/")


def test_it_knows_its_own_address_and_its_repository(deployed: Runner) -> None:
    assert deployed.published
    assert deployed.address in (deployed.published / "feed.xml").read_text("utf-8")
    assert "https://github.com/reader/repo/edit/main/content/" in "".join(
        path.read_text("utf-8") for path in deployed.published.glob("weeks/*/*/index.html")
    )


def test_a_later_run_makes_only_what_changed(deployed: Runner) -> None:
    assert deployed.run("schedule"), deployed.output
    assert "nothing has changed" in deployed.output


def test_a_pull_request_is_built_and_not_deployed(deployed: Runner) -> None:
    before = deployed.published
    assert deployed.run("pull_request"), deployed.output
    assert deployed.log[-1] == "actions/upload-artifact"
    assert "actions/upload-pages-artifact" not in deployed.log
    assert deployed.summary
    assert deployed.summary.read_text("utf-8") == "Nothing changes for readers.\n"
    assert deployed.published == before


def test_four_machines_publish_what_one_does(deployed: Runner, tmp_path: Path) -> None:
    assert deployed.published
    shutil.copytree(deployed.repository, tmp_path / "large")
    shutil.copy(PROJECT / "site_templates/sharded/pages.yml", tmp_path / "large" / deployed.workflow)
    commit(tmp_path / "large")
    sharded = Runner(tmp_path / "large", tmp_path / "runs")
    assert sharded.run("push"), sharded.output
    assert sharded.log.count("actions/upload-artifact") == 4
    assert "0 pages rendered" in sharded.output
    assert sharded.published
    assert snapshot(sharded.published) == snapshot(deployed.published)
    before = sharded.published
    assert sharded.run("pull_request"), sharded.output
    assert (tmp_path / "runs/run-2/check/summary.md").read_text("utf-8") == "Nothing changes for readers.\n"
    assert sharded.published == before


def test_a_mistake_stops_the_run_before_anything_is_built_and_is_named(deployed: Runner) -> None:
    before = deployed.published
    (path,) = deployed.repository.glob("content/weeks/*/*.md")
    change(path, "kind: paper", "kind: poem")
    commit(deployed.repository)
    assert not deployed.run("push")
    assert deployed.log[-1] == "backissue check"
    assert f"{path.relative_to(deployed.repository).as_posix()}:3: `kind` is `poem`" in deployed.output
    assert deployed.published == before
