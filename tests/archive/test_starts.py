"""Long lists are cut into parts that are called by where they begin."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from backissue.archive.starts import month_key, name_key, name_start, parts_by_start

NAMES = st.lists(st.from_regex(r"[a-z0-9]{1,6}(-[a-z]{1,3})?\.(org|com)", fullmatch=True), unique=True, min_size=1)


def _parts(names: list[str], room: int) -> dict[str, list[str]]:
    found = parts_by_start(sorted(names, key=name_key), name_key, len, room)
    return {start: [*things] for start, things in found}


@given(NAMES)
def test_parts_hold_all_in_order_and_no_more_than_they_have_room_for(names: list[str]) -> None:
    parts = _parts(names, 40)
    assert [name for part in parts.values() for name in part] == sorted(names, key=name_key)
    assert all(sum(map(len, part)) <= 40 or len({*map(name_key, part)}) == 1 for part in parts.values())


@given(NAMES, NAMES)
def test_each_part_is_still_there_when_more_names_have_come(names: list[str], more: list[str]) -> None:
    assert _parts(names, 40).keys() <= _parts([*{*names, *more}], 40).keys()


@given(NAMES)
def test_no_two_parts_are_called_alike(names: list[str]) -> None:
    starts = [*map(name_start, _parts(names, 20))]
    assert len({*starts}) == len(starts)


def test_months_stand_in_their_order() -> None:
    days = [date(year, month, 1) for year in (999, 2023, 2024) for month in range(1, 13)]
    assert sorted(days, key=month_key) == days
