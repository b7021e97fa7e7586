"""Every kind of page on a desktop and a phone: it loads quietly, fits, stands still and shuts nobody out.

One visit shows all of that: what takes time is the visit.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.pages import KINDS_OF_PAGE

SHIFTS = """new Promise(done => {
  setTimeout(() => done(0), 300);
  new PerformanceObserver(list => done(list.getEntries().reduce((sum, entry) => sum + entry.value, 0)))
    .observe({type: "layout-shift", buffered: true});
})"""


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", KINDS_OF_PAGE)
def test_every_kind_of_page_is_fit_to_read(page: Page, site_address: str, path: str, width: int) -> None:
    """The fixture sees to the quiet: no console message, no failed request, no other host."""
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.goto(site_address + path, wait_until="networkidle")
    expect(page.locator("h1")).to_have_count(1)
    assert page.title().endswith("Backissue")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(SHIFTS) == 0
    assert violations(page) == []
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert violations(page) == []


def test_a_picture_without_words_a_grey_on_grey_and_a_late_banner_would_be_seen(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}about/", wait_until="networkidle")
    page.evaluate(
        """() => {
          document.querySelector("article").prepend(document.createElement("img"));
          document.querySelector("article p").style = "color: #999; background: #aaa; margin-top: 200px";
        }"""
    )
    assert {told.partition(":")[0] for told in violations(page)} >= {"image-alt", "color-contrast"}
    assert page.evaluate(SHIFTS) > 0
