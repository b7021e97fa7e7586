"""Which row that appeared is which item that vanished: what each piece of evidence does, and how often it is right."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

import pytest

from backissue.archive.load import load
from backissue.merge import matching
from backissue.merge.matching import LOOKED_AT, Matches, Row, match
from backissue.text import sentences, slugify
from tests import effort
from tests.archives import PROJECT

SUNDAY = date(2023, 3, 26)
CRANES = "The port has three new cranes, which lift forty tons each and came by ship from the north."
MARKET = "Every Friday the fish market opens at five, and by eight the best of the catch is sold."
OLD = Row("old", "paper", "Three new cranes for the port", SUNDAY, frozenset(["https://port.example/1"]), CRANES)
OTHER = Row("other", "paper", "Fish market at dawn", SUNDAY, frozenset(), MARKET)
HISTORIES = effort.of(2000, 20)


def verdict(new: Row, *olds: Row) -> str:
    """What becomes of a row: an old id, ``new``, or ``unclear``."""
    found = match(olds, [new], [*olds, OTHER])
    return found.same.get(new.id, "unclear" if new.id in found.unclear else "new")


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (replace(OLD, id="n", title="Four new cranes for the port"), "old"),
        (replace(OLD, id="n", title="Something wholly different", links=frozenset()), "old"),
        (replace(OLD, id="n", week=date(2024, 3, 31), links=frozenset()), "old"),
        (replace(OLD, id="n", links=frozenset(["https://harbour.example/7"])), "old"),
        (replace(OLD, id="n", body=f"{CRANES} They are painted blue and were paid for by the town."), "old"),
        (replace(OLD, id="n", title="Die neuen Kräne", body="Der Hafen hat drei neue Kräne."), "unclear"),
        (replace(OLD, id="n", body=MARKET, links=frozenset()), "unclear"),
        (replace(OLD, id="n", title="Choir", links=frozenset(["https://x.example/"]), body="A choir sings."), "new"),
        (replace(OTHER, id="n", week=date(2023, 4, 2)), "new"),
    ],
)
def test_a_row_is_recognised_by_what_a_correction_leaves(new: Row, expected: str) -> None:
    assert verdict(new, OLD) == expected


def test_two_items_that_are_as_much_like_a_row_are_unclear() -> None:
    new = replace(OLD, id="n", title="Cranes for the port")
    assert verdict(new, OLD, replace(OLD, id="twin", title="Two new cranes for the port")) == "unclear"


def test_a_row_that_two_rows_are_as_much_like_is_unclear() -> None:
    new = [replace(OLD, id=f"n{number}", title=f"{number} cranes") for number in ("Five", "Six")]
    assert match([OLD], new, [OLD]) == Matches({}, {"nFive": ("old",), "nSix": ("old",)})


def test_a_text_that_all_rows_have_says_nothing() -> None:
    rows = [replace(OLD, id=f"o{n}", title=f"{n} ships", links=frozenset()) for n in ("One", "Two", "Six", "Ten")]
    new = replace(OLD, id="n", title="A lighthouse to rent", links=frozenset(), week=date(2023, 4, 2))
    assert match(rows[:1], [new], rows) == Matches()


def test_numbers_in_titles_tell_episodes_apart() -> None:
    old = replace(OLD, title="Harbour news, episode 12", body="", links=frozenset())
    new = replace(old, id="n", title="Harbour news, episode 13", week=date(2023, 4, 2))
    assert verdict(new, old) == "new"


def test_where_texts_are_silent_a_row_of_the_week_of_another_is_unclear() -> None:
    old = replace(OLD, body="", links=frozenset())
    assert verdict(replace(old, id="x", title="Choir"), old) == "unclear"
    assert verdict(replace(old, id="x", title="Choir", links=OLD.links), old) == "unclear"
    assert verdict(replace(old, id="x", title="Choir", body=MARKET), old) == "new"
    assert verdict(replace(old, id="x", title="Choir", week=date(2023, 4, 2)), old) == "new"
    assert verdict(replace(old, id="x", title="Choir", week=None), replace(old, week=None)) == "new"


def test_of_items_that_are_as_likely_the_one_that_stood_there_is_named_first() -> None:
    rows = [replace(OLD, id=name, body="", links=frozenset(), between=(name, "")) for name in "abc"]
    news = [replace(rows[1], id="n", title="Choir"), replace(rows[1], id="m", title="Choir", between=None)]
    assert match(rows, news, rows) == Matches({}, {"n": ("b", "a", "c"), "m": ("a", "b", "c")})


def test_texts_without_blanks_between_words_are_compared_by_letters() -> None:
    old = replace(
        OLD,
        title="新しい起重機",
        body="港には新しい起重機が三台あり、それぞれ四十トンを持ち上げる。",
        links=frozenset(),
    )
    assert verdict(replace(old, id="n", title="港の起重機", body=old.body.replace("三台", "四台")), old) == "old"


def test_a_row_is_compared_with_few_of_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the work grows with the rows and not with their square."""
    compared = []

    def compare(one: str, other: str) -> float:
        compared.append((one, other))
        return 0.0

    monkeypatch.setattr(matching, "compare_titles", compare)
    chance = random.Random(0)
    rows = [
        replace(OLD, id=f"o{n}", title=f"{n} {chance.random()}", body=f"{CRANES} {n}", links=frozenset())
        for n in range(300)
    ]
    match(rows, [replace(row, id=f"n{row.id}", title=f"New {row.title}") for row in rows], rows)
    assert len(compared) <= 2 * LOOKED_AT * len(rows)


