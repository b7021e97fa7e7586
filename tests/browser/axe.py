"""What axe has to say of a page."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
COLOURS = ("color-contrast", "link-in-text-block")
"""The rules that a colour scheme decides on."""
FINDS = "run => axe.run({runOnly: run, resultTypes: ['violations']}).then(found => found.violations)"


def violations(page: Page, rules: tuple[str, ...] = RULES) -> list[str]:
    """What axe finds against ``rules``: WCAG 2.2 A and AA and its own good practice, unless others are named."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(Axe().axe_script)
    found = page.evaluate(FINDS, rules)
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"][:3]]
