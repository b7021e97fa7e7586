"""Which items of the archive a transcript speaks about, story by story, and the words that gave it away.

A title is looked for in what was said as a run of its words, allowing for words that were heard wrongly, split or
joined. What counts is how much the words that agree tell (:mod:`.titles`): so much that no title of the archive is
expected to agree by chance with any place of the text, and a good part of the whole title or of what stands behind its
colon. Precision goes before recall: a name alone, and what is said in passing, is no mention.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import inf, log2
from typing import NamedTuple

from backissue.mentions.evidence import Evidence, Said
from backissue.mentions.identifiers import Number, numbers
from backissue.mentions.lookup import Spoken, Story, look_up, news_of
from backissue.mentions.shapes import shapes
from backissue.mentions.spoken_tokens import keys, tokens
from backissue.mentions.surprise import STEPS, Surprise, rough
from backissue.mentions.weighing import weigh
from backissue.model import Kind, Page
from backissue.prose.document import Document, Section
from backissue.store import Store, digest

SPEAKING = (Kind.TRANSCRIPT, Kind.SUMMARY, Kind.SESSION, Kind.ISSUE)
"""The kinds that speak of others."""
DOUBT = 10.0
"""The bits beyond those at which one agreement is expected by chance: one in 1,024 such texts has a false one."""
NEWS = 2.0
"""The bits beyond those for a title that was news: talks speak of the news, so less doubt is due."""
SHORTEST = 2000
"""Words of a text that is so short that titles are believed no sooner than in one of this length."""
_ARXIV = re.compile(r"(?<![\d.])\d{4}\.\d{4,5}(?![\d.])")
_URL = re.compile(r"https?://[^\s<>()\"']+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A story that speaks about an item. ``words`` are those that gave it away; empty where an editor says so.

    ``by`` is the evidence, and ``bits`` say how much agrees: without end for an address, 0 for an editor's word.
    """

    speaker: Page
    story: Section
    target: Page
    words: str
    bits: float
    by: Evidence


class Memory(NamedTuple):
    """A store, and a function that returns what stands for all that is made of a page's text."""

    store: Store
    key: Callable[[Page], str]


NOTHING_KEPT = Memory(Store(), lambda page: page.path)


class _Given(NamedTuple):
    """A section of a page as it is compared, and the identifiers and addresses that it gives."""

    story: Story
    addresses: Sequence[str]


def find_mentions(
    pages: Sequence[Page], read: Callable[[Page], Document], memory: Memory = NOTHING_KEPT
) -> tuple[Mention, ...]:
    """Return the mentions in an archive's pages, in their order and that of their sections: one a section and item.

    ``read`` gives what a page says. The time grows with the words and with the titles, not with their product.
    """
    speakers = [page for page in pages if page.item.kind in SPEAKING]
    targets = [page for page in pages if page.item.kind is Kind.PAPER]
    if not speakers or not targets:
        return ()
    spoken = [_stories(page, read, memory) for page in speakers]
    written = [_words(_stories(page, read, memory)) for page in targets]
    said = [*map(_words, spoken)]
    pairs = {pair for page in targets for pair in pairwise(keys(page.item.title))}
    titles = weigh(targets, Surprise(written, said, pairs), written)
    days = sorted(title.day for title in titles if title.day)
    texts = [
        _spoken(page, stories, said, (days, len(titles)))
        for page, stories, said in zip(speakers, spoken, said, strict=True)
    ]
    by_key = {title.key: title.page for title in titles}
    by_address = _addresses(targets)
    found = list[Mention]()
    for speaker, stories, named in zip(speakers, spoken, look_up(texts, titles, memory.store), strict=True):
        addressed = [*_addressed(stories, by_address)]
        if addressed or named:
            sections = read(speaker).sections()
            sure = [
                Mention(speaker, sections[at], page, written, inf, Evidence.ADDRESS) for at, page, written in addressed
            ]
            heard = [_named(speaker, sections[said.story], by_key[said.title], said, memory) for said in named]
            found += _one_a_story(sections, (*sure, *heard))
    return tuple(found)


