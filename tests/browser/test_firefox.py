"""A reader's short journey in Firefox, where that is installed: by search to an item, and onto the reading list."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.browser.bidi import NAMES, firefox
from tests.browser.pages import PAPER

EXECUTABLE = next(filter(None, map(shutil.which, NAMES)), "")
ENTER = "\ue007"
FIRST = "document.querySelector('.bi-result__title')"
TITLE = "Reflexion: Language Agents with Verbal Reinforcement Learning"


@pytest.mark.slow
@pytest.mark.skipif(not EXECUTABLE, reason="no Firefox on PATH")
def test_a_reader_of_firefox_finds_an_item_and_keeps_it(site_address: str, tmp_path: Path) -> None:
    with firefox(EXECUTABLE, tmp_path) as tab:
        tab.go(site_address)
        assert tab.run("document.documentElement.scrollWidth <= innerWidth")
        tab.type("/")
        assert tab.wait("document.activeElement.id") == "bi-hero-q"
        tab.type(f"relfexion agents{ENTER}")
        assert tab.wait(f"{FIRST}?.textContent") == TITLE
        assert "reflexion" in tab.run("document.querySelector('.bi-search__said').textContent")
        tab.run(f"({FIRST}.querySelector('a') ?? {FIRST}.closest('a')).click()")
        tab.wait(f"location.pathname.endsWith('{PAPER}') && document.querySelector('.bi-keep')?.dataset.title")
        tab.type("s")
        tab.wait("document.querySelector('.bi-list__count').textContent === '1'")
        tab.go(f"{site_address}reading-list/")
        assert tab.wait("document.querySelector('.bi-rows a')?.textContent") == TITLE
        assert tab.run("performance.getEntriesByType('resource').every((one) => one.name.startsWith(location.origin))")
