"""A permalink for every paragraph of a transcript: ``tests/cases/anchors`` holds bodies and what becomes of them.

To write the expectations anew, run ``UPDATE_GOLDEN=1 pytest tests/publishing/test_anchors.py`` and read the difference.
"""

from __future__ import annotations

import gzip
import os
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backissue.model import Link
from backissue.prose.anchors import link, paragraphs
from backissue.prose.parse import renderer_of
from backissue.site.gate import examine
from backissue.site.reference import video_of
from tests.archives import CASES, PROJECT

GOLDEN = sorted((CASES / "anchors").iterdir())
PILCROW = re.compile(r'<a class="bi-anchor" href="#(p-[0-9a-f]{8}(?:-\d+)?)" id="\1">¶</a>\n')
TIME = re.compile(r'<a class="bi-time" href="#(t-\d\d-\d\d-\d\d(?:-\d+)?)" id="\1">([\d:]+)</a>')
WORDS = [
    "Words said.",
    "Yes.",
    "**Ada** (00:01:02)\nWords.",
    "(1:02) Words",
    "a `b",
    "c` *d",
    "e* _f_",
    "(g",
    "http://a.example",
]
MARKS = [
    "# A heading",
    "- a\n- b",
    "> c",
    "```",
    "~~~",
    "    d",
    "<div>",
    "</div>",
    "$x_1$",
    "$5",
    "1. e",
    "Term\n:   f",
    "---",
]
BODIES = st.lists(
    st.one_of(st.sampled_from([*WORDS, *MARKS]), st.text("ab (12:3)*_`$[]{}#<>\\|-\n", max_size=12)), max_size=8
)


RENDERER = renderer_of(PROJECT)


def anchored(body: str, at: Callable[[int], str] | None = None) -> str:
    """The Markdown of a page with a link in each paragraph."""
    lines = body.split("\n")
    for paragraph in paragraphs(RENDERER.document(body), body, body):
        lines[paragraph.line - 1] = link(paragraph, lines[paragraph.line - 1], at)
    return "\n".join(lines)


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case.name)
def test_a_body_becomes_what_its_golden_file_says(case: Path) -> None:
    made = anchored((case / "body.md").read_text("utf-8"))
    if os.environ.get("UPDATE_GOLDEN"):
        (case / "expected.md").write_text(made, "utf-8")
    assert made == (case / "expected.md").read_text("utf-8")


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case.name)
def test_no_two_elements_of_a_page_have_one_id(case: Path) -> None:
    html = RENDERER.html(anchored((case / "body.md").read_text("utf-8")))
    assert [name for name, number in Counter(re.findall(r'\bid="([^"]*)"', html)).items() if number > 1] == []


def _folded(html: str) -> str:
    return " ".join(html.split())


@given(BODIES.map("\n\n".join))
def test_but_for_its_links_the_page_is_what_it_would_be_without(body: str) -> None:
    before = RENDERER.html(body)
    after = RENDERER.html(anchored(body))
    assert _folded(TIME.sub(r"\2", PILCROW.sub("", after))) == _folded(before)


@given(st.lists(st.sampled_from(WORDS), max_size=8).map("\n\n".join))
def test_nothing_that_passes_without_links_is_refused_with_them(body: str) -> None:
    assert not examine(body, "content/a.md", 1, RENDERER.html, anchored(body)).problems


def test_a_paragraph_keeps_its_name_when_others_change_and_when_its_lines_break_elsewhere() -> None:
    name = re.findall(r"id=|#(p-\w+)\)", anchored("One thing.\n\nAnother\nthing.\n"))[1]
    assert name in anchored("A new beginning.\n\nAnother thing.\n")


def test_the_end_of_a_body_stays_as_it_is() -> None:
    assert anchored("") == ""
    assert anchored("# Only a heading\n") == "# Only a heading\n"
    assert anchored("Words.\n").endswith("\nWords.\n")


def test_the_search_knows_the_words_of_a_paragraph_once_and_no_pilcrow(once_built: Path) -> None:
    fragments = [gzip.decompress(path.read_bytes()) for path in once_built.glob("site/search-index/pages/*")]
    (talk,) = (fragment for fragment in fragments if b"Words said." in fragment)
    assert talk.count(b"Words said.") == 1
    assert "\N{PILCROW SIGN}".encode() not in talk
    assert "\N{PILCROW SIGN}" in (once_built / "site/weeks/2023-04-02/talk/index.html").read_text("utf-8")


def test_a_time_leads_into_the_recording_and_the_paragraph_keeps_a_link_of_its_own() -> None:
    video = video_of([Link("Video", "https://youtu.be/dQw4w9WgXcQ")])
    assert video
    html = RENDERER.html(anchored("**Ada** (00:01:02)\nWords.\n\nMore.\n", video.at))
    assert '<a class="bi-anchor" href="#t-00-01-02" id="t-00-01-02">¶</a>' in html
    assert '(<a class="bi-time" href="https://www.youtube.com/watch?v=dQw4w9WgXcQ&amp;t=62s">00:01:02</a>)' in html
    assert len(PILCROW.findall(html)) == 1


def test_a_recording_on_vimeo_begins_at_the_second_too() -> None:
    video = video_of([Link("Video", "https://vimeo.com/123456789")])
    assert video
    assert video.at(3723) == "https://vimeo.com/123456789#t=3723s"
