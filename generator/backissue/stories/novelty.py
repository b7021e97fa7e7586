"""Names and words that come up for the first time, as they do where a story begins.

First uses tell of a new subject (Youmans 1991, "A New Tool for Discourse Analysis: The Vocabulary-Management Profile";
Reynar 1999 for names in news).
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import chain

from backissue.stories.cohesion import terms
from backissue.stories.unit import words

MEMORY = 150
"""Words, about a minute of speech: what has not been said for so long is new again."""

_BEGIN = 8
"""Words at a unit's beginning: those that can tell what it is about."""

_VERBS = frozenset("is are was were has have had will can that which".split())
_DUMMIES = frozenset("there here it".split())
_SOON = 5
"""Units after it in which a word that stays is said again."""


def newcomers(texts: Sequence[str]) -> list[float]:
    """How new the subject of each unit is, 0 to 2: a name that is new counts 1, and new words that stay another 1.

    Names are told by their capitals.
    """
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
    """The words before the first verb of a few that are sure; all of them where there are none."""
    verb = next((at for at, word in enumerate(begin) if word.lower() in _VERBS), 0)
    return begin[:verb] if verb > 1 or (verb and begin[0].lower() not in _DUMMIES) else begin


def _names(subject: Sequence[str], plain: Container[str]) -> Iterator[str]:
    """The words with a capital that the text never has in small letters, or that stand together (`Hugging Face`)."""
    for before, word, after in zip(["", *subject], subject, [*subject[1:], ""], strict=False):
        if not word[0].islower() and (word.lower() not in plain or _capital(before) or _capital(after)):
            yield word


def _capital(word: str) -> bool:
    return word[:1].isupper()
