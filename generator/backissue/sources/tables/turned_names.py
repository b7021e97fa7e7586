"""Columns whose names have the family name first, so that a comma stands within a name and not between two.

People are called as they call themselves, the family name last, so that one is the same person in every source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from backissue.sources.tables.columns import Cell, Column, Record, Role, is_plural

_NAME = r"""
    (?:(?:de|del|der|van|von|da|di|la|le|ter|ten|den|al)\ )* [^\W\d_][\w'\u2019-]*   # family name
    ,\ [^\W\d_][\w'\u2019.-]* (?:\ [\w'\u2019.-]+){0,3}                               # given names
    (?:,\ (?:Jr|Sr|II|III|IV)\b\.?)?
"""
_JOINT = r"(?:\s(?:and|und|et|y)\s|\s*[&;]\s*)"
_TURNED = re.compile(rf"{_NAME}(?: {_JOINT} {_NAME} )* \s*;?", re.VERBOSE | re.IGNORECASE)
_BETWEEN = re.compile(_JOINT, re.IGNORECASE)


def find_turned(columns: Sequence[Column], roles: Sequence[Role | None], records: Sequence[Record]) -> frozenset[int]:
    """Return the columns of people all of whose cells with a comma are names of that form, and not all the same.

    One cell shows it below a heading for one person, such as ``Author``.
    """
    found = []
    for at in (at for at, role in enumerate(roles) if role is Role.PEOPLE):
        cells = {_text(record.cells[at]) for record in records if at in record.cells}
        marked = {text for text in cells if "," in text}
        least = 2 if is_plural(columns[at].name) and not any(";" in text for text in marked) else 1
        if len(marked) >= least and all(map(_TURNED.fullmatch, marked)):
            found.append(at)
    return frozenset(found)


def turn_people(columns: Sequence[Column], roles: Sequence[Role | None], records: Sequence[Record]) -> list[Record]:
    """Return records whose people are called with the family name last, where it is clear which that is.

    It is where the whole column has it first, where semicolons part the names of a cell that all do, and of one name
    where another cell of the column has it the other way round.
    """
    turned = find_turned(columns, roles, records)
    named = [at for at, role in enumerate(roles) if role is Role.PEOPLE]
    texts = {_text(record.cells[at]) for at in named for record in records if at in record.cells}
    known = {name.strip() for text in texts for name in re.split(r"[,;&]|\sand\s", text)}

    def is_turned(at: int, text: str) -> bool:
        if at in turned or not _TURNED.fullmatch(text):
            return at in turned
        return ";" in text or turn_names(text) in known

    def written(at: int, cell: Cell) -> Cell:
        text = _text(cell)
        return (f"{turn_names(text)};",) if is_turned(at, text) else cell

    return [
        replace(record, cells={at: written(at, cell) if at in named else cell for at, cell in record.cells.items()})
        for record in records
    ]


def turn_names(text: str) -> str:
    """Return names with semicolons between them, and each with its family name last.

    >>> turn_names("van der Ode, Ben J. and Berg, Anna"), turn_names("Plato"), turn_names("O'Neil, Sean, Jr.")
    ('Ben J. van der Ode; Anna Berg', 'Plato', "Sean O'Neil Jr.")
    """
    return "; ".join(_turned(*map(str.strip, name.split(","))) for name in _BETWEEN.split(text) if name.strip())


def _turned(family: str, given: str = "", *behind: str) -> str:
    return " ".join(filter(None, [given, family, *behind]))


def _text(cell: Cell) -> str:
    return " ".join(" ".join(part if isinstance(part, str) else part.label for part in cell).split())
