"""By keyboard alone: past the header, through the menu, and never lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.pages import KINDS_OF_PAGE, PAPER, SESSION

FOCUSED = """() => {
  const now = document.activeElement;
  if (!now || now === document.body) return null;
  const style = getComputedStyle(now);
  const box = now.getBoundingClientRect();
  return {
    what: now.outerHTML.slice(0, 120),
    visible: now.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && box.width > 0,
    marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    height: box.height,
  };
}"""


@pytest.mark.parametrize("script", ["with script", "without script"])
def test_the_menu_opens_closes_and_gives_the_focus_back(browser: Browser, site_address: str, script: str) -> None:
    phone = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=script == "with script")
    with phone as context:
        page = context.new_page()
        page.goto(site_address + PAPER)
        button, menu = page.locator(".bi-menu"), page.locator("#bi-drawer")
        expect(menu).to_be_hidden()
        button.focus()
        for key in ("Enter", "Space"):
            page.keyboard.press(key)
            expect(menu).to_be_visible()
            page.keyboard.press("Tab")
            expect(menu.get_by_role("link").first).to_be_focused()
            page.keyboard.press("Escape")
            expect(menu).to_be_hidden()
            expect(button).to_be_focused()
        page.keyboard.press("Enter")
        menu.get_by_role("link", name="Topics").focus()
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{site_address}topics/")


@pytest.mark.parametrize("path", [PAPER, "weeks/", "topics/", "search/"])
def test_the_first_tab_skips_to_the_text(page: Page, site_address: str, path: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(site_address + path)
    page.keyboard.press("Tab")
    expect(page.locator(".md-skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('article').contains(document.activeElement)")


@pytest.mark.parametrize("path", KINDS_OF_PAGE)
def test_whatever_has_the_focus_shows_it(page: Page, site_address: str, path: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(site_address + path)
    for _ in range(40):
        page.keyboard.press("Tab")
        now = page.evaluate(FOCUSED)
        if now is None:
            break
        assert now["visible"], now
        assert now["marked"], now


def test_escape_closes_the_contents_of_a_long_page(page: Page, site_address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(site_address + SESSION)
    button = page.get_by_role("banner").get_by_role("button", name="On this page")
    contents = page.get_by_role("navigation", name="On this page")
    button.focus()
    page.keyboard.press("Enter")
    expect(contents).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(contents).to_be_hidden()
    expect(button).to_be_focused()
