"""Columns whose names have the family name first, so that a comma stands within a name and not between two.

People are called as they call themselves, the family name last, so that one is the same person in every source.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from backissue.sources.tables.columns import Cell, Column, Record, Role, is_plural

_NAME = r"""
    (?:(?:de|del|der|van|von|da|di|la|le|ter|ten|den|al)\ )* [^\W\d_][\w'\u2019-]*   # family name
    ,\ [^\W\d_][\w'\u2019.-]* (?:\ [\w'\u2019.-]+){0,3}                               # given names
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


def part_turned(cells: Mapping[int, Cell], turned: frozenset[int]) -> dict[int, Cell]:
    """Return the cells of a record with the names of these columns turned, semicolons between and behind them."""
    return {at: (f"{turn_names(_text(cell))};",) if at in turned else cell for at, cell in cells.items()}


def turn_names(text: str) -> str:
    """Return names with semicolons between them, and each with its family name last.

    >>> turn_names("van der Ode, Ben J. and Berg, Anna"), turn_names("Plato")
    ('Ben J. van der Ode; Anna Berg', 'Plato')
    """
    names = (name.partition(",") for name in _BETWEEN.split(text) if name.strip())
    return "; ".join(" ".join(filter(None, [given.strip(), family.strip()])) for family, _, given in names)


def _text(cell: Cell) -> str:
    return " ".join(" ".join(part if isinstance(part, str) else part.label for part in cell).split())