# Rows as a newsletter's editor corrects them, made of the papers of this archive.


@cache
def papers() -> Sequence[tuple[str, str]]:
    """The titles and texts of this archive's papers."""
    return [(page.item.title, page.item.body) for page in load(PROJECT).pages if page.item.kind == "paper"]


@dataclass(frozen=True)
class Changed:
    """A source before and after: the rows that vanished, those that appeared, and which of these is which of those."""

    vanished: Sequence[Row]
    appeared: Sequence[Row]
    known: Sequence[Row]
    truth: dict[str, str]


def corrected(row: Row, chance: random.Random) -> Row:
    """Return a row as a person corrects it, in one or two respects."""
    for _ in range(chance.randint(1, 2)):
        words = row.title.split()
        place = chance.randrange(len(words))
        respect = chance.choice(["word", "letter", "cut", "day", "link", "text"])
        if respect == "word":
            row = replace(row, title=" ".join([*words[:place], "Revised", *words[place + 1 :]]))
        elif respect == "letter":
            row = replace(row, title=" ".join([*words[:place], words[place][1:] or "a", *words[place + 1 :]]))
        elif respect == "cut" and len(words) > 3:
            row = replace(row, title=" ".join(words[:-1]))
        elif respect == "day" and row.week:
            row = replace(row, week=row.week + timedelta(7 * chance.choice([-1, 1, 52])))
        elif respect == "link":
            row = replace(row, links=frozenset([f"https://mirror.example/{row.id}"]))
        else:
            row = replace(row, body="\n".join(sentences(row.body)[1:]) or row.body)
    return row


def changed(chance: random.Random, texts: Sequence[tuple[str, str]]) -> Changed:
    """Return a source of a few weeks and what it became: rows corrected, removed, replaced and added."""
    texts = chance.sample(texts, len(texts))
    shown = chance.choice([1, 4, 99])  # sentences of each text
    rows = []
    for number, (title, body) in enumerate(texts):
        week = SUNDAY + timedelta(7 * (number % 5))
        links = frozenset([f"https://site.example/{number}"]) if chance.random() < 0.6 else frozenset[str]()
        row = Row("", "paper", title, week, links, " ".join(sentences(body)[:shown]))
        rows.append(replace(row, id=_id(row)))
    before, fresh = rows[:25], iter(rows[25:])
    after: list[tuple[Row, str]] = []
    for row in before:
        fate = chance.random()
        if fate < 0.2:
            new = corrected(row, chance)
            after.append((replace(new, id=_id(new)), row.id))
        elif fate < 0.25:
            after.append((replace(new := next(fresh), week=row.week, id=_id(replace(new, week=row.week))), ""))
        elif fate < 0.9:
            after.append((row, row.id))
    after += [(next(fresh), "") for _ in range(3)]
    staying = {row.id for row in before} & {row.id for row, _ in after}
    truth = {row.id: old for row, old in after if row.id not in staying}
    return Changed(
        [row for row in before if row.id not in staying],
        [row for row, _ in after if row.id in truth],
        before,
        truth,
    )


def _id(row: Row) -> str:
    return next(iter(row.links), f"{slugify(row.title)}:{row.week}")


def test_of_many_corrected_removed_and_new_rows_none_is_taken_for_another_and_few_are_asked_about() -> None:
    """The other half of the papers was what the weights of the evidence were found with."""
    counts: Counter[str] = Counter()
    for seed in range(HISTORIES):
        source = changed(random.Random(seed), papers()[1::2])
        found = match(source.vanished, source.appeared, source.known)
        for new, old in source.truth.items():
            said = found.same.get(new, "?" if new in found.unclear else "")
            counts["all"] += 1
            counts["asked"] += said == "?"
            assert said in {old, "?"}, f"{seed}: {new} was taken for {said or 'new'} and is {old or 'new'}"
    assert counts["asked"] <= counts["all"] * 0.05
