"""Issues and notes of other makers, where a checkout has them beside it; nothing of them is kept here."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from markdown import Markdown

from backissue.model import Item, Kind, Problem
from backissue.site import engine
from backissue.site.gate import examine
from backissue.sources.pieces import Fate, Reading, Source
from tests.readings import find_reader, read_by

PROJECT = Path(__file__).parent.parent.parent
SAMPLES = PROJECT.parent / "shared" / "samples"
FILES = (
    "bitcoinops/2026-07-31-newsletter.md",
    "haskellweekly/issue-538.markdown",
    "bitcointranscripts/session-notes.md",
)

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")


def read(name: str) -> Reading:
    path = SAMPLES / name
    source = Source(path.name, tuple(path.read_text("utf-8").splitlines()))
    reader = find_reader(source)
    assert not isinstance(reader, Problem), str(reader)
    return read_by(reader, source)


def only_item(name: str) -> Item:
    (item,) = read(name).items
    return item


@pytest.mark.parametrize("name", FILES)
def test_a_sample_comes_in_whole_and_passes_the_build(name: str) -> None:
    reading = read(name)
    config = engine.configure(PROJECT)
    markdown = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)
    assert all(problem.is_hint for problem in reading.problems)
    assert reading.account[Fate.PROBLEM] == 0
    assert examine(reading.items[0].body, name, 1, markdown.reset().convert).problems == ()


def test_a_newsletter_with_a_head_has_its_title_and_day_and_no_template_marks() -> None:
    item = only_item(FILES[0])
    assert (item.kind, item.title, item.date) == (Kind.ISSUE, "Bitcoin Optech Newsletter #416", date(2026, 7, 31))
    assert "{%" not in item.body
    assert "[posted](https://" in item.body


def test_a_list_of_links_keeps_each_link_and_its_quotation() -> None:
    item = only_item(FILES[1])
    assert item.kind == Kind.ISSUE
    source = (SAMPLES / FILES[1]).read_text("utf-8")
    assert item.body.count("](https://") == source.count("](https://")
    assert item.body.count("\n- [") == source.count("\n- [")


def test_notes_of_a_session_are_a_session() -> None:
    item = only_item(FILES[2])
    assert (item.kind, item.title, item.date) == (Kind.SESSION, "Fingerprinting", date(2025, 10, 23))
    assert item.topics == ("bitcoin-core", "privacy")
