"""How tests ask which reader knows a text, and what it makes of it."""

from __future__ import annotations

from dataclasses import replace

from backissue.model import Problem
from backissue.sources import read
from backissue.sources.links.references import unresolved
from backissue.sources.pieces import Glance, Reader, Reading, Sign, Source
from backissue.sources.recognise import readers, recognise, sign_of

__all__ = ["find_reader", "read_by", "recognised", "recognitions"]


def lines_of(parts: list[str]) -> tuple[str, ...]:
    """The lines of a source that these parts make; a source holds no other line ends."""
    return tuple(line.replace("\r", "") for part in parts for line in part.split("\n"))


def read_by(reader: Reader, source: Source) -> Reading:
    """What a reader makes of a source by itself: what leads to something beside it is words."""
    reading = read.read_by(reader, source)
    return replace(reading, items=tuple(replace(item, body=unresolved(item.body)) for item in reading.items))


def find_reader(source: Source) -> Reader | Problem:
    """The reader of a source, or why there is none."""
    found = recognise(source)
    return found if isinstance(found, Problem) else found.reader


def recognised(reader: Reader, source: Source) -> Sign | None:
    """The surest sign by which a reader knows a source."""
    return sign_of(reader, Glance(source))


def recognitions(source: Source) -> list[tuple[Reader, Sign]]:
    """Every reader that knows a source, with its surest sign."""
    return [(reader, sign) for reader in readers() if (sign := recognised(reader, source))]
