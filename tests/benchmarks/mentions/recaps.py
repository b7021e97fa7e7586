"""Talks whose items are known: recaps of a newsletter, which say of each segment which item it is about.

The newsletter's items are 361 rows of a table, the marks are the lines that part the recaps' segments, which their
makers set, and the talks are the recaps as plain text, a sentence a line, without these lines. A third of the talks is
held back (`held-back.txt`): no rule and no number was chosen by them. Where the texts are not at hand there are none.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from backissue.archive.archive import Archive
from backissue.archive.config import ArchiveConfig
from backissue.mentions import Mention, find_mentions
from backissue.mentions.spoken_tokens import keys
from backissue.model import Item, Kind, Page

SHARED = Path(__file__).parents[4] / "shared"
HELD_BACK = Path(__file__).with_name("held-back.txt")
_NUMBER = re.compile(r"#\d+$")
_VERSION = re.compile(r"\d+\.\d+")
NEWS = range(8)
"""Days after which a recap speaks of a newsletter."""


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk with the items that it is about, by their titles; what was found of them and besides; what it says.

    ``other`` are items that it is not about and that it names word for word, and ``false`` those that it does not.
    """

    name: str
    wanted: frozenset[str]
    found: frozenset[str]
    other: tuple[tuple[str, str], ...]
    false: tuple[tuple[str, str], ...]


def is_there() -> bool:
    """Return whether the texts are at hand."""
    return (SHARED / "gold" / "optech-mentions.tsv").exists()


def kind_of(title: str) -> str:
    """Return what an item is by its title: a number, a release, a question or a headline."""
    if _NUMBER.search(title):
        return "numbers"
    if _VERSION.search(title):
        return "releases"
    return "questions" if title.endswith("?") else "headlines"


def talks(*, held_back: bool) -> list[Talk]:
    """Return the talks that rules may be chosen by, or those that are held back."""
    names = set(HELD_BACK.read_text("utf-8").split())
    return [talk for talk in _all() if (talk.name in names) is held_back]


def word_for_word(*, held_back: bool) -> list[Talk]:
    """Return the same talks with what the plainest method finds: the news whose whole titles stand in the text."""
    titles = defaultdict[str, set[str]](set)
    for page in _papers():
        titles[str(page.item.date)].add(page.item.title)
    found = []
    for talk in talks(held_back=held_back):
        text, day = _said(talk.name), date.fromisoformat(talk.name)
        news = {
            one
            for known, several in titles.items()
            if (day - date.fromisoformat(known)).days in NEWS
            for one in several
        }
        said = {title for title in news if _is_said(title, text)}
        false = tuple((title, "title") for title in sorted(said - talk.wanted))
        found.append(Talk(talk.name, talk.wanted, frozenset(said & talk.wanted), false, ()))
    return found


@cache
def _all() -> Sequence[Talk]:
    if not is_there():
        return ()
    wanted = defaultdict[str, set[str]](set)
    for line in (SHARED / "gold" / "optech-mentions.tsv").read_text("utf-8").splitlines():
        name, _, title = line.split("\t")
        wanted[name].add(title)
    pages = [*map(_page, sorted((SHARED / "samples" / "optech" / "plain").glob("*.txt")))]
    archive = Archive(ArchiveConfig(), (*_papers(), *pages))
    by_talk = defaultdict[str, list[Mention]](list)
    for mention in find_mentions(archive.pages, archive.document):
        by_talk[mention.speaker.item.id].append(mention)
    return [_talk(page, wanted[page.item.id], by_talk[page.item.id]) for page in pages]


def _page(path: Path) -> Page:
    day, text = date.fromisoformat(path.stem), path.read_text("utf-8")
    return Page(f"talks/{path.stem}.md", Item(path.stem, Kind.TRANSCRIPT, path.stem, date=day, body=text))


def _talk(page: Page, wanted: set[str], mentions: Sequence[Mention]) -> Talk:
    text = _said(page.item.id)
    right, other, false = set[str](), list[tuple[str, str]](), list[tuple[str, str]]()
    for one in mentions:
        days = (page.item.date - one.target.item.date).days if page.item.date and one.target.item.date else -1
        if one.title in wanted and days in NEWS:
            right.add(one.title)
        else:
            (other if _is_said(one.title, text) else false).append((one.title, one.by.value))
    return Talk(page.item.id, frozenset(wanted), frozenset(right), tuple(other), tuple(false))


@cache
def _papers() -> Sequence[Page]:
    with (SHARED / "samples" / "optech" / "items.csv").open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file)
    return [
        Page(f"papers/{number}.md", Item(f"paper:{number}", Kind.PAPER, title, date=date.fromisoformat(day), body=text))
        for number, (day, title, _, text, _) in enumerate(rows)
    ]


@cache
def _said(name: str) -> str:
    return f" {' '.join(keys((SHARED / 'samples' / 'optech' / 'plain' / f'{name}.txt').read_text('utf-8')))} "


def _is_said(title: str, text: str) -> bool:
    return f" {' '.join(keys(title))} " in text


def kinds(talks: Sequence[Talk]) -> Mapping[str, None]:
    """Return the kinds of the items that talks are about, each once."""
    return dict.fromkeys(kind_of(title) for talk in talks for title in sorted(talk.wanted))


def false_ones(talks: Sequence[Talk]) -> Iterator[tuple[str, str, str]]:
    """Yield what was found and was not said: the talk, the title, the evidence."""
    for talk in talks:
        yield from ((talk.name, *one) for one in talk.false)
