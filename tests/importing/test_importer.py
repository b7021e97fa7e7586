"""An import: what it writes, what it keeps of people's work, and what it does about bad sources."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import files
from generator.importing import importer
from generator.importing.importer import Fate, Plan, carry_out, plan
from generator.importing.source import Line
from generator.model import UsageError
from tests.archives import change, make_archive, put, snapshot

HEAD = "| Week | title | category | abstract | Paper-Link |\n|:--|:--|:--|:--|:--|\n"
PAGE = "weeks/2023-03-26/sparks.md"


def row(
    number: int, title: str = "Sparks", abstract: str = "One. Two. Three. Four. Five.", topic: str = "Sound"
) -> str:
    """A row of a table: a paper by the number of its arXiv identifier."""
    link = f"[arxiv](https://arxiv.org/abs/2303.{number:05})"
    return f"| 2023-03-26 | {title} | {topic} | {abstract} | {link} |\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An archive of one table with two papers, imported."""
    table = HEAD + row(1) + row(2, "Other")
    make_archive(tmp_path, {"sources/table.md": table}, "  - file: table.md\n")
    run(tmp_path)
    return tmp_path


def run(root: Path, *names: str) -> Plan:
    """Import, and give what was planned."""
    made = plan(root, names)
    carry_out(root, made)
    return made


def source(root: Path, *rows: str) -> None:
    """Let the table have these rows."""
    put(root, {"sources/table.md": HEAD + "".join(rows)})


def fates(made: Plan) -> dict[str, Fate]:
    return {change.id.removeprefix("arxiv:2303."): change.fate for change in made.changes}


def told(made: Plan) -> list[str]:
    return [f"{problem.file}:{problem.line}: {problem.what}" for problem in made.problems]


def text(root: Path, path: str = PAGE) -> str:
    return (root / "content" / path).read_bytes().decode()


def test_a_first_import_makes_a_page_an_item_and_the_ledger(root: Path) -> None:
    assert sorted(snapshot(root / "content")) == [
        "archive.yml",
        "imports.jsonl",
        "sources/table.md",
        "weeks/2023-03-26/other.md",
        PAGE,
    ]
    assert text(root) == (
        '---\nid: "arxiv:2303.00001"\nkind: paper\ntitle: "Sparks"\nweek: 2023-03-26\ntopics: [Sound]\nlinks:\n'
        "  - Paper: https://arxiv.org/abs/2303.00001\nsource: {file: table.md, line: 3}\n---\n\n"
        "One.\nTwo.\nThree.\nFour.\nFive.\n"
    )


def test_a_second_import_writes_nothing(root: Path) -> None:
    made = plan(root)
    assert (fates(made), made.files) == ({"00001": Fate.SAME, "00002": Fate.SAME}, {})
    assert carry_out(root, made) == 0


def test_a_plan_writes_nothing(tmp_path: Path) -> None:
    make_archive(tmp_path, {"sources/table.md": HEAD + row(1)}, "  - file: table.md\n")
    before = snapshot(tmp_path)
    assert plan(tmp_path).counts()[Fate.NEW] == 1
    assert snapshot(tmp_path) == before


def test_every_line_of_a_source_is_accounted_for(root: Path) -> None:
    source(root, row(1), "\n", "stray text\n", row(2, "Other"), "| too | few |\n")
    (report,) = plan(root).sources
    assert dict(report.account) == {
        Line.ITEM: 2,
        Line.HEADING: 2,
        Line.BLANK: 1,
        Line.BOILERPLATE: 0,
        Line.PROBLEM: 2,
    }
    assert (report.file, report.reader, report.items) == ("table.md", "table", 2)


def test_what_changed_in_the_source_alone_changes_the_page(root: Path) -> None:
    source(root, row(1, "Sparks of AI", "One. Zwei. Three. Four. Five.", "Music"), row(2, "Other"))
    assert fates(run(root))["00001"] is Fate.UPDATED
    assert 'title: "Sparks of AI"' in text(root)
    assert "topics: [Music]" in text(root)
    assert text(root).endswith("One.\nZwei.\nThree.\nFour.\nFive.\n")


def test_the_path_of_a_page_does_not_follow_its_title(root: Path) -> None:
    source(root, row(1, "Sparks of AI"), row(2, "Other"))
    run(root)
    assert not (root / "content/weeks/2023-03-26/sparks-of-ai.md").exists()


def test_a_field_that_a_person_edited_stays(root: Path) -> None:
    change(root / "content" / PAGE, 'title: "Sparks"', 'title: "My sparks"')
    before = snapshot(root)
    assert fates(run(root))["00001"] is Fate.SAME
    assert snapshot(root) == before


def test_edits_of_different_fields_are_both_kept(root: Path) -> None:
    change(root / "content" / PAGE, 'title: "Sparks"', 'title: "My sparks"')
    source(root, row(1, topic="Music"), row(2, "Other"))
    assert fates(run(root))["00001"] is Fate.UPDATED
    assert 'title: "My sparks"' in text(root)
    assert "topics: [Music]" in text(root)


