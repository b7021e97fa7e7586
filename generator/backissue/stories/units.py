"""What is segmented: a transcript as units, each a sentence or, where nothing ends one, what a few captions hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from backissue.stories.cue_phrases import FUNCTION_WORDS

_WORD = re.compile(r"[^\W_]+(?:['\u2019.\-][^\W_]+)*")
LEAST_KNOWN = 0.2
"""The share of function words, at least, that shows a language we know: English has 0.26 in notes to 0.68 in talks."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence of a transcript.

    ``line`` is the source's 1-based line that holds its first word; ``pause`` the seconds of silence before it, 0 where
    the source does not say. ``turn`` says that someone else begins to speak here, ``inside`` that a sentence goes on,
    ``paragraph`` that a blank line stands above it. ``speaker`` is who speaks, empty where the source does not say.
    ``announces`` is how many words it begins with that the archive says to begin a story, those before them included.
    """

    text: str
    line: int = 0
    pause: float = 0.0
    turn: bool = False
    inside: bool = False
    paragraph: bool = False
    speaker: str = ""
    announces: int = 0

    @property
    def matter(self) -> str:
        """The text without the words that only announce a story."""
        return " ".join(self.text.split()[self.announces :]) if self.announces else self.text

    @property
    def length(self) -> int:
        """The number of words between blanks."""
        return len(self.text.split())


def is_understood(units: Sequence[Unit]) -> bool:
    """Return whether a text is in a language that we know, as its function words show.

    Of another it could not be told which of its words say what it is about.
    """
    said = words(" ".join(unit.text for unit in units).lower())
    return sum(map(is_function_word, said)) >= LEAST_KNOWN * len(said)


def is_punctuated(units: Sequence[Unit]) -> bool:
    """Return whether full stops part the text, so that a unit that goes on with a sentence goes on with its story."""
    return 2 * sum(unit.inside for unit in units) < len(units)


def words(text: str) -> list[str]:
    """Return the words as they are written; what joins their parts (``GPT-4``, ``chopai.com``, ``don't``) stays.

    >>> words("So: GPT-4 isn't at chopai.com.")
    ['So', 'GPT-4', "isn't", 'at', 'chopai.com']
    """
    return _WORD.findall(text)


def is_function_word(word: str) -> bool:
    """Return whether a word in small letters says nothing of what a text is about.

    >>> is_function_word("the"), is_function_word("lamp")
    (True, False)
    """
    return word in FUNCTION_WORDS


@lru_cache(maxsize=1 << 14)
def terms(text: str) -> Sequence[str]:
    """Return the words that carry a text's matter, in small letters, possessive and plural endings off.

    >>> terms("These GANs are Google's models.")
    ('gan', 'google', 'model')
    """
    said = words(text.lower().replace("\u2019", "'"))
    return tuple(_singular(word) for word in said if word not in FUNCTION_WORDS and (len(word) > 1 or word.isdigit()))


def _singular(word: str) -> str:
    return word.removesuffix("'s") if word.endswith(("'s", "ss")) else word.removesuffix("s")
