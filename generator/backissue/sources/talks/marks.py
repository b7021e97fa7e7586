"""The forms in which a transcript's text says who begins to speak, and when."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from backissue.sources.talks.names import is_name

_TIME = r"(?:\d{1,3}:)?\d{1,3}:\d\d"
_FRACTION = r"(?:[.,]\d{1,3})?"
_STAMP = rf"\\?[\[(]?({_TIME}){_FRACTION}\\?[\])]?"
_BRACKETED = rf"\\?[\[(]({_TIME}){_FRACTION}\\?[\])]"
_WORDS = r"[^\s:*#>|\[\]()-][^:*|\[\]()]{0,59}?"

_FIRST = re.compile(rf"(?:{_BRACKETED}|({_TIME})$)(?:\s+(.*))?")
_ALONE = re.compile(rf"(?:({_WORDS}(?:\([^:*|\[\]()]*\))?):|\*\*([^*:]{{1,60}})(?:\*\*:?|:\*\*)) {_STAMP}")
_BOLD = re.compile(
    r"\*\*([^*:]{1,60}?)"
    rf"(?:\*\*\s?(?:{_STAMP})?\s?:|:\s?\*\*\s?(?:{_STAMP}\s?:?)?| {_BRACKETED}(?::\s?\*\*|\*\*\s?:))"
    r"(?:\s+(.*))?"
)
_LABEL = re.compile(r"\\?\[?((?:SPEAKER|Speaker)[_ ]\d+)\\?\]?:(?:\s+(.*))?")
_BESIDE = re.compile(rf"({_WORDS})(?: ?{_BRACKETED}:|: {_BRACKETED})(?:\s+(.*))?")
_BARE = re.compile(rf"({_WORDS}) ({_TIME})")


_BOLD_ALONE = re.compile(r"\*\*([^*]{1,60})\*\*")
_NAME_ALONE = re.compile(r"[^\W\d_][\w .'\u2019()&-]{0,39}(?<!\.)")


class Mark(NamedTuple):
    """What a line says: who begins to speak, at what time, and what is said; each may be empty.

    ``sure`` is whether only transcripts have lines of that form.
    """

    name: str
    time: str
    text: str
    sure: bool = False


def read_mark(line: str) -> Mark:
    """The mark of a line with single blanks: a name, a time or both, in front of what is said or above it.

    >>> read_mark("[00:12] **Ada**: Hello.")
    Mark(name='Ada', time='00:12', text='Hello.', sure=False)
    >>> read_mark("Ada Lovelace 1:02:03").name, read_mark("We met at 10:30").name
    ('Ada Lovelace', '')
    """
    first = _FIRST.fullmatch(line)
    if not first:
        return _named(line)
    rest = _named(first[3] or "")
    return rest._replace(time=first[1] or first[2])


def _named(line: str) -> Mark:
    if found := _ALONE.fullmatch(line):
        return Mark(found[1] or found[2], found[3], "", sure=True)
    if found := _BOLD.fullmatch(line):
        return Mark(found[1], found[2] or found[3] or found[4] or "", found[5] or "")
    if found := _LABEL.fullmatch(line):
        return Mark(found[1], "", found[2] or "", sure=True)
    if (found := _BESIDE.fullmatch(line)) and is_name(found[1]):
        return Mark(found[1], found[2] or found[3], found[4] or "", sure=True)
    if (found := _BARE.fullmatch(line)) and is_name(found[1]):
        return Mark(found[1], found[2], "")
    return Mark("", "", line)


def names_alone(lines: Sequence[str]) -> Mapping[int, str]:
    """The names that stand alone, by the position of their line: plain and above a time, or in bold.

    Headings and what is said can look like a name. So it has to come again, or be a full one above a time where others
    come again; and in bold two have to.
    """
    filled = [(at, line) for at, line in enumerate(lines) if line]
    plain = {at: line for (at, line), (_, below) in pairwise(filled) if _FIRST.fullmatch(below) and _is_alone(line)}
    bold = {at: found[1] for at, line in filled if (found := _BOLD_ALONE.fullmatch(line)) and _is_alone(found[1])}
    again = _again(plain.values())
    full = {name for name in plain.values() if again and " " in name}
    twice = _again(bold.values())
    spoken = again | full | (twice if len(twice) > 1 else set())
    return {at: name for at, name in (plain | bold).items() if name in spoken}


def _is_alone(line: str) -> bool:
    return bool(_NAME_ALONE.fullmatch(line)) and is_name(line)


def _again(names: Iterable[str]) -> set[str]:
    return {name for name, count in Counter(names).items() if count > 1}
