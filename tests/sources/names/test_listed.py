"""The entries of ``archive.yml`` that name many files: which files they name, and what the names of these say."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from backissue.archive.config import parse_config
from backissue.globs import matches
from backissue.merge.apply import apply_changeset
from backissue.merge.changeset import Fate
from backissue.merge.importer import plan
from backissue.model import Facts
from backissue.sources.names.listed import Listed, list_sources
from backissue.sources.names.name_patterns import read_name, with_name
from tests.archives import make_archive, put

EPISODES = ("episodes/episode-7.vtt", "episodes/episode-08.vtt", "episodes/old/episode-1.vtt", "episodes/cover.png")


def test_a_pattern_stands_for_the_files_that_it_matches_but_no_pictures(tmp_path: Path) -> None:
    assert names(listed(tmp_path, "- files: episodes/*", EPISODES)) == [
        "episodes/episode-08.vtt",
        "episodes/episode-7.vtt",
    ]


def test_a_folder_stands_for_all_that_is_in_it(tmp_path: Path) -> None:
    assert len(listed(tmp_path, "- files: episodes/", EPISODES).entries) == 3


def test_several_patterns_are_one_entry(tmp_path: Path) -> None:
    made = listed(tmp_path, "- files: [a/*.md, b/*.md]", ["a/1.md", "b/1.md", "c/1.md"])
    assert names(made) == ["a/1.md", "b/1.md"]


def test_all_files_of_an_entry_share_its_facts(tmp_path: Path) -> None:
    made = listed(tmp_path, "- {files: episodes/, kind: transcript, people: [Ada]}", EPISODES)
    assert {(entry.facts.kind, entry.facts.people) for entry in made.entries} == {("transcript", ("Ada",))}


def test_names_fill_what_is_in_braces(tmp_path: Path) -> None:
    made = listed(tmp_path, '- {files: "episodes/*", title: "Episode {n}", from_name: "episode-{n}"}', EPISODES)
    assert [entry.facts.title for entry in made.entries] == ["Episode 8", "Episode 7"]
    assert made.problems == []


def test_an_entry_for_one_file_goes_before_one_for_many(tmp_path: Path) -> None:
    made = listed(tmp_path, "- {files: a/, people: [Ada]}\n- {file: a/1.md, people: [Bo]}", ["a/1.md", "a/2.md"])
    assert {entry.file: entry.facts.people for entry in made.entries} == {"a/1.md": ("Bo",), "a/2.md": ("Ada",)}
    assert made.problems == []


@pytest.mark.parametrize(
    ("first", "second", "taken"),
    [("a/*", "a/b*", "Bo"), ("a/b*", "a/*", "Ada"), ("a/*.md", "*/b.md", "Ada"), ("a/?.md", "a/*.md", "Ada")],
)
def test_of_two_patterns_the_one_that_says_more_counts_else_the_first(
    tmp_path: Path, first: str, second: str, taken: str
) -> None:
    text = f'- {{files: "{first}", people: [Ada]}}\n- {{files: "{second}", people: [Bo]}}'
    made = listed(tmp_path, text, ["a/b.md"])
    assert [entry.facts.people for entry in made.entries] == [(taken,)]
    assert [problem.is_hint for problem in made.problems] == [True]
    assert f"what line {2 if taken == 'Ada' else 3} says counts" in made.problems[0].what


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        ("- files: b/*.md", "`files: b/*.md` names no file below content/sources"),
        ('- {files: a/, from_name: "{nr}"}', "`from_name` has {nr}, which means nothing"),
        ('- {files: a/, title: "{n}"}', "{n} stands in a fact, and `from_name` does not say where"),
        ("- {files: a/, title: Letter}", "`title: Letter` would be the title of 2 files"),
        ("- {files: a/, file: a/1.md}", "a source with `file` and `files`"),
        ("- {title: Letter}", "a source without a file"),
    ],
)
def test_what_is_wrong_with_an_entry_is_reported_at_its_line(tmp_path: Path, entry: str, what: str) -> None:
    problems = listed(tmp_path, entry, ["a/1.md", "a/2.md"]).problems
    assert [str(problem).startswith(f"content/archive.yml:2: {what}") for problem in problems] == [True]


def test_a_name_of_another_form_is_reported_and_its_file_read_without_what_is_in_braces(tmp_path: Path) -> None:
    made = listed(
        tmp_path, '- {files: a/, title: "Episode {n}", from_name: "{n}", topics: [x]}', ["a/1.md", "a/extra.md"]
    )
    assert [(entry.facts.title, entry.facts.topics) for entry in made.entries] == [
        ("Episode 1", ("x",)),
        (None, ("x",)),
    ]
    assert [problem.file for problem in made.problems] == ["content/sources/a/extra.md"]


@pytest.mark.parametrize(
    ("pattern", "file", "facts"),
    [
        ("{date}-{title}", "a/2024-03-05-the-old-bell.md", Facts(title="The old bell", date=date(2024, 3, 5))),
        ("{date}_{n}", "20240305_12.en.vtt", Facts(date=date(2024, 3, 5))),
        ("{year}/{month}/{day}-{slug}", "x/2024/3/05-bells.md", Facts(title="Bells", date=date(2024, 3, 5))),
        ("{people} - {title}", "Ada Boat, Bo Holt - Bells.txt", Facts(title="Bells", people=("Ada Boat", "Bo Holt"))),
        ("{topic}/{any}", "Sound/x1.txt", Facts(topics=("Sound",))),
        ("{title}.vtt", "bells.vtt", Facts(title="Bells")),
    ],
)
def test_a_name_says_day_title_people_and_topic(pattern: str, file: str, facts: Facts) -> None:
    name = read_name(pattern, file)
    assert name
    assert with_name(Facts(), name) == facts


def test_what_the_entry_states_goes_before_what_the_name_says() -> None:
    name = read_name("{date} {people}", "2024-03-05 Ada.md")
    assert name
    stated = Facts(date=date(2024, 3, 1), people=("Bo with {people}",))
    assert with_name(stated, name) == Facts(date=date(2024, 3, 1), people=("Bo with Ada",))


@pytest.mark.parametrize(("pattern", "file"), [("{date}", "2024-13-45.md"), ("e{n}", "e.md"), ("{n}/{n}", "1.md")])
def test_a_name_that_is_not_of_the_form_says_nothing(pattern: str, file: str) -> None:
    assert read_name(pattern, file) is None


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        ("*.md", "a.md", "a/b.md"),
        ("**/*.md", "a/b/c.md", "a.txt"),
        ("a/**", "a/b/c", "b/a"),
        ("a.b/?.md", "a.b/1.md", "axb/1.md"),
        ("[!a]/1", "b/1", "a/1"),
        ("a+(b)", "a+(b)", "aab"),
    ],
)
def test_signs_of_patterns_stand_for_characters_of_names(pattern: str, yes: str, no: str) -> None:
    assert (matches(pattern, yes), matches(pattern, no)) == (True, False)


def test_a_kind_that_is_stated_later_is_that_of_the_pages_that_there_are(tmp_path: Path) -> None:
    files = {"sources/a/1.md": "# Bells\n\nThey ring.\n", "sources/a/2.md": "# Gongs\n\nThey hum.\n"}
    root = make_archive(tmp_path, files, "  - files: a/\n")
    apply_changeset(root, plan(root))
    put(root, {"archive.yml": "sources:\n  - {files: a/, kind: session}\n"})
    changes = [(change.fate, change.path) for change in plan(root).changes]
    assert changes == [(Fate.UPDATED, "undated/bells.md"), (Fate.UPDATED, "undated/gongs.md")]


def test_names_may_hold_for_files_that_a_pattern_names(tmp_path: Path) -> None:
    names = "names: [{heard: Bel, meant: Bell, only: [a/1.md, a/*, b/2.md]}]\n"
    _, problems = parse_config(f"sources:\n  - files: a/*\n{names}")
    assert [problem.what for problem in problems] == ["`b/2.md` is none of the sources"]


def listed(root: Path, text: str, files: Iterable[str]) -> Listed:
    """Return what an archive with these entries and files lists, with what is wrong of ``archive.yml``."""
    put(root, {f"sources/{file}": "text\n" for file in files})
    indented = "".join(f"  {line}\n" for line in text.splitlines())
    config, problems = parse_config(f"sources:\n{indented}")
    made = list_sources(root, config.sources)
    return Listed(made.entries, [*problems, *made.problems])


def names(made: Listed) -> list[str]:
    return [entry.file for entry in made.entries]
