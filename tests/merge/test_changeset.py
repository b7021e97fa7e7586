"""What becomes of pages that were deleted, moved, made by hand or broken, and of rows that are gone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from backissue.archive.addresses import Address
from backissue.archive.load import load
from backissue.archive.permalinks import find_dying, redirects
from backissue.merge.apply import apply_changeset
from backissue.merge.changeset import Fate
from backissue.merge.importer import plan
from backissue.merge.threeway import Side
from backissue.model import MachineError
from tests.archives import change, make_archive, put, snapshot
from tests.tables import HEAD, ID, PAGE, addresses, fates, make_table, row, run, segments, source, text, told


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
    assert run(root).edits == {}
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


def test_a_page_that_does_not_parse_stays_and_gets_no_second(root: Path) -> None:
    """The item is not taken for deleted and not written anew beside it: the page is told of and left as it is."""
    change(root / "content" / PAGE, 'title: "Sparks"', "title: a: b")
    before = snapshot(root)
    made = run(root)
    assert f"content/{PAGE}:4: front matter does not parse (a second `: ` in `title: a: b`)" in told(made)
    assert snapshot(root) == before


def test_of_two_pages_with_one_id_none_is_lost(root: Path) -> None:
    put(root, {"weeks/2023-03-26/zz.md": text(root)})
    before = snapshot(root)
    made = run(root)
    assert told(made) == [
        f"content/weeks/2023-03-26/zz.md:2: the id arxiv:2303.00001 is also that of content/{PAGE}",
    ]
    assert snapshot(root) == before


def test_a_gone_item_is_pruned_only_when_asked_and_only_where_nobody_edited_it(root: Path) -> None:
    source(root, row(1), row(2, "Other"), row(3, "Third"))
    run(root)
    change(root / "content/weeks/2023-03-26/third.md", "Five.", "Five, says a person.")
    source(root, row(1))
    assert fates(run(root, prune=True)) == {"00001": Fate.SAME, "00002": Fate.PRUNED, "00003": Fate.GONE}
    assert not (root / "content/weeks/2023-03-26/other.md").exists()
    assert (root / "content/weeks/2023-03-26/third.md").exists()
    former = "weeks/2023-03-26/other/"
    assert addresses(root)[former] == Address(former, "arxiv:2303.00002", "weeks/2023-03-26/")


@pytest.mark.parametrize(
    ("old", "new"),
    [("kind", "# Ask Ada.\nkind"), ("One.", "One. Ada says so."), ("[Sound]", "Sound")],
)
def test_a_page_with_any_edit_at_all_is_not_pruned(root: Path, old: str, new: str) -> None:
    """Not even one with a comment, which is no value that could be merged, or one that says less than it should."""
    change(root / "content" / PAGE, old, new)
    source(root, row(2, "Other"))
    run(root, prune=True)
    assert new in text(root)


def test_a_page_whose_line_ends_git_changed_is_not_edited(root: Path) -> None:
    put(root, {PAGE: text(root).replace("\n", "\r\n")})
    source(root, row(2, "Other"))
    assert fates(run(root, prune=True))["00001"] is Fate.PRUNED


def test_a_page_that_was_updated_is_pruned_like_any_other(root: Path) -> None:
    """What the importer changed in it stands there as if it had been written at once."""
    source(root, row(1, "New", "Eins. Zwei.", "", "2023-04-02"), row(1), row(2, "Other"))
    run(root)
    source(root, row(1, "Newer", "", "Music", "2023-04-02"), row(2, "Other"))
    run(root)
    source(root, row(2, "Other"))
    assert fates(run(root, prune=True))["00001"] is Fate.PRUNED


def test_no_address_that_an_import_ends_dies(tmp_path: Path) -> None:
    """Neither that of a pruned page, a former one included, nor those of a week and a topic that have no item left."""
    make_table(tmp_path, row(1), row(2, "Other", week="2023-04-02", topic="Music"))
    run(tmp_path)
    (tmp_path / "content" / PAGE).rename(tmp_path / "content/weeks/2023-03-26/moved.md")
    source(tmp_path, row(1, topic="Noise"), row(2, "Other", week="2023-04-09", topic="Music"))
    run(tmp_path)
    source(tmp_path, row(2, "Other", week="2023-04-09", topic="Music"))
    run(tmp_path, prune=True)
    assert list(find_dying(load(tmp_path))) == []
    assert dict(redirects(load(tmp_path))) == {
        "topics/noise/": "topics/index.md",
        "topics/sound/": "topics/index.md",
        "weeks/2023-03-26/": "weeks/index.md",
        "weeks/2023-03-26/moved/": "weeks/index.md",
        "weeks/2023-03-26/sparks/": "weeks/index.md",
        "weeks/2023-04-02/": "weeks/index.md",
    }


def test_an_address_that_comes_back_is_a_page_again(root: Path) -> None:
    before = addresses(root)
    source(root, row(2, "Other", topic="Noise"))
    run(root, prune=True)
    source(root, row(1), row(2, "Other"))
    run(root)
    assert addresses(root) == {**before, "topics/noise/": Address("topics/noise/", "", "topics/sound/")}


def test_an_address_that_a_person_ended_leads_on_too(root: Path) -> None:
    (root / "content" / PAGE).unlink()
    assert [problem.what for problem in find_dying(load(root))] == [
        "the published address /weeks/2023-03-26/sparks/ would die"
    ]
    run(root)
    assert list(find_dying(load(root))) == []
    assert dict(redirects(load(root))) == {"weeks/2023-03-26/sparks/": "weeks/2023-03-26/index.md"}


def test_a_pruned_item_that_comes_back_is_new(root: Path) -> None:
    source(root, row(1))
    run(root, prune=True)
    source(root, row(1), row(2, "Other"))
    assert fates(run(root)) == {"00001": Fate.SAME, "00002": Fate.NEW}


def test_a_deleted_page_stays_deleted_though_its_row_was_gone_when_others_were_pruned(root: Path) -> None:
    (root / "content" / PAGE).unlink()
    source(root, row(2, "Other"))
    run(root, prune=True)
    source(root, row(2, "Other"), row(1))
    assert fates(run(root)) == {"00001": Fate.DELETED, "00002": Fate.UPDATED}


@pytest.mark.parametrize(("side", "title"), [(Side.MINE, "Mine"), (Side.THEIRS, "Theirs")])
def test_a_conflict_is_settled_by_naming_the_side_that_wins(root: Path, side: Side, title: str) -> None:
    change(root / "content" / PAGE, 'title: "Sparks"', 'title: "Mine"')
    change(root / "content" / PAGE, "Two.\n", "My two.\n")
    source(root, row(1, "Theirs", "One. Their two. Three. Four. Five."), row(2, "Other"))
    assert fates(run(root))["00001"] is Fate.CONFLICT
    assert told(run(root, n1=side)) == []
    assert f'title: "{title}"\n' in text(root)
    assert ("My two.\n" in text(root), "Their two.\n" in text(root)) == (side is Side.MINE, side is Side.THEIRS)
    assert run(root).edits == {}


def test_a_field_that_the_source_gave_up_goes_when_the_source_is_to_win(root: Path) -> None:
    change(root / "content" / PAGE, "topics: [Sound]", "topics: [Mine]")
    source(root, row(1, topic=""), row(2, "Other"))
    assert fates(run(root))["00001"] is Fate.CONFLICT
    assert "topics: [Mine]" in text(root)
    run(root, n1=Side.THEIRS)
    assert "topics" not in text(root)


def test_a_conflict_is_over_when_the_source_goes_back(root: Path) -> None:
    change(root / "content" / PAGE, 'title: "Sparks"', 'title: "Mine"')
    source(root, row(1, "Theirs"), row(2, "Other"))
    assert fates(run(root))["00001"] is Fate.CONFLICT
    source(root, row(1), row(2, "Other"))
    assert fates(run(root))["00001"] is Fate.SAME
    assert 'title: "Mine"' in text(root)


@pytest.mark.parametrize(
    ("field", "entry"),
    [
        ("topics: [Sound]", "topics: Sound and noise"),
        ("topics: [Sound]", "topics: [Sound, [Noise]]"),
        ("  - Paper: https://arxiv.org/abs/2303.00001\n", "  - Paper: https://arxiv.org/abs/2303.00001\n  - Mine\n"),
    ],
)
def test_an_edit_that_is_not_understood_is_an_edit_all_the_same(root: Path, field: str, entry: str) -> None:
    change(root / "content" / PAGE, field, entry)
    changed = row(1, topic="Music").replace("/abs/", "/pdf/")
    source(root, changed, row(2, "Other"))
    assert fates(run(root))["00001"] is Fate.CONFLICT
    assert entry in text(root)


def test_a_body_that_a_person_emptied_stays_empty(root: Path) -> None:
    change(root / "content" / PAGE, "\nOne.\nTwo.\nThree.\nFour.\nFive.\n", "")
    source(root, row(1, abstract="Eins. Two. Three. Four. Five."), row(2, "Other"))
    assert fates(run(root))["00001"] is Fate.CONFLICT
    assert text(root).endswith("---\n")


def test_a_page_with_a_byte_order_mark_and_without_a_last_line_end_keeps_both(root: Path) -> None:
    put(root, {PAGE: "\ufeff" + text(root).replace("\n", "\r\n").removesuffix("\r\n")})
    change(root / "content" / PAGE, "Five.", "Five, says a person.")
    source(root, row(1, abstract="Eins. Two. Three. Four. Five."), row(2, "Other"))
    assert fates(run(root))["00001"] is Fate.UPDATED
    assert text(root).startswith("\ufeff---\r\n")
    assert text(root).endswith("\r\n\r\nEins.\r\nTwo.\r\nThree.\r\nFour.\r\nFive, says a person.")


def save(root: Path, path: str = PAGE) -> bytes:
    """Save a page in an editor, and give what it then holds."""
    change(root / "content" / path, "Five.", "Five, just now.")
    return (root / "content" / path).read_bytes()


@pytest.mark.parametrize("number", [1, 9])
def test_a_page_that_is_saved_while_the_import_runs_is_left_to_the_next(root: Path, number: int) -> None:
    """Whether or not its id changes in that import."""
    source(root, row(number, topic="Music"), row(2, "Other", topic="Music"))
    made = plan(root)
    saved = save(root)
    (problem,) = apply_changeset(root, made)
    assert (problem.file, problem.what) == (
        f"content/{PAGE}",
        "was saved while the command ran, and is left as it is",
    )
    assert (root / "content" / PAGE).read_bytes() == saved
    assert "topics: [Music]" in text(root, "weeks/2023-03-26/other.md")
    assert fates(run(root)) == {f"{number:05}": Fate.UPDATED, "00002": Fate.SAME}
    assert "topics: [Music]" in text(root)
    assert "Five, just now.\n" in text(root)


def test_a_page_that_is_made_while_the_import_runs_is_not_overwritten(root: Path) -> None:
    source(root, row(1), row(2, "Other"), row(3, "New"))
    made = plan(root)
    put(root, {"weeks/2023-03-26/new.md": "mine"})
    assert len(apply_changeset(root, made)) == 1
    assert text(root, "weeks/2023-03-26/new.md") == "mine"


def test_a_page_that_is_saved_while_the_import_reads_stops_it(root: Path) -> None:
    source(root, row(1, topic="Music"), row(2, "Other"))
    before = snapshot(root / "content")
    saved: list[bytes] = []
    with pytest.raises(MachineError, match="was saved while the import read it"):
        plan(root, progress=lambda _: saved.append(save(root)))
    assert {name for name, data in snapshot(root / "content").items() if data != before[name]} == {PAGE}


SPOILT = {
    "in Windows' line ends": lambda text: text.replace('"Sparks"', "a: b").replace("\n", "\r\n"),
    "with a comment behind the id": lambda text: text.replace('"Sparks"', "a: b").replace('1"\n', '1" # leave it\n'),
    "with the id as it stands": lambda text: text.replace('"Sparks"', "a: b").replace(f'"{ID}"', ID),
    "with two ids in a torn merge": lambda text: f"---\n<<<<<<< a\nid: x\n=======\n{text[4:]}>>>>>>> b\n",
}
LOST = {
    "in UTF-16": lambda text: text.encode("utf-16"),
    "without front matter": lambda _: b"Only words.\n",
    "binary": lambda text: text.replace("id:", "di:").encode() + b"\0",
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_an_item_is_not_made_anew_beside_its_broken_page(root: Path, spoil: Callable[[str], str]) -> None:
    """It is known by the id in the text, even where there are no records."""
    source(root, row(1))
    put(root, {PAGE: spoil(text(root))})
    (root / "content/weeks/2023-03-26/other.md").unlink()
    shutil.rmtree(root / "content/records")
    before = snapshot(root / "content/weeks")
    made = run(root)
    assert (fates(made)["00001"], len(told(made))) == (Fate.UNREADABLE, 1)
    assert snapshot(root / "content/weeks") == before


@pytest.mark.parametrize("spoil", LOST.values(), ids=LOST)
def test_an_item_whose_page_is_no_longer_one_is_known_by_its_address(root: Path, spoil: Callable[[str], bytes]) -> None:
    (root / "content" / PAGE).write_bytes(spoil(text(root)))
    (segment,) = segments(root, "items")
    change(segment, segment.read_text("utf-8").splitlines(keepends=True)[0], "")
    before = snapshot(root / "content/weeks")
    made = run(root)
    assert (fates(made)["00001"], len(told(made))) == (Fate.UNREADABLE, 1)
    assert snapshot(root / "content/weeks") == before


@pytest.mark.parametrize("path", ["papers/sparks.md", "weeks/2023-03-26/index.md", "weeks/2023-03-26/my sparks.md"])
def test_a_page_that_was_moved_where_none_can_stand_is_told_of_and_not_taken_for_deleted(root: Path, path: str) -> None:
    (root / "content" / path).parent.mkdir(exist_ok=True)
    (root / "content" / PAGE).rename(root / "content" / path)
    made = run(root)
    assert (fates(made)["00001"], len(told(made))) == (Fate.UNREADABLE, 1)


def test_a_link_in_the_place_of_a_page_is_told_of_and_left(root: Path) -> None:
    """The page that it leads to is the item's, wherever it stands."""
    put(root, {"undated/moved.md": text(root)})
    (root / "content" / PAGE).unlink()
    (root / "content" / PAGE).symlink_to("../../undated/moved.md")
    source(root, row(1, "Sparks of AI"), row(2, "Other"))
    made = run(root)
    assert told(made) == [f"content/{PAGE}:0: a symbolic link, which is not followed"]
    assert 'title: "Sparks of AI"' in text(root, "undated/moved.md")
    assert (root / "content" / PAGE).is_symlink()
    assert run(root).edits == {}


