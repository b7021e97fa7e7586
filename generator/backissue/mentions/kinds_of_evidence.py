"""What is known of a mention: by what it was found, in which order that is believed, and where it stands."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Evidence(StrEnum):
    """By what a mention is known, the most certain first. The value stands in reports and in what is kept."""

    EDITOR = "editor"
    ADDRESS = "address"
    NUMBER = "number"
    TITLE = "title"
    NAME = "name"
    HEARD = "heard"

    @property
    def rank(self) -> int:
        """The place in the order of belief, from 0: where two things would be meant by the same words, the first is.

        Between a name and a title that was heard wrongly the bits decide.
        """
        return min(_ORDER[self], _ORDER[Evidence.NAME])


_ORDER = {one: place for place, one in enumerate(Evidence)}


class Said(NamedTuple):
    """A title that was said: in which story, which title by its key, how many bits agree, and from which word to which.

    ``stop`` is behind the last word; ``by`` is the evidence.
    """

    story: int
    title: str
    bits: float
    start: int
    stop: int
    by: Evidence
