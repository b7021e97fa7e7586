"""An import: what it writes, and that it keeps what people and sources changed in the same page."""

from __future__ import annotations

import shutil
from pathlib import Path

from backissue.merge.changeset import Fate
from backissue.merge.importer import plan
from tests.archives import change, put, snapshot
from tests.tables import PAGE, content, fates, make_table, row, run, segments, source, text, told, without_records


def test_a_first_import_makes_a_page_an_item_and_the_records(root: Path) -> None:
    assert [path.parent.name for path in segments(root)] == ["addresses", "items"]
    assert sorted(without_records(root)) == [
        "archive.yml",
        "sources/table.md",
        "weeks/2023-03-26/other.md",
        PAGE,
    ]
    assert text(root) == (
        '---\nid: "arxiv:2303.00001"\nkind: paper\ntitle: "Sparks"\nweek: 2023-03-26\ntopics: [Sound]\nlinks:\n'
        "  - Paper: https://arxiv.org/abs/2303.00001\nsource: {file: table.md}\nplace: 1\n---\n\n"
        "One.\nTwo.\nThree.\nFour.\nFive.\n"
    )


def test_a_second_import_writes_nothing(root: Path) -> None:
    before = content(root)
    made = run(root)
    assert (fates(made), made.edits) == ({"00001": Fate.SAME, "00002": Fate.SAME}, {})
    assert content(root) == before


def test_a_plan_writes_nothing(tmp_path: Path) -> None:
    make_table(tmp_path, row(1))
    before = snapshot(tmp_path)
    assert plan(tmp_path).counts()[Fate.NEW] == 1
    assert snapshot(tmp_path) == before


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


def test_the_same_edit_on_both_sides_is_no_conflict(root: Path) -> None:
    change(root / "content" / PAGE, 'title: "Sparks"', "title: Sparks of AI")
    source(root, row(1, "Sparks of AI"), row(2, "Other"))
    made = run(root)
    assert (fates(made)["00001"], told(made)) == (Fate.SAME, [])
    assert "title: Sparks of AI\n" in text(root)
    source(root, row(1, "Sparks again"), row(2, "Other"))
    assert fates(run(root))["00001"] is Fate.UPDATED


def test_comments_quoting_order_and_line_ends_survive(root: Path) -> None:
    by_hand = (
        "---\r\n# my own order\r\ntitle:   'Sparks'  # so it is\r\nkind: paper\r\nid: arxiv:2303.00001\r\n"
        "topics:\r\n  - Sound # not noise\r\nweek: 2023-03-26\r\nplace: 1\r\nlinks: [Paper: 'https://arxiv.org/abs/2303.00001']\r\n"
        "source: {file: table.md}\r\n---\r\n\r\n\r\nOne.\r\nTwo.\r\nThree.\r\nFour.\r\nFive.\r\n\r\n"
    )
    put(root, {PAGE: by_hand})
    assert fates(run(root))["00001"] is Fate.SAME
    assert text(root) == by_hand
    source(root, row(1, "Sparks of AI"), row(2, "Other"))
    run(root)
    assert text(root) == by_hand.replace("  'Sparks'", ' "Sparks of AI"').replace("title:  ", "title: ")


def test_an_items_text_that_looks_like_markup_stays_text(root: Path) -> None:
    source(root, row(1, "<script>alert(1)</script>", "<img src=x onerror=alert(1)> and # no heading."), row(2, "Other"))
    run(root)
    assert text(root).endswith("\n&lt;img src=x onerror=alert(1)> and # no heading.\n")


def test_a_broken_ledger_stops_the_import_before_it_writes(root: Path) -> None:
    (ledger,) = segments(root, "items")
    change(ledger, '{"id":"arxiv:2303.00002"', '"id":"arxiv:2303.00002"')
    source(root, row(1, "Sparks of AI"), row(2, "Other"), row(3, "New"))
    before = snapshot(root)
    made = run(root)
    assert told(made) == [f"{ledger.relative_to(root).as_posix()}:2: not a record"]
    assert snapshot(root) == before


def test_progress_names_each_source(root: Path) -> None:
    names: list[str] = []
    plan(root, progress=names.append)
    assert names == ["table.md"]


def test_a_conflict_does_not_keep_the_rest_from_coming_in(root: Path) -> None:
    change(root / "content" / PAGE, 'title: "Sparks"', 'title: "Mine"')
    source(root, row(1, "Theirs", topic="Music"), row(2, "Other", topic="Music"))
    assert fates(run(root)) == {"00001": Fate.CONFLICT, "00002": Fate.UPDATED}
    assert "topics: [Music]" in text(root)


def test_a_lost_ledger_stops_the_import_lest_deleted_pages_come_back(root: Path) -> None:
    (root / "content" / PAGE).unlink()
    shutil.rmtree(root / "content/records/items")
    before = snapshot(root)
    assert told(run(root)) == ["content/records/items:0: missing, so that nothing is imported"]
    assert snapshot(root) == before


def test_lost_records_of_all_kinds_stop_the_import_too(root: Path) -> None:
    shutil.rmtree(root / "content/records")
    before = snapshot(root)
    assert told(run(root)) == ["content/records/items:0: missing, so that nothing is imported"]
    assert snapshot(root) == before


def test_an_archive_without_ledger_and_pages_begins_anew(root: Path) -> None:
    expected = content(root)
    shutil.rmtree(root / "content/weeks")
    shutil.rmtree(root / "content/records/items")
    assert fates(run(root)) == {"00001": Fate.NEW, "00002": Fate.NEW}
    assert content(root) == expected


def test_a_first_import_that_was_killed_before_it_had_a_ledger_is_made_up_for(root: Path) -> None:
    expected = content(root)
    (root / "content" / PAGE).unlink()
    (ledger,) = segments(root, "items")
    ledger.rename(ledger.with_name(f".{ledger.name}.0123abcd.part"))
    assert fates(run(root)) == {"00001": Fate.NEW, "00002": Fate.SAME}
    assert content(root) == expected


def test_a_page_in_the_middle_of_a_merge_is_left_alone(root: Path) -> None:
    change(root / "content" / PAGE, "Two.\n", "<<<<<<< HEAD\nTwo.\n=======\nZwei.\n>>>>>>> other\n")
    source(root, row(1, "Sparks of AI"), row(2, "Other"))
    before = content(root)
    made = run(root)
    assert (fates(made)["00001"], content(root)) == (Fate.UNREADABLE, before)
    assert told(made) == [f"content/{PAGE}:14: a merge in git left both sides here"]
