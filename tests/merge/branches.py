"""Pairs of branches of one archive: two people add weeks, correct rows and edit pages, and git merges what they made.

What each does is chosen at random, and never that both edit one page. Both may put rows between the same two of one
week, and one of them renames and splits the source. What the merge must hold is worked out here from what was done.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from pathlib import Path

from backissue.archive.load import load
from backissue.frontmatter import read_item
from backissue.merge.apply import apply_changeset
from backissue.merge.changeset import Changeset
from backissue.merge.importer import plan
from tests.archives import change, make_archive, put
from tests.tables import HEAD

_FIRST = 6
"""The rows that both branches begin with, by their numbers from 0."""
_LINKED = 0.6
"""How many rows have a link, which names the paper."""
_ENVIRONMENT = {
    **os.environ,
    **dict.fromkeys(("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_ATTR_SYSTEM"), os.devnull),
    **{f"GIT_{who}_{what}": "somebody@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
}


@dataclass
class Row:
    """A paper as its row has it, and the sentence and the topic that a person gave its page instead, if any.

    It stands in the first of the sources, or in the part that was split off.
    """

    number: int
    week: date
    title: str
    topic: str
    sentences: list[str]
    added: str = ""
    new_topic: str = ""
    deleted: bool = False
    listed: bool = True
    imported: bool = False
    has_link: bool = True
    table: int = 0

    def __str__(self) -> str:
        link = f"[arxiv](https://arxiv.org/abs/2303.{self.number:05})" if self.has_link else ""
        return f"| {self.week} | {self.title} | {self.topic} | {' '.join(self.sentences)} | {link} |\n"


@dataclass
class State:
    """What a branch holds: its rows by number, in the order of the tables, its transcripts, and the tables' names.

    The second table is what was split off the first.
    """

    rows: dict[int, Row] = field(default_factory=dict)
    talks: dict[str, str] = field(default_factory=dict)
    tables: list[str] = field(default_factory=lambda: ["table.md", ""])

    def listed(self) -> dict[str, list[Row]]:
        """The rows of each table that has any, newest first, by its name."""
        rows = [row for row in self.rows.values() if row.listed]
        found = {name: [row for row in rows if row.table == number] for number, name in enumerate(self.tables)}
        return {name: rows for name, rows in found.items() if rows}

    def sources(self) -> dict[str, str]:
        """The tables and the transcripts, by their names."""
        return {name: HEAD + "".join(map(str, rows)) for name, rows in self.listed().items()} | self.talks

    def config(self) -> str:
        """What ``archive.yml`` says."""
        tables = "".join(f"  - file: {name}\n" for name in self.listed())
        talks = "".join(f"  - file: {name}\n    date: 2023-03-22\n" for name in self.talks)
        return f"sources:\n{tables}{talks}"


def git(folder: Path, *words: str, fails: bool = False) -> str:
    """Run git, which knows nothing of this machine's configuration; return what it prints."""
    done = subprocess.run(["git", *words], cwd=folder, env=_ENVIRONMENT, capture_output=True, text=True, check=False)
    assert fails or done.returncode == 0, f"git {' '.join(words)}: {done.stdout}{done.stderr}"
    return done.stdout


