"""The numbers that rows and entries of lists begin with, and whether they rank the items of a week."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from backissue.model import Item

_NUMBER = re.compile(
    r"""
    (?P<bold>(?:\*\*|__)?) [^\S\n]*
    (?: \( (?P<round>\d{1,3}) \) (?=[\s*_])                # (1) A title
    | \#? (?P<plain>\d{1,3})
      (?: \\?\)                                            # 1) A title, 1\)
      | \\?\. (?=[\s*_])                                   # 1. A title, **1.** A title
      | [^\S\n]* (?:[:\u2013\u2014-][^\S\n]*)? (?=\*\*|__) # 1 **A title**, 1: **A title**
      )
    )
    [^\S\n]*
    """,
    re.ASCII | re.VERBOSE,
)
_ALONE = re.compile(r"[*_(\s]{0,4}(?:#|No\.\s?)?(?P<number>\d{1,3})(?:\.0)?[.)*_\\\s]{0,4}", re.ASCII | re.IGNORECASE)
_JOINTS = " \t-:\u2013\u2014"


def take_number(text: str) -> tuple[int | None, str]:
    """Return the number that an entry begins with, and the entry without it; a mark of bold around both stays.

    >>> take_number("12. A title"), take_number("**1)A title**"), take_number("1.5 million")
    ((12, 'A title'), (1, '**A title**'), (None, '1.5 million'))
    >>> take_number("**3.** **A title**"), take_number("7 - **A title**"), take_number("3 titles")
    ((3, '**A title**'), (7, '**A title**'), (None, '3 titles'))
    """
    found = _NUMBER.match(text)
    if not found:
        return None, text
    bold, rest = found["bold"], text[found.end() :]
    if bold and rest.startswith(bold):  # it was the number alone that stood in bold
        rest, bold = rest[len(bold) :].lstrip(" \t"), ""
        bare = rest.lstrip(_JOINTS)
        rest = bare if bare.startswith(("**", "__")) else rest
    return int(found["round"] or found["plain"]), bold + rest


def are_numbered(titles: Collection[str]) -> bool:
    """Return whether the titles of a table begin with numbers: most of them, and a single one with 1.

    >>> are_numbered(["1. A", "2) B", "C"]), are_numbered(["3) A"]), are_numbered(["A", "1. B"])
    (True, False, False)
    """
    numbers = [number for number, rest in map(take_number, titles) if number and rest]
    return 2 * len(numbers) > len(titles) and (len(titles) > 1 or numbers == [1])


def parse_rank(text: str) -> int | None:
    """Return the number that a cell holds and nothing else.

    >>> parse_rank("3"), parse_rank("**1.**"), parse_rank("#12"), parse_rank("2023"), parse_rank("3 of 5")
    (3, 1, 12, None, None)
    """
    found = _ALONE.fullmatch(text.strip())
    return int(found["number"]) if found else None


def ranked(items: Sequence[Item]) -> list[Item]:
    """Return items that have their numbers for places, without those that do not rank the items of their week.

    They do where every item of the week has one of its own, and where they do not go on from week to week.
    """
    weeks: defaultdict[date | None, list[float | None]] = defaultdict(list)
    for item in items:
        weeks[item.week].append(item.place)
    rank = {week: _do_rank(numbers) for week, numbers in weeks.items()}
    return [item if rank[item.week] or item.place is None else replace(item, place=None) for item in items]


def _do_rank(numbers: Iterable[float | None]) -> bool:
    """Return whether numbers rank as many items.

    >>> _do_rank([2, 1, 4]), _do_rank([1, 1, 1]), _do_rank([None, 2]), _do_rank([11, 12]), _do_rank([3])
    (True, False, False, False, False)
    """
    stated = list(numbers)
    own = {number for number in stated if number}
    return 1 < len(stated) == len(own) and min(own) <= len(own)
