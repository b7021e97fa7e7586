"""How words are written: what tells the name Llama from the animal, and Gemma from Gemma-2."""

from __future__ import annotations

import re
from collections.abc import Sequence

from backissue.mentions.spoken_tokens import Token

_END = re.compile(r"[.!?:\n]")
_JOINS = frozenset("-\u2010\u2011./_@'\u2019")
_FIRST = ord("0")


CAPITAL = 1
BEGINS = 2
"""It begins a sentence, where any word has a capital."""
JOINED = 4
"""A hyphen, a dot or a slash joins it to the word before."""
APART = 8
"""A comma or another mark stands between it and the word before."""
UPPER = 16
"""All of its letters are capitals, and there are two at least."""


def shapes(text: str, words: Sequence[Token]) -> str:
    """Return the shape of each word of a text: a character for the sum of what is seen of it and of what is before."""
    found, end = list[str](), 0
    for word in words:
        gap, own = text[end : word.start], text[word.start : word.end]
        seen = CAPITAL if own[0].isupper() else 0
        if len(gap) == 1 and gap in _JOINS and end:
            seen += JOINED
        elif not end or _END.search(gap):
            seen += BEGINS + APART
        elif gap != " " and gap.strip():
            seen += APART
        if seen & CAPITAL and own.isupper() and sum(map(str.isalpha, own)) > 1:
            seen += UPPER
        found.append(chr(_FIRST + seen))
        end = word.end
    return "".join(found)


def seen_in(written: str) -> list[int]:
    """Return the sums that the characters of :func:`shapes` stand for."""
    return [ord(one) - _FIRST for one in written]


def is_name(shape: int) -> bool:
    """Return whether a word of a shape is written as a name is."""
    return bool(shape & CAPITAL) and (not shape & BEGINS or bool(shape & UPPER))
