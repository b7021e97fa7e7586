"""The lines of a deck that belong together: a displayed formula, a table, a listing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backissue.sources.formulas import display
from backissue.sources.issues.markdown import clean

_LONGEST = 100
"""Lines. A mark that is not ended within as many begins nothing."""
_ENDS = {"$$": "$$", r"\[": r"\]", "```": "```", "~~~": "~~~"}
_RULE = re.compile(r"\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?")


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a deck, or some that are one thing: the 1-based number of the first, and the text of all.

    ``body`` is their Markdown where they are more than running text.
    """

    number: int
    lines: tuple[str, ...]
    body: str = ""

    @property
    def numbers(self) -> range:
        """The 1-based numbers of all its lines."""
        return range(self.number, self.number + len(self.lines))


def blocks(lines: Sequence[str]) -> Iterator[Block]:
    """The blocks of a deck, in order; blank lines outside of them are left out."""
    at = 0
    while at < len(lines):
        block = _formula_or_listing(lines, at) or _table(lines, at) or Block(at + 1, (lines[at],))
        if any(map(str.strip, block.lines)):
            yield block
        at += len(block.lines)


def _formula_or_listing(lines: Sequence[str], at: int) -> Block | None:
    start = lines[at].strip()
    end = _ENDS.get(start[:2]) or _ENDS.get(start[:3])
    if not end:
        return None
    rest = (start[len(end) :], *lines[at + 1 : at + _LONGEST])
    last = next((number for number, line in enumerate(rest) if line.rstrip().endswith(end)), None)
    if last is None:
        return None
    found = tuple(lines[at : at + last + 1])
    text = "\n".join(found)
    body = display(text) if end in {"$$", r"\]"} else clean(text).body.rstrip("\n")
    return Block(at + 1, found, body) if body else None


def _table(lines: Sequence[str], at: int) -> Block | None:
    head, rule = (*lines[at : at + 2], "")[:2]
    if "|" not in head or "|" not in rule or not _RULE.fullmatch(rule.strip()):
        return None
    end = next((number for number in range(at, len(lines)) if "|" not in lines[number]), len(lines))
    found = tuple(lines[at:end])
    return Block(at + 1, found, clean("\n".join(found)).body.rstrip("\n"))
