"""Tokens of a text in which words are compared, and how alike two of them sound."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

_MARKUP = re.compile(r"https?://\S+|\(\d{1,3}(?::\d\d){1,2}\)")
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")
_SOUNDS = tuple(pair.split(">") for pair in "ph>f ck>k gh>g qu>kw sch>sh x>ks q>k z>s v>f j>g y>i".split())
_LIKE = 0.75
MISSED = 1 - _LIKE
"""The share of the sounds of a word that may be others where it is taken for the word."""
_SHORTEST = 4
_BITS = 60
_SOFT_C = {f"c{vowel}": f"s{vowel}" for vowel in "eiy"}
_VOWELS = str.maketrans("", "", "aeiouh")


class Token(NamedTuple):
    """A word of a text in the form in which words are compared, and where it stands there."""

    key: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Return the words of a text in their order; addresses and times are none.

    >>> [token.key for token in tokens("PaLM-E: An Embodied Model's text-to-image")]
    ['palm', 'e', 'an', 'embodied', 'model', 'text', 'to', 'image']
    """
    return [Token(_key(word[0]), word.start(), word.end()) for word in _WORD.finditer(unmarked(text))]


def unmarked(text: str) -> str:
    """Return a text with blanks for the addresses and times in it: all else stands where it stood."""
    return _MARKUP.sub(lambda found: " " * len(found[0]), text)


def keys(text: str) -> list[str]:
    """Return the words of a text as they are compared, as :func:`tokens` has them."""
    return list(map(_key, _WORD.findall(_MARKUP.sub(" ", text))))


@lru_cache(maxsize=1 << 16)
def _key(word: str) -> str:
    folded = word.casefold()
    if not word.isascii():
        folded = "".join(char for char in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(char))
    return folded.replace("\u2019", "'").removesuffix("'s").replace("'", "")


class Sound(NamedTuple):
    """How a word sounds: without the plural's endings, as it is spelled by sounds, and the letters of that as bits.

    ``bare`` is empty for a word that is too short to be taken for its plural; ``spelled`` for one that is compared to
    the letter: a number, or a word that is too short to be heard wrongly.
    """

    word: str
    bare: str
    spelled: str
    letters: int


@lru_cache(maxsize=1 << 17)
def sound(word: str) -> Sound:
    """Return how a word sounds."""
    bare = word.rstrip("s") if len(word) > 2 else ""
    if len(word) < _SHORTEST or word.isdigit():
        return Sound(word, bare, "", 0)
    found = spelled(word)
    return Sound(word, bare, found, sum({1 << (ord(letter) % _BITS) for letter in found}))


def likeness(said: str, heard: str) -> float:
    """Return how likely ``heard`` is what was said: 1 for the same word, 0 for another, between them for a like sound.

    A word in the plural counts as the word. Others are alike as far as the letters agree that are left when each has
    been written as it sounds (the principle of Knuth's Soundex, TAOCP 3, section 6, with letters for its digits), by
    the distance of Damerau 1964, in which two letters that change places are one mistake.

    >>> likeness("gligen", "gligen"), likeness("gligen", "gilgen") > 0.6, likeness("image", "garage")
    (1.0, True, 0.0)
    """
    return alike(sound(said), sound(heard))


def alike(said: Sound, heard: Sound) -> float:
    """Return how likely a word is another, as :func:`likeness` has it, given how they sound.

    Most pairs are told apart by their lengths and letters alone: each that only one of them has is to be changed.
    """
    if said.word == heard.word:
        return 1.0
    if said.bare and said.bare == heard.bare:
        return 0.95
    one, other = said.spelled, heard.spelled
    if not one or not other:
        return 0.0
    longest = max(len(one), len(other))
    most = longest * MISSED
    own = (said.letters & ~heard.letters).bit_count()
    others = (heard.letters & ~said.letters).bit_count()
    if own > most or others > most or abs(len(one) - len(other)) > most:
        return 0.0
    return _spelled_alike(one, other, longest)


@lru_cache(maxsize=1 << 16)
def _spelled_alike(one: str, other: str, longest: int) -> float:
    alike = 1 - _distance(one, other) / longest
    return alike if alike >= _LIKE else 0.0


@lru_cache(maxsize=1 << 16)
def spelled(word: str) -> str:
    """Return a word as it sounds: one letter a sound, none twice in a row."""
    for letters, sound in _SOUNDS:
        word = word.replace(letters, sound)
    for letters, sound in _SOFT_C.items():
        word = word.replace(letters, sound)
    word = word.replace("c", "k")
    return "".join(letter for before, letter in pairwise(f" {word}") if letter != before)


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """Return the sounds of a word without its vowels, by which names are found that were heard wrongly.

    >>> skeleton("gligen"), skeleton("gilgen")
    ('glgn', 'glgn')
    """
    sounds = spelled(word)
    return sounds[:1] + sounds[1:].translate(_VOWELS)


def _distance(one: str, other: str) -> int:
    """Return the least number of letters to change, add, drop or swap with a neighbour to get from one to the other."""
    before, above = list[int](), list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, facing in enumerate(other, 1):
            cost = min(above[column] + 1, line[-1] + 1, above[column - 1] + (letter != facing))
            if row > 1 and column > 1 and letter == other[column - 2] and facing == one[row - 2]:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        before, above = above, line
    return above[-1]
