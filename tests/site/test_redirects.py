"""The list of addresses that lead on, for hosts that read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from backissue.site.build import build
from tests.archives import make_archive, page, without_nav


def listed(root: Path) -> list[str]:
    build(root, root / "site")
    file = root / "site/_redirects"
    return file.read_text("utf-8").splitlines() if file.is_file() else []


def test_each_address_that_leads_on_is_a_line_and_a_page(toy: Path) -> None:
    lines = listed(toy)
    assert "/old/place/ /weeks/2023-03-26/sparks/ 301" in lines
    assert lines == sorted(lines)
    for line in lines:
        former, target, status = line.split(" ")
        assert status == "301"
        assert (toy / f"site{former}index.html").is_file()
        assert (toy / f"site{target}index.html").is_file()


def test_the_addresses_are_those_below_the_sites_own(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://reader.example/repo/")
    assert "/repo/old/place/ /repo/weeks/2023-03-26/sparks/ 301" in listed(toy)


def test_no_address_of_a_page_leads_on_and_none_is_no_file(tmp_path: Path) -> None:
    """An alias that is another page's address is a problem, and leads nowhere."""
    pages = {
        "undated/a.md": page("A", aliases="[undated/b]"),
        "undated/b.md": page("B"),
        "index.md": "---\ntitle: T\n---\n",
    }
    assert listed(without_nav(make_archive(tmp_path, pages))) == []


def test_signs_that_mean_something_there_are_signs_of_the_address(tmp_path: Path) -> None:
    pages = {"undated/a.md": page("A", aliases="[été]"), "index.md": "---\ntitle: T\n---\n"}
    assert listed(without_nav(make_archive(tmp_path, pages))) == ["/%C3%A9t%C3%A9/ /undated/a/ 301"]
