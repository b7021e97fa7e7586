"""Names put right on a page: ``tests/cases/names/body.md`` and, beside it, what it becomes.

To write it anew, run ``UPDATE_GOLDEN=1 pytest tests/publishing/test_corrected.py`` and read the difference.
"""

from __future__ import annotations

import os

import pytest
from markdown import Markdown

from backissue.archive.names import Names
from backissue.model import NameRule
from backissue.prose.anchors import anchored
from backissue.prose.corrected import as_heard, marked, shown
from backissue.site import engine
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


@pytest.fixture(scope="module")
def markdown() -> Markdown:
    config = engine.configure(PROJECT)
    return Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)


def test_a_body_shows_what_is_meant_and_keeps_what_was_heard() -> None:
    made = shown(marked(BODY.read_text("utf-8"), NAMES))
    if os.environ.get("UPDATE_GOLDEN"):
        EXPECTED.write_text(made, "utf-8", newline="")
    assert made == EXPECTED.read_text("utf-8")


def test_the_lines_stay_where_they_are() -> None:
    body = BODY.read_text("utf-8")
    assert len(marked(body, NAMES).split("\n")) == len(body.split("\n"))


@pytest.mark.parametrize("meant", ['"><script>', "](javascript:x)", "{ onclick=x }", "*a* `b` $c$ <b>"])
def test_no_rule_makes_a_page_active(markdown: Markdown, meant: str) -> None:
    names = Names([NameRule(("Al", 'a "> <b> z'), meant)])
    made = shown(marked('Al here.\n\na "> <b> z\n\n## Al\n\n[Al](#x)\n', names))
    assert examine(made, "content/a.md", 1, markdown).problems == ()


def test_a_permalink_stays_when_a_name_in_its_paragraph_is_put_right() -> None:
    body = "Al spoke of OpenAl.\nThen Al went.\n"
    plain, right = anchored(body), shown(anchored(marked(body, NAMES), as_heard))
    assert right.split("\n")[0] == plain.split("\n")[0]
    assert "AI</abbr> went." in right


def test_a_heading_is_plain_and_its_spelling_is_found_below(markdown: Markdown) -> None:
    html = markdown.reset().convert(shown(marked("## OpenAl speaks\n\nIt speaks.\n", NAMES)))
    assert 'id="openai-speaks"' in html
    assert html.endswith('<p>It speaks.<span hidden="hidden"> OpenAl</span></p>')
