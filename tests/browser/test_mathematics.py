"""Formulas in a browser: laid out without script, found by the search, scrolled where they are too wide."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from backissue.site.build import build
from tests.archives import make_toy, put
from tests.browser.axe import violations

TERMS = " + ".join(rf"\frac{{a_{{{number}}}}}{{b}}" for number in range(20))
ITEM = rf"""---
id: "paper:formulas"
kind: paper
title: "Attention in $O(n^2)$ and $\\alpha_i$"
---

Take $\operatorname{{softmax}}(QK^\top)$, [a link with $x_1$](https://a.example) and \(\sqrt{{x}}\).

## On $\beta$

$$
{TERMS} = \begin{{pmatrix}}1&0\\0&1\end{{pmatrix}}
$$

| a |
|---|
| $\mathbb{{R}}^n$ |

In a line: ${TERMS}$ is long, and ${TERMS}$ $\foo{{x}}$ is too.
"""
PAGE = "undated/formulas/"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """The toy archive's site, with an item full of formulas."""
    root = make_toy(tmp_path_factory.mktemp("formulas") / "toy")
    put(root, {"undated/formulas.md": ITEM})
    assert build(root, root / "site").problems == ()
    return serve(root / "site")


def test_formulas_are_laid_out_without_script(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address + PAGE)
        boxes = [formula.bounding_box() for formula in page.locator("article math").all()]
        assert len(boxes) == 10
        assert all(box and box["width"] > 4 and box["height"] > 4 for box in boxes)
        base, exponent = (page.locator(f"h1 msup > {tag}").bounding_box() for tag in ("mi", "mn"))
        assert base
        assert exponent
        assert exponent["x"] > base["x"]
        assert exponent["y"] < base["y"]
        assert page.locator("article span[hidden]:visible").count() == 0


@pytest.mark.parametrize("width", [1280, 390])
def test_a_wide_formula_scrolls_in_its_own_place(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(address + PAGE)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for formula in ("div.arithmatex", "span.bi-long >> nth=0"):
        place = page.locator(formula)
        assert place.evaluate("place => place.scrollWidth > place.clientWidth")
        assert place.evaluate("place => place.scrollHeight <= place.clientHeight")
        place.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("place => place.scrollLeft > 0", arg=place.element_handle())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_formulas_are_accessible(page: Page, address: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type] # one of two words
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + PAGE)
    assert violations(page) == []


def test_titles_say_their_formulas_in_text(page: Page, address: str) -> None:
    page.goto(address + PAGE)
    assert page.title().startswith("Attention in O(n²) and αᵢ · ")
    assert page.locator("meta[property='og:title']").get_attribute("content") == "Attention in O(n²) and αᵢ"
    assert page.locator("h2[id]").first.get_attribute("id") == "on-beta"


def test_the_search_finds_the_words_of_a_formula_and_shows_them(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=softmax")
    result = page.locator("#bi-search-results > .bi-result")
    expect(result).to_have_count(1)
    expect(result).to_contain_text("Attention in O(n²) and αᵢ")
    expect(result).to_contain_text("Take softmax(QK^\N{DOWN TACK}), a link with x₁ and √x.")
