"""Pages without the blanks of templates say and show the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from backissue.site.engine import render_pages
from backissue.site.squeeze import squeeze, with_imports
from tests.archives import PROJECT

PATHS = ("weeks/2023-03-26/sparks", "weeks/2023-03-26/index", "topics/economics", "numbers", "index")


def text_of(page: bytes) -> str:
    """The text of a page, each run of blanks as one but within ``pre``."""
    tree = LexborHTMLParser(page)
    kept = [node.text() for node in tree.css("pre")]
    return re.sub(r"\s+", " ", tree.html or "") + "\0".join(kept)


@pytest.mark.parametrize("path", PATHS)
def test_a_page_has_the_same_words_elements_and_listings(path: str, built: Path, tmp_path: Path) -> None:
    render_pages(built, built / "docs", tmp_path / "site", [f"{path}.md"], lambda _: None)
    (page,) = (tmp_path / "site").rglob("index.html")
    before, after = page.read_bytes(), squeeze(page.read_bytes())
    assert text_of(after) == text_of(before)
    assert len(after) < len(before)
    assert squeeze(after) == after


@pytest.mark.parametrize(
    "page",
    [
        b"<pre><code>\n  a\n\n  b\n</code></pre>",
        b"<p>x</p><pre>\n  a</pre><pre>\n\n b\n</pre>",
        b"<textarea>\n  a\n\n</textarea>",
    ],
)
def test_blanks_that_readers_see_stay(page: bytes) -> None:
    assert squeeze(page) == page


def test_what_comes_behind_a_listing_is_squeezed_again() -> None:
    assert squeeze(b"<pre>\n  a\n</pre>\n\n  <p>\n   b") == b"<pre>\n  a\n</pre>\n<p>\nb"


def test_all_styles_of_the_theme_are_in_one_file_in_their_order(once_built: Path) -> None:
    sheets = PROJECT / "site_templates/theme/assets/stylesheets"
    made = (once_built / "site/assets/stylesheets/site.css").read_text("utf-8")
    others = {path.name: path.read_text("utf-8") for path in sheets.glob("*.css") if path.name != "site.css"}
    assert all(text in made for text in others.values())
    assert len(made) < sum(map(len, others.values())) + 200
    assert "@import" not in made


def test_an_import_from_elsewhere_stays(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a {}\n", "utf-8")
    (tmp_path / "site.css").write_text('@import "a.css";\n@import url(b.css);\nb {}\n', "utf-8")
    assert with_imports(tmp_path / "site.css") == b"a {}\n@import url(b.css);\nb {}\n"
