"""Short names of people, as their accounts have them: ``ada_boat``, ``adaboat``, ``aboat``; and whom a text means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from backissue.sources.stated.people import is_full_name
from backissue.text import fold_key

_LONGEST = 200_000
"""Characters of a text in which a name is looked for."""
_WORD = re.compile(r"[^\W\d_][\w.'\u2019-]*|[^\w\s]")
_SIZES = (2, 3)
"""Words of a name."""


def is_short(name: str) -> bool:
    """Return whether a name is one of an account: a word in small letters.

    >>> is_short("ada_boat"), is_short("Ada"), is_short("ada boat")
    (True, False, False)
    """
    return name.isascii() and name == name.casefold() and " " not in name


def spelled_out(people: Iterable[str], texts: Iterable[str]) -> tuple[str, ...]:
    """Return people, each once, with the full names that texts have for short ones; one that could be two stays.

    A short name is all letters of the whole one, or its first letter and the family name.

    >>> spelled_out(["ada_boat", "bode", "cy"], ["Ada Boat talks with Ben Ode and Cy Reef."])
    ('Ada Boat', 'Ben Ode', 'cy')
    >>> spelled_out(["adaboat"], ["Ada Boat, of Boats, is here with **Ada Boat**."])
    ('Ada Boat',)
    >>> spelled_out(["bode"], ["Ben Ode and Bea Ode"]), spelled_out(["ada-boat"], ["ada boat"])
    (('bode',), ('ada-boat',))
    """
    named = [*people]
    words = [word for text in texts for word in (*_WORD.findall(text[:_LONGEST]), ".")] if named else []
    return tuple(dict.fromkeys(_meant(name, words) if is_short(name) else name for name in named))


def _meant(short: str, words: Sequence[str]) -> str:
    key = fold_key(short)
    starts = [at for at, word in enumerate(words) if key and word[0].isupper() and word[0].casefold() == key[0]]
    names = (words[at : at + size] for at in starts for size in _SIZES)
    found = {" ".join(name).rstrip(".") for name in names if key in _forms(name) and name[-1][0].isalpha()}
    full = [name for name in found if is_full_name(name)]
    return full[0] if len(full) == 1 else short


def _forms(name: Sequence[str]) -> tuple[str, str]:
    return fold_key("".join(name)), fold_key("".join([name[0][0], *name[1:]]))
