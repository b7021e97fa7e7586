"""Every kind of page on a desktop and a phone: it loads quietly, fits, stands still and shuts nobody out.

One visit shows all of that: what takes time is the visit.
"""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import Literal
from zlib import crc32

import pytest
from playwright.sync_api import Page, expect

from tests import effort
from tests.browser.axe import COLOURS, violations
from tests.browser.pages import KINDS_OF_PAGE

SHIFTS = """new Promise(done => {
  setTimeout(() => done(0), 300);
  new PerformanceObserver(list => done(list.getEntries().reduce((sum, entry) => sum + entry.value, 0)))
    .observe({type: "layout-shift", buffered: true});
})"""


WIDTHS = (1280, 390)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
VISITS = [(path, *pair) for path in KINDS_OF_PAGE for pair in product(WIDTHS, SCHEMES)]


def in_slice(visit: tuple[str, int, str]) -> bool:
    """Whether a visit is the one of the four to its page that ``make test`` makes: the address says which."""
    path, width, scheme = visit
    turn = crc32(path.encode())
    return (width, scheme) == (WIDTHS[turn % 2], SCHEMES[turn // 2 % 2])


@pytest.mark.parametrize(
    ("path", "width", "scheme"), [visit for visit in VISITS if effort.EFFORT == "all" or in_slice(visit)]
)
def test_every_kind_of_page_is_fit_to_read(
    page: Page, site_address: str, path: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    """The fixture sees to the quiet: no console message, no failed request, no other host."""
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(site_address + path, wait_until="networkidle")
    expect(page.locator("h1")).to_have_count(1)
    assert page.title().endswith("Backissue")
    assert page.evaluate(SHIFTS) == 0
    assert violations(page) == []
    page.emulate_media(color_scheme=SCHEMES[scheme == "light"], reduced_motion="reduce")
    assert violations(page, COLOURS) == []
    for one in (width, *WIDTHS):
        page.set_viewport_size({"width": one, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= one


def test_of_four_visits_the_slice_makes_one_to_each_page_and_some_of_each_kind() -> None:
    taken = [visit for visit in VISITS if in_slice(visit)]
    assert [path for path, _, _ in taken] == list(KINDS_OF_PAGE)
    assert min(Counter((width, scheme) for _, width, scheme in taken).values()) > 1


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
