"""What the repository promises to whoever clones it: pins, untouched sources, and commands that exist."""

from __future__ import annotations

import hashlib
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

from backissue import __version__

PROJECT = Path(__file__).parent.parent
RUNTIME, DEV = "requirements.txt", "requirements-dev.txt"
PIN = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[\w.]+)(?: ; [^@/]+?)?(?: --hash=sha256:[0-9a-f]{64})+")
SOURCES = {
    "ai-phi-08.txt": "22cef7dd09ecc5f3aeee7c5fc5b301a8970879bf05a206ec1ee4677d4bab6b89",
    "ml-news-2022-11.txt": "c30ba33f5e4d95c0e945e16af12f53b9433602aeee42fcaeee4f10d8664663ee",
    "ml-news-2023-03.txt": "8fd73945f3ad81843aa4781277960b05ede3e60f52d8bfabaa07c6bdc2d64263",
    "papers-of-the-week.md": "2e644fc82e67e3877cd14e17d7dba2cacdfc451ae667eafae428980df8f767bb",
    "safety-in-numbers.txt": "0181865a2e89aec1f1514566fce1d82c3f5495c5b7ee630e43d6fa62bbea1e1c",
}


def _read(name: str) -> str:
    return (PROJECT / name).read_text(encoding="utf-8")


def _entries(name: str) -> list[str]:
    """The requirement file's entries, one line each, without comments."""
    joined = re.sub(r" \\\n +", " ", _read(name))
    return [line for line in joined.splitlines() if line and not line.startswith("#")]


def _pins(name: str) -> dict[str, str]:
    return {found["name"]: found["version"] for entry in _entries(name) if (found := PIN.fullmatch(entry))}


def _wanted(*extras: str) -> list[Requirement]:
    project = tomllib.loads(_read("pyproject.toml"))["project"]
    listed = project["dependencies"] + [line for extra in extras for line in project["optional-dependencies"][extra]]
    return [Requirement(line) for line in listed]


@pytest.mark.parametrize("name", [RUNTIME, DEV])
def test_every_requirement_is_a_version_with_hashes_and_no_address(name: str) -> None:
    assert _entries(name)
    assert [entry for entry in _entries(name) if not PIN.fullmatch(entry)] == []


@pytest.mark.parametrize(("name", "extras"), [(RUNTIME, ()), (DEV, ("dev",))])
def test_the_pins_are_what_the_project_asks_for(name: str, extras: tuple[str, ...]) -> None:
    """A dependency added to pyproject.toml is also locked (``make lock``)."""
    pins = _pins(name)
    wanted = {re.sub(r"[-_.]+", "-", one.name).lower(): one.specifier for one in _wanted(*extras)}
    assert [name for name, versions in wanted.items() if not versions.contains(pins.get(name, "0"))] == []


def test_the_site_is_built_with_the_versions_it_is_tested_with() -> None:
    assert _pins(RUNTIME).items() <= _pins(DEV).items()


def test_the_makefile_wants_the_python_that_the_project_wants() -> None:
    wanted = tomllib.loads(_read("pyproject.toml"))["project"]["requires-python"].removeprefix(">=")
    assert f"needs Python {wanted} or newer" in _read("Makefile")
    assert f"sys.version_info < ({wanted.replace('.', ', ')})" in _read("Makefile")
    assert f"--python-version {wanted} " in _read("Makefile")


@pytest.mark.parametrize("version", ["3.11.2", "3.9.18"])
def test_a_python_too_old_is_said_with_what_was_found_and_where_to_get_one(tmp_path: Path, version: str) -> None:
    """Of what make runs, this Python says no to the first question and answers the second."""
    python = tmp_path / "old-python"
    python.write_text(f'#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; *) echo "Python {version} at $0, ";; esac\n')
    python.chmod(0o755)
    for name in ("Makefile", "requirements.txt", "pyproject.toml"):
        (tmp_path / name).write_text(_read(name), "utf-8")
    done = subprocess.run(
        ["make", f"PYTHON={python}", "site"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert f"Python {version} at {python}" in done.stderr
    assert "python.org/downloads" in done.stderr
    assert "uv python install" in done.stderr


@pytest.mark.parametrize(("name", "digest"), SOURCES.items())
def test_a_source_is_byte_for_byte_what_came_in(name: str, digest: str) -> None:
    source = PROJECT / "content" / "sources" / name
    assert hashlib.sha256(source.read_bytes()).hexdigest() == digest


def test_the_ci_script_calls_make_test_and_nothing_else() -> None:
    commands = [line for line in _read(".ci/run").splitlines() if line and not line.startswith("#")]
    assert commands == ['exec make -C "$(dirname "$0")/.." test']
    assert (PROJECT / ".ci" / "run").stat().st_mode & 0o111


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_every_make_command_a_page_names_exists(name: str) -> None:
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", _read(name), flags=re.MULTILINE))
    targets = set(re.findall(r"^([a-z-]+):", _read("Makefile"), flags=re.MULTILINE))
    assert named
    assert named <= targets


def test_docs_holds_nothing_but_its_note_in_git() -> None:
    assert {"/docs/*", "!/docs/README.md", "/site/"} <= set(_read(".gitignore").splitlines())


@pytest.mark.parametrize("path", sorted((PROJECT / ".github/ISSUE_TEMPLATE").glob("*.yml")), ids=lambda path: path.stem)
def test_an_issue_form_asks_for_something_it_needs(path: Path) -> None:
    form = yaml.safe_load(path.read_text("utf-8"))
    assert {"name", "description", "body"} <= form.keys()
    assert any(field.get("validations", {}).get("required") for field in form["body"])
    assert len({field["id"] for field in form["body"]}) == len(form["body"])


def test_the_changelog_begins_with_the_version_there_is() -> None:
    versions = re.findall(r"^## \[(\d[\d.]*)\]", _read("CHANGELOG.md"), flags=re.MULTILINE)
    assert versions[0] == __version__
