"""What is new since a reader's last visit, which is kept in the browser alone."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

KEY = "/repo/.visit"
HOUR = 3_600_000


def visited(page: Page, address: str, **values: object) -> None:
    """Let the last look at the first page be hours ago, in a week of that time."""
    page.goto(f"{address}about/")
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, json.dumps(values)])
    page.goto(address)


def test_the_first_visit_finds_nothing_new_and_is_remembered(page: Page, site_address: str) -> None:
    page.goto(site_address)
    page.wait_for_function("key => localStorage.getItem(key)", arg=KEY)
    expect(page.locator(".bi-since")).to_be_hidden()
    expect(page.locator(".bi-new")).to_have_count(0)


def test_a_later_visit_says_how_much_is_new_since_when_and_marks_it(page: Page, site_address: str) -> None:
    page.goto(site_address)
    weeks = (page.locator(".bi-since").get_attribute("data-weeks") or "").split()
    (newest, count), (before, number) = (week.split(":") for week in weeks[:2])
    then = int(page.evaluate("Date.UTC(2024, 0, 15, 12)"))
    visited(page, site_address, at=then, week=before, count=int(number))
    expect(page.locator(".bi-since")).to_have_text(f"{count} new since 15 January")
    assert page.locator(".bi-new").count() == page.locator(f'article [data-path^="weeks/{newest}/"]').count() > 0
    page.reload()  # the same visit goes on
    expect(page.locator(".bi-since")).to_have_text(f"{count} new since 15 January")


@pytest.mark.parametrize("values", [{}, {"at": "x"}, {"at": 1, "week": "<b>", "count": 1}, {"at": -1, "before": 3}])
def test_what_another_wrote_into_the_storage_does_no_harm(
    page: Page, site_address: str, noise: list[str], values: dict[str, object]
) -> None:
    visited(page, site_address, **values)
    page.wait_for_function("key => JSON.parse(localStorage.getItem(key)).at > 1000", arg=KEY)
    expect(page.locator(".bi-since")).to_be_hidden()
    assert noise == []
