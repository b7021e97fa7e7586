"""Who numbered speakers are, as a list above a talk says, and the lists that exports of meetings begin with."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from backissue.sources.markdown_lines import split_point
from backissue.sources.stated.people import is_person, plain_name, read_people
from backissue.text import fold_key

_FOREMOST = 60
"""Lines in which a legend stands."""
_ENTRY = re.compile(
    r"""
    (?P<label> [\[(]? (?:speaker|spk|sprecher(?:in)?|person|voice|participant|locuteur|hablante|interlocutor)
      [ _\#-]* (?:\d{1,2}|[a-z]) [\])]? | [A-Z]{1,3}\d? )
    \s* (?: [:=] | [-\u2013\u2014\u2192]+>? | \bis\b ) \s* (?P<name> \S.{1,60} )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SPEAKERS = frozenset({"speakers", "participants", "attendees"})
_KEYWORDS = frozenset({"summarykeywords", "keywords"})
_LONGEST = 60
"""Characters with which a line begins that says who speaks."""
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")


class Legend(NamedTuple):
    """The names of labels, by these folded, and the 0-based positions of the lines that say so."""

    names: Mapping[str, str]
    lines: frozenset[int]


def read_legend(lines: Sequence[str]) -> Legend:
    """Return who the labels of a talk stand for, where its first lines say it before anybody speaks.

    Two at least stand one below the other, each of a label that comes again further down and of a full name.

    >>> said = ["Speaker 1: Ada Boat", "Speaker 2: Ben Ode (host)", "", "Speaker 1: So.", "Speaker 2: No."]
    >>> read_legend(said).names
    {'speaker1': 'Ada Boat', 'speaker2': 'Ben Ode'}
    >>> read_legend(["Speaker 1: Good Morning", "Speaker 2: Hello", "Speaker 1: So."]).names
    {}
    """
    entries = {at: entry for at, line in enumerate(lines[:_FOREMOST]) if (entry := _read_entry(line))}
    first = next(iter(entries), 0)
    run = {}
    for at in range(first, len(lines)):
        if at in entries:
            run[at] = entries[at]
        elif lines[at]:
            break
    names = {fold_key(label): name for label, name in run.values()}
    rest = [line[:_LONGEST] for at, line in enumerate(lines) if at not in run]
    is_used = all(any(_stands_in(label, line) for line in rest) for label, _ in run.values())
    known = 1 < len(names) == len(run) and is_used
    return Legend(names, frozenset(run)) if known else Legend({}, frozenset())


class Lists(NamedTuple):
    """Who speaks and about what, as the lists above a transcript say, and the number of lines down to their end."""

    speakers: tuple[str, ...]
    keywords: str
    end: int


def read_lists(lines: Sequence[str], begin: int) -> Lists:
    """Return the lists behind the first ``begin`` lines of an export of Otter or its kin: a label, a line below it.

    >>> read_lists(["SUMMARY KEYWORDS", "oil, lamps", "", "SPEAKERS", "Ada Boat, Ben Ode", "", "So."], 0)
    Lists(speakers=('Ada Boat', 'Ben Ode'), keywords='oil, lamps', end=5)
    """
    speakers: tuple[str, ...] = ()
    keywords, end = "", begin
    filled = [at for at in range(begin, len(lines)) if lines[at].strip()]
    for label, below in zip(filled[::2], filled[1::2], strict=False):
        key, value = fold_key(lines[label]), " ".join(lines[below].split())
        if key not in _SPEAKERS | _KEYWORDS or below != label + 1:
            break
        speakers = read_people([value], is_list=False) if key in _SPEAKERS else speakers
        keywords, end = value if key in _KEYWORDS else keywords, below + 1
    return Lists(speakers, keywords, end)


def _stands_in(label: str, line: str) -> bool:
    start, found, behind = line.partition(label)
    return bool(found) and not start[-1:].isalnum() and not behind[:1].isalnum()


def _read_entry(line: str) -> tuple[str, str] | None:
    """Return the label and the full name of a line; ``None`` where it is no line of a legend."""
    found = _ENTRY.fullmatch(split_point(line.replace("*", ""))[1].strip())
    name = plain_name(_BRACKETS.sub("", found["name"].partition(",")[0])) if found else ""
    is_full = (
        " " in name and is_person(name) and name[-1].isalpha() and all(word[:1].isalpha() for word in name.split())
    )
    return (found["label"].strip("[]()"), name) if found and is_full else None
