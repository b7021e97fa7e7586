"""A page's sections, and the anchors by which the site knows their headings."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backissue.archive.archive import Archive
from backissue.archive.config import ArchiveConfig
from backissue.model import Item, Kind, Page
from backissue.prose.document import Section
from backissue.prose.parse import renderer_of
from tests.archives import PROJECT

RENDERER = renderer_of(PROJECT)


def sections(body: str, title: str = "News") -> tuple[Section, ...]:
    page = Page("weeks/2023-03-19/news.md", Item("transcript:news", Kind.TRANSCRIPT, title, body=body))
    return Archive(ArchiveConfig(), (page,)).document(page).sections()


def test_each_heading_begins_a_section_and_what_stands_before_is_one_too() -> None:
    found = sections("Hello.\n\n## GANs are back\n\nThey are.\n\n## Palm E\n\nIt moves.\n")
    assert [(section.heading, section.anchor, section.text) for section in found] == [
        ("", "", "Hello."),
        ("GANs are back", "gans-are-back", "They are."),
        ("Palm E", "palm-e", "It moves."),
    ]


def test_a_page_without_headings_is_one_section_and_an_empty_one_has_none() -> None:
    (section,) = sections("One.\nTwo.\n")
    assert (section.heading, section.anchor, section.text) == ("", "", "One. Two.")
    assert sections("") == ()


def test_headings_of_one_text_and_that_of_the_page_have_anchors_of_their_own() -> None:
    assert [section.anchor for section in sections("## News\n\nA.\n\n## News\n\nB.\n")] == ["news_1", "news_2"]


def test_a_heading_may_name_its_anchor() -> None:
    (section,) = sections("## The moon { #moon }\n\nFake.\n")
    assert (section.heading, section.anchor) == ("The moon", "moon")


@pytest.mark.parametrize("body", ["```\n## no\n```\n", "<div>\n## no\n</div>\n", "<!--\n## no\n-->\n\na", "> ## no\n"])
def test_what_looks_like_a_heading_in_something_else_begins_no_section(body: str) -> None:
    (section,) = sections(body)
    assert section.heading == ""


def test_an_underlined_heading_begins_a_section_and_one_of_a_lower_level_does_not() -> None:
    assert [section.heading for section in sections("Moon\n----\n\n### Far side\n\nDark.\n")] == ["Moon"]


def test_a_heading_is_known_by_its_words() -> None:
    (section,) = sections("## *State* of [C\\#](https://a.example) &amp; `x` \\[2\\]\n")
    assert section.heading == "State of C# & x [2]"


def test_the_addresses_of_a_section_are_known_without_being_words() -> None:
    (section,) = sections("See [*this*](https://a.example/x_(y)) and <https://b.example>.\n")
    assert section.links == ("https://a.example/x_(y)", "https://b.example")
    assert section.text == "See this and https://b.example."


@given(st.lists(st.text("ab-# *_[]!\\&;", min_size=1, max_size=12), max_size=6))
def test_every_anchor_is_given_once(headings: list[str]) -> None:
    body = "".join(f"## {' '.join(heading.split())}\n\nText.\n\n" for heading in headings)
    anchors = [section.anchor for section in sections(body) if section.anchor]
    assert len(anchors) == len(set(anchors))


@pytest.mark.parametrize(
    "heading",
    [
        "## Moon { .big }",
        "## Moon {: #given }",
        "## The {set} of all",
        "## A {b} c {#d}",
        r"## About C\#",
        "##Tight",
        "## `a {b}` code",
        "## Closed ##",
        "## [Whole](https://a.example/x_(y)) { #w }",
    ],
)
def test_a_heading_is_rendered_with_the_anchor_that_links_to_it_use(heading: str) -> None:
    rendered = re.findall(r'<h2[^>]* id="([^"]*)"', RENDERER.html(f"# News\n\n{heading}\n\nA.\n"))
    assert rendered == [section.anchor for section in sections(f"{heading}\n\nA.\n")]


def test_a_heading_gives_way_to_an_anchor_that_is_given_further_down() -> None:
    found = sections("## Moon\n\nA.\n\n## Sun {#moon}\n\nB.\n")
    assert [section.anchor for section in found] == ["moon_1", "moon"]
