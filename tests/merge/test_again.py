"""An import of what has not changed ends at once; it says and writes what it would say and write without a store."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from backissue import cli
from backissue.files import WORK
from backissue.merge import importer
from backissue.merge.again import next_import
from backissue.merge.apply import apply_changeset
from backissue.store import PLACE
from tests import effort
from tests.archives import make_archive, snapshot
from tests.merge.playing import in_memory

HEAD = "| Date | Title | Topic | Text | Link |\n|---|---|---|---|---|\n"


def row(number: int, words: str) -> str:
    return f"| 2023-03-26 | Paper {words} | Sound | It is {words}. | https://arxiv.org/abs/2303.{number:05} |\n"


class Archive:
    """Two tables, and what a person and the sources do to them and to the pages."""

    def __init__(self, root: Path, chance: random.Random) -> None:
        self.root = make_archive(root, {}, "  - file: one.md\n  - file: other.md\n")
        self.chance = chance
        self.numbers = iter(range(1, 10_000))
        for name in ("one.md", "other.md"):
            rows = "".join(row(number, self.word()) for number in [next(self.numbers) for _ in range(3)])
            self.put(f"sources/{name}", HEAD + rows)

    def word(self) -> str:
        return "".join(self.chance.choices("abcdefgh", k=7)).capitalize()

    def put(self, name: str, text: str) -> None:
        path = self.root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def table(self) -> Path:
        return self.root / "content/sources" / self.chance.choice(["one.md", "other.md"])

    def pages(self) -> list[Path]:
        return sorted((self.root / "content/weeks").rglob("*.md"))

    def add_row(self) -> None:
        path = self.table()
        path.write_text(path.read_text("utf-8") + row(next(self.numbers), self.word()), "utf-8")

    def drop_row(self) -> None:
        path = self.table()
        lines = path.read_text("utf-8").splitlines(keepends=True)
        path.write_text("".join(lines[:-1] if len(lines) > 3 else lines), "utf-8")

    def change_row(self) -> None:
        path = self.table()
        path.write_text(path.read_text("utf-8").replace("It is", f"It is {self.word()},", 1), "utf-8")

    def list_twice(self) -> None:
        lines = (self.root / "content/sources/one.md").read_text("utf-8").splitlines(keepends=True)
        path = self.root / "content/sources/other.md"
        path.write_text(path.read_text("utf-8") + lines[-1], "utf-8")

    def edit_page(self) -> None:
        path = self.chance.choice(self.pages())
        path.write_text(path.read_text("utf-8").replace("It is", f"It was {self.word()},"), "utf-8")

    def delete_page(self) -> None:
        self.chance.choice(self.pages()).unlink()

    def break_page(self) -> None:
        path = self.chance.choice(self.pages())
        path.write_text(path.read_text("utf-8").replace("kind: paper", "kind: nonsense"), "utf-8")

    def like_another(self) -> None:
        path = self.table()
        title = path.read_text("utf-8").splitlines()[2].split("|")[2].strip().removeprefix("Paper ")
        path.write_text(path.read_text("utf-8") + row(next(self.numbers), title), "utf-8")

    def touch(self) -> None:
        os.utime(self.table(), ns=(1, 1))

    def note(self) -> None:
        self.put("about.md", f"---\ntitle: About\n---\n\n{self.word()}\n")

    def lose_store(self) -> None:
        (self.root / PLACE).unlink(missing_ok=True)

    def nothing(self) -> None:
        """Do nothing."""

    def leave_a_file(self) -> None:
        self.put(f"sources/{self.word()}.txt", "Not listed.\n")


DEEDS: tuple[Callable[[Archive], None], ...] = (
    Archive.add_row,
    Archive.drop_row,
    Archive.change_row,
    Archive.list_twice,
    Archive.edit_page,
    Archive.delete_page,
    Archive.break_page,
    Archive.like_another,
    Archive.touch,
    Archive.note,
    Archive.lose_store,
    Archive.nothing,
    Archive.leave_a_file,
)


def run(root: Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli.main, ["--root", str(root), "import"], catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


def content(root: Path) -> dict[str, bytes]:
    return snapshot(root / "content")


@pytest.mark.parametrize("seed", range(effort.of(60)))
def test_an_import_with_a_store_says_and_writes_what_one_without_does(seed: int) -> None:
    chance = random.Random(seed)
    with in_memory() as place:
        archive = Archive(place / "with", chance)
        other = place / "without"
        for _ in range(5):
            for _ in range(3):
                shutil.rmtree(other, ignore_errors=True)
                shutil.copytree(archive.root, other, ignore=shutil.ignore_patterns(WORK))
                assert run(archive.root) == run(other)
                assert content(archive.root) == content(other)
            chance.choice(DEEDS)(archive)


@pytest.mark.parametrize("seed", range(effort.of(60)))
def test_what_is_said_of_the_next_import_is_what_it_finds(seed: int) -> None:
    chance = random.Random(seed)
    with in_memory() as place:
        archive = Archive(place, chance)
        for _ in range(6):
            made = importer.plan(archive.root)
            apply_changeset(archive.root, made)
            if foreseen := next_import(made):
                found = importer.plan(archive.root)
                assert (found.edits, found.sources, found.problems) == ({}, foreseen.sources, foreseen.problems)
                assert (found.changes, found.led_on) == (foreseen.changes, foreseen.led_on)
            chance.choice(DEEDS)(archive)


def test_an_import_of_what_has_not_changed_reads_no_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = Archive(tmp_path, random.Random(1))
    first = run(archive.root)
    monkeypatch.setattr(importer, "plan", None)
    again = run(archive.root)
    assert first[1].endswith("Items: new 6.\n")
    assert (again[0], again[1].splitlines()[-1]) == (0, "Items: same 6.")


def test_after_what_a_person_has_to_decide_the_next_import_looks_again(tmp_path: Path) -> None:
    made = importer.plan(Archive(tmp_path, random.Random(1)).root)
    assert next_import(made)
    assert next_import(replace(made, passing=True)) is None
    assert next_import(replace(made, led_on={"a/": "b/"})) is None
    assert next_import(replace(made, records=None)) is None
