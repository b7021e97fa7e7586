"""What is removed on request is gone: from pages, records, sources and all that is built, and it never comes back."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from backissue.archive.load import load
from backissue.archive.permalinks import find_dying, redirects
from backissue.merge.apply import apply_changeset
from backissue.merge.changeset import Changeset
from backissue.merge.importer import find_unsettled
from backissue.merge.removing import Request, emptied_records, plan_removal
from backissue.model import UsageError
from backissue.site.build import build
from tests.archives import PNG, change, make_archive, page, put, without_nav
from tests.tables import HEAD, ID, PAGE, content, ledger, make_table, row, run, source, text

DAY = date(2026, 11, 29)
SECRET = "Unmistakable"
WORDS = f"{SECRET}. One. Two. Three. Four. Five. Six. Seven. Eight."


def remove(root: Path, name: str = ID, *, redact: bool = False) -> Changeset:
    """Remove an item, and give what was planned."""
    made = plan_removal(root, Request(name, "Its author asked for it.", redact), DAY)
    assert apply_changeset(root, made) == ()
    return made


def holding(root: Path, word: str = SECRET) -> list[str]:
    """The files below ``content/`` that have a word; the address of what is removed has it in small letters."""
    return [name for name, data in content(root).items() if word.encode() in data]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An archive of three papers, the first of which is to be removed, imported twice."""
    make_table(tmp_path, row(1, SECRET, "Draft.", topic=""), row(2, "Other"), row(3, "More"))
    run(tmp_path)
    source(tmp_path, row(1, SECRET, WORDS), row(2, "Other"), row(3, "More"))
    run(tmp_path)
    return tmp_path


def test_only_its_source_still_has_its_text(root: Path) -> None:
    made = remove(root)
    assert holding(root, ID) == []
    assert holding(root) == ["sources/table.md"]
    (hint,) = made.problems
    assert (hint.file, hint.line, hint.is_hint) == ("content/sources/table.md", 3, True)


def test_no_import_brings_it_back(root: Path) -> None:
    remove(root)
    before = content(root)
    run(root)
    assert content(root) == before
    assert sorted(ledger(root)) == ["arxiv:2303.00002", "arxiv:2303.00003"]
    assert find_unsettled(root, load(root)) == []


