"""The Pages workflow runs only what is pinned, with no more rights than it needs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

PATH = Path(__file__).parent.parent / ".github" / "workflows" / "pages.yml"
TEXT = PATH.read_text(encoding="utf-8")
WORKFLOW: dict[str, Any] = yaml.safe_load(TEXT)
STEPS = [step for job in WORKFLOW["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("line", re.findall(r"uses: .*", TEXT))
def test_every_action_is_pinned_by_its_commit_and_names_its_version(line: str) -> None:
    assert re.fullmatch(r"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)


def test_every_step_with_an_action_stands_on_a_line_of_its_own() -> None:
    """Otherwise the test above would not see it."""
    assert sum("uses" in step for step in STEPS) == len(re.findall(r"uses: .*", TEXT))


def test_rights_are_read_only_unless_a_job_says_otherwise() -> None:
    assert WORKFLOW["permissions"] == {"contents": "read"}


def test_only_the_deployment_may_write() -> None:
    writers = {
        name: {right for right, level in job.get("permissions", {}).items() if level == "write"}
        for name, job in WORKFLOW["jobs"].items()
    }
    assert writers == {"build": set(), "deploy": {"pages", "id-token"}}


def test_a_pull_request_is_never_deployed() -> None:
    """Nor does it run with the rights of the repository it asks to change."""
    assert "github.event_name != 'pull_request'" in WORKFLOW["jobs"]["deploy"]["if"]
    assert "pull_request_target" not in TEXT
    assert "secrets." not in TEXT


def test_no_command_is_made_of_what_an_event_brings() -> None:
    assert not [step for step in STEPS if "${{" in step.get("run", "")]


def test_a_deployment_is_never_cancelled_half_way() -> None:
    assert WORKFLOW["jobs"]["deploy"]["concurrency"] == {"group": "pages", "cancel-in-progress": False}


def test_what_is_deployed_was_tested() -> None:
    runs = [step["run"] for step in WORKFLOW["jobs"]["build"]["steps"] if "run" in step]
    assert runs == ["make test", "make check", "make site"]
    assert WORKFLOW["jobs"]["deploy"]["needs"] == "build"


@pytest.mark.parametrize("name", WORKFLOW["jobs"])
def test_no_job_runs_for_ever(name: str) -> None:
    assert 0 < WORKFLOW["jobs"][name]["timeout-minutes"] <= 30


def test_the_token_is_not_left_in_the_checkout() -> None:
    checkouts = [step for step in STEPS if step.get("uses", "").startswith("actions/checkout@")]
    assert [step["with"]["persist-credentials"] for step in checkouts] == [False]
