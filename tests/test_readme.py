"""The README says what is true: every command, option and format is in it, and none that is not there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from backissue.cli import COMMANDS, find_command
from backissue.model import Facts
from backissue.sources.recognise import readers

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
FIVE_MINUTES = README.partition("## An archive of your own")[2].partition("### What it reads")[0]
FORMATS = README.partition("### What it reads")[2].partition("## Editing")[0]


def options(command: click.Command) -> list[str]:
    """The long options of a command but for those that every command has."""
    return [name for option in command.params for name in option.opts if name.startswith("--") and name != "--help"]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_it(name: str) -> None:
    assert f"backissue {name}" in README


@pytest.mark.parametrize(
    ("command", "option"),
    [(name, option) for name in COMMANDS for option in options(find_command(name))],
)
def test_every_option_of_an_import_a_build_and_a_check_is_in_it_or_in_the_help(command: str, option: str) -> None:
    """What the README leaves out, the help has to explain."""
    (parameter,) = [it for it in find_command(command).params if option in it.opts]
    assert option in README or getattr(parameter, "help", None)


def test_it_names_no_option_that_is_not_there() -> None:
    known = {option for name in COMMANDS for option in options(find_command(name))} | {"--root", "--help"}
    own = re.sub(r"(?:^|`)(?:git|uv|pipx|python3) [^`\n]*", "", README, flags=re.MULTILINE)
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", own)) <= known


def test_its_table_lists_just_the_formats_there_are() -> None:
    rows = [line.split("|")[1] for line in FORMATS.splitlines() if line.startswith("| `")]
    assert sorted(re.findall(r"`([a-z]+)`", " ".join(rows))) == sorted(reader.name for reader in readers())


def test_it_names_every_fact_that_a_source_can_be_given() -> None:
    for name in Facts.__dataclass_fields__:
        assert re.search(rf"\b{name}:", README), name


def test_its_five_minutes_work_as_they_stand(tmp_path: Path) -> None:
    """In a shell, in a folder with blanks, without a locale; the site is built instead of shown until Ctrl-C."""
    blocks = re.findall(r"```\n(.*?)```", FIVE_MINUTES, flags=re.DOTALL)
    assert blocks[0].count("backissue serve\n") == 1
    commands = blocks[0].replace("backissue serve\n", "backissue build --jobs 1\nbackissue check --site\n")
    folder = tmp_path / "a new folder"
    folder.mkdir()
    environment = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "HOME": str(tmp_path), "LANG": "C"}
    done = subprocess.run(["bash", "-e", "-c", commands], cwd=folder, env=environment, capture_output=True, check=False)
    said = done.stdout.decode() + done.stderr.decode()
    assert done.returncode == 0, said
    assert "Items: new 2." in said
    assert "No problems, 2 hints.\n" in said  # two pages to be written
    assert (folder / "my-letters/site/weeks/2023-03-26/reflexion/index.html").is_file(), said
