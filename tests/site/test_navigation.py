"""The navigation leads to what there is, and a site without anything says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from backissue.new import create
from backissue.site.build import build
from tests.archives import page, put

pytestmark = pytest.mark.slow

EVERYTHING = ["Home", "Issues", "Topics", "Browse", "About"]


@pytest.fixture
def new(tmp_path: Path) -> Path:
    create(tmp_path)
    return tmp_path


def made(root: Path, path: str = "") -> LexborHTMLParser:
    build(root, root / "site")
    return LexborHTMLParser((root / "site" / path / "index.html").read_text("utf-8"))


def names(tree: LexborHTMLParser, css: str) -> list[str]:
    return [node.text().strip() for node in tree.css(f"{css} a")]


def test_the_tabs_and_the_menu_lead_only_to_lists_that_have_something(new: Path) -> None:
    put(new, {"undated/one.md": page("One", week="")})
    for path in ("", "undated/one"):
        tree = made(new, path)
        assert names(tree, ".bi-tabs") == ["Home", "Browse", "About"]
        assert names(tree, ".bi-drawer")[:3] == ["Home", "Browse", "About"]
        assert not {"Issues", "Topics"} & {*names(tree, "footer")}


def test_a_list_comes_back_into_the_navigation_of_every_page_with_its_first_item(new: Path) -> None:
    put(new, {"undated/one.md": page("One", week="")})
    made(new)
    put(new, {"weeks/2023-03-26/two.md": page("Two", topics="[Sound]")})
    assert names(made(new, "undated/one"), ".bi-tabs") == EVERYTHING


def test_the_page_of_a_lost_address_leads_only_to_lists_that_have_something(new: Path) -> None:
    put(new, {"undated/one.md": page("One", week="")})
    made(new)
    lost = LexborHTMLParser((new / "site/404.html").read_text("utf-8"))
    assert names(lost, ".md-content .bi-topics") == ["Browse", "About"]
    assert names(lost, ".bi-tabs") == ["Home", "Browse", "About"]
    assert not {"Issues", "Topics"} & {*names(lost, "body")}
    put(new, {"weeks/2023-03-26/two.md": page("Two", topics="[Sound]")})
    made(new)
    lost = LexborHTMLParser((new / "site/404.html").read_text("utf-8"))
    assert names(lost, ".md-content .bi-topics") == EVERYTHING[1:]


@pytest.mark.parametrize("path", ["", "weeks", "about"])
def test_a_site_without_anything_says_so(new: Path, path: str) -> None:
    text = " ".join(node.text() for node in made(new, path).css(".md-content"))
    assert "Nothing has been published here yet." in text
    assert "0" not in text
