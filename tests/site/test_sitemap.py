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


def addresses(site: Path) -> list[str]:
    return re.findall("<loc>([^<]+)</loc>", (site / "sitemap.xml").read_text("utf-8"))


def files_of(root: Path) -> dict[str, list[str]]:
    """The addresses in each file of the map of an archive."""
    site = Site(catalogue(load(root)), "Toy", "https://reader.example/repo/")
    site = replace(site, documents=tuple(documents(site)))
    made = {asset.path: asset.make().decode() for asset in sitemap.sitemaps(site)}
    return {path: re.findall("<loc>https://reader.example/repo/([^<]*)</loc>", text) for path, text in made.items()}


def is_redirect(page: Path) -> bool:
    return b'http-equiv="refresh"' in page.read_bytes()


def test_the_map_lists_every_page_once_and_no_redirect(site: Path) -> None:
    pages = [page for page in site.rglob("index.html") if not is_redirect(page)]
    there = {f"https://reader.example/repo/{page.parent.relative_to(site).as_posix()}/" for page in pages}
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
