"""The model's small promises: names of kinds, how a problem prints, which part a page is in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backissue.model import BackissueError, Kind, MachineError, Problem, Shard, UsageError


@pytest.mark.parametrize(
    ("kind", "label", "plural"),
    [
        (Kind.PAPER, "Paper", "papers"),
        (Kind.TRANSCRIPT, "Transcript", "transcripts"),
        (Kind.SUMMARY, "Summary", "summaries"),
        (Kind.SESSION, "Session", "sessions"),
    ],
)
def test_a_kind_has_a_label_and_a_plural(kind: Kind, label: str, plural: str) -> None:
    assert (kind.label, kind.plural) == (label, plural)


def test_a_problem_prints_its_place_what_is_wrong_and_what_to_do() -> None:
    assert str(Problem("content/a.md", 7, "no title", "write one")) == "content/a.md:7: no title: write one"


def test_a_hint_says_that_it_is_one() -> None:
    hint = Problem("content/a.md", 7, "no title", "write one", is_hint=True)
    assert str(hint) == "content/a.md:7: hint: no title: write one"


def test_a_problem_of_a_whole_file_prints_no_line() -> None:
    assert (
        str(Problem("content/a.md", 0, "not UTF-8", "save it as UTF-8")) == "content/a.md: not UTF-8: save it as UTF-8"
    )


@given(st.text(), st.integers(1, 9))
def test_a_page_is_in_one_part_whatever_the_other_pages_are(path: str, of: int) -> None:
    assert sum(Shard(number, of).holds(path) for number in range(1, of + 1)) == 1


def test_errors_know_the_exit_code_they_lead_to() -> None:
    assert (UsageError("").exit_code, MachineError("").exit_code) == (2, 3)
    assert issubclass(UsageError, BackissueError)
    assert issubclass(MachineError, BackissueError)
