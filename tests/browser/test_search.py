"""The search, as readers use it: by typing, by keyboard, by filters, on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

REFLEXION = "Reflexion: Language Agents with Verbal Reinforcement Learning"
PAPER = "weeks/2023-03-26/reflexion-language-agents-with-verbal-reinforcement-learning/"


def options(page: Page) -> list[str]:
    return page.locator(".bi-option").all_inner_texts()


def test_typing_in_the_header_finds_a_paper_and_opens_it(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}weeks/")
    page.locator("#bi-header-q").press_sequentially("Reflexion")
    first = page.locator("#bi-header-q-list-0")
    expect(first).to_contain_text(REFLEXION)
    expect(first.locator("mark").first).to_have_text("Reflexion")
    first.click()
    expect(page.locator("h1")).to_contain_text("Reflexion")
    assert page.url.startswith(site_address + PAPER)


def test_a_found_page_marks_the_words_that_were_searched(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}search/?q=verbally+reflect")
    page.locator(".bi-result__title").first.click()
    expect(page.locator("mark.bi-hit").first).to_be_visible()
    found = " ".join(page.locator("mark.bi-hit").all_inner_texts()).lower()
    assert "verbal" in found
    assert "reflect" in found


def test_the_home_page_finds_while_one_types(page: Page, site_address: str) -> None:
    page.goto(site_address)
    page.locator("#bi-hero-q").press_sequentially("insect brain")
    expect(page.locator("#bi-hero-q-list-0")).to_contain_text("ML News")


def test_a_filter_narrows_what_was_found(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}search/?q=GPT-4")
    count = page.locator("#bi-search-count")
    expect(count).to_contain_text(re.compile(r"\d+ results"))
    before = int(re.sub(r"\D", "", count.inner_text()))
    page.locator("fieldset[data-facet=kind]").get_by_label("Transcript").check()
    expect(page.locator("#bi-search-results > .bi-result")).to_have_count(2)
    assert before > 2
    assert "kind=Transcript" in page.url
    for facts in page.locator(".bi-result__facts").all_inner_texts():
        assert facts.startswith("Transcript")


@pytest.mark.parametrize(
    ("facet", "value", "number"),
    [
        ("kind", "Session", 1),
        ("topic", "Economics", 1),
        ("topic", "Robotics", 1),
        ("year", "2022", 1),
        ("year", "2024", 1),
        ("month", "2022-11", 1),
        ("month", "2023-02", 38),
        ("week", "2023-02-19", 38),
    ],
)
def test_each_filter_alone_lists_what_it_holds(
    page: Page, site_address: str, facet: str, value: str, number: int
) -> None:
    page.goto(f"{site_address}search/?{facet}={value}")
    expect(page.locator("#bi-search-count")).to_have_text(re.compile(rf"^{number} results?$"))


def test_the_address_holds_the_whole_state(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}search/")
    page.locator("#bi-search-q").fill("diffusion")
    expect(page.locator(".bi-result").first).to_be_visible()
    page.locator("#bi-search-sort").select_option("newest")
    page.locator("fieldset[data-facet=topic]").get_by_label("Machine Learning").check()
    expect(page).to_have_url(re.compile(r"q=diffusion.*topic=Machine\+Learning.*sort=newest"))
    facts = page.locator(".bi-result__facts")
    expect(facts.filter(has_not_text="Machine Learning")).to_have_count(0)
    shown = page.locator(".bi-result__title").all_inner_texts()
    page.reload()
    expect(page.locator("#bi-search-q")).to_have_value("diffusion")
    expect(page.locator(".bi-result__title")).to_have_text(shown)


def test_going_back_brings_the_results_back(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}search/?q=Reflexion")
    page.locator(".bi-result__title").first.click()
    expect(page.locator("h1")).to_contain_text("Reflexion")
    page.go_back()
    expect(page.locator(".bi-result__title").first).to_contain_text(REFLEXION)


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_a_key_leads_to_the_search_from_anywhere(page: Page, site_address: str, key: str) -> None:
    page.goto(site_address + PAPER)
    page.keyboard.press(key)
    expect(page.locator("#bi-header-q")).to_be_focused()
    expect(page.locator("#bi-header-q")).to_have_value("")
    page.keyboard.type("s/s")
    expect(page.locator("#bi-header-q")).to_have_value("s/s")


def test_the_keyboard_alone_searches_chooses_and_opens(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}topics/")
    page.keyboard.press("/")
    page.keyboard.type("Toolformer")
    expect(page.locator("#bi-header-q-list-0")).to_contain_text("Toolformer")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#bi-header-q")).to_have_attribute("aria-activedescendant", "bi-header-q-list-0")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Toolformer")


def test_escape_closes_the_results_and_keeps_what_was_typed(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}topics/")
    page.locator("#bi-header-q").press_sequentially("diffusion")
    expect(page.locator(".bi-panel")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".bi-panel")).to_be_hidden()
    expect(page.locator("#bi-header-q")).to_have_value("diffusion")


def test_enter_leads_to_all_results(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}topics/")
    page.locator("#bi-header-q").fill("diffusion")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/repo/search/\?q=diffusion"))
    expect(page.locator(".bi-result").first).to_be_visible()


@pytest.mark.cold
def test_nothing_of_the_index_is_loaded_before_one_searches(page: Page, site_address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("", "weeks/2023-03-26/", PAPER, "search/"):
        page.goto(site_address + path, wait_until="networkidle")
    assert asked
    assert not [url for url in asked if "search-index" in url]
    page.locator("#bi-search-q").fill("a")
    expect(page.locator(".bi-result").first).to_be_visible()
    assert [url for url in asked if "search-index" in url]


def test_all_items_are_shown_to_those_who_ask(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}search/")
    page.get_by_role("button", name="show all items").click()
    expect(page.locator("#bi-search-count")).to_have_text("110 items")
    expect(page).to_have_url(re.compile(r"/search/\?all=1$"))
    page.reload()
    expect(page.locator("#bi-search-count")).to_have_text("110 items")


def test_words_that_stand_nowhere_lead_to_the_newest_items_and_to_all(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}search/?q=xyzzyqwv")
    expect(page.locator("#bi-search-count")).to_have_text("0 results")
    expect(page.locator(".bi-empty")).to_contain_text("No item has these words")
    expect(page.locator(".bi-result")).to_have_count(3)
    page.get_by_role("button", name="Show all items").click()
    expect(page.locator("#bi-search-count")).to_have_text("110 items")


def test_a_misspelling_finds_what_was_meant_and_says_so(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}search/?q=relfexion")
    expect(page.locator(".bi-result__title").first).to_contain_text(REFLEXION)
    said = page.locator("#bi-search-said")
    expect(said).to_contain_text("Showing results for reflexion.")
    said.get_by_role("link", name="Search for relfexion instead").click()
    expect(page).to_have_url(re.compile(r"q=relfexion&as=typed"))
    expect(page.locator("#bi-search-count")).to_have_text("0 results")


def test_the_panel_corrects_a_misspelling_too(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}weeks/")
    page.locator("#bi-header-q").fill("toolfromer")
    expect(page.locator("#bi-header-q-list-0")).to_contain_text("Toolformer")
    expect(page.locator(".bi-panel__note")).to_contain_text("Showing results for toolformer")


def test_a_word_that_stands_nowhere_is_left_out_of_several_and_named(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}search/?q=reflexion+xyzzyqwv")
    expect(page.locator(".bi-result__title").first).to_contain_text(REFLEXION)
    expect(page.locator("#bi-search-said")).to_have_text("No item has all of these words. Left out: xyzzyqwv.")


def test_a_year_and_a_month_in_the_question_are_filters(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}search/?q=models+february+2023")
    expect(page.locator("#bi-search-said")).to_contain_text("Only items of February 2023.")
    facts = page.locator(".bi-result__facts")
    expect(facts.first).to_be_visible()
    expect(facts.filter(has_not_text="February 2023")).to_have_count(0)


def test_a_month_in_the_question_lets_no_item_in_that_only_has_its_year_in_the_title(
    page: Page, site_address: str
) -> None:
    page.goto(f"{site_address}search/?q=2023-03+gpt")
    expect(page.locator(".bi-result__facts").first).to_be_visible()
    expect(page.locator(".bi-result__facts").filter(has_not_text="March 2023")).to_have_count(0)


def test_a_name_leads_to_all_items_of_the_person_and_of_the_topic(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}search/?q=kilcher")
    page.locator(".bi-search__named").get_by_role("link", name="Yannic Kilcher").click()
    expect(page.locator("#bi-search-count")).to_have_text("2 results")
    page.goto(f"{site_address}about/")
    page.locator("#bi-header-q").press_sequentially("human-computer inter")
    named = page.locator("#bi-header-q-list-named-0")
    expect(named).to_contain_text("Human-Computer Interaction")
    expect(named).to_contain_text("Topic")


def test_results_are_walked_with_keys_once_enter_was_pressed(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}search/?q=models")
    expect(page.locator(".bi-result__title").first).to_be_visible()
    page.locator("#bi-search-q").press("Enter")
    page.keyboard.press("j")
    expect(page.locator(".bi-result__title").first).to_be_focused()


def test_escape_leaves_the_field_of_the_search_page_and_keeps_its_words(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}search/?q=models")
    expect(page.locator(".bi-result__title").first).to_be_visible()
    page.locator("#bi-search-q").press("Escape")
    expect(page.locator("#bi-search-q")).to_have_value("models")
    expect(page.locator("#bi-search-q")).not_to_be_focused()


def test_who_comes_back_to_the_results_finds_their_place(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}search/?q=models")
    expect(page.locator(".bi-result__title").nth(9)).to_be_visible()
    page.evaluate("scrollTo(0, 700)")
    page.goto(f"{site_address}about/")
    page.go_back()
    page.wait_for_function("() => scrollY === 700")


def test_a_phrase_in_quotation_marks_finds_it_word_for_word(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}search/?q=%22thunderous+applause%22")
    expect(page.locator("#bi-search-count")).to_have_text("1 result")
    page.goto(f"{site_address}search/?q=%22applause+thunderous%22")
    expect(page.locator("#bi-search-said")).to_have_text("No item has this phrase. These have its words.")


def test_filters_have_no_weeks_and_people_of_two_items_or_more(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}search/?all=1")
    expect(page.locator("fieldset[data-facet=year]")).to_be_visible()
    expect(page.locator("fieldset[data-facet=week]")).to_have_count(0)
    expect(page.locator("fieldset[data-facet=people] label")).to_have_count(1)
    month = page.locator("fieldset[data-facet=month]").get_by_label("February 2023")
    expect(month).to_be_visible()
    page.locator("fieldset[data-facet=year]").get_by_label("2024").check()
    expect(month).to_be_hidden()


def test_an_identifier_finds_its_paper(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}search/?q=2303.11366")
    expect(page.locator(".bi-result__title").first).to_contain_text(REFLEXION)


@pytest.mark.parametrize("words", ["<img src=x onerror=alert(1)>", '"><script>alert(1)</script>', "%00&kind=<b>"])
def test_what_is_typed_is_never_run(page: Page, site_address: str, words: str) -> None:
    said: list[str] = []
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.goto(f"{site_address}search/")
    page.locator("#bi-search-q").fill(words)
    expect(page.locator("#bi-search-count, .bi-empty").first).to_be_attached()
    page.wait_for_load_state("networkidle")
    assert page.locator("article script, article img[src=x]").count() == 0
    assert said == []


def test_a_phone_opens_the_search_over_the_header(page: Page, site_address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(site_address + PAPER)
    page.locator("a.bi-open-search").click()
    field = page.locator("#bi-header-q")
    expect(field).to_be_focused()
    field.press_sequentially("Toolformer")
    expect(page.locator("#bi-header-q-list-0")).to_contain_text("Toolformer")
    box = page.locator(".bi-panel").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390


def test_a_phone_shows_the_filters_on_demand(page: Page, site_address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{site_address}search/?q=GPT-4")
    expect(page.locator(".bi-result").first).to_be_visible()
    box = page.locator("fieldset[data-facet=kind]").get_by_label("Transcript")
    expect(box).to_be_hidden()
    page.locator("details#bi-filters > summary").click()
    box.check()
    expect(page.locator("#bi-search-results > .bi-result")).to_have_count(2)
    page.get_by_role("button", name="Show results").click()
    expect(box).to_be_hidden()
    expect(page.locator(".bi-result").first).to_be_in_viewport()


@pytest.mark.parametrize(
    ("words", "title", "shown"),
    [
        ("Janek", "ML News: GPT-4 rumors and Samsung's moon", "Yannic"),
        ("MROL", "Safety in Numbers", "Mistral"),
        ("OpenAl", "8th session", "OpenAI"),
        ("openal", "8th session", "OpenAI"),
        ("OpenAI", "ML News", "OpenAI"),
    ],
)
def test_a_name_is_found_as_it_was_heard_and_as_it_is_meant(
    page: Page, site_address: str, words: str, title: str, shown: str
) -> None:
    page.goto(f"{site_address}search/?q={words}")
    first = page.locator(".bi-result__title").first
    expect(first).to_contain_text(title)
    first.click()
    expect(page.locator("mark.bi-hit").first).to_contain_text(shown)


def test_a_result_opens_the_passage_and_names_its_story(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}search/?q=thunderous+applause")
    story = page.locator(".bi-result__story")
    expect(story).to_contain_text("Hugging Face")
    heading = story.inner_text().removeprefix("In ")
    page.locator(".bi-result__title").first.click()
    hit = page.locator("mark.bi-hit", has_text="thunderous")
    expect(hit).to_be_in_viewport()
    passage = page.locator("p:has(:target)")
    expect(passage).to_contain_text("thunderous applause")
    above = page.locator("article h2", has_text=heading)
    expect(above).to_have_count(1)
