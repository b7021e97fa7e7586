"""Of an edited text only the titles are weighed whose words tell another thing than before."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from backissue.mentions import known_titles
from backissue.mentions.weighing import weigh_title
from backissue.model import Page
from backissue.store import Store
from tests import effort
from tests.mentions.test_lookup import WORDS, mentions, pages


@pytest.fixture
def weighed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Grows by the title of each subject that is weighed."""
    found: list[str] = []

    def noted(*given: object) -> object:
        found.append(given[0].title)  # type: ignore[attr-defined]
        return weigh_title(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(known_titles, "weigh_title", noted)
    return found


def edited(found: list[Page], at: int, words: str) -> list[Page]:
    page = found[at]
    item = replace(page.item, body=f"{page.item.body}\n{words}\n")
    return [*found[:at], replace(page, item=item), *found[at + 1 :]]


def test_an_edit_of_a_text_weighs_few_titles(tmp_path: Path, weighed: list[str]) -> None:
    found = pages(random.Random(1), 200, 4)
    with Store(tmp_path / "store.sqlite") as store:
        mentions(found, store)
        assert len(weighed) == len(found)
        weighed.clear()
        mentions(edited(found, 7, "Words unheard of hitherto."), store)
        assert weighed == [found[7].item.title]


def test_of_the_archives_that_are_edited_here_most_have_mentions() -> None:
    found = [mentions(pages(random.Random(seed), 60, 2)) for seed in range(effort.of(40))]
    assert sum(map(bool, found)) >= 0.9 * len(found)


@pytest.mark.parametrize("seed", range(effort.of(40)))
def test_edits_of_texts_change_what_they_change_without_a_store(tmp_path: Path, seed: int, weighed: list[str]) -> None:
    dice = random.Random(seed)
    found = pages(dice, 60, 2)
    with Store(tmp_path / "store.sqlite") as store:
        for _ in range(4):
            weighed.clear()
            with_store, again = mentions(found, store), len(weighed)
            weighed.clear()
            assert with_store == mentions(found)
            assert again <= len(weighed)
            for _ in range(dice.choice([1, 1, known_titles.MOST + 1])):
                said = dice.choice([" ".join(dice.choices(WORDS, k=4)), dice.choice(found).item.title])
                found = edited(found, dice.randrange(len(found)), said)


def test_texts_that_nobody_knows_any_more_are_counted_again(tmp_path: Path) -> None:
    found = pages(random.Random(2), 60, 3)
    with Store(tmp_path / "store.sqlite") as store:
        mentions(found, store)
        store.save()
        store._open().execute("DELETE FROM entries WHERE kind = 'stories'")  # type: ignore[union-attr] # noqa: SLF001
        changed = edited(found, 3, found[5].item.title)
        assert mentions(changed, store) == mentions(changed)
