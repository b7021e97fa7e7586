"""Columns whose names have the family name first, so that a comma stands within a name and not between two."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from backissue.sources.tables.columns import Cell, Column, Record, Role, is_plural

_NAME = r"""
    (?:(?:de|del|der|van|von|da|di|la|le|ter|ten|den|al)\ )* [^\W\d_][\w'\u2019-]*   # family name
    ,\ [^\W\d_][\w'\u2019.-]* (?:\ [\w'\u2019.-]+)?                               # given names
"""
_TURNED = re.compile(rf"{_NAME}(?: \s (?:and|&) \s {_NAME} )*", re.VERBOSE | re.IGNORECASE)
_BETWEEN = re.compile(r"\s(?:and|&)\s")


def find_turned(columns: Sequence[Column], roles: Sequence[Role | None], records: Sequence[Record]) -> frozenset[int]:
    """Return the columns of people all of whose cells with a comma are names of that form, and not all the same.

    One cell shows it below a heading for one person, such as ``Author``.
    """
    found = []
    for at in (at for at, role in enumerate(roles) if role is Role.PEOPLE):
        cells = {_text(record.cells[at]) for record in records if at in record.cells}
        marked = {text for text in cells if "," in text}
        least = 2 if is_plural(columns[at].name) else 1
        if len(marked) >= least and all(map(_TURNED.fullmatch, marked)) and not any(";" in text for text in cells):
            found.append(at)
    return frozenset(found)


def part_turned(cells: Mapping[int, Cell], turned: frozenset[int]) -> dict[int, Cell]:
    """Return the cells of a record with semicolons between and behind the names of these columns."""
    return {at: (f"{_BETWEEN.sub('; ', _text(cell))};",) if at in turned else cell for at, cell in cells.items()}


def _text(cell: Cell) -> str:
    return " ".join(" ".join(part if isinstance(part, str) else part.label for part in cell).split())
