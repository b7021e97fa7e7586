"""The page of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from markdown import Markdown
from mkdocs.config import load_config

from backissue.archive.archive import Archive
from backissue.archive.catalogue import catalogue
from backissue.archive.config import ArchiveConfig
from backissue.model import Item, Kind, Page
from backissue.site import other_pages
from backissue.site.gate import examine
from backissue.site.site import Site, Templates
from tests.archives import PROJECT

FIRST = date(2023, 1, 1)


def made(items: Sequence[Item], root: Path) -> str:
    pages = tuple(Page(f"weeks/{item.week}/{item.id}.md", item) for item in items)
    document = other_pages.numbers(Site(catalogue(Archive(ArchiveConfig(), pages)), Templates(root), "Toy"))
    return document.text


def weekly(number: int, topics: tuple[str, ...] = (), people: tuple[str, ...] = ()) -> list[Item]:
    """Papers, one a week; the newer half of them asks GPT-4."""
    base = Item("", Kind.PAPER, "", topics=topics, people=people)
    return [
        replace(
            base,
            id=f"p{index}",
            title=f"Paper {index}",
            week=FIRST + timedelta(weeks=index),
            body="We ask GPT-4.\n" if 2 * index >= number else "Nothing to see.\n",
        )
        for index in range(number)
    ]


def test_an_empty_archive_has_nothing_to_count(tmp_path: Path) -> None:
    text = made([], tmp_path)
    assert "nothing to count yet" in text
    assert "<table" not in text


def test_an_archive_of_undated_items_has_nothing_to_count_either(tmp_path: Path) -> None:
    assert "nothing to count yet" in made([Item("a", Kind.PAPER, "A")], tmp_path)


def test_every_kind_has_its_chart_beside_that_of_all(tmp_path: Path) -> None:
    talk = Item("t", Kind.TRANSCRIPT, "Talk", week=FIRST)
    text = made([*weekly(4), talk], tmp_path)
    captions = ["Items by week", "Papers by week", "Transcripts by week"]
    assert all(f"<caption>{caption}</caption>" in text for caption in captions)


def test_an_archive_of_one_kind_is_drawn_once(tmp_path: Path) -> None:
    assert made(weekly(4), tmp_path).count('class="bi-chart') == 1


def test_a_word_that_came_up_leads_to_its_items_and_to_the_search(tmp_path: Path) -> None:
    text = made(weekly(12), tmp_path)
    assert "[GPT-4](search.md?q=GPT-4)" in text
    assert "New, in 6 items. First in [Paper 6](weeks/2023-02-12/p6.md) (12 February 2023), then [Paper 7]" in text


def test_the_longest_pause_is_told_with_the_weeks_around_it(tmp_path: Path) -> None:
    items = [*weekly(3), replace(weekly(1)[0], id="late", week=FIRST + timedelta(weeks=6))]
    expected = "Longest pause: 3 weeks, between [9\u201315 January 2023](weeks/2023-01-15/index.md) and"
    assert expected in made(items, tmp_path)
    assert "Longest pause" not in made(weekly(3), tmp_path)


def test_people_named_more_than_once_are_listed_and_can_be_searched_for(tmp_path: Path) -> None:
    text = made([*weekly(2, people=("Ada & Co",)), Item("x", Kind.PAPER, "X", people=("Once",))], tmp_path)
    assert "(search.md?people=Ada%20%26%20Co)" in text
    assert "Once" not in text


def test_names_of_topics_stay_text_and_the_page_is_safe(tmp_path: Path) -> None:
    items = weekly(4, topics=('<img src=x onerror="a">',), people=("[a](javascript:x)",))
    text = made(items, tmp_path)
    config = load_config(str(PROJECT / "mkdocs.yml"))
    markdown = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)
    body = text.partition("\n---\n")[2]
    assert examine("", "numbers.md", 1, markdown.reset().convert, body).problems == ()
    assert "<img" not in markdown.reset().convert(body)
