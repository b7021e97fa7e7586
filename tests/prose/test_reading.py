"""How long a text takes to read."""

from __future__ import annotations

from backissue.prose.reading import LONG, WORDS_A_MINUTE, reading_time


def test_a_text_of_many_words_says_its_minutes_and_a_short_one_nothing() -> None:
    assert reading_time("It's a word. " * WORDS_A_MINUTE * 4) == "12 min read"
    assert reading_time("word " * WORDS_A_MINUTE * LONG) == f"{LONG} min read"
    assert reading_time("word " * (WORDS_A_MINUTE * (LONG - 1))) == ""
