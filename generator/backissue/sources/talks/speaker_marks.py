"""How a transcript says who speaks: marks beside the text, names that stand alone, names before a colon."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from backissue.sources.talks.cues import Cue

_SET_OFF = re.compile(r"\[?([^\W\d_][\w .'\u2019()&-]{0,39}?)\]? ?:(?: (?!https?:)(.*))?")
_LONGEST = 5
_PARTICLES = frozenset("al and bin da de del der di du el la le of ter the van von".split())
_LABELS = frozenset(
    "abstract address author authors category chapter code con cons data dataset date dates demo description doi"
    " email example figure file fix from hint hosts image issue item key keywords kind language length license"
    " link links location model name note notes number page paper phone place price pro project pros published"
    " remedy remember repo result results score section size source sources speakers start status step subject"
    " subtitle summary tag tags time tip title tldr to topic topics total tweet type updated url value version"
    " video views warning website week year".split()
)
"""Words before a colon that recur because they name fields or remarks, not people."""


def is_name(text: str) -> bool:
    """Whether ``text`` is written as names are: a few words, with capitals.

    >>> is_name("Ada de Lovelace"), is_name("DR. SMITH"), is_name("Speaker 2"), is_name("We met at"), is_name("Note")
    (True, True, True, False, False)
    """
    words = text.split()
    capitals = all(word in _PARTICLES or not word.lstrip("(")[:1].islower() for word in words)
    return 0 < len(words) <= _LONGEST and capitals and not words[0][0].isdigit() and text.lower() not in _LABELS


def set_off(text: str) -> tuple[str, str]:
    """The name that a text begins with, and what is said; no name where none is set off.

    >>> set_off("Ada: Hello."), set_off("So: hello."), set_off("That is: hello.")
    (('Ada', 'Hello.'), ('So', 'hello.'), ('', 'That is: hello.'))
    """
    found = _SET_OFF.fullmatch(text)
    return (found[1], found[2] or "") if found and is_name(found[1]) else ("", text)


def recurring(texts: Sequence[str]) -> frozenset[str]:
    """The names that set off speakers in ``texts``, cues or lines; none unless it is the rule.

    It is where two at least come again, few come only once, and one text of ten at least begins with a name. A name
    that comes once has to be a full one, since ``Question:`` is none.
    """
    counts = Counter(name for name, _ in map(set_off, texts) if name)
    total = counts.total()
    once = sum(count == 1 for count in counts.values())
    if len(counts) - once < 2 or 2 * once > total or 10 * total < len(texts):
        return frozenset()
    return frozenset(name for name, count in counts.items() if count > 1 or " " in name)


def named(cues: Sequence[Cue]) -> Iterator[Cue]:
    """The cues with the speakers whom only a colon sets off. Where a source names any otherwise, they are left."""
    known = any(cue.speaker for cue in cues)
    names = frozenset() if known else recurring([cue.text for cue in cues if cue.text])
    if not names:
        yield from cues
        return
    speaker = ""
    for cue in cues:
        name, text = set_off(cue.text)
        if name in names:
            speaker = name
            yield replace(cue, speaker=name, text=text)
        else:
            speaker = "" if cue.turn else speaker
            yield replace(cue, speaker=speaker)


def is_dialogue(lines: Sequence[str]) -> bool:
    """Whether most paragraphs of a text, which blank lines part, begin with a name that recurs."""
    folded = [" ".join(line.split()) for line in lines]
    names = recurring([line for line in folded if line])
    beginnings = sum(set_off(line)[0] in names for line in folded)
    parts = sum(bool(line) and not above for above, line in zip(["", *folded], folded, strict=False))
    return bool(names) and 2 * beginnings >= parts


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
