"""Which items a transcript speaks about: found by what is said, and corrected by editors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from backissue.archive.archive import Archive
from backissue.archive.config import ArchiveConfig
from backissue.archive.corrections import add_topics, apply_edits, find_unknown
from backissue.archive.load import load
from backissue.mentions import Mention, find_mentions
from backissue.mentions.spoken_tokens import keys, likeness, skeleton
from backissue.model import Item, Kind, Link, MentionEdits, Page
from tests import measure_mentions
from tests.archives import PROJECT

TITLE = "GLIGEN: Open-Set Grounded Text-to-Image Generation"
SAID = "The last one, Gilgen, is open set grounded text to image generation."
PAPER = Item(
    "arxiv:2301.07093",
    Kind.PAPER,
    TITLE,
    week=date(2023, 1, 22),
    topics=("Computer Vision",),
    links=(Link("Code", "https://www.code.example/gligen/"),),
)


def archive(*items: Item) -> Archive:
    others = (
        Item(
            f"paper:{number}",
            Kind.PAPER,
            f"Paper {number}",
            body=f"Some models generate text and {number} images.\n" * 9,
        )
        for number in range(20)
    )
    pages = (Page(f"weeks/{item.id.replace(':', '-')}.md", item) for item in (*items, *others))
    return Archive(ArchiveConfig(), tuple(pages))


def spoken(text: str, day: date | None = date(2023, 3, 13)) -> Item:
    return Item("transcript:news", Kind.TRANSCRIPT, "News", date=day, body=f"## A story\n\n{text}\n")


def found_in(known: Archive) -> tuple[Mention, ...]:
    return find_mentions(known.pages, known.document)


def found(*items: Item) -> list[tuple[str, str]]:
    return [(mention.target.item.id, mention.words) for mention in found_in(archive(*items))]


def test_a_title_that_was_heard_wrongly_is_found_with_the_words_that_gave_it_away() -> None:
    assert found(PAPER, spoken(SAID)) == [(PAPER.id, "Gilgen, is open set grounded text to image generation")]


def test_the_story_is_the_one_in_which_it_was_said() -> None:
    body = f"Hello.\n\n## One\n\nNothing here.\n\n## Two\n\n{SAID}\n"
    (mention,) = found_in(archive(PAPER, replace(spoken(""), body=body)))
    assert (mention.story.heading, mention.story.anchor) == ("Two", "two")


@pytest.mark.parametrize(
    "text",
    [
        "Some models generate images from text.",
        "Grounded generation is a word.",
        "Gligen.",
        "An open set of images.",
        "",
    ],
)
def test_a_few_words_in_passing_are_no_mention(text: str) -> None:
    assert found(PAPER, spoken(text)) == []


def test_nobody_speaks_of_a_paper_that_was_listed_long_after() -> None:
    assert found(replace(PAPER, week=date(2023, 4, 9)), spoken(SAID)) != []
    assert found(replace(PAPER, week=date(2023, 6, 4)), spoken(SAID)) == []
    assert found(replace(PAPER, week=date(2023, 6, 4)), spoken(SAID, None)) != []


@pytest.mark.parametrize("address", ["arXiv 2301.07093", "<https://code.example/gligen>."])
def test_an_identifier_or_an_address_is_a_mention_by_itself(address: str) -> None:
    assert [target for target, _ in found(PAPER, spoken(f"See {address}"))] == [PAPER.id]


def test_words_that_one_title_has_are_not_anothers_too() -> None:
    other = replace(PAPER, id="arxiv:2302.00001", title="For Grounded Text-to-Image Generation")
    assert [target for target, _ in found(PAPER, other, spoken(SAID))] == [PAPER.id]


def test_an_editor_drops_what_is_wrong_and_adds_what_is_missing() -> None:
    edits = MentionEdits(add=("paper:3", "none:such"), drop=(PAPER.id,))
    whole = archive(PAPER, replace(spoken(SAID), mentions=edits))
    (mention,) = apply_edits(whole, found_in(whole))
    assert (mention.target.item.id, mention.story.heading, mention.words) == ("paper:3", "", "")
    (problem,) = find_unknown(whole)
    assert problem[:3] == ("weeks/transcript-news.md", "mentions", "`mentions` names `none:such`, the id of no item")
    assert problem.is_hint


def test_the_topics_of_a_transcript_follow_from_what_it_speaks_of_unless_it_names_its_own() -> None:
    plain, named = spoken(SAID), replace(spoken(SAID), id="transcript:named", topics=("News",))
    whole = archive(PAPER, plain, named)
    topics = {page.item.id: page.item.topics for page in add_topics(whole, found_in(whole)).pages}
    assert (topics[plain.id], topics[named.id]) == (("Computer Vision",), ("News",))


def test_a_new_week_of_papers_changes_no_mention_that_was_there() -> None:
    known = load(PROJECT)
    new = tuple(
        Page(
            f"weeks/2023-04-02/{n}.md",
            Item(f"paper:{n}", Kind.PAPER, f"New {n}: Ways to Learn {n} Things", week=date(2023, 4, 2)),
        )
        for n in range(10)
    )
    before = [(mention.target.path, mention.words) for mention in found_in(known)]
    after = [(mention.target.path, mention.words) for mention in found_in(replace(known, pages=known.pages + new))]
    assert before == after


def test_words_are_compared_without_case_accents_and_hyphens() -> None:
    assert keys("PaLM-E's *Überblick*, text\u2011to\u2011image") == ["palm", "e", "uberblick", "text", "to", "image"]


def test_what_sounds_alike_is_alike_and_short_words_are_not() -> None:
    assert likeness("gligen", "gilgen") > 0.7
    assert likeness("models", "model") > 0.9
    assert (likeness("one", "won"), likeness("set", "sat"), likeness("2023", "2024")) == (0, 0, 0)
    assert skeleton("gligen") == skeleton("gilgen")


@pytest.mark.skipif(not measure_mentions.LABELS.exists(), reason="the labels are not part of the project")
def test_the_labelled_transcript_has_its_mentions_and_nothing_else_has_any() -> None:
    row = measure_mentions.labelled(measure_mentions.archive())
    assert (row.found, row.false) == (row.expected, 0)


def test_most_titles_that_were_misheard_are_found_and_none_is_taken_for_another() -> None:
    row = measure_mentions.heard(measure_mentions.archive())
    assert row.false == 0
    assert row.found >= 0.95 * row.expected


@pytest.mark.parametrize("measured", [measure_mentions.unheard, measure_mentions.invented])
def test_what_nobody_spoke_of_is_not_found(measured: Callable[[Archive], measure_mentions.Row]) -> None:
    assert measured(measure_mentions.archive()).false == 0


@pytest.mark.parametrize("part", ["seen", "held"])
def test_short_names_are_found_and_what_is_called_alike_is_not(part: str) -> None:
    row = measure_mentions.short_names(measure_mentions.archive(), part)
    assert row.false == 0
    assert row.found >= 0.9 * row.expected


def test_a_title_that_is_said_again_and_again_is_still_found() -> None:
    assert found(PAPER, spoken("\n\n".join([SAID] * 9))) != []
