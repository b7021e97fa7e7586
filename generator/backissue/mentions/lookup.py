"""Looking for titles in what was said; what was looked for before is not looked for again.

Whether a text says a title depends on the two alone: on the words of either, the bits of the title's words, the days,
and the bits that the text asks for. So of a new title and an old text only these two are compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from backissue.mentions.align import Alignment, align
from backissue.mentions.heard import Heard
from backissue.mentions.kinds_of_evidence import Evidence, Said
from backissue.mentions.known_titles import Known
from backissue.mentions.named import Named
from backissue.mentions.numbered import Numbered
from backissue.mentions.said_pages import Story
from backissue.mentions.subjects import Subject
from backissue.mentions.titles import Title, Titles
from backissue.store import Store, code_digest, digest
from backissue.workers import each

KIND = "mentions"
FEWEST = 8
"""Texts from which on several processes look."""
AHEAD = timedelta(days=31)
"""A newsletter may list a paper this long after somebody has spoken of it. What it lists later was not meant."""
WHOLE = 4.0
"""The bits less that a title needs that was said word for word."""
FEWEST_WORDS = 3
"""Words of a title that is believed sooner because it is news, or was said word for word. Two may be a mere name."""
RECENT, BEFOREHAND = timedelta(days=14), timedelta(days=6)
"""Days for which an item is news, and days before it is listed in which people speak of it already."""
AGREED = 0.75
"""The share of a title's bits and of its words that must agree: of the whole, or of what stands behind its name."""
LIKELY = 0.75
"""The part of the bits asked for that must agree to the letter before it pays to look for words heard wrongly."""
NAMED = 12.0
"""The bits of a name that is no word of every day."""
SUPPORT, AROUND = 2, 40
"""A name alone is no mention: so many rare words of its title stand within so many words around it."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was said on a page and a ``day`` in each story, and the bits that must agree before a title is believed.

    ``stories`` gives what was said, for which ``text`` stands. ``news`` are the bits for a title that was news on that
    day: of these there are few, and they are spoken of. A talk may speak of anything, an issue of papers.
    """

    path: str
    text: str
    stories: Callable[[], Sequence[Story]]
    day: date | None
    least: float
    news: float
    is_talk: bool

    @property
    def key(self) -> str:
        """What stands for all of this."""
        return digest(self.path, self.text, f"{self.day} {self.least} {self.news} {self.is_talk}")

    def may_mean(self, title: Title) -> bool:
        """Return whether a subject was there, or about to be, on that day, and is neither this page nor its talk."""
        one = title.subject
        is_itself = one.page.path == self.path or (one.is_talk and self.is_talk and title.day == self.day)
        if is_itself or not (self.is_talk or one.is_paper):
            return False
        return self.day is None or title.day is None or title.day - timedelta(days=6) <= self.day + AHEAD

    def bits(self, title: Title) -> float:
        """Return the bits that must agree before a title is believed."""
        return self.news if self.is_news(title) and len(title.words) >= FEWEST_WORDS else self.least

    def fewest(self, title: Title) -> float:
        """Return the bits to the letter from which on it pays to look for a title."""
        least = self.bits(title)
        return LIKELY * least if least == self.least else least - WHOLE

    def distance(self, subject: Subject) -> tuple[bool, int]:
        """Return whether a subject came after the text, and the days between them; 0 where one has none."""
        days = (self.day - subject.day).days if self.day and subject.day else 0
        return days < 0, abs(days)

    def is_news(self, title: Title) -> bool:
        """Return whether an item came out on that day, or not long before or after it."""
        if not self.day or not title.day:
            return False
        first, last = news_of(self.day)
        return first <= title.day <= last


def news_of(day: date) -> tuple[date, date]:
    """Return the first and the last day of what is news on a day."""
    return day - RECENT, day + BEFOREHAND


def look_up(texts: Sequence[Spoken], titles: Known, store: Store) -> Iterator[list[Said]]:
    """Yield for each text the titles that it says, each once a story, in the order in which it says them.

    Words that one title has are not another's too. ``store`` keeps what was found.
    """
    place = digest(code_digest(), "latest")
    before = store.get(KIND, place) or {"titles": [], "texts": {}}
    known, by_key = frozenset(before["titles"]), titles.subjects
    fresh = _Index(titles.weigh([key for key in by_key if key not in known]))
    keys = [text.key for text in texts]
    distinct = dict(zip(keys, texts, strict=True))
    whole = _Index(titles.weigh(by_key)) if distinct.keys() - before["texts"].keys() else fresh

    def compare(key: str) -> list[Said]:
        return [*_compare(distinct[key], fresh if key in before["texts"] else whole)]

    found: dict[str, list[Said]] = {}
    compared = zip(distinct, each(compare, [*distinct], store, store.jobs, FEWEST), strict=True)
    for number, (key, new) in enumerate(compared, 1):
        store.tick("Comparing talks", number, len(distinct))
        old = [Said(*row)._replace(by=Evidence(row[-1])) for row in before["texts"].get(key, ()) if row[1] in by_key]
        found[key] = [*old, *new]
    yield from (_apart(found[key], by_key, distinct[key]) for key in keys)
    if found.keys() != before["texts"].keys() or by_key.keys() != known:
        store.put(KIND, place, {"titles": [*by_key], "texts": found})