def test_neither_does_a_clone_without_what_was_derived(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    remove(root)
    clone = tmp_path_factory.mktemp("clone")
    shutil.copytree(root / "content", clone / "content")
    shutil.copy(root / "mkdocs.yml", clone)
    before = content(clone)
    run(clone)
    assert content(clone) == before


@pytest.mark.parametrize(
    "again",
    [
        row(1, "Another title", "Another text.", week="2023-04-02"),
        row(1, SECRET, WORDS).replace("arxiv.org/abs/2303.00001", "alphaxiv.org/abs/2303.00001v2"),
        row(1, "Corrected", WORDS).replace("arxiv.org/abs/2303.00001", "elsewhere.example/paper"),
        row(1, SECRET, "Corrected.").replace("arxiv.org/abs/2303.00001", "elsewhere.example/paper"),
    ],
)
def test_it_is_known_by_its_address_its_title_and_its_words(root: Path, again: str) -> None:
    remove(root)
    source(root, again, row(2, "Other"), row(3, "More"))
    before = content(root)
    run(root)
    assert content(root) == before


def test_a_merge_that_brings_its_page_and_records_back_shows_nothing(root: Path) -> None:
    branch = content(root)
    remove(root)
    for name, data in branch.items():
        if name.startswith("records/") or name == PAGE.replace("sparks", SECRET.lower()):
            (root / "content" / name).write_bytes(data)
    archive = load(root)
    assert ID not in archive.by_id
    assert [problem.what for problem in archive.problems if "removed on request" in problem.what]
    run(root)
    assert sorted(ledger(root)) == ["arxiv:2303.00002", "arxiv:2303.00003"]


def test_redaction_takes_its_row_out_of_the_source(root: Path) -> None:
    made = remove(root, redact=True)
    assert (holding(root), made.problems) == ([], ())
    assert text(root, "sources/table.md") == HEAD + row(2, "Other") + row(3, "More")
    before = content(root)
    run(root)
    assert holding(root) == []
    assert {name for name in content(root) if name.startswith("weeks")} == {n for n in before if n.startswith("weeks")}


def test_a_file_that_holds_nothing_else_goes_with_its_entry(root: Path) -> None:
    put(root, {"sources/letter.md": f"---\ntitle: Letter\ndate: 2023-03-24\n---\n\nA letter. {WORDS}\n"})
    change(root / "content/archive.yml", "  - file: table.md\n", "  - file: table.md\n  - file: letter.md\n")
    run(root)
    (name,) = (page.item.id for page in load(root).pages if page.item.title == "Letter")
    remove(root, name, redact=True)
    assert not (root / "content/sources/letter.md").exists()
    assert text(root, "archive.yml") == "sources:\n  - file: table.md\n"
    assert [change.fate for change in run(root).changes] == ["same"] * 3


def test_what_cannot_be_cut_out_is_left_to_a_person(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backissue.merge.redaction._is_same_but", lambda *_: False)
    made = remove(root, redact=True)
    assert [(problem.line, problem.is_hint) for problem in made.problems] == [(3, False)]
    assert row(1, SECRET, WORDS) in text(root, "sources/table.md")


def test_its_pictures_go_unless_another_page_shows_them(root: Path) -> None:
    folder = root / "content/weeks/2023-03-26"
    for name in ("own.png", "shared.png"):
        (folder / name).write_bytes(PNG)
    change(folder / "unmistakable.md", WORDS.replace(". ", ".\n"), "![a](own.png) ![b](shared.png)\n")
    with (folder / "other.md").open("a") as file:
        file.write("\n![b](shared.png) and [it](unmistakable.md)\n")
    made = remove(root, f"content/{PAGE.replace('sparks', 'unmistakable')}")
    assert not (folder / "own.png").exists()
    assert (folder / "shared.png").exists()
    assert "content/weeks/2023-03-26/other.md" in {problem.file for problem in made.problems}


def test_its_address_and_those_it_had_lead_to_a_page_that_says_so(root: Path) -> None:
    put(root, {"index.md": "---\ntitle: Home\n---\n"})
    change(root / "content" / PAGE.replace("sparks", "unmistakable"), "place: 1", "place: 1\naliases: [weeks/former]")
    run(root)
    remove(root)
    archive = load(root)
    assert [*find_dying(archive)] == []
    assert dict(redirects(archive))["weeks/former/"] == "weeks/2023-03-26/unmistakable.md"
    build(without_nav(root), root / "site")
    html = (root / "site/weeks/2023-03-26/unmistakable/index.html").read_text("utf-8")
    said = LexborHTMLParser(html).text()
    assert "was removed from the archive on 29 November 2026." in said
    assert "Its author asked for it." in said
    assert '<meta name="robots" content="noindex">' in html
    assert WORDS[:20] not in html
    found = [path for path in (root / "site").rglob("*") if path.is_file() and WORDS[:16].encode() in path.read_bytes()]
    assert found == []


def test_another_item_with_the_same_words_stays(root: Path) -> None:
    source(root, row(1, SECRET, WORDS), row(2, "Other", WORDS), row(3, "More"))
    run(root)
    remove(root, redact=True)
    run(root)
    assert sorted(ledger(root)) == ["arxiv:2303.00002", "arxiv:2303.00003"]
    assert row(2, "Other", WORDS) in text(root, "sources/table.md")


def test_a_new_item_does_not_take_its_address(root: Path) -> None:
    remove(root)
    put(root, {"sources/letter.md": f"---\ntitle: {SECRET}\ndate: 2023-03-24\n---\n\nSomething else.\n"})
    change(root / "content/archive.yml", "  - file: table.md\n", "  - file: table.md\n  - file: letter.md\n")
    run(root)
    assert "Something else." in text(root, "weeks/2023-03-26/unmistakable-2.md")


def test_what_a_person_deleted_can_be_removed_too(root: Path) -> None:
    (root / "content/weeks/2023-03-26/unmistakable.md").unlink()
    run(root)
    assert holding(root)
    remove(root, redact=True)
    assert holding(root, WORDS[:20]) == []


def test_the_files_of_git_that_held_it_are_named(root: Path) -> None:
    before = {name for name in holding(root) if name.startswith("records/items")}
    made = plan_removal(root, Request(ID), DAY)
    assert made.records
    assert before <= set(emptied_records(made.records))


def test_there_must_be_such_an_item(root: Path) -> None:
    with pytest.raises(UsageError, match="neither the id nor the page of an item"):
        plan_removal(root, Request("arxiv:2303.99999"), DAY)


def test_pages_written_by_hand_can_be_removed(tmp_path: Path) -> None:
    make_archive(
        tmp_path, {"undated/own.md": page("Own", week="", body=f"{WORDS}\n"), "undated/b.md": page("B", week="")}
    )
    remove(tmp_path, "paper:own")
    assert holding(tmp_path) == []
    assert load(tmp_path).removals.paths == {"undated/own.md"}


def test_no_page_tells_of_what_was_never_published(tmp_path: Path) -> None:
    files = {"undated/a.md": page("A", week="", draft="true"), "undated/b.md": page("B", week="")}
    make_archive(tmp_path, files)
    remove(tmp_path, "paper:a")
    archive = load(tmp_path)
    assert archive.removals.has_id("paper:a")
    assert archive.removals.paths == frozenset()
    assert [path for path in archive.addresses if "undated/a" in path] == []


SOURCES = {
    "table.csv": (
        f'title,week,abstract\nFirst,2023-03-26,One.\n{SECRET},2023-03-26,"Two.\n{SECRET} lines."\n'
        "Last,2023-03-26,Three.\n"
    ),
    "lines.jsonl": "".join(
        f'{{"kind": "paper", "title": "{title}", "week": "2023-03-26", "markdown": "{title} text."}}\n'
        for title in ("First", SECRET, "Last")
    ),
    "issues.md": (
        f"## March 20-26, 2023\n\n1. **First** - One.\n2. **{SECRET}** - Two.\n   {SECRET} lines.\n"
        "3. **Last** - Three.\n"
    ),
}


@pytest.mark.parametrize("file", SOURCES)
def test_records_of_any_format_are_cut_out_or_left_and_named(tmp_path: Path, file: str) -> None:
    make_archive(tmp_path, {f"sources/{file}": SOURCES[file]}, f"  - file: {file}\n")
    run(tmp_path)
    before = {item.item.title: item.item for item in load(tmp_path).pages}
    (name,) = (item.id for title, item in before.items() if SECRET in title)
    made = remove(tmp_path, name, redact=True)
    assert (holding(tmp_path), made.problems) == ([], ())
    run(tmp_path)
    after = {item.item.title: item.item for item in load(tmp_path).pages}
    assert after.keys() == before.keys() - {SECRET}
