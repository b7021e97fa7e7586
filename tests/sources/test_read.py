"""Which sources are read, and what becomes of those that are bad."""

from __future__ import annotations

from pathlib import Path

import pytest

from backissue.archive.load import load
from backissue.merge.changeset import Fate
from backissue.merge.importer import plan
from backissue.model import UsageError
from backissue.sources.pieces import Fate as LineFate
from tests.archives import make_archive, put
from tests.tables import HEAD, fates, row, run, source, told


def test_every_line_of_a_source_is_accounted_for(root: Path) -> None:
    source(root, row(1), "\n", "stray text\n", row(2, "Other"), "| too | few |\n")
    (report,) = plan(root).sources
    assert dict(report.account) == {
        LineFate.ITEM: 2,
        LineFate.HEADING: 2,
        LineFate.BLANK: 1,
        LineFate.BOILERPLATE: 0,
        LineFate.PROBLEM: 2,
    }
    assert (report.file, report.reader, report.items) == ("table.md", "table", 2)


BAD: dict[str, tuple[bytes | None, str]] = {
    "missing": (None, "missing"),
    "empty": (b"", "empty"),
    "binary": (b"\x89PNG\0", "binary (a zero byte) at byte 4"),
    "no text": (b"Z\xd8\xff\xe0\x81 \xff\xdb", "binary, or in no known encoding at byte 1"),
    "data": (b'{"depth": 4}\n', "is data of no known format"),
}


@pytest.mark.parametrize(("data", "what"), BAD.values(), ids=BAD)
def test_a_bad_source_is_told_of_and_the_others_come_in(tmp_path: Path, data: bytes | None, what: str) -> None:
    files = {"sources/table.md": HEAD + row(1)}
    make_archive(tmp_path, files, "  - file: bad.txt\n  - file: table.md\n")
    if data is not None:
        (tmp_path / "content/sources/bad.txt").write_bytes(data)
    made = run(tmp_path)
    (problem,) = made.problems
    assert (problem.file, problem.what) == ("content/sources/bad.txt", what)
    assert problem.remedy
    assert fates(made) == {"00001": Fate.NEW}
    assert [report.reader for report in made.sources] == ["", "table"]


def test_a_bad_source_does_not_make_its_items_gone(root: Path) -> None:
    (root / "content/sources/table.md").write_bytes(b"\0")
    assert run(root).changes == ()


def test_a_source_without_an_item_is_told_of(root: Path) -> None:
    source(root)
    assert "content/sources/table.md:0: read as table, but no item was found in it" in told(run(root))


def test_a_source_that_is_not_listed_is_told_of(root: Path) -> None:
    put(root, {"sources/new.md": HEAD + row(3, "New")})
    made = run(root)
    assert told(made) == ["content/sources/new.md:0: not listed, so not imported"]
    assert "00003" not in fates(made)


@pytest.mark.parametrize("name", ["../table.md", "/etc/passwd", "a/../../archive.yml"])
def test_a_listed_source_cannot_lie_elsewhere(tmp_path: Path, name: str) -> None:
    make_archive(tmp_path, {"table.md": HEAD + row(1), "sources/a/b": ""}, f"  - file: {name}\n")
    made = plan(tmp_path)
    assert "is not a path below sources/" in made.problems[0].what or "is not a path below sources/" in str(
        made.problems
    )
    assert made.changes == ()


def test_a_source_can_be_named_by_its_file_or_by_a_path(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(root, {"sources/new.md": HEAD + row(3, "New")})
    assert fates(plan(root, ["new.md"])) == {"00003": Fate.NEW}
    assert fates(plan(root, [str(root / "content/sources/new.md")])) == {"00003": Fate.NEW}
    monkeypatch.chdir(root / "content")
    assert fates(plan(root, ["sources/new.md"])) == {"00003": Fate.NEW}


@pytest.mark.parametrize("name", ["none.md", "/etc/hostname", "../archive.yml"])
def test_a_name_that_is_no_source_is_a_wrong_use(root: Path, name: str) -> None:
    with pytest.raises(UsageError, match="no file below content/sources"):
        plan(root, [name])


@pytest.mark.parametrize("name", ["", ".", "folder"])
def test_a_folder_is_no_source(root: Path, name: str) -> None:
    (root / "content/sources/folder").mkdir()
    with pytest.raises(UsageError, match="no file below content/sources"):
        plan(root, [name])


@pytest.mark.parametrize(("again", "is_hint"), [("", True), ("    title: Another\n", False)])
def test_a_source_that_is_listed_twice_is_read_once_and_is_a_problem_where_the_entries_differ(
    root: Path, again: str, *, is_hint: bool
) -> None:
    put(root, {"archive.yml": f"sources:\n  - file: table.md\n  - file: table.md\n{again}"})
    made = plan(root)
    assert told(made) == ["content/archive.yml:3: lists table.md a second time"]
    assert [problem.is_hint for problem in made.problems] == [is_hint]
    assert len(made.sources) == 1


def test_no_file_is_called_unlisted_where_the_list_cannot_be_read(root: Path) -> None:
    put(root, {"archive.yml": "sources: [\n"})
    assert {problem.file for problem in plan(root).problems} == {"content/archive.yml"}


def test_links_in_a_circle_are_told_of(root: Path) -> None:
    put(root, {"archive.yml": "sources:\n  - file: table.md\n  - file: circle.md\n"})
    for name in ("sources", "weeks"):
        (root / "content" / name / "circle.md").symlink_to("circle.md")
    made = plan(root)
    assert [problem.file for problem in made.problems] == ["content/sources/circle.md", "content/weeks/circle.md"]
    assert fates(made) == {"00001": Fate.SAME, "00002": Fate.SAME}


def test_a_character_that_was_lost_before_is_told_of_and_written_nowhere(root: Path) -> None:
    source(root, row(1, "Caf\ufffd au lait"), row(2, "Tea"))
    result = run(root)
    assert told(result) == ["content/sources/table.md:3: a character was lost before the file was added"]
    assert [path for path in (root / "content/weeks").rglob("*.md") if "\ufffd" in path.read_text("utf-8")] == []


def test_a_percent_line_is_a_comment_where_a_text_beside_it_is_in_myst(tmp_path: Path) -> None:
    plain = "---\ntitle: {0}\n---\n\n## {0}\n\n% not for you\n\nWords of {0}.\n"
    role = "## Two\n\nSee {ref}`this <one>`.\n"
    files = {"a/one.md": plain.format("One"), "a/two.md": role, "b/one.md": plain.format("Else")}
    listed = "".join(f"  - file: {name}\n" for name in files)
    make_archive(tmp_path, {f"sources/{name}": text for name, text in files.items()}, listed)
    run(tmp_path)
    pages = {page.item.title: page.item.body for page in load(tmp_path).pages}
    assert "not for you" not in pages["One"]
    assert "% not for you" in pages["Else"]