def _apart(found: Iterable[Said], subjects: Mapping[str, Subject], text: Spoken) -> list[Said]:
    """Return what was said, each word for one: the surest, then one that was there by then, then the nearest."""
    kept, taken = dict[tuple[int, str], Said](), set[tuple[int, int]]()

    def order(one: Said) -> tuple[object, ...]:
        subject = subjects[one.title]
        is_ahead, days = text.distance(subject)
        return one.story, one.by.rank, is_ahead, -one.bits, days, subject.key, one.start

    for said in sorted(found, key=order):
        words = {(said.story, at) for at in range(said.start, said.stop)}
        if taken.isdisjoint(words):
            taken |= words
            kept.setdefault((said.story, said.title), said)
    return sorted(kept.values(), key=lambda one: (one.story, one.start))


class _Index:
    """Titles, to be found in each way in which they may be said."""

    def __init__(self, titles: Sequence[Title]) -> None:
        self.is_empty = not titles
        self.titles, self.numbered, self.named = Titles(titles), Numbered(titles), Named(titles)


def _compare(text: Spoken, known: _Index) -> Iterator[Said]:
    """Yield the known titles that a text says."""
    for number, story in enumerate(() if known.is_empty else text.stories()):
        yield from known.numbered.said(number, story.words, story.numbers, text)
        yield from known.named.said(number, story.words, story.shapes, text)
        yield from _titled(number, story.words, text, known.titles)


def _titled(number: int, words: tuple[str, ...], text: Spoken, index: Titles) -> Iterator[Said]:
    """Yield the titles that a story says in many of their words."""
    if not index.may_be_in(words):
        return
    heard = Heard(words)
    for title, stretch in index.places(heard, text.fewest):
        bits, place = title.densest(heard, stretch)
        is_version = any(one.is_version for one in title.numbers)  # which only the number tells from the next
        if is_version or bits < text.fewest(title) or not text.may_mean(title):
            continue
        best = align(title.words, words[place.start : place.stop], title.worth)
        if not best:
            continue
        where, around = best.place(place.start), words[max(0, place.start - AROUND) : place.stop + AROUND]
        is_whole = len(title.words) >= FEWEST_WORDS and words[where.start : where.stop] == title.words
        is_one_of_many = title.subject.is_issue or title.subject.is_talk  # which have their numbers or days alone
        if is_one_of_many and words[where.start : where.stop] != title.words:
            continue
        least = text.bits(title)
        if _is_meant(title, best, around, least - WHOLE if is_whole else least):
            by = Evidence.TITLE if is_whole else Evidence.HEARD
            yield Said(number, title.key, best.bits, where.start, where.stop, by)


def _is_meant(title: Title, found: Alignment, around: Sequence[str], least: float) -> bool:
    """Return whether what agrees is enough: a run of words that tells much, or the name with words that support it."""
    agreed = [at for at, *_ in found.pairs]
    if found.bits >= least and (_share(title, agreed, 0) >= AGREED or _share(title, agreed, title.name) >= AGREED):
        return True
    return title.is_coined and _is_named(title, found) and len(title.support.intersection(around)) >= SUPPORT


def _share(title: Title, agreed: Sequence[int], first: int) -> float:
    """Return the share of a title from ``first`` on that agrees: of its bits or of its words, whichever is less."""
    worth = title.worth[first:]
    inside = [title.worth[at] for at in agreed if at >= first]
    return min(sum(inside) / sum(worth), len(inside) / len(worth)) if worth else 0.0


def _is_named(title: Title, found: Alignment) -> bool:
    """Return whether the whole name was heard in one piece, and is no word that any text may use."""
    name = range(title.name)
    pieces = [(start, start + words) for at, start, words in found.pairs if at in name]
    in_one = all(end == start for (_, end), (start, _) in pairwise(pieces))
    return len(pieces) == len(name) and in_one and sum(title.worth[at] for at in name) >= NAMED
