"""Markdown as plain text, for descriptions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backissue.markup import escape_markdown
from backissue.prose.plain import plain_text, shorten


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("One.\nTwo.\n\nThree.\n", "One. Two. Three."),
        ("## A heading\n\nText.\n", "Text."),
        ("A [link](https://a.example/b_(c)) and ![a picture](x.png).", "A link and a picture."),
        ("*so* **very** ***much***", "so very much"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("- one\n- two\n\n1. three\n", "one two three"),
        ("\\# \\*not\\* &lt;b> &amp; \\$5", "# *not* <b> & $5"),
        ("H<sub>2</sub>O<br>x", "H2Ox"),
        ("", ""),
    ],
)
def test_markup_goes_and_text_stays(markdown: str, text: str) -> None:
    assert plain_text(markdown) == text


@given(st.text("ab .,#*_[]()<>&\\-+1", max_size=30))
def test_an_escaped_line_keeps_its_letters_in_order(text: str) -> None:
    plain = plain_text(escape_markdown(text))
    assert [char for char in plain if char in "ab"] == [char for char in text if char in "ab"]


@given(st.text("ab ,.", max_size=40), st.integers(10, 20))
def test_a_short_text_is_cut_at_a_word_and_never_too_long(text: str, longest: int) -> None:
    cut = shorten(text, longest)
    assert len(cut) <= longest
    assert cut == text or cut.endswith("…")


def test_a_cut_text_ends_in_a_whole_word() -> None:
    assert shorten("one two, three four", 12) == "one two…"
    assert shorten("one two", 7) == "one two"
