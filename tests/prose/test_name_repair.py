"""Names put right on a page: ``tests/cases/names/body.md`` and, beside it, what it becomes.

To write it anew, run ``UPDATE_GOLDEN=1 pytest tests/publishing/test_corrected.py`` and read the difference.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backissue.model import NameRule
from backissue.prose.name_repair import Names
from backissue.prose.parse import renderer_of
from backissue.site.gate import examine
from tests.archives import CASES, PROJECT

BODY, EXPECTED = CASES / "names/body.md", CASES / "names/expected.md"
NAMES = Names(
    [
        NameRule(("OpenAl", "Open Al"), "OpenAI"),
        NameRule(("Al",), "AI"),
        NameRule(("Al Gore",), "Al Gore"),
        NameRule(("lama",), "LLaMA", any_case=True),
    ]
)


RENDERER = renderer_of(PROJECT)
MARKS = [
    "Al ",
    "Al",
    "Al\n",
    "\n\n",
    "`",
    "``",
    "```\n",
    "~~~\n",
    "    ",
    "[",
    "]",
    "(",
    ")",
    "](",
    "]: ",
    "<",
    ">",
    "<b>",
]
MARKS += [
    "</b>",
    "<code>",
    "</code>",
    "$",
    "$$",
    "\\(",
    "\\)",
    "*",
    "**",
    "_",
    "# ",
    "> ",
    "- ",
    "| ",
    "{ .",
    " }",
    "!",
    "&",
    ";",
]


def test_a_body_shows_what_is_meant_and_keeps_what_was_heard() -> None:
    made = NAMES.repair(BODY.read_text("utf-8"), RENDERER).marked
    if os.environ.get("UPDATE_GOLDEN"):
        EXPECTED.write_text(made, "utf-8", newline="")
    assert made == EXPECTED.read_text("utf-8")


def test_the_lines_stay_where_they_are() -> None:
    body = BODY.read_text("utf-8")
    repair = NAMES.repair(body, RENDERER)
    assert len(repair.text.split("\n")) == len(repair.marked.split("\n")) == len(body.split("\n"))


@pytest.mark.parametrize("meant", ['"><script>', "](javascript:x)", "{ onclick=x }", "*a* `b` $c$ <b>"])
def test_no_rule_makes_a_page_active(meant: str) -> None:
    names = Names([NameRule(("Al", 'a "> <b> z'), meant)])
    body = 'Al here.\n\na "> <b> z</b>\n\n## Al\n\n[Al](#x)\n'
    made = names.repair(body, RENDERER).marked
    assert examine(body, "content/a.md", 1, RENDERER.html, made).problems == ()


def test_a_heading_is_plain_and_its_spelling_is_found_below() -> None:
    html = RENDERER.html(NAMES.repair("## OpenAl speaks\n\nIt speaks.\n", RENDERER).marked)
    assert 'id="openai-speaks"' in html
    assert html.endswith('<p>It speaks.<span hidden="hidden"> OpenAl</span></p>')


@pytest.mark.parametrize(
    "body",
    [
        "Al <x\n\n[Al]\n\n> [Al]: https://al.example\n",
        "Al and (*[Al*](Al)).\n",
        "Al $x\n\nAl$ y\n",
    ],
)
def test_the_words_of_the_page_are_the_corrected_ones_and_its_links_stay(body: str) -> None:
    repair = NAMES.repair(body, RENDERER)
    before, after = RENDERER.document(body), RENDERER.document(repair.text)
    assert after.links == before.links
    assert [block.kind for block in after.blocks] == [block.kind for block in before.blocks]


@pytest.mark.parametrize("body", ["Al q&#120;z0z", "Al q*x*z", "Al qxz qxzq", "Al q<b>xz</b>9z"])
def test_no_text_is_taken_for_a_name_that_is_checked(body: str) -> None:
    before, after = RENDERER.document(body), RENDERER.document(NAMES.repair(body, RENDERER).text)
    assert after.text() == before.text().replace("Al", "AI")


def test_what_the_scanner_takes_for_words_and_the_page_does_not_stays_and_is_reported() -> None:
    repair = NAMES.repair("Al.\n\n`` a\n    Al ` ``\n\n```\nx\n ```` Al\n\nAl\n", RENDERER)
    code = [block for block in RENDERER.document(repair.text).blocks if block.kind == "pre"]
    assert all("AI" not in block.text() for block in code)


@given(st.lists(st.sampled_from(MARKS), max_size=14).map("".join))
def test_whatever_the_body_nothing_but_words_is_corrected(body: str) -> None:
    before, after = RENDERER.document(body), RENDERER.document(NAMES.repair(body, RENDERER).text)
    assert after.links == before.links
    assert [block.kind for block in after.blocks] == [block.kind for block in before.blocks]
    for old, new in zip(before.blocks, after.blocks, strict=True):
        assert new.text().replace("AI", "Al") == old.text().replace("AI", "Al")


RULES = (
    NameRule(("OpenAl", "Open Al"), "OpenAI"),
    NameRule(("Al",), "AI"),
    NameRule(("Al Gore",), "Al Gore"),
    NameRule(("AI",), "never"),
    NameRule(("lama",), "LLaMA", any_case=True),
    NameRule(("C sharp",), "C# *<b>*"),
)
WORDS = Names(RULES[:3] + RULES[4:])


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("OpenAl's and OpenAl\u2019s", "OpenAI's and OpenAI\u2019s"),
        ("Al-based, non-Al, (Al)", "AI-based, non-AI, (AI)"),
        ("Alan, ReAl, al, AL", "Alan, ReAl, al, AL"),
        ("Al\u0301, \u00c9Al, Al\u0430", "Al\u0301, \u00c9Al, Al\u0430"),
        ("_Al_ and x_Al and Al_x", "_AI_ and x_Al and Al_x"),
        ("d'Al, Al'thor", "d'Al, Al'thor"),
        ("Open  Al", "OpenAI"),
        ("Al Gore on Al", "Al Gore on AI"),
        ("Lama, LAMA and llama", "LLaMA, LLaMA and llama"),
    ],
)
def test_only_whole_words_are_put_right(heard: str, meant: str) -> None:
    assert WORDS.correct(heard) == meant


def test_nothing_is_put_right_a_second_time() -> None:
    assert Names(RULES).correct("Al, AI") == "AI, never"


def test_what_is_meant_is_never_markup() -> None:
    assert WORDS.repair("C sharp", RENDERER).text == "C&#35; &#42;&#60;b&#62;&#42;"


@pytest.mark.parametrize(
    "text", ["`Al`", "```\nAl\n", "<Al x=Al>", "[x](Al)", "$Al$", r"\(Al\)", "https://x.example/Al", "{#Al}"]
)
def test_what_is_no_text_stays(text: str) -> None:
    assert WORDS.repair(text, RENDERER).text == text


@given(st.text("Al OpenG\n`<>[]()$\\{}!_*#|&;'", max_size=60))
def test_the_pieces_are_the_text(text: str) -> None:
    assert "".join(piece.text for piece in WORDS.pieces(text)) == text
