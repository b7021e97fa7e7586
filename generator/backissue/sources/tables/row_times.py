"""When the rows of a table are of: cells that group them, numbers that spreadsheets make of days, and undated rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import pairwise

from backissue.dates import is_coarse, read_when, readings
from backissue.model import Problem
from backissue.sources.pieces import Source
from backissue.sources.tables.columns import Cell, Record, Role

TIMES = frozenset({Role.WEEK, Role.DATE})
DITTO = frozenset({'"', "''", "\u3003", "\u2033", "\u201d", "ditto", "do.", "id.", "\u2191"})
_LONGEST = 80


class Cause(StrEnum):
    """Why a row is undated."""

    EMPTY = "empty"
    COARSE = "coarse"
    AMBIGUOUS = "ambiguous"
    UNREADABLE = "unreadable"


def fill_down(records: Sequence[Record], roles: Sequence[Role | None]) -> list[Record]:
    """Return the records with the weeks and days of the rows above them, where a table says each once for a group.

    That is the column of the weeks or, where it stands first, of the days, whose first cell is filled, a quarter of
    whose cells are empty and none of whose filled cells says the same as the next. A cell with a mark that stands for
    the one above is filled in any column.
    """
    filled = list(records)
    for column in (at for at, role in enumerate(roles) if role in TIMES):
        may_group = roles[column] is Role.WEEK or (Role.WEEK not in roles and not column)
        groups = may_group and _is_grouped([record.cells.get(column) for record in records])
        above: Cell | None = None
        for at, record in enumerate(filled):
            cell = record.cells.get(column)
            is_ditto = cell is not None and len(cell) == 1 and cell[0] in DITTO
            if above and (is_ditto or (cell is None and groups)):
                filled[at] = replace(record, cells={**record.cells, column: above})
            else:
                above = cell if cell and read_when(" ".join(map(str, cell))) else None
    return filled


def _is_grouped(cells: Sequence[Cell | None]) -> bool:
    filled = [cell for cell in cells if cell]
    empty = len(cells) - len(filled)
    is_begun = bool(cells and cells[0])
    return is_begun and 4 * empty >= len(cells) and all(one != two for one, two in pairwise(filled))


def find_cause(text: str) -> Cause:
    """Return why a text names no week.

    >>> [find_cause(text).value for text in ("", "May 2023", "03/04/2023", "soon")]
    ['empty', 'coarse', 'ambiguous', 'unreadable']
    """
    if not text:
        return Cause.EMPTY
    if readings(text):
        return Cause.AMBIGUOUS
    return Cause.COARSE if is_coarse(text) else Cause.UNREADABLE


def report_undated(source: Source, undated: Iterable[tuple[int, str]]) -> Iterator[Problem]:
    """Yield what to say of the rows that come in undated, by line and text, once for each cause.

    A month or a year is as exact as the source is, so that nothing is wrong.
    """
    rows: Mapping[Cause, list[tuple[int, str]]] = defaultdict(list)
    for line, text in undated:
        rows[find_cause(text)].append((line, text))
    for cause, found in rows.items():
        line, text = found[0]
        more = f", and in {len(found) - 1} more rows" if len(found) > 1 else ""
        shown = f"`{text if len(text) <= _LONGEST else f'{text[:_LONGEST]} …'}`"
        days = " or ".join(map(str, sorted(set(readings(text).values()))))
        what, remedy = {
            Cause.EMPTY: ("the week is empty", "write the week as a day, such as 2023-03-26"),
            Cause.COARSE: (f"{shown} names no week", "write a day such as 2023-03-26 if it is known"),
            Cause.AMBIGUOUS: (f"{shown} could be two days", f"write it as {days}"),
            Cause.UNREADABLE: (f"{shown} is not a date", "write the week as a day, such as 2023-03-26"),
        }[cause]
        report = source.hint if cause is Cause.COARSE else source.problem
        yield report(line, f"{what}{more}; imported undated", remedy)