def _spoken(page: Page, stories: Sequence[_Given], words: Sequence[str], known: tuple[Sequence[date], int]) -> Spoken:
    """Return what a page says, with the bits at which no title is expected to agree by chance with so many words."""
    days, titles = known
    day = page.item.date or page.item.week
    first, last = news_of(day) if day else (date.max, date.min)
    news = max(0, bisect_right(days, last) - bisect_left(days, first))
    places = log2(max(len(words), SHORTEST))
    return Spoken(
        tuple(given.story for given in stories),
        day,
        _round(places + log2(rough(titles)) + DOUBT),
        _round(places + log2(rough(news) + 1) + NEWS),
    )


def _round(bits: float) -> float:
    return round(bits * STEPS) / STEPS


def remember_stories(page: Page, read: Callable[[Page], Document], memory: Memory) -> Sequence[_Row]:
    """Return what is compared of each section of a page: its words and how they are written, addresses, numbers."""
    return memory.store.remember("stories", memory.key(page), lambda: [*map(_row, read(page).sections())])


_Row = tuple[str, str, Sequence[str], Sequence[tuple[str, str, int, int, bool]]]


def _stories(page: Page, read: Callable[[Page], Document], memory: Memory) -> list[_Given]:
    """Return the sections of a page."""
    rows = remember_stories(page, read, memory)
    return [
        _Given(Story(tuple(words.split()), written, tuple(Number(*one) for one in given)), addresses)
        for words, written, addresses, given in rows
    ]


def _words(stories: Iterable[_Given]) -> list[str]:
    return [word for given in stories for word in given.story.words]


def _row(section: Section) -> _Row:
    text = "\n".join((section.text, *section.links))
    urls = (url.rstrip(".,;:!?*_") for url in _URL.findall(text))
    words = [token for token in tokens(section.text) if token.key]
    addresses = [*_ARXIV.findall(text), *urls]
    return " ".join(token.key for token in words), shapes(section.text, words), addresses, numbers(section.text, words)


def _addressed(stories: Iterable[_Given], known: Mapping[str, Page]) -> Iterator[tuple[int, Page, str]]:
    """Yield the items whose address or identifier a story gives. That is certain, whatever the day."""
    for number, given in enumerate(stories):
        for written in given.addresses:
            if target := known.get(_bare(written)):
                yield number, target, written


def _named(speaker: Page, story: Section, target: Page, said: Said, memory: Memory) -> Mention:
    def written() -> str:
        words = [token for token in tokens(story.text) if token.key]
        return " ".join(story.text[words[said.start].start : words[said.stop - 1].end].split())

    place = digest(memory.key(speaker), f"{said.story} {said.start} {said.stop}")
    return Mention(speaker, story, target, memory.store.remember("said", place, written), said.bits, said.by)


def _one_a_story(sections: Sequence[Section], found: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the mentions of a page section by section, of each item the first."""
    for section in sections:
        first: dict[str, Mention] = {}
        for mention in found:
            if mention.story is section:
                first.setdefault(mention.target.path, mention)
        yield from first.values()


def _addresses(pages: Iterable[Page]) -> dict[str, Page]:
    """Return the identifiers and addresses that mean an item."""
    found = dict[str, Page]()
    for page in pages:
        kind, _, rest = page.item.id.partition(":")
        if kind in {"arxiv", "doi"}:
            found.setdefault(rest.casefold(), page)
        for link in page.item.links:
            found.setdefault(_bare(link.url), page)
    return found


def _bare(url: str) -> str:
    """Return an address without its scheme, ``www`` and the slash at its end, in which people differ."""
    bare = url.removeprefix("http://").removeprefix("https://")
    return (bare.removeprefix("www.") if bare != url else url).rstrip("/").casefold()
