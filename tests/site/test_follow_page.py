"""The page that says how to follow the newsletter."""

from __future__ import annotations

from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from backissue.archive.load import load
from backissue.site.documents import documents
from backissue.site.engine import settings
from backissue.site.site import site_of
from tests.archives import make_archive, page
from tests.pages import tree_of

FILES = {
    "weeks/2023-03-26/a.md": page("A", topics="[Economics]"),
    "weeks/2023-03-26/b.md": page("B", kind="summary"),
}


def drawn(root: Path) -> LexborHTMLParser:
    """The page of the archive in ``root``."""
    site = site_of(load(root), settings(root, docs_dir=root / "content"))
    made = {document.path: document for document in documents(site)}
    return tree_of("follow.md", made["follow.md"].text)


def links(page: LexborHTMLParser) -> list[str]:
    return [str(link.attributes["href"]) for link in page.css("a:not(.headerlink)")]


def test_it_leads_to_the_feeds_of_everything_and_of_each_kind_and_the_largest_topics(tmp_path: Path) -> None:
    found = links(drawn(make_archive(tmp_path, FILES)))
    assert found[:2] == ["../feed.xml", "../feed.json"]
    for folder in ("papers", "summaries", "topics/economics"):
        assert {f"../{folder}/", f"../{folder}/feed.xml"} <= {*found}


def test_an_archive_of_one_kind_without_topics_names_no_parts(tmp_path: Path) -> None:
    found = drawn(make_archive(tmp_path, {"weeks/2023-03-26/a.md": page("A")}))
    assert links(found) == ["../feed.xml", "../feed.json"]


def test_words_of_an_archive_s_own_stand_on_it(tmp_path: Path) -> None:
    note = {"follow.md": "---\ntitle: Subscribe\n---\nWrite to *us*.\n"}
    found = drawn(make_archive(tmp_path, FILES | note))
    heading, words = found.css_first("h1"), found.css_first(".bi-intro")
    assert heading
    assert words
    assert heading.text().startswith("Subscribe")
    assert words.text(strip=True) == "Write tous."
