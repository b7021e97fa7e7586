"""Two texts of one item that say partly the same."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backissue.merge.blend import blend, holds

WORDS = st.lists(st.sampled_from("rain wind sea boat oar sail harbour ferry".split()), min_size=5, max_size=9)
TEXTS = st.lists(WORDS.map(" ".join), min_size=1, max_size=5).map(lambda blocks: "\n\n".join(blocks) + "\n")


@pytest.mark.parametrize(
    ("text", "other", "both"),
    [
        (
            "A ferry left the bay.\n",
            "A **ferry** left the bay. It was late.\n",
            "A **ferry** left the bay. It was late.\n",
        ),
        (
            "A ferry left the bay.\n\nOne.\n",
            "Two.\n\nA ferry left the bay.\n",
            "Two.\n\nA ferry left the bay.\n\nOne.\n",
        ),
        (
            "A ferry left the bay.\n\nOne.\n",
            "A ferry left the bay at last.\n",
            "A ferry left the bay at last.\n\nOne.\n",
        ),
        ("- one\n- two\n", "- two\n- three\n", "- one\n- two\n- three\n"),
        ("One opinion of the ferry.\n", "Another opinion of the ferry.\n", "One opinion of the ferry.\n"),
        ("## Links\n\nOne.\n", "## Links\n\nTwo.\n", "## Links\n\nOne.\n"),
        ("```\na\n\nb\n```\n", "```\na\n\nc\n```\n", "```\na\n\nb\n```\n"),
    ],
    ids=["more", "paragraph each", "fuller paragraph", "points of a list", "nothing", "heading only", "code"],
)
def test_paragraphs_that_only_one_has_are_kept_where_another_is_in_both(text: str, other: str, both: str) -> None:
    assert blend(text, other) == both


@given(TEXTS, TEXTS)
def test_all_words_of_the_first_stay(text: str, other: str) -> None:
    both = blend(text, other)
    assert all(holds(both, block) for block in text.split("\n\n"))


@example(
    "rain rain rain rain rain\n\nrain rain rain rain rain\n\nrain rain rain rain rain rain\n",
    "rain rain rain rain rain\n\nrain rain rain rain rain wind\n",
)
@given(TEXTS, TEXTS)
def test_what_is_blended_once_stays_as_it_is(text: str, other: str) -> None:
    both = blend(text, other)
    assert blend(both, text) == both
