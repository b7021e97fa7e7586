"""From a paper to the story that speaks of it and back, and from a search hit to its passage."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.pages import TRANSCRIPT

GLIGEN = "weeks/2023-01-22/gligen-open-set-grounded-text-to-image-generation/"


def test_a_paper_leads_to_the_story_that_speaks_of_it_and_the_story_back(page: Page, site_address: str) -> None:
    page.goto(site_address + GLIGEN)
    mention = page.locator(".bi-related a", has_text="ML News")
    expect(mention).to_contain_text("13 March 2023: GLIGEN is open set grounded text to image generation")
    mention.click()
    expect(page).to_have_url(f"{site_address}{TRANSCRIPT}#gligen-is-open-set-grounded-text-to-image-generation")
    heading = page.locator("h2", has_text="GLIGEN is open set grounded")
    expect(heading).to_be_in_viewport()
    back = page.locator(".bi-mentions a", has_text="GLIGEN")
    expect(back.locator("xpath=..")).to_contain_text("open set grounded text to image generation")
    back.click()
    expect(page).to_have_url(site_address + GLIGEN)


def test_stories_stand_in_the_table_of_contents_and_lead_to_their_place(page: Page, site_address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 844})
    page.goto(site_address + TRANSCRIPT)
    entry = page.locator(".bi-toc a", has_text="GANs are making a return")
    entry.click()
    expect(page.locator("h2", has_text="GANs are making a return")).to_be_in_viewport()


def test_the_topics_of_a_transcript_say_that_they_follow_from_what_it_speaks_of(page: Page, site_address: str) -> None:
    page.goto(site_address + TRANSCRIPT)
    expect(page.locator(".bi-facts")).to_contain_text("Topics of the items it mentions")
    expect(page.locator(".bi-facts .bi-topic")).not_to_have_count(0)
    label = page.locator(".bi-facts li", has_text="Topics of the items it mentions")
    expect(label, "what names the chips is no chip").to_have_css("background-color", "rgba(0, 0, 0, 0)")
    page.goto(f"{site_address}topics/computer-vision-and-pattern-recognition/")
    expect(page.locator(".bi-items a", has_text="ML News: GPT-4 rumors and Samsung")).to_have_count(1)
