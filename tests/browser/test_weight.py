"""What a page costs: its bytes, and those of a first and of a second visit."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Page, Route

from tests.browser.pages import PAPER, PAPERS, TRANSCRIPT

SHIFTS = """window.shifts = [];
new PerformanceObserver(list => shifts.push(...list.getEntries().map(({ value }) => value)))
  .observe({type: "layout-shift", buffered: true});"""


@contextmanager
def transferred(page: Page, site: Path) -> Iterator[dict[str, int]]:
    """The files that come over the wire, each with its bytes under gzip. What a cache answers does not count."""
    files: dict[str, int] = {}
    remembered: set[str] = set()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")

    def note(event: dict[str, Any]) -> None:
        response = event["response"]
        if event["requestId"] not in remembered and not response["fromDiskCache"]:
            path = unquote(urlsplit(response["url"]).path).removeprefix("/repo/")
            file = site / (f"{path}index.html" if path.endswith("/") or not path else path)
            files[path] = len(gzip.compress(file.read_bytes(), mtime=0))

    session.on("Network.requestServedFromCache", lambda event: remembered.add(event["requestId"]))
    session.on("Network.responseReceived", note)
    yield files
    session.detach()


@pytest.mark.cold
@pytest.mark.parametrize("path", [PAPER, TRANSCRIPT])
def test_a_first_visit_is_light_and_the_next_page_lighter(page: Page, site: Path, site_address: str, path: str) -> None:
    with transferred(page, site) as first:
        page.goto(site_address + path, wait_until="networkidle")
    assert 0 < sum(first.values()) <= 200_000, first
    with transferred(page, site) as second:
        page.goto(site_address + PAPERS[1], wait_until="networkidle")
    assert 0 < sum(second.values()) <= 20_000, second


@pytest.mark.cold
@pytest.mark.parametrize("path", ["", "weeks/", "weeks/2023-03-26/", PAPER, TRANSCRIPT])
def test_a_first_visit_asks_for_few_files(page: Page, site_address: str, path: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site_address + path, wait_until="networkidle")
    assert 0 < len(asked) <= 15, asked


@pytest.mark.cold
def test_titles_are_in_the_face_that_the_site_ships(page: Page, site_address: str) -> None:
    page.goto(site_address + PAPER, wait_until="networkidle")
    assert page.evaluate("[...document.fonts].map(({ status }) => status)") == ["loaded", "unloaded"]
    page.locator("h1").evaluate("title => title.textContent = 'Łódź'")
    page.evaluate("new Promise(requestAnimationFrame).then(() => document.fonts.ready)")
    assert page.evaluate("[...document.fonts].map(({ status }) => status)") == ["loaded", "loaded"]


@pytest.mark.cold
def test_nothing_moves_where_the_face_comes_late(page: Page, site_address: str) -> None:
    late = list[Route]()
    page.route("**/*.woff2", lambda route: late.append(route))  # noqa: PLW0108 - Playwright takes no method of C
    page.add_init_script(SHIFTS)
    page.goto(site_address, wait_until="domcontentloaded")
    page.locator("h2").first.wait_for()
    page.wait_for_timeout(500)
    for route in late:
        route.continue_()
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(300)
    assert late
    assert page.evaluate("shifts") == []


def test_the_page_of_a_paper_is_small(site: Path) -> None:
    papers = [page for page in site.glob("weeks/*/*/index.html") if b"<bdi>Paper</bdi></a>" in page.read_bytes()]
    assert len(papers) > 100
    sizes = {page.parent.name: page.stat().st_size for page in papers}
    assert {name: size for name, size in sizes.items() if size > 20_000} == {}
