"""What readers used that do not give pieces yet: an account that is kept line by line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from backissue.model import Facts
from backissue.sources.pieces import Fate, Reader, Reading, Source, Strength

__all__ = ["Account", "Facts", "Line", "Reader", "Reading", "Recognition", "Source", "Strength"]

Line = Fate


class Account:
    """The fate of every line of a source: each is set down once, and none may be left over.

    Raises:
        AssertionError: a line is set down twice, or ``close`` finds one without a fate. Both are errors of the
            reader, never of the data.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._fates: list[Line | None] = [None if line.strip() else Line.BLANK for line in lines]

    def set(self, number: int, fate: Line) -> None:
        """Set down what became of the 1-based line ``number``."""
        assert self._fates[number - 1] is None, f"line {number} is accounted for twice"
        self._fates[number - 1] = fate

    def rest(self, fate: Line) -> None:
        """Give every line that has none yet the same fate."""
        self._fates = [known or fate for known in self._fates]

    def close(self) -> Mapping[Line, int]:
        """The number of lines of each fate; their sum is the number of lines."""
        lost = [number for number, fate in enumerate(self._fates, 1) if fate is None]
        assert not lost, f"lines not accounted for: {lost[:10]}"
        counts = Counter(fate for fate in self._fates if fate)
        assert sum(counts.values()) == len(self._fates)
        return {fate: counts[fate] for fate in Line}


@dataclass(frozen=True, slots=True)
class Recognition:
    """That a reader knows a text: how surely, and by what, in words that complete "because it has"."""

    strength: Strength
    why: str