class Branch:
    """A clone in which one person works."""

    def __init__(self, root: Path, state: State, chance: random.Random, part: int) -> None:
        self.root = root
        self.state = state
        self.chance = chance
        self.part = part
        self.told: list[str] = []

    def word(self) -> str:
        """A word that nobody else uses."""
        letters = "".join(self.chance.choice("bdfgklmnprst") + self.chance.choice("aeiou") for _ in range(5))
        return letters.capitalize()

    def sentence(self) -> str:
        return f"This is {self.word()}."

    def own(self) -> Row:
        """A row whose page only this branch works on."""
        rows = [row for row in self.state.rows.values() if row.number % 2 == self.part and not row.deleted]
        return self.chance.choice([row for row in rows if row.imported])

    def add_to_week(self, titles: Callable[[int], str]) -> None:
        """Put the rows of one week on top, which the other branch adds too: alike, but for their titles."""
        week = date(2023, 6, 4)
        rows = [Row(number, week, titles(number), "Sound", [f"Sentence {number}."]) for number in range(500, 504)]
        self.state.rows = {row.number: row for row in rows} | self.state.rows

    def page(self, row: Row) -> Path:
        """The page of a row, as the last import left it."""
        found = [path for path in self.root.glob("content/*/**/*.md") if f'title: "{row.title}"\n' in _text(path)]
        assert len(found) == 1, f"{row.number} has {len(found)} pages"
        return found[0]

    # What a person does.

    def add_week(self) -> None:
        week = max(row.week for row in self.state.rows.values()) + timedelta(7)
        self.add_rows(week, range(self.chance.randint(1, 4)), random.Random(self.chance.random()))

    def add_rows(self, week: date, places: range, chance: random.Random) -> None:
        """Put a week on top of the table."""
        words = Branch(self.root, self.state, chance, self.part)
        first = 1000 * (1 + chance.randrange(50)) + self.part
        rows = [Row(first + 2 * place, week, words.word(), "Sound", [words.sentence()]) for place in places]
        for row in rows:
            row.has_link = chance.random() < _LINKED
        self.state.rows = {row.number: row for row in rows} | self.state.rows

    def add_to_latest(self) -> None:
        """Put a row at the end of the latest week."""
        rows = list(self.state.rows.values())
        week = max(row.week for row in rows)
        place = max(number for number, row in enumerate(rows) if row.week == week) + 1
        number = 60_000 + 2 * self.chance.randrange(10_000) + self.part
        rows.insert(place, Row(number, week, self.word(), "Sound", [self.sentence()]))
        self.state.rows = {row.number: row for row in rows}

    def insert_row(self) -> None:
        """Put a row between two of a week that the other branch knows too, at a place that it may choose as well."""
        rows = list(self.state.rows.values())
        old = [place for place, row in enumerate(rows) if row.number < _FIRST]
        before = rows[place := self.chance.choice(old)]
        number = 80_000 + 2 * self.chance.randrange(9_000) + self.part
        sentences = [self.sentence() for _ in range(3)]  # a row of one is asked about where its title changes
        new = Row(number, before.week, self.word(), "Sound", sentences, table=before.table)
        new.has_link = self.chance.random() < _LINKED
        rows.insert(place + self.chance.randint(0, 1), new)
        self.state.rows = {row.number: row for row in rows}

    def rename_source(self) -> None:
        """Give the table another name, which only one of the branches does."""
        if self.part == 0:
            self.state.tables[0] = f"{self.word().lower()}.md"

    def split_source(self) -> None:
        """Put some rows into another table, which only one of the branches does."""
        if self.part == 0 and not self.state.tables[1]:
            self.state.tables[1] = f"{self.word().lower()}.md"
            for row in self.state.rows.values():
                row.table = self.chance.randint(0, 1)

    def correct_title(self) -> None:
        row = self.own()
        if row.listed:
            self.commit()
            row.title = self.word()
            self.commit()

    def correct_text(self) -> None:
        row = self.own()
        if not row.added:
            row.sentences[self.chance.randrange(len(row.sentences))] = self.sentence()

    def correct_topic(self) -> None:
        row = self.own()
        if not row.new_topic:
            row.topic = self.chance.choice(["Music", "Noise"])

    def drop_row(self) -> None:
        self.own().listed = False

    def edit_page(self) -> None:
        row = self.own()
        self.commit()
        if not row.added:
            row.added = f"Mine: {self.sentence()}"
            page = self.page(row)
            page.write_text(f"{_text(page)}{row.added}\n", "utf-8")

    def change_topic(self) -> None:
        row = self.own()
        self.commit()
        page = self.page(row)
        old = next(line for line in _text(page).split("\n") if line.startswith("topics:"))
        row.new_topic = self.chance.choice(["Speech", "Silence"])
        change(page, f"{old}\n", f"topics: [{row.new_topic}]\n")

    def delete_page(self) -> None:
        row = self.own()
        self.commit()
        self.page(row).unlink()
        row.deleted = True

    def move_page(self) -> None:
        row = self.own()
        self.commit()
        page = self.page(row)
        page.rename(page.with_name(f"{self.word().lower()}.md"))

    def add_talk(self) -> None:
        name = f"{self.word().lower()}.txt"
        self.state.talks[name] = " ".join(self.sentence() for _ in range(40))

    def rearrange(self) -> None:
        """Put rows between others, delete pages, rename and split the source, in any order, and commit."""
        deeds = [self.insert_row, self.insert_row, self.insert_row, self.delete_page, self.delete_page]
        deeds += [self.rename_source, self.split_source, self.drop_row, self.edit_page, self.correct_title]
        self.chance.shuffle(deeds)
        self.do(deeds[: self.chance.randint(4, len(deeds))])

    def do(self, deeds: Sequence[Callable[[], None]]) -> None:
        """Do one thing after the other, import now and then, and commit."""
        for deed in deeds:
            self.told.append(deed.__name__)
            deed()
            if self.chance.random() < 0.5:
                self.commit()
        self.commit()

    def work(self) -> None:
        """Do one to three things, import, and commit."""
        deeds: tuple[Callable[[], None], ...] = (
            *(self.add_week, self.add_to_latest, self.add_talk, self.drop_row, self.correct_title, self.correct_text),
            *(self.correct_topic, self.edit_page, self.change_topic, self.delete_page, self.move_page),
            *(self.insert_row, self.rename_source, self.split_source),
        )
        self.do([self.chance.choice(deeds) for _ in range(self.chance.randint(1, 3))])

    def commit(self) -> None:
        """Import what the sources say, and commit all."""
        write(self.root, self.state)
        made = run(self.root)
        assert made.problems == (), f"before the merge: {[str(problem) for problem in made.problems]}"
        for row in self.state.rows.values():
            row.imported = True
        git(self.root, "add", "-A")
        git(self.root, "commit", "-q", "--allow-empty", "-m", "Work")


