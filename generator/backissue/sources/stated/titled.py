"""Who a title says that a text is by or with: ``Ropes, by Ada Boat``, ``Interview with Ada Boat on ropes``."""

from __future__ import annotations

import re

from backissue.sources.stated.people import is_full_name, is_role, plain_name, split_names

_BEHIND = re.compile(r",\s+(?P<word>by|with|featuring|feat\.?|ft\.?)\s+(?P<names>[^,:]+?)\s*$")
_INTERVIEW = re.compile(
    r"""
    \b(?:interview|entretien|gespräch|entrevista|intervista)\b (?:.*?\s)?
    (?:with|avec|mit|con|com) \s+ (?P<names>[^,:]+?)
    (?: \s+ (?:about|on|of|from|sur|chez|über|zu|von|sobre|su|à|at|-|\u2013|\u2014) \s .* )? \s* $
    """,
    re.VERBOSE | re.IGNORECASE,
)


def find_titled(title: str, text: str = "") -> tuple[str, ...]:
    """Return the people of whom a title says that the text is by them or with them, each by a full name.

    Behind "with" may stand anything: that is a person only where the text names it too.

    >>> find_titled("Ropes and sails, by Ada Boat"), find_titled("Entretien sur les cordes avec Ada Boat")
    (('Ada Boat',), ('Ada Boat',))
    >>> find_titled("Episode 3: Ropes, with Ada Boat", "Ada Boat joins us."), find_titled("Fish, with Olive Oil")
    (('Ada Boat',), ())
    >>> find_titled("Interview with Ada Boat on ropes"), find_titled("Interview with Acme CEO Ada Boat")
    (('Ada Boat',), ())
    """
    behind = _BEHIND.search(title)
    found = behind or _INTERVIEW.search(title)
    names = [plain_name(name) for name in split_names(found["names"])] if found else []
    is_sure = not behind or behind["word"] == "by" or all(name in text for name in names)
    return tuple(names) if is_sure and all(map(_is_person, names)) else ()


def _is_person(name: str) -> bool:
    """Return whether a name is one of a person, without what that person does or is of.

    >>> _is_person("Ada Boat"), _is_person("Acme's Ada Boat"), _is_person("MIT Ada Boat"), _is_person("Dr. Ada Boat")
    (True, False, False, True)
    """
    is_of_firm = "'s " in name.replace("\u2019", "'") or any(len(word) > 2 and word.isupper() for word in name.split())
    return is_full_name(name) and not is_role(name) and not is_of_firm
