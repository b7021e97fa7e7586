"""Shelves and what is made of them: a new form of file is a row, a new kind of shelf a function and a template."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from backissue.archive import permalinks, shelves
from backissue.archive.catalogue import catalogue
from backissue.archive.load import load
from backissue.archive.shelves import Shelf
from backissue.archive.taxonomies import Taxonomies
from backissue.site import outputs
from backissue.site.build import build
from backissue.site.documents import documents
from backissue.site.feeds import FEEDS
from backissue.site.site import Output, Site
from backissue.urls import is_reserved
from tests.archives import PROJECT, make_archive, page, without_nav
from tests.pages import tree_of

FILES = {
    "weeks/2023-03-26/one.md": page("One", people="[Ada]", topics="[Sound]"),
    "weeks/2023-04-02/two.md": page("Two", people="[Ada, Bo]", week="2023-04-02"),
}


def site_of(root: Path) -> Site:
    return Site(catalogue(load(root)), "Toy", "https://reader.example/repo/")


def voices(lists: Taxonomies) -> Iterator[Shelf]:
    """Yield a shelf for each voice."""
    for name in sorted({name for item in lists.ordered for name in item.item.people}):
        pages = tuple(item for item in lists.ordered if name in item.item.people)
        yield Shelf("voice", name, f"voices/{name.lower()}.md", name, pages, pages, has_feeds=True)


def test_a_new_form_of_file_is_a_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    titles = Output(
        "Titles",
        "titles.txt",
        "text/plain",
        lambda shelf, _: shelf.has_feeds,
        lambda shelf, _: ", ".join(item.item.title for item in shelf.whole).encode(),
    )
    monkeypatch.setattr(outputs, "OUTPUTS", (*outputs.OUTPUTS, titles))
    made = {asset.path: asset.make for asset in outputs.assets(site_of(make_archive(tmp_path, FILES)))}
    found = {path: make() for path, make in made.items() if path.endswith("titles.txt")}
    assert found == {
        "titles.txt": b"Two, One",
        "papers/titles.txt": b"Two, One",
        "topics/sound/titles.txt": b"One",
    }


def test_a_new_kind_of_shelf_is_a_function(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "KINDS", (*shelves.KINDS, voices))
    root = make_archive(tmp_path, FILES)
    site = site_of(root)
    made = {document.path: document.text for document in documents(site)}
    assert "# Ada\n" in made["voices/ada.md"]
    links = {link.text(): link.attributes["href"] for link in tree_of("voices/ada.md", made["voices/ada.md"]).css("a")}
    assert links["One"] == "../../weeks/2023-03-26/one/"
    assert {"voices/ada/feed.xml", "voices/bo/feed.json"} <= {asset.path for asset in outputs.assets(site)}
    assert permalinks.current(load(root))["voices/bo/"] == "voices/bo.md"


def test_a_kind_of_shelf_may_have_a_partial_of_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "KINDS", (*shelves.KINDS, voices))
    root = without_nav(make_archive(tmp_path, FILES))
    own = root / "site_templates/theme/partials/pages/voice.html"
    own.parent.mkdir(parents=True)
    own.write_text("<p>Of {{ page.meta.title }}: {{ page.meta.data.lead }}</p>\n", "utf-8")
    build(root, root / "site")
    assert "<p>Of Ada: 2 items.</p>" in (root / "site/voices/ada/index.html").read_text("utf-8")


def test_no_page_takes_the_place_of_a_file_at_the_root(tmp_path: Path) -> None:
    files = [asset.path for asset in outputs.assets(site_of(make_archive(tmp_path, FILES))) if "/" not in asset.path]
    assert len(files) == len(outputs.OUTPUTS) + len(["sitemap.xml"])
    assert all(map(is_reserved, files))


def test_the_theme_names_every_feed_to_browsers() -> None:
    partial = (PROJECT / "site_templates/theme/partials/feeds.html").read_text("utf-8")
    assert all(f'("{form.media_type}", "{form.file.removeprefix("feed.")}")' in partial for form in FEEDS)
