"""Places within a week: written once, kept until the week's rows change; and archives with lines instead."""

from __future__ import annotations

import json
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backissue.archive import taxonomies
from backissue.archive.load import load
from backissue.fields import to_fields
from backissue.merge.changeset import Fate
from backissue.merge.places import fit_places
from tests.archives import change, make_archive, put
from tests.tables import HEAD, PAGE, WEEK, content, fates, make_table, row, run, source, text

NEXT = "2023-04-02"
THREE = (row(1), row(2, "Other"), row(3, "Third"))


def places(root: Path) -> dict[str, float | None]:
    return {page.item.title: page.item.place for page in load(root).pages}


def order(root: Path, week: str) -> list[str]:
    (found,) = (found for found in taxonomies.weeks(load(root)) if str(found.day) == week)
    return [page.item.title for page in found.pages]


def with_lines(root: Path) -> None:
    """Write pages and ledger of the archive as version 0.2 did."""
    entries = []
    for page in load(root).pages:
        number = int(page.item.place or 1) + 2
        path = root / "content" / page.path
        before = path.read_text("utf-8").replace(f"place: {number - 2}\n", "")
        path.write_text(before.replace("{file: table.md}", f"{{file: table.md, line: {number}}}"), "utf-8")
        fields = {**to_fields(page.item), "source": {"file": "table.md", "line": str(number)}}
        fields.pop("place", None)
        entries.append({"id": fields.pop("id"), "fields": fields, "body": page.item.body})
    shutil.rmtree(root / "content/records/items")
    lines = (json.dumps(entry) + "\n" for entry in sorted(entries, key=lambda entry: str(entry["id"])))
    put(root, {"imports.jsonl": "".join(lines)})


def test_items_have_their_places_in_the_week_and_one_alone_has_none(tmp_path: Path) -> None:
    run(make_table(tmp_path, row(1, week=NEXT), *THREE[1:]))
    assert places(tmp_path) == {"Sparks": None, "Other": 1, "Third": 2}


def test_a_new_week_on_top_changes_no_page_of_another(tmp_path: Path) -> None:
    run(make_table(tmp_path, *THREE))
    before = content(tmp_path)
    source(tmp_path, row(4, "New", week=NEXT), row(5, "Newer", week=NEXT), *THREE)
    made = run(tmp_path)
    assert fates(made) == dict.fromkeys(("00001", "00002", "00003"), Fate.SAME) | dict.fromkeys(
        ("00004", "00005"), Fate.NEW
    )
    assert {path: data for path, data in content(tmp_path).items() if path in before and path.startswith("weeks")} == {
        path: data for path, data in before.items() if path.startswith("weeks")
    }


def test_a_row_put_between_others_gets_a_place_between_theirs_and_changes_neither(tmp_path: Path) -> None:
    run(make_table(tmp_path, *THREE[::2]))
    source(tmp_path, *THREE)
    assert fates(run(tmp_path)) == {"00001": Fate.SAME, "00002": Fate.NEW, "00003": Fate.SAME}
    assert order(tmp_path, WEEK) == ["Sparks", "Other", "Third"]
    assert places(tmp_path)["Other"] == 1.5
    assert set(fates(run(tmp_path)).values()) == {Fate.SAME}


def test_a_week_is_counted_anew_where_no_place_is_left_between_two(tmp_path: Path) -> None:
    rows = [row(1), row(2, "Other")]
    run(make_table(tmp_path, *rows))
    for number in range(3, 16):
        rows.insert(1, row(number, f"Row {number}"))
        source(tmp_path, *rows)
        run(tmp_path)
        assert order(tmp_path, WEEK) == ["Sparks", *(f"Row {n}" for n in range(number, 2, -1)), "Other"]
    assert any(place != 1 and place == int(place) for place in places(tmp_path).values() if place)


@given(st.lists(st.integers(0, 9)))
def test_fitted_places_rise_and_those_that_there_were_stay(before: list[int]) -> None:
    after = fit_places(before)
    known = [place for place in before if place]
    assert (after is None) == (known != sorted(set(known)))
    if after is not None:
        assert all(low < high for low, high in pairwise([0, *after]))
        assert [place for place, was in zip(after, before, strict=True) if was] == known


def test_rows_that_go_or_come_where_a_number_is_free_change_no_other_page(tmp_path: Path) -> None:
    run(make_table(tmp_path, *THREE))
    source(tmp_path, *THREE[::2])
    assert fates(run(tmp_path)) == {"00001": Fate.SAME, "00002": Fate.GONE, "00003": Fate.SAME}
    source(tmp_path, row(1), row(4, "New"), row(3, "Third"), row(5, "Newer"))
    assert fates(run(tmp_path))["00003"] is Fate.SAME
    assert places(tmp_path) == {"Sparks": 1, "Other": 2, "New": 2, "Third": 3, "Newer": 4}


