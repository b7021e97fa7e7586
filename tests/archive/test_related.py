"""Related items: what they share, what is too little, and what stays as it was."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from backissue.archive import related
from backissue.archive.archive import Archive
from backissue.archive.catalogue import catalogue
from backissue.archive.config import ArchiveConfig
from backissue.archive.page_terms import Use
from backissue.archive.related import MOST, Relation
from backissue.archive.shared_terms import Shared, shared_terms
from backissue.model import Item, Kind, Link, Page
from backissue.store import Store
from tests import effort

FILLER = "The authors measure the outcome and report the figures that everybody expects of them."
SPACES = f"State space models are fast. We train state space models. {FILLER}\n"
FIELDS = f"A radiance field is rendered. Each radiance field holds colour. {FILLER}\n"


WEEK = date(2023, 3, 26)


def item(name: str, body: str, week: date = WEEK, topics: tuple[str, ...] = (), people: tuple[str, ...] = ()) -> Item:
    return Item(f"paper:{name}", Kind.PAPER, name, week=week, topics=topics, people=people, body=body)


def archive(items: Sequence[Item]) -> Archive:
    return Archive(ArchiveConfig(), tuple(Page(f"weeks/{one.week}/{one.title}.md", one) for one in items))


def relations(items: Sequence[Item]) -> dict[str, tuple[Relation, ...]]:
    """What is related to each item, by titles. Items about nothing in particular make the archive large enough."""
    others = [item(f"other {number}", FILLER) for number in range(40)]
    found = catalogue(archive([*items, *others])).related
    return {one.title: found.get(f"weeks/{one.week}/{one.title}.md", ()) for one in items}


def titles(found: Sequence[Relation]) -> list[str]:
    return [relation.page.item.title for relation in found]


def test_items_that_come_back_to_the_same_phrase_are_related_by_it() -> None:
    found = relations([item("A", SPACES), item("B", SPACES), item("C", FIELDS)])
    assert (titles(found["A"]), titles(found["B"]), titles(found["C"])) == (["B"], ["A"], [])
    assert found["A"][0].terms == ("state space models",)


def test_a_shared_term_is_told_as_the_items_own_text_has_it() -> None:
    other = "The SSMs are fast. We train the SSM. It is a Known thing.\n"
    found = relations([item("A", "An SSM is fast. We train the SSM.\n"), item("B", other)])
    assert [found[name][0].terms for name in "AB"] == [("SSM",), ("SSMs",)]


def test_what_all_items_say_relates_none() -> None:
    assert not catalogue(archive([item(f"paper {number}", SPACES) for number in range(40)])).related


def test_words_that_no_text_comes_back_to_relate_none() -> None:
    once = "An astonishing breakthrough in the remarkable laboratory.\n"
    assert relations([item("A", once), item("B", once)]) == {"A": (), "B": ()}


def test_a_topic_in_common_is_told_but_does_not_relate_by_itself() -> None:
    bodies = {"A": SPACES, "B": SPACES, "C": FIELDS}
    found = relations([item(name, body, topics=("Sound",)) for name, body in bodies.items()])
    assert titles(found["A"]) == ["B"]
    assert found["A"][0].topic == "Sound"


def test_a_person_in_common_relates_items() -> None:
    ada = ("Ada Lovelace",)
    found = relations([item("A", SPACES, people=ada), item("B", FIELDS, people=ada), item("C", FILLER)])
    assert (titles(found["A"]), found["A"][0].people) == (["B"], ("Ada Lovelace",))


def test_of_equals_those_of_the_same_week_come_first_and_then_the_older_ones() -> None:
    days = [date(2023, 1, 1) + timedelta(weeks=number) for number in (3, 0, 1, 3, 2)]
    found = relations([item(f"{number}", SPACES, day) for number, day in enumerate(days)])
    assert titles(found["0"]) == ["3", "1", "2", "4"]


def test_no_more_than_a_few_are_told() -> None:
    assert all(len(found) <= MOST for found in relations([item(f"{n}", SPACES + FIELDS) for n in range(5)]).values())


def test_a_long_talk_is_related_to_what_it_is_about_and_not_to_all_that_it_touches() -> None:
    rest = " ".join(f"Then came matter {number} with the thing{number} and the part{number}." for number in range(900))
    talk = item("Talk", f"{SPACES * 20} {rest} A radiance field. Another radiance field.\n")
    found = relations([talk, item("A", SPACES), item("C", FIELDS)])
    assert titles(found["Talk"]) == ["A"]
    assert titles(found["C"]) == []


def generated(number: int) -> list[Item]:
    """Papers, ten a week, each about three of as many subjects as there are papers."""
    dice = random.Random(7)
    subjects = [f"{dice.choice('bdfgkl')}{dice.choice('aeiou')}{index}ing nets" for index in range(number)]
    items = []
    for index in range(number):
        about = [subjects[int(dice.random() ** 2 * number)] for _ in range(3)]
        body = " ".join(f"The {name} help. More {name} help." for name in about)
        items.append(item(f"paper {index}", body, date(2020, 1, 5) + timedelta(weeks=index // 10)))
    return items


@pytest.mark.slow
def test_a_week_more_leaves_most_of_what_was_related_as_it_was() -> None:
    items = generated(2000)
    before, after = (catalogue(archive(some)).related for some in (items[:-10], items))
    old = [f"weeks/{one.week}/{one.title}.md" for one in items[:-10]]
    assert len(before) > 600
    changed = [path for path in old if before.get(path) != after.get(path)]
    assert len(changed) <= 40


def edited(dice: random.Random, items: Sequence[Item]) -> list[Item]:
    """The items after an edit: of a text, a title or a day, of people, one more or one less."""
    at = dice.randrange(len(items))
    one = items[at]
    change = dice.choice(
        [
            [],
            [one, item(f"new {dice.random()}", one.body, one.week or WEEK)],
            [replace(one, body=f"{one.body} {dice.choice(items).body}")],
            [replace(one, week=WEEK, topics=("Sound",))],
            [replace(one, people=(dice.choice("AB"),))],
        ]
    )
    return [*items[:at], *change, *items[at + 1 :]]


@pytest.mark.parametrize("seed", range(effort.of(40)))
def test_what_is_remembered_changes_nothing_over_any_history_of_edits(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    items = generated(60)
    for _ in range(6):
        with Store(tmp_path / "store.sqlite") as store:
            known = catalogue(replace(archive(items), store=store)).related
        assert known == catalogue(archive(items)).related != {}
        items = edited(dice, items)


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one for each two items that are compared term by term."""
    found: list[int] = []

    def counted(
        mine: Mapping[int, Use], theirs: Mapping[int, Use], rarities: Mapping[int, int], name: Callable[[int], str]
    ) -> list[Shared]:
        found.append(1)
        return shared_terms(mine, theirs, rarities, name)

    monkeypatch.setattr(related, "shared_terms", counted)
    return found


