"""A newsletter replayed, its newest week on top: what a new week changes does not grow with the archive."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from backissue.site.build import build
from tests import effort
from tests.archives import make_archive, put, snapshot, without_nav
from tests.tables import run

WEEKS, ITEMS = 25 if effort.EFFORT == "all" else 16, 10
TOPICS = ("Sound", "Vision", "Language", "Robots", "Theory", "Graphs", "Speech", "Safety")
SYLLABLES = [first + second for first in "bdfgklmnprstvz" for second in "aeiou"]
CORRECTED = {7: 3, 15: 14, 23: 1}
"""Weeks that correct an item of another one."""


def last_day(week: int) -> date:
    return date(2023, 1, 1) + timedelta(weeks=week)


def words(chance: Random, number: int) -> str:
    return " ".join("".join(chance.choices(SYLLABLES, k=4)) for _ in range(number)).capitalize()


def papers(week: int, now: int) -> Iterator[tuple[str, str, str, str]]:
    """Title, topic, abstract and link of each paper of a week, as they are in the week ``now``."""
    chance = Random(week)
    for number in range(1, ITEMS + 1):
        title, topic, abstract = words(chance, 4), chance.choice(TOPICS), words(chance, 30)
        is_corrected = number == 4 and any(of == week and at <= now for at, of in CORRECTED.items())
        link = f"[Paper](https://arxiv.org/abs/{last_day(week):%y%m}.{week:02}{number:03})"
        yield title, topic, f"{abstract}. {'Corrected.' if is_corrected else ''}", link


def readme(now: int) -> str:
    """The newsletter in headings and lists that were put in tables, without topics."""
    text = ["# The papers of every week\n"]
    for week in range(now, 0, -1):
        first, last = last_day(week) - timedelta(days=6), last_day(week)
        text.append(f"\n## Top papers of the week ({first:%B} {first.day} - {last:%B} {last.day}) - {last.year}\n")
        text.append("| **Paper** | **Links** |\n|---|---|\n")
        rows = enumerate(papers(week, now), 1)
        text += (f"| {number}) **{title}** - {abstract} | {link} |\n" for number, (title, _, abstract, link) in rows)
    return "".join(text)


def table(now: int) -> str:
    """The newsletter as one table with topics, whose order is that of its rows."""
    text = ["| Week | Title | Topic | Abstract | Links |\n|---|---|---|---|---|\n"]
    for week in range(now, 0, -1):
        rows = papers(week, now)
        text += (f"| {last_day(week)} | {' | '.join(row)} |\n" for row in rows)
    return "".join(text)


def changed(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> set[str]:
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def pushed(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> int:
    """The bytes of lines that one has and the other has not, as a version control would send them."""
    sides = ((before, after), (after, before))
    return sum(
        len(line)
        for path in changed(before, after)
        for here, there in sides
        for line in {*here.get(path, b"").split(b"\n")} - {*there.get(path, b"").split(b"\n")}
    )


@pytest.mark.parametrize("form", [readme, table])
def test_a_week_changes_few_files_and_as_much_as_any_other(form: Callable[[int], str], tmp_path: Path) -> None:
    root = make_archive(tmp_path, sources="  - file: papers.md\n")
    before = snapshot(root / "content")
    sizes: dict[int, int] = {}
    for week in range(1, WEEKS + 1):
        put(root, {"sources/papers.md": form(week)})
        made = run(root)
        assert made.problems == ()
        after = snapshot(root / "content")
        assert len(changed(before, after)) <= (15 if week in CORRECTED else 14)
        sizes[week] = pushed(before, after)
        before = after
    assert len([path for path in before if path.startswith("weeks/")]) == WEEKS * ITEMS
    assert sizes[WEEKS] <= 1.2 * sizes[5]


@pytest.mark.slow
def test_a_week_changes_few_pages_of_the_site(tmp_path: Path) -> None:
    """Its own, that of the week before, those that list all weeks or items or count them, and those of its topics."""
    root = without_nav(make_archive(tmp_path, sources="  - file: papers.md\n"))
    found = []
    for week in (4, 5, WEEKS - 2, WEEKS - 1):
        put(root, {"sources/papers.md": table(week)})
        run(root)
        assert not build(root, root / "site").problems
        found.append((snapshot(root / "docs"), snapshot(root / "site")))
    for week, at in ((5, 0), (WEEKS - 1, 2)):
        touched = len({topic for _, topic, _, _ in papers(week, week)})
        for folder, suffix in enumerate((".md", ".html")):
            files = changed(found[at][folder], found[at + 1][folder])
            pages = sorted(path for path in files if path.endswith(suffix))
            assert len(pages) <= 21 + touched, "\n".join(pages)
