"""The titles that may be spoken of, and how much their words tell: the bits by which they surprise in the archive."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from operator import concat

from backissue.mentions.heard import Heard
from backissue.mentions.identifiers import Identifier
from backissue.mentions.names import Name
from backissue.mentions.spoken_tokens import skeleton
from backissue.mentions.subjects import Subject

SHORTEST = 5
"""Letters of a word that is looked for by its sound."""
SLACK = 6
"""Words more than a title has in which it is looked for."""
ENOUGH = 16.0
"""Bits of rare words close to each other that make it worth to look at a place."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title as words with their worth in bits.

    The first ``name`` words are the name before its colon, if any, and ``is_coined`` says that it is no plain word;
    ``support`` are the rare words behind it. ``leads`` are the words, with their bits, and ``sounds`` those of the name
    by their sound, that lead to the title because few others have them. ``numbers`` are those that it is about,
    ``names`` those by which its item may be called, ``rare`` and ``usual`` the words said of it without their plural's
    ending, ``day`` the first on which it was there. ``key`` stands for all of this.
    """

    subject: Subject
    words: tuple[str, ...]
    worth: tuple[float, ...]
    name: int
    is_coined: bool
    support: frozenset[str]
    leads: Mapping[str, float]
    sounds: Mapping[str, Sequence[tuple[str, float]]]
    numbers: tuple[Identifier, ...]
    names: tuple[Name, ...]
    rare: frozenset[str]
    usual: frozenset[str]
    day: date | None
    key: str

    def most(self, said: Heard) -> float:
        """Return the bits of all its words that were said, wherever, which are the most that can agree."""
        places, sounds = said.places, said.sounds
        return sum(
            bits
            for which, (word, bits) in enumerate(zip(self.words, self.worth, strict=True))
            if word in places or (which < self.name and len(word) >= SHORTEST and skeleton(word) in sounds)
        )

    def densest(self, said: Heard, stretch: range) -> tuple[float, range]:
        """Return the most bits that stand within little more than the title's length, and where in a stretch of a text.

        Each word counts once, those of the name also where they only sound alike.
        """
        width, most, bits, place = len(self.words) + SLACK, 0.0, 0.0, stretch[:0]
        inside: deque[tuple[int, int]] = deque()
        counts = [0] * len(self.words)
        for at, which in sorted(self._agreeing(said, stretch)):
            inside.append((at, which))
            bits += 0 if counts[which] else self.worth[which]
            counts[which] += 1
            while inside[0][0] <= at - width:
                _, gone = inside.popleft()
                counts[gone] -= 1
                bits -= 0 if counts[gone] else self.worth[gone]
            if bits > most:
                most, place = bits, range(max(0, inside[0][0] - SLACK), min(len(said.words), at + 1 + SLACK))
        return most, place

    def _agreeing(self, said: Heard, stretch: range) -> Iterator[tuple[int, int]]:
        """Yield the places in a stretch where a word of the title was said, alone or with the word before it."""
        for which, word in enumerate(self.words):
            yield from ((at, which) for at in _within(said.places.get(word, ()), stretch))
            if which < self.name and len(word) >= SHORTEST:
                alike = _within(said.sounds.get(skeleton(word), ()), stretch)
                yield from ((at, which) for at in alike if len(said.words[at]) >= SHORTEST)


def _within(places: Sequence[int], stretch: range) -> Sequence[int]:
    """Return those of rising places that lie in a stretch."""
    return places[bisect_left(places, stretch.start) : bisect_left(places, stretch.stop)]


class Titles:
    """Titles, to be found by their rare words and by the sound of their names."""

    def __init__(self, titles: Iterable[Title]) -> None:
        self._titles = [*titles]
        self._widths = [len(title.words) + SLACK for title in self._titles]
        self._by_word: defaultdict[str, list[_Lead]] = defaultdict(list)
        self._by_sound: defaultdict[str, list[_Lead]] = defaultdict(list)
        self._telling: defaultdict[str, list[int]] = defaultdict(list)
        self._telling_sounds: defaultdict[str, list[int]] = defaultdict(list)
        for number, title in enumerate(self._titles):
            for word, bits in title.leads.items():
                self._by_word[word].append((number, word))
                if bits >= ENOUGH:
                    self._telling[word].append(number)
            for sound, words in title.sounds.items():
                self._by_sound[sound] += [(number, word) for word, _ in words]
                if any(bits >= ENOUGH for _, bits in words):
                    self._telling_sounds[sound].append(number)

    def may_be_in(self, words: Sequence[str]) -> bool:
        """Return whether any word of a text leads to a title, alone, joined to the one before it or by its sound."""
        by_word = self._by_word.keys()
        return not (
            by_word.isdisjoint(words)
            and by_word.isdisjoint(map(concat, words, words[1:]))
            and (not self._by_sound or self._by_sound.keys().isdisjoint(map(skeleton, words)))
        )

    def places(self, said: Heard, least: Callable[[Title], float]) -> Iterator[tuple[Title, range]]:
        """Yield the titles of which a text could say the least bits, each with a stretch of words to look at."""
        for number in sorted(self._led_to(said)):
            title = self._titles[number]
            if title.most(said) < least(title):
                continue
            hits = _hits(title, said)
            if sum(bits for bits, _ in hits.values()) >= ENOUGH:
                yield from ((title, stretch) for stretch in _stretches(hits, len(title.words), len(said.words)))

    def _led_to(self, said: Heard) -> set[int]:
        """Return the numbers of titles to which one word leads that tells enough, or two close to each other."""
        found = {number for word in self._telling.keys() & said.places.keys() for number in self._telling[word]}
        found |= {
            one for sound in self._telling_sounds.keys() & said.sounds.keys() for one in self._telling_sounds[sound]
        }
        by_word, by_sound, none = self._by_word, self._by_sound, list[_Lead]()
        latest: dict[int, tuple[int, str]] = {}
        before = ""
        for at, word in enumerate(said.words):
            joined = by_word.get(before + word, none) if before else none
            alike = by_sound.get(skeleton(word), none) if by_sound else none
            for number, which in chain(by_word.get(word, none), joined, alike):
                place, other = latest.get(number, _NOWHERE)
                if which != other and at - place <= self._widths[number]:
                    found.add(number)
                latest[number] = at, which
            before = word
        return found


_Lead = tuple[int, str]
"""The number of a title, and the word of it that leads there."""
_NOWHERE = -(10**9), ""
_Hits = dict[str, tuple[float, Sequence[int]]]
"""The words of a title that were said: their bits, and where they stand."""


def _hits(title: Title, said: Heard) -> _Hits:
    found: _Hits = {word: (bits, said.places[word]) for word, bits in title.leads.items() if word in said.places}
    for sound in title.sounds.keys() & said.sounds.keys():
        for word, bits in title.sounds[sound]:
            _, also = found.get(word, (bits, ()))
            found[word] = bits, (*also, *said.sounds[sound])
    return found


def _stretches(hits: _Hits, words: int, length: int) -> Iterator[range]:
    """Yield where enough of a title's rare words stand close to each other, every such place once."""
    width = words + SLACK
    inside: deque[tuple[int, str]] = deque()
    counts: Counter[str] = Counter()
    sum_, end = 0.0, -1
    for at, word in sorted((at, word) for word, (_, places) in hits.items() for at in places):
        inside.append((at, word))
        sum_ += 0 if counts[word] else hits[word][0]
        counts[word] += 1
        while inside[0][0] < at - width:
            _, gone = inside.popleft()
            counts[gone] -= 1
            sum_ -= 0 if counts[gone] else hits[gone][0]
        if sum_ >= ENOUGH and at > end:
            end = min(length, at + width)
            yield range(max(0, inside[0][0] - width), end)
