"""Which items are the same: in several weeks, under another id, and those that only look alike."""

from __future__ import annotations

from pathlib import Path

from backissue.merge.changeset import Fate
from backissue.merge.importer import plan
from tests.archives import change, put
from tests.tables import HEAD, PAGE, fates, make_table, row, run, source, text, told

NEXT, THIRD = "2023-04-02", "2023-04-09"
TWO = "  - file: table.md\n  - file: more.md\n"


def test_an_item_that_comes_twice_in_a_week_is_told_of(root: Path) -> None:
    source(root, row(1), row(2, "Other"), row(1, "Sparks again"))
    assert told(run(root)) == ["content/sources/table.md:5: the same item (arxiv:2303.00001) as in table.md:3"]
    assert 'title: "Sparks"' in text(root)


def test_a_paper_of_two_weeks_is_one_page_that_says_both(tmp_path: Path) -> None:
    make_table(tmp_path, row(1, week=NEXT), row(1), row(1, week=THIRD))
    assert fates(run(tmp_path)) == {"00001": Fate.NEW}
    assert "\nweek: 2023-03-26\nalso_in: [2023-04-02, 2023-04-09]\n" in text(tmp_path)


def test_the_weeks_that_an_export_names_come_in_with_those_of_other_listings(tmp_path: Path) -> None:
    make_table(tmp_path, row(1, week=NEXT))
    exported = f"id,kind,title,week,also_in,markdown\narxiv:2303.00001,paper,Sparks,2023-03-26,{THIRD},\n"
    put(tmp_path, {"sources/more.csv": exported, "archive.yml": f"sources:\n{TWO.replace('more.md', 'more.csv')}"})
    run(tmp_path)
    assert "\nweek: 2023-03-26\nalso_in: [2023-04-09, 2023-04-02]\n" in text(tmp_path)


def test_a_listing_that_comes_or_goes_is_said_by_the_page(root: Path) -> None:
    source(root, row(1), row(2, "Other"), row(1, week=NEXT))
    run(root)
    assert "also_in: [2023-04-02]\n" in text(root)
    source(root, row(2, "Other"), row(1, week=NEXT))
    assert fates(run(root))["00001"] is Fate.UPDATED
    assert "week: 2023-04-02\n" in text(root)
    assert "also_in" not in text(root)


def test_a_later_listing_brings_its_links_and_not_its_text(root: Path) -> None:
    other = row(1, "Sparks, the second", "Other words.", week=NEXT).replace("/abs/", "/pdf/")
    source(root, row(1), row(2, "Other"), other)
    run(root)
    assert 'title: "Sparks"\n' in text(root)
    assert "  - Paper: https://arxiv.org/abs/2303.00001\n  - Paper: https://arxiv.org/pdf/2303.00001\n" in text(root)
    assert "Other words." not in text(root)


def test_the_weeks_that_a_person_named_stay(root: Path) -> None:
    change(root / "content" / PAGE, "week: 2023-03-26\n", "week: 2023-03-26\nalso_in: [2023-04-09]\n")
    source(root, row(1, topic="Music"), row(2, "Other"))
    assert fates(run(root))["00001"] is Fate.UPDATED
    assert "also_in: [2023-04-09]\n" in text(root)


def test_the_import_of_one_source_knows_what_the_others_list(root: Path) -> None:
    """So the page of an item that two sources list does not change with the source that is named."""
    put(root, {"archive.yml": f"sources:\n{TWO}", "sources/more.md": HEAD + row(1, week=NEXT) + row(7, "More")})
    run(root)
    before = text(root)
    assert "also_in: [2023-04-02]\n" in before
    for name in ("table.md", "more.md"):
        made = run(root, name)
        assert [report.file for report in made.sources] == [name]
        assert text(root) == before
    assert fates(plan(root, ["more.md"])) == {"00001": Fate.SAME, "00007": Fate.SAME}


def test_a_row_whose_week_was_corrected_keeps_its_page(root: Path) -> None:
    source(root, row(1, week=NEXT), row(2, "Other"))
    assert fates(run(root)) == {"00001": Fate.UPDATED, "00002": Fate.SAME}
    assert "week: 2023-04-02\n" in text(root)


def test_an_id_that_the_source_changed_is_recognised_and_the_old_one_kept(root: Path) -> None:
    change(root / "content" / PAGE, "Five.\n", "Five, says a person.\n")
    source(root, row(9, abstract="Eins. Two. Three. Four. Five."), row(2, "Other"))
    made = run(root)
    assert (fates(made), told(made)) == ({"00009": Fate.UPDATED, "00002": Fate.SAME}, [])
    assert text(root).startswith('---\nid: "arxiv:2303.00009"\n')
    assert 'former_ids: ["arxiv:2303.00001"]\n' in text(root) or "former_ids: [arxiv:2303.00001]\n" in text(root)
    assert text(root).endswith("\nEins.\nTwo.\nThree.\nFour.\nFive, says a person.\n")
    assert fates(run(root)) == {"00009": Fate.SAME, "00002": Fate.SAME}


