"""A workflow of GitHub Actions run here: its ``run:`` steps as they stand, its ``uses:`` steps by stand-ins.

What a stand-in does not show: the virtual machine, the actions themselves, the rights of the token, GitHub Pages.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import yaml

_EXPRESSION = re.compile(r"\$\{\{ ([\w.-]+) \}\}")
_COMPARISON = re.compile(r"([\w.-]+) (==|!=) '([^']*)'")
_PASSED_ON = re.compile(r"(?:PIP|SSL|REQUESTS|UV)_\w+|\w+_proxy|\w+_PROXY")
"""What says how this machine reaches package indexes."""


@dataclass
class Runner:
    """Runs the jobs of the workflow in ``repository`` for one event after another.

    ``base`` gets a folder for each run; ``published`` is what was deployed last; ``log`` names the steps that ran, and
    ``summary`` is what the last job wrote for its run's page.
    """

    repository: Path
    base: Path
    workflow: str = ".github/workflows/pages.yml"
    branch: str = "main"
    address: str = "https://reader.example/repo"
    published: Path | None = None
    log: list[str] = field(default_factory=list)
    output: str = ""
    summary: Path | None = None
    _runs: int = 0
    _caches: dict[str, Path] = field(default_factory=dict)
    _values: dict[str, str] = field(default_factory=dict)
    _environment: Mapping[str, str] = field(default_factory=dict)
    _artifacts: dict[str, Path] = field(default_factory=dict)
    _artifact: Path | None = None

    def run(self, event: str) -> bool:
        """Run the workflow for an event; return whether all its steps succeeded."""
        self._runs += 1
        self.log, self.output, self._artifact = [], "", None
        place = self.base / f"run-{self._runs}"
        place.mkdir(parents=True)
        self._values = {
            "github.event_name": event,
            "github.ref": f"refs/heads/{self.branch}" if event != "pull_request" else "refs/pull/1/merge",
            "github.run_id": str(self._runs),
            "github.server_url": "https://github.com",
            "github.repository": "reader/repo",
        }
        workflow = yaml.safe_load((self.repository / self.workflow).read_text("utf-8"))
        self._environment = workflow.get("env", {})
        jobs = [(name, job) for name, job in workflow["jobs"].items() if self._holds(job.get("if", ""))]
        return all(self._jobs(name, job, place) for name, job in jobs)

    def _jobs(self, name: str, job: Mapping[str, Any], place: Path) -> bool:
        """Run a job as often as its matrix of one dimension says."""
        for dimension, values in job.get("strategy", {}).get("matrix", {}).items():
            for value in values:
                self._values[f"matrix.{dimension}"] = value
                if not self._job(job, place / f"{name}-{value}"):
                    return False
            return True
        return self._job(job, place / name)

    def _job(self, job: Mapping[str, Any], place: Path) -> bool:
        place.mkdir()
        environment = {**self._environment} | {"PATH": "/usr/bin:/bin", "HOME": str(place), "LANG": "C"}
        self.summary = place / "summary.md"
        environment |= {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(self.summary)}
        environment |= {key: value for key, value in os.environ.items() if _PASSED_ON.fullmatch(key)}
        return all(
            self._step(step, place / "checkout", environment)
            for step in job["steps"]
            if self._holds(step.get("if", ""))
        )

    def _step(self, step: Mapping[str, Any], checkout: Path, environment: dict[str, str]) -> bool:
        if "uses" in step:
            name = step["uses"].partition("@")[0]
            self.log.append(name)
            inputs = {key: self._filled(str(value)) for key, value in step.get("with", {}).items()}
            self._stand_in(name, inputs, checkout, environment)
            if name == "actions/configure-pages":
                self._values[f"steps.{step['id']}.outputs.base_url"] = self.address
            return True
        self.log.append(step["run"])
        own = {key: self._filled(value) for key, value in step.get("env", {}).items()}
        command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]]
        done = subprocess.run(command, cwd=checkout, env=environment | own, capture_output=True, text=True, check=False)
        self.output += done.stdout + done.stderr
        return done.returncode == 0

    def _stand_in(self, name: str, inputs: Mapping[str, str], checkout: Path, environment: dict[str, str]) -> None:
        match name:
            case "actions/checkout":
                self._check_out(checkout)
            case "actions/setup-python":
                venv = checkout.parent / "python"
                subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
                environment["PATH"] = f"{venv / 'bin'}:{environment['PATH']}"
            case "actions/cache/restore":
                fitting = [key for key in self._caches if key.startswith(inputs["restore-keys"].strip())]
                for path in inputs["path"].split() if fitting else ():
                    _copy(self._caches[fitting[-1]] / path, checkout / path)
            case "actions/cache/save":
                kept = self.base / inputs["key"]
                for path in inputs["path"].split():
                    _copy(checkout / path, kept / path)
                self._caches[inputs["key"]] = kept
            case "actions/upload-artifact" | "actions/download-artifact":
                self._pass_on(name, inputs, checkout)
            case "actions/upload-pages-artifact":
                self._artifact = checkout.parent / "artifact.tar"
                with tarfile.open(self._artifact, "w", dereference=True) as archive:
                    archive.add(checkout / inputs["path"], ".")
            case "actions/deploy-pages":
                assert self._artifact
                self.published = self.base / f"published-{self._runs}"
                with tarfile.open(self._artifact) as archive:
                    archive.extractall(self.published, filter="data")
            case _:
                assert name == "actions/configure-pages", f"no stand-in for {name}"

    def _check_out(self, checkout: Path) -> None:
        command = ["git", "clone", "--quiet", "--branch", self.branch, str(self.repository), str(checkout)]
        subprocess.run(command, check=True)
        if self._values["github.event_name"] == "pull_request":  # which GitHub merges into its branch
            merge = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "--allow-empty"]
            subprocess.run(["git", *merge, "--quiet", "--message", "Merge"], cwd=checkout, check=True)

    def _pass_on(self, name: str, inputs: Mapping[str, str], checkout: Path) -> None:
        if name == "actions/upload-artifact":
            self._artifacts[inputs["name"]] = checkout / inputs["path"]
            return
        assert inputs["merge-multiple"] == "True"
        for artifact, path in self._artifacts.items():
            if fnmatch(artifact, inputs["pattern"]):
                _copy(path, checkout / inputs["path"])

    def _filled(self, text: str) -> str:
        return _EXPRESSION.sub(lambda found: self._values.get(found[1], ""), text)

    def _holds(self, condition: str) -> bool:
        """Return whether a condition of comparisons that are joined by ``&&`` holds."""
        for part in filter(None, condition.split(" && ")):
            found = _COMPARISON.fullmatch(part)
            assert found, f"the condition {part!r} is of a form that this runner does not know"
            if (self._values.get(found[1], "") == found[3]) != (found[2] == "=="):
                return False
        return True


def _copy(source: Path, target: Path) -> None:
    """Copy a file or a folder with its times, as a cache does; what is not there is left out."""
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    elif source.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)
