"""The map of the site: every page that readers may look for, and none that only sends them on."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from backissue.archive.catalogue import catalogue
from backissue.archive.load import load
from backissue.site import sitemap
from backissue.site.documents import documents
from backissue.site.site import Site
from tests.archives import make_archive, page


def addresses(site: Path) -> list[str]:
    return re.findall("<loc>([^<]+)</loc>", (site / "sitemap.xml").read_text("utf-8"))


def files_of(root: Path) -> dict[str, list[str]]:
    """The addresses in each file of the map of an archive."""
    site = Site(catalogue(load(root)), "Toy", "https://reader.example/repo/")
    site = replace(site, documents=tuple(documents(site)))
    made = {asset.path: asset.make().decode() for asset in sitemap.sitemaps(site)}
    return {path: re.findall("<loc>https://reader.example/repo/([^<]*)</loc>", text) for path, text in made.items()}


def is_redirect(file: Path) -> bool:
    return b'http-equiv="refresh"' in file.read_bytes()


def test_the_map_lists_every_page_once_and_no_redirect(site: Path) -> None:
    pages = [file for file in site.rglob("index.html") if not is_redirect(file)]
    there = {f"https://reader.example/repo/{file.parent.relative_to(site).as_posix()}/" for file in pages}
    listed = addresses(site)
    assert len(listed) == len(set(listed))
    assert set(listed) == {address.replace("/repo/./", "/repo/") for address in there}


def test_an_archive_of_no_known_address_has_no_map(once_built: Path) -> None:
    assert not (once_built / "site/sitemap.xml").exists()


def test_a_large_map_is_an_index_of_one_for_each_year_and_one_for_the_rest(
    toy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = files_of(toy)["sitemap.xml"]
    monkeypatch.setattr(sitemap, "WHOLE", 10)
    parts = files_of(toy)
    names = ["sitemaps/2022.xml", "sitemaps/2023.xml", "sitemaps/lists.xml", "sitemaps/undated.xml"]
    assert parts.pop("sitemap.xml") == sorted(parts) == names
    assert sorted(address for part in parts.values() for address in part) == sorted(whole)
    assert all(address.startswith("weeks/2022-") for address in parts["sitemaps/2022.xml"])


def test_no_map_has_more_addresses_than_the_protocol_allows(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = files_of(toy)["sitemap.xml"]
    monkeypatch.setattr(sitemap, "WHOLE", 10)
    monkeypatch.setattr(sitemap, "LIMIT", 3)
    parts = files_of(toy)
    assert parts.pop("sitemap.xml") == sorted(parts)
    assert sorted(address for part in parts.values() for address in part) == sorted(whole)
    assert max(map(len, parts.values())) <= 3


def test_pages_are_dated_by_their_items_and_lists_by_the_newest_in_them(tmp_path: Path) -> None:
    files = {
        "weeks/2023-03-26/a.md": page("A", topics="[Sound]", date="2023-03-22"),
        "weeks/2023-04-02/b.md": page("B", week="2023-04-02"),
        "undated/c.md": page("C", week=""),
    }
    site = Site(catalogue(load(make_archive(tmp_path, files))), "Toy", "https://reader.example/")
    site = replace(site, documents=tuple(documents(site)))
    (whole,) = (asset.make().decode() for asset in sitemap.sitemaps(site))
    days = dict(re.findall("<loc>https://reader.example/([^<]*)</loc><lastmod>([^<]*)</lastmod>", whole))
    expected = {
        "": "2023-04-02",
        "weeks/2023-03-26/a/": "2023-03-22",
        "weeks/2023-04-02/b/": "2023-04-02",
        "weeks/2023-03-26/": "2023-03-22",
        "topics/sound/": "2023-03-22",
        "papers/": "2023-04-02",
    }
    assert {path: days.get(path) for path in expected} == expected
    assert not {"undated/c/", "undated/", "search/"} & days.keys()
