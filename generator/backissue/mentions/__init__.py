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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import inf, log2

from backissue.mentions.kinds_of_evidence import Evidence, Said
from backissue.mentions.lookup import Spoken, look_up, news_of
from backissue.mentions.said_pages import Given, Memory, remember_stories, stories, words_of
from backissue.mentions.spoken_tokens import keys, tokens
from backissue.mentions.subjects import TALKS, Subject, items_of
from backissue.mentions.surprise import STEPS, Surprise, rough
from backissue.mentions.titles import Title
from backissue.mentions.weighing import weigh
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
    spoken = [stories(page, read, memory) for page in speakers]
    subjects = [*items_of(pages), *entries]
    by_address, found = _addresses(subjects), list[Mention]()
    if not any(page.item.kind in TALKS for page in speakers):
        subjects = [one for one in subjects if one.is_paper]
    if not speakers or not subjects:
        return ()
    titles = _weighed(
        [one for one in subjects if any(map(str.isalpha, one.title))],
        [*map(words_of, spoken)],
        lambda page: words_of(stories(page, read, memory)),
    )
    by_key = {title.key: title.subject for title in titles}
    texts = _texts(speakers, spoken, titles)
    for speaker, given, named in zip(speakers, spoken, look_up(texts, titles, memory.store), strict=True):
        addressed = [*_addressed(speaker, given, by_address)]
        if addressed or named:
            sections = read(speaker).sections()
            sure = [
                Mention(speaker, sections[at], one.page, written, inf, Evidence.ADDRESS, one.title, one.anchor)
                for at, one, written in addressed
            ]
            heard = [_named(speaker, sections[said.story], by_key[said.title], said, memory) for said in named]
            found += _one_a_story(sections, (*sure, *heard))
    return tuple(found)


def _weighed(
    subjects: Sequence[Subject], said: Sequence[Sequence[str]], words: Callable[[Page], Sequence[str]]
) -> Sequence[Title]:
    """Return the titles of subjects, weighed by what was ``said``, and by the ``words`` of papers."""
    texts = [words(one.page) if one.is_paper else keys(one.text) for one in subjects]
    written = (text for one, text in zip(subjects, texts, strict=True) if one.is_paper)
    pairs = {pair for one in subjects for pair in pairwise(keys(one.title))}
    return weigh(subjects, Surprise(written, said, pairs), texts)


def _texts(speakers: Sequence[Page], spoken: Sequence[Sequence[Given]], titles: Sequence[Title]) -> list[Spoken]:
    """Return what pages say, each with the bits at which no title is expected to agree by chance with its words."""
    days = sorted(title.day for title in titles if title.day)
    found = []
    for page, given in zip(speakers, spoken, strict=True):
        day = page.item.date or page.item.week
        first, last = news_of(day) if day else (date.max, date.min)
        news = max(0, bisect_right(days, last) - bisect_left(days, first))
        places = log2(max(sum(len(one.story.words) for one in given), SHORTEST))
        least, soon = places + log2(rough(len(titles))) + DOUBT, places + log2(rough(news) + 1) + NEWS
        said = tuple(one.story for one in given)
        found.append(Spoken(page.path, said, day, _round(least), _round(soon), page.item.kind in TALKS))
    return found


def _round(bits: float) -> float:
    return round(bits * STEPS) / STEPS


def _addressed(
    speaker: Page, given: Iterable[Given], known: Mapping[str, Subject]
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


def _named(speaker: Page, story: Section, target: Subject, said: Said, memory: Memory) -> Mention:
    def written() -> str:
        words = [token for token in tokens(story.text) if token.key]
        return " ".join(story.text[words[said.start].start : words[said.stop - 1].end].split())

    place = digest(memory.key(speaker), f"{said.story} {said.start} {said.stop}")
    words = memory.store.remember("said", place, written)
    return Mention(speaker, story, target.page, words, said.bits, said.by, target.title, target.anchor)


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
