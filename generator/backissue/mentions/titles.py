"""The titles that may be spoken of, and the words by which they are found in a text without looking at each of them."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from backissue.mentions.spoken_tokens import skeleton, tokens
from backissue.mentions.surprise import Surprise
from backissue.model import Page

RARE = 8.0
"""Bits of a word by which a title is looked for."""
COMMON = 64
"""A word that stands in more titles than this leads to none of them: so the work stays linear."""
SHORTEST = 5
"""Letters of a word that is looked for by its sound."""
SLACK = 6
"""Words more than a title has in which it is looked for."""
_DASHES = ("-", "\u2013", "\u2014")


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

    @property
    def total(self) -> float:
        """The bits of the whole title."""
        return sum(self.worth)

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
    words = tuple(token.key for token in tokens(page.item.title))
    name = _name(page.item.title)
    worth = tuple(surprise.behind(word, before) for before, word in pairwise(("", *words)))
    length = len(tokens(name))
    support = frozenset(word for word in words[length:] if surprise.alone(word) >= RARE)
    return Title(
        page=page,
        words=words,
        worth=worth,
        name=length,
        is_coined=_is_coined(name),
        support=support,
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
        is_end = part.endswith(":") or part in _DASHES
        before = " ".join([*parts[:at], part.removesuffix(":")] if part.endswith(":") else parts[:at]).rstrip()
        if is_end and before and (before[-1].isalnum() or before[-1] == "_"):
            return before
    return ""


def _is_coined(name: str) -> bool:
    """Return whether a name is no plain word: capitals or digits stand inside it, as in ``GPT-4`` or ``LoRA``."""
    return any(
        (one.isalnum() and two.isupper()) or (one.isdigit() and two.isalpha()) or (one.isalpha() and two.isdigit())
        for one, two in pairwise(name)
    ) or any(
        one.isalpha() and dash == "-" and two.isdigit()
        for one, dash, two in zip(name, name[1:], name[2:], strict=False)
    )


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
