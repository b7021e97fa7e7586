"""By which names an item may be called, how they are written, and what has to support them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from backissue.archive.archive import Archive
from backissue.archive.config import ArchiveConfig
from backissue.mentions import find_mentions
from backissue.mentions.kinds_of_evidence import Evidence
from backissue.mentions.names import names
from backissue.mentions.shapes import APART, BEGINS, CAPITAL, JOINED, UPPER, seen_in, shapes
from backissue.mentions.spoken_tokens import tokens
from backissue.model import Item, Kind, Page

HERON = Item(
    "paper:heron",
    Kind.PAPER,
    "Heron: A Tracker of Birds in Reeds",
    date=date(2024, 3, 8),
    body="Cameras count wading birds, and a tracker follows them through reeds.\n",
)
ABOUT = "It counts the birds in reeds with cameras, and it follows them as they wade."


def found(said: str, *items: Item, by: Evidence = Evidence.NAME) -> list[tuple[str, str]]:
    talk = Item("transcript:talk", Kind.TRANSCRIPT, "Talk", date=date(2024, 9, 12), body=f"{said}\n")
    other = Item("paper:other", Kind.PAPER, "Other", body="This is about all that there is else in the world.\n" * 300)
    pages = tuple(Page(f"weeks/{item.id.partition(':')[2]}.md", item) for item in (*items, other, talk))
    archive = Archive(ArchiveConfig(), pages)
    mentions = find_mentions(archive.pages, archive.document)
    assert all(mention.by is by for mention in mentions)
    return [(mention.target.item.id, mention.words) for mention in mentions]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (f"They use Heron here. {ABOUT}", "Heron"),
        (f"they use heron here {ABOUT}".lower(), "heron"),
        (f"They use a Heron-based system. {ABOUT}", "Heron"),
        ("They use Heron here. It is nice, and I have seen it at work.", ""),
        (f"They saw a heron here. {ABOUT}", ""),
        (f"They use Heron 2 here. {ABOUT}", ""),
        (f"They use Heron two here. {ABOUT}", ""),
        (f"They use Heron-Large here. {ABOUT}", ""),
        (f"They use Night-Heron here. {ABOUT}", ""),
        (f"They use Heron Guard here. {ABOUT}", ""),
    ],
)
def test_a_plain_name_needs_its_capital_its_own_words_around_it_and_nothing_behind_it(said: str, words: str) -> None:
    assert found(said, HERON) == ([(HERON.id, words)] if words else [])


@pytest.mark.parametrize("said", ["Deep Heron R1", "DeepHeron-R1", "deep heron r one"])
def test_a_numbered_name_is_found_in_any_pieces(said: str) -> None:
    item = replace(HERON, title="DeepHeron-R1: A Tracker of Birds in Reeds")
    assert found(f"They use {said} to count birds.", item) == [(item.id, said)]


@pytest.mark.parametrize("said", ["Deep Kyte R1", "DeepKitte-R1"])
def test_a_coined_name_is_found_by_its_sound_where_more_supports_it(said: str) -> None:
    item = replace(HERON, title="DeepKite-R1: A Tracker of Birds in Reeds")
    assert found(f"They use {said}. {ABOUT}", item, by=Evidence.HEARD) == [(item.id, said)]
    assert found(f"They use {said} for a reed.", item) == []


def test_a_name_that_is_another_titles_own_leads_only_there() -> None:
    own = replace(HERON, id="paper:own", title="Heron 3 Technical Report")
    user = replace(HERON, id="paper:user", title="Birds in Reeds with Heron 3")
    assert found(f"They use Heron 3. {ABOUT}", own, user) == [(own.id, "Heron 3")]
    assert found(f"They use Heron 3. {ABOUT}", user) == [(user.id, "Heron 3")]


def test_a_name_that_an_editor_gives_is_the_items_own() -> None:
    item = replace(HERON, title="Following Wading Birds by Camera", extra={"short": "Reedling, WBC"})
    assert found(f"They use Reedling here. {ABOUT}", item) == [(item.id, "Reedling")]
    assert found(f"They use WBC here. {ABOUT}", item) == [(item.id, "WBC")]


def test_a_question_or_a_title_with_a_number_has_no_names() -> None:
    assert names("Why is the sky blue?", "") == names("Heron 2.0", "") == []


def test_the_shape_of_a_word_tells_how_it_is_written_and_what_stands_before_it() -> None:
    text = "We met Gemma-2, then LLMs. NASA too"
    assert seen_in(shapes(text, tokens(text))) == [
        CAPITAL + BEGINS + APART,
        0,
        CAPITAL,
        JOINED,
        APART,
        CAPITAL,
        CAPITAL + BEGINS + APART + UPPER,
        0,
    ]