def test_pages_in_a_linked_folder_are_not_taken_for_deleted_and_none_is_written_there(root: Path) -> None:
    outside = root / "outside"
    (root / "content/weeks").rename(outside)
    (root / "content/weeks").symlink_to(outside)
    source(root, row(1), row(2, "Other"), row(3, "New"))
    before = snapshot(outside)
    made = run(root)
    assert fates(made) == dict.fromkeys(["00001", "00002", "00003"], Fate.UNREADABLE)
    assert told(made) == ["content/weeks:0: a symbolic link, which is not followed"]
    assert snapshot(outside) == before


@pytest.mark.parametrize("rows", [[row(1), "| too | few |\n"], []])
def test_nothing_is_pruned_for_a_source_with_problems(root: Path, rows: list[str]) -> None:
    """A row that cannot be read is not gone."""
    source(root, *rows)
    made = run(root, prune=True)
    assert fates(made)["00002"] is Fate.GONE
    assert "content/sources/table.md:0: has problems, so no page that seems to be gone from it was removed" in told(
        made
    )
    assert (root / "content/weeks/2023-03-26/other.md").exists()


def test_a_new_item_whose_address_is_on_record_gets_that_address(tmp_path: Path) -> None:
    """So an archive that is imported anew keeps its addresses, however a title would be written today."""
    make_table(tmp_path, row(1), row(2, "Other"))
    put(tmp_path, {"addresses.jsonl": f'{{"path": "weeks/2023-03-26/former-name/", "id": "{ID}"}}\n'})
    run(tmp_path)
    assert {path.name for path in (tmp_path / "content/weeks/2023-03-26").iterdir()} == {"former-name.md", "other.md"}
