"""The law of pages: wherever an item's words stand, they are those of the item's own page.

The week's page and the description say the beginning of its running text, and a feed that has it whole all of it.
``tests/cases/prose/constructs.yml`` lists the constructs of Markdown that people write.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from backissue.archive.load import load
from backissue.model import Kind
from backissue.model import Page as ItemPage
from tests.archives import CASES, PROJECT
from tests.effort import EFFORT, of
from tests.pages import Said, item, said_of

CONSTRUCTS: dict[str, str] = yaml.safe_load((CASES / "prose/constructs.yml").read_text("utf-8"))
BODIES = st.lists(st.sampled_from(list(CONSTRUCTS.values())), min_size=1, max_size=5).map("\n\n".join)


def begins(said: str, whole: str) -> bool:
    """Whether something is a text, or its beginning with an ellipsis."""
    return said == whole or (said.endswith("…") and whole.startswith(said.removesuffix("…")))


def assert_law(said: Said) -> None:
    """No place says anything but the beginning of what the item's page says."""
    assert begins(said.week, said.running) or said.running.startswith(said.week)
    assert not said.week_is_whole or said.week == said.running
    assert begins(said.description, said.running or said.page or "One")
    assert said.feed == (said.page or "One")


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_a_construct_says_the_same_everywhere(name: str) -> None:
    said = said_of(item(CONSTRUCTS[name]))
    assert said.page
    assert_law(said)


@given(BODIES)
def test_whatever_a_page_is_made_of_it_says_the_same_everywhere(body: str) -> None:
    assert_law(said_of(item(body)))


@settings(max_examples=of(100))
@given(BODIES.map(lambda body: f"{body}\n\n" * 40))
def test_of_a_long_text_all_places_say_the_beginning(body: str) -> None:
    said = said_of(item(body, Kind.TRANSCRIPT))
    running = said.running.replace("\N{PILCROW SIGN}", "")
    assert begins(said.week, running) or running.startswith(said.week)
    assert begins(said.description, running or said.page.replace("\N{PILCROW SIGN}", ""))
    feed = said.feed.removesuffix("Readon")
    assert begins(feed, running) or running.startswith(feed)


def _pages() -> list[ItemPage]:
    """The papers of this archive, or every third where not everything is tried."""
    papers = [page for page in load(PROJECT).pages if page.item.kind is Kind.PAPER]
    return papers if EFFORT == "all" else papers[::3]


@pytest.mark.parametrize("page", _pages(), ids=lambda page: Path(page.path).stem)
def test_a_real_page_says_the_same_everywhere(page: ItemPage) -> None:
    assert_law(said_of(item(page.item.body)))
