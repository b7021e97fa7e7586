"""Five hundred histories, or a slice of them, of sources whose rows often have no link: no page is lost or doubled.

In each round a person edits, moves and deletes pages, edits ids, and the sources correct titles, days and links, drop
and add rows, and are renamed, split, joined and put into another format. Then an import runs. What it asks is answered
as a person would who knows the rows. A comment that the person leaves in each page says which row it is of, so that
what must be true is worked out here without the program.
"""

from __future__ import annotations

import json
import random
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from backissue.archive.load import load
from backissue.dates import parse_day
from backissue.frontmatter import read_item
from backissue.merge.apply import apply_changeset
from backissue.merge.changeset import Changeset, Fate
from backissue.merge.doubts import NOTHING_SAID, Answers
from backissue.merge.importer import find_unsettled, plan
from backissue.model import Link, Page
from backissue.sources.names.ids import paper_id
from tests import effort
from tests.archives import make_archive, snapshot
from tests.merge.playing import play
from tests.tables import HEAD

SHARES = 20
HISTORIES = effort.of(25, 20)
"""In each share, so that they are 500 where all are tried."""

WEEKS = ("2023-03-26", "2023-04-02", "2023-04-09")
LINKLESS = 0.4
SILENT = 0.15
"""The share of rows that have no text either."""
FORMS = ("md", "csv", "json")
WORDS = [
    first + second + third for first in "bdfglmnprst" for second in "aeiou" for third in ("cken", "rrow", "ven", "lt")
]


