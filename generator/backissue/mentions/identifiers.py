"""Numbers and versions by which things are known: those in titles, and those that were said.

``Bitcoin Core #31397`` is a number of a project, ``LND 0.18.4-beta`` one of its versions. Either is certain where its
project is named beside it, and tells nothing alone: many projects have a version 1.0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from backissue.mentions.spoken_tokens import Token, keys, unmarked

_STAGE = r"(?:[-.,]? ?(?:alpha|beta|rc|pre|dev)(?:[-. ]?\d+)?\b)*"
_VERSION = re.compile(rf"(?<![\w.#])[vV]?(\d+(?:(?:\.| point )\d+)+)({_STAGE}(?:\.[a-z]+\d+)?)(?![\w])", re.IGNORECASE)
_SIGNED = re.compile(r"(?<![\d#/&])#(\d{1,7})(?!\w)")
_BARE = re.compile(r"(?<![\w.#$/-])(\d{3,7})(?![\w%-]|[.,]\d)")
_APART = re.compile(r"[^a-z0-9]")
_JOINED = re.compile(r"(?:\W|and)*")
_NEWS = frozenset("available announced is launched now out published release released tagged version".split())
"""Words behind a version that only say that it is there."""
_ENDS = (":", ",", ";", "(", "\u2013", "\u2014", "- ")
LONGEST = 4
"""Words of a project's name. Where more stand before a number, they say what it is about."""


class Number(NamedTuple):
    """A number or a version that a text gives: the words that it is made of, and whether a ``#`` stands before it.

    ``form`` is the number, or a version without zeros at its end; ``stage`` is such as ``rc2`` or ``betarc1``, empty
    for a version that is done.
    """

    form: str
    stage: str
    start: int
    stop: int
    is_signed: bool


class Identifier(NamedTuple):
    """A number or a version as a title has it, with the words of its project before it."""

    project: tuple[str, ...]
    form: str
    stage: str

    @property
    def is_version(self) -> bool:
        """Whether this is a version."""
        return "." in self.form


def identifiers(title: str) -> tuple[Identifier, ...]:
    """Return the numbers or the version that a title is about, none where it only speaks of some.

    >>> [(one.project, one.form, one.stage) for one in identifiers("BDK wallet-1.0.0 released")]
    [(('bdk', 'wallet'), '1.0', '')]
    >>> [one.form for one in identifiers("Bitcoin Core #31397 and #31398")]
    ['31397', '31398']
    >>> identifiers("Bitcoin Core 28.0 policy demonstration")
    ()
    """
    if signed := [*_SIGNED.finditer(title)]:
        before = title[: signed[0].start()]
        words = tuple(keys(before)) if before[-1:] != "(" else ()
        project = words if len(words) <= LONGEST else ()
        return tuple(Identifier(project, one[1], "") for one in _row(title, signed))
    found = _VERSION.search(re.sub(r"(?<=[a-z])-(?=\d)", " ", title))
    if not found or not _is_news(title[found.end() :]):
        return ()
    project = tuple(word for word in keys(title[: found.start()]) if word != "version")
    return (Identifier(project, _plain(found[1]), _stage(found[2])),) if 0 < len(project) <= LONGEST else ()


def _row(title: str, found: Sequence[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Yield the first number of a title, and those that stand with it in a row."""
    yield found[0]
    for before, one in pairwise(found):
        if not _JOINED.fullmatch(title[before.end() : one.start()]):
            return
        yield one


def _is_news(rest: str) -> bool:
    """Return whether what follows a version says no more than that it is there, or is set apart from it."""
    return rest.lstrip().startswith(_ENDS) or _NEWS.issuperset(keys(rest))


def numbers(text: str, words: Sequence[Token]) -> list[Number]:
    """Return the numbers and versions that a text gives, in its order, given its words.

    Years and the like are among them: a title has to have the number before it means anything.
    """
    blank = unmarked(text)
    found = [(one.span(), _plain(one[1]), _stage(one[2]), False) for one in _VERSION.finditer(blank)]
    found += [(one.span(), one[1], "", True) for one in _SIGNED.finditer(blank)]
    found += [(one.span(), one[1], "", False) for one in _BARE.finditer(blank)]
    rows, at = [], 0
    for (start, stop), form, stage, is_signed in sorted(found):
        while at < len(words) and words[at].end <= start:
            at += 1
        last = at
        while last < len(words) and words[last].start < stop:
            last += 1
        rows.append(Number(form, stage, at, last, is_signed))
    return rows


def _plain(version: str) -> str:
    """Return a version without what people leave out: zeros at its end, though it keeps two numbers."""
    parts = version.lower().replace(" point ", ".").split(".")
    while len(parts) > 2 and parts[-1] == "0":
        parts.pop()
    return ".".join(parts)


def _stage(written: str) -> str:
    return _APART.sub("", written.lower())
