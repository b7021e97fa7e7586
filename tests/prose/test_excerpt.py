"""What a week's page takes over of an item: its words, and nothing that could act."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown import Markdown
from selectolax.lexbor import LexborHTMLParser

from backissue.prose.excerpt import LONGEST, OPENING, digest
from backissue.prose.words import words
from backissue.site.engine import configure
from tests.archives import PROJECT

INERT = {"p", "ul", "ol", "li"}
SYNTAX = r"""
# ## - * 1. > ``` ~~~ ` `` ** _ [ ] ( ) ](x) ![a](b) [a]: [^1] [^1]: *[a]: <b> </p> <script> <!-- --> <https://a.example>
{ } {:onclick=b} {.a} &lt; &#2; & $ $$ \( \) \[ \] \ | --- === : !!! x_1 a
""".split()
MARKS = st.sampled_from([*SYNTAX, "\n", "\n\n", " ", "    ", "b c", "{ #a }", "\n| a |\n|---|\n", "\x01", "\x02"])
BODIES = st.lists(MARKS, max_size=24).map("".join) | st.text(max_size=60)


@pytest.fixture(scope="module")
def markdown() -> Markdown:
    config = configure(PROJECT)
    return Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)


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
        ("A [link](https://a.example/b_(c)), [one][two] and ![a picture](x.png).", "A link, one and a picture.\n"),
        ("See <https://a.example>.", "See https://a.example.\n"),
        ("[AI] and[^1]\n\n[AI]: https://a.example\n[^1]: A note.\n", "&#91;AI&#93; and\n"),
        ("*so* **very** ***much***, `co*de*`", "so very much, co\\*de\\*\n"),
        ("**[a](b)** and snake_case_name and 2 * 3 * 4", "a and snake_case_name and 2 * 3 * 4\n"),
        ("A{ .b #c } <span id=d>e</span><!-- f -->", "A e\n"),
        ("\\# \\*not\\* &lt;b> &amp; \\$5 and \\$6", "\\# \\*not\\* &lt;b> & \\$5 and \\$6\n"),
        ("", ""),
    ],
)
def test_the_words_of_a_body_are_taken_and_its_markup_left(body: str, text: str) -> None:
    assert digest(body).text == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("At $x_1$ and \\(n \\log n\\).", "At $x_1$ and $n \\log n$."),
        ("$$\na &lt; b\n$$", "$a &lt; b$"),
        ("\\[ f\\ \\]", "$f$"),
        ("\\(a $b$\\)", "\\(a $b$\\)"),
        ("$a$$b$", "$a$ $b$"),
        ("$5 and $6", "\\$5 and \\$6"),
        ("**$x$** [$y$](z)", "$x$ $y$"),
        ("$a`b$ c`", "a\\`b c\\`"),
    ],
)
def test_formulas_stay_formulas(body: str, text: str) -> None:
    assert digest(body).text == f"{text}\n"


@pytest.mark.parametrize("body", ["Text.\n\n```\ncode\n```\n", "| a |\n|---|\n| b |\n", "word " * LONGEST])
def test_a_text_that_loses_more_than_its_markup_is_not_whole(body: str) -> None:
    assert not digest(body).is_whole


@pytest.mark.parametrize("body", ["", "Text.", "## A heading\n\n- one\n", "word " * (LONGEST // 6)])
def test_a_short_text_is_whole(body: str) -> None:
    assert digest(body).is_whole


@pytest.mark.parametrize("body", ["word " * 9000, "字" * 9000, "One.\n\n" * 3000, "$x_1$ " * 3000, "- one\n" * 3000])
def test_of_a_long_text_the_opening_is_taken(markdown: Markdown, body: str) -> None:
    taken = digest(body)
    assert not taken.is_whole
    assert taken.text.endswith(("…\n", "One.\n", "one\n"))
    assert OPENING // 3 < len(markdown.reset().convert(taken.text).encode()) < OPENING * 2


@given(BODIES)
@example("$x$\\")
@example("\\(a\\ \\) $b")
@example("[a](\\(b\\)) \\(c\\)")
@example("<!--" * 5)
def test_whatever_the_body_the_result_is_text_and_lists(markdown: Markdown, body: str) -> None:
    parser = tree(markdown.reset().convert(digest(body).text))
    assert parser.body
    for node in parser.body.traverse(include_text=False):
        assert node == parser.body or (node.tag in INERT and not node.attributes), (node.tag, node.html)


@given(BODIES, BODIES)
def test_no_item_of_a_page_changes_another(markdown: Markdown, one: str, other: str) -> None:
    alone = [markdown.reset().convert(digest(body).text) for body in (one, other)]
    page = f"[a]: https://a.example\n\n{digest(one).text}\n### A\n\n{digest(other).text}\n"
    rendered = markdown.reset().convert(page)
    assert rendered.startswith(alone[0])
    assert rendered.endswith(alone[1])


@pytest.mark.parametrize(
    "mark", ["[", "![", "[a](", "`", "` `` ", "$", "$$", "\\(", "\\[", "*a ", "_", "<a", "<!--", "{.", "&"]
)
def test_marks_without_a_partner_are_read_in_linear_time(mark: str) -> None:
    """Not measured: what takes the square of its length would not end within the test run."""
    assert len(words(mark * 200_000)) > 0
