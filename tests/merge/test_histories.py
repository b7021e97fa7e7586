"""A thousand histories, or a slice of them, of edits and changed sources: no edit is lost, and all else is up to date.

Each history goes through a few rounds. In a round a person edits pages and a source changes rows, at random, and then
an import runs. What the pages must say is worked out here from the laws alone, without the merge.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from backissue.frontmatter import read_item
from backissue.merge.apply import apply_changeset
from backissue.merge.changeset import Changeset
from backissue.merge.importer import plan
from backissue.model import Item
from tests import effort
from tests.merge.playing import play
from tests.tables import make_table, source

SHARES = 20
HISTORIES = effort.of(50, 16)
"""In each share, so that they are 1,000 where all are tried."""


@dataclass(frozen=True)
class Says:
    """What one side says of a paper."""

    title: str
    topic: str
    body: tuple[str, ...]


@dataclass
class Paper:
    """A paper as its row has it, as the last import took it in, and as its page must have it."""

    number: int
    row: Says
    base: Says
    page: Says
    listed: bool = True
    also: bool = False
    deleted: bool = False
    comments: list[str] = field(default_factory=list)
    former: list[int] = field(default_factory=list)


class History:
    """An archive of three papers, its person and its source."""

    def __init__(self, root: Path, chance: random.Random) -> None:
        self.root = root
        self.chance = chance
        self.words = (f"{first}{second}" for first in "abcdefghij" for second in "klmnopqrstuvwxyz")
        self.said: list[str] = []
        self.numbers = iter(range(10, 99))
        said = [Says(self.word(), self.word(), tuple(self.sentence() for _ in range(4))) for _ in range(3)]
        self.papers = [Paper(number, says, says, says) for number, says in enumerate(said, 1)]
        make_table(root, *self.rows())
        self.carry_out(plan(root))

    def word(self) -> str:
        """A word that nobody has used yet."""
        return next(self.words).capitalize()

    def sentence(self) -> str:
        return f"This is {self.word()}."

    def rows(self) -> Iterator[str]:
        for paper in self.papers:
            for week in ("2023-03-26", "2023-04-02") if paper.also else ("2023-03-26",):
                link = f"[arxiv](https://arxiv.org/abs/2303.{paper.number:05})"
                says = paper.row
                if paper.listed:
                    yield f"| {week} | {says.title} | {says.topic} | {' '.join(says.body)} | {link} |\n"

    def files(self, paper: Paper) -> list[Path]:
        """The pages of a paper, wherever they are."""
        names = [f'"arxiv:2303.{number:05}"' for number in (paper.number, *paper.former)]
        return [
            path
            for path in (self.root / "content").rglob("*.md")
            if "sources" not in path.parts and path.read_text("utf-8").split("\n")[1].removeprefix("id: ") in names
        ]

    def file(self, paper: Paper) -> Path:
        """Its only page."""
        pages = self.files(paper)
        assert len(pages) == 1, f"{paper.number} has {len(pages)} pages"
        return pages[0]

    def replace(self, paper: Paper, old: str, new: str) -> None:
        file = self.file(paper)
        text = file.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} is not once in {text}"
        file.write_text(text.replace(old, new), "utf-8")

    # What a person does.

    def edit_title(self, paper: Paper) -> None:
        title = self.word()
        self.replace(paper, f'title: "{paper.page.title}"', f'title: "{title}"')
        paper.page = replace(paper.page, title=title)

    def edit_topic(self, paper: Paper) -> None:
        topic = self.word()
        self.replace(paper, f"topics: [{paper.page.topic}]", f"topics: [{topic}]")
        paper.page = replace(paper.page, topic=topic)

    def edit_line(self, paper: Paper) -> None:
        if paper.page.body:
            index = self.chance.randrange(len(paper.page.body))
            line = f"Mine: {self.word()}."
            self.replace(paper, f"{paper.page.body[index]}\n", f"{line}\n")
            paper.page = replace(paper.page, body=(*paper.page.body[:index], line, *paper.page.body[index + 1 :]))

    def add_line(self, paper: Paper) -> None:
        if paper.page.body:
            index = self.chance.randrange(len(paper.page.body))
            line = f"Added: {self.word()}."
            before = paper.page.body[index]
            self.replace(paper, f"{before}\n", f"{before}\n{line}\n")
            paper.page = replace(paper.page, body=(*paper.page.body[: index + 1], line, *paper.page.body[index + 1 :]))

    def delete_line(self, paper: Paper) -> None:
        if len(paper.page.body) > 1:
            line = self.chance.choice(paper.page.body)
            self.replace(paper, f"{line}\n", "")
            paper.page = replace(paper.page, body=tuple(kept for kept in paper.page.body if kept != line))

    def comment(self, paper: Paper) -> None:
        comment = f"# {self.word()}"
        self.replace(paper, "kind: paper", f"{comment}\nkind: paper")
        paper.comments.append(comment)

    def take_over(self, paper: Paper) -> None:
        """Make the same edit as the source."""
        if paper.page.title != paper.row.title:
            self.replace(paper, f'title: "{paper.page.title}"', f'title: "{paper.row.title}"')
            paper.page = replace(paper.page, title=paper.row.title)

    def delete(self, paper: Paper) -> None:
        self.file(paper).unlink()
        paper.deleted = True

    def move(self, paper: Paper) -> None:
        folder = self.root / "content" / self.chance.choice(["undated", "weeks/2023-03-26", "weeks/special"])
        folder.mkdir(parents=True, exist_ok=True)
        self.file(paper).rename(folder / f"{self.word().lower()}.md")

    # What a source does.

    def new_title(self, paper: Paper) -> None:
        paper.row = replace(paper.row, title=self.word())

    def new_topic(self, paper: Paper) -> None:
        paper.row = replace(paper.row, topic=self.word())

    def new_sentence(self, paper: Paper) -> None:
        index = self.chance.randrange(len(paper.row.body))
        body = (*paper.row.body[:index], self.sentence(), *paper.row.body[index + 1 :])
        paper.row = replace(paper.row, body=body)

    def another_sentence(self, paper: Paper) -> None:
        paper.row = replace(paper.row, body=(*paper.row.body, self.sentence()))

    def drop_sentence(self, paper: Paper) -> None:
        if len(paper.row.body) > 1:
            paper.row = replace(paper.row, body=paper.row.body[1:])

    def drop_or_restore(self, paper: Paper) -> None:
        paper.listed = not paper.listed

    def second_week(self, paper: Paper) -> None:
        paper.also = not paper.also

    def new_id(self, paper: Paper) -> None:
        """As it is recognised: where title and week are those that its page took in last."""
        if paper.listed and paper.row.title == paper.base.title and paper.number not in paper.former:
            paper.former.append(paper.number)
            paper.number = next(self.numbers)

    # What an import must make of it.

    def round(self) -> None:
        person = (
            *(self.edit_title, self.edit_topic, self.edit_line, self.add_line, self.delete_line),
            *(self.comment, self.take_over, self.move, self.delete),
        )
        sources = (
            *(self.new_title, self.new_topic, self.new_sentence, self.another_sentence),
            *(self.drop_sentence, self.drop_or_restore, self.second_week),
        )
        for _ in range(self.chance.randint(1, 6)):
            paper = self.chance.choice(self.papers)
            if not paper.deleted:
                self.do(self.chance.choice(person if self.chance.random() < 0.5 else sources), paper)
        if self.chance.random() < 0.3:
            self.do(self.new_id, self.chance.choice(self.papers))
        source(self.root, *self.rows())
        made = plan(self.root)
        self.said.append("import")
        self.carry_out(made)
        self.check(made)
        assert plan(self.root).edits == {}, "a second import would change something"

    def do(self, step: Callable[[Paper], None], paper: Paper) -> None:
        self.said.append(f"{step.__name__} {paper.number}")
        step(paper)

    def carry_out(self, made: Changeset) -> None:
        assert apply_changeset(self.root, made) == ()

    def check(self, made: Changeset) -> None:
        conflicts = {change.id: {conflict.key for conflict in change.conflicts} for change in made.changes}
        for paper in self.papers:
            if paper.deleted:
                assert self.files(paper) == [], f"the deleted page of {paper.number} came back"
            elif paper.listed:
                self.check_page(paper, conflicts[f"arxiv:2303.{paper.number:05}"])
            else:
                assert self.read(paper)[1] == paper.page

    def read(self, paper: Paper) -> tuple[Item, Says]:
        file = self.file(paper)
        item, problems = read_item(file.read_text("utf-8"), file.name)
        assert item
        assert problems == ()
        return item, Says(item.title, item.topics[0], tuple(item.body.splitlines()))

    def check_page(self, paper: Paper, conflicts: set[str]) -> None:
        item, says = self.read(paper)
        text = self.file(paper).read_text("utf-8")
        assert item.id == f"arxiv:2303.{paper.number:05}"
        assert item.former_ids == tuple(f"arxiv:2303.{number:05}" for number in paper.former)
        assert len(item.also_in) == paper.also
        assert [comment for comment in paper.comments if comment not in text] == []
        expected = set()
        for key, name in {"title": "title", "topic": "topics"}.items():
            base, row, page = (getattr(side, key) for side in (paper.base, paper.row, paper.page))
            assert getattr(says, key) == (row if page == base else page), f"{key} of {paper.number}"
            expected |= {name} if len({base, row, page}) == 3 else set()
        assert conflicts - {"body"} == expected
        self.check_body(paper, says.body, open_=conflicts)
        kept = {key: getattr(paper.base, key) for key, name in _KEYS.items() if name in conflicts}
        paper.base, paper.page = replace(paper.row, **kept), says

    @staticmethod
    def check_body(paper: Paper, body: tuple[str, ...], *, open_: set[str]) -> None:
        base, row, mine = paper.base.body, paper.row.body, paper.page.body
        if mine == base:
            assert body == row
        if row == base:
            assert body == mine
        assert [line for line in mine if line not in base and line not in body] == [], "a line of mine is lost"
        assert [line for line in body if line in base and line not in mine] == [], "a line came back"
        assert [line for line in body if line not in mine and line not in row] == [], "a line from nowhere"
        if "body" not in open_:
            assert [line for line in row if line not in base and line not in body] == [], "a line of theirs is lost"
            assert [line for line in body if line in base and line not in row] == [], "an old line is kept"


_KEYS = {"title": "title", "topic": "topics", "body": "body"}


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARES))
def test_no_edit_is_ever_lost_and_what_nobody_touched_is_up_to_date(share: int) -> None:
    play(History, range(share * 50, share * 50 + HISTORIES), 1, 3)
