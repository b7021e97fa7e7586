"""The reading list: kept by the browser alone, alike in every tab, carried by a link, safe whatever it is fed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from bibtexparser.entrypoint import parse_string
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import violations
from tests.browser.pages import PAPER, PAPERS, SUMMARY, TRANSCRIPT

WEEK = "weeks/2023-03-26/"
LIST = "reading-list/"
KEY = "/repo/.reading-list"
REFLEXION = "Reflexion: Language Agents with Verbal Reinforcement Learning"
FULL = "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }"
REFUSED = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError') } })"


def part(page: Page, name: str) -> str:
    """The titles that a section of the list shows."""
    return " | ".join(page.locator(f"[data-part={name}] .bi-row__title").all_inner_texts())


def keep(page: Page, address: str, entries: object) -> None:
    """Put something into the browser's storage, whatever it is, as an older version or another site might have."""
    page.goto(f"{address}about/")
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, json.dumps(entries)])


def kept(path: str, **marks: object) -> dict[str, object]:
    return {"path": path, "title": path, "kind": "", "id": "", "saved": 1, "read": 0} | marks


def show(page: Page, address: str) -> None:
    """Open the list, and wait until it is filled."""
    page.goto(address + LIST)
    expect(page.locator("#bi-reading-list")).to_be_visible()


def save(page: Page, address: str, *paths: str) -> None:
    for path in paths:
        page.goto(address + path)
        page.get_by_role("button", name="Save for later", exact=True).click()


def test_an_empty_list_offers_the_newest_items_and_leads_to_all(page: Page, site_address: str) -> None:
    show(page, site_address)
    offered = page.locator("[data-part=unread] .bi-part__newest")
    expect(offered.locator("li a")).to_have_count(3)
    expect(offered.get_by_role("link", name="All weeks")).to_be_visible()
    offered.locator("li a").first.click()
    expect(page.locator("h1")).to_be_visible()


def test_an_item_is_saved_and_marked_on_its_page_and_stays_so(page: Page, site_address: str) -> None:
    page.goto(site_address + PAPER)
    later, read = (page.get_by_role("button", name=name, exact=True) for name in ("Save for later", "Mark as read"))
    expect(later).to_have_attribute("aria-pressed", "false")
    later.click()
    read.click()
    page.reload()
    expect(later).to_have_attribute("aria-pressed", "true")
    expect(read).to_have_attribute("aria-pressed", "true")
    later.click()
    read.click()
    assert page.evaluate("key => localStorage.getItem(key)", KEY) == "[]"


def test_the_header_counts_what_is_to_read(page: Page, site_address: str) -> None:
    save(page, site_address, PAPER, TRANSCRIPT)
    expect(page.get_by_role("link", name="Reading list, 2 to read")).to_be_visible()
    page.get_by_role("button", name="Mark as read").click()
    expect(page.get_by_role("link", name="Reading list, 1 to read")).to_be_visible()


def test_a_row_is_saved_without_leaving_the_list_and_still_leads_to_its_item(page: Page, site_address: str) -> None:
    page.goto(site_address + WEEK)
    button = page.get_by_role("button", name=f"Save for later: {REFLEXION}")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page).to_have_url(site_address + WEEK)
    page.locator("h3").get_by_role("link", name=re.compile("^Reflexion")).click()
    expect(page).to_have_url(site_address + PAPER)
    expect(page.get_by_role("button", name="Save for later", exact=True)).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("path", [WEEK, "topics/artificial-intelligence/", "search/?q=Reflexion"])
def test_lists_and_search_say_what_was_read(page: Page, site_address: str, path: str) -> None:
    keep(page, site_address, [kept(PAPER, saved=0, read=1)])
    page.goto(site_address + path)
    expect(page.get_by_role("link", name=f"{REFLEXION} (read)")).to_have_count(1)
    expect(page.locator(".bi-is-read")).to_have_count(1)