def test_edits_of_different_lines_of_a_body_are_merged(root: Path) -> None:
    change(root / "content" / PAGE, "Five.\n", "Five, says a person.\n")
    source(root, row(1, abstract="Eins. Two. Three. Four. Five."), row(2, "Other"))
    made = run(root)
    assert (fates(made)["00001"], told(made)) == (Fate.UPDATED, [])
    assert text(root).endswith("\nEins.\nTwo.\nThree.\nFour.\nFive, says a person.\n")


def test_a_conflict_keeps_mine_and_is_told_until_it_is_settled(root: Path) -> None:
    change(root / "content" / PAGE, 'title: "Sparks"', 'title: "Mine"')
    change(root / "content" / PAGE, "Three.\n", "Mine too.\n")
    source(root, row(1, "Theirs", "One. Two. Their own. Four. Five."), row(2, "Other"))
    mine = text(root)
    expected = [
        f"content/{PAGE}:0: `body` was changed here and, differently, in its source",
        f"content/{PAGE}:0: `title` was changed here and, differently, in its source",
    ]
    for _ in range(2):
        made = run(root)
        assert (fates(made)["00001"], told(made), text(root)) == (Fate.CONFLICT, expected, mine)
    change(root / "content" / PAGE, 'title: "Mine"', 'title: "Theirs"')
    assert told(run(root)) == expected[:1]
    change(root / "content" / PAGE, "Mine too.\n", "Their own.\n")
    assert told(run(root)) == []
    assert told(run(root)) == []


def test_a_conflict_does_not_keep_the_rest_from_coming_in(root: Path) -> None:
    change(root / "content" / PAGE, 'title: "Sparks"', 'title: "Mine"')
    source(root, row(1, "Theirs", topic="Music"), row(2, "Other", topic="Music"))
    assert fates(run(root)) == {"00001": Fate.CONFLICT, "00002": Fate.UPDATED}
    assert "topics: [Music]" in text(root)


def test_the_same_edit_on_both_sides_is_no_conflict(root: Path) -> None:
    change(root / "content" / PAGE, 'title: "Sparks"', "title: Sparks of AI")
    source(root, row(1, "Sparks of AI"), row(2, "Other"))
    made = run(root)
    assert (fates(made)["00001"], told(made)) == (Fate.SAME, [])
    assert "title: Sparks of AI\n" in text(root)
    source(root, row(1, "Sparks again"), row(2, "Other"))
    assert fates(run(root))["00001"] is Fate.UPDATED


def test_a_page_that_a_person_deleted_stays_deleted(root: Path) -> None:
    (root / "content" / PAGE).unlink()
    for _ in range(2):
        assert fates(run(root))["00001"] is Fate.DELETED
        assert not (root / "content" / PAGE).exists()


def test_a_page_that_a_person_moved_is_found_by_its_id(root: Path) -> None:
    moved = root / "content/undated/elsewhere.md"
    moved.parent.mkdir()
    (root / "content" / PAGE).rename(moved)
    source(root, row(1, "Sparks of AI"), row(2, "Other"))
    assert fates(run(root))["00001"] is Fate.UPDATED
    assert 'title: "Sparks of AI"' in text(root, "undated/elsewhere.md")
    assert not (root / "content" / PAGE).exists()


def test_an_item_that_left_its_source_is_told_of_and_kept(root: Path) -> None:
    source(root, row(2, "Other"))
    for _ in range(2):
        assert fates(run(root)) == {"00002": Fate.UPDATED, "00001": Fate.GONE} or fates(plan(root)) == {
            "00002": Fate.SAME,
            "00001": Fate.GONE,
        }
    assert (root / "content" / PAGE).exists()


def test_comments_quoting_order_and_line_ends_survive(root: Path) -> None:
    by_hand = (
        "---\r\n# my own order\r\ntitle:   'Sparks'  # so it is\r\nkind: paper\r\nid: arxiv:2303.00001\r\n"
        "topics:\r\n  - Sound # not noise\r\nweek: 2023-03-26\r\nlinks: [Paper: 'https://arxiv.org/abs/2303.00001']\r\n"
        "source: {file: table.md, line: 3}\r\n---\r\n\r\n\r\nOne.\r\nTwo.\r\nThree.\r\nFour.\r\nFive.\r\n\r\n"
    )
    put(root, {PAGE: by_hand})
    assert fates(run(root))["00001"] is Fate.SAME
    assert text(root) == by_hand
    source(root, row(1, "Sparks of AI"), row(2, "Other"))
    run(root)
    assert text(root) == by_hand.replace("  'Sparks'", ' "Sparks of AI"').replace("title:  ", "title: ")


def test_a_page_that_the_ledger_does_not_know_keeps_the_persons_text(tmp_path: Path) -> None:
    mine = '---\nid: "arxiv:2303.00001"\nkind: paper\ntitle: "Mine"\nweek: 2023-03-26\n---\n\nMy own words.\n'
    files = {"sources/table.md": HEAD + row(1), "undated/mine.md": mine}
    make_archive(tmp_path, files, "  - file: table.md\n")
    made = run(tmp_path)
    assert (fates(made), len(told(made))) == ({"00001": Fate.CONFLICT}, 2)
    assert 'title: "Mine"' in text(tmp_path, "undated/mine.md")
    assert text(tmp_path, "undated/mine.md").endswith("\n\nMy own words.\n")
    assert told(run(tmp_path)) == told(made)


