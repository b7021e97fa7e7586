"""How long a text takes to read."""

from __future__ import annotations

import doctest

from generator.publishing import reading
from generator.publishing.reading import LONG, WORDS_A_MINUTE, reading_time


def test_examples_in_docstrings_hold() -> None:
    assert doctest.testmod(reading).failed == 0


def test_a_text_of_many_words_says_its_minutes_and_a_short_one_nothing() -> None:
    assert reading_time("It's a word. " * WORDS_A_MINUTE * 4) == "12 min read"
    assert reading_time("word " * WORDS_A_MINUTE * LONG) == f"{LONG} min read"
    assert reading_time("word " * (WORDS_A_MINUTE * (LONG - 1))) == ""
