"""What is open to everybody beyond the kinds of pages: results, the lost page, chosen colours, zoom, keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import violations
from tests.browser.pages import KINDS_OF_PAGE

DRAWN = """selector => [...document.querySelectorAll(selector)].map(
  one => getComputedStyle(one).backgroundImage).filter(image => image.includes("gradient")).length"""


def test_results_of_a_search_shut_nobody_out(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}search/?q=language+model")
    expect(page.locator(".bi-result").first).to_be_visible()
    assert violations(page) == []


def test_the_page_for_lost_addresses_shuts_nobody_out(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}404.html")
    assert violations(page) == []


def test_the_page_for_lost_addresses_has_a_look_where_no_stylesheet_is_found(
    browser: Browser, site_address: str
) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.route("**/*.css", lambda route: route.abort())
        page.goto(f"{site_address}404.html")
        assert page.locator("body").bounding_box()["width"] <= 700  # type: ignore[index]
        sizes = page.evaluate("[...document.querySelectorAll('svg')].map(one => one.getBoundingClientRect().width)")
        assert max(sizes, default=0) <= 24


def test_charts_and_the_tab_of_a_page_are_seen_in_colours_that_the_reader_chose(
    browser: Browser, site_address: str
) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 900}, forced_colors="active") as context:
        page = context.new_page()
        page.goto(f"{site_address}numbers/")
        for selector in (".bi-chart td", ".bi-heat:not(.bi-totals) td"):
            assert page.evaluate(DRAWN, selector) == page.locator(selector).count() > 0
        colours = {
            tab.evaluate("tab => getComputedStyle(tab).borderBottomColor") for tab in page.locator(".bi-tabs a").all()
        }
        assert len(colours) == 2
        page.goto(f"{site_address}topics/")
        assert page.evaluate(DRAWN, ".bi-bar") == page.locator(".bi-bar").count() > 0


def test_a_word_found_in_a_title_is_seen_in_dark_colours_that_the_reader_chose(
    browser: Browser, site_address: str
) -> None:
    with browser.new_context(color_scheme="dark", forced_colors="active") as context:
        page = context.new_page()
        page.goto(f"{site_address}search/?q=toolformer")
        word = page.locator(".bi-result__title mark").first
        expect(word).to_be_visible()
        colour = "node => getComputedStyle(node).color"
        assert word.evaluate(colour) == page.locator(".bi-result__title").first.evaluate(colour)


@pytest.mark.parametrize("path", KINDS_OF_PAGE)
def test_at_four_hundred_per_cent_no_page_scrolls_sideways(page: Page, site_address: str, path: str) -> None:
    """A window of 1280 pixels shows 320 of CSS then (WCAG 2.2, 1.4.10)."""
    page.set_viewport_size({"width": 320, "height": 256})
    page.goto(site_address + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_journey_by_keyboard_alone(page: Page, site_address: str) -> None:
    """From the first page to an item, which is found, saved, and met again in the reading list."""
    page.goto(site_address)
    page.keyboard.press("/")
    page.keyboard.type("Toolformer")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=Toolformer*")
    expect(page.locator(".bi-result").first).to_contain_text("Toolformer")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    page.keyboard.press("o")
    expect(page.locator("h1")).to_contain_text("Toolformer")
    page.wait_for_load_state()  # keys mean something once the script is there
    page.keyboard.press("s")
    expect(page.get_by_role("button", name="Save for later", exact=True)).to_have_attribute("aria-pressed", "true")
    page.goto(f"{site_address}reading-list/")
    expect(page.locator(".bi-row__title")).to_contain_text(["Toolformer"])
