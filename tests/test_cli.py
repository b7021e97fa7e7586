"""The commands as people meet them: what they print, what they write, and the exit code they end with."""

from __future__ import annotations

import errno
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from backissue import __version__, cli, files
from backissue.files import Batch
from tests.archives import PROJECT, change, make_archive, make_toy, page, put, snapshot, without_nav

TABLE = (
    "| Week | title | category | abstract | Paper-Link |\n|:--|:--|:--|:--|:--|\n"
    "| 2023-03-26 | Sparks | Sound | One. | [arxiv](https://arxiv.org/abs/2303.00001) |\n"
)
COMMANDS = (
    "new",
    "import",
    "build",
    "serve",
    "check",
    "changes",
    "export",
    "before",
    "fetch",
    "links",
    "topics",
    "names",
    "remove",
    "upgrade",
    "schema",
    "completion",
)


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(cli.main, ["--root", str(root), *words], catch_exceptions=False)


@pytest.fixture
def tabled(tmp_path: Path) -> Path:
    """An archive with one source of one paper, not imported yet."""
    return without_nav(make_archive(tmp_path / "archive", {"sources/table.md": TABLE}, "  - file: table.md\n"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_toy(tmp_path_factory.mktemp("cli") / "toy")
    assert run(root, "build", "--jobs", "1").exit_code == 0
    return root


def test_the_help_lists_every_command_and_the_exit_codes() -> None:
    result = CliRunner().invoke(cli.main, ["--help"])
    assert result.exit_code == 0
    assert re.findall(r"^  ([a-z]+)  ", result.output, flags=re.MULTILINE) == list(COMMANDS)
    assert set(COMMANDS) == set(cli.COMMANDS)
    assert re.findall(r"^ +(\d)  ", result.output, flags=re.MULTILINE) == ["0", "1", "2", "3"]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_says_what_it_does(name: str) -> None:
    command = cli.find_command(name)
    result = CliRunner().invoke(cli.main, [name, "--help"])
    assert result.exit_code == 0
    assert command.help
    assert all(option.help for option in command.params if isinstance(option, click.Option))
    assert "Exit codes:" in result.output


def test_the_version_is_told() -> None:
    assert CliRunner().invoke(cli.main, ["--version"]).output == f"backissue, version {__version__}\n"


@pytest.mark.parametrize(("name", "said"), [("biuld", "did you mean `build`?"), ("frobnicate", "'frobnicate'\n")])
def test_a_mistyped_command_is_told_the_nearest_one(name: str, said: str) -> None:
    result = CliRunner().invoke(cli.main, [name])
    assert (result.exit_code, result.output.endswith(f"{said}\n" if said.endswith("?") else said)) == (2, True)


def test_the_package_runs_as_a_module(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "backissue", "--root", str(tmp_path), "check"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"backissue: {tmp_path} has no mkdocs.yml: ")


@pytest.mark.parametrize("words", [["import"], ["build"], ["serve"], ["check"], ["check", "--site"]])
def test_outside_of_an_archive_a_command_is_used_wrongly(tmp_path: Path, words: list[str]) -> None:
    result = run(tmp_path, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert re.fullmatch(r"backissue: .* has no mkdocs\.yml: run this in an archive's folder, .*\n", result.stderr)
    assert snapshot(tmp_path) == {}


@pytest.mark.parametrize(
    "words",
    [
        ["no-such-command"],
        ["build", "--shard", "0/2"],
        ["build", "--shard", "3/2"],
        ["build", "--shard", "x"],
        ["build", "--jobs", "0"],
        ["import", "--report", "xml"],
        ["import", "no-such-source.md"],
        ["serve", "--port", "99999"],
        ["new"],
        ["build", "--site-dir", "."],
    ],
)
def test_wrong_words_end_with_2(tabled: Path, words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tabled)
    result = CliRunner().invoke(cli.main, words, catch_exceptions=False)
    assert result.exit_code == 2
    assert result.stderr


def test_an_import_says_what_became_of_every_line_and_item(tabled: Path) -> None:
    result = run(tabled, "import")
    assert (result.exit_code, result.stderr) == (0, "")
    assert [line.split() for line in result.stdout.splitlines()] == [
        "source read as lines item heading blank boilerplate problems items".split(),
        "table.md table 3 1 2 0 0 0 1".split(),
        [],
        "Items: new 1.".split(),
    ]
    assert (tabled / "content/weeks/2023-03-26/sparks.md").is_file()


def test_a_dry_run_says_the_same_and_writes_nothing(tabled: Path) -> None:
    before = snapshot(tabled)
    result = run(tabled, "import", "--dry-run")
    assert result.exit_code == 0
    assert "Items, had this not been a dry run: new 1.\n  new: content/weeks/2023-03-26/sparks.md\n" in result.stdout
    assert {name: data for name, data in snapshot(tabled).items() if name != ".backissue/lock"} == before


def test_a_report_as_json_can_be_read_by_programs(tabled: Path) -> None:
    put(tabled, {"sources/table.md": TABLE + "stray\n"})
    result = run(tabled, "import", "--report", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout) == {
        "written": True,
        "sources": [
            {
                "file": "table.md",
                "reader": "table",
                "why": "a row of column names above a rule of hyphens (likely)",
                "lines": {"item": 1, "heading": 2, "blank": 0, "boilerplate": 0, "problem": 1},
                "items": 1,
            }
        ],
        "items": {
            "new": [{"id": "arxiv:2303.00001", "path": "weeks/2023-03-26/sparks.md"}],
            **{
                fate: []
                for fate in ("same", "updated", "conflict", "deleted", "unreadable", "unclear", "gone", "pruned")
            },
        },
        "problems": [
            {
                "file": "content/sources/table.md",
                "line": 4,
                "what": "text outside the table",
                "remedy": "make it a row, a heading that begins with #, or remove it",
            }
        ],
        "redirects": {},
        "hints": [],
        "known": [],
    }


def test_a_hint_is_printed_as_one_and_ends_with_0(tabled: Path) -> None:
    put(tabled, {"sources/table.md": TABLE + TABLE.splitlines()[2].replace("00001", "00002") + "\n"})
    result = run(tabled, "import", "--report", "json")
    assert (result.exit_code, json.loads(result.stdout)["problems"]) == (0, [])
    (hint,) = json.loads(result.stdout)["hints"]
    assert result.stderr == f"{hint['file']}:{hint['line']}: hint: {hint['what']}: {hint['remedy']}\n"
    put(tabled, {"topics/nobody.md": "---\ntitle: Nobody\n---\n"})
    result = run(tabled, "check")
    assert (result.exit_code, result.stdout) == (0, "No problems, 1 hint.\n")
    assert result.stderr.startswith("content/topics/nobody.md: hint: no page shows it: ")


def test_problems_are_printed_one_a_line_with_place_and_remedy_and_end_with_1(tabled: Path) -> None:
    put(tabled, {"sources/table.md": TABLE + "stray\n", "undated/bad.md": "no front matter"})
    result = run(tabled, "import")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "content/sources/table.md:4: text outside the table: make it a row, a heading that begins with #, or remove it",
        (
            "content/undated/bad.md:1: no front matter: begin the file with a line `---`, "
            "the lines `id: …`, `kind: …` and `title: …`, and another line `---`"
        ),
    ]
    assert "new 1" in result.stdout


def test_one_source_can_be_imported_by_name(tabled: Path) -> None:
    put(tabled, {"sources/more.md": TABLE.replace("00001", "00002")})
    result = run(tabled, "import", "--add", "more.md")
    assert "more.md" in result.stdout
    assert "table.md" not in result.stdout
    assert "2303.00002" in (tabled / "content/weeks/2023-03-26/sparks.md").read_text("utf-8")


def test_a_conflict_ends_with_1(tabled: Path) -> None:
    run(tabled, "import")
    change(tabled / "content/weeks/2023-03-26/sparks.md", '"Sparks"', '"Mine"')
    change(tabled / "content/sources/table.md", "| Sparks |", "| Theirs |")
    result = run(tabled, "import")
    assert result.exit_code == 1
    assert "  conflict: content/weeks/2023-03-26/sparks.md\n" in result.stdout
    assert "content/weeks/2023-03-26/sparks.md: `title` was changed here" in result.stderr


def test_a_build_says_what_it_did_and_a_second_that_nothing_changed(built: Path) -> None:
    result = run(built, "build")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"9 items; nothing has changed. The site is in {built / 'site'}.\n"


def test_a_build_goes_where_it_is_told(built: Path, tmp_path: Path) -> None:
    result = run(built, "build", "--site-dir", str(tmp_path / "public"))
    assert "9 items; 38 pages rendered; docs: 0 written" in result.stdout
    assert (tmp_path / "public/search-index/entry.json").is_file()


def test_a_part_of_a_build_has_no_search_index(built: Path, tmp_path: Path) -> None:
    result = run(built, "build", "--site-dir", str(tmp_path / "part"), "--shard", "1/2")
    assert result.exit_code == 0
    assert "search index: 0 files" in result.stdout
    assert not (tmp_path / "part/search-index").exists()


def test_a_build_with_problems_builds_the_rest_and_ends_with_1(tmp_path: Path) -> None:
    root = make_toy(tmp_path)
    change(root / "content/weeks/2023-03-26/link.md", "One.", "<script>x</script>")
    result = run(root, "build", "--jobs", "1")
    assert result.exit_code == 1
    assert result.stderr.startswith(
        "content/weeks/2023-03-26/link.md:9: active content: the element <script>: write it"
    )
    assert (root / "site/weeks/2023-03-26/sparks/index.html").is_file()


def test_a_check_of_a_good_archive_and_its_site_finds_nothing(built: Path) -> None:
    result = run(built, "check", "--site")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "No problems.\n", "")


def test_a_check_counts_the_problems_and_ends_with_1(tmp_path: Path) -> None:
    root = make_toy(tmp_path)
    put(root, {"undated/bad.md": "no front matter"})
    result = run(root, "check", "--site")
    assert (result.exit_code, result.stdout) == (1, "2 problems.\n")
    assert "content/undated/bad.md:1: no front matter: " in result.stderr
    assert "site: no site is here: run `backissue build` first" in result.stderr


def test_an_address_that_would_die_is_a_problem_until_a_check_is_to_fix_it(tabled: Path) -> None:
    run(tabled, "import")
    (tabled / "content/weeks/2023-03-26/sparks.md").unlink()
    put(tabled, {"weeks/2023-03-26/other.md": page("Other", topics="[Sound]")})
    result = run(tabled, "check")
    assert (result.exit_code, result.stdout) == (1, "1 problem.\n")
    assert (
        "/weeks/2023-03-26/sparks/ would die: run `backissue check --fix` or an import, which redirect" in result.stderr
    )
    result = run(tabled, "check", "--fix")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "  redirected: /weeks/2023-03-26/sparks/ to /weeks/2023-03-26/\nNo problems.\n"
    before = snapshot(tabled)
    assert run(tabled, "check", "--fix").stdout == "No problems.\n"
    assert run(tabled, "check").exit_code == 0
    assert snapshot(tabled) == before


def test_an_import_says_what_it_redirects(tabled: Path) -> None:
    run(tabled, "import")
    change(tabled / "content/weeks/2023-03-26/sparks.md", "[Sound]", "[Audio]")
    assert json.loads(run(tabled, "import", "--dry-run", "--report", "json").stdout)["redirects"] == {
        "/topics/sound/": "/topics/audio/"
    }
    assert "  redirected: /topics/sound/ to /topics/audio/\n" in run(tabled, "import").stdout


def test_nothing_is_fixed_where_the_records_are_broken(tabled: Path) -> None:
    run(tabled, "import")
    (tabled / "content/weeks/2023-03-26/sparks.md").unlink()
    put(tabled, {"imports.jsonl": "{\n"})
    before = snapshot(tabled)
    assert run(tabled, "check", "--fix").exit_code == 1
    assert snapshot(tabled) == before


def test_import_and_check_ask_about_an_unclear_row_until_a_command_settles_it(tabled: Path) -> None:
    table = tabled / "content/sources/table.md"
    change(table, "[arxiv](https://arxiv.org/abs/2303.00001)", "")
    assert run(tabled, "import").exit_code == 0
    change(
        table,
        "2023-03-26 | Sparks | Sound | One.",
        "2023-06-25 | Sparks | Sound | Another text of twelve words, none of which was in the first.",
    )
    for command in ("import", "check"):
        result = run(tabled, command)
        assert result.exit_code == 1
        assert "content/sources/table.md:3: `Sparks` may be new, or content/weeks" in result.output
    answer = re.findall(r"`backissue (import --\w+) (\S+)`", result.output)
    assert [words for words, _ in answer] == ["import --same", "import --different"]
    assert run(tabled, *answer[0][0].split(), answer[0][1]).exit_code == 0
    assert run(tabled, "check").exit_code == 0


def test_a_new_archive_is_built_and_checked_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "my first archive"
    made = CliRunner().invoke(cli.main, ["new", str(folder)], catch_exceptions=False)
    assert made.exit_code == 0
    assert f"cd '{folder}'" in made.stdout
    assert 'site_name: "My first archive"' in (folder / "mkdocs.yml").read_text("utf-8")
    assert (folder / ".gitignore").is_file()
    built = run(folder, "build", "--jobs", "1")
    assert (built.exit_code, built.stderr) == (0, "")
    checked = run(folder, "check", "--site")
    assert (checked.exit_code, checked.stdout) == (0, "No problems, 2 hints.\n")  # two pages to be written


def test_a_new_archive_takes_its_first_source(tmp_path: Path) -> None:
    CliRunner().invoke(cli.main, ["new", str(tmp_path / "a")], catch_exceptions=False)
    put(tmp_path / "a", {"sources/table.md": TABLE, "archive.yml": "sources:\n  - file: table.md\n"})
    assert "new 1" in run(tmp_path / "a", "import").stdout
    assert run(tmp_path / "a", "build", "--jobs", "1").exit_code == 0
    assert (tmp_path / "a/site/papers/index.html").is_file()


def test_a_new_archive_never_goes_over_something(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", "utf-8")
    for place in (tmp_path, tmp_path / "letter.txt"):
        result = CliRunner().invoke(cli.main, ["new", str(place)])
        assert result.exit_code == 2
        assert "is not empty" in result.stderr
    assert snapshot(tmp_path) == {"letter.txt": b"mine"}


@pytest.mark.parametrize("name", ['a"b: {c}', "#1 [x]", "…"])
def test_a_new_archive_can_have_any_name(tmp_path: Path, name: str) -> None:
    assert CliRunner().invoke(cli.main, ["new", str(tmp_path / name)]).exit_code == 0
    assert run(tmp_path / name, "check").stdout == "No problems, 2 hints.\n"


@pytest.mark.parametrize("words", [["import"], ["build", "--jobs", "1"], ["serve", "--port", "0"], ["check", "--fix"]])
def test_while_another_command_is_at_work_a_command_ends_with_3(tabled: Path, words: list[str]) -> None:
    before = snapshot(tabled)
    with files.locked(tabled):
        result = run(tabled, *words)
    assert result.exit_code == 3
    assert "another backissue command is running" in result.stderr
    assert {name: data for name, data in snapshot(tabled).items() if name != ".backissue/lock"} == before


def test_a_check_does_not_wait_for_another_command(tabled: Path) -> None:
    with files.locked(tabled):
        assert run(tabled, "check").exit_code == 0


@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/a/b"), "free some disk space and run it again"),
        (PermissionError(errno.EACCES, "Permission denied", "/a/b"), "get permission to write there"),
        (OSError(errno.EROFS, "Read-only file system", "/a/b"), "this place is read-only"),
        (OSError(errno.EIO, "Input/output error", "/a/b"), "fix that and run it again"),
    ],
)
@pytest.mark.parametrize("words", [["import"], ["build", "--jobs", "1"]])
def test_a_machine_in_the_way_is_told_of_with_the_place_and_ends_with_3(
    tabled: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, remedy: str, words: list[str]
) -> None:
    def fail(*_: object, **__: object) -> bool:
        raise error

    monkeypatch.setattr(files, "write", fail)
    monkeypatch.setattr(Batch, "stage", fail)
    result = run(tabled, *words)
    assert result.exit_code == 3
    assert result.stderr.startswith(f"backissue: /a/b: {error.strerror}: {remedy}")
    assert len(result.stderr.splitlines()) == 1


