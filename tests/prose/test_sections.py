"""A page's sections, and the anchors by which the site knows their headings."""

from __future__ import annotations

import re

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backissue.mentions import Mention
from backissue.model import Item, Kind, Page
from backissue.prose.stories import Story, shown, stories
from backissue.site.item_page import evidence, with_mentions


def page(body: str, title: str = "News") -> Page:
    return Page("weeks/2023-03-19/news.md", Item("transcript:news", Kind.TRANSCRIPT, title, body=body))


def test_each_heading_begins_a_story_and_what_stands_before_is_one_too() -> None:
    found = stories(page("Hello.\n\n## GANs are back\n\nThey are.\n\n## Palm E\n\nIt moves.\n"))
    assert [(story.heading, story.anchor, story.line) for story in found] == [
        ("", "", 1),
        ("GANs are back", "gans-are-back", 4),
        ("Palm E", "palm-e", 8),
    ]
    assert [story.text.strip() for story in found] == ["Hello.", "They are.", "It moves."]


def test_a_page_without_headings_is_one_story() -> None:
    (story,) = stories(page("One.\nTwo.\n"))
    assert (story.heading, story.anchor, story.text) == ("", "", "One.\nTwo.\n")


def test_headings_of_one_text_and_that_of_the_page_have_anchors_of_their_own() -> None:
    found = stories(page("## News\n\nA.\n\n## News\n\nB.\n"))
    assert [story.anchor for story in found] == ["news_1", "news_2"]


def test_a_heading_may_name_its_anchor() -> None:
    (story,) = stories(page("## The moon { #moon }\n\nFake.\n"))
    assert (story.heading, story.anchor) == ("The moon", "moon")


def test_what_looks_like_a_heading_in_code_begins_no_story() -> None:
    (story,) = stories(page("```\n## no\n```\n"))
    assert story.heading == ""


def test_words_are_shown_without_their_marks() -> None:
    assert shown(r"*State* of [C\#](https://a.example) &amp; `x` \[2\]") == "State of C# & `x` [2]"


@given(st.lists(st.text("ab-# *_[]!\\&;", min_size=1, max_size=12), max_size=6))
def test_every_anchor_is_given_once(headings: list[str]) -> None:
    body = "".join(f"## {' '.join(heading.split())}\n\nText.\n\n" for heading in headings)
    anchors = [story.anchor for story in stories(page(body)) if story.anchor]
    assert len(anchors) == len(set(anchors))


def test_a_heading_on_the_site_has_the_anchor_that_links_to_it_use() -> None:
    spoken = page("## What's *new* in C\\#?\n\nA.\n\n## What's new in C#?\n\nB.\n")
    given_ids = re.findall(r"^## .*\{ #(\S+) \}$", with_mentions(spoken, ()), re.MULTILINE)
    assert given_ids == [story.anchor for story in stories(spoken)]


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
    spoken = page(f"{heading}\n\nA.\n")
    renderer = markdown.Markdown(extensions=["attr_list", "toc", "backissue.prose.anchor_ids"])
    rendered = re.findall(r'<h2[^>]* id="([^"]*)"', renderer.convert(with_mentions(spoken, ())))
    assert rendered == [story.anchor for story in stories(spoken)]


def test_a_heading_gives_way_to_an_anchor_that_is_given_further_down() -> None:
    found = stories(page("## Moon\n\nA.\n\n## Sun {#moon}\n\nB.\n"))
    assert [story.anchor for story in found] == ["moon_1", "moon"]


@pytest.mark.parametrize("body", ["<div>\n## no\n</div>\n", "<!--\n## no\n-->\n"])
def test_what_looks_like_a_heading_in_html_begins_no_story(body: str) -> None:
    (story,) = stories(page(body))
    assert story.heading == ""


@pytest.mark.parametrize("body", ["", "## First\n\nWords.\n"])
def test_what_an_editor_adds_is_shown_where_nothing_stands_before_the_first_heading(body: str) -> None:
    spoken = page(body)
    (shown_first, *_) = with_mentions(spoken, [Mention(spoken, Story("", "", 1, ""), page("", "Told"), "", 0)]).split(
        "## First"
    )
    assert "- [Told](news.md)" in shown_first


def test_the_words_that_gave_a_mention_away_are_shown_as_they_read_and_cannot_become_html() -> None:
    spoken = page("")
    told = Mention(spoken, Story("", "", 1, ""), page("", "Told"), r"*C&#35;* \[and\] &#60;b&#62;", 1)
    assert evidence(told) == "\N{LEFT DOUBLE QUOTATION MARK}C# [and] <b>\N{RIGHT DOUBLE QUOTATION MARK}"
    assert "<b>" not in with_mentions(spoken, [told])
