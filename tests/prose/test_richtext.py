"""Markdown as simple HTML: the words of each block, and nothing that acts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from backissue.prose.richtext import blocks, opening, to_html


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("One *two*\n[three](https://x.example)\n\nFour\n", "<p>One two three</p>\n<p>Four</p>"),
        ("## Title\nText\n", "<h3>Title</h3>\n<p>Text</p>"),
        ("- a\n  still a\n- b\n\n- c\n", "<ul><li>a still a</li><li>b</li><li>c</li></ul>"),
        ("1. a\n2. b\n", "<ol><li>a</li><li>b</li></ol>"),
        ("- a\n    - below\n", "<ul><li>a</li><li>below</li></ul>"),
        ("> said\n> so\n", "<blockquote><p>said so</p></blockquote>"),
        ("```py\nif a < b:\n\n    # c\n```\nText", "<pre><code>if a &lt; b:\n\n    # c</code></pre>\n<p>Text</p>"),
        ("~~~\nnever closed", "<pre><code>never closed</code></pre>"),
        ("Note[^1]\n\n[^1]: Said below.\n\n[x]: https://x.example\n", "<p>Note</p>"),
        ('!!! note "Mind"\n    the gap\n', "<p>Mind the gap</p>"),
        (r"1 &lt; 2, a \* b", "<p>1 &lt; 2, a * b</p>"),
        ('<div class="x">\n\ntext\n\n</div>', "<p>text</p>"),
        ("", ""),
    ],
)
def test_a_block_becomes_its_words(markdown: str, html: str) -> None:
    assert to_html(blocks(markdown)) == html


@given(st.text(st.sampled_from("ab <>&\"'`~#->!|[]()*_$\\\n\t1.:^x="), max_size=200))
def test_whatever_the_body_is_the_html_has_only_plain_elements(body: str) -> None:
    tree = LexborHTMLParser(f"<body>{to_html(blocks(body))}</body>")
    nodes = tree.css("body *")
    assert {node.tag for node in nodes} <= {"p", "ul", "ol", "li", "h3", "pre", "code", "blockquote"}
    assert not [node for node in nodes if node.attributes]


def test_an_opening_ends_with_a_word_near_its_length() -> None:
    found = opening(blocks("## Head\n\nShort one.\n\n" + "many words " * 100), 120)
    assert [block.tag for block in found] == ["p", "p"]
    assert found[0].texts == ("Short one.",)
    assert found[1].texts[0].endswith("words…") or found[1].texts[0].endswith("many…")
    assert sum(len(block.texts[0]) for block in found) <= 130
