"""What items say that is probably not meant."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from backissue.archive.item_checks import days_ahead, find_slips
from backissue.archive.load import load
from tests.archives import make_archive, page, put

TODAY = date(2023, 4, 1)


def slips(root: Path, today: date = TODAY, **fields: str) -> list[tuple[str, str]]:
    put(root, {"undated/one.md": page(**fields)})
    return [(slip.key, slip.what) for slip in find_slips(load(root), today)]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return make_archive(tmp_path)


def test_a_page_that_names_its_own_week_again_is_surely_wrong(archive: Path) -> None:
    assert slips(archive, also_in="[2023-03-26]") == [
        ("also_in", "`also_in` names 2023-03-26, which is the page's own week")
    ]
    assert not any(slip.is_hint for slip in find_slips(load(archive), TODAY))


@pytest.mark.parametrize("folder", ["2023-03-62", "2023-3-26", "2023-03-27", "march"])
def test_a_folder_of_no_week_is_odd(archive: Path, folder: str) -> None:
    put(archive, {f"weeks/{folder}/one.md": page()})
    (slip,) = find_slips(load(archive), TODAY)
    assert slip.what == f"it lies in content/weeks/{folder}/, which is the last day of no week"
    assert slip.remedy.startswith("move it to content/weeks/2023-03-26/")


def test_a_page_whose_week_was_corrected_may_stay_where_it_is(archive: Path) -> None:
    put(archive, {"weeks/2023-03-19/one.md": page()})
    assert [*find_slips(load(archive), TODAY)] == []


@pytest.mark.parametrize("day", ["2023-02-17", "2023-03-20", "2023-03-26", "2023-04-01"])
def test_a_date_within_a_month_of_its_week_is_not_odd(archive: Path, day: str) -> None:
    assert slips(archive, date=day) == []


@pytest.mark.parametrize("day", ["2022-03-22", "2023-02-16"])
def test_a_date_further_from_its_week_is_odd(archive: Path, day: str) -> None:
    assert slips(archive, date=day) == [("date", f"the date {day} is more than a month away from the week 2023-03-26")]


def test_what_lies_in_the_future_does_so_until_its_day(archive: Path) -> None:
    """A week lies in the future until its first day; what is kept back until a day is meant so."""
    ahead = [("week", "its week 2023-04-09 is in the future")]
    assert slips(archive, week="2023-04-09") == ahead
    assert slips(archive, date(2023, 4, 3), week="2023-04-09") == []
    assert days_ahead(load(archive)) == ["2023-04-03"]
    assert slips(archive, week="2023-04-09", publish="2023-04-09") == []
    assert slips(archive, date="2032-03-22") == [("date", "its date 2032-03-22 is in the future")]


def test_a_topic_that_one_item_has_and_that_is_nearly_another_is_odd(archive: Path) -> None:
    put(archive, {f"undated/{name}.md": page(name, topics="[Planning, GPT-4]") for name in "abc"})
    assert slips(archive, topics="[Planing, GPT-3]") == [
        ("topics", "the topic `Planing` has this one item, and is one letter away from `Planning`")
    ]
