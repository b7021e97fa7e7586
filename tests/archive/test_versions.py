"""Versions of a record: what holds does not depend on the order in which branches came together."""

from __future__ import annotations

from functools import partial
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from backissue.archive.versions import Values, Version, needed, resolve, successor
from backissue.yaml_text import Value

NAMES = st.sampled_from("abc")
VALUES = st.dictionaries(NAMES, st.sampled_from(["", "x", "y"]), max_size=3)
STEPS = st.lists(st.none() | VALUES, max_size=3)


@st.composite
def branches(draw: st.DrawFn) -> list[Version]:
    """What two or three branches know of one record that they began with in common, old versions included."""
    common = written([], draw(st.lists(st.none() | VALUES, min_size=1, max_size=2)))
    ends = [written(common, draw(STEPS)) for _ in range(draw(st.integers(1, 3)))]
    return [version for end in ends for version in end]


def written(known: list[Version], steps: list[dict[str, str] | None]) -> list[Version]:
    """Return the versions ``known`` and those that imports wrote of it, one a step."""
    for step in steps:
        known = [*known, successor(known, step)]
    return known


def weight(was: Value | None, value: Value | None) -> tuple[bool, bool, str]:
    """What is changed goes before what is not, then any text before none."""
    return value != was, value is not None, str(value)


@given(branches())
def test_what_holds_does_not_depend_on_the_order_nor_on_doubles(versions: list[Version]) -> None:
    orders = list(permutations(versions[:5]))[:30]
    assert all(resolve(order) == resolve(versions[:5]) for order in orders)
    assert resolve([*versions, *versions]) == resolve(versions)


@given(branches(), branches())
def test_what_is_not_needed_changes_nothing_whatever_else_is_known(known: list[Version], others: list[Version]) -> None:
    assert resolve(needed(known)) == resolve(known)
    assert resolve([*needed(known), *others]) == resolve([*known, *others])


@given(branches(), st.none() | VALUES)
def test_a_successor_says_what_it_was_given_and_makes_all_before_it_needless(
    known: list[Version], values: Values | None
) -> None:
    if resolve(known).values == values:
        return
    after = successor(known, values)
    assert resolve([*known, after]).values == values
    assert needed([after, *known]) == [after]


@given(VALUES, VALUES, VALUES)
def test_of_two_branches_each_change_holds_and_the_same_change_is_one(was: Values, mine: Values, other: Values) -> None:
    first = successor([], was)
    ours, theirs = (successor([first], values) for values in (mine, other))
    assert resolve([first, ours, theirs]).values == {
        name: value
        for name in "abc"
        for value in [max(mine.get(name), other.get(name), key=partial(weight, was.get(name)))]
        if value is not None
    }


def test_a_branch_that_changed_more_often_does_not_undo_what_the_other_changed_once() -> None:
    first = successor([], {"title": "Old", "topic": "Sound"})
    often = written([first], [{"title": "New", "topic": "Sound"}, {"title": "Newer", "topic": "Sound"}])
    once = successor([first], {"title": "Old", "topic": "Music"})
    assert resolve([*often, once]).values == {"title": "Newer", "topic": "Music"}


def test_a_removal_holds_unless_another_branch_changed_the_record_meanwhile_or_later() -> None:
    first = successor([], {"title": "Old"})
    removed, changed = successor([first], None), successor([first], {"title": "New"})
    assert resolve([first, removed]).values is None
    assert resolve([first, removed, changed]).values == {"title": "New"}
    again = successor([first, removed], {"title": "Again"})
    assert resolve([first, removed, again, changed]).values == {"title": "Again"}
