"""What the commands say: one line a cause, numbers that can be read, and last what somebody has to look at."""

from __future__ import annotations

from backissue.merge.changeset import Change, Changeset, Fate
from backissue.model import Problem
from backissue.reports import import_text, problem_lines
from backissue.sources.pieces import Fate as LineFate
from backissue.sources.read import SourceReport


def test_places_with_one_cause_are_a_line_with_their_number_and_the_first_three() -> None:
    assert list(problem_lines(odd(n) for n in range(1, 501))) == [
        "a/1.md:1: `k1` is odd: write `k1: 2` (and 499 more, which --verbose lists: a/2.md:2, a/3.md:3, …)"
    ]


def test_three_places_are_listed_singly() -> None:
    assert len(list(problem_lines(odd(n) for n in range(3)))) == 3


def test_verbose_lists_all_places() -> None:
    assert len(list(problem_lines((odd(n) for n in range(9)), verbose=True))) == 9


def test_other_words_are_another_cause() -> None:
    others = [Problem("a.md", 1, f"`k` is {word}", "fix it") for word in ("odd", "even", "red", "blue")]
    assert list(problem_lines(others)) == [str(problem) for problem in others]


def test_what_needs_somebody_stands_last_below_a_line_that_says_so() -> None:
    hint, problem = Problem("z.md", 1, "odd", "look", is_hint=True), Problem("a.md", 1, "broken", "fix it")
    assert list(problem_lines([problem, hint])) == [str(hint), "\nWhat needs you (1):", str(problem)]
    assert list(problem_lines([problem])) == [str(problem)]


def test_numbers_follow_what_they_count() -> None:
    changes = [*(Change(Fate.SAME, f"a:{n}") for n in range(1796)), *(Change(Fate.NEW, f"b:{n}") for n in range(10))]
    assert "Items: new 10, same 1,796." in import_text(Changeset((), tuple(changes), (), {}, None), written=True)


def test_many_sources_are_a_row_for_each_folder_and_reader() -> None:
    reports = [SourceReport(f"talks/{n}.vtt", "webvtt", "", {LineFate.ITEM: 2}, 1) for n in range(500)]
    made = Changeset((*reports, SourceReport("papers.md", "table")), (), (), {}, None)
    rows = import_text(made, written=True).splitlines()[1:3]
    assert [row.split()[:5] for row in rows] == [
        ["500", "files", "in", "talks/", "webvtt"],
        ["papers.md", "table", *"000"],
    ]
    assert "talks/77.vtt" in import_text(made, written=True, verbose=True)


def test_of_many_items_of_one_fate_three_are_listed_and_all_that_somebody_decides() -> None:
    updated = [Change(Fate.UPDATED, "", f"{n}.md") for n in range(30)]
    made = Changeset((), (*updated, Change(Fate.UNREADABLE, "", "x.md")), (), {}, None)
    assert import_text(made, written=True).splitlines()[-5:] == [
        "  updated: content/0.md",
        "  updated: content/1.md",
        "  updated: content/2.md",
        "  updated: … and 27 more; --verbose lists them",
        "  unreadable: content/x.md",
    ]
    assert len(import_text(made, written=True, verbose=True).splitlines()) == 34


def odd(number: int) -> Problem:
    return Problem(f"a/{number}.md", number, f"`k{number}` is odd", f"write `k{number}: 2`")