def test_an_item_that_is_no_longer_alone_stays_the_first_as_it_is(tmp_path: Path) -> None:
    run(make_table(tmp_path, row(1)))
    source(tmp_path, row(1), row(2, "Other"))
    assert fates(run(tmp_path)) == {"00001": Fate.SAME, "00002": Fate.NEW}
    assert places(tmp_path) == {"Sparks": None, "Other": 2}
    source(tmp_path, row(2, "Other"), row(1))
    run(tmp_path)
    assert places(tmp_path) == {"Sparks": 2, "Other": 1}


def test_places_that_a_source_states_are_followed(tmp_path: Path) -> None:
    head = HEAD.replace("| title", "| rank | title").replace("|:--|\n", "|:--|:--|\n")
    ranked = [line.replace(f"{WEEK} |", f"{WEEK} | {rank} |") for rank, line in enumerate(THREE, 1)]
    run(make_archive(tmp_path, {"sources/table.md": head + "".join(ranked)}, "  - file: table.md\n"))
    assert places(tmp_path) == {"Sparks": 1, "Other": 2, "Third": 3}
    put(tmp_path, {"sources/table.md": head + ranked[0] + ranked[2].replace("| 3 |", "| 2 |")})
    run(tmp_path)
    assert places(tmp_path)["Third"] == 2


def test_a_place_that_a_person_gave_wins_without_a_conflict(tmp_path: Path) -> None:
    run(make_table(tmp_path, *THREE))
    change(tmp_path / "content" / PAGE, "place: 1", "place: 9")
    assert set(fates(run(tmp_path)).values()) == {Fate.SAME}
    assert order(tmp_path, WEEK) == ["Other", "Third", "Sparks"]
    source(tmp_path, row(4, "New"), *THREE)
    assert fates(run(tmp_path))["00001"] is Fate.SAME
    assert places(tmp_path) == {"Sparks": 9, "Other": 2, "Third": 3, "New": 0.5}


@pytest.mark.parametrize("at", range(4))
def test_an_item_that_a_week_lists_again_stands_where_the_week_lists_it(tmp_path: Path, at: int) -> None:
    again = [row(number, title, week=NEXT) for number, title in [(4, "New"), (5, "Newer"), (6, "Newest")]]
    again.insert(at, row(2, "Other", week=NEXT))
    run(make_table(tmp_path, *again, *THREE))
    expected = ["New", "Newer", "Newest"]
    expected.insert(at, "Other")
    assert order(tmp_path, NEXT) == expected
    assert order(tmp_path, WEEK) == ["Sparks", "Other", "Third"]


def test_an_archive_with_lines_is_read_in_their_order(tmp_path: Path) -> None:
    run(make_table(tmp_path, *THREE))
    with_lines(tmp_path)
    change(tmp_path / "content" / PAGE, "line: 3", "line: 9")
    assert not load(tmp_path).problems
    assert order(tmp_path, WEEK) == ["Other", "Third", "Sparks"]


def test_an_archive_with_lines_gets_places_and_no_edit_is_lost(tmp_path: Path) -> None:
    run(make_table(tmp_path, *THREE))
    expected = content(tmp_path)
    with_lines(tmp_path)
    by_hand = ('title: "Other"', "title:   'Mine'  # by hand")
    change(tmp_path / "content/weeks/2023-03-26/other.md", *by_hand)
    assert set(fates(run(tmp_path)).values()) == {Fate.UPDATED}
    change(tmp_path / "content/weeks/2023-03-26/other.md", *by_hand[::-1])
    pages = {path: data for path, data in content(tmp_path).items() if path.startswith("weeks")}
    assert pages == {path: data for path, data in expected.items() if path.startswith("weeks")}
    assert set(fates(run(tmp_path)).values()) == {Fate.SAME}


def test_a_page_with_a_line_whose_row_is_gone_loses_only_the_line(tmp_path: Path) -> None:
    run(make_table(tmp_path, *THREE))
    with_lines(tmp_path)
    before = text(tmp_path)
    source(tmp_path, *THREE[1:])
    assert fates(run(tmp_path))["00001"] is Fate.GONE
    assert text(tmp_path) == before.replace(", line: 3", "")


def test_a_page_with_a_line_is_pruned_like_any_other(tmp_path: Path) -> None:
    run(make_table(tmp_path, *THREE))
    with_lines(tmp_path)
    source(tmp_path, *THREE[1:])
    assert fates(run(tmp_path, prune=True))["00001"] is Fate.PRUNED
