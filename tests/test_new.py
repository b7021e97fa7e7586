"""A new archive is a repository that can be published as it is; it goes over nothing that was there."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from backissue.archive.config import archive_schema
from backissue.cli import main
from backissue.fields import KEYS, NOTE
from backissue.new import create
from backissue.own_wheel import build_wheel
from tests import effort
from tests.archives import PROJECT, snapshot

TABLE = "| Week | Paper | Category |\n|---|---|---|\n| 2023-03-26 | Sparks | Sound |\n"
WORKFLOW = ".github/workflows/pages.yml"
PYTHON_IGNORES = (
    "# Distribution / packaging\nbuild/\ndist/\nlib/\nwheels/\n*.egg-info/\n\n# mkdocs documentation\n/site\n"
)
"""Lines of what GitHub offers as the .gitignore of a Python project."""


def backissue(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, words)], catch_exceptions=False)


def git(folder: Path, *words: str) -> str:
    return subprocess.check_output(["git", *words], cwd=folder, text=True)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new archive. Only to be read."""
    folder = tmp_path_factory.mktemp("new") / "my letters"
    create(folder)
    return folder


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A fresh clone of a repository that GitHub has made with a README, a licence and a .gitignore."""
    folder = tmp_path / "letters"
    git(tmp_path, "init", "--quiet", "--initial-branch", "trunk", str(folder))
    for name, text in {"README.md": "# letters\nOurs", "LICENSE": "MIT", ".gitignore": PYTHON_IGNORES}.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def workflow(folder: Path) -> dict[object, Any]:
    found: dict[object, Any] = yaml.safe_load((folder / WORKFLOW).read_text("utf-8"))
    return found


def test_it_has_all_that_a_repository_needs(made: Path) -> None:
    assert {
        ".gitattributes",
        ".github/ISSUE_TEMPLATE/correction.yml",
        WORKFLOW,
        ".gitignore",
        ".pages.yml",
        ".vscode/archive.schema.json",
        ".vscode/settings.json",
        "README.md",
        "content/archive.yml",
        "mkdocs.yml",
        "requirements.txt",
        f"wheels/{build_wheel().name}",
    } <= snapshot(made).keys()


def test_no_mark_of_the_template_is_left_in_it(made: Path) -> None:
    texts = {name: data for name, data in snapshot(made).items() if not name.endswith(".whl")}
    assert [name for name, data in texts.items() if re.search(rb"(?<!\$)\{\{", data)] == []


def test_its_name_stands_in_one_place(made: Path) -> None:
    named = {name: data.count(b"My letters") for name, data in snapshot(made).items() if b"My letters" in data}
    assert named == {"mkdocs.yml": 1}


def test_every_requirement_of_it_is_pinned_by_its_hash_and_tested_here(made: Path) -> None:
    text = (made / "requirements.txt").read_text("utf-8").replace(" \\\n    ", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    *pins, where, own = lines
    assert (where, own) == ("--find-links wheels", build_wheel().pin)
    here = (PROJECT / "requirements.txt").read_text("utf-8").replace(" \\\n    ", " ").splitlines()
    assert pins
    assert set(pins) <= set(here)
    assert all(" --hash=sha256:" in pin for pin in pins)


def test_its_workflow_checks_builds_checks_the_site_and_deploys(made: Path) -> None:
    jobs = workflow(made)["jobs"]
    commands = [step["run"] for step in jobs["build"]["steps"] if "run" in step]
    install = "python -m pip install --require-hashes --requirement requirements.txt"
    changes = 'backissue changes HEAD^1 >> "$GITHUB_STEP_SUMMARY"'
    assert commands == [install, "backissue check", changes, "backissue build", "backissue check --site"]
    assert jobs["deploy"]["needs"] == "build"
    assert "github.event_name != 'pull_request'" in jobs["deploy"]["if"]


def test_its_workflow_runs_on_each_change_and_once_a_day(made: Path) -> None:
    events = workflow(made)[True]  # YAML 1.1 takes the key `on` for that
    assert events.keys() == {"pull_request", "push", "schedule", "workflow_dispatch"}
    assert re.fullmatch(r"\d+ \d+ \* \* \*", events["schedule"][0]["cron"])
    assert events["push"] == {"branches": ["main"]}


def test_its_workflow_uses_only_actions_that_this_repositorys_uses_and_asks_for_few_rights(made: Path) -> None:
    uses = re.compile(r"uses: (.*)")
    own, ours = (set(uses.findall((root / WORKFLOW).read_text("utf-8"))) for root in (made, PROJECT))
    assert own
    assert own <= ours
    assert workflow(made)["permissions"] == {"contents": "read"}
    rights = {name: job.get("permissions", {}) for name, job in workflow(made)["jobs"].items()}
    writing = {name: [right for right, level in some.items() if level == "write"] for name, some in rights.items()}
    assert writing == {"build": [], "deploy": ["pages", "id-token"]}
    assert not [
        step for job in workflow(made)["jobs"].values() for step in job["steps"] if "${{" in step.get("run", "")
    ]


@pytest.mark.parametrize("path", sorted((PROJECT / "site_templates/new/github/ISSUE_TEMPLATE").glob("*.yml")))
def test_its_issue_forms_ask_for_something_they_need(path: Path) -> None:
    form = yaml.safe_load(path.read_text("utf-8"))
    assert {"name", "description", "body"} <= form.keys()
    assert any(field.get("validations", {}).get("required") for field in form["body"])
    assert "labels" not in form, "a label that the repository lacks would be dropped"


def test_an_editor_knows_the_schema_of_its_settings(made: Path) -> None:
    settings = json.loads((made / ".vscode/settings.json").read_text("utf-8"))
    ((file, what),) = settings["yaml.schemas"].items()
    assert what == "/content/archive.yml"
    schema = json.loads((made / file).read_text("utf-8"))
    assert schema == archive_schema()
    Draft202012Validator(schema).validate(yaml.safe_load((made / "content/archive.yml").read_text("utf-8")))


def test_forms_show_only_fields_there_are_and_keep_the_others(made: Path) -> None:
    config = yaml.safe_load((made / ".pages.yml").read_text("utf-8"))
    assert config["settings"]["content"]["merge"] is True
    for entry in config["content"]:
        known = KEYS if entry["type"] == "collection" else tuple(field.key for field in NOTE)
        names = [field["name"] for field in entry["fields"]]
        assert set(names) <= {*known, "body"}
        assert "id" not in names
        assert (made / entry["path"]).exists() or entry["path"] == "content/weeks"


def test_the_page_that_its_readme_shows_is_one(made: Path, tmp_path: Path) -> None:
    folder = tmp_path / "a"
    create(folder)
    text = (made / "README.md").read_text("utf-8")
    (recipe,) = re.findall(r"```\n(---\n.*?)```", text, flags=re.DOTALL)
    (path,) = re.findall(r"name it `(content/\S+\.md)`", text)
    (folder / path).parent.mkdir(parents=True)
    (folder / path).write_text(recipe, "utf-8")
    checked = backissue("--root", folder, "check")
    assert (checked.exit_code, checked.stdout) == (0, "No problems, 2 hints.\n")


def test_what_its_readme_shows_of_a_red_cross_is_what_a_check_prints(made: Path, tmp_path: Path) -> None:
    folder = tmp_path / "a"
    create(folder)
    text = (made / "README.md").read_text("utf-8")
    (line,) = re.findall(r"^content/weeks/\S+: .*$", text, flags=re.MULTILINE)
    path = folder / line.partition(":")[0]
    path.parent.mkdir(parents=True)
    path.write_text('---\nid: "a"\nkind: paper\nweek: 25 January\ntitle: "A"\n---\n', "utf-8")
    shown, printed = (
        re.sub(r"write it as .*", "write it as …", one) for one in (line, backissue("--root", folder, "check").output)
    )
    assert shown in printed


def test_a_clone_becomes_an_archive_and_keeps_what_it_had(clone: Path) -> None:
    assert backissue("new", clone).exit_code == 0
    readme = (clone / "README.md").read_text("utf-8")
    assert readme.startswith("# letters\nOurs\n\n# How to edit this archive\n")
    assert (clone / "LICENSE").read_text("utf-8") == "MIT"
    assert (clone / ".gitignore").read_text("utf-8").startswith(PYTHON_IGNORES)


def test_all_of_it_is_committed_in_a_clone_that_ignores_wheels(clone: Path) -> None:
    assert backissue("new", clone).exit_code == 0
    git(clone, "add", "--all")
    assert set(git(clone, "ls-files").splitlines()) == snapshot(clone).keys() - {
        name for name in snapshot(clone) if name.startswith(".git/")
    }


def test_its_workflow_publishes_the_branch_that_a_clone_is_on(clone: Path) -> None:
    assert backissue("new", clone).exit_code == 0
    assert workflow(clone)[True]["push"] == {"branches": ["trunk"]}
    assert "refs/heads/trunk'" in workflow(clone)["jobs"]["deploy"]["if"]
    assert "edit/trunk/content/" in (clone / "mkdocs.yml").read_text("utf-8")


@pytest.mark.parametrize("name", ["content/old.md", "docs/index.md", "site/index.html", "mkdocs.yml", WORKFLOW])
def test_a_clone_that_has_what_an_archive_would_write_is_left_as_it_is(clone: Path, name: str) -> None:
    (clone / name).parent.mkdir(parents=True, exist_ok=True)
    (clone / name).write_text("mine", "utf-8")
    before = snapshot(clone)
    result = backissue("new", clone)
    assert result.exit_code == 2
    assert re.search(
        rf"has {PurePosixPath(name).parts[0]}\S* already: remove it from there, or name another folder", result.stderr
    )
    assert snapshot(clone) == before


def test_files_to_begin_with_are_copied_listed_and_read_in(tmp_path: Path) -> None:
    for name in ("table.md", "letter.txt"):
        (tmp_path / name).write_text(TABLE if name == "table.md" else "A letter\n\nIt says much.\n", "utf-8")
    result = backissue("new", tmp_path / "a b", "--from", tmp_path / "table.md", tmp_path / "letter.txt")
    assert result.exit_code == 0
    assert "Items: new 2." in result.stdout
    assert result.stdout.endswith("what its editors need to know.\n")
    assert f"cd '{tmp_path / 'a b'}'" in result.stdout
    assert (tmp_path / "a b/content/sources/table.md").read_text("utf-8") == TABLE
    assert backissue("--root", tmp_path / "a b", "check").stdout == "No problems, 2 hints.\n"


@pytest.mark.parametrize("words", [["--from", "missing.md"], ["more"]])
def test_nothing_is_made_where_it_is_not_clear_of_what(tmp_path: Path, words: list[str]) -> None:
    (tmp_path / "more").mkdir()
    result = backissue("new", tmp_path / "a", *words)
    assert result.exit_code == 2
    assert not (tmp_path / "a").exists()


REAL = f'exec {sys.executable} -m backissue "$@"'
STAND_IN = """case "$1" in
  fetch) echo "https://localhost/feed.xml cannot be fetched: localhost is at 127.0.0.1"; exit 1;;
  import) mkdir -p content/weeks/2023-03-26; cp content/sources/table.md content/weeks/2023-03-26/sparks.md || true;;
