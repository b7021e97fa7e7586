"""Corrections are suggested by an address alone, with the passage that the reader selected, on a phone too."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.pages import PAPER, TRANSCRIPT

ISSUES = "https://github.com/reader/repo/issues/new"
SELECT = """([from, to]) => {
  const paragraphs = document.querySelectorAll("article > p");
  const range = document.createRange();
  range.setStart(paragraphs[from], 0);
  range.setEnd(paragraphs[to], paragraphs[to].childNodes.length);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""

CLEAR = """() => {
  const link = document.querySelector(".bi-correct-this").getBoundingClientRect();
  const text = getSelection().getRangeAt(0).getBoundingClientRect();
  const header = document.querySelector(".md-header").getBoundingClientRect();
  const isInView = link.top >= header.bottom && link.bottom <= innerHeight && link.right <= innerWidth;
  return isInView && (link.left >= text.right || link.top >= text.bottom || link.bottom <= text.top);
}"""


def asked(address: str | None) -> dict[str, str]:
    """What the address of a new issue fills in."""
    assert address
    base, _, query = address.partition("?")
    assert base == ISSUES
    return {name: values[0] for name, values in parse_qs(query, strict_parsing=True).items()}


def select(page: Page, first: int = 0, last: int = 0) -> None:
    page.evaluate(SELECT, [first, last])
    expect(page.locator(".bi-correct-this")).to_be_visible()


def test_an_issue_is_filled_in_without_script(browser: Browser, site_address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(site_address + PAPER)
        issue = asked(page.get_by_role("link", name="Suggest a correction").get_attribute("href"))
    assert issue["title"] == "Correction: Reflexion: Language Agents with Verbal Reinforcement Learning"
    assert f"Page: https://reader.example/repo/{PAPER}\nItem: arxiv:2303.11366\n" in issue["body"]
    assert "\n> (the passage as it stands)\n" in issue["body"]


def test_only_pages_that_somebody_can_edit_offer_corrections(page: Page, site_address: str) -> None:
    for path in ("papers/", "search/", "reading-list/", "topics/robotics/"):
        page.goto(site_address + path)
        expect(page.locator(".bi-correct")).to_have_count(0)


def test_the_selected_passage_is_quoted(page: Page, site_address: str) -> None:
    page.goto(site_address + PAPER, wait_until="networkidle")
    select(page)
    passage = page.locator("article > p").first.inner_text()
    link = page.get_by_role("link", name="Suggest a correction")
    body = asked(link.get_attribute("href"))["body"]
    assert "> Large language models (LLMs) have been increasingly used" in body
    quote = next(line for line in body.splitlines() if line.startswith(">"))
    assert 400 < len(quote) <= len("> ") + 500 + len(" …")
    assert passage.startswith(quote.removeprefix("> ").removesuffix(" …"))
    assert page.locator(".bi-correct-this").get_attribute("href") == link.get_attribute("href")


def test_a_long_selection_makes_no_long_address(page: Page, site_address: str) -> None:
    page.goto(site_address + TRANSCRIPT, wait_until="networkidle")
    page.evaluate("document.querySelectorAll('article > p')[2].textContent = '\\u{1F9E0}\\u6771'.repeat(4000)")
    select(page, 2, 2)
    address = page.locator(".bi-correct-this").get_attribute("href") or ""
    assert 5_000 < len(address) < 6_000
    assert "\N{BRAIN}\N{CJK UNIFIED IDEOGRAPH-6771}" in asked(address)["body"]
    assert "\N{REPLACEMENT CHARACTER}" not in asked(address)["body"]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("block", ["start", "center", "end"])
def test_the_link_beside_a_selection_is_in_view_and_clear_of_it(
    page: Page, site_address: str, width: int, block: str
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(site_address + TRANSCRIPT, wait_until="networkidle")
    select(page, 1, 1)
    page.locator("article > p").nth(1).evaluate("(text, block) => text.scrollIntoView({ block })", block)
    page.wait_for_function(CLEAR)


def test_tab_leads_from_a_selection_to_its_link(page: Page, site_address: str) -> None:
    page.goto(site_address + TRANSCRIPT, wait_until="networkidle")
    page.locator("article > p").nth(1).scroll_into_view_if_needed()
    box = page.locator("article > p").nth(1).bounding_box()
    assert box
    page.mouse.dblclick(box["x"] + 120, box["y"] + box["height"] - 12)
    expect(page.locator(".bi-correct-this")).to_be_visible()
    for _ in range(2):
        page.keyboard.press("Tab")
        if page.locator(".bi-correct-this:focus").count():
            break
    expect(page.locator(".bi-correct-this")).to_be_focused()


def test_the_link_goes_when_the_selection_does(page: Page, site_address: str) -> None:
    page.goto(site_address + PAPER, wait_until="networkidle")
    select(page)
    page.evaluate("getSelection().removeAllRanges()")
    expect(page.locator(".bi-correct-this")).to_have_count(0)


@pytest.mark.parametrize("name", ["Suggest a correction", "Correct this"])
def test_a_phone_keeps_the_passage_though_the_tap_ends_the_selection(
    browser: Browser, site_address: str, name: str
) -> None:
    with browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        context.route("https://github.com/**", lambda route: route.fulfill(body="An issue"))
        page.goto(site_address + PAPER, wait_until="networkidle")
        select(page)
        page.evaluate("addEventListener('pointerdown', () => getSelection().removeAllRanges(), true)")
        with page.expect_request("https://github.com/**") as opened:
            page.get_by_role("link", name=name).tap()
        assert "> Large language models" in asked(opened.value.url)["body"]
