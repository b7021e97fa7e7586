"""What the benchmark of stories measures, and that the texts it holds back are those that it names."""

from __future__ import annotations

from tests.benchmarks.transcripts import measures
from tests.benchmarks.transcripts.methods import METHODS
from tests.benchmarks.transcripts.sets import HELD_BACK, SETS, all_sets, part


def test_a_cut_counts_within_one_unit_one_to_one() -> None:
    assert measures.hits([4, 6], [5], 1) == 1
    assert measures.hits([4], [3, 5], 1) == 1
    assert measures.hits([10, 21], [9, 24], 1) == 1
    assert measures.hits([10, 21], [9, 24], 3) == 2


def test_the_right_cuts_are_perfect_and_no_cut_is_as_bad_as_no_cut() -> None:
    right, none = measures.score([10, 20], [10, 20], 30), measures.score([], [10, 20], 30)
    assert (right.window_diff, right.pk, measures.f1([right])) == (0, 0, 1)
    assert none.window_diff == none.uncut == none.pk > 0
    assert measures.worse([none, right]) == 0
    assert measures.worse([measures.score([1, 2, 3, 4, 5], [20], 30)]) == 1


def test_an_interval_holds_the_value_and_is_always_the_same() -> None:
    scores = [measures.score([at], [10], 30) for at in range(5, 15)]
    low, high = measures.interval(scores, measures.f1)
    assert low <= measures.f1(scores) <= high
    assert (low, high) == measures.interval(scores, measures.f1)


def test_each_method_cuts_a_text_of_each_genre_that_is_at_hand() -> None:
    for make in SETS.values():
        for text in [*make()][:1]:
            for method in METHODS.values():
                cuts = [*method(text)]
                assert cuts == sorted(cuts)
                assert all(0 < at < len(text.units) for at in cuts)


def test_a_text_is_either_held_back_or_at_hand_for_rules() -> None:
    made = [*all_sets()]
    texts = [(text.genre, text.name) for text in made]
    held = {(text.genre, text.name) for text in part(made, held_back=True)}
    free = {(text.genre, text.name) for text in part(made, held_back=False)}
    assert len(texts) == len(set(texts)) == len(held) + len(free)
    named = {tuple(line.split("\t")) for line in HELD_BACK.read_text("utf-8").splitlines()}
    assert held <= named