def test_the_buttons_of_rows_are_large_enough_to_hit(page: Page, site_address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(site_address + WEEK)
    sizes = page.eval_on_selector_all(".bi-save", "all => all.map(one => [one.offsetWidth, one.offsetHeight])")
    assert sizes
    assert all(min(size) >= 24 for size in sizes)


def test_the_list_says_what_an_item_begins_with(page: Page, site_address: str) -> None:
    save(page, site_address, PAPER)
    show(page, site_address)
    expect(page.locator(".bi-row .bi-opening")).to_contain_text("Large language models (LLMs)")


def test_the_list_shows_what_is_to_read_and_what_was_read(page: Page, site_address: str) -> None:
    save(page, site_address, PAPER, TRANSCRIPT)
    show(page, site_address)
    assert [part(page, name).count("|") for name in ("unread", "read")] == [1, 0]
    page.get_by_role(
        "button", name=f"Mark as read \N{LEFT DOUBLE QUOTATION MARK}{REFLEXION}\N{RIGHT DOUBLE QUOTATION MARK}"
    ).click()
    assert part(page, "read") == REFLEXION
    page.get_by_role(
        "button", name=f"Read again \N{LEFT DOUBLE QUOTATION MARK}{REFLEXION}\N{RIGHT DOUBLE QUOTATION MARK}"
    ).click()
    assert part(page, "read") == ""
    assert REFLEXION in part(page, "unread")


def test_the_keyboard_goes_on_where_an_item_was_taken_out(page: Page, site_address: str) -> None:
    save(page, site_address, PAPER, TRANSCRIPT)
    show(page, site_address)
    page.locator("[data-act=remove]").first.focus()
    page.keyboard.press("Enter")
    expect(
        page.get_by_role(
            "button", name=f"Remove \N{LEFT DOUBLE QUOTATION MARK}{REFLEXION}\N{RIGHT DOUBLE QUOTATION MARK}"
        )
    ).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-part=unread] h2")).to_be_focused()


@pytest.mark.parametrize("button", ["Remove \N{LEFT DOUBLE QUOTATION MARK}", "Remove all"])
def test_what_was_removed_can_be_had_back(page: Page, site_address: str, button: str) -> None:
    save(page, site_address, PAPER)
    show(page, site_address)
    page.locator("[data-part=unread]").get_by_role("button", name=re.compile(f"^{button}")).click()
    assert part(page, "unread") == ""
    page.get_by_role("button", name="Undo").click()
    assert part(page, "unread") == REFLEXION


def test_the_list_is_exported_as_bibtex(page: Page, site_address: str) -> None:
    save(page, site_address, PAPER, PAPERS[1])
    show(page, site_address)
    with page.expect_download() as download:
        page.locator("[data-part=unread]").get_by_role("button", name="BibTeX").click()
    assert download.value.suggested_filename == "reading-list.bib"
    library = parse_string(Path(download.value.path()).read_text("utf-8"))
    assert library.failed_blocks == []
    assert len(library.entries) == 2
    expect(page.get_by_role("status")).to_contain_text("Exported 2 items.")


def test_the_list_is_exported_as_markdown_that_means_itself(page: Page, site_address: str) -> None:
    title = '<meta property="og:title" content="a [b](c) *d* &lt;e>">'
    item = f'{title}<div class="bi-keep" data-kind="Paper" data-id="x"></div>'
    page.route("**/odd/", lambda route: route.fulfill(content_type="text/html", body=item))
    keep(page, site_address, [kept("odd/")])
    show(page, site_address)
    expect(page.locator(".bi-row__facts")).to_contain_text("Paper")
    with page.expect_download() as download:
        page.locator("[data-part=unread]").get_by_role("button", name="Markdown").click()
    expected = rf"- [a \[b\](c) \*d\* \<e\>]({site_address}odd/), paper"
    assert expected in Path(download.value.path()).read_text("utf-8")


def test_a_link_carries_the_list_to_another_reader(page: Page, browser: Browser, site_address: str) -> None:
    save(page, site_address, PAPER, SUMMARY, TRANSCRIPT)
    show(page, site_address)
    page.locator("[data-part=unread]").get_by_role("button", name="Link to this list").click()
    link = page.locator("[data-part=unread]").get_by_label("Link").input_value()
    titles = sorted(page.locator("[data-part=unread] .bi-row__title").all_inner_texts())
    with browser.new_context() as context:
        other = context.new_page()
        other.goto(link)
        expect(other.locator(".bi-part__told")).to_have_text("A list of 3 items that someone shared.")
        expect(other.locator("[data-part=shared] .bi-row__facts").filter(has_text="Paper")).to_have_count(1)
        other.get_by_role("button", name="Save all").click()
        expect(other.locator("[data-part=shared]")).to_be_hidden()
        assert sorted(other.locator("[data-part=unread] .bi-row__title").all_inner_texts()) == titles
        assert "#" not in other.url


@pytest.mark.parametrize(
    "text",
    [
        "https://evil.example:x",
        "//evil.example/:x",
        "javascript:alert(1)",
        "../..:x",
        "..:..,.",
        "weeks:<img src=x onerror=alert(1)>",
        "weeks\\..\\..:x",
        "%2e%2e/%2e%2e:x",
        ";;:,,:",
        "a" * 50_000,
    ],
)
def test_a_link_carries_nothing_but_pages_of_this_site(page: Page, site_address: str, text: str) -> None:
    page.goto(f"{site_address}{LIST}#list={text}")
    expect(page.locator("#bi-reading-list")).to_be_visible()
    expect(page.locator("[data-part=shared]")).to_be_hidden()
    expect(page.locator("[data-part=shared] a")).to_have_count(0)


