"""Segments: written once, read in any order, emptied when newer ones have all that they say, repaired after a merge."""

from __future__ import annotations

from pathlib import Path

import pytest

from backissue.archive.addresses import KIND, Address, read_addresses, revise_addresses
from backissue.archive.segments import read_segments
from tests.archives import put, snapshot

FOLDER = f"content/{KIND.folder}"


def write(root: Path, *known: Address) -> list[str]:
    """Bring the records to these addresses; return the files that were written, by what became of them."""
    files = revise_addresses(read_segments(root, KIND), {entry.path: entry for entry in known})
    for name, data in files.items():
        if data is None:
            (root / "content" / name).unlink()
        else:
            put(root, {name: data.decode()})
    return [f"{name} {'goes' if data is None else len(data.splitlines())}" for name, data in files.items()]


def read(root: Path) -> dict[str, str]:
    segments = read_segments(root, KIND)
    assert segments.problems == ()
    return {path: entry.to for path, entry in read_addresses(segments).items()}


def files(root: Path) -> dict[str, int]:
    """The lines of each segment, by its name without the digest."""
    return {name.rpartition("-")[0]: data.count(b"\n") for name, data in snapshot(root / FOLDER).items()}


def test_a_segment_holds_only_what_changed_and_no_line_of_an_older_one_changes(tmp_path: Path) -> None:
    a, b, c = Address("weeks/2023-03-26/a/"), Address("b/"), Address("weeks/2023-04-02/c/")
    write(tmp_path, a, b)
    before = snapshot(tmp_path / FOLDER)
    assert len(write(tmp_path, a, b, c)) == 1
    after = snapshot(tmp_path / FOLDER)
    assert before.items() < after.items()
    assert files(tmp_path) == {"2023-03-26": 2, "2023-04-02": 1}
    assert set(read(tmp_path)) == {a.path, b.path, c.path}


def test_the_same_records_again_are_nothing_to_write(tmp_path: Path) -> None:
    write(tmp_path, Address("a/"), Address("b/", "x", "c/"))
    assert write(tmp_path, Address("b/", "x", "c/"), Address("a/")) == []


def test_a_segment_is_emptied_when_newer_ones_have_every_line(tmp_path: Path) -> None:
    """By an import that writes it anew, or by one after two branches that each wrote a half of it."""
    write(tmp_path, Address("weeks/2023-03-26/"), Address("weeks/2023-03-26/a/"))
    write(
        tmp_path, Address("weeks/2023-03-26/", "", "b/"), Address("weeks/2023-03-26/a/"), Address("weeks/2023-04-02/")
    )
    assert files(tmp_path) == {"2023-03-26": 2, "2023-04-02": 2}
    known = [
        Address("weeks/2023-03-26/", "", "b/"),
        Address("weeks/2023-03-26/a/", "", "b/"),
        Address("weeks/2023-04-02/"),
    ]
    assert [text.split()[-1] for text in write(tmp_path, *known)] == ["1", "0"]
    assert write(tmp_path, *known) == []


def test_a_record_that_goes_is_remembered_as_gone_and_may_come_back(tmp_path: Path) -> None:
    write(tmp_path, Address("a/"), Address("b/"))
    write(tmp_path, Address("b/"))
    assert read(tmp_path) == {"b/": ""}
    assert write(tmp_path, Address("b/")) == []
    write(tmp_path, Address("b/"), Address("a/", "", "b/"))
    assert read(tmp_path) == {"a/": "b/", "b/": ""}


def test_the_file_of_an_earlier_version_becomes_a_segment(tmp_path: Path) -> None:
    put(tmp_path, {"addresses.jsonl": '{"path": "a/"}\n{"path": "b/", "to": "a/"}\n'})
    assert read(tmp_path) == {"a/": "", "b/": "a/"}
    written = write(tmp_path, Address("a/"), Address("b/", "", "a/"))
    assert [text.split()[-1] for text in written] == ["2", "goes"]
    assert read(tmp_path) == {"a/": "", "b/": "a/"}
    assert write(tmp_path, Address("a/"), Address("b/", "", "a/")) == []


@pytest.mark.parametrize("file", ["addresses.jsonl", f"{KIND.folder}/2023-03-26-0123456789ab.jsonl"])
def test_what_a_merge_in_git_left_is_read_and_the_next_import_leaves_none_of_it(tmp_path: Path, file: str) -> None:
    ours, theirs = '{"path":"b/","to":"a/"}\n', '{"path":"c/"}\n{"path":"b/"}\n'
    marked = f"<<<<<<< HEAD\n{ours}||||||| 1234567\n=======\n{theirs}>>>>>>> other branch\n"
    put(tmp_path, {file: f'{{"path":"a/"}}\n{marked}{{"path":"a/"}}\n'})
    assert read(tmp_path) == {"a/": "", "b/": "a/", "c/": ""}
    write(tmp_path, Address("a/"), Address("b/", "", "a/"), Address("c/"))
    assert read(tmp_path) == {"a/": "", "b/": "a/", "c/": ""}
    assert b"<" not in b"".join(snapshot(tmp_path / "content").values())
    assert write(tmp_path, Address("a/"), Address("b/", "", "a/"), Address("c/")) == []


def test_what_an_editor_or_a_killed_process_left_beside_segments_is_none(tmp_path: Path) -> None:
    write(tmp_path, Address("a/"))
    put(
        tmp_path,
        {f"{KIND.folder}/.x.jsonl.0123abcd.part": "{", f"{KIND.folder}/.swp.jsonl": "{", f"{KIND.folder}/x~": "{"},
    )
    assert read(tmp_path) == {"a/": ""}


@pytest.mark.parametrize("line", ["[" * 100_000, '{"path":' * 100_000, '{"path": "a", "since": ' + "9" * 10_000 + "}"])
@pytest.mark.parametrize("file", [KIND.former, f"{KIND.folder}/a.jsonl"])
def test_a_line_that_no_reader_can_follow_is_a_problem_of_that_line(tmp_path: Path, file: str, line: str) -> None:
    put(tmp_path, {file: f'{{"path":"x/","was":"item:a"}}\n{line}\n'})
    problems = read_segments(tmp_path, KIND).problems
    assert [(problem.file, problem.line) for problem in problems if problem.line == 2] == [(f"content/{file}", 2)]


@pytest.mark.parametrize("line", ["[" * 100_000, '{"a":' * 100_000, '{"path": %s}' % ("1" * 10_000), '"' * 100_000])
def test_a_line_that_no_parser_takes_is_a_problem_of_its_line(tmp_path: Path, line: str) -> None:
    put(tmp_path, {f"{KIND.folder}/a-1.jsonl": f'{{"path":"a/"}}\n{line}\n'})
    found = read_segments(tmp_path, KIND)
    assert [(problem.line, problem.what) for problem in found.problems] == [(2, "not a record")]
