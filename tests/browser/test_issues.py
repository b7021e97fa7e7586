"""An archive of issues in a browser: a search opens an issue at the entry, and jumps to one by its number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from backissue.site.build import build
from tests.archives import make_archive, page, without_nav

FIRST = date(2024, 1, 7)
SUBJECTS = "lamps maps pianos kites boats trains clocks bells stoves ropes".split()


@pytest.fixture(scope="module")
def issues(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """The address of a site of thirty issues, which name each other's numbers."""
    files = {}
    for number in range(1, 31):
        day = FIRST + timedelta(weeks=number)
        rows = [
            f"- [A field guide to {subject} {number}](https://{subject}.example/{number}) first seen in issue {at}\n"
            for at, subject in enumerate(SUBJECTS, 10)
        ]
        fields = {"kind": "issue", "id": f"issue:{number}", "week": str(day)}
        files[f"weeks/{day}/{number}.md"] = page(str(number), body=f"## Reading\n\n{''.join(rows)}", **fields)
    root = without_nav(make_archive(tmp_path_factory.mktemp("issues"), files))
    build(root, root / "site")
    return serve(root / "site")


@pytest.mark.parametrize("asked", ["12", "#12", "issue 12"])
def test_a_number_finds_the_issue_of_that_number_first(page: Page, issues: str, asked: str) -> None:
    page.goto(f"{issues}search/?q={quote(asked)}")
    expect(page.locator(".bi-result__title").first).to_contain_text("Issue 12, 31 March 2024")


def test_a_result_opens_at_the_entry(page: Page, issues: str) -> None:
    page.goto(f"{issues}search/?q=kites+17")
    page.locator(".bi-result__title").first.click()
    page.wait_for_url("**/17/**")
    assert page.url.endswith("#a-field-guide-to-kites-17")
    expect(page.locator(":target")).to_be_in_viewport()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_page_of_links_leads_into_its_issue(page: Page, issues: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{issues}links/")
    page.locator(".bi-linked li").first.get_by_text("Reading").click()
    page.wait_for_url("**/30/#a-field-guide-to-lamps-30")
    expect(page.locator(":target")).to_be_in_viewport()