def write(root: Path, state: State) -> None:
    """Write the sources of a branch."""
    shutil.rmtree(root / "content/sources", ignore_errors=True)
    sources = {f"sources/{name}": text for name, text in state.sources().items()}
    put(root, {"archive.yml": state.config(), **sources})


def run(root: Path) -> Changeset:
    """Import."""
    made = plan(root)
    assert apply_changeset(root, made) == ()
    return made


def begin(root: Path, chance: random.Random) -> State:
    """Make an archive of three weeks in a repository without attributes, imported once or twice."""
    state = State()
    first = Branch(root, state, chance, 0)
    for number in range(_FIRST):
        week = date(2023, 3, 26) + timedelta(7 * (number // 2))
        row = Row(number, week, first.word(), "Sound", [first.sentence() for _ in range(3)])
        row.has_link = chance.random() < _LINKED
        state.rows = {number: row} | state.rows
    make_archive(root)
    git(root, "init", "-q", "-b", "main")
    first.commit()
    if chance.random() < 0.5:
        first.correct_text()
        first.commit()
    return state


def join(was: State, ours: State, theirs: State) -> State:
    """Return what both branches hold: every change of either. A row that one adds comes behind that before it."""
    rows = [joined(was.rows.get(number), row, theirs.rows.get(number, row)) for number, row in ours.rows.items()]
    place = 0
    for number, row in theirs.rows.items():
        known = next((place for place, other in enumerate(rows) if other.number == number), None)
        if known is None:
            rows.insert(place, row)
        place = 1 + (place if known is None else known)
    names = zip(was.tables, ours.tables, theirs.tables, strict=True)
    tables = [other if mine == before else mine for before, mine, other in names]
    return State({row.number: row for row in rows}, {**ours.talks, **theirs.talks}, tables)


def joined(was: Row | None, ours: Row, theirs: Row) -> Row:
    """Return a row with every change of either branch."""
    changed = [name.name for name in fields(Row) if was and getattr(theirs, name.name) != getattr(was, name.name)]
    return replace(ours, **{name: getattr(theirs, name) for name in changed})


def merge(bare: Path, clone: Path, state: State) -> list[str]:
    """Merge the branches ``ours`` and ``theirs`` in a bare clone; return the files in conflict.

    In ``clone`` the merge is made, in which a person has resolved what is in conflict in the sources: both sides are
    kept, as ``state`` has them.
    """
    output = git(bare, "merge-tree", "--write-tree", "--name-only", "--no-messages", "ours", "theirs", fails=True)
    conflicts = output.splitlines()[1:]
    git(clone.parent, "clone", "-q", "-b", "ours", str(bare), str(clone))
    git(clone, "merge", "-q", "-m", "Merge", "origin/theirs", fails=True)
    write(clone, state)
    git(clone, "add", "-A")
    git(clone, "commit", "-q", "--allow-empty", "-m", "Merge")
    return conflicts


def check(root: Path, state: State) -> None:
    """Everything is there once, as the rows and the people say, and what was deleted has not come back."""
    found = {page.item.title: page.item for page in load(root).pages}
    items = dict(found)
    assert len(items) == len(load(root).pages)
    assert load(root).problems == ()
    for row in state.rows.values():
        item = items.pop(row.title, None)
        assert (item is None) == row.deleted, f"{row.number} is {'back' if row.deleted else 'lost'}"
        if item and row.listed:
            assert item.topics == (row.new_topic or row.topic,)
            assert item.body.splitlines() == [*row.sentences, *([row.added] if row.added else [])]
        elif item:
            assert row.added in item.body
    assert len(items) == len(state.talks), f"more than there should be: {sorted(items)}"
    for rows in state.listed().values():
        there = [(row.week, found[row.title].place or 1) for row in rows if not row.deleted]
        for week in {week for week, _ in there}:
            places = [place for of, place in there if of == week]
            assert places == sorted(places), "the rows are not in the order of the source"


def pages(root: Path) -> Mapping[str, str]:
    """The id of each page, by its path below ``content/``."""
    found = {path: read_item(_text(path), path.name)[0] for path in root.glob("content/*/**/*.md")}
    return {path.relative_to(root / "content").as_posix(): item.id for path, item in found.items() if item}


def _text(path: Path) -> str:
    return path.read_text("utf-8")
