"""Hostile texts that come by a link or from the browser's own storage: questions, shared lists, kept lists."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests import effort
from tests.hostile.conftest import Watched
from tests.hostile.corpus import corpus

KEYS = "reading-list", "settings", "search", "keys", "theme"
PAPER = "weeks/2023-03-26/a/"
TRIED = 4
"""Texts of a class that are tried where not all are."""


def classes() -> Sequence[str]:
    """The classes that are tried: all or a third of them."""
    known = [*corpus()]
    return known if effort.EFFORT == "all" else random.Random(len(known)).sample(known, len(known) // 3)


def texts(name: str) -> Sequence[str]:
    """Texts of a class, all or a few."""
    known = corpus()[name]
    return known if effort.EFFORT == "all" else random.Random(name).sample([*known], effort.of(TRIED, share=4))


def is_quiet(page: Page) -> bool:
    """Whether the page has made no active element of a text."""
    return (
        page.locator("main :is(script, iframe, object, embed, base, form[action*=evil], img[src*=evil])").count() == 0
    )


@pytest.fixture(scope="module")
def address(once_built: Path, serve: Callable[[Path], str]) -> str:
    return serve(once_built / "site")


@pytest.mark.parametrize("name", classes())
def test_no_question_to_the_search_acts(name: str, address: str, bare: BrowserContext, watched: Watched) -> None:
    page = bare.new_page()
    for text in texts(name):
        page.goto(f"{address}search/?q={quote(text)}&topic={quote(text)}&kind={quote(text)}#{quote(text)}")
        expect(page.locator("#bi-search input[type=search]").first).to_be_visible()
        assert is_quiet(page), text
        assert page.url.startswith(address)
    assert (watched.ran, watched.foreign) == ([], [])


@pytest.mark.parametrize("name", classes())
def test_no_shared_and_no_kept_list_acts(name: str, address: str, bare: BrowserContext, watched: Watched) -> None:
    page = bare.new_page()
    page.goto(f"{address}about/")
    for text in texts(name):
        entry = {"path": PAPER, "title": text, "kind": text, "id": text, "saved": 1, "read": 0}
        stored = [entry, entry | {"path": text}, entry | {"saved": text, "read": text, "path": f"{text}/"}, text]
        for key in KEYS:
            page.evaluate("([key, text]) => localStorage.setItem(key, text)", [f"/repo/.{key}", json.dumps(stored)])
        page.goto("about:blank")
        page.goto(f"{address}reading-list/#list={quote(text)}:{quote(text)},a;weeks:{quote(text)}")
        expect(page.locator("#bi-reading-list")).to_be_visible()
        assert is_quiet(page), text
        hrefs = page.locator("#bi-reading-list a").evaluate_all("links => links.map(link => link.href)")
        assert [href for href in chain(hrefs) if not href.startswith((address, "blob:", "data:text/"))] == []
        page.goto(f"{address}about/")
    assert (watched.ran, watched.foreign) == ([], [])
