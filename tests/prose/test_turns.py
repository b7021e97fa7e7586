"""Names once a turn, and times as people write them: what changes in a transcript, and what never does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backissue.prose.turns import with_turns

PIECES = st.lists(
    st.sampled_from(
        [
            "**Ada**",
            "**Bob** (00:01:02)",
            "(00:00:05)",
            "(01:02:03) Then",
            "So it is.",
            "",
            "",
            "## A story",
            "```",
            "- one",
        ]
    )
)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("**Ada**\nHello.\n", "**Ada:**\nHello.\n"),
        ("**Ada** (00:12:05)\nHello.\n", "**Ada** (12:05):\nHello.\n"),
        ("(00:00:02)\nHello.\n", "(0:02)\nHello.\n"),
        ("(01:02:03) Hello.\n", "(1:02:03) Hello.\n"),
        ("**Ada**\nHello.\n\n**Ada**\nSo.\n", "**Ada:**\nHello.\n\nSo.\n\n"),
        ("**Ada**\nOne\nmore.\n\n**Bob**\nYes.\n\n**Bob**\nNo.\n", "**Ada:**\nOne\nmore.\n\n**Bob:**\nYes.\n\nNo.\n\n"),
        ("**Ada**\nSo.\n\n## Pears\n\n**Ada**\nPears.\n", "**Ada:**\nSo.\n\n## Pears\n\n**Ada:**\nPears.\n"),
        ("**Ada**\nSo.\n\n**Ada**\n1. One\n", "**Ada:**\nSo.\n\n**Ada:**\n1. One\n"),
    ],
)
def test_a_name_stands_once_a_turn_with_a_colon_and_a_time_without_leading_zeros(written: str, shown: str) -> None:
    assert with_turns(written, ["Ada"]) == shown


@pytest.mark.parametrize(
    "text",
    [
        "**Introduction**\nWelcome.\n",  # one bold line, and nobody of that name speaks
        "**Really?**\nYes.\n\n**Really?**\nNo.\n",
        "```\n**Ada**\n(00:00:02)\n\n(00:00:03)\n```\n",
        "At (00:00:02) it began.\n",
        "**Ada** said so.\n\n**Ada** said no.\n",
        "> **Ada**\n> So.\n",
    ],
)
def test_what_is_no_head_of_a_paragraph_stays_as_it_is(text: str) -> None:
    assert with_turns(text, ["Ada"]) == text


def test_markdown_with_more_marks_changes_in_the_same_lines_and_not_where_a_name_is_marked() -> None:
    body = "**Ada**\nAl.\n\n**Ada**\nAl.\n\n**Al**\nAda.\n\n**Al**\nAda.\n"
    marked = body.replace("Al", "<b>Al</b>")
    assert with_turns(body, ["Ada"], marked) == (
        "**Ada:**\n<b>Al</b>.\n\n<b>Al</b>.\n\n\n**<b>Al</b>**\nAda.\n\n**<b>Al</b>**\nAda.\n"
    )


@given(PIECES)
def test_no_line_comes_or_goes_and_nothing_changes_a_second_time(lines: list[str]) -> None:
    body = "\n".join(lines)
    shown = with_turns(body, ["Ada", "Bob"])
    assert len(shown.split("\n")) == len(lines) or not lines
    assert with_turns(shown, ["Ada", "Bob"]) == shown
    kept = [line for line in lines if line and not line.startswith(("**", "("))]
    assert [line for line in shown.split("\n") if line in kept] == kept
