"""Files that are named and not listed: what they would become, and how ``import --add`` takes them in."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from backissue import cli
from backissue.archive.config_edits import add_sources
from backissue.yaml_text import load
from tests.archives import PNG, make_archive, put, snapshot

LETTER = "# Bells\n\nThey ring at noon.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_archive(
        tmp_path / "archive", {"sources/old.md": "# Old\n\nAn old letter.\n"}, "  - file: old.md # first\n"
    )


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """A folder elsewhere with six letters and a picture."""
    folder = tmp_path / "letters"
    (folder / "img").mkdir(parents=True)
    for number in range(6):
        (folder / f"{number}.md").write_text(f"# Letter {number}\n\nOf {number} bells. ![A bell](img/b.png)\n", "utf-8")
    (folder / "img" / "b.png").write_bytes(PNG)
    return folder


def test_what_a_file_that_is_not_listed_would_become_is_shown_and_nothing_written(root: Path, tmp_path: Path) -> None:
    before = snapshot(root)
    done = run(root, put_beside(tmp_path, "bells.md"))
    assert (done.exit_code, snapshot(root)) == (0, before)
    assert "  would be new: content/undated/bells.md\n" in done.stdout
    assert done.stdout.endswith("adds to `sources`:\n\n  - file: bells.md\n")


def test_add_copies_a_file_lists_it_and_reads_it_in(root: Path, tmp_path: Path) -> None:
    done = run(root, "--add", put_beside(tmp_path, "bells.md"))
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "Items: new 1.")
    assert (root / "content/sources/bells.md").read_text("utf-8") == LETTER
    assert settings(root) == "sources:\n  - file: old.md # first\n  - file: bells.md\n"
    assert run(root).stdout.endswith("Items: new 1, same 1.\n")


def test_a_file_below_sources_is_listed_where_it_is(root: Path) -> None:
    put(root, {"sources/a/bells.md": LETTER})
    assert run(root, "--add", str(root / "content/sources/a/bells.md")).exit_code == 0
    assert settings(root).endswith("  - file: a/bells.md\n")


def test_a_folder_comes_with_its_pictures_and_is_one_entry(root: Path, letters: Path) -> None:
    done = run(root, "--add", str(letters))
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "Items: new 6."), done.output
    assert settings(root).endswith('first\n  - files: "letters/*.md"\n')
    assert (root / "content/sources/letters/img/b.png").read_bytes() == PNG
    assert len(list((root / "content").glob("**/*.png"))) > 1  # it lies beside the pages too


def test_a_pattern_that_would_name_other_files_is_not_written(root: Path, letters: Path) -> None:
    put(root, {"sources/letters/private.md": "# Notes\n\nFor nobody.\n"})
    run(root, "--add", str(letters))
    assert settings(root).splitlines()[2:] == [f"  - file: letters/{number}.md" for number in range(6)]


def test_what_cannot_be_read_is_neither_copied_nor_listed(root: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"a\0b")
    done = run(root, "--add", str(tmp_path / "bad.txt"), put_beside(tmp_path, "bells.md"))
    assert not (root / "content/sources/bad.txt").exists()
    assert settings(root).count("- file") == 2
    assert "bad.txt:1: binary" in done.stderr


def test_another_file_of_that_name_is_not_replaced(root: Path, tmp_path: Path) -> None:
    before = snapshot(root)
    done = run(root, "--add", put_beside(tmp_path, "old.md"))
    assert (done.exit_code, snapshot(root)) == (2, before)
    assert "content/sources/old.md is another file of that name: rename one of them" in done.stderr


def test_files_of_one_name_are_told_apart_by_their_folders(root: Path, tmp_path: Path) -> None:
    letters = {f"{day}/index.md": f"# Letter of {day}\n\nOf {day} and bells.\n" for day in ("monday", "tuesday")}
    for name, text in letters.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, "utf-8")
    done = run(root, "--add", *(str(tmp_path / name) for name in letters), put_beside(tmp_path, "bells.md"))
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "Items: new 3."), done.output
    for name, text in letters.items():
        assert (root / "content/sources" / name).read_text("utf-8") == text
    assert (root / "content/sources/bells.md").is_file()


def test_a_file_that_is_nowhere_is_wrong_usage(root: Path) -> None:
    done = run(root, "nowhere.md")
    assert (done.exit_code, "nowhere.md is no file" in done.stderr) == (2, True)


def test_a_dry_run_adds_nothing(root: Path, tmp_path: Path) -> None:
    before = snapshot(root)
    assert run(root, "--add", "--dry-run", put_beside(tmp_path, "bells.md")).exit_code == 0
    assert snapshot(root) == before


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "sources:\n  - file: b\n"),
        ("week_ends: sunday", "week_ends: sunday\nsources:\n  - file: b\n"),
        ("sources: []\nnames: []\n", "sources:\n  - file: b\nnames: []\n"),
        ("sources:\nnames: []\n", "sources:\n  - file: b\nnames: []\n"),
        ("sources: #\n  - file: a #\n\n# z\nnames: []\n", "sources: #\n  - file: a #\n  - file: b\n\n# z\nnames: []\n"),
        ("sources:\n- file: a\n  people:\n    - Ada\n", "sources:\n- file: a\n  people:\n    - Ada\n- file: b\n"),
        ("sources: [{file: a}]\n", "sources: [{file: a}, {file: b}]\n"),
        ("sources:\n  [\n    {file: a},\n  ]\n", "sources:\n  [\n    {file: a}, {file: b}\n  ]\n"),
        ("sources:\r\n  - {file: a}\r\n", "sources:\r\n  - {file: a}\r\n  - file: b\r\n"),
        ("sources:\n  - file: a", "sources:\n  - file: a\n  - file: b\n"),
    ],
)  # fmt: skip
def test_an_entry_is_added_where_a_person_would_write_it(before: str, after: str) -> None:
    assert add_sources(before, ["file: b"]) == after
    assert list(load(after)[0]["sources"])[-1] == {"file": "b"}


def put_beside(folder: Path, name: str) -> str:
    (folder / name).write_text(LETTER, "utf-8")
    return str(folder / name)


def settings(root: Path) -> str:
    return (root / "content" / "archive.yml").read_text("utf-8")


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli.main, ["--root", str(root), "import", *arguments], catch_exceptions=False)