def test_a_missing_program_ends_with_3(tabled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(tabled, "import")
    change(tabled / "content/weeks/2023-03-26/sparks.md", "One.", "Mine.")
    change(tabled / "content/sources/table.md", "| One. |", "| Theirs. |")
    monkeypatch.setenv("PATH", "")
    result = run(tabled, "import")
    assert (result.exit_code, "git cannot be found: install it" in result.stderr) == (3, True)


def test_a_broken_template_is_told_of_without_a_traceback(tmp_path: Path) -> None:
    root = make_toy(tmp_path)
    (root / "site_templates/theme/main.html").write_text("{% broken %}", "utf-8")
    result = run(root, "build", "--jobs", "1")
    assert result.exit_code == 2
    assert "main.html:1: Encountered unknown tag 'broken'.: fix the template" in result.stderr


@pytest.mark.slow
def test_on_a_terminal_progress_is_one_line_that_is_cleared_in_the_end(built: Path, tmp_path: Path) -> None:
    here, there = pty.openpty()
    words = ["--root", str(built), "build", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run([sys.executable, "-m", "backissue", *words], cwd=PROJECT, stderr=there, check=False)
    os.close(there)
    shown = os.read(here, 100_000).decode()
    os.close(here)
    assert done.returncode == 0
    assert "\rRendering pages 38 of 38 …".replace("\r", "\r\x1b[K") in shown
    assert shown.endswith("\r\x1b[K")
    assert "\n" not in shown


@pytest.mark.slow
def test_in_a_pipe_there_is_no_progress(built: Path, tmp_path: Path) -> None:
    result = run(built, "build", "--site-dir", str(tmp_path / "site"))
    assert result.stderr == ""
    assert "\x1b" not in result.stdout
    assert "\r" not in result.stdout


def test_a_page_cannot_be_settled_for_both_sides(tabled: Path) -> None:
    run(tabled, "import")
    page = "content/weeks/2023-03-26/sparks.md"
    result = run(tabled, "import", "--mine", page, "--theirs", str(tabled / page))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "is named by --mine and by --theirs" in result.stderr


def test_a_report_says_that_nothing_was_written_where_the_ledger_is_broken(tabled: Path) -> None:
    run(tabled, "import")
    put(tabled, {"imports.jsonl": "{\n"})
    result = run(tabled, "import", "--report", "json")
    assert (result.exit_code, json.loads(result.stdout)["written"]) == (1, False)


@pytest.mark.slow
def test_what_a_terminal_cannot_show_does_not_end_a_command(tabled: Path) -> None:
    run(tabled, "import")
    change(tabled / "content/weeks/2023-03-26/sparks.md", '"Sparks"', '"Mine \N{SPARKLES}"')
    change(tabled / "content/sources/table.md", "| Sparks |", "| Theirs |")
    command = [sys.executable, "-m", "backissue", "--root", str(tabled), "import"]
    environment = os.environ | {"PYTHONIOENCODING": "latin-1"}
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, check=False)
    assert done.returncode == 1
    assert b"here it says: Mine \\u2728\n" in done.stdout


HOSTILE_NAME = "a\x1b[31m\n::stop-commands::tok\u202e##[error]b.md"


@pytest.mark.parametrize("words", [["import"], ["import", "--explain"], ["import", "--report", "json"], ["check"]])
def test_no_name_or_text_of_a_source_acts_where_it_is_printed(tmp_path: Path, words: list[str]) -> None:
    row = "| \x1b]0;A\x07 ::B \u202e##[error]C | 2023-03-26 | javascript:\x9b31mx |\n"
    sources = {
        f"sources/{HOSTILE_NAME}": f"| Title | Week | Link |\n|---|---|---|\n{row}",
        "weeks/2023-03-26/a.md": "x\n",
    }
    root = make_archive(tmp_path, sources, f"  - file: {json.dumps(HOSTILE_NAME)}\n")
    put(root, {f"weeks/2023-03-26/{HOSTILE_NAME}": "---\n::error::: \x1b\n---\n"})
    result = run(root, *words)
    assert "stop-commands" in result.output
    for stream in (result.stdout, result.stderr):
        assert not set(stream) & set("\x07\x1b\x9b\u202e")
        assert "##[" not in stream
        assert not [line for line in stream.split("\n") if line.strip().startswith("::")]


def test_a_wrong_name_acts_on_no_terminal_either(tabled: Path) -> None:
    result = run(tabled, "import", "x\x1b[31m\n::stop-commands::y")
    assert result.exit_code == 2
    assert "\x1b" not in result.stderr
    assert "\n::" not in result.stderr


def test_topics_are_listed_with_their_items_and_those_that_are_near(tabled: Path) -> None:
    put(tabled, {"undated/b.md": page("B", week="", topics="[Sounds, Light]")})
    assert run(tabled, "import").exit_code == 0
    result = run(tabled, "topics")
    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        [
            "1  Light",
            "1  Sound",
            "1  Sounds",
            "",
            "These may be meant as one; `backissue topics rename OTHER KEPT` joins them:",
            "  Sounds → Sound (a letter away)",
        ],
    )
    found = json.loads(run(tabled, "topics", "--format", "json").stdout)
    assert found["topics"][0] == {"topic": "Light", "slug": "light", "items": 1}
    assert found["near"] == [{"kept": "Sound", "other": "Sounds", "why": "a letter away"}]


