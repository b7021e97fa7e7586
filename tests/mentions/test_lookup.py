"""What was looked for before is not looked for again, what is found is the same, and the work is linear."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from backissue.archive.archive import Archive
from backissue.archive.config import ArchiveConfig
from backissue.mentions import Memory, Mention, find_mentions, lookup
from backissue.mentions.align import Alignment, align
from backissue.mentions.kinds_of_evidence import Evidence
from backissue.mentions.known_titles import Known
from backissue.mentions.said_pages import Story
from backissue.mentions.subjects import Subject
from backissue.mentions.surprise import Surprise
from backissue.mentions.weighing import weigh
from backissue.model import Item, Kind, Page
from backissue.store import Store
from tests import effort

PARTS = [f"{first}{vowel}{last}" for first in "bdgklt" for vowel in "aeiou" for last in "mnrst"]
WORDS = [f"{one}{other}us" for one in PARTS[::3] for other in PARTS[::5]]
DAY = date(2024, 1, 7)


def paper(number: int, title: str) -> Page:
    body = f"We study {WORDS[number % len(WORDS)]} and more.\n"
    return Page(f"weeks/p{number:05}.md", Item(f"paper:{number}", Kind.PAPER, title, week=DAY, body=body))


def talk(number: int, body: str) -> Page:
    day = DAY + timedelta(days=number % 3)
    return Page(
        f"weeks/t{number:05}.md", Item(f"transcript:{number}", Kind.TRANSCRIPT, f"Talk {number}", day, body=body)
    )


def speech(dice: random.Random, titles: Sequence[str]) -> str:
    """Stories, each of which says some title, perhaps with a slip of the tongue, among other words."""
    stories = []
    for number in range(3):
        said = dice.choice(titles).replace("mus", dice.choice(["mus", "muz"]))
        around = [" ".join(dice.choices(WORDS, k=6)) for _ in range(2)]
        stories.append(f"## Story {number}\n\n{around[0]} {said} {around[1]}.\n")
    return "\n".join(stories)


def pages(dice: random.Random, papers: int, talks: int) -> list[Page]:
    titles = [" ".join(dice.choices(WORDS, k=5)).capitalize() for _ in range(papers)]
    found = [paper(number, title) for number, title in enumerate(titles)]
    return found + [talk(number, speech(dice, titles)) for number in range(talks)]


def mentions(found: Sequence[Page], store: Store | None = None) -> tuple[Mention, ...]:
    archive = Archive(ArchiveConfig(), tuple(found))
    return find_mentions(archive.pages, archive.document, Memory(store or Store(), archive.document_key))


def edited(dice: random.Random, found: Sequence[Page]) -> list[Page]:
    """The pages after an edit: of a title, of a text, a page more or one less."""
    at = dice.randrange(len(found))
    page = found[at]
    match dice.randrange(4):
        case 0:
            return [*found[:at], *found[at + 1 :]]
        case 1:
            title = " ".join(dice.choices(WORDS, k=5))
            return [*found, paper(1000 + dice.randrange(10**6), title)]
        case 2:
            item = replace(page.item, title=f"{page.item.title} {dice.choice(WORDS)}")
        case _:
            item = replace(page.item, body=f"{page.item.body} {page.item.title} {dice.choice(WORDS)}\n")
    return [*found[:at], replace(page, item=item), *found[at + 1 :]]


@pytest.mark.parametrize("seed", range(effort.of(40)))
def test_what_is_remembered_changes_nothing_over_any_history_of_edits(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    found = pages(dice, 70, 4)
    for _ in range(6):
        with Store(tmp_path / "store.sqlite") as store:
            assert mentions(found, store) == mentions(found) != ()
        found = edited(dice, found)


def test_a_title_is_believed_sooner_while_it_is_news_and_where_it_was_said_word_for_word() -> None:
    days = {"old": DAY - timedelta(days=400), "new": DAY}
    weeks = {name: replace(paper(1, "Bamus bemus bimus").item, week=day) for name, day in days.items()}
    known = weigh(
        (Subject(Page(f"{name}.md", item), item.title) for name, item in weeks.items()),
        Surprise([["so"] * 999], [], set()),
    )
    told = sum(known[0].worth)

    def said(words: str, least: float, news: float) -> list[tuple[str, Evidence]]:
        story = Story(tuple(words.split()), len(words.split()) * "0")
        text = lookup.Spoken("talk.md", words, lambda: [story], DAY, least, news, is_talk=True)
        by_key = {title.key: title for title in known}
        subjects = {title.key: title.subject for title in known}
        (found,) = lookup.look_up([text], Known(subjects, lambda keys: [*map(by_key.__getitem__, keys)]), Store())
        return [(title.subject.key, one.by) for one in found for title in known if title.key == one.title]

    assert said("so bamus bemus bimus so", told + 3, told + 9) == [("old.md", Evidence.TITLE)]
    assert said("so bamus bemus bimus so", told + 9, told + 3) == [("new.md", Evidence.TITLE)]
    assert said("so bamus so bemus bimus so", told + 9, told - 9) == [("new.md", Evidence.HEARD)]
    assert said("so bamus so bemus bimus so", told + 9, told + 3) == []


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one for each place of a text that is compared with a title word by word."""
    found: list[int] = []

    def counted(title: Sequence[str], said: Sequence[str], worth: Sequence[float]) -> Alignment | None:
        found.append(1)
        return align(title, said, worth)

    monkeypatch.setattr(lookup, "align", counted)
    return found


def test_what_was_compared_is_not_compared_again(tmp_path: Path, compared: list[int]) -> None:
    found = pages(random.Random(1), 100, 5)
    with Store(tmp_path / "store.sqlite") as store:
        assert mentions(found, store)
        first = len(compared)
        mentions(found, store)
        assert len(compared) == first
        mentions([*found, paper(999, "Wholly unheard of matters")], store)
        assert len(compared) == first


def test_twice_the_papers_and_talks_are_twice_the_work(compared: list[int]) -> None:
    def work(number: int) -> int:
        compared.clear()
        assert mentions(_natural(number))
        return len(compared)

    once, twice = work(200), work(400)
    assert twice <= 2.5 * once


def _natural(number: int) -> list[Page]:
    """As many papers as are asked for, with words of their own, and a talk for each ten of them that says one."""
    dice = random.Random(3)
    titles = [" ".join([f"{dice.choice(WORDS)}{number}", *dice.choices(WORDS, k=4)]) for number in range(number)]
    talks = (talk(at, speech(dice, titles)) for at in range(number // 10))
    return [*(paper(at, title) for at, title in enumerate(titles)), *talks]


def test_an_alignment_skips_words_of_either_side_at_a_cost() -> None:
    title, said = ("deep", "sparse", "nets"), "so deep and nets again".split()
    found = align(title, said, (20.0, 10.0, 20.0))
    assert found == Alignment(28.0, ((0, 1, 1), (2, 3, 1)))
    assert align(title, ["other"], (20.0, 10.0, 20.0)) is None
    assert align(("text",), ["te", "xt"], (20.0,)) == Alignment(20.0, ((0, 0, 2),))
