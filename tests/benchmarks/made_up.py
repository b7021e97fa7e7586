"""Archives to measure with: made-up papers, ten a week, and a talk for every hundred of them.

Words are drawn as they are in languages, the n-th most frequent 1/n as often as the first (Zipf 1949), so that an index
of them grows as that of a real archive does. The same number of items gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate, product
from pathlib import Path
from random import Random

FIRST = date(2010, 1, 3)
A_WEEK, A_TALK = 10, 100
"""Papers in a week, and papers for which there is one talk."""
TOPICS = 40
SENTENCES, WORDS = 8, 18
"""Sentences of a paper's text, and words of each."""
STORIES = 30
"""Stories of a talk, about eight minutes for every five of them."""
_SYLLABLES = [*map("".join, product("bdfgklmnprstvz", "aeiou", ["", "n", "r"]))]
_TABLE = "| week | title | topic | text | paper |\n|---|---|---|---|---|\n"


class Writer:
    """Writes the same texts whenever it is made with the same seed."""

    def __init__(self, seed: int, vocabulary: int = 20_000) -> None:
        self._random = Random(seed)
        self._words = sorted({self._word(self._random.randint(2, 4)) for _ in range(vocabulary)})
        self._random.shuffle(self._words)
        self._weights = [*accumulate(1 / rank for rank in range(1, len(self._words) + 1))]

    def _word(self, syllables: int) -> str:
        return "".join(self._random.choices(_SYLLABLES, k=syllables))

    def words(self, number: int) -> list[str]:
        """Return words, frequent ones more often than rare ones."""
        return self._random.choices(self._words, cum_weights=self._weights, k=number)

    def title(self) -> str:
        """Return four to nine words that begin with capitals."""
        return " ".join(word.capitalize() for word in self.words(self._random.randint(4, 9)))

    def text(self, sentences: int) -> str:
        """Return sentences of about 18 words."""
        lengths = (self._random.randint(WORDS - 8, WORDS + 8) for _ in range(sentences))
        return " ".join(" ".join(self.words(length)).capitalize() + "." for length in lengths)

    def pick(self, choices: Sequence[str], number: int) -> list[str]:
        """Return some of the choices."""
        return self._random.sample(choices, min(number, len(choices)))


def fill(root: Path, items: int) -> None:
    """Give the empty archive at ``root`` sources of so many papers, and of their talks."""
    writer = Writer(items)
    topics = [" ".join(writer.words(2)).capitalize() for _ in range(TOPICS)]
    titles = [writer.title() for _ in range(items)]
    rows = [_row(writer, number, title, topics) for number, title in enumerate(titles)]
    sources = root / "content/sources"
    sources.mkdir(parents=True, exist_ok=True)
    (sources / "papers.md").write_text(_TABLE + "".join(rows), "utf-8")
    listed = ["sources:", "  - file: papers.md"]
    for number in range(items // A_TALK):
        name, day = f"talk-{number:04}.txt", _week(A_TALK * number)
        (sources / name).write_text(_talk(writer, writer.pick(titles, 5)), "utf-8")
        listed += [f"  - file: {name}", f"    title: Talk {number}", f"    date: {day}", "    why: made up"]
    config = root / "content/archive.yml"
    config.write_text(config.read_text("utf-8").replace("sources: []", "\n".join(listed)), "utf-8")


def _week(number: int) -> date:
    return FIRST + timedelta(weeks=number // A_WEEK)


def _row(writer: Writer, number: int, title: str, topics: Sequence[str]) -> str:
    (topic,) = writer.pick(topics, 1)
    paper = f"https://arxiv.org/abs/{10 + number // 10_000:02}{1 + number % 12:02}.{number % 100_000:05}"
    return f"| {_week(number)} | {title} | {topic} | {writer.text(SENTENCES)} | {paper} |\n"


def _talk(writer: Writer, titles: Sequence[str]) -> str:
    """Return an hour of talk, a sentence a line, which speaks of some papers by their titles."""
    stories = [writer.text(40).split(". ") for _ in range(STORIES)]
    for story, title in zip(stories, titles, strict=False):
        story.insert(1, f"the next one is called {title}")
    return "\n".join(line for story in stories for line in story) + "\n"
