"""What is segmented: a transcript as units, each a sentence or, where nothing ends one, what a few captions hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['\u2019.\-][^\W_]+)*")
_FUNCTION_WORDS = frozenset(
    """a about above actually after again all also am an and another any anything are aren't around as at away
    back be because been before being between bit both but by call called can can't come comes cool could course
    did didn't do does doesn't doing don't done down each either else essentially even ever every exactly
    example few first for from further get gets getting give given go goes going good got had has have haven't
    having he her here here's hers him his how however i i'd i'll i'm i've if in interesting into is isn't it
    it's its itself just kind know last least less let let's like little look lot lots made make makes making
    many may maybe me mean means might more most much must my need never new next no not nothing now obviously
    of off oh ok okay on once one only or other our out over own people pretty probably quite rather really
    right said same say saying says see seen should so some something sort still such super sure take than thank
    that that's the their them then there there's these they they're thing things think this those though
    through thus to together too try two under until up us use used uses using usually very want wants was way
    we we'll we're we've well were what what's whatever when where whether which while who why will with without
    won't would yeah yes yet you you'll you're you've your""".split()
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence of a transcript.

    ``line`` is the source's 1-based line that holds its first word; ``pause`` the seconds of silence before it, 0 where
    the source does not say. ``turn`` says that someone else begins to speak here, ``inside`` that a sentence goes on,
    ``paragraph`` that a blank line stands above it. ``speaker`` is who speaks, empty where the source does not say.
    """

    text: str
    line: int = 0
    pause: float = 0.0
    turn: bool = False
    inside: bool = False
    paragraph: bool = False
    speaker: str = ""

    @property
    def length(self) -> int:
        """The number of words between blanks."""
        return len(self.text.split())


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
    return word in _FUNCTION_WORDS


@lru_cache(maxsize=1 << 14)
def terms(text: str) -> Sequence[str]:
    """Return the words that carry a text's matter, in small letters, possessive and plural endings off.

    >>> terms("These GANs are Google's models.")
    ('gan', 'google', 'model')
    """
    said = words(text.lower().replace("\u2019", "'"))
    return tuple(_singular(word) for word in said if word not in _FUNCTION_WORDS and (len(word) > 1 or word.isdigit()))


def _singular(word: str) -> str:
    return word.removesuffix("'s") if word.endswith(("'s", "ss")) else word.removesuffix("s")
