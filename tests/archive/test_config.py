"""``archive.yml``: what is broken in it is told with its line, and the rest still counts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from backissue.archive.config import ROLES, ArchiveConfig, parse_config, read_config
from backissue.model import Facts, Kind, NameRule, SourceEntry
from backissue.sources.tables.columns import Role
from tests.archives import put

FULL = """\
week_ends: Saturday # as the letter does

sources:
  - file: table.md
  - file: talk.txt
    title: "A talk: part 1"
    date: 2023-03-13
    week: 2023-03-18
    people: [Ada, Bob]
    topics: Sound
    format: transcript
    why: >-
      It says so
      itself.
"""


def test_a_full_configuration_is_read() -> None:
    facts = Facts(
        title="A talk: part 1",
        date=date(2023, 3, 13),
        week=date(2023, 3, 18),
        people=("Ada", "Bob"),
        topics=("Sound",),
        format="transcript",
        why="It says so itself.",
    )
    entries = (SourceEntry("table.md", Facts(), 4), SourceEntry("talk.txt", facts, 5))
    assert parse_config(FULL) == (ArchiveConfig("saturday", entries), ())


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "sources: []\n", "sources:\n"])
def test_an_empty_configuration_has_no_sources_and_no_problem(text: str) -> None:
    assert parse_config(text) == (ArchiveConfig(), ())


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a: [\n", 1, "does not end with `]`"),
        ("colour: red\n", 1, "unknown key `colour`"),
        ("sources: []\nweek_ends: someday\n", 2, "`week_ends` is `someday`"),
        ("\nsources: table.md\n", 2, "`sources` is not a list"),
        ("sources:\n  - file: a.md\n  - title: b\n", 3, "a source without a file"),
        ("sources:\n  - a.md\n", 2, "a source without a file"),
        ("sources:\n  - file: a.md\n    colour: red\n", 2, "unknown key `colour` of a source"),
        ("sources:\n  - file: a.md\n    date: 13 March\n", 2, "`date` is `13 March`, which is not a day"),
        ("sources:\n  - file: a.md\n    week: 2023-02-30\n", 2, "`week` is `2023-02-30`, which is not a day"),
        ("sources:\n  - file: a.md\n    year: 23\n", 2, "`year` is `23`, which is not a year"),
        ("sources:\n  - file: a.md\n    year: soon\n", 2, "`year` is `soon`, which is not a year"),
        ("sources:\n  - file: a.md\n    columns: {Semaine: weak}\n", 2, "`weak` is no role of the column `Semaine`"),
        ("sources: []\ncues: [up next, ...]\n", 2, "`...` does not begin and end with a letter or a digit"),
        ("sources: []\nsources: []\n", 2, "the key `sources` a second time"),
    ],
)
def test_a_defect_is_told_with_its_line(text: str, line: int, what: str) -> None:
    (problem,) = parse_config(text)[1]
    assert (problem.file, problem.line) == ("content/archive.yml", line)
    assert what in problem.what


def test_a_broken_entry_leaves_the_others() -> None:
    config, problems = parse_config("sources:\n  - title: b\n  - file: a.md\n    date: soon\n  - file: c.md\n")
    assert [(entry.file, entry.line, entry.is_sound) for entry in config.sources] == [
        ("a.md", 3, False),
        ("c.md", 5, True),
    ]
    assert config.is_sound
    assert len(problems) == 2


@pytest.mark.parametrize("text", ["week_end: saturday\n", "week_ends: someday\n", "sources: a.md\n", "sources: [\n"])
def test_what_may_be_meant_for_every_source_makes_the_whole_unsound(text: str) -> None:
    assert not parse_config(text)[0].is_sound


def test_the_roles_of_columns_are_those_that_tables_have() -> None:
    assert set(ROLES) == set(Role)


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    assert [problem.what for problem in read_config(tmp_path)[1]] == ["missing"]


def test_a_file_in_another_encoding_is_a_problem(tmp_path: Path) -> None:
    put(tmp_path, {})
    (tmp_path / "content").mkdir()
    (tmp_path / "content/archive.yml").write_bytes("# ü".encode("latin-1"))
    assert [problem.what for problem in read_config(tmp_path)[1]] == ["not UTF-8 at byte 2"]


def test_phrases_that_begin_stories_are_those_of_the_source_and_of_all() -> None:
    text = "cues: [up next]\nsources:\n  - {file: a.txt, cues: now to the weather}\n  - file: b.txt\n"
    config, problems = parse_config(text)
    assert problems == ()
    assert [source.facts.cues for source in config.sources] == [("now to the weather", "up next"), ("up next",)]


def test_names_are_read_in_their_short_and_their_long_form() -> None:
    config, problems = parse_config(
        "sources:\n  - file: a.txt\nnames:\n  - {heard: OpenAl, meant: OpenAI}\n"
        "  - {heard: [Lama, LAMA], meant: LLaMA, only: a.txt, kinds: paper, case: any, why: so it is}\n"
    )
    assert problems == ()
    assert config.names == (
        NameRule(("OpenAl",), "OpenAI"),
        NameRule(("Lama", "LAMA"), "LLaMA", ("a.txt",), (Kind.PAPER,), any_case=True),
    )


@pytest.mark.parametrize(
    ("rule", "what"),
    [
        ("Al", "a name that is no rule"),
        ("{heard: Al}", "`meant` is missing"),
        ("{meant: AI}", "a name without what is heard"),
        ("{heard: '-', meant: AI}", "`-` does not begin and end with a letter or a digit"),
        ("{heard: Al, meant: AI, only: b.txt}", "`b.txt` is none of the sources"),
        ("{heard: Al, meant: AI, kinds: papers}", "`papers` is not a kind"),
        ("{heard: Al, meant: AI, case: no}", "`case` is `no`"),
        ("{heard: Al, meant: AI, colour: red}", "unknown key `colour` of a name"),
        ("{heard: Ada, meant: Eda}", "`Ada` has a rule in line 2 already"),
    ],
)
def test_a_broken_name_is_told_with_its_line(rule: str, what: str) -> None:
    config, (problem,) = parse_config(f"names:\n  - {{heard: Ada, meant: Ida}}\n  - {rule}\n")
    assert problem.line == 3
    assert what in problem.what
    assert config.names[0] == NameRule(("Ada",), "Ida")