@pytest.mark.noisy
def test_a_link_carries_at_most_200_items(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}{LIST}#list=weeks:" + ",".join(f"p{number}" for number in range(300)))
    expect(page.locator("[data-part=shared] .bi-row")).to_have_count(200)


@pytest.mark.parametrize(
    "entries",
    [
        17,
        {"a": 1},
        [None, 3, "x", [], {"path": 7}, {"path": ""}, {"path": "https://evil.example/"}, {"path": "//evil.example/"}],
        [{"path": "javascript:alert(1)/"}, {"path": "../other/", "saved": 1}, {"path": "/other/", "saved": 1}],
        [kept("a/", saved="x", read=-1)],
        [kept("a/", saved=1e300)],
    ],
)
def test_whatever_the_storage_holds_breaks_nothing(page: Page, site_address: str, entries: object) -> None:
    keep(page, site_address, entries)
    show(page, site_address)
    expect(page.locator(".bi-row")).to_have_count(0)
    save(page, site_address, PAPER)
    show(page, site_address)
    assert part(page, "unread") == REFLEXION


def test_a_kept_title_is_text_and_nothing_else(page: Page, site_address: str) -> None:
    title = "<img src=x onerror=alert(1)>"
    page.route("**/bare/", lambda route: route.fulfill(content_type="text/html", body="<p>No facts</p>"))
    keep(page, site_address, [kept("bare/", title=title)])
    show(page, site_address)
    assert part(page, "unread") == title
    expect(page.locator("#bi-reading-list img")).to_have_count(0)


@pytest.mark.noisy
def test_an_item_that_is_gone_is_said_to_be_and_stays(page: Page, site_address: str, noise: list[str]) -> None:
    keep(page, site_address, [kept("weeks/2020-01-05/gone/", title="Gone")])
    show(page, site_address)
    expect(page.locator(".bi-row__facts")).to_contain_text("no longer there")
    assert part(page, "unread") == "Gone"
    assert all("404" in sound for sound in noise)


def test_an_item_that_moved_is_followed(page: Page, site_address: str) -> None:
    moved = f'<meta http-equiv="refresh" content="0; url=../../../repo/{PAPER}">'
    page.route("**/old/place/", lambda route: route.fulfill(content_type="text/html", body=moved))
    keep(page, site_address, [kept("old/place/", saved=5)])
    show(page, site_address)
    expect(page.locator(".bi-row__title")).to_have_attribute("href", site_address + PAPER)
    assert part(page, "unread") == REFLEXION


def test_tabs_keep_in_step(page: Page, site_address: str) -> None:
    show(page, site_address)
    other = page.context.new_page()
    save(other, site_address, PAPER)
    expect(page.locator("[data-part=unread] .bi-row__title")).to_have_text(REFLEXION)
    page.get_by_role(
        "button", name=f"Remove \N{LEFT DOUBLE QUOTATION MARK}{REFLEXION}\N{RIGHT DOUBLE QUOTATION MARK}"
    ).click()
    expect(other.get_by_role("button", name="Save for later", exact=True)).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize("defect", [FULL, REFUSED])
def test_a_browser_that_keeps_nothing_says_so_once(page: Page, site_address: str, defect: str) -> None:
    page.add_init_script(defect)
    page.goto(site_address + WEEK)
    buttons = page.locator(".bi-save")
    buttons.nth(0).click()
    expect(page.get_by_role("status")).to_contain_text("keeps no data")
    expect(buttons.nth(0)).to_have_attribute("aria-pressed", "true")
    page.evaluate("document.querySelector('.bi-said').replaceChildren()")
    buttons.nth(1).click()
    expect(page.get_by_role("link", name="Reading list, 2 to read")).to_be_visible()
    expect(page.locator(".bi-said")).to_be_empty()


def test_without_script_the_list_says_what_it_needs(browser: Browser, site_address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(site_address + LIST)
        expect(page.get_by_text("The reading list needs JavaScript.")).to_be_visible()
        page.goto(site_address + PAPER)
        expect(page.locator(".bi-keep")).to_be_hidden()
        expect(page.locator(".bi-list")).to_be_hidden()


def test_the_list_loads_its_code_only_on_its_page(page: Page, site_address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site_address + PAPER, wait_until="networkidle")
    assert not [url for url in asked if "reading/page.js" in url or quote(LIST) in url]
    page.goto(site_address + LIST, wait_until="networkidle")
    assert [url for url in asked if "reading/page.js" in url]


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_on_a_list_that_is_filled(page: Page, site_address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    keep(page, site_address, [kept(PAPER), kept(TRANSCRIPT, read=2)])
    page.goto(f"{site_address}{LIST}#list={SUMMARY.replace('/', ':', 1).rstrip('/')}")
    expect(page.locator(".bi-row")).to_have_count(3)
    page.locator("[data-part=unread]").get_by_role("button", name="Link to this list").click()
    expect(page.locator(".bi-said")).not_to_be_empty()
    assert violations(page) == []
