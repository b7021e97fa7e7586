"""Related items on an item's page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from backissue.archive.archive import Archive
from backissue.archive.catalogue import catalogue
from backissue.archive.config import ArchiveConfig
from backissue.model import Item, Kind, Page
from backissue.site import documents
from backissue.site.site import Site
from tests.pages import tree_of

WEEK = date(2023, 3, 26)
BODY = "We train SSMs. State space models, or SSMs: those state space models are fast.\n"


def item_page(root: Path, bodies: list[str]) -> str:
    """The page of the first of papers with these texts and one topic, among many that have none."""
    papers = [
        Item(f"p{n}", Kind.PAPER, f"[{n}]", week=WEEK, topics=("Sound",), body=text) for n, text in enumerate(bodies)
    ]
    others = [Item(f"o{n}", Kind.PAPER, f"Other {n}", week=WEEK, body="Nothing to see.\n") for n in range(20)]
    pages = tuple(Page(f"weeks/{WEEK}/{item.id}.md", item) for item in [*papers, *others])
    site = Site(catalogue(Archive(ArchiveConfig(), pages)), "Toy")
    return next(document.text for document in documents.documents(site) if document.path == pages[0].path)


def test_a_related_item_is_listed_with_its_opening_and_the_reason(tmp_path: Path) -> None:
    row = tree_of("weeks/p0.md", item_page(tmp_path, [BODY, BODY])).css_first(".bi-related li")
    assert row
    assert [part.text() for part in row.iter()] == [
        "[1]",
        BODY.strip(),
        "same topic, shares state space models, SSMs",
    ]
    assert [(link.text(), link.attributes["href"]) for link in row.css("a")] == [("[1]", "../p1/")]
    assert [name.text() for name in row.css(".bi-note em")] == ["state space models", "SSMs"]


def test_an_item_without_relatives_says_nothing_of_it(tmp_path: Path) -> None:
    assert "Related" not in item_page(tmp_path, [BODY])
