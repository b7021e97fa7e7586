"""Keys of one character: from item to item, to save and to open, never while a reader types, and off at a wish."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.pages import PAPER

WEEK = "weeks/2023-03-26/"


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim()"))


def test_j_and_k_lead_through_the_items_of_a_list_and_o_opens_one(page: Page, site_address: str) -> None:
    page.goto(site_address + "papers/")
    titles = page.locator(".bi-items li a").all_inner_texts()
    page.keyboard.press("j")
    assert focused(page) == titles[0]
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert focused(page) == titles[2]
    page.keyboard.press("k")
    assert focused(page) == titles[1]
    page.keyboard.press("o")
    expect(page.locator("h1")).to_contain_text(titles[1])


def test_on_the_page_of_an_item_they_lead_to_the_next_one_and_s_saves_it(page: Page, site_address: str) -> None:
    page.goto(site_address + PAPER)
    before = page.locator(".bi-prev").inner_text()
    page.keyboard.press("s")
    expect(page.get_by_role("button", name="Save for later", exact=True)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("k")
    expect(page.locator("h1")).to_contain_text(before)
    page.wait_for_load_state()  # keys mean something once the script is there
    page.keyboard.press("j")
    expect(page).to_have_url(site_address + PAPER)


def test_s_saves_the_item_of_a_row_and_takes_it_back(page: Page, site_address: str) -> None:
    page.goto(site_address + "papers/")
    row = page.locator(".bi-items li").first
    page.keyboard.press("j")
    for pressed in ("true", "false"):
        page.keyboard.press("s")
        expect(row.locator(".bi-save")).to_have_attribute("aria-pressed", pressed)


def test_nothing_happens_while_a_reader_types(page: Page, site_address: str) -> None:
    page.goto(site_address + WEEK)
    field = page.locator("#bi-header-q")
    field.focus()
    page.keyboard.type("jkos/?")
    expect(field).to_have_value("jkos/?")
    expect(page.locator("dialog")).to_have_count(0)
    expect(page).to_have_url(site_address + WEEK)


def test_a_question_mark_shows_the_keys_and_escape_gives_the_focus_back(page: Page, site_address: str) -> None:
    page.goto(site_address + WEEK)
    page.keyboard.press("j")
    before = focused(page)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("j")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert focused(page) == before


def test_keys_can_be_turned_off_and_on_again_without_them(page: Page, site_address: str) -> None:
    page.goto(site_address + WEEK)
    button = page.get_by_role("button", name="Keys", exact=True)
    for is_on in (False, True):
        button.click()
        page.get_by_label("Use keys of a single character").set_checked(is_on)
        page.keyboard.press("Escape")
        page.reload()
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement !== document.body") == is_on
    page.keyboard.press("Control+k")
    expect(page.locator("#bi-header-q")).to_be_focused()
