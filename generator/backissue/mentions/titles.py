"""The titles that may be spoken of, and how much their words tell: the bits by which they surprise in the archive.

A word is worth what it tells behind the word before it, -log2 p(word | before), with the probabilities of pairs
smoothed towards those of single words by a Dirichlet prior (MacKay & Peto 1995, "A hierarchical Dirichlet language
model"). So "large language models" tells little in an archive that is full of them, and "closed-form continuous" much.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log2

from backissue.mentions.spoken_tokens import keys, skeleton
from backissue.model import Page

PRIOR = 4
"""The strength of the prior: the number of pairs that a single word's own frequency counts for."""
OFTEN = 3
"""Times that a word counts in one spoken text at the most."""
RARE = 8.0
"""Bits of a word by which a title is looked for."""
COMMON = 64
"""A word that stands in more titles than this leads to none of them: so the work stays linear."""
SHORTEST = 5
"""Letters of a word that is looked for by its sound."""
SLACK = 6
"""Words more than a title has in which it is looked for."""
_DASHES = ("-", "\u2013", "\u2014")


class Surprise:
    """The bits of words, learned from the texts of an archive: ``written``, and ``spoken``, as words.

    What is said in a spoken text again and again becomes no habit by that: a pair counts once, and a word
    :data:`OFTEN` at the most. Only those ``pairs`` are counted that will be asked for.
    """

    def __init__(
        self, written: Iterable[Sequence[str]], spoken: Iterable[Sequence[str]], pairs: Container[tuple[str, str]]
    ) -> None:
        self._words: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()
        for text in written:
            self._words.update(text)
            self._pairs.update(pair for pair in pairwise(text) if pair in pairs)
        for text in spoken:
            self._words.update({word: min(number, OFTEN) for word, number in Counter(text).items()})
            self._pairs.update({pair for pair in pairwise(text) if pair in pairs})
        self._total = sum(self._words.values()) + 1

    def alone(self, word: str) -> float:
        """Return the bits of a word by itself."""
        return -log2(self._share(word))

    def behind(self, word: str, before: str) -> float:
        """Return the bits of a word behind another. A pair found in a single place is no habit of the language yet."""
        pairs = max(self._pairs[before, word] - 1, 0)
        return -log2((pairs + PRIOR * self._share(word)) / (self._words[before] + PRIOR))

    def _share(self, word: str) -> float:
        return (self._words[word] + 0.5) / self._total


@dataclass(frozen=True, slots=True)
class Title:
    """A title as words with their worth in bits.

    The first ``name`` words are the name before its colon, if any; ``support`` are the rare words behind it.
    ``places`` says where each word stands in the title, and ``sounds`` where a word of the name that sounds so does.
    """

    page: Page
    words: tuple[str, ...]
    worth: tuple[float, ...]
    name: int
    is_coined: bool
    support: frozenset[str]
    places: Mapping[str, Sequence[int]]
    sounds: Mapping[str, Sequence[int]]

    def densest(self, said: Sequence[str], stretch: range) -> tuple[float, range]:
        """Return the most bits that stand within little more than the title's length, and where in a stretch of a text.

        Each word counts once, those of the name also where they only sound alike.
        """
        width, best, place = len(self.words) + SLACK, 0.0, stretch[:0]
        inside: deque[tuple[int, int]] = deque()
        counts: Counter[int] = Counter()
        bits = 0.0
        for at in stretch:
            for which in self._at(said, at):
                inside.append((at, which))
                bits += self.worth[which] if not counts[which] else 0
                counts[which] += 1
            while inside and inside[0][0] <= at - width:
                _, gone = inside.popleft()
                counts[gone] -= 1
                bits -= self.worth[gone] if not counts[gone] else 0
            if bits > best:
                best, place = bits, range(max(0, inside[0][0] - SLACK), min(len(said), at + 1 + SLACK))
        return best, place

    def _at(self, said: Sequence[str], at: int) -> Iterator[int]:
        """Yield the places in the title of the word said at ``at``, alone or with the word before it."""
        yield from self.places.get(said[at], ())
        if at:
            yield from self.places.get(f"{said[at - 1]}{said[at]}", ())
        if self.name and len(said[at]) >= SHORTEST:
            yield from self.sounds.get(skeleton(said[at]), ())


