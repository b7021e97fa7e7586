"""Items that were called by their names, where the words around the name support that they are meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from backissue.mentions.days import Days
from backissue.mentions.heard_names import DIGITS, in_pieces
from backissue.mentions.kinds_of_evidence import Evidence, Said
from backissue.mentions.names import Form, Name, Of
from backissue.mentions.shapes import APART, BEGINS, CAPITAL, JOINED, UPPER, is_name, seen_in
from backissue.mentions.spoken_tokens import spelled
from backissue.mentions.titles import Title

AROUND = 40
"""Words before a name and behind it that may support it."""
RARE, USUAL = 2, 1
"""What a rare word of the item's text counts that stands there, and what any other does."""
NEEDED: Mapping[Form, int] = {Form.NUMBERED: 1, Form.COINED: 1, Form.ACRONYM: 2, Form.PHRASE: 4, Form.PLAIN: 4}
"""How much has to support a name that a title gives as its item's own."""
FOREIGN = 2
"""How much more a name needs that is only a part of a title, or that is not written as names are."""
SHORTEST = 5
"""Sounds of a coined name from which on it is also found where it was heard wrongly."""
_ENDINGS = frozenset("based like style level powered trained generated tuned ish s".split())
"""Words that a hyphen joins to a name without making another of it."""


class _Place(NamedTuple):
    start: int
    stop: int


class _Story(NamedTuple):
    words: Sequence[str]
    shapes: Sequence[int]
    is_cased: bool


class _Index:
    """Names by their letters and digits in a row, and how these may begin."""

    def __init__(self, names: Iterable[tuple[str, Title, Name]]) -> None:
        found = defaultdict[str, list[tuple[Title, Name]]](list)
        for key, title, name in names:
            found[key].append((title, name))
        self._by_key: Mapping[str, Sequence[tuple[Title, Name]]] = found
        self._begun = frozenset(key[:end] for key in found for end in range(1, len(key) + 1))

    def __len__(self) -> int:
        return len(self._by_key)

    def may_be_in(self, words: Iterable[str]) -> bool:
        """Return whether any name begins as one of the words does."""
        return not self._begun.isdisjoint(words)

    def places(self, words: Sequence[str]) -> Iterator[tuple[Title, Name, _Place]]:
        """Yield the names that stand in a text, whatever their pieces, and where."""
        for start, word in enumerate(words):
            if word in self._begun:
                for read, stop in in_pieces(words, start, self._begun):
                    for title, name in self._by_key.get(read, ()):
                        yield title, name, _Place(start, stop)


class Named:
    """Titles, to be found by the names of their items: to the letter, and coined ones also by how they sound."""

    def __init__(self, titles: Iterable[Title]) -> None:
        names = [(title, name) for title in titles for name in title.names]
        self._written = _Index((name.key, title, name) for title, name in names)
        coined = ((title, name) for title, name in names if name.form in {Form.NUMBERED, Form.COINED})
        sounds = ((_sound(name.words), title, name) for title, name in coined if name.of is Of.ITEM)
        self._heard = _Index(one for one in sounds if len(one[0]) >= SHORTEST)

    def said(self, story: int, words: Sequence[str], written: str, days: Days) -> Iterator[Said]:
        """Yield the titles that a story names with enough support, each once; ``written`` are the words' shapes."""
        heard = [word if word in DIGITS else spelled(word) for word in words] if self._heard else ()
        ways = [
            (index.places(given), by)
            for index, given, by in ((self._written, words, Evidence.NAME), (self._heard, heard, Evidence.HEARD))
            if index.may_be_in(given)
        ]
        said, found = _story(words, written if ways else ""), dict[str, Said]()
        for places, by in ways:
            for title, name, place in places:
                is_news = days.is_news(title)
                if title.key in found or not days.may_mean(title) or (name.of is Of.NEWS and not is_news):
                    continue
                unsure = FOREIGN if by is Evidence.HEARD else 0
                support = _support(title, name, place, words)
                if support and support >= _needed(name, place, said) + unsure - is_news:
                    bits = max(0, name_bits(title, name) - unsure) + support
                    found[title.key] = Said(story, title.key, bits, place.start, place.stop, by)
        yield from found.values()


def _sound(words: Iterable[str]) -> str:
    return "".join(map(spelled, words))


def name_bits(title: Title, name: Name) -> float:
    """Return the bits of the words of a title that its item's name has."""
    return sum(bits for word, bits in zip(title.words, title.worth, strict=True) if word in name.words)


def _story(words: Sequence[str], written: str) -> _Story:
    """Return a story whose words are cased where some, and not nearly all of those within sentences, have capitals."""
    found = seen_in(written)
    inner = [one for one in found if not one & BEGINS]
    capitals = sum(one & CAPITAL for one in inner)
    is_cased = any(one & CAPITAL for one in found) and 2 * capitals <= len(inner)
    return _Story(words, found, is_cased)


def _support(title: Title, name: Name, place: _Place, words: Sequence[str]) -> int:
    """Return how much the words around a name say that are also said of its item."""
    around = {*words[max(0, place.start - AROUND) : place.start], *words[place.stop : place.stop + AROUND]}
    stems = {word.rstrip("s") for word in around}.difference(name.words)
    return RARE * len(stems & title.rare) + USUAL * len(stems & title.usual)


NEVER = 1000
"""More than ever supports a name."""


def _needed(name: Name, place: _Place, said: _Story) -> int:
    """Return how much has to support a name in a place, as it is written there."""
    if _is_anothers(name, place, said):
        return NEVER
    needed = NEEDED[name.form] + (0 if name.of is Of.ITEM else FOREIGN)
    own = said.shapes[place.start : place.stop]
    if not said.is_cased:
        return needed + (0 if name.form in {Form.NUMBERED, Form.COINED} else FOREIGN)
    if name.form is Form.ACRONYM:
        return needed if any(one & UPPER for one in own) else NEVER
    if name.form is Form.PLAIN and not any(one & CAPITAL for one in own):
        return NEVER
    is_written = any(map(is_name, own)) or name.form is Form.NUMBERED
    return needed if is_written else needed + FOREIGN


def _is_anothers(name: Name, place: _Place, said: _Story) -> bool:
    """Return whether a longer name stands in a place, such as ``Gemma 2``, ``Code Llama`` and ``Llama-Guard``."""
    if place.start and said.shapes[place.start] & JOINED:
        return True
    if place.stop == len(said.words):
        return False
    word, behind = said.words[place.stop], said.shapes[place.stop]
    if behind & JOINED:
        return word not in _ENDINGS
    if behind & APART:
        return False
    if name.form is not Form.NUMBERED and (word[:1].isdigit() or word[1:].isdigit() or DIGITS.get(word, "1") != "1"):
        return True
    return name.form is Form.PLAIN and said.is_cased and is_name(behind) and not behind & UPPER