def test_twice_the_items_are_twice_the_work(compared: list[int]) -> None:
    def work(number: int) -> int:
        compared.clear()
        catalogue(archive(generated(number)))
        return len(compared)

    once, twice = work(300), work(600)
    assert 0 < twice <= 2.5 * once


def test_an_edit_compares_only_what_shares_words_with_it(tmp_path: Path, compared: list[int]) -> None:
    items = generated(300)
    with Store(tmp_path / "store.sqlite") as store:
        catalogue(replace(archive(items), store=store))
        whole = len(compared)
        catalogue(replace(archive(items), store=store))
        assert len(compared) == whole
        new = item("new", "The quux nets help. More quux nets help.")
        catalogue(replace(archive([*items, new]), store=store))
        assert len(compared) - whole < whole / 5


def test_the_order_of_the_files_does_not_matter() -> None:
    items = generated(60)
    assert catalogue(archive(items)).related == catalogue(archive(items[::-1])).related


def test_a_talk_and_a_summary_of_one_recording_are_related_by_it_and_first() -> None:
    def of_recording(kind: Kind, title: str, url: str) -> Item:
        return Item(f"{kind}:{title}", kind, title, week=WEEK, links=(Link("Video", url),), body=SPACES)

    talk = of_recording(Kind.TRANSCRIPT, "Talk", "https://youtu.be/AAAAAAAAAAA")
    summary = of_recording(Kind.SUMMARY, "Summary", "https://www.youtube.com/watch?v=AAAAAAAAAAA&t=9")
    other = of_recording(Kind.TRANSCRIPT, "Other", "https://youtu.be/BBBBBBBBBBB")
    paper = of_recording(Kind.PAPER, "Paper", "https://youtu.be/AAAAAAAAAAA")
    found = relations([item("A", SPACES), talk, summary, other, paper])
    assert (titles(found["Talk"])[0], titles(found["Summary"])[0]) == ("Summary", "Talk")
    named = {title: [one.page.item.title for one in found[title] if one.same_recording] for title in found}
    assert {title: twins for title, twins in named.items() if twins} == {"Talk": ["Summary"], "Summary": ["Talk"]}


def issues(*bodies: str) -> dict[str, tuple[Relation, ...]]:
    """What is related to each of some issues with these texts, by their titles."""
    made = [
        replace(item(name, body, WEEK + timedelta(weeks=at)), kind=Kind.ISSUE, id=f"issue:{at}")
        for at, (name, body) in enumerate(zip(("Oak", "Elm", "Ash"), bodies, strict=False))
    ]
    return relations(made)


def test_issues_that_list_two_links_alike_are_related_by_what_these_are_called() -> None:
    shared = "- [A tiny piano](https://piano.example/)\n- [Maps](http://www.maps.example)\n"
    other = "- [Piano](https://piano.example/?utm_source=x)\n- [Old maps](https://maps.example/)\n"
    found = issues(shared, other, "- [Lamps](https://lamps.example/)\n")
    assert [titles(found[name]) for name in ("Oak", "Elm", "Ash")] == [["Elm"], ["Oak"], []]
    assert found["Oak"][0].links == ("A tiny piano", "Maps")
    assert found["Elm"][0].links == ("Piano", "Old maps")


def test_one_link_alone_relates_nothing() -> None:
    found = issues("- [A](https://a.example/)\n", "- [A](https://a.example/)\n")
    assert titles(found["Oak"]) == []


def test_links_that_many_items_have_tell_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(related, "LINKED", 2)
    both = "- [A](https://a.example/)\n- [B](https://b.example/)\n"
    assert titles(issues(both, both)["Oak"]) == ["Elm"]
    assert titles(issues(both, both, both)["Oak"]) == []
