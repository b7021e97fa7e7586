"""What readers do on an item's page: cite it, and link to a place in it."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.pages import PAPER, TRANSCRIPT


def test_the_citations_open_without_script(browser: Browser, site_address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(site_address + PAPER)
        bibtex = page.locator(".bi-cite__bibtex")
        expect(bibtex).to_be_hidden()
        page.get_by_text("Cite", exact=True).click()
        expect(bibtex).to_be_visible()
        expect(bibtex).to_contain_text("eprint = {2303.11366}")


def test_a_paragraph_s_link_shows_under_the_pointer_and_the_keyboard_s_focus(page: Page, site_address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(site_address + TRANSCRIPT)
    paragraph = page.locator("article > p").nth(2)
    link = paragraph.get_by_role("link", name="Link to this paragraph")
    expect(link).to_have_css("opacity", "0")
    paragraph.hover()
    expect(link).to_have_css("opacity", "1")
    page.mouse.move(0, 0)
    expect(link).to_have_css("opacity", "0")
    page.get_by_role("button", name="Mark as read").focus()
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(link).to_be_focused()
    expect(link).to_have_css("opacity", "1")


def test_a_finger_finds_the_link_of_a_paragraph_that_it_taps(browser: Browser, site_address: str) -> None:
    with browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        page.goto(site_address + TRANSCRIPT)
        links = page.get_by_role("link", name="Link to this paragraph")
        assert links.count() == page.locator("article > p").count() > 50
        expect(links.first).to_be_in_viewport()
        expect(links.first).to_have_css("opacity", "0")
        page.locator("article > p").first.tap()
        expect(links.first).to_have_css("opacity", "1")


def test_a_paragraph_s_link_leads_to_it_and_marks_it(page: Page, site_address: str) -> None:
    page.goto(site_address + TRANSCRIPT)
    link = page.locator(".bi-anchor").nth(30)
    address = str(link.get_attribute("href"))
    page.goto(site_address + TRANSCRIPT + address)
    paragraph = page.locator("article > p", has=page.locator(f"[id='{address[1:]}']"))
    expect(paragraph).to_be_in_viewport()
    expect(paragraph).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
    top = page.evaluate("id => document.getElementById(id).getBoundingClientRect().top", address[1:])
    header = page.locator("header").bounding_box()
    assert header
    assert top >= header["height"]
    assert re.search(r"#p-[0-9a-f]{8}$", page.url)


def test_what_a_reader_does_with_an_item_stands_in_one_row_of_equal_buttons(page: Page, site_address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(site_address + PAPER)
    buttons = page.locator(".bi-do").locator("a:visible, summary:visible, button:visible")
    names = [" ".join(text.split()) for text in buttons.all_inner_texts()]
    assert names == ["Read", "Tweet", "Abstract", "Cite", "Save", "Mark as read"]
    boxes = [button.bounding_box() for button in buttons.all()]
    assert len({(box["y"], box["height"]) for box in boxes if box}) == 1


def test_where_a_page_comes_from_is_shown_on_demand(page: Page, site_address: str) -> None:
    page.goto(site_address + PAPER)
    source = page.get_by_text("Read from papers-of-the-week.md.")
    expect(source).to_be_hidden()
    page.get_by_text("About this page").click()
    expect(source).to_be_visible()
