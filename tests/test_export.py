"""The command ``export``: which items go where, and the exit code that it ends with."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from backissue import cli
from backissue.site.exports import FORMATS
from tests.archives import make_archive, page, put

WEEK = "weeks/2023-03-26"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An archive of four items, one of them in two weeks."""
    return make_archive(
        tmp_path / "archive",
        {
            "weeks/2023-04-09/new.md": page("New", kind="transcript", week="2023-04-09"),
            f"{WEEK}/one.md": page("One", topics="[Economics > General]"),
            f"{WEEK}/two.md": page("Two", kind="session", topics="[Sound]", also_in="[2023-04-02]"),
            "undated/drei.md": page("Drei", week="", topics="[economics]", body="Größe 東京 \U0001f600\n"),
        },
    )


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(cli.main, ["--root", str(root), "export", *words], catch_exceptions=False)


def titles(root: Path, *words: str) -> list[str]:
    """The titles that are exported."""
    result = run(root, "jsonl", *words)
    assert result.exit_code == 0
    return [json.loads(line)["title"] for line in result.stdout_bytes.decode().split("\n")[:-1]]


def test_the_names_of_formats_are_those_there_are() -> None:
    (argument,) = [it for it in cli.find_command("export").params if it.name == "form"]
    assert isinstance(argument.type, click.Choice)
    assert list(argument.type.choices) == [*FORMATS, "entries", "email"]


def test_all_items_are_written_newest_first_and_the_undated_last(root: Path) -> None:
    assert titles(root) == ["New", "One", "Two", "Drei"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--topic", "Economics"], ["One", "Drei"]),
        (["--topic", "economics-general"], ["One"]),
        (["--topic", "Economics > General"], ["One"]),
        (["--week", "2023-03-20"], ["One", "Two"]),
        (["--week", "2023-04-02"], ["Two"]),
        (["--kind", "session"], ["Two"]),
        (["--kind", "paper", "--week", "2023-03-26"], ["One"]),
        (["--kind", "summary"], []),
    ],
)
def test_items_are_chosen_by_topic_week_and_kind(root: Path, words: list[str], expected: list[str]) -> None:
    assert titles(root, *words) == expected


@pytest.mark.parametrize(
    "words", [["--topic", "Nothing"], ["--week", "2020-01-05"], ["--week", "soon"], ["--kind", "x"]]
)
def test_what_there_is_none_of_is_used_wrongly(root: Path, words: list[str]) -> None:
    result = run(root, "csv", *words)
    assert result.exit_code == 2
    assert result.stdout == ""


def test_an_unknown_format_is_used_wrongly(root: Path) -> None:
    assert run(root, "xlsx").exit_code == 2


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_is_what_standard_output_would_be(root: Path, form: str, tmp_path: Path) -> None:
    result = run(root, form, "-o", str(tmp_path / "out" / "file"))
    assert (result.exit_code, result.output) == (0, "")
    assert (tmp_path / "out" / "file").read_bytes() == run(root, form).stdout_bytes


def test_it_is_utf_8_whatever_the_machine_speaks(root: Path) -> None:
    command = [sys.executable, "-m", "backissue", "--root", str(root), "export", "csv"]
    done = subprocess.run(command, env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}, capture_output=True, check=True)
    assert "Größe 東京 \U0001f600" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_archive_is_an_empty_file(tmp_path: Path, form: str) -> None:
    result = run(make_archive(tmp_path), form)
    assert result.exit_code == 0
    assert result.stdout_bytes.decode() == FORMATS[form].head


def test_broken_pages_are_told_and_the_good_ones_written(root: Path) -> None:
    put(root, {f"{WEEK}/bad.md": "---\nid: bad\n---\n"})
    result = run(root, "jsonl")
    assert result.exit_code == 1
    assert result.stdout.count("\n") == 4
    assert f"content/{WEEK}/bad.md" in result.stderr


def test_a_place_that_cannot_be_written_is_the_machine_s(root: Path, tmp_path: Path) -> None:
    assert run(root, "csv", "-o", str(tmp_path)).exit_code == 3


def test_whoever_has_read_enough_may_go(root: Path) -> None:
    """As ``backissue export csv | head -1`` does."""
    put(root, {f"{WEEK}/long.md": page("Long", body="Long. " * 100_000)})
    command = [sys.executable, "-m", "backissue", "--root", str(root), "export", "csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
