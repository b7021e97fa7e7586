"""A long transcript in a browser: its paragraphs' links, and the contents, which are out of the way of who reads on."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.pages import SESSION, TRANSCRIPT


def test_a_link_to_a_paragraph_far_below_leads_there(page: Page, site_address: str) -> None:
    page.goto(site_address + TRANSCRIPT)
    name = page.locator(".bi-anchor").nth(60).get_attribute("id")
    page.goto(f"{site_address}{TRANSCRIPT}#{name}")
    expect(page.locator(f"#{name}")).to_be_in_viewport()


def test_the_contents_of_a_phone_go_while_a_reader_scrolls_down_and_come_back(page: Page, site_address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(site_address + SESSION)
    contents = page.locator(".bi-contents")
    expect(contents).to_have_css("opacity", "1")
    page.evaluate("scrollTo(0, 2000)")
    expect(contents).to_have_css("opacity", "0")
    page.evaluate("scrollTo(0, 1900)")
    expect(contents).to_have_css("opacity", "1")
