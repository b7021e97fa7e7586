"""The records of moves: the source that lists an item now, where its page names another.

A page keeps the source that it came from. Otherwise a source that is renamed or split would change every page of it,
and git would find a conflict wherever another branch deletes one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from backissue.archive.segments import Kind, Segments
from backissue.archive.versions import Values


class Move(NamedTuple):
    """The source that an item came from, and the one that lists it now, both below ``content/sources``."""

    first: str
    now: str


Moves = Mapping[str, Move]
"""The items whose source is another now, by their ids."""


def read_moves(segments: Segments) -> Moves:
    """Return the moves that segments of :data:`KIND` hold."""
    return {name: Move(str(values["first"]), str(values["now"])) for name, values in segments.values.items()}


def revise_moves(segments: Segments, moves: Moves) -> Mapping[str, bytes | None]:
    """Return the files below ``content/`` to write so that ``segments`` hold the ``moves``."""
    return segments.revise({name: move._asdict() for name, move in moves.items()})


def _read(_: str, data: dict[str, Any]) -> Values:
    """Return the values of a line. Raises what a value of another shape makes Python raise."""
    move = Move(data["first"], data["now"])
    if not all(isinstance(file, str) and file for file in move):
        raise TypeError("a source is the name of a file")
    return move._asdict()


def _week(_: str, _values: Values) -> date | None:
    return None


KIND = Kind("moves", "id", "", _read, dict, _week)
"""The records of moves, which earlier versions did not keep."""
