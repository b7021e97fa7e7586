"""How much speaks for a story to begin at each unit of a transcript."""

from __future__ import annotations

from collections.abc import Sequence

from backissue.stories.cohesion import changes, terms
from backissue.stories.novelty import newcomers
from backissue.stories.phrases import SURE, closing, opening, reference_back, told
from backissue.stories.unit import Unit, punctuated

COHESION = 0.8
"""What a change of vocabulary of one standard deviation weighs."""

_PAUSE = 2.0
"""Seconds of silence that mark a change of subject, about twice a pause between sentences."""


WITHIN = -1.5
"""What it weighs in a dialogue that nobody else begins to speak."""

_SPEECH = 12
"""Sentences that a speaker says at a stretch in a dialogue, at most, on average."""


_NEVER = float("-inf")


def evidence(units: Sequence[Unit]) -> list[float]:
    """The weight of all that speaks for and against a beginning, for each unit; about 0 where nothing does."""
    said = [told(unit.text) for unit in units]
    deep = changes([terms(unit.text) for unit in units], [len(unit.text.split()) for unit in units])
    new = newcomers([unit.text for unit in units])
    whole = punctuated(units)
    dialogue = _is_dialogue(units)
    return [
        _NEVER if unit.inside and whole else _told(text, end, change, name) + _sound(unit, dialogue=dialogue)
        for text, unit, end, change, name in zip(said, units, _ends(said), deep, new, strict=True)
    ]


def _told(text: str, end: float, change: float, name: float) -> float:
    """What the words tell. A phrase that announces a story needs no other vocabulary, and refers back to nothing."""
    begin = opening(text)
    if begin >= SURE:
        return begin + end + name + COHESION * max(change, 0.0)
    back = 0.0 if max(end, begin + 0.5) >= SURE else reference_back(text, known=not name)
    return begin + end + name + COHESION * change + back


def _ends(said: Sequence[str]) -> list[float]:
    """How much is closed before each unit; of goodbyes that follow each other, the last one closes."""
    ends = [0.0, *map(closing, said[:-1])]
    again = (max(ends[at + 1 : at + 4], default=0.0) >= SURE for at in range(len(ends)))
    return [0.0 if end >= SURE and more else end for end, more in zip(ends, again, strict=True)]


def _sound(unit: Unit, *, dialogue: bool) -> float:
    """What is heard: a change of speaker, a silence. In a dialogue, hardly anyone changes the subject in mid-speech."""
    turn = 0.5 if unit.turn else (WITHIN if dialogue else 0.0)
    return turn + float(unit.pause >= _PAUSE)


def _is_dialogue(units: Sequence[Unit]) -> bool:
    """Whether speakers take turns of a few sentences each, at least four times."""
    changes = sum(unit.turn for unit in units)
    return changes >= 4 and changes * _SPEECH >= len(units)
