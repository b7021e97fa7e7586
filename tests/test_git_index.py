"""What git tracks of the folders for results was made by somebody else, and is refused."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from backissue.cli import main
from backissue.git_index import refuse_tracked
from backissue.model import UsageError
from tests.archives import make_archive

FOLDERS = (".backissue", "docs", "site")


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True)


def add(root: Path, name: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text("x")
    git(root, "add", "-f", name)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    add(tmp_path, "docs/README.md")
    return tmp_path


def test_an_archive_outside_git_is_not_refused(tmp_path: Path) -> None:
    (tmp_path / ".backissue").mkdir()
    refuse_tracked(tmp_path, FOLDERS)


def test_what_git_does_not_track_is_not_refused(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse_tracked(repository, FOLDERS, allowed=["docs/README.md"])
    git(repository, "rm", "-q", "--cached", "docs/README.md")
    add(repository, "content/a.md")
    (repository / "site").mkdir()
    (repository / "site/index.html").write_text("x")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("git was asked"))
    refuse_tracked(repository, FOLDERS)


@pytest.mark.parametrize("name", [".backissue/store.sqlite", "docs/a/b.md", "site/index.html", "docs/README.md"])
@pytest.mark.parametrize("version", ["2", "4"])
def test_what_git_tracks_is_refused_with_what_to_do(repository: Path, name: str, version: str) -> None:
    add(repository, name)
    git(repository, "update-index", "--index-version", version)
    with pytest.raises(UsageError, match=r"git tracks .*: run `git rm -r --cached --quiet [.\w]+`"):
        refuse_tracked(repository, FOLDERS)


def test_an_archive_may_be_a_folder_of_a_repository_or_a_second_working_tree(repository: Path, tmp_path: Path) -> None:
    add(repository, "archive/site/index.html")
    refuse_tracked(repository, FOLDERS, allowed=["docs/README.md"])
    with pytest.raises(UsageError, match=r"git tracks site/index\.html"):
        refuse_tracked(repository / "archive", FOLDERS)
    git(repository, "-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "-qm", "x")
    git(repository, "worktree", "add", "-q", str(tmp_path / "other"))
    with pytest.raises(UsageError, match=r"git tracks site/index\.html"):
        refuse_tracked(tmp_path / "other/archive", FOLDERS)


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), *words], catch_exceptions=False)


@pytest.mark.parametrize(
    ("name", "commands"),
    [
        (".backissue/store.sqlite", ["build", "check", "import", "serve"]),
        ("docs/index.md", ["build", "serve"]),
        ("site/index.html", ["build", "serve"]),
    ],
)
def test_no_command_reads_what_git_brought_along(toy: Path, name: str, commands: list[str]) -> None:
    git(toy, "init", "-q")
    add(toy, name)
    for command in commands:
        done = run(toy, command)
        assert done.exit_code == 2
        assert f"git tracks {name}" in done.output


@pytest.mark.parametrize("place", ["content", "."])
def test_nobody_is_told_to_take_the_archive_out_of_git_to_build_over_it(tmp_path: Path, place: str) -> None:
    root = make_archive(tmp_path)
    git(root, "init", "-q")
    git(root, "add", "--all")
    done = CliRunner().invoke(main, ["--root", str(root), "build", "--site-dir", str(root / place)])
    assert done.exit_code == 2
    assert "the site cannot go to" in done.output
    assert "git rm" not in done.output
