"""Whatever people do by hand, in whatever order: after an import every address that there ever was leads somewhere."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from backissue.archive.load import load
from backissue.archive.permalinks import current, find_dying, redirects
from backissue.archive.publishing import published
from backissue.site.check import check_content
from tests import effort
from tests.archives import page, put, without_nav
from tests.tables import content, make_table, row, run, source

HISTORIES = effort.of(100, 16)
TODAY = date(2026, 11, 28)
WEEKS = ("2023-03-26", "2023-04-02", "2023-04-09")
TOPICS = ("Sound", "Music", "Audio", "Fire > Cold Fire", "Fire", "Economics > Trade", "C++")
Chance = random.Random


def pages_of(root: Path) -> list[Path]:
    return sorted(path for path in (root / "content/weeks").rglob("*.md") if path.name != "index.md")


def notes_of(root: Path) -> list[Path]:
    found = [*(root / "content/topics").glob("*.md"), *(root / "content/guides").glob("*.md")]
    return sorted([*found, *(root / "content/weeks").rglob("index.md")])


def delete_page(root: Path, chance: Chance) -> None:
    for path in pages_of(root)[:1] and [chance.choice(pages_of(root))]:
        path.unlink()


def move_page(root: Path, chance: Chance) -> None:
    for path in pages_of(root)[:1] and [chance.choice(pages_of(root))]:
        place = root / "content/weeks" / chance.choice([*WEEKS, "best"]) / f"moved-{chance.randrange(1000)}.md"
        place.parent.mkdir(exist_ok=True)
        path.rename(place)


def retag_page(root: Path, chance: Chance) -> None:
    """Give a page other topics, or all pages of a topic another name."""
    found = pages_of(root)
    topics = f"topics: [{', '.join(chance.sample(TOPICS, chance.randrange(1, 3)))}]"
    for path in found if chance.random() < 0.5 else found[:1]:
        path.write_text(re.sub(r"(?m)^topics: .*$", topics, path.read_text("utf-8"), count=1), "utf-8")


def untag_page(root: Path, chance: Chance) -> None:
    for path in pages_of(root)[:1] and [chance.choice(pages_of(root))]:
        path.write_text(re.sub(r"(?m)^topics: .*\n", "", path.read_text("utf-8")), "utf-8")


def withhold_page(root: Path, chance: Chance) -> None:
    for path in pages_of(root)[:1] and [chance.choice(pages_of(root))]:
        text = path.read_text("utf-8")
        path.write_text(text.replace("kind:", "draft: true\nkind:", 1) if "draft:" not in text else text, "utf-8")


def add_page(root: Path, chance: Chance) -> None:
    name = f"By hand {chance.randrange(100)}"
    topics = f"[{chance.choice(TOPICS)}]"
    put(root, {f"weeks/{WEEKS[0]}/{name.lower().replace(' ', '-')}.md": page(name, topics=topics)})


def add_note(root: Path, chance: Chance) -> None:
    title, slug = chance.choice(TOPICS).rpartition("> ")[2], f"note-{chance.randrange(9)}"
    week = f"weeks/{chance.choice(WEEKS)}/index.md"
    put(root, {chance.choice([f"topics/{slug}.md", week, f"guides/{slug}.md"]): f"---\ntitle: {title}\n---\n\nText.\n"})


def remove_note(root: Path, chance: Chance) -> None:
    for path in notes_of(root)[:1] and [chance.choice(notes_of(root))]:
        path.unlink()


def rewrite_source(root: Path, chance: Chance) -> None:
    """Rows go, come back, and get other topics and weeks."""
    numbers = [number for number in range(1, 7) if chance.random() < 0.8] or [1]
    source(root, *rows(numbers, chance))


def rows(numbers: Sequence[int], chance: Chance) -> list[str]:
    return [row(number, f"Title {number}", topic=chance.choice(TOPICS), week=WEEKS[number % 3]) for number in numbers]


BY_HAND: Sequence[Callable[[Path, Chance], None]] = (
    delete_page, move_page, retag_page, untag_page, withhold_page, add_page, add_note, remove_note, rewrite_source,
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(HISTORIES))
def test_every_address_that_there_was_leads_somewhere(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    root = without_nav(make_table(tmp_path, *rows(range(1, 7), chance)))
    run(root)
    known: set[str] = set()
    for _ in range(4):
        for step in chance.choices(BY_HAND, k=chance.randrange(1, 4)):
            step(root, chance)
        run(root, prune=chance.random() < 0.3)
        archive = load(root)
        assert list(find_dying(archive)) == []
        before = content(root)
        run(root)
        assert content(root) == before
        seen = published(archive, TODAY)
        alive = current(seen)
        led = dict(redirects(seen))
        known |= alive.keys()
        assert known <= {*alive, *led}
        assert set(led.values()) <= set(alive.values())
    assert not [problem for problem in check_content(root, load(root), TODAY) if not problem.is_hint]