def title(page: Page, surprise: Surprise) -> Title:
    """Return the title of a page, weighed."""
    words, name = tuple(keys(page.item.title)), _name(page.item.title)
    length = len(keys(name))
    return Title(
        page=page,
        words=words,
        worth=tuple(surprise.behind(word, before) for before, word in pairwise(("", *words))),
        name=length,
        is_coined=_is_coined(name),
        support=frozenset(word for word in words[length:] if surprise.alone(word) >= RARE),
        places=_places(enumerate(words)),
        sounds=_places((at, skeleton(word)) for at, word in enumerate(words[:length]) if len(word) >= SHORTEST),
    )


def _name(title: str) -> str:
    """Return the name that stands before a title's colon or dash; empty where there is none.

    >>> _name("PaLM-E: An Embodied Model"), _name("Muse - Text to Image"), _name("A Survey of: (it) all")
    ('PaLM-E', 'Muse', 'A Survey of')
    """
    parts = title.split()
    for at, part in enumerate(parts[:-1]):
        last = part.removesuffix(":")
        before = " ".join([*parts[:at], "" if part in _DASHES else last]).rstrip()
        if (last != part or part in _DASHES) and before and (before[-1].isalnum() or before[-1] == "_"):
            return before
    return ""


def _is_coined(name: str) -> bool:
    """Return whether a name is no plain word: capitals or digits stand inside it, as in ``GPT-4`` or ``LoRA``."""
    letters = ("A" if char.isupper() else "a" if char.isalpha() else char for char in name)
    kinds = "".join("0" if char.isdigit() else char for char in letters)
    return any(inner in kinds for inner in ("aA", "AA", "0A", "0a", "a0", "A0", "a-0", "A-0"))


def _places(words: Iterable[tuple[int, str]]) -> Mapping[str, Sequence[int]]:
    found = defaultdict[str, list[int]](list)
    for at, word in words:
        found[word].append(at)
    return dict(found)


class Titles:
    """The titles of an archive, to be found by their rare words and by the sound of their names."""

    def __init__(self, pages: Iterable[Page], surprise: Surprise) -> None:
        self.all = tuple(title(page, surprise) for page in pages)
        self._surprise = surprise
        self._by_word: defaultdict[str, list[int]] = defaultdict(list)
        self._by_sound: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        for number, known in enumerate(self.all):
            for word in dict.fromkeys(known.words):
                if surprise.alone(word) >= RARE:
                    self._by_word[word].append(number)
            for word in known.words[: known.name]:
                if len(word) >= SHORTEST and len(skeleton(word)) > 2:
                    self._by_sound[skeleton(word)].append((number, word))

    def places(self, said: Sequence[str]) -> Iterator[tuple[Title, range]]:
        """Yield the titles that a text could speak of, each with a stretch of words to look at."""
        hits: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
        for at, word in enumerate(said):
            joined = f"{said[at - 1]}{word}" if at else word
            for key in {word, joined}:
                if len(found := self._by_word.get(key, ())) <= COMMON:
                    for number in found:
                        hits[number].append((at, key))
            if len(sounds := self._by_sound.get(skeleton(word), ())) <= COMMON:
                for number, name in sounds:
                    hits[number].append((at, name))
        for number, places in hits.items():
            known = self.all[number]
            yield from ((known, stretch) for stretch in self._stretches(known, places, len(said)))

    def _stretches(self, known: Title, hits: Sequence[tuple[int, str]], length: int) -> Iterator[range]:
        """Yield where enough of a title's rare words stand close to each other, every such place once."""
        width = len(known.words) + SLACK
        inside: Counter[str] = Counter()
        first, end = 0, -1
        for at, word in hits:
            inside[word] += 1
            while hits[first][0] < at - width:
                gone = hits[first][1]
                inside[gone] -= 1
                inside += Counter()  # drops what is there no more
                first += 1
            if sum(map(self._surprise.alone, inside)) >= 2 * RARE and at > end:
                start = max(0, hits[first][0] - width)
                end = min(length, at + width)
                yield range(start, end)
