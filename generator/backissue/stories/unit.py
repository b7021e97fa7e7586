"""What is cut: a transcript as units, each a sentence or, where nothing ends one, what a few captions hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:['\u2019.\-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence of a transcript.

    ``line`` is the source's 1-based line that holds its first word; ``pause`` the seconds of silence before it, 0 where
    the source does not say. ``turn`` says that someone else begins to speak here, ``inside`` that a sentence goes on.
    """

    text: str
    line: int = 0
    pause: float = 0.0
    turn: bool = False
    inside: bool = False


def punctuated(units: Sequence[Unit]) -> bool:
    """Whether full stops part the text, so that a unit that goes on with a sentence goes on with its story."""
    return 2 * sum(unit.inside for unit in units) < len(units)


def words(text: str) -> list[str]:
    """The words as they are written; what joins their parts (``GPT-4``, ``chopai.com``, ``don't``) stays.

    >>> words("So: GPT-4 isn't at chopai.com.")
    ['So', 'GPT-4', "isn't", 'at', 'chopai.com']
    """
    return _WORD.findall(text)
