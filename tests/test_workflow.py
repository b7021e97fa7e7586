"""The workflows run only what is pinned, with no more rights than they need."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

PROJECT = Path(__file__).parent.parent
TEXTS = {path.stem: path.read_text("utf-8") for path in sorted((PROJECT / ".github/workflows").glob("*.yml"))}
SHARDED = (PROJECT / "site_templates/sharded/pages.yml").read_text("utf-8")
WORKFLOWS: dict[str, dict[str, Any]] = {name: yaml.safe_load(text) for name, text in TEXTS.items()}
PAGES = WORKFLOWS["pages"]
JOBS = {f"{name}-{job}": parts for name, workflow in WORKFLOWS.items() for job, parts in workflow["jobs"].items()}
STEPS = [step for job in JOBS.values() for step in job["steps"]]
USES = re.findall(r"uses: .*", "\n".join(TEXTS.values()))
WEEKLY = (PROJECT / "site_templates/weekly/sources.yml").read_text("utf-8")
PINNED = {*USES, *re.findall(r"uses: .*", SHARDED), *re.findall(r"uses: .*", WEEKLY)}


NEW = (PROJECT / "site_templates/new/github/workflows/pages.yml").read_text("utf-8")


def commands(job: str) -> list[str]:
    return [step["run"] for step in JOBS[job]["steps"] if "run" in step]


@pytest.mark.parametrize("line", sorted(PINNED))
def test_every_action_is_pinned_by_its_commit_and_names_its_version(line: str) -> None:
    assert re.fullmatch(r"uses: [\w-]+/[\w-]+(?:/[\w-]+)?@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)


def test_every_step_with_an_action_stands_on_a_line_of_its_own() -> None:
    """Otherwise the test above would not see it."""
    assert sum("uses" in step for step in STEPS) == len(USES)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_rights_are_read_only_unless_a_job_says_otherwise(name: str) -> None:
    assert WORKFLOWS[name]["permissions"] == {"contents": "read"}


def test_only_the_deployment_may_write() -> None:
    writers = {
        name: {right for right, level in job.get("permissions", {}).items() if level == "write"}
        for name, job in JOBS.items()
    }
    assert {name: rights for name, rights in writers.items() if rights} == {"pages-deploy": {"pages", "id-token"}}


def test_a_pull_request_is_never_deployed() -> None:
    """Nor does it run with the rights of the repository it asks to change."""
    assert "github.event_name != 'pull_request'" in PAGES["jobs"]["deploy"]["if"]
    assert not [name for name, text in TEXTS.items() if "pull_request_target" in text or "secrets." in text]


def test_what_builds_keep_is_written_by_main_alone_and_read_by_no_pull_request() -> None:
    caches = [step for step in STEPS if step.get("uses", "").startswith("actions/cache")]
    restore, save = caches
    assert restore["uses"].startswith("actions/cache/restore@")
    assert restore["if"] == "github.event_name != 'pull_request'"
    assert save["uses"].startswith("actions/cache/save@")
    assert save["if"] == "github.event_name != 'pull_request' && github.ref == 'refs/heads/main'"
    assert restore["with"]["path"] == save["with"]["path"]
    assert "site-${{ github.run_id }}" == restore["with"]["key"] == save["with"]["key"]


def test_no_command_is_made_of_what_an_event_brings() -> None:
    assert not [step for step in STEPS if "${{" in step.get("run", "")]


def test_a_deployment_is_never_cancelled_half_way() -> None:
    assert PAGES["jobs"]["deploy"]["concurrency"] == {"group": "pages", "cancel-in-progress": False}


def test_what_is_deployed_was_tested_and_checked() -> None:
    assert commands("pages-test") == ["make test"]
    says_what_changes = '.venv/bin/python -m backissue changes HEAD^1 >> "$GITHUB_STEP_SUMMARY"'
    built = ["make check", says_what_changes, "make site", ".venv/bin/python -m backissue check --site"]
    assert commands("pages-build") == built
    assert PAGES["jobs"]["deploy"]["needs"] == ["test", "build"]


def test_what_is_published_is_made_without_what_only_tests_need() -> None:
    """A package that tests bring could change the site; `make site` installs from the one file alone."""
    (python,) = [step for step in JOBS["pages-build"]["steps"] if "setup-python" in step.get("uses", "")]
    assert python["with"]["cache-dependency-path"] == "requirements.txt"
    assert not [command for command in commands("pages-build") if "test" in command]


def test_somebody_hears_of_a_vulnerable_pin() -> None:
    updates = yaml.safe_load((PROJECT / ".github/dependabot.yml").read_text("utf-8"))["updates"]
    assert {update["package-ecosystem"] for update in updates} == {"pip", "github-actions"}


def test_everything_is_tested_once_a_week() -> None:
    assert "  schedule:\n" in TEXTS["tests"]
    assert "github.event_name == 'schedule'" in JOBS["tests-all"]["if"]
    assert commands("tests-all") == ["make test-all"]


def test_every_change_is_tested_on_the_oldest_and_the_newest_python() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    classified = re.findall(r"Python :: (3\.\d+)", "\n".join(project["classifiers"]))
    assert JOBS["tests-slice"]["strategy"]["matrix"]["python"] == [classified[0], classified[-1]]
    assert project["requires-python"].startswith(f">={classified[0]}.")
    assert commands("tests-slice") == ["make test"]


@pytest.mark.parametrize("name", JOBS)
def test_no_job_runs_for_ever(name: str) -> None:
    assert 0 < JOBS[name]["timeout-minutes"] <= (90 if name == "tests-all" else 30)


def test_the_token_is_not_left_in_a_checkout() -> None:
    checkouts = [step for step in STEPS if step.get("uses", "").startswith("actions/checkout@")]
    assert [step["with"]["persist-credentials"] for step in checkouts] == [False] * len(checkouts)


def test_the_workflow_of_several_machines_checks_first_and_says_and_keeps_what_that_of_one_does() -> None:
    one, several = (yaml.safe_load(text.replace("{{ branch }}", "main")) for text in (NEW, SHARDED))
    told, parts = one["jobs"]["build"]["steps"], several["jobs"]
    found = [step for job in parts.values() for step in job["steps"]]
    for named in ("Check the pages", "Say what changes for readers", "Check the site"):
        (there,), (here,) = ([step for step in steps if step.get("name") == named] for steps in (told, found))
        assert here == there
    assert parts["render"]["needs"] == "check"
    (kept,) = [step for step in told if step.get("with", {}).get("name") == "site"]
    assert kept in found
    assert parts["deploy"]["if"] == one["jobs"]["deploy"]["if"]
