"""Numbers and versions that are said beside their projects mean the items that are about them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from backissue.archive.archive import Archive
from backissue.archive.config import ArchiveConfig
from backissue.mentions import find_mentions
from backissue.mentions.identifiers import numbers
from backissue.mentions.kinds_of_evidence import Evidence
from backissue.mentions.spoken_tokens import tokens
from backissue.model import Item, Kind, Page

CASES = Path(__file__).parent.parent / "cases" / "mentions" / "numbers.tsv"
DAY = date(2024, 3, 12)


def page(name: str, title: str, day: date) -> Page:
    return Page(f"weeks/{name}.md", Item(f"paper:{name}", Kind.PAPER, title, date=day, body="It is new.\n"))


def found(said: str, *items: Page) -> list[tuple[str, str, Evidence]]:
    item = Item("transcript:talk", Kind.TRANSCRIPT, "Talk", date=DAY, body=f"{said}\n")
    archive = Archive(ArchiveConfig(), (*items, Page("weeks/talk.md", item)))
    mentions = find_mentions(archive.pages, archive.document)
    return [(mention.target.path.removeprefix("weeks/"), mention.words, mention.by) for mention in mentions]


def rows() -> Sequence[Sequence[str]]:
    return [line.split("\t") for line in CASES.read_text("utf-8").splitlines()]


@pytest.mark.parametrize(("title", "said", "words"), rows())
def test_a_number_means_its_item_where_its_project_is_named(title: str, said: str, words: str) -> None:
    expected = [("one.md", words, Evidence.NUMBER)] if words else []
    assert found(said, page("one", title, date(2024, 3, 8))) == expected


def test_of_one_number_the_item_of_the_day_is_meant_and_none_that_came_later() -> None:
    weeks = {"old": date(2024, 2, 2), "new": date(2024, 3, 8), "later": date(2024, 3, 14)}
    items = [page(name, "Heron 0.18.4-rc1", day) for name, day in weeks.items()]
    assert [path for path, *_ in found("Heron 0.18.4 RC 1 is out.", *items)] == ["new.md"]


def test_of_two_projects_with_one_number_that_beside_it_is_meant() -> None:
    items = [page(name, f"{name} #3102", date(2024, 3, 8)) for name in ("Heron", "Sea Kestrel Guides")]
    said = "Sea Kestrel Guides are long. They have a page for each bird that there is in our many valleys. Heron #3102."
    assert [path for path, *_ in found(said, *items)] == ["Heron.md"]


def test_a_version_is_the_one_of_its_stage_before_any_other() -> None:
    done, candidate = page("done", "Heron 2.0", date(2024, 3, 1)), page("rc", "Heron 2.0rc1", date(2024, 3, 8))
    assert [path for path, *_ in found("Heron 2.0 is out.", done, candidate)] == ["done.md"]
    assert [path for path, *_ in found("Heron 2.0 rc1 is out.", done, candidate)] == ["rc.md"]


def test_a_number_stands_where_its_words_are() -> None:
    text = "See <https://a.example/4411> or #4411, v1.2.0-rc3 (12:05) and 5120."
    given = numbers(text, tokens(text))
    assert [(one.form, one.stage, one.is_signed) for one in given] == [
        ("4411", "", True),
        ("1.2", "rc3", False),
        ("5120", "", False),
    ]
    words = [token.key for token in tokens(text)]
    assert [words[one.start : one.stop] for one in given] == [["4411"], ["v1", "2", "0", "rc3"], ["5120"]]
