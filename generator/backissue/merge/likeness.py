"""How alike two texts and two titles are, measured so that a correction, a longer text and a cut one all show."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from heapq import nsmallest
from itertools import pairwise
from unicodedata import east_asian_width

from backissue.text import title_words

LONGEST = 20_000
"""Characters of a text that are compared: more than any row has, and enough to know a transcript by."""

SKETCH = 16
"""The shingles that stand for a text when candidates are looked up: those with the smallest numbers, which for two
texts are the same ones in the measure in which they are alike (Broder 1997, "On the resemblance and containment of
documents")."""

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")


def shingles(text: str) -> frozenset[int]:
    """Return the pairs of neighbouring words of a text, each as a number; of a single word, that word.

    >>> shingles("Two *words*, more.") == shingles("two words more"), len(shingles("one two three")), shingles("…")
    (True, 2, frozenset())
    """
    words = [part for word in _WORD.findall(text[:LONGEST].casefold()) for part in _parts(word)]
    pairs = [f"{one} {other}" for one, other in pairwise(words)] or words
    return frozenset(zlib.crc32(pair.encode("utf-8", "surrogatepass")) for pair in pairs)


def _parts(word: str) -> Iterable[str]:
    """Return a word, or its letters where its script has no blanks between words."""
    return word if any(map(_is_unspaced, word)) else (word,)


def _is_unspaced(char: str) -> bool:
    return char > "\u0dff" and (east_asian_width(char) in "WF" or "\u0e00" <= char <= "\u109f" or "ក" <= char <= "៿")


def sketch(found: Iterable[int]) -> list[int]:
    """Return the shingles by which a text is looked up."""
    return nsmallest(SKETCH, found)


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

    def weigh(found: Iterable[int]) -> float:
        return sum(1 / max(1, frequency.get(shingle, 1)) for shingle in sorted(found))

    size = min(len(one), len(other))
    if not size:
        return TextLikeness(0, 0, 0)
    common = one & other
    shared, first, second = map(weigh, (common, one, other))
    share = (2 * shared / (first + second) + shared / min(first, second)) / 2
    return TextLikeness(share, weigh(shingle for shingle in common if frequency.get(shingle, 1) < everywhere), size)


def compare_titles(one: str, other: str) -> float:
    """Return from 0 to 1 how alike two titles are, by their words or, where these are misspelt, by their letters.

    One that only goes on where the other ends counts 0.8. Titles with other numbers are of other items, such as those
    of two episodes.

    >>> compare_titles("Atention is all you need", "Attention Is All You Need") > 0.9
    True
    >>> compare_titles("ML News, episode 12", "ML News, episode 13") < 0.6, compare_titles("Gato", "Toolformer")
    (True, 0.0)
    """
    words, others = title_words(one), title_words(other)
    mine, theirs = set(words), set(others)
    if not mine or not theirs:
        return 0.0
    by_words = 2 * len(mine & theirs) / (len(mine) + len(theirs))
    by_letters = SequenceMatcher(None, " ".join(words)[:300], " ".join(others)[:300], autojunk=False).ratio()
    goes_on = min(len(mine), len(theirs)) > 1 and (mine < theirs or theirs < mine)
    alike = max(by_words, by_letters if by_letters > 0.7 else 0.0, 0.8 if goes_on else 0.0)
    return alike / 2 if set(_NUMBER.findall(one)) != set(_NUMBER.findall(other)) else alike
