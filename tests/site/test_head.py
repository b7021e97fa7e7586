"""What the heads of pages say to tell them apart, and how browsers search the site."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from backissue.archive.catalogue import catalogue
from backissue.archive.load import load
from backissue.site.build import build
from backissue.site.listing import numbered
from backissue.site.opensearch import describe
from backissue.site.site import Site
from backissue.wording import english
from tests.archives import make_archive, page, without_nav

TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)"')


def said_in_heads(site: Path, what: re.Pattern[str]) -> Counter[str]:
    """What the pages of a site say, but for those that only send readers on."""
    texts = (file.read_text("utf-8") for file in site.rglob("*.html"))
    return Counter(
        found[1].strip() for text in texts if 'http-equiv="refresh"' not in text if (found := what.search(text))
    )


@pytest.mark.parametrize("what", [TITLE, DESCRIPTION])
def test_no_two_pages_of_the_site_have_one_title_or_description(site: Path, what: re.Pattern[str]) -> None:
    assert [text for text, number in said_in_heads(site, what).items() if number > 1] == []


def test_items_of_one_title_are_told_apart_by_their_day(tmp_path: Path) -> None:
    days = ("2023-03-26", "2023-04-02")
    files = {f"weeks/{day}/news.md": page("News", id=f"p:{day}", week=day) for day in days}
    root = without_nav(make_archive(tmp_path, files))
    build(root, root / "site")
    titles = said_in_heads(root / "site", TITLE)
    assert {text for text in titles if text.startswith("News")} == {
        "News, 26 March 2023 · Backissue",
        "News, 2 April 2023 · Backissue",
    }


def test_the_search_is_described_for_browsers_with_whole_addresses(toy: Path) -> None:
    site = Site(catalogue(load(toy)), 'A long & "quoted" name', "https://reader.example/repo/")
    (home,) = (shelf for shelf in site.catalogue.shelves if shelf.kind == "home")
    found = {node.tag.rpartition("}")[2]: node for node in ET.fromstring(describe(home, site))}
    assert found["Url"].attrib["template"] == "https://reader.example/repo/search/?q={searchTerms}"
    assert found["Description"].text == 'Search A long & "quoted" name'
    assert len(found["ShortName"].text or "") <= 16


def test_large_numbers_have_separators() -> None:
    assert numbered(english(), 1832, "item") == "1,832 items"
