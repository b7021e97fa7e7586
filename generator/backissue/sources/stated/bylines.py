"""Who wrote a text, as a short line near its top says it: ``By Ada Boat``, ``12 May 2024, by Ada Boat and Ben Ode``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from backissue.sources.markdown_lines import read_heading, split_point
from backissue.sources.stated.people import (
    is_first_name,
    is_full_name,
    plain_name,
    split_names,
    unlinked,
    without_roles,
)

_FOREMOST = 8
"""Lines with text in which a byline stands."""
_LONGEST = 22
"""Words of such a line."""
_BY = re.compile(
    r"""
    (?P<before>.*?) \b(?P<by>by|von|par|por|di|door|af|av)\b :? \s+
    (?P<names>[^\W\d_][^\d|\u00b7\u2022\u2014\u2013:()]*?)
    (?: \s*,? \s+ (?:on|at|in|for|am|le|el|il|(?:last\ )?updated)\b .*
      | ,? \s+ (?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\b [^|]* \d .*
      | \s*[,.]? \s* (?:[|\u00b7\u2022\u2014\u2013(-]|\d) .* | [\s.]* )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_WRITTEN = frozenset(
    "written interviewed posted published edited compiled curated text words story post newsletter issue and"
    " geschrieben veröffentlicht verfasst écrit publié rédigé escrito publicado scritto pubblicato geschreven".split()
)
"""Words that stand before "by" in a byline; what somebody else's work is called does not."""
_VERBS = _WRITTEN - frozenset("text words story post newsletter issue and".split())
"""Those that say what somebody did, behind whom a first name is enough in a heading too."""
_MONTH = re.compile(r"[\d.,:/|\u00b7\u2022\u2014\u2013 -]+")
_MOST = 8


_SELF = re.compile(
    r"(?:^|[.!,]\s+)(?:I['\u2019]m|I am|[Mm]y name is|[Mm]ein Name ist|[Jj]e m['\u2019]appelle|[Mm]e llamo)\s+"
    r"(?P<name>\**[^\W\d_][^.,;:!?()*]{2,40}\**)(?=[.,!]|\s+and\b|$)"
)
_GREETING = 2
"""Lines with text in which a letter says whose it is."""


def find_self(lines: Iterable[str]) -> tuple[str, ...]:
    """Return who says at the beginning of a letter that it is by them.

    >>> find_self(["# Tides", "Ahoy, I'm **Ada Boat**, and this is a letter."]), find_self(["I am late."])
    (('Ada Boat',), ())
    >>> find_self(["> I am Ada Boat, she said."]), find_self(["So.", "So.", "I am Ada Boat."])
    ((), ())
    """
    filled = [line for line in map(str.strip, lines) if line and not read_heading(line)[0]][:_GREETING]
    said = [line for line in filled if not line.startswith((">", '"', "\u201c", "-", "*"))]
    names = [plain_name(found["name"]) for line in said for found in [_SELF.search(line)] if found]
    return tuple(filter(is_full_name, names[:1]))


def find_byline(lines: Iterable[str]) -> tuple[str, ...]:
    """Return the people of the first line that says who wrote a text and hardly anything else; none where none does.

    Each of them is a full name, or one is a first name and stands alone. What a point of a list or a sentence says of
    another work is no byline, and no heading has a first name alone. The last line is one too, in emphasis.

    >>> find_byline(["*By [Ada](https://a.org), last updated May 3, 2024*"]), find_byline(["## By Topic"])
    (('Ada',), ())
    >>> find_byline(["# Ash", "", "*12 May 2024, by Ada Boat and Ben Ode*"]), find_byline(["By Ada Boat · 4 min read"])
    (('Ada Boat', 'Ben Ode'), ('Ada Boat',))
    >>> find_byline(["*12th of May 2024* \u00b7 curated by Ada Boat"]), find_byline(["The month of May, by Ada Boat"])
    (('Ada Boat',), ())
    >>> find_byline([*["So."] * 20, "*Written by Ada Boat, a captain.*"]), find_byline([*["So."] * 20, "By Ada Boat"])
    (('Ada Boat',), ())
    >>> find_byline(["#### Publicado por Ada"]), find_byline(["## Edited by hand"]), find_byline(["# Posted by Ada"])
    (('Ada',), (), ())
    >>> find_byline(["- A book by Ada Boat"]), find_byline(["We were moved by Ada Boat, who sang."])
    ((), ())
    """
    filled = [*filter(None, map(str.strip, lines))]
    ends = [line for line in filled[_FOREMOST:][-1:] if line.startswith(("*", "_")) and line.endswith(("*", "_"))]
    return next(filter(None, map(_read, [*filled[:_FOREMOST], *ends])), ())


def _read(line: str) -> tuple[str, ...]:
    level, heading = read_heading(line)
    text = unlinked(heading or line).replace("*", "").strip("_ ")
    is_other = level == 1 or split_point(line)[0] or line.startswith((">", "|", "!")) or len(text.split()) > _LONGEST
    found = None if is_other else _BY.fullmatch(text)
    if not found or not _introduces(found["before"]):
        return ()
    names = [plain_name(name) for name in without_roles(split_names(found["names"]))]
    is_known = 0 < len(names) <= _MOST and all(map(is_full_name, names))
    is_said = not _VERBS.isdisjoint(found["before"].casefold().split())
    is_open = is_said or (not heading and found["by"].casefold() == "by")
    is_first = len(names) == 1 and is_open and _is_called(names[0])
    return tuple(dict.fromkeys(names)) if is_known or is_first else ()


def _is_called(name: str) -> bool:
    return is_first_name(name) and name.casefold() not in _WAYS


_WAYS = frozenset(
    "design default request hand numbers number topic category date author invitation appointment email mail now then"
    " definition contrast accident subject year month day type name law nature popularity region country".split()
)
"""Words that stand alone behind "by" and are nobody."""


def _introduces(before: str) -> bool:
    """Return whether nothing but a day, a number of an issue or words of writing stand before "by"."""
    words = [word for part in _MONTH.split(before.casefold()) for word in part.split()]
    return all(word in _WRITTEN or word[:3] in _MONTHS or word in _AROUND for word in words)


_MONTHS = frozenset(
    "jan feb mar apr may jun jul aug sep oct nov dec mon tue wed thu fri sat sun mär mai okt dez".split()
)
_AROUND = frozenset("on of no nr st nd rd th issue number vol volume #".split())