def test_a_page_made_by_hand_is_left_alone(root: Path) -> None:
    mine = '---\nid: "mine"\nkind: paper\ntitle: "Mine"\n---\n'
    put(root, {"undated/mine.md": mine})
    assert run(root).files == {}
    assert text(root, "undated/mine.md") == mine


def test_a_new_item_gets_a_path_of_its_own(root: Path) -> None:
    source(root, row(1), row(2, "Other"), row(3), row(4, "SPARKS!"))
    run(root)
    assert "2303.00003" in text(root, "weeks/2023-03-26/sparks-2.md")
    assert "2303.00004" in text(root, "weeks/2023-03-26/sparks-3.md")


def test_a_new_items_path_is_free_in_any_case(root: Path) -> None:
    put(root, {"weeks/2023-03-26/NEW.md": "no page yet"})
    source(root, row(1), row(2, "Other"), row(3, "New"))
    run(root)
    assert text(root, "weeks/2023-03-26/NEW.md") == "no page yet"
    assert "2303.00003" in text(root, "weeks/2023-03-26/new-2.md")


def test_an_item_that_comes_twice_is_told_of(root: Path) -> None:
    source(root, row(1), row(2, "Other"), row(1, "Sparks again"))
    assert told(run(root)) == ["content/sources/table.md:5: the same item (arxiv:2303.00001) as in table.md:3"]
    assert 'title: "Sparks"' in text(root)


def test_an_items_text_that_looks_like_markup_stays_text(root: Path) -> None:
    source(root, row(1, "<script>alert(1)</script>", "<img src=x onerror=alert(1)> and # no heading."), row(2, "Other"))
    run(root)
    assert text(root).endswith("\n&lt;img src=x onerror=alert(1)> and # no heading.\n")


BAD: dict[str, tuple[bytes | None, str]] = {
    "missing": (None, "missing"),
    "empty": (b"", "empty"),
    "binary": (b"\x89PNG\0", "binary (a zero byte at 4)"),
    "not UTF-8": ("Zürich".encode("latin-1"), "not UTF-8 at byte 1"),
    "unknown": (b"Some words that are nothing in particular.\n", "looks like no known format"),
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
    assert "content/sources/table.md:0: read as table, and no item in it" in told(run(root))


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


def test_a_page_that_does_not_parse_stays_and_gets_no_second(root: Path) -> None:
    """The item is not taken for deleted and not written anew beside it: the page is told of and left as it is."""
    change(root / "content" / PAGE, 'title: "Sparks"', "title: a: b")
    before = snapshot(root)
    made = run(root)
    assert f"content/{PAGE}:4: front matter does not parse (mapping values are not allowed in this context)" in told(
        made
    )
    assert snapshot(root) == before


def test_of_two_pages_with_one_id_none_is_lost(root: Path) -> None:
    put(root, {"weeks/2023-03-26/zz.md": text(root)})
    before = snapshot(root)
    made = run(root)
    assert told(made) == [
        f"content/weeks/2023-03-26/zz.md:1: the id arxiv:2303.00001 is also that of content/{PAGE}",
    ]
    assert snapshot(root) == before


def test_a_broken_ledger_stops_the_import_before_it_writes(root: Path) -> None:
    ledger = root / "content/imports.jsonl"
    change(ledger, '{"id": "arxiv:2303.00002"', '<<<<<<< "id": "arxiv:2303.00002"')
    source(root, row(1, "Sparks of AI"), row(2, "Other"), row(3, "New"))
    before = snapshot(root)
    made = run(root)
    assert told(made) == ["content/imports.jsonl:2: not an entry of the ledger"]
    assert snapshot(root) == before


Write = Callable[..., bool]


@pytest.mark.parametrize("failing", [1, 2, 3, 4])
def test_an_import_that_is_interrupted_leaves_whole_files_and_is_completed_by_the_next(
    root: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    change(root / "content" / PAGE, "Five.\n", "Five, says a person.\n")
    source(root, row(1, "Sparks of AI"), row(2, "Other one"), row(3, "New"))
    made = plan(root)
    before, write, calls = snapshot(root), files.write, iter(range(1, 9))

    def full(path: Path, data: bytes, *, durable: bool = False) -> bool:
        if next(calls) == failing:
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        return write(path, data, durable=durable)

    monkeypatch.setattr(importer, "write", full)
    with pytest.raises(OSError, match="No space"):
        carry_out(root, made)
    monkeypatch.undo()
    whole = {f"content/{path}": written.encode() for path, written in made.files.items()}
    assert all(data in (before.get(path), whole.get(path)) for path, data in snapshot(root).items())
    assert told(run(root)) == []
    assert {path: snapshot(root)[path] for path in whole} == whole
    assert (root / "content/imports.jsonl").read_text("utf-8") == made.ledger


def test_progress_names_each_source(root: Path) -> None:
    names: list[str] = []
    plan(root, (), names.append)
    assert names == ["table.md"]
