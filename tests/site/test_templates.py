"""Text as Markdown that can stand in a heading or a link, addresses, days."""

from __future__ import annotations

from datetime import date
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from selectolax.lexbor import LexborHTMLParser

from backissue.dates import span_name
from backissue.markup import escape_heading, escape_label, escape_url
from backissue.site import engine
from tests.archives import PROJECT

LABELS = st.lists(
    st.sampled_from([*"[](){}!*_`<>#&|\\:$^~", " ", "a", "b", "1.", "javascript:", "x_1", "](x)", "http://a.example"]),
    min_size=1,
    max_size=8,
).map(lambda parts: " ".join("".join(parts).split()))


@pytest.fixture(scope="module")
def markdown() -> Markdown:
    config = engine.configure(PROJECT)
    return Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)


@given(LABELS.filter(bool))
def test_a_title_in_a_link_is_this_title_and_the_link_leads_where_it_should(markdown: Markdown, title: str) -> None:
    html = markdown.reset().convert(f"- [{escape_label(title)}](page.md)")
    links = LexborHTMLParser(html).css("a")
    assert [link.attributes["href"] for link in links] == ["page.md"]
    if "$" not in title:
        assert links[0].text() == title


@given(LABELS.filter(bool))
def test_a_title_in_a_heading_is_this_title_whatever_stands_behind_it(markdown: Markdown, title: str) -> None:
    html = markdown.reset().convert(f"# {escape_heading(title)} {{ data-ours=1 }}")
    (heading,) = LexborHTMLParser(html).css("h1")
    assert set(heading.attributes) == {"id", "data-ours"}
    if "$" not in title:
        assert heading.text() == f"{title}#"  # the link to the section


@pytest.mark.parametrize(
    "title", ["a | b", "[x](y)", "C:\\path", "5 * 3_", "a] b", "[a", "![x](y)", "a `b` c", "[a][b]", "a\\"]
)
def test_a_hostile_title_in_a_link_is_this_title(markdown: Markdown, title: str) -> None:
    html = markdown.reset().convert(f"[{escape_label(title)}](page.md)")
    (link,) = LexborHTMLParser(html).css("a")
    assert (link.text(), link.attributes["href"]) == (title, "page.md")


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/b_(c)?d=e&f=g#h",
        "https://a.example/<b>",
        "https://a.example/a b",
        'https://a.example/"onclick=alert(1)',
        "https://a.example/*b*_c_",
        "https://a.example/[b](c)",
        "https://a.example/$x_1$y",
        "https://a.example/`b`",
        "https://a.example/a\\b",
        "https://a.example/%3Cb%3E%20",
        "https://a.example/ü",
        "https://a.example/{ onclick=alert(1) }",
    ],
)
def test_an_address_leads_where_it_should(markdown: Markdown, url: str) -> None:
    html = markdown.reset().convert(f"- [Paper](<{escape_url(url)}>)")
    (link,) = LexborHTMLParser(html).css("a")
    assert unquote(link.attributes["href"] or "") == unquote(url)
    assert set(link.attributes) == {"href"}


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2023, 3, 26), "20\u201326 March 2023"),
        (date(2023, 4, 2), "27 March \u2013 2 April 2023"),
        (date(2023, 1, 1), "26 December 2022 \u2013 1 January 2023"),
        (date(2023, 1, 7), "1\u20137 January 2023"),
    ],
)
def test_a_week_is_named_by_its_first_and_last_day(day: date, name: str) -> None:
    assert span_name(day) == name
