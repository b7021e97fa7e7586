"""Who a title says that a text is by or with: ``Ropes, by Ada Boat``, ``Interview with Ada Boat on ropes``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from backissue.sources.stated.introduced import is_name_of_person
from backissue.sources.stated.people import plain_name, split_names

_BEHIND = re.compile(r",\s+(?P<word>by|with|featuring|feat\.?|ft\.?)\s+(?P<names>[^,:]+?)\s*$")
_INTERVIEW = re.compile(
    r"""
    \b(?:interview|entretien|gespräch|entrevista|intervista)\b (?:.*?\s)?
    (?:with|avec|mit|con|com) \s+ (?P<names>[^,:]+?)
    (?: \s+ (?:about|on|of|from|sur|chez|über|zu|von|sobre|su|à|at|-|\u2013|\u2014) \s .* )? \s* $
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TALK = re.compile(
    r"""
    \b(?:presentation|talk|lecture|keynote|webinar|conversation|chat|q\s?&\s?a|vortrag|conférence|charla|palestra) \s+
    (?:by|with|von|mit|par|de|avec|por|con|com) \s+ (?P<names>[^,:()]+?)
    (?: \s+ (?:about|on|of|from|at|sur|über|sobre|-|\u2013|\u2014) \s .* | \s*\(.* )? \s* $
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PARTS = re.compile(
    r"\s+[-|\u2013\u2014\u00b7\u2022]\s+|:\s+|\s*[()\[\]\uff5c]\s*|[?!]\s+|,\s+(?=(?:with|by|feat|ft)\b)"
    r"|(?:^|\s)(?:with|w/|feat\.?|ft\.?|featuring|by|avec|mit|con|com|med|met)\s+"
    r"|\s+(?:on|about|explains|talks|discusses|returns|sur|\u00fcber|sobre|over|om)\s+",
    re.IGNORECASE,
)
Place = tuple[str, str]
"""What stands before a part of a title, and behind it."""


def named_in_title(title: str) -> Iterator[tuple[str, ...]]:
    """Yield the names of each part of a title that could consist of names of people and nothing else.

    >>> list(named_in_title("#3 - Ropes - Ada Boat (Cod)")), list(named_in_title("Ropes with Ada Boat and Ben Ode"))
    ([('Ada Boat',)], [('Ada Boat', 'Ben Ode')])
    """
    return (names for _, names in places_of_names(title))


def places_of_names(title: str) -> Iterator[tuple[Place, tuple[str, ...]]]:
    """Yield the names of each such part with its place.

    >>> list(places_of_names("Episode 12: Ada Boat on Ropes")), list(places_of_names("#45 \u2013 Ada Boat"))
    ([((':', 'on'), ('Ada Boat',))], [(('\u2013', ''), ('Ada Boat',))])
    """
    marks = [found[0].strip().casefold() for found in _PARTS.finditer(title)]
    for part, place in zip(_PARTS.split(title), pairwise(["", *marks, ""]), strict=True):
        names = tuple(plain_name(name) for name in _names(part.strip())) if part else ()
        if names and all(map(is_name_of_person, names)):
            yield place, names


def _names(text: str) -> Iterator[str]:
    """Yield the names of a text; in some languages a single letter stands between two."""
    for name in split_names(text):
        parts = re.split(r"\s(?:e|och|og|en)\s", name)
        yield from parts if all(map(is_name_of_person, parts)) else [name]


def find_titled(title: str, text: str = "") -> tuple[str, ...]:
    """Return the people of whom a title says that the text is by them or with them, each by a full name.

    Behind "with" may stand anything: that is a person only where the text names it too.

    >>> find_titled("Ropes and sails, by Ada Boat"), find_titled("Entretien sur les cordes avec Ada Boat")
    (('Ada Boat',), ('Ada Boat',))
    >>> find_titled("Episode 3: Ropes, with Ada Boat", "Ada Boat joins us."), find_titled("Fish, with Olive Oil")
    (('Ada Boat',), ())
    >>> find_titled("Interview with Ada Boat on ropes"), find_titled("Interview with Acme CEO Ada Boat")
    (('Ada Boat',), ())
    >>> find_titled("Ropes - Presentation by Ada Boat"), find_titled("A Small Talk with Olive")
    (('Ada Boat',), ())
    """
    behind = _BEHIND.search(title)
    found = behind or _INTERVIEW.search(title) or _TALK.search(title)
    names = [plain_name(name) for name in split_names(found["names"])] if found else []
    is_sure = not behind or behind["word"] == "by" or all(name in text for name in names)
    return tuple(names) if is_sure and all(map(is_name_of_person, names)) else ()