def test_renaming_a_topic_can_be_looked_at_first(tabled: Path) -> None:
    assert run(tabled, "import").exit_code == 0
    before = snapshot(tabled / "content")
    shown = run(tabled, "topics", "rename", "Sound", "Noise", "--dry-run")
    assert (shown.exit_code, snapshot(tabled / "content")) == (0, before)
    assert shown.stdout.startswith("Would be renamed in 1 page.\n  redirected: /topics/sound/ to /topics/noise/\n")
    assert "-topics: [Sound]\n+topics: [Noise]" in shown.stdout
    done = run(tabled, "topics", "rename", "Sound", "Noise")
    assert done.stdout == "Renamed in 1 page.\n  redirected: /topics/sound/ to /topics/noise/\n"
    assert run(tabled, "topics", "rename", "Sounds", "Noise").exit_code == 2
    assert run(tabled, "topics", "rename").exit_code == 2


def test_an_item_is_removed_after_a_question_and_git_history_is_spoken_of(tabled: Path) -> None:
    assert run(tabled, "import").exit_code == 0
    before = snapshot(tabled / "content")
    shown = run(tabled, "remove", "arxiv:2303.00001", "--redact", "--dry-run")
    assert shown.stdout.startswith(
        "  removed: content/weeks/2023-03-26/sparks.md\n  removed: content/sources/table.md\n"
    )
    assert run(tabled, "remove", "arxiv:2303.00001").exit_code == 1  # no answer
    assert snapshot(tabled / "content") == before
    done = run(tabled, "remove", "arxiv:2303.00001", "--redact", "--reason", "Asked for.", "--yes")
    assert done.exit_code == 0
    assert "git filter-repo --invert-paths --path content/weeks/2023-03-26/sparks.md" in done.stdout
    assert ".backissue/ has parts of it" in done.stdout
    assert run(tabled, "remove", "arxiv:2303.00001").exit_code == 2
    assert "Sparks" not in "".join(data.decode() for data in snapshot(tabled / "content").values())


def test_where_github_runs_a_check_problems_are_annotations_of_their_lines_too(
    tabled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The archive may lie in a folder of the repository; no name of a file begins another command."""
    put(tabled, {"undated/a.md": page("A", body="Text.\n\nA note[^1], [[Wiki]].\n"), "sources/table.md": TABLE})
    put(tabled, {HOSTILE_NAME: "x"})
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tabled.parent))
    result = run(tabled, "check", "--today", "2026-01-01")
    commands = [line for line in result.stderr.splitlines() if line.startswith("::")]
    assert result.exit_code == 1
    assert [line.partition("::")[2].partition("::")[0] for line in commands] == [
        "error file=archive/content/a\\u001b[31m\\u000a%3A%3Astop-commands%3A%3Atok\\u202e#\\u0023[error]b.md",
        "error file=archive/content/undated/a.md,line=10",
        "notice file=archive/content/undated/a.md,line=10",
    ]
    assert "content/undated/a.md:10: the footnote `[^1]` has no text: write" in result.stderr
    assert "::" not in run(tabled, "check").stdout
