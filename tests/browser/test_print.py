"""What the browser's own print makes of pages. Playwright shows a page as it would be printed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import PAPER, TRANSCRIPT

WEEK = "weeks/2023-03-19/"
LEFT_OUT = (
    ".bi-tabs, .bi-header button, .bi-header form, .bi-crumbs, .bi-edit, .bi-around, .bi-footer, .bi-jump, .headerlink"
)
LEFT_OUT += ", .bi-cite, .bi-anchor, .bi-source, .md-skip, .md-top, .bi-contents, .bi-toc, .bi-article button"


def printed(page: Page, address: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(address)
    page.emulate_media(media="print", color_scheme="dark")


@pytest.mark.parametrize("path", [WEEK, PAPER, TRANSCRIPT])
def test_nothing_to_click_is_printed(page: Page, site_address: str, path: str) -> None:
    printed(page, site_address + path)
    shown = page.locator(LEFT_OUT).evaluate_all(
        "all => all.filter(one => one.checkVisibility()).map(one => one.className)"
    )
    assert shown == []
    expect(page.locator(".bi-brand")).to_be_visible()
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("path", [WEEK, PAPER, TRANSCRIPT])
def test_dark_pages_are_printed_black_on_white(page: Page, site_address: str, path: str) -> None:
    printed(page, site_address + path)
    page.evaluate("document.documentElement.dataset.scheme = 'dark'")
    colours = "one => [getComputedStyle(document.body).backgroundColor, getComputedStyle(one).color]"
    for text in page.locator("h1, article p").all()[:5]:
        assert text.evaluate(colours)[0] in {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}
        assert max(map(int, text.evaluate(colours)[1].removeprefix("rgb(").removesuffix(")").split(","))) < 0x40


@pytest.mark.parametrize("path", [WEEK, PAPER])
def test_links_are_printed_with_their_addresses(page: Page, site_address: str, path: str) -> None:
    printed(page, site_address + path)
    link = page.locator(".bi-links a").first
    printed_behind = link.evaluate("one => getComputedStyle(one, '::after').content")
    assert printed_behind == f'": {link.get_attribute("href")}"'


def test_no_title_is_parted_from_its_text(page: Page, site_address: str) -> None:
    printed(page, site_address + WEEK)
    rules = "all => all.map(one => getComputedStyle(one)).map(style => [style.breakInside, style.breakAfter])"
    titles = page.locator("h1, h2, h3").evaluate_all(rules)
    assert len(titles) > 10
    assert all(title == ["avoid", "avoid"] for title in titles)


def test_a_week_becomes_a_pdf_of_a_few_pages(page: Page, site_address: str) -> None:
    page.goto(site_address + WEEK)
    data = page.pdf(format="A4", prefer_css_page_size=True)
    assert 2 < data.count(b"/Type /Page\n") < 10
