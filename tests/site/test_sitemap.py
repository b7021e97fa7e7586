"""The map of the site: every page that readers may look for, and none that only sends them on."""

from __future__ import annotations

import re
from pathlib import Path


def addresses(site: Path) -> list[str]:
    return re.findall("<loc>([^<]+)</loc>", (site / "sitemap.xml").read_text("utf-8"))


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
