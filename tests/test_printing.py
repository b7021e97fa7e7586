"""What commands print besides problems: summaries, the line of progress, and what lets shells complete them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from backissue.cli import main
from backissue.cli.completion_command import SHELLS
from backissue.cli.printing import Progress
from tests.archives import page, put

WORDS = ["import", "build", "check"]


def be_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)


def shown(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [line for line in capsys.readouterr().err.split("\r\x1b[K") if line]


@pytest.mark.parametrize("command", WORDS)
def test_a_quiet_command_prints_problems_and_nothing_else(toy: Path, command: str) -> None:
    put(toy, {"undated/bad.md": "no front matter"})
    loud = CliRunner().invoke(main, ["--root", str(toy), command])
    quiet = CliRunner().invoke(main, ["--root", str(toy), command, "--quiet"])
    assert loud.stdout
    assert (quiet.exit_code, quiet.stdout, quiet.stderr) == (loud.exit_code, "", loud.stderr)


def test_a_quiet_import_still_gives_the_report_it_is_asked_for(toy: Path) -> None:
    said = CliRunner().invoke(main, ["--root", str(toy), "import", "--quiet", "--report", "json"])
    assert said.stdout.startswith("{")


def test_a_verbose_build_lists_each_problem_singly(toy: Path) -> None:
    put(toy, {f"undated/{number}.md": page(f"P{number}", body="<script>1</script>\n") for number in range(5)})
    said = [CliRunner().invoke(main, ["--root", str(toy), "build", *words]).stderr for words in ([], ["--verbose"])]
    assert ["and 4 more, which --verbose lists" in text for text in said] == [True, False]
    assert said[1].count("active content: the element <script>") == 5


def test_a_step_that_takes_longer_than_two_seconds_says_how_long_it_will_take(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    be_terminal(monkeypatch)
    times: Iterator[float] = iter([0.0, 1.0, 1.01, 10.0, 10.05, 40.0, 41.0])
    progress = Progress(lambda: next(times))
    for done in (0, 1, 2, 10, 11, 100):
        progress("Rendering pages", done, 100)
    progress("Indexing for search")
    progress.end()
    assert shown(capsys) == [
        "Rendering pages 0 of 100 …",
        "Rendering pages 1 of 100 …",
        "Rendering pages 10 of 100, about 90 s left …",
        "Rendering pages 100 of 100 …",
        "Indexing for search …",
    ]


def test_what_a_step_is_at_cannot_act_on_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    be_terminal(monkeypatch)
    Progress()("Reading sources", 1, 2, "a\x1b[31m\n.md")
    assert shown(capsys) == ["Reading sources 1 of 2: a\\u001b[31m\\u000a.md …"]


def test_in_a_pipe_there_is_no_progress(capsys: pytest.CaptureFixture[str]) -> None:
    Progress()("Rendering pages", 1, 2)
    assert shown(capsys) == []


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_gets_its_completion(shell: str) -> None:
    said = CliRunner().invoke(main, ["completion", shell])
    assert (said.exit_code, said.stderr) == (0, "")
    assert f"_BACKISSUE_COMPLETE={shell}_complete" in said.stdout


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash here")
def test_bash_completes_commands_and_options() -> None:
    script = CliRunner().invoke(main, ["completion", "bash"]).stdout
    bin_folder = Path(sys.executable).parent
    words = f"COMP_WORDS=({bin_folder}/backissue check --si); COMP_CWORD=2"
    asked = f"{script}\n{words}\n_backissue_completion {bin_folder}/backissue\necho ${{COMPREPLY[@]}}\n"
    done = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["--site"]


@pytest.mark.parametrize(
    ("command", "steps"),
    [
        (["import"], ["Reading content/", "Reading sources", "Merging items", "Writing pages"]),
        (["export", "csv"], ["Reading content/", "Writing exports"]),
        (["names"], ["Reading content/", "Looking for names"]),
        (["topics"], ["Reading content/"]),
        (["topics", "rename", "--dry-run", "Sound", "Noise"], ["Reading content/"]),
        (["before", "https://example.org/"], ["Reading content/"]),
        (["remove", "--dry-run", "content/undated/talk.md"], ["Reading content/"]),
    ],
)
def test_a_command_says_how_far_it_is_with_what_grows_with_the_archive(
    toy: Path, command: list[str], steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = page("Talk", kind="transcript", topics="[Sound]", body="We speak of names here.\n")
    put(toy, {"undated/talk.md": talk, "sources/letter.md": "# A letter\n\nIt says something.\n"})
    (toy / "content/archive.yml").write_text("sources:\n- file: letter.md\n", "utf-8")
    said = list[str]()
    monkeypatch.setattr(
        Progress, "__call__", lambda _self, step, _done=0, of=0, _detail="": said.append(step * bool(of))
    )
    assert CliRunner().invoke(main, ["--root", str(toy), *command]).exception is None
    assert set(steps) <= {*said}
