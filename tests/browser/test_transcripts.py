"""A long transcript in a browser: its paragraphs' links, and the contents, which are out of the way of who reads on."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from backissue.site.build import build
from tests.archives import make_archive, without_nav
from tests.archives import page as item
from tests.browser.axe import violations
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


def test_the_contents_of_a_phone_open_below_the_header_and_close_when_used_or_left(
    page: Page, site_address: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(site_address + SESSION)
    button, contents = page.locator(".bi-contents"), page.get_by_role("navigation", name="On this page")
    header = page.get_by_role("banner").bounding_box()
    assert header
    button.click()
    box = contents.bounding_box()
    assert box
    assert box["y"] == pytest.approx(header["y"] + header["height"], abs=2)
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    contents.get_by_role("link").nth(2).click()
    expect(contents).to_be_hidden()
    expect(page).to_have_url(re.compile("#."))
    page.evaluate("scrollTo(0, 0)")
    button.click()
    page.mouse.click(20, 830)
    expect(contents).to_be_hidden()


def test_a_reader_may_see_what_one_speaker_said_and_a_link_to_another_s_words_shows_all(
    page: Page, tmp_path: Path, serve: Callable[[Path], str]
) -> None:
    turns = "**Ada** (00:00:01)\nOne.\n\n**Ada** (00:00:09)\nTwo.\n\n**Bob** (00:00:20)\nThree.\n\n## Then\n\nA note.\n"
    files = {"weeks/2023-03-26/talk.md": item("Talk", body=turns, kind="transcript", people="[Ada, Bob]")}
    root = without_nav(make_archive(tmp_path, files))
    build(root, root / "site")
    address = f"{serve(root / 'site')}weeks/2023-03-26/talk/"
    page.goto(address)
    said = page.locator("article > p:has(.bi-time)")
    page.get_by_label("Show").select_option("Bob")
    expect(said.first).to_be_hidden()  # what does it comes when the page is there
    assert [part.is_visible() for part in said.all()] == [False, False, True]
    expect(page.get_by_text("A note.")).to_be_visible()
    page.get_by_label("Show").select_option("Ada")
    assert [part.is_visible() for part in said.all()] == [True, True, False]
    page.evaluate("location.hash = 't-00-00-20'")
    expect(said.last).to_be_visible()
    assert violations(page) == []