@dataclass
class Entry:
    """A row, and the page that it must have. ``own_title`` is the person's; ``lines`` are what the person added."""

    key: int
    title: str
    week: str
    topic: str
    text: list[str]
    link: str
    file: str
    listed: bool = True
    known: str = ""
    deleted: bool = False
    own_title: str = ""
    lines: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The id that the row makes now."""
        return paper_id(self.title, parse_day(self.week), [Link("Site", self.link)] if self.link else [])


class History:
    """An archive, its person and its sources."""

    def __init__(self, root: Path, chance: random.Random) -> None:
        self.root = root
        self.chance = chance
        self.said: list[str] = []
        self.numbers = iter(range(1, 10_000))
        self.files = ["a.md"]
        self.entries: list[Entry] = []
        for _ in range(chance.randint(3, 7)):
            self.add_row()
        self.write_sources()
        self.settle(plan(root))

    def words(self, number: int) -> str:
        return " ".join(self.chance.sample(WORDS, number))

    def sentence(self) -> str:
        return f"{self.words(self.chance.randint(5, 12)).capitalize()}."

    # What a source does.

    def add_row(self) -> None:
        self.newest = key = next(self.numbers)
        text = [] if self.chance.random() < SILENT else [self.sentence() for _ in range(self.chance.randint(1, 4))]
        link = "" if self.chance.random() < LINKLESS else f"https://site{key}.example/{key}"
        week, file = self.chance.choice(WEEKS), self.chance.choice(self.files)
        entry = Entry(key, self.words(4).capitalize(), week, self.words(1), text, link, file)
        self.entries.insert(self.chance.randint(0, len(self.entries)), entry)

    def correct_title(self, entry: Entry) -> None:
        words = entry.title.split()
        words[self.chance.randrange(len(words))] = self.words(1)
        entry.title = " ".join(words).capitalize()

    def correct_day(self, entry: Entry) -> None:
        entry.week = self.chance.choice(WEEKS)

    def correct_link(self, entry: Entry) -> None:
        entry.link = self.chance.choice(["", f"https://mirror{next(self.numbers)}.example/{entry.key}"])

    def correct_text(self, entry: Entry) -> None:
        if entry.text:
            entry.text[self.chance.randrange(len(entry.text))] = self.sentence()

    def more_text(self, entry: Entry) -> None:
        entry.text.append(self.sentence())

    def change_topic(self, entry: Entry) -> None:
        entry.topic = self.words(1)

    def drop_or_restore(self, entry: Entry) -> None:
        entry.listed = not entry.listed

    def replace_row(self) -> None:
        """Put a new row where one was."""
        old = self.chance.choice(self.entries)
        self.add_row()
        new = next(entry for entry in self.entries if entry.key == self.newest)
        self.entries.remove(new)
        self.entries.insert(self.entries.index(old), new)
        new.week, new.file, old.listed = old.week, old.file, False
        new.text = new.text if old.text else []

    def change_files(self) -> None:
        """Rename, split or join the sources, maybe in another format."""
        count = self.chance.randint(1, 3)
        self.files = [f"s{next(self.numbers)}.{self.chance.choice(FORMS)}" for _ in range(count)]
        for entry in self.entries:
            entry.file = self.chance.choice(self.files)

    def write_sources(self) -> None:
        sources = self.root / "content/sources"
        shutil.rmtree(sources, ignore_errors=True)
        rows = {file: [entry for entry in self.entries if entry.file == file and entry.listed] for file in self.files}
        files = {f"sources/{file}": _written(file, entries) for file, entries in rows.items() if entries}
        make_archive(self.root, files, "".join(f"  - file: {file.removeprefix('sources/')}\n" for file in files))

    # What a person does.

    def pages(self) -> dict[int, Page]:
        """The pages by the key of their row, which a comment in each tells; each has one."""
        found: dict[int, Page] = {}
        content = self.root / "content"
        for path in [*content.glob("weeks/*/*.md"), *content.glob("undated/*.md")]:
            text = path.read_text("utf-8")
            item, problems = read_item(text, path.name)
            assert item
            assert problems == ()
            key = int(text.partition("# row ")[2].split("\n")[0] or 0)
            assert key not in found, f"row {key} has two pages" if key else "two pages are new"
            found[key] = Page(path.relative_to(content).as_posix(), item)
        return found

    def path(self, page: Page) -> Path:
        return self.root / "content" / page.path

    def edit(self, entry: Entry, old: str, new: str) -> None:
        path = self.path(self.pages()[entry.key])
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} is not once in {text}"
        path.write_text(text.replace(old, new), "utf-8")

    def edit_title(self, entry: Entry) -> None:
        title = self.pages()[entry.key].item.title
        entry.own_title = f"My {self.words(2)}"
        self.edit(entry, f'title: "{title}"', f'title: "{entry.own_title}"')

    def add_line(self, entry: Entry) -> None:
        line = f"Mine: {self.words(3)}."
        path = self.path(self.pages()[entry.key])
        path.write_text(f"{path.read_text('utf-8')}\n{line}\n", "utf-8")
        entry.lines.append(line)

    def move(self, entry: Entry) -> None:
        folder = self.root / "content" / self.chance.choice(["undated", "weeks/special"])
        folder.mkdir(parents=True, exist_ok=True)
        self.path(self.pages()[entry.key]).rename(folder / f"row-{entry.key}-{next(self.numbers)}.md")

    def delete(self, entry: Entry) -> None:
        self.path(self.pages()[entry.key]).unlink()
        entry.deleted = True

    def edit_id(self, entry: Entry) -> None:
        """Edit an id, see what an import says of it, and settle it in one of the two ways."""
        name = self.pages()[entry.key].item.id
        if name != entry.known:  # edited in this round already
            return
        own = f"paper:own-{next(self.numbers)}"
        former = [
            line for line in self.path(self.pages()[entry.key]).read_text("utf-8").split("\n") if "former_ids" in line
        ]
        self.edit(entry, f'id: "{name}"', f'id: "{own}"')
        made = plan(self.root)
        assert [problem for problem in made.problems if f"its id was {name} and is now {own}" in problem.what]
        assert not [change for change in made.changes if change.path and change.fate in {Fate.DELETED, Fate.NEW}]
        apply_changeset(self.root, made)
        assert set(self.pages()) == {entry.key for entry in self.entries if entry.known and not entry.deleted}
        if former or self.chance.random() < 0.5:
            self.edit(entry, f'id: "{own}"', f'id: "{name}"')
        else:
            self.edit(entry, f'id: "{own}"', f'id: "{own}"\nformer_ids: ["{name}"]')

    # What an import must make of it.

    def round(self) -> None:
        person = (self.edit_title, self.add_line, self.move, self.delete, self.edit_id)
        sources = (
            *(self.correct_title, self.correct_title, self.correct_day, self.correct_link),
            *(self.correct_text, self.more_text, self.change_topic, self.drop_or_restore),
        )
        for _ in range(self.chance.randint(1, 4)):
            entry = self.chance.choice(self.entries)
            step = self.chance.choice(person if self.chance.random() < 0.3 else sources)
            if step in sources or (entry.known and not entry.deleted):
                self.said.append(f"{step.__name__} {entry.key}")
                step(entry)
        for change, odds in ((self.add_row, 0.4), (self.replace_row, 0.2), (self.change_files, 0.25)):
            if self.chance.random() < odds:
                self.said.append(change.__name__)
                change()
        self.write_sources()
        self.said.append("import")
        self.settle(plan(self.root))

    def settle(self, made: Changeset) -> None:
        """Import, answer what is asked, and check that then all is as it must be and nothing is left to do."""
        for _ in range(3):
            apply_changeset(self.root, made)
            self.sign_new_pages(made)
            unclear = [change.id for change in made.changes if change.fate is Fate.UNCLEAR]
            asked = [problem for problem in made.problems if "--same" in problem.remedy]
            assert len(asked) == len(unclear)
            assert not any(problem.is_hint for problem in asked)
            assert sorted(asked) == sorted(find_unsettled(self.root, load(self.root)))
            made = plan(self.root, answers=self.answer(unclear) if unclear else NOTHING_SAID)
            if not unclear:
                break
        assert not unclear, "an answer did not settle it"
        self.check()
        before = snapshot(self.root)
        apply_changeset(self.root, plan(self.root))
        assert snapshot(self.root) == before, "a second import changed something"

    def answer(self, unclear: list[str]) -> Answers:
        """Answer as one who knows the rows: by the id or the page of an item that a row is, or that it is new."""
        rows = {entry.id: entry for entry in self.entries if entry.listed}
        pages = self.pages()
        known = {name: rows[name] for name in unclear if rows[name].known}
        olds = {
            name: f"content/{pages[entry.key].path}" if entry.key in pages else entry.known
            for name, entry in known.items()
        }
        self.said.append(f"same {sorted(entry.key for entry in known.values())}")
        return Answers([f"{name}={old}" for name, old in olds.items()], [name for name in unclear if name not in known])

    def sign_new_pages(self, made: Changeset) -> None:
        """Leave the key of its row in each page that is new, which must be of a row that has had none."""
        rows = {entry.id: entry for entry in self.entries if entry.listed}
        for change in made.changes:
            entry = rows.get(change.id)
            if change.fate is Fate.NEW:
                assert entry, f"a page of {change.id}, which no source lists"
                assert not entry.known, f"row {entry.key} got a second page, or its deleted one back"
                path = self.root / "content" / change.path
                text = path.read_text("utf-8")
                path.write_text(text.replace("kind: paper", f"# row {entry.key}\nkind: paper", 1), "utf-8")
            if entry and change.fate is not Fate.UNCLEAR:
                entry.known = entry.known if entry.deleted and change.fate is not Fate.DELETED else change.id

    def check(self) -> None:
        pages = self.pages()
        assert set(pages) == {entry.key for entry in self.entries if entry.known and not entry.deleted}
        for entry in self.entries:
            if entry.key not in pages:
                continue
            item = pages[entry.key].item
            assert [line for line in entry.lines if line not in item.body] == []
            if entry.own_title:
                assert item.title == entry.own_title
            elif entry.listed:
                assert item.title == entry.title
            if entry.listed:
                assert entry.id in item.ids
                assert item.topics == (entry.topic,)
                assert not set(item.body.splitlines()) - {"", *entry.text, *entry.lines} or entry.lines
            entry.known = item.id


def _written(file: str, entries: list[Entry]) -> str:
    """Write rows in the format that a file's name says."""
    if file.endswith(".md"):
        cells = ((it.week, it.title, it.topic, " ".join(it.text), it.link and f"[Site]({it.link})") for it in entries)
        return HEAD + "".join(f"| {' | '.join(row)} |\n" for row in cells)
    if file.endswith(".csv"):
        rows = (f'{it.week},{it.title},{it.topic},"{" ".join(it.text)}",{it.link}\n' for it in entries)
        return "Week,title,category,abstract,Site\n" + "".join(rows)
    return json.dumps(
        [
            {"week": it.week, "title": it.title, "category": it.topic, "abstract": " ".join(it.text), "url": it.link}
            for it in entries
        ],
        indent=1,
    )


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARES))
def test_no_page_is_lost_doubled_or_brought_back_whatever_becomes_of_its_row(share: int) -> None:
    play(History, range(share * 25, share * 25 + HISTORIES), 2, 4)