esac"""
"""What a shell runs for `backissue`: the program itself, or what does as it does, in no time."""


def _run_weekly(folder: Path, base: Path, program: str) -> str:
    """Run the commands of the weekly workflow but the installation, with a stand-in for `gh`, and give their output."""
    for words in (["init", "--quiet", "--initial-branch", "main"], ["add", "--all"]):
        git(folder, *words)
    git(folder, "-c", "user.name=Ada", "-c", "user.email=a@example.org", "commit", "--quiet", "--message", "All")
    git(base, "clone", "--quiet", str(folder), str(base / "checkout"))
    for name, text in {"gh": 'echo "gh $*"; [ "$1" = pr ] && cat "$8"; exit 0', "backissue": program}.items():
        tool = base / "tools" / name
        tool.parent.mkdir(exist_ok=True)
        tool.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
        tool.chmod(0o755)
    (base / "temp").mkdir()
    environment = {
        "PATH": f"{base / 'tools'}:{os.environ['PATH']}",
        "HOME": str(base),
        "RUNNER_TEMP": str(base / "temp"),
        "GITHUB_RUN_ID": "7",
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": "reader/repo",
    }
    text = (folder / ".github/workflows/sources.yml").read_text("utf-8")
    commands = [step["run"] for step in yaml.safe_load(text)["jobs"]["sources"]["steps"] if "run" in step]
    said = ""
    for one in commands[1:]:
        words = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", one]
        done = subprocess.run(
            words, cwd=base / "checkout", env=environment, capture_output=True, text=True, check=False
        )
        said += f"{done.stdout}{done.stderr}[{done.returncode}]\n"
    return said


@pytest.mark.parametrize("program", [STAND_IN, REAL] if effort.EFFORT == "all" else [STAND_IN], ids=len)
def test_once_a_week_sources_come_and_a_pull_request_says_what_came_of_them(tmp_path: Path, program: str) -> None:
    """No source of this one can be fetched; another, which is there and not read in yet, is what changes."""
    folder = tmp_path / "letters"
    create(folder, weekly=True)
    (folder / "content/sources/table.md").write_text(TABLE, "utf-8")
    sources = "sources:\n  - file: table.md\n  - file: feed.xml\n    url: https://localhost/feed.xml\n"
    config = (folder / "content/archive.yml").read_text("utf-8")
    (folder / "content/archive.yml").write_text(config.replace("sources: []\n", sources), "utf-8")
    said = _run_weekly(folder, tmp_path, program)
    assert "https://localhost/feed.xml cannot be fetched: localhost is at " in said
    assert "gh pr create --head sources-7 --title Sources from the web" in said
    assert "- `backissue fetch`: **look at what it says**\n" in said
    assert "- `backissue build`: all is well\n" in said
    assert said.endswith("[1]\n")
    assert "content/weeks/2023-03-26/sparks.md" in git(folder, "show", "--name-only", "sources-7")


def test_where_nothing_changes_nobody_is_asked(tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    create(folder, weekly=True)
    assert "Nothing has changed.\n[0]\n[0]\n" in _run_weekly(folder, tmp_path, "exit 0")


def test_an_archive_may_begin_in_another_language(tmp_path: Path) -> None:
    assert backissue("new", tmp_path / "a", "--language", "de").exit_code == 0
    settings = (tmp_path / "a/mkdocs.yml").read_text("utf-8")
    assert "\n  language: de\n" in settings
    assert "  - Ausgaben: weeks/index.md\n" in settings
    assert "title: Über dieses Archiv\n" in (tmp_path / "a/content/about.md").read_text("utf-8")
    assert backissue("new", tmp_path / "b", "--language", "tlh").exit_code == 2
    assert not (tmp_path / "b").exists()


def test_a_command_writes_the_weekly_workflow_only_if_asked(tmp_path: Path) -> None:
    assert backissue("new", tmp_path / "a", "--weekly").exit_code == 0
    assert (tmp_path / "a/.github/workflows/sources.yml").is_file()
    assert backissue("new", tmp_path / "b").exit_code == 0
    assert not (tmp_path / "b/.github/workflows/sources.yml").exists()
