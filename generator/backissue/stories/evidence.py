"""Where a story can begin, and what speaks for and against it, beside the vocabulary (:mod:`.cohesion`).

Beside phrases, silences, turns and the lengths of paragraphs, it is names and words that come up for the first time:
first uses point to a new subject (Youmans 1991, "A New Tool for Discourse Analysis: The Vocabulary-Management Profile";
Reynar 1999 for names in news). The weights are in steps of one: what makes a beginning somewhat more likely.
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterator, Sequence
from itertools import accumulate, chain, pairwise
from statistics import median

from backissue.stories.cue_phrases import SURE, closing, normalise, opening, reference_back
from backissue.stories.units import Unit, is_punctuated, terms, words

ANNOUNCED = 2.0
"""What a phrase that is enough by itself weighs beyond its own weight."""
NEW = 0.75
"""What it weighs that a name comes up, or a word that stays, which was not said lately."""
ANSWER = -2.0
"""What it weighs that a question stands before: it is answered first."""
LEAST = -2.0
"""What any place weighs at least. That hardly a story begins there is said once; more would only blur how far those
places are apart where one may. Anything from -1 to -4 does as well."""
LENGTH = 0.6
"""What a paragraph twice as long as the middle one weighs; half of that counts against the one after it. In a dialogue
it is what the answer weighs, and half of it the turn itself."""
_STEPS = 3.0
_PAUSE = 2.0
"""Seconds of silence that mark a change of subject, about twice a pause between sentences."""
WITHIN = -1.5
"""What it weighs in a dialogue that nobody else begins to speak: hardly anyone changes the subject in mid-speech."""
GUEST, TURN = -4.0, 1.0
"""What it weighs in a talk with a host that somebody else speaks, and that a turn begins."""
_TOLD, _LED = 2.0, 3
"""What the opening of a unit weighs that tells news, and how many of them make a host."""
_TURNS, _SPEECH = 4, 12
"""Turns that a dialogue has at least, and sentences that a speaker says at a stretch there, at most, on average."""
MEMORY = 150
"""Words, about a minute of speech: what has not been said for so long is new again."""
_BEGIN = 8
"""Words at a unit's beginning: those that can tell what it is about."""
_BLOCK = 250
"""Words of a paragraph or turn, on average at most: longer ones hold more than one story."""
_FEWEST = 10
"""Paragraphs and turns; with fewer, the text has none to speak of."""
_VERBS = frozenset("is are was were has have had will can that which".split())
_DUMMIES = frozenset("there here it".split())
_SOON = 5
"""Units after it in which a word that stays is said again."""


def candidates(units: Sequence[Unit]) -> list[int]:
    """Return the units at which a story can begin, ascending, the first among them.

    Where the text has paragraphs or turns, these are their first units: nobody changes the subject within one, unless
    an archive's own phrase says so. Elsewhere it is each sentence, or each unit where there are no full stops.
    """
    marked = [at for at, unit in enumerate(units) if at == 0 or unit.paragraph or unit.turn or unit.announces]
    if len(marked) >= _FEWEST and sum(unit.length for unit in units) <= _BLOCK * len(marked):
        return marked
    whole = is_punctuated(units)
    return [at for at, unit in enumerate(units) if unit.announces or not (unit.inside and whole)]


def is_dialogue(units: Sequence[Unit]) -> bool:
    """Return whether those who speak take turns, and nobody lectures."""
    turns = sum(unit.turn for unit in units)
    return turns >= _TURNS and turns * _SPEECH >= len(units)


def evidence(units: Sequence[Unit], starts: Sequence[int]) -> list[float]:
    """Return what speaks for and against a beginning at each of ``starts``; about 0 where nothing does."""
    said = [normalise(unit.text) for unit in units]
    new = newcomers([unit.text for unit in units])
    ends = _ends(said)
    same = WITHIN if is_dialogue(units) else 0.0
    begins = [SURE if units[at].announces else opening(said[at]) for at in starts]
    host = find_host(units, [at for at, begin in zip(starts, begins, strict=True) if begin >= _TOLD])
    weights = [
        _said(said[at], begin, ends[at], new[at]) + _sound(units[at], host, same)
        for at, begin in zip(starts, begins, strict=True)
    ]
    asked = [at > 0 and units[at - 1].text.endswith("?") for at in starts]
    sizes = _sizes(units, starts, answers=same < 0) if 10 * len(starts) < 9 * len(units) else [0.0] * len(starts)
    whole = (one + size + ANSWER * is_asked for one, size, is_asked in zip(weights, sizes, asked, strict=True))
    return [max(LEAST, weight) for weight in whole]


def _said(text: str, begin: float, end: float, name: float) -> float:
    """Weigh what is said; a phrase that announces a story refers back to nothing."""
    back = 0.0 if max(end, begin + 0.5) >= SURE else reference_back(text, known=not name)
    return begin + end + NEW * name + back + ANNOUNCED * (begin >= SURE)


def _sizes(units: Sequence[Unit], starts: Sequence[int], *, answers: bool) -> list[float]:
    """Weigh the lengths of paragraphs and turns: who begins a story says more than others, and more than before.

    In a dialogue a new subject is answered at length, whoever asks.
    """
    words = list(accumulate((unit.length for unit in units), initial=0))
    lengths = [max(1, words[end] - words[start]) for start, end in pairwise([*starts, len(units)])]
    middle = median(lengths)
    steps = [max(-_STEPS, min(math.log2(length / middle), _STEPS)) for length in lengths]
    if answers:
        return [LENGTH * (own / 2 + after) for own, after in pairwise([*steps, 0.0])]
    return [LENGTH * (own - before / 2) for before, own in pairwise([0.0, *steps])]


def _ends(said: Sequence[str]) -> list[float]:
    """Return how much is closed before each unit; of goodbyes that follow each other, the last one closes."""
    ends = [0.0, *map(closing, said[:-1])]
    again = (max(ends[at + 1 : at + 4], default=0.0) >= SURE for at in range(len(ends)))
    return [0.0 if end >= SURE and more else end for end, more in zip(ends, again, strict=True)]


def find_host(units: Sequence[Unit], told: Sequence[int]) -> str:
    """Return who leads through the talk: who speaks first, if half of the units that tell news are theirs; else nobody.

    ``told`` are the units that begin as news do.
    """
    first = units[0].speaker if units else ""
    led = sum(units[at].speaker == first for at in told)
    return first if led >= _LED and 2 * led >= len(told) else ""


def _sound(unit: Unit, host: str, same: float) -> float:
    """Weigh who begins to speak, or that nobody does, and a silence."""
    pause = float(unit.pause >= _PAUSE)
    if host:
        return pause + GUEST * (unit.speaker != host) + TURN * unit.turn
    return pause + (0.5 if unit.turn else same)


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
