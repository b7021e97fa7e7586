"""How well mentions are found: run it, and it prints a table; its test asserts what the README says.

Five sources of truth: hand labels for one transcript of this archive (where they are at hand); sentences in
``cases/mentions/heard.tsv`` in which titles are said as recognisers hear them, and sentences in ``unheard.txt`` that
only sound like the field; sentences in ``cases/mentions/names/`` that call an item by its short name, among others in
which the name means something else, half of which were held back until the rules were written; and a few hundred
invented titles, none of which anybody spoke of.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from backissue.archive.archive import Archive
from backissue.archive.load import load
from backissue.mentions import Mention, find_mentions
from backissue.model import Item, Kind, Page

PROJECT = Path(__file__).parent.parent
CASES = PROJECT / "tests" / "cases" / "mentions"
LABELS = PROJECT.parent / "shared" / "gold" / "mentions-001.tsv"
EITHER = "arxiv:2303.08774"
"""The report on GPT-4, of which the labels say that the name may lead to it or not."""
LABELLED = "weeks/2023-03-19/ml-news-gpt-4-rumors-and-samsungs-moon.md"
NAMES = (
    "Flamingo Muse Composer Orca Imagine Control-Net ControlNet BLIP Stable-Diffusion GPT-5 LLaMA-2 Galactica CICERO"
    " Whisper Claude Copilot Moon DreamFusion StyleGAN Lens Kosmos Make-A-Video Open-Assistant Alpaca Diplomacy Prism"
).split()


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: what was measured, the mentions there are, those found of them, and the false ones."""

    what: str
    expected: int
    found: int
    false: int

    def __str__(self) -> str:
        return f"{self.what:42}{self.expected:9}{self.found:8}{self.false:8}"


def archive() -> Archive:
    """The archive of this project as it was heard: no name is put right, which would only help."""
    return load(PROJECT)


def rows() -> Iterator[Row]:
    """The whole table."""
    known = archive()
    if LABELS.exists():
        yield labelled(known)
    yield from (measured(known) for measured in (heard, unheard, invented))
    yield from (short_names(known, part) for part in ("seen", "held"))


def labelled(archive: Archive) -> Row:
    """All mentions in the archive as it is, against the labels of the one transcript that has some."""
    lines = LABELS.read_text("utf-8").splitlines()[1:]
    truth = {(LABELLED, line.split("\t")[1]) for line in lines}
    found = {
        (mention.speaker.path, mention.target.item.id)
        for mention in find_mentions(archive.pages, archive.document)
        if mention.target.item.id != EITHER
    }
    return Row("the archive's own transcripts and talks", len(truth), len(truth & found), len(found - truth))


def heard(archive: Archive) -> Row:
    """Titles as they are heard, each in a story of its own."""
    lines = [line.split("\t") for line in (CASES / "heard.tsv").read_text("utf-8").splitlines()]
    truth = {(f"Story {number}", name) for number, (name, _) in enumerate(lines)}
    found = {
        (mention.story.heading, mention.target.item.id) for mention in spoken(archive, [text for _, text in lines])
    }
    return Row("sentences that say a title, mostly misheard", len(truth), len(truth & found), len(found - truth))


def unheard(archive: Archive) -> Row:
    """Sentences that use the words of titles and mean none of them."""
    lines = (CASES / "unheard.txt").read_text("utf-8").splitlines()
    return Row("sentences in the words of titles", 0, 0, len(list(spoken(archive, lines))))


def short_names(archive: Archive, part: str) -> Row:
    """Sentences that call items by their short names, and as many in which such a word means something else."""
    items = [line.split("\t") for line in (CASES / "names" / "items.tsv").read_text("utf-8").splitlines()]
    pages = tuple(
        Page(
            f"weeks/{name}.md", Item(f"paper:{name}", Kind.PAPER, title, date=date.fromisoformat(day), body=f"{text}\n")
        )
        for name, day, title, text in items
    )
    rows = [line.split("\t") for line in (CASES / "names" / "sentences.tsv").read_text("utf-8").splitlines()]
    mine = [(meant, text) for which, meant, text in rows if which == part]
    truth = {(f"Story {number}", meant) for number, (meant, _) in enumerate(mine) if meant}
    whole = replace(archive, pages=(*archive.pages, *pages))
    found = {
        (mention.story.heading, mention.target.item.id)
        for mention in spoken(whole, [text for _, text in mine], date(2025, 6, 1))
    }
    what = f"short names, {part} while writing the rules"
    return Row(what.replace("held", "not seen"), len(truth), len(truth & found), len(found - truth))


def invented(archive: Archive, number: int = 400) -> Row:
    """Titles that nobody spoke of: the archive's own cut in two and put together anew, and mere salads of words."""
    made = (page for page in (_invented(archive, number)))
    false = [
        mention
        for mention in find_mentions((*archive.pages, *made), archive.document)
        if mention.target.path.startswith("invented/")
    ]
    return Row(f"{number} invented titles", 0, 0, len(false))


def spoken(archive: Archive, sentences: Iterable[str], day: date = date(2023, 4, 3)) -> Iterator[Mention]:
    """The mentions in a transcript of these sentences, each a story between two sentences that say nothing."""
    stories = (
        f"## Story {number}\n\nWelcome to the next one.\n{text}\nIt is good of them to share it.\n\n"
        for number, text in enumerate(sentences)
    )
    item = Item("transcript:spoken", Kind.TRANSCRIPT, "Spoken", date=day, body="".join(stories))
    page = Page("undated/spoken.md", item)
    found = find_mentions((*archive.pages, page), archive.document)
    return (mention for mention in found if mention.speaker is page)


def _invented(archive: Archive, number: int) -> Iterator[Page]:
    chance = random.Random(2023)
    titles = [page.item.title.rpartition(": ")[2].split() for page in archive.pages if page.item.kind is Kind.PAPER]
    words = [word for title in titles for word in title]
    for index in range(number):
        one, other = chance.sample(titles, 2)
        spliced = " ".join([*one[: len(one) // 2], *other[len(other) // 2 :]])
        salad = " ".join(chance.choices(words, k=chance.randint(4, 9)))
        name = chance.choice(NAMES)
        title = chance.choice([spliced, salad, f"{name}: {spliced}", f"{name}: {salad}", name.replace("-", " ")])
        week = date(2023, 1, 8) + timedelta(weeks=chance.randint(0, 11))
        yield Page(f"invented/{index}.md", Item(f"paper:{index}", Kind.PAPER, title, week=week))


if __name__ == "__main__":
    print(f"{'':42}{'expected':>9}{'found':>8}{'false':>8}", *rows(), sep="\n")  # noqa: T201 - a table to read
