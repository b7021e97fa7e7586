"""Problems that ``archive.yml`` says to leave: they are counted and not printed, and an entry ends with its problem."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from backissue import cli
from backissue.archive.config import parse_config
from backissue.archive.known_problems import Scope, sort_out
from backissue.model import KnownProblem, Problem
from tests.archives import make_archive, put

TABLE = "| Title | Week |\n|---|---|\n| Sparks | 2023-03-26 |\nstray\n"
KNOWN = "known_problems:\n  - {file: sources/t.md, what: Outside the  table, why: printed so}\n"
STRAY = Problem("content/sources/t.md", 4, "text outside the table", "make it a row")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {"sources/t.md": TABLE, "archive.yml": f"sources:\n  - file: t.md\n{KNOWN}"}
    return make_archive(tmp_path, files)


@pytest.mark.parametrize("file", ["sources/t.md", "content/sources/t.md", "sources/*.md", "sources/"])
def test_a_problem_is_known_by_its_file_and_its_words(file: str) -> None:
    found = sort_out([STRAY], [KnownProblem(file, "OUTSIDE the")])
    assert (found.left, found.known) == ((), (STRAY,))


@pytest.mark.parametrize("known", [KnownProblem("sources/u.md", "outside"), KnownProblem("sources/t.md", "inside")])
def test_another_file_or_other_words_are_another_problem(known: KnownProblem) -> None:
    assert sort_out([STRAY], [known]).left == (STRAY,)


@pytest.mark.parametrize(
    ("file", "scope", "is_named"),
    [
        ("sources/t.md", Scope.SOURCES, True),
        ("sources/t.md", Scope.PAGES, False),
        ("weeks/a.md", Scope.PAGES, True),
        ("weeks/a.md", Scope.SOURCES, False),
        ("**/a.md", Scope.PAGES, False),
        ("sources/t.md", Scope.NONE, False),
    ],
)
def test_an_entry_that_means_nothing_any_more_is_named_by_the_command_that_would_find_it(
    file: str, scope: Scope, *, is_named: bool
) -> None:
    left = sort_out([], [KnownProblem(file, "odd", 3)], scope).left
    what = f"the known problem `odd` of {file} no longer occurs"
    hint = Problem("content/archive.yml", 3, what, "remove the entry", is_hint=True)
    assert left == ((hint,) if is_named else ())


def test_a_problem_that_is_known_does_not_fail_an_import(root: Path) -> None:
    done = run(root, "import")
    assert (done.exit_code, done.stderr) == (0, "1 known problem: --verbose lists them\n")
    assert run(root, "import", "-v").stderr == f"known: {STRAY}, a heading that begins with #, or remove it\n"


def test_a_problem_that_is_new_fails_it(root: Path) -> None:
    put(root, {"undated/bad.md": "no front matter"})
    assert [run(root, "import").exit_code, run(root, "check").exit_code] == [1, 1]


def test_an_entry_whose_problem_was_fixed_is_named(root: Path) -> None:
    put(root, {"sources/t.md": TABLE.replace("stray\n", "")})
    done = run(root, "import")
    assert (done.exit_code, "no longer occurs: remove the entry" in done.stderr) == (0, True)
    assert "no longer occurs" not in run(root, "import", "t.md").stderr


def test_json_has_them_apart(root: Path) -> None:
    report = json.loads(run(root, "import", "--report", "json").stdout)
    assert (report["problems"], [known["what"] for known in report["known"]]) == ([], [STRAY.what])


@pytest.mark.parametrize("key", ["file", "what", "why"])
def test_file_words_and_reason_are_needed(key: str) -> None:
    entry = ", ".join(f"{name}: x" for name in ("file", "what", "why") if name != key)
    config, problems = parse_config(f"sources: []\nknown_problems:\n  - {{{entry}}}\n")
    assert config.known_problems == ()
    assert [(problem.line, problem.what) for problem in problems] == [(3, f"`{key}` is missing")]


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli.main, ["--root", str(root), *arguments], catch_exceptions=False)
