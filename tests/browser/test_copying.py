"""Citations and code are copied by a button, or selected where the browser lets no page copy."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import PAPER

REFUSED = "navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError'))"


@pytest.mark.parametrize(("name", "block"), [("BibTeX", "bibtex"), ("RIS", "ris"), ("reference", "plain")])
def test_a_citation_is_copied(page: Page, site_address: str, name: str, block: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(site_address + PAPER)
    page.locator(".bi-cite > summary").click()
    page.get_by_role("button", name=f"Copy {name}").click()
    expect(page.get_by_role("button", name=f"Copied {name}")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("Copied")
    code = page.locator(f".bi-cite__{block} > code")
    assert page.evaluate("navigator.clipboard.readText()") == (code.text_content() or "").rstrip()


def test_a_citation_is_selected_where_it_cannot_be_copied(page: Page, site_address: str) -> None:
    page.add_init_script(REFUSED)
    page.goto(site_address + PAPER)
    page.locator(".bi-cite > summary").click()
    page.get_by_role("button", name="Copy BibTeX").click()
    expect(page.get_by_role("status")).to_contain_text("Selected")
    assert page.evaluate("getSelection().toString()").startswith("@")