def test_an_id_that_changed_back_is_the_same_page(root: Path) -> None:
    source(root, row(9), row(2, "Other"))
    run(root)
    source(root, row(1, topic="Music"), row(2, "Other"))
    assert fates(run(root)) == {"00009": Fate.UPDATED, "00002": Fate.SAME}
    assert "topics: [Music]" in text(root)


def test_a_page_that_was_moved_and_edited_is_found_though_its_id_changed(root: Path) -> None:
    (root / "content/undated").mkdir()
    moved = (root / "content" / PAGE).rename(root / "content/undated/mine.md")
    change(moved, '"Sparks"', '"My sparks"')
    source(root, row(9, topic="Music"), row(2, "Other"))
    assert fates(run(root)) == {"00009": Fate.UPDATED, "00002": Fate.SAME}
    page = text(root, "undated/mine.md")
    assert 'id: "arxiv:2303.00009"' in page
    assert 'title: "My sparks"' in page
    assert "topics: [Music]" in page
    assert not (root / "content" / PAGE).exists()


def test_a_deleted_page_stays_deleted_when_its_id_changes(root: Path) -> None:
    (root / "content" / PAGE).unlink()
    source(root, row(9), row(2, "Other"))
    for _ in range(2):
        assert fates(run(root)) == {"00009": Fate.DELETED, "00002": Fate.SAME}
    assert not (root / "content" / PAGE).exists()


def test_an_id_taken_from_one_item_can_be_given_to_another(root: Path) -> None:
    """The first had been listed under the second's id by mistake. Now both are listed, and neither is lost."""
    source(root, row(9), row(2, "Other"))
    run(root)
    source(root, row(9), row(2, "Other"), row(1, "Something else", week=NEXT))
    for fate in (Fate.NEW, Fate.SAME):
        assert fates(run(root))["00001"] is fate
    assert 'id: "arxiv:2303.00001"' in text(root, "weeks/2023-04-02/something-else.md")
    assert "also_in" not in text(root)


def test_a_new_id_with_another_title_and_text_is_a_new_item(root: Path) -> None:
    source(root, row(8, "Thunder", "Warm air rises fast, cold air falls."), row(2, "Other"))
    assert fates(run(root)) == {"00008": Fate.NEW, "00002": Fate.SAME, "00001": Fate.GONE}


def test_a_new_id_with_the_same_title_in_another_week_is_the_same_item(root: Path) -> None:
    source(root, row(9, week=NEXT), row(2, "Other"))
    assert fates(run(root)).keys() == {"00009", "00002"}
    assert text(root).startswith('---\nid: "arxiv:2303.00009"\n')


def test_a_near_duplicate_is_told_of_and_never_merged(root: Path) -> None:
    source(root, row(1), row(2, "Other"), row(3, "sparks!", week=NEXT))
    made = run(root)
    assert told(made) == [
        f"content/weeks/2023-04-02/sparks.md:1: its title is like that of content/{PAGE} (arxiv:2303.00001)"
    ]
    assert all(problem.is_hint for problem in made.problems)
    assert fates(made) == {"00001": Fate.SAME, "00002": Fate.SAME, "00003": Fate.NEW}
    assert told(run(root)) == []


def test_titles_without_a_letter_are_not_all_alike(root: Path) -> None:
    source(root, row(1), row(2, "Other"), row(3, "???"), row(4, "!!!"))
    assert told(run(root)) == []


def test_two_pages_are_one_once_a_person_says_so(root: Path) -> None:
    """As the report of a near-duplicate tells: the page deleted, its id named by the other."""
    source(root, row(1), row(2, "Other"), row(3, "Sparks", week=NEXT))
    run(root)
    (root / "content/weeks/2023-04-02/sparks.md").unlink()
    change(root / "content" / PAGE, "---\n\nOne.", 'former_ids: ["arxiv:2303.00003"]\n---\n\nOne.')
    made = run(root)
    assert (fates(made), told(made)) == ({"00001": Fate.UPDATED, "00002": Fate.SAME}, [])
    assert "also_in: [2023-04-02]\n" in text(root)
    assert fates(run(root)) == {"00001": Fate.SAME, "00002": Fate.SAME}


def test_rows_that_swap_their_ids_lose_nothing_that_a_person_wrote(root: Path) -> None:
    change(root / "content" / PAGE, '"Sparks"', '"My sparks"')
    source(root, row(2), row(1, "Other"))
    made = run(root)
    assert fates(made) == {"00001": Fate.CONFLICT, "00002": Fate.UPDATED}
    assert 'title: "My sparks"' in text(root)


def test_an_id_that_a_page_has_is_not_another_ones_former(root: Path) -> None:
    change(root / "content" / PAGE, "---\n\nOne.", 'former_ids: ["arxiv:2303.00002"]\n---\n\nOne.')
    assert fates(run(root)) == {"00001": Fate.SAME, "00002": Fate.SAME}
