"""A command that has nothing to do ends at once, and notices whatever anybody changed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from backissue.cli import main
from backissue.file_index import SLACK
from backissue.site import rebuild
from backissue.site.build import build
from tests.archives import change, make_toy, page, put, snapshot

pytestmark = pytest.mark.slow
HEAVY = ("mkdocs", "jinja2", "markdown", "yaml", "selectolax", "backissue.merge", "backissue.archive")


def wait() -> None:
    """Wait until the times of files tell their changes apart."""
    time.sleep(SLACK / 1e9 + 0.02)


@pytest.fixture
def ready(toy: Path) -> Path:
    """The toy archive, built where it is."""
    build(toy, toy / "site")
    wait()
    return toy


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As ``ready``, for tests in the end of which it is as it was."""
    root = make_toy(tmp_path_factory.mktemp("standing") / "toy")
    build(root, root / "site")
    return root


def refuse(*_: object) -> None:
    pytest.fail("all the work was done again")


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), *words], catch_exceptions=False)


@pytest.mark.parametrize("command", [["build"], ["check"], ["check", "--site"]])
def test_a_second_run_says_the_same_and_loads_nothing_that_it_does_not_need(ready: Path, command: list[str]) -> None:
    put(ready, {"weeks/2023-03-26/bad.md": page("Bad", id="", body="<script>1</script>\n")})
    before = run(ready, *command)
    wait()
    code = f"""import sys, backissue.cli
try:
    backissue.cli.main()
finally:
    print([name for name in {HEAVY} if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", code, "--root", str(ready), *command], capture_output=True, text=True, check=False
    )
    assert done.returncode == before.exit_code == 1
    assert before.stderr == done.stderr
    assert done.stdout.splitlines()[-1] == "['yaml', 'backissue.archive']"  # which known problems there are
    assert "nothing has changed" in done.stdout or command[0] == "check"


def test_times_alone_are_no_change(ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuild, "rebuild", refuse)
    for path in [*(ready / "content").rglob("*.md"), *(ready / "site").rglob("*.html")]:
        os.utime(path)
    assert build(ready, ready / "site").idle
    wait()
    assert build(ready, ready / "site").idle


def damage(name: str, old: bytes, new: bytes) -> Callable[[Path], object]:
    def edit(root: Path) -> None:
        data = (root / name).read_bytes()
        assert old in data
        (root / name).write_bytes(data.replace(old, new, 1))

    return edit


DAMAGE: dict[str, Callable[[Path], object]] = {
    "a page of the site is gone": lambda root: (root / "site/about/index.html").unlink(),
    "a page of the site is edited": damage("site/about/index.html", b"made up", b"MADE UP"),
    "a page of the site is longer": damage("site/about/index.html", b"</html>", b"</html><p>more</p>"),
    "a picture of the theme is gone": lambda root: next((root / "site/assets").rglob("*.css")).unlink(),
    "a feed is edited": damage("site/feed.json", b"title", b"TITLE"),
    "somebody's file is in the site": lambda root: (root / "site/extra.html").write_text("x"),
    "a document is gone": lambda root: (root / "docs/about.md").unlink(),
    "a document is edited": damage("docs/about.md", b"made up", b"MADE UP"),
    "a document is longer": damage("docs/about.md", b"\n", b"\nmore\n"),
    "somebody's document": lambda root: (root / "docs/extra.md").write_text("x"),
    "the search index is gone": lambda root: (root / "site/search-index/entry.json").unlink(),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_what_somebody_did_to_the_results_is_put_right(standing: Path, name: str) -> None:
    wait()
    before = {folder: snapshot(standing / folder) for folder in ("docs", "site")}
    DAMAGE[name](standing)
    assert not build(standing, standing / "site").idle
    assert {folder: snapshot(standing / folder) for folder in ("docs", "site")} == before


EDITS: dict[str, Callable[[Path], object]] = {
    "a page": lambda root: change(root / "content/weeks/2023-03-26/link.md", "One.", "Two."),
    "a page by hand": lambda root: change(root / "content/about.md", "made up", "invented"),
    "the settings": lambda root: change(root / "mkdocs.yml", "site_name: ", "site_name: Not "),
    "a partial of the theme": lambda root: put(root, {"../site_templates/theme/partials/pages/week.html": "x"}),
    "a style of the theme": lambda root: put(root, {"../site_templates/theme/assets/stylesheets/tokens.css": "/**/"}),
}


@pytest.mark.parametrize("name", EDITS)
def test_what_changes_what_a_build_reads_is_built(ready: Path, name: str) -> None:
    EDITS[name](ready)
    assert not build(ready, ready / "site").idle
    assert build(ready, ready / "site").idle


def test_what_the_settings_take_from_the_environment_counts(ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://elsewhere.example/")
    assert not build(ready, ready / "site").idle
    monkeypatch.setenv("UNRELATED", "1")
    monkeypatch.setattr(rebuild, "rebuild", refuse)
    assert build(ready, ready / "site").idle


def test_a_day_counts_on_which_something_is_to_be_published(ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(ready, {"weeks/2023-03-26/later.md": page("Later", publish="2026-02-01")})
    assert build(ready, ready / "site", today=date(2026, 1, 1)).withheld == 1
    with monkeypatch.context() as patch:
        patch.setattr(rebuild, "rebuild", refuse)
        assert build(ready, ready / "site", today=date(2026, 1, 31)).idle
    assert not build(ready, ready / "site", today=date(2026, 2, 1)).idle
    monkeypatch.setattr(rebuild, "rebuild", refuse)
    assert build(ready, ready / "site", today=date(2027, 1, 1)).idle


def test_an_edit_while_a_build_runs_is_built_by_the_next(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = rebuild.rebuild

    def edit_meanwhile(*given: object) -> object:
        done = work(*given)  # type: ignore[arg-type]
        change(toy / "content/about.md", "made up", "invented")
        return done

    monkeypatch.setattr(rebuild, "rebuild", edit_meanwhile)
    build(toy, toy / "site")
    monkeypatch.undo()
    assert not build(toy, toy / "site").idle
    assert "invented" in (toy / "docs/about.md").read_text("utf-8")


def test_a_check_reads_again_what_changed(ready: Path) -> None:
    assert run(ready, "check").exit_code == 0
    assert run(ready, "check", "--site").exit_code == 0
    put(ready, {"weeks/2023-03-26/bad.md": page("Bad", body="<script>1</script>\n")})
    assert run(ready, "check").exit_code == 1
    (ready / "content/weeks/2023-03-26/bad.md").unlink()
    assert run(ready, "check").exit_code == 0
    damage("site/about/index.html", b'href="', b'href="nowhere/')(ready)
    assert run(ready, "check").exit_code == 0
    assert run(ready, "check", "--site").exit_code == 1
