"""The three-way merge: base, incoming and mine, by field and by line."""

from __future__ import annotations

import subprocess
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backissue.merge.threeway import Conflict, Side, merge, merge_lines
from backissue.model import MachineError
from tests import effort

BODY = st.lists(st.sampled_from(["a", "b", "c", "", "<<<<<<<", "=======", "ü", "d\re"]), max_size=8).map(
    lambda lines: "".join(f"{line}\n" for line in lines)
)


@given(BODY, BODY)
def test_where_the_source_did_not_change_mine_stays(base: str, mine: str) -> None:
    assert merge_lines(base, base, mine) == (mine, ())


@given(BODY, BODY)
def test_where_the_page_was_not_edited_the_source_counts(base: str, incoming: str) -> None:
    assert merge_lines(base, incoming, base) == (incoming, ())


@given(BODY, BODY)
def test_where_both_changed_alike_there_is_no_conflict(base: str, both: str) -> None:
    assert merge_lines(base, both, both) == (both, ())


@settings(max_examples=effort.of(400))
@given(BODY, BODY, BODY)
def test_a_merge_brings_in_no_line_that_nobody_wrote(base: str, incoming: str, mine: str) -> None:
    """So above all no conflict markers."""
    merged, _ = merge_lines(base, incoming, mine)
    assert set(merged.split("\n")) <= set(f"{incoming}{mine}".split("\n"))


BASE = "one\ntwo\nthree\nfour\nfive\n"


def test_changes_that_do_not_touch_are_both_made() -> None:
    assert merge_lines(BASE, BASE.replace("one", "ONE"), BASE.replace("five", "FIVE")) == (
        "ONE\ntwo\nthree\nfour\nFIVE\n",
        (),
    )


def test_where_changes_touch_mine_stays_and_the_rest_is_merged() -> None:
    incoming = BASE.replace("one", "ONE").replace("four", "vier")
    mine = BASE.replace("four", "quatre")
    conflict = Conflict("body", "four\n", "vier\n", "quatre\n")
    assert merge_lines(BASE, incoming, mine) == ("ONE\ntwo\nthree\nquatre\nfive\n", (conflict,))
    assert merge_lines(BASE, incoming, mine, Side.MINE) == ("ONE\ntwo\nthree\nquatre\nfive\n", ())
    assert merge_lines(BASE, incoming, mine, Side.THEIRS) == ("ONE\ntwo\nthree\nvier\nfive\n", ())


@settings(max_examples=effort.of(600))
@given(BODY, BODY, BODY)
def test_a_merge_of_what_was_merged_changes_nothing(base: str, incoming: str, mine: str) -> None:
    """So an import that was killed before it wrote the ledger can be run again."""
    merged, _ = merge_lines(base, incoming, mine)
    assert merge_lines(base, incoming, merged)[0] == merged


@settings(max_examples=effort.of(400))
@given(BODY, BODY, BODY)
def test_a_settled_merge_has_no_conflict_and_what_is_in_conflict_is_told(base: str, incoming: str, mine: str) -> None:
    """Where nothing is told, it does not matter which side would win."""
    told = merge_lines(base, incoming, mine)[1]
    settled = [merge_lines(base, incoming, mine, side) for side in Side]
    assert [conflicts for _, conflicts in settled] == [(), ()]
    assert told or settled[0] == settled[1]


def test_a_body_without_a_last_line_end_and_with_odd_characters_merges() -> None:
    assert merge_lines("a\nb\nc\nd", "A\nb\nc\nd", "a\nb\nc\n\udc80\u2028") == ("A\nb\nc\n\udc80\u2028", ())


@pytest.mark.parametrize(
    ("was", "now", "here", "change"),
    [
        ("a", "a", "b", "nothing"),
        ("a", "b", "a", "b"),
        ("a", "b", "b", "nothing"),
        ("a", "b", "c", "conflict"),
        (None, "b", None, "b"),
        (None, "b", "c", "conflict"),
        ("a", None, "a", None),
        ("a", None, "b", "conflict"),
        ("a", "b", None, "conflict"),
        (None, None, "b", "nothing"),
        ("a", "a", None, "nothing"),
    ],
)
def test_a_field_is_merged(was: str | None, now: str | None, here: str | None, change: str | None) -> None:
    base, incoming, mine = ({"title": value} if value else {} for value in (was, now, here))
    merged = merge((dict(base), ""), (dict(incoming), ""), (dict(mine), ""))
    conflicts = (Conflict("title", was, now, here),) if change == "conflict" else ()
    assert merged.conflicts == conflicts
    assert dict(merged.changes) == ({"title": change} if change not in {"nothing", "conflict"} else {})


def test_a_page_that_needs_no_change_gets_none() -> None:
    merged = merge(({"title": "a"}, "x\n"), ({"title": "a"}, "x\n"), ({"title": "b"}, "y\n"))
    assert (merged.changes, merged.body, merged.conflicts) == ({}, None, ())


@pytest.mark.parametrize(
    ("was", "now", "here"), [("a", "b", "c"), (None, "b", "c"), ("a", None, "b"), ("a", "b", None)]
)
def test_a_settled_field_has_no_conflict(was: str | None, now: str | None, here: str | None) -> None:
    base, incoming, mine = ({"title": value} if value else {} for value in (was, now, here))
    for side, changes in {Side.MINE: {}, Side.THEIRS: {"title": now}}.items():
        merged = merge((dict(base), ""), (dict(incoming), ""), (dict(mine), ""), side)
        assert (merged.changes, merged.conflicts) == (changes, ())


def test_without_git_a_merge_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> NoReturn:
        raise FileNotFoundError("git")

    monkeypatch.setattr(subprocess, "run", missing)
    with pytest.raises(MachineError, match="install it"):
        merge_lines("a\n", "b\n", "c\n")


def test_a_git_that_fails_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess([], 255, b"", b"fatal: cannot merge")

    monkeypatch.setattr(subprocess, "run", failing)
    with pytest.raises(MachineError, match="cannot merge"):
        merge_lines("a\n", "b\n", "c\n")


def test_without_need_git_is_not_called(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert merge_lines("a\n", "b\n", "a\n") == ("b\n", ())
