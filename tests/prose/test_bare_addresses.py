"""Addresses in running text become links, and nothing else changes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from backissue.prose.bare_addresses import NAME
from backissue.prose.parse import Renderer, read

ROOT = Path(__file__).parent.parent.parent
LINKS = [
    ("See https://example.org/a_b_c.", "https://example.org/a_b_c"),
    ("(more at http://example.org/x_(y)), they said", "http://example.org/x_(y)"),
    ("**https://example.org/bold**", "https://example.org/bold"),
    ("https://example.org/?a=1&b=2#c", "https://example.org/?a=1&amp;b=2#c"),
    ("https://example.org/?a=1&amp;b=2!", "https://example.org/?a=1&amp;b=2"),
    ("https://example.org/?a=&amp;copy;", "https://example.org/?a=&amp;copy"),
    (r"https://example.org/a\_b", "https://example.org/a_b"),
    ("look:https://example.org/…", "https://example.org/"),
    ("见https://example.org/a。更多", "https://example.org/a"),
    ("见 https://example.org/a。更多", "https://example.org/a"),
    ("“https://example.org/q”", "https://example.org/q"),
    ("https://example.org/a<b>c</b>", "https://example.org/a"),
    ("- item: https://example.org/li,\n- next", "https://example.org/li"),
    ("| a |\n|---|\n| https://example.org/td |", "https://example.org/td"),
    ("see https:// and https://[::1 there", ""),
]


def _html(markdown: str, *more: str) -> str:
    return Markdown(extensions=["toc", "tables", "footnotes", *more]).convert(markdown)


@pytest.mark.parametrize(("markdown", "address"), LINKS)
def test_an_address_is_a_link_without_the_sentence_around_it(markdown: str, address: str) -> None:
    found = re.findall('<a href="([^"]*)">([^<]*)</a>', _html(markdown, NAME))
    assert found == ([(address, address)] if address else [])


@pytest.mark.parametrize(
    "markdown",
    [
        "[https://a.example](https://b.example) <https://c.example> `https://d.example`",
        "    https://e.example\n",
        "![https://f.example](https://g.example/h.png)\n\n[i]\n\n[i]: https://j.example",
        "ftp://k.example, l@m.example, xhttps://n.example, https:/o.example/https://p.example",
    ],
)
def test_what_is_a_link_code_or_no_address_stays_as_it_is(markdown: str) -> None:
    assert _html(markdown, NAME) == _html(markdown)


@given(
    st.lists(st.sampled_from(["https://a.example/b", "*", "_", "&amp;", "<b>", '"', "\n\n", " ", "(", ")", "]", "["]))
)
def test_a_page_says_the_same_with_and_without_links(pieces: list[str]) -> None:
    markdown = "".join(pieces)
    linked, plain = _html(markdown, NAME), _html(markdown)
    assert read(linked).words() == read(plain).words()
    assert not re.search(r'href="[^"]*[<>]', linked)


def test_a_very_long_address_costs_no_more_than_its_length() -> None:
    address = f"https://a.example/{'(' * 1000}"
    assert _html(f"{address}{').' * 200_000}", NAME).count("<a ") == 1


def test_feeds_and_all_that_reads_a_page_have_the_text_without_it() -> None:
    assert Renderer().html("https://a.example") == "<p>https://a.example</p>"


@pytest.mark.parametrize("config", ["mkdocs.yml", "site_templates/new/mkdocs.yml"])
def test_an_archive_is_configured_so(config: str) -> None:
    assert f"\n  - {NAME}\n" in (ROOT / config).read_text("utf-8")
