"""What in the archive a talk speaks about, story by story, and the words that gave it away.

Subjects are items and the entries of issues. They are known by their addresses, by the numbers and versions that they
are about (:mod:`.numbered`), by their titles, and by their names (:mod:`.named`). A title is looked for in what was
said as a run of its words, allowing for words that were heard wrongly, split or joined. What counts is how much these
words tell (:mod:`.titles`): so much that no title of the archive is expected to agree by chance with any place of
the text, and a good part of the whole title or of what stands behind its colon. Precision goes before recall: a name
that nothing around it supports is no mention.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from math import inf, log2

from backissue.mentions.kinds_of_evidence import Evidence, Said
from backissue.mentions.known_titles import weigh_titles
from backissue.mentions.lookup import Spoken, look_up, news_of
from backissue.mentions.said_pages import Memory, Part, Story, parts, remember_stories, stories, words_of
from backissue.mentions.spoken_tokens import tokens
from backissue.mentions.subjects import TALKS, Subject, items_of
from backissue.mentions.surprise import STEPS, rough
from backissue.model import Kind, Page
from backissue.prose.document import Document, Section
from backissue.same_address import address_key, place_in
from backissue.store import Store, digest

__all__ = ["TALKS", "Evidence", "Memory", "Mention", "Subject", "find_mentions", "items_of", "remember_stories"]

DOUBT = 10.0
"""The bits beyond those at which one agreement is expected by chance: one in 1,024 such texts has a false one."""
NEWS = 2.0
"""The bits beyond those for a title that was news: talks speak of the news, so less doubt is due."""
SHORTEST = 2000
"""Words of a text that is so short that titles are believed no sooner than in one of this length."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A story that speaks about an item, or about an entry of it, which then stands at ``anchor``.

    ``title`` is that of what is spoken about. ``words`` are those that gave it away; empty where an editor says so.
    ``by`` is the evidence, and ``bits`` say how much agrees: without end for an address, 0 for an editor's word.
    """

    speaker: Page
    story: Section
    target: Page
    words: str
    bits: float
    by: Evidence
    title: str
    anchor: str = ""


NOTHING_KEPT = Memory(Store(), lambda page: page.path)


def find_mentions(
    pages: Sequence[Page],
    read: Callable[[Page], Document],
    memory: Memory = NOTHING_KEPT,
    entries: Sequence[Subject] = (),
) -> tuple[Mention, ...]:
    """Return the mentions in an archive's pages, in their order and that of their sections: one a section and subject.

    ``read`` gives what a page says; ``entries`` are what may be spoken of besides the pages themselves. Issues speak of
    papers only, except by address. The time grows with the words and with the titles, not with their product.
    """
    speakers = [page for page in pages if page.item.kind in {*TALKS, Kind.ISSUE}]
    subjects, found = [*items_of(pages), *entries], list[Mention]()
    is_spoken = any(page.item.kind in TALKS for page in speakers)
    named = [one for one in subjects if (is_spoken or one.is_paper) and any(map(str.isalpha, one.title))]
    if not speakers or not any(is_spoken or one.is_paper for one in subjects):
        return ()
    spoken = [parts(page, read, memory) for page in speakers]
    by_address = _addresses(subjects) if any(one.addresses for given in spoken for one in given) else {}
    titles = weigh_titles(named, speakers, partial(words_of, read=read, memory=memory), memory)
    texts = _texts(speakers, spoken, titles.subjects.values(), partial(stories, read=read, memory=memory), memory)
    for speaker, given, heard in zip(speakers, spoken, look_up(texts, titles, memory.store), strict=True):
        sections = [Section(part.heading, part.anchor) for part in given]
        sure = [
            Mention(speaker, sections[at], one.page, written, inf, Evidence.ADDRESS, one.title, one.anchor)
            for at, one, written in _addressed(speaker, given, by_address)
        ]
        told = ((said, titles.subjects[said.title], _written(speaker, said, read, memory)) for said in heard)
        others = [
            Mention(speaker, sections[said.story], one.page, words, said.bits, said.by, one.title, one.anchor)
            for said, one, words in told
        ]
        found += _one_a_story(sections, (*sure, *others))
    return tuple(found)


def _texts(
    speakers: Sequence[Page],
    spoken: Sequence[Sequence[Part]],
    subjects: Collection[Subject],
    tell: Callable[[Page], Sequence[Story]],
    memory: Memory,
) -> list[Spoken]:
    """Return what pages say, each with the bits at which no title is expected to agree by chance with its words."""
    days = sorted(filter(None, (one.day for one in subjects)))
    found = []
    for page, given in zip(speakers, spoken, strict=True):
        day = page.item.date or page.item.week
        first, last = news_of(day) if day else (date.max, date.min)
        news = max(0, bisect_right(days, last) - bisect_left(days, first))
        places = log2(max(sum(one.words for one in given), SHORTEST))
        least, soon = places + log2(rough(len(subjects))) + DOUBT, places + log2(rough(news) + 1) + NEWS
        told, is_talk = partial(tell, page), page.item.kind in TALKS
        found.append(Spoken(page.path, memory.key(page), told, day, _round(least), _round(soon), is_talk))
    return found


def _round(bits: float) -> float:
    return round(bits * STEPS) / STEPS


def _addressed(
    speaker: Page, given: Iterable[Part], known: Mapping[str, Subject]
) -> Iterator[tuple[int, Subject, str]]:
    """Yield the subjects whose address or identifier a story gives. That is certain, whatever the day.

    An issue that lists what another lists does not speak of it.
    """
    is_talk = speaker.item.kind in TALKS
    for number, one in enumerate(given):
        for written in one.addresses:
            target = known.get(_bare(written))
            if target and target.page.path != speaker.path and (is_talk or not target.anchor):
                yield number, target, written


def _written(speaker: Page, said: Said, read: Callable[[Page], Document], memory: Memory) -> str:
    """Return the words by which a title was said, as they are written."""

    def make() -> str:
        text = read(speaker).sections()[said.story].text
        words = [token for token in tokens(text) if token.key]
        return " ".join(text[words[said.start].start : words[said.stop - 1].end].split())

    return memory.store.remember("said", digest(memory.key(speaker), f"{said.story} {said.start} {said.stop}"), make)


def _one_a_story(sections: Sequence[Section], found: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the mentions of a page section by section, of each subject the first."""
    for section in sections:
        first: dict[tuple[str, str], Mention] = {}
        for mention in found:
            if mention.story is section:
                first.setdefault((mention.target.path, mention.anchor), mention)
        yield from first.values()


def _addresses(subjects: Iterable[Subject]) -> dict[str, Subject]:
    """Return the identifiers and addresses that mean a subject."""
    found = dict[str, Subject]()
    for one in subjects:
        for url in one.urls:
            found.setdefault(_bare(url), one)
    return found


def _bare(url: str) -> str:
    """Return what all addresses of one thing have in common, with the place in a page that lists several."""
    place = place_in(url)
    return f"{address_key(url)}{f'#{place}' if place else ''}".casefold()
