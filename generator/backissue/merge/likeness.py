"""How alike two texts and two titles are, measured so that a correction, a longer text and a cut one all show."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from unicodedata import east_asian_width

from backissue.text import title_words

LONGEST = 20_000
"""Characters of a text that are compared: more than any row has, and enough to know a transcript by."""

_PART = 1_000_000
_WORD = re.compile(r"\w+")
_LONG_WORD = re.compile(r"\w{5,}")
_LAST_SPACED = "\u0dff"
"""The scripts up to here have blanks between words."""
_NUMBER = re.compile(r"\d+")


def shingles(text: str) -> frozenset[int]:
    """Return the pairs of neighbouring words of a text, each as a number; of a single word, that word.

    >>> shingles("Two *words*, more.") == shingles("two words more"), len(shingles("one two three")), shingles("…")
    (True, 2, frozenset())
    """
    text = text[:LONGEST].casefold()
    words = _WORD.findall(text)
    if text and max(text) > _LAST_SPACED:
        words = [part for word in words for part in _parts(word)]
    codes = [zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words]
    return frozenset(one * 1_000_003 ^ other for one, other in pairwise(codes)) or frozenset(codes)


def _parts(word: str) -> Iterable[str]:
    """Return a word, or its letters where its script has no blanks between words."""
    return word if any(map(_is_unspaced, word)) else (word,)


def _is_unspaced(char: str) -> bool:
    return char > _LAST_SPACED and (
        east_asian_width(char) in "WF" or "\u0e00" <= char <= "\u109f" or "\u1780" <= char <= "\u17ff"
    )


def long_words(text: str) -> frozenset[str]:
    """Return the words of a text that are long enough to say what it is about."""
    return frozenset(_LONG_WORD.findall(text[:LONGEST].casefold()))


@dataclass(frozen=True, slots=True)
class TextLikeness:
    """What two texts share: ``share`` from 0 to 1, and how much of it tells one item from the others.

    A shingle of one item counts 1 to ``amount``, one of ten items a tenth, and one that is everywhere nothing. ``size``
    is that of the shorter text.
    """

    share: float
    amount: float
    size: int


def compare_texts(
    one: frozenset[int], other: frozenset[int], frequency: Mapping[int, int], everywhere: int
) -> TextLikeness:
    """Compare two texts by their shingles, of which the common ones count less.

    The share is the mean of Dice's coefficient and of how far the shorter text is contained in the longer.
    ``frequency`` counts the items that have each; one of so many items as ``everywhere`` says nothing of any.
    """
    size = min(len(one), len(other))
    if not size:
        return TextLikeness(0, 0, 0)
    common = one & other
    # Whole numbers, so that the order of a set does not matter.
    shared, first, second = (
        sum(_PART // max(1, frequency.get(it, 1)) for it in found) for found in (common, one, other)
    )
    share = (2 * shared / (first + second) + shared / min(first, second)) / 2
    telling = sum(_PART // max(1, number) for it in common if (number := frequency.get(it, 1)) < everywhere)
    return TextLikeness(share, telling / _PART, size)


def compare_titles(one: str, other: str) -> float:
    """Return from 0 to 1 how alike two titles are, by their words or, where these are misspelt, by their letters.

    One that only goes on where the other ends counts 0.8. Titles with other numbers are of other items, such as those
    of two episodes.

    >>> compare_titles("Atention is all you need", "Attention Is All You Need") > 0.9
    True
    >>> compare_titles("ML News, episode 12", "ML News, episode 13") < 0.6, compare_titles("Gato", "Toolformer")
    (True, 0.0)
    """
    words, others = ([part for word in title_words(title) for part in _parts(word)] for title in (one, other))
    mine, theirs = set(words), set(others)
    if not mine or not theirs:
        return 0.0
    by_words = 2 * len(mine & theirs) / (len(mine) + len(theirs))
    goes_on = min(len(mine), len(theirs)) > 1 and (mine < theirs or theirs < mine)
    alike = max(by_words, 0.8 if goes_on else 0.0, _by_letters(" ".join(words)[:300], " ".join(others)[:300]))
    return alike / 2 if set(_NUMBER.findall(one)) != set(_NUMBER.findall(other)) else alike


def _by_letters(one: str, other: str) -> float:
    """Return how alike two titles are letter by letter; 0 where that is not more than chance."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    measures = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)  # each at most the one before
    return matcher.ratio() if all(measure() > 0.7 for measure in measures) else 0.0
