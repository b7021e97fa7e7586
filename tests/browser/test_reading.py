"""The pages, as readers meet them: what they list, where they lead, and that they work without script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.pages import PAPER, TRANSCRIPT


def items(page: Page) -> list[str]:
    return page.locator(".bi-items li > a").all_inner_texts()


def test_a_week_lists_its_items_as_the_newsletter_did(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}weeks/2023-03-19/")
    expect(page.locator("h1")).to_contain_text("13\N{EN DASH}19 March 2023")
    titles = page.locator(".bi-entry > h3 > a:not(.headerlink)").all_inner_texts()
    assert len(titles) == 10
    numbers = page.locator(".bi-entry > h3 > .bi-place").all_inner_texts()
    assert numbers == [str(number) for number in range(1, 10)]
    assert titles[8] == "GPT-4 Technical Report"
    kinds = [text.removesuffix("#").strip() for text in page.locator("article h2").all_inner_texts()]
    assert kinds == ["Papers", "Transcripts"]


def test_an_issue_begins_with_what_is_in_it(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}weeks/2023-03-26/")
    contents = page.get_by_role("navigation", name="Items")
    assert contents.locator("li").count() == 9
    contents.get_by_role("link", name=re.compile("^Reflexion")).click()
    expect(page.locator("h3:target")).to_contain_text("Reflexion")


@pytest.mark.parametrize(("width", "height", "highest"), [(1280, 900, 420), (390, 844, 480)])
def test_the_newest_issue_begins_on_the_first_screen(
    page: Page, site_address: str, width: int, height: int, highest: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(site_address)
    first = page.locator(".bi-items li").first.bounding_box()
    assert first
    assert first["y"] < highest


def test_weeks_lead_to_the_week_before_and_after(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}weeks/2023-03-19/")
    page.locator("a.bi-prev").click()
    expect(page).to_have_url(f"{site_address}weeks/2023-03-12/")
    page.locator("a.bi-next").click()
    page.locator("a.bi-next").click()
    expect(page).to_have_url(f"{site_address}weeks/2023-03-26/")


def test_a_topic_lists_its_items_newest_first(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}topics/artificial-intelligence/")
    assert len(items(page)) == 8
    months = [text.removesuffix("#").strip() for text in page.locator("article h2").all_inner_texts()]
    assert months == sorted(months, key=["March 2023", "February 2023", "January 2023"].index)
    assert months[0] == "March 2023"


def test_topics_lead_to_their_parents_and_children(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}topics/economics/")
    page.locator(".bi-topics a", has_text="General Economics").click()
    assert items(page) == ["GPTs are GPTs: An Early Look at the Labor Market Impact Potential of Large Language Models"]
    page.locator(".bi-crumbs a", has_text="Economics").click()
    expect(page).to_have_url(f"{site_address}topics/economics/")


def test_an_item_shows_its_week_topic_links_and_source(page: Page, site_address: str) -> None:
    page.goto(site_address + PAPER)
    expect(page.locator(".bi-crumbs")).to_contain_text("20\N{EN DASH}26 March 2023")
    expect(page.locator(".bi-facts")).to_contain_text("Artificial Intelligence")
    expect(page.locator(".bi-source")).to_contain_text("Read from papers-of-the-week.md.")
    links = page.locator(".bi-links a")
    assert [links.nth(index).get_attribute("href") for index in range(links.count())] == [
        "https://arxiv.org/pdf/2303.11366",
        "https://twitter.com/dair_ai/status/1639991718169722880?s=20",
        "https://arxiv.org/abs/2303.11366",
    ]


def test_the_pencil_of_an_item_leads_to_its_file_and_lists_have_none(page: Page, site_address: str) -> None:
    page.goto(site_address + PAPER)
    address = page.locator(".bi-edit").get_attribute("href")
    assert address == f"https://github.com/reader/repo/edit/main/content/{PAPER.rstrip('/')}.md"
    for path in ("weeks/2023-03-26/", "topics/robotics/", "papers/", "years/2023/", "search/"):
        page.goto(site_address + path)
        expect(page.locator(".bi-edit")).to_have_count(0)


def test_an_undated_item_says_so(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}undated/")
    page.locator(".bi-items a").first.click()
    expect(page.locator(".bi-crumbs")).to_contain_text("Undated")
    expect(page.locator(".bi-facts")).to_contain_text("5K")


def test_a_transcript_reads_as_paragraphs(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}weeks/2023-03-19/ml-news-gpt-4-rumors-and-samsungs-moon/")
    paragraphs = page.locator("article > p").all_inner_texts()
    longest = max(len(text.split()) for text in paragraphs)
    assert len(paragraphs) > 50
    assert longest < 200


@pytest.mark.noisy
def test_a_page_that_is_not_there_offers_the_way_back(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}404.html")
    html = page.content()
    assert "https://reader.example" not in html.replace('content="https://reader.example', "")
    assert 'href="/repo/weeks/"' in html
    assert 'action="/repo/search/"' in html


def test_a_reader_without_script_can_browse_and_read(browser: Browser, site_address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(site_address)
        page.locator(".bi-items a").nth(1).click()
        expect(page.locator("h1")).to_be_visible()
        page.goto(f"{site_address}weeks/2023-03-26/")
        page.locator("h3").get_by_role("link", name=re.compile("^Reflexion")).click()
        expect(page.locator("article")).to_contain_text("verbally reflect")
        page.goto(f"{site_address}search/")
        assert "The search needs JavaScript" in page.content()


def test_a_chosen_colour_scheme_is_kept(page: Page, site_address: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(site_address)
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    for _ in range(3):
        page.locator(".bi-scheme").click()
        if page.evaluate("getComputedStyle(document.body).backgroundColor") != light:
            break
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark != light
    page.goto(f"{site_address}weeks/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark


def test_a_phone_reaches_every_part_by_the_drawer(page: Page, site_address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(site_address)
    page.locator(".bi-menu").click()
    page.locator("nav.bi-drawer").get_by_role("link", name="Topics").click()
    expect(page).to_have_url(f"{site_address}topics/")


def test_lists_of_a_page_have_the_type_of_its_paragraphs(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}downloads/")
    family = "element => getComputedStyle(element).fontFamily"
    lists = page.locator("article > ul")
    assert lists.first.evaluate(family) == page.locator("article > p").last.evaluate(family)


@pytest.mark.parametrize(
    "path",
    ["weeks/", "weeks/2023-03-26/", PAPER, TRANSCRIPT, "papers/", "topics/", "about/", "search/", "reading-list/"],
)
def test_pages_of_all_kinds_begin_at_the_edge_of_the_header(page: Page, site_address: str, path: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(site_address + path)
    edges = [page.locator(part).first.bounding_box() for part in (".bi-brand", "h1")]
    assert len({round(box["x"]) for box in edges if box}) == 1


def test_the_days_of_a_week_stay_on_one_line(page: Page, site_address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 600})
    page.goto(f"{site_address}weeks/2023-03-26/")
    days = page.locator("h1 .bi-whole")
    expect(days).to_have_text("20\N{EN DASH}26 March")
    lines = days.evaluate("(days) => days.getClientRects().length")
    assert lines == 1


@pytest.mark.parametrize(
    ("path", "entry"),
    [
        ("", "Home"),
        ("weeks/2023-03-26/", "Issues"),
        ("topics/economics/", "Topics"),
        ("papers/", "Browse"),
        ("numbers/", "Browse"),
    ],
)
def test_the_navigation_marks_the_entry_that_leads_to_a_page(
    page: Page, site_address: str, path: str, entry: str
) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(site_address + path)
    assert page.locator(".bi-tabs [aria-current]").all_inner_texts() == [entry]


def test_on_a_phone_no_name_is_parted_from_its_number(page: Page, site_address: str) -> None:
    """In titles, lists and texts; and what readers copy has no character that the text does not have."""
    page.set_viewport_size({"width": 320, "height": 640})
    for path in ("", "weeks/2023-03-26/", TRANSCRIPT):
        page.goto(site_address + path)
        whole = page.locator(".bi-whole").filter(visible=True)
        tokens = whole.evaluate_all("all => all.map((one) => [one.textContent, one.getClientRects().length])")
        assert tokens
        assert {text: lines for text, lines in tokens if lines > 1} == {}
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert "\u2060" not in page.inner_text("main")
