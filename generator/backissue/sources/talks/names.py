"""Speakers whom only a colon sets off, ``Ada: Hello.``: their names are known by coming again and again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

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
