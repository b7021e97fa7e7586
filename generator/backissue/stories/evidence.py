"""How much speaks for a story to begin at each unit of a transcript.

Beside phrases, vocabulary, silences and turns, it is names and words that come up for the first time: first uses tell
of a new subject (Youmans 1991, "A New Tool for Discourse Analysis: The Vocabulary-Management Profile"; Reynar 1999 for
names in news). Vocabulary changes where the text before a gap and after it share fewer words than elsewhere (Hearst
1997, "TextTiling: Segmenting Text into Multi-Paragraph Subtopic Passages": blocks on both sides of each gap, and the
depth of the valleys between them), with words weighed by their rarity as Reynar 1999 does.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import accumulate, chain, takewhile
from statistics import fmean, pstdev

from backissue.stories.cue_phrases import SURE, closing, normalise, opening, reference_back
from backissue.stories.units import Unit, is_punctuated, terms, words

COHESION = 0.8
"""What a change of vocabulary of one standard deviation weighs."""
_PAUSE = 2.0
"""Seconds of silence that mark a change of subject, about twice a pause between sentences."""
WITHIN = -1.5
"""What it weighs in a dialogue that nobody else begins to speak: hardly anyone changes the subject in mid-speech."""
_TURNS, _SPEECH = 4, 12
"""Turns that a dialogue has at least, and sentences that a speaker says at a stretch there, at most, on average."""
MEMORY = 150
"""Words, about a minute of speech: what has not been said for so long is new again."""
_BEGIN = 8
"""Words at a unit's beginning: those that can tell what it is about."""
BLOCK = 80
"""Words on each side of a gap that are compared; about half a minute of speech."""
_VERBS = frozenset("is are was were has have had will can that which".split())
_DUMMIES = frozenset("there here it".split())
_SOON = 5
"""Units after it in which a word that stays is said again."""


def evidence(units: Sequence[Unit]) -> list[float]:
    """Return the weight of all that speaks for and against a beginning, for each unit; about 0 where nothing does."""
    said = [normalise(unit.text) for unit in units]
    deep = changes([terms(unit.text) for unit in units], [unit.length for unit in units])
    new = newcomers([unit.text for unit in units])
    whole = is_punctuated(units)
    turns = sum(unit.turn for unit in units)
    same = WITHIN if turns >= _TURNS and turns * _SPEECH >= len(units) else 0.0
    return [
        -math.inf if unit.inside and whole else _said(text, end, change, name) + _sound(unit, same)
        for text, unit, end, change, name in zip(said, units, _ends(said), deep, new, strict=True)
    ]


def _said(text: str, end: float, change: float, name: float) -> float:
    """Weigh what is said. A phrase that announces a story needs no other vocabulary, and refers back to nothing."""
    begin = opening(text)
    if begin >= SURE:
        return begin + end + name + COHESION * max(change, 0.0)
    back = 0.0 if max(end, begin + 0.5) >= SURE else reference_back(text, known=not name)
    return begin + end + name + COHESION * change + back


def _ends(said: Sequence[str]) -> list[float]:
    """Return how much is closed before each unit; of goodbyes that follow each other, the last one closes."""
    ends = [0.0, *map(closing, said[:-1])]
    again = (max(ends[at + 1 : at + 4], default=0.0) >= SURE for at in range(len(ends)))
    return [0.0 if end >= SURE and more else end for end, more in zip(ends, again, strict=True)]


def _sound(unit: Unit, same: float) -> float:
    """Weigh a change of speaker, no such change, and a silence."""
    return (0.5 if unit.turn else same) + float(unit.pause >= _PAUSE)


def newcomers(texts: Sequence[str]) -> list[float]:
    """Return how new the subject of each unit is, 0 to 2: a new name, told by its capital, and new words that stay."""
    plain = {word for text in texts for word in words(text) if word[:1].islower()}
    spoken = [terms(text) for text in texts]
    last: dict[str, int] = {}
    found: list[float] = []
    said = 0
    for at, text in enumerate(texts):
        begin = words(text)[:_BEGIN]
        new = {term for term in terms(" ".join(begin)) if said - last.get(term, -MEMORY) >= MEMORY}
        names = new.intersection(terms(" ".join(_names(_subject(begin), plain))))
        stays = new.intersection(chain.from_iterable(spoken[at + 1 : at + 1 + _SOON]))
        found.append(float(bool(names)) + float(bool(stays)))
        said += len(text.split())
        last.update(dict.fromkeys(spoken[at], said))
    return [0.0, *found[1:]]


def _subject(begin: Sequence[str]) -> Sequence[str]:
    """Return the words before the first verb of a few that are sure; all of them where there are none."""
    verb = next((at for at, word in enumerate(begin) if word.lower() in _VERBS), 0)
    return begin[:verb] if verb > 1 or (verb and begin[0].lower() not in _DUMMIES) else begin


def _names(subject: Sequence[str], plain: Container[str]) -> Iterator[str]:
    """Yield capitalised words that the text never has in small letters, or that stand together (`Hugging Face`)."""
    for before, word, after in zip(["", *subject], subject, [*subject[1:], ""], strict=False):
        if not word[0].islower() and (word.lower() not in plain or before[:1].isupper() or after[:1].isupper()):
            yield word


def changes(units: Sequence[Sequence[str]], lengths: Sequence[int]) -> list[float]:
    """Return how much the vocabulary changes before each unit, in standard deviations of this text, -1.5 to 1.5.

    ``units`` are the terms of each, ``lengths`` the numbers of their words, terms or not.
    """
    often = Counter(term for unit in units for term in set(unit))
    rarity = {term: math.log(1 + len(units) / count) for term, count in often.items()}
    gaps = [_similarity(units, lengths, gap, rarity) for gap in range(1, len(units))]
    middle, spread = (fmean(gaps), pstdev(gaps)) if gaps else (0.0, 0.0)
    return [0.0, *(max(-1.5, min((middle - gap) / spread, 1.5)) if spread else 0.0 for gap in gaps)]


def _similarity(units: Sequence[Sequence[str]], lengths: Sequence[int], gap: int, rarity: Mapping[str, float]) -> float:
    """Return the cosine between the block before the gap and the one after it."""
    before = _block(units, lengths, range(gap - 1, -1, -1))
    after = _block(units, lengths, range(gap, len(units)))
    shared = sum(before[term] * after[term] * rarity[term] ** 2 for term in before.keys() & after.keys())
    norm = math.prod(math.hypot(*(count * rarity[term] for term, count in block.items())) for block in (before, after))
    return shared / norm if norm else 0.0


def _block(units: Sequence[Sequence[str]], lengths: Sequence[int], order: range) -> Counter[str]:
    before = accumulate((lengths[at] for at in order), initial=0)
    inside = takewhile(lambda place: place[1] < BLOCK, zip(order, before, strict=False))
    return Counter(chain.from_iterable(units[at] for at, _ in inside))
