"""What a week's page takes over of an item: its words, and nothing that could act."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from backissue.prose.excerpt import (
    LONG,
    LONGEST,
    OPENING,
    WORDS_A_MINUTE,
    Excerpt,
    description,
    excerpt,
    reading_minutes,
    shorten,
)
from backissue.prose.parse import renderer_of
from tests.archives import PROJECT

INERT = {"p", "ul", "ol", "li"}
SYNTAX = r"""
# ## - * 1. > ``` ~~~ ` `` ** _ [ ] ( ) ](x) ![a](b) [a]: [^1] [^1]: *[a]: <b> </p> <script> <!-- --> <https://a.example>
{ } {:onclick=b} {.a} &lt; &#2; & $ $$ \( \) \[ \] \ | --- === : !!! x_1 a
""".split()
MARKS = st.sampled_from([*SYNTAX, "\n", "\n\n", " ", "    ", "b c", "{ #a }", "\n| a |\n|---|\n", "\x01", "\x02"])
BODIES = st.lists(MARKS, max_size=24).map("".join) | st.text(max_size=60)


RENDERER = renderer_of(PROJECT)


def taken(body: str) -> Excerpt:
    return excerpt(RENDERER.document(body))


def tree(rendered: str) -> LexborHTMLParser:
    """A page without its formulas, each of which is one thing of its own."""
    parser = LexborHTMLParser(rendered)
    for formula in parser.css("math, .arithmatex, code.bi-tex"):
        formula.decompose()
    return parser


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("One.\nTwo.\n\nThree.\n", "One. Two.\n\nThree.\n"),
        ("## A heading\n\nText.\n", "Text.\n"),
        ("- one\n- *two*\n\nThree\n", "- one\n- two\n\nThree\n"),
        ("3. three\n4. four\n", "1. three\n1. four\n"),
        ("> Said.\n", "Said.\n"),
        ("A [link](https://a.example/b_(c)) and ![a picture](x.png) of it.", "A link and of it.\n"),
        ("See <https://a.example>.", "See https://a.example.\n"),
        ("[AI] and[^1]\n\n[AI]: https://a.example\n[^1]: A note.\n", "AI and\n"),
        ("*so* **very** ***much***, `co*de*`", "so very much, co\\*de\\*\n"),
        ("**[a](b)** and snake_case_name and 2 * 3 * 4", "a and snake_case_name and 2 * 3 * 4\n"),
        ("*A*{ .b #c } <span id=d>e</span><!-- f -->", "A e\n"),
        ("\\# \\*not\\* &lt;b> &amp; \\$5 and \\$6", "\\# \\*not\\* &lt;b> & \\$5 and \\$6\n"),
        ("", ""),
    ],
)
def test_the_words_of_a_body_are_taken_and_its_markup_left(body: str, text: str) -> None:
    assert taken(body).text == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("At $x_1$ and \\(n \\log n\\).", "At $x_1$ and $n \\log n$."),
        ("$$\na < b\n$$", "$a &lt; b$"),
        ("\\[ f\\; \\]", "$f\\;$"),
        ("\\(a $b$\\)", "\\(a $b$\\)"),
        ("$a$$b$", "$a$ $b$"),
        ("$5 and $6", "\\$5 and \\$6"),
        ("**$x$** [$y$](z)", "$x$ $y$"),
        ("$a`b$ c`", "\\$ab\\$ c"),
    ],
)
def test_formulas_stay_formulas(body: str, text: str) -> None:
    assert taken(body).text == f"{text}\n"


@pytest.mark.parametrize("body", ["Text.\n\n```\ncode\n```\n", "| a |\n|---|\n| b |\n", "word " * LONGEST])
def test_a_text_that_loses_more_than_its_markup_is_not_whole(body: str) -> None:
    assert not taken(body).is_whole


@pytest.mark.parametrize("body", ["", "Text.", "## A heading\n\n- one\n", "word " * (LONGEST // 6)])
def test_a_short_text_is_whole(body: str) -> None:
    assert taken(body).is_whole


@pytest.mark.parametrize("body", ["word " * 9000, "字" * 9000, "One.\n\n" * 3000, "$x_1$ " * 3000, "- one\n" * 3000])
def test_of_a_long_text_the_opening_is_taken(body: str) -> None:
    found = taken(body)
    assert not found.is_whole
    assert found.text.endswith(("…\n", "One.\n", "one\n"))
    assert OPENING // 3 < len(RENDERER.html(found.text).encode()) < OPENING * 2


@given(BODIES)
@example("$x$\\")
@example("\\(a\\ \\) $b")
@example("[a](\\(b\\)) \\(c\\)")
@example("<!--" * 5)
def test_whatever_the_body_the_result_is_text_and_lists(body: str) -> None:
    parser = tree(RENDERER.html(taken(body).text))
    assert parser.body
    for node in parser.body.traverse(include_text=False):
        assert node == parser.body or (node.tag in INERT and not node.attributes), (node.tag, node.html)


@given(BODIES, BODIES)
def test_no_item_of_a_page_changes_another(one: str, other: str) -> None:
    alone = [RENDERER.html(taken(body).text) for body in (one, other)]
    page = f"[a]: https://a.example\n\n{taken(one).text}\n### A\n\n{taken(other).text}\n"
    rendered = RENDERER.html(page)
    assert rendered.startswith(alone[0])
    assert rendered.endswith(alone[1])


@given(st.text("ab ,.", max_size=40), st.integers(10, 20))
def test_a_short_text_is_cut_at_a_word_and_never_too_long(text: str, longest: int) -> None:
    cut = shorten(text, longest)
    assert len(cut) <= longest
    assert cut == text or cut.endswith("…")


def test_a_cut_text_ends_in_a_whole_word() -> None:
    assert shorten("one two, three four", 12) == "one two…"
    assert shorten("one two", 7) == "one two"


def test_a_text_of_many_words_says_its_minutes_and_a_short_one_nothing() -> None:
    def minutes(body: str) -> int:
        return reading_minutes(RENDERER.document(body))

    assert minutes("It's a word. " * WORDS_A_MINUTE * 4) == 12
    assert minutes("word " * WORDS_A_MINUTE * LONG) == LONG
    assert minutes("word " * (WORDS_A_MINUTE * (LONG - 1))) == 0


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("One.\nTwo.\n\nThree.\n", "One. Two. Three."),
        ("## A heading\n\nText.\n", "Text."),
        ("A [link](https://a.example/b_(c)) and ![a picture](x.png) of it.", "A link and of it."),
        ("*so* **very** ***much***", "so very much"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("- one\n- two\n\n1. three\n", "one two three"),
        ("\\# \\*not\\* &lt;b> &amp; \\$5", "# *not* <b> & $5"),
        ("H<sub>2</sub>O<br>x", "H2O x"),
        ("", ""),
    ],
)
def test_a_description_is_the_running_text_without_its_markup(markdown: str, text: str) -> None:
    assert description(RENDERER.document(markdown), str) == text


def test_a_description_of_a_talk_says_its_words_without_their_times() -> None:
    said = RENDERER.document("**Ada** (0:02):\nAt 10:30 (that was it).\n\n(1:00)\nSo.\n")
    assert description(said, str, is_said=True) == "Ada: At 10:30 (that was it). So."
    assert description(said, str) == "Ada (0:02): At 10:30 (that was it). (1:00) So."
