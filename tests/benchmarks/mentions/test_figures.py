"""The figures of mentions: shares, their intervals, and what the README says of the talks at hand."""

from __future__ import annotations

import pytest

from tests import effort
from tests.benchmarks.mentions import recaps
from tests.benchmarks.mentions.__main__ import rows
from tests.benchmarks.mentions.figures import Share, interval
from tests.benchmarks.mentions.recaps import Talk, kind_of


def test_an_interval_holds_the_share_and_is_the_wider_the_more_texts_differ() -> None:
    alike, apart = interval([Share(8, 10)] * 9), interval([Share(10, 10)] * 4 + [Share(0, 10)])
    assert alike == (0.8, 0.8, 0.8)
    assert apart.low < apart.value == 0.8 < apart.high
    assert interval([]) == interval([Share(0, 0)]) == (1, 1, 1)


def test_a_row_a_kind_counts_what_is_right_in_passing_and_false() -> None:
    talk = Talk(
        "one", frozenset({"Kestrel #1", "Why?"}), frozenset({"Why?"}), (("Heron 1.0", "number"),), (("A b", "name"),)
    )
    assert [*rows("made", [talk])] == [
        "| made | all | 2 | 0.50 (0.50-0.50) | 0.67 (0.67-0.67) | 1 |",
        "| made | numbers | 1 | 0.00 (0.00-0.00) | 1.00 (1.00-1.00) | 0 |",
        "| made | questions | 1 | 1.00 (1.00-1.00) | 1.00 (1.00-1.00) | 0 |",
    ]


@pytest.mark.parametrize(
    ("title", "kind"),
    [("LDK #3435", "numbers"), ("LDK v0.1.2", "releases"), ("Why?", "questions"), ("Erlay update", "headlines")],
)
def test_titles_tell_what_items_are(title: str, kind: str) -> None:
    assert kind_of(title) == kind


@pytest.mark.slow
@pytest.mark.skipif(not recaps.is_there(), reason="the recaps are not part of the project")
@pytest.mark.parametrize("part", ["seen", "held back"][-effort.of(2) :])
def test_recaps_lead_to_most_of_their_items_and_to_hardly_any_other(part: str) -> None:
    talks = recaps.talks(held_back=part == "held back")
    recall = interval([Share(len(talk.found), len(talk.wanted)) for talk in talks]).value
    right = [(len(talk.found) + len(talk.other), len(talk.false)) for talk in talks]
    assert recall >= 0.85
    assert interval([Share(good, good + false) for good, false in right]).value >= 0.95
