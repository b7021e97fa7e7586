"""Symbolic links below ``content/``: none is followed, wherever it stands and wherever it leads."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from backissue.cli import main
from tests.archives import PNG, make_archive, page, snapshot, without_nav

SOURCE = "# Papers\n\n| Title | Week | Abstract |\n|---|---|---|\n| Secret paper | 2023-03-26 | Secret words. |\n"


def link(root: Path, name: str, outside: Path) -> None:
    """Put a link below ``content/`` in the place of what is there; it leads to a copy outside."""
    path = root / "content" / name
    path.rename(outside)
    path.symlink_to(outside)


def kept(path: Path) -> dict[str, bytes]:
    """What a link leads to: a file, or all files below a folder."""
    return snapshot(path) if path.is_dir() else {"": path.read_bytes()}


@pytest.mark.parametrize(
    "name",
    [
        "sources",
        "sources/letters",
        "sources/letters/papers.md",
        "archive.yml",
        "records",
        "weeks",
        "weeks/2023-03-26",
        "weeks/2023-03-26/secret-paper.md",
        "weeks/2023-03-26/secret.png",
    ],
)
def test_no_link_below_content_is_followed(tmp_path: Path, name: str) -> None:
    root = make_archive(tmp_path / "archive", {"sources/letters/papers.md": SOURCE}, "  - file: letters/papers.md\n")
    run = CliRunner()
    assert run.invoke(main, ["--root", str(root), "import"]).exit_code == 0
    (root / "content/weeks/2023-03-26/secret.png").write_bytes(PNG)
    link(root, name, tmp_path / "outside")
    before = kept(tmp_path / "outside")
    done = run.invoke(main, ["--root", str(root), "import"])
    assert done.exit_code in ({0} if name.endswith(".png") else {1}), done.output
    assert kept(tmp_path / "outside") == before
    checked = run.invoke(main, ["--root", str(root), "check"])
    said = done.output + checked.output
    assert f"content/{name}: a symbolic link, which is not followed" in said or f"content/{name}/" in said


@pytest.mark.slow
@pytest.mark.parametrize(
    "command", ["import", "check", "build", "export csv", "upgrade --yes", "check --fix", "check --site"]
)
def test_every_command_takes_a_relative_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    files = {"sources/papers.md": SOURCE, "undated/a.md": page("A", week="")}
    without_nav(make_archive(tmp_path / "some/archive", files, "  - file: papers.md\n"))
    monkeypatch.chdir(tmp_path)
    if "--site" in command:
        CliRunner().invoke(main, ["--root", "some/archive", "build"])
    done = CliRunner().invoke(main, ["--root", "some/archive", *command.split()])
    assert done.exit_code == 0, done.output
    assert {path.name for path in tmp_path.iterdir()} == {"some"}
    assert {path.name for path in (tmp_path / "some").iterdir()} == {"archive"}
