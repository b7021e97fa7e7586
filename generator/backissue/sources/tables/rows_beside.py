"""The rows of tables beside a file; those that its own belong to: ``items.csv`` has an ``issue_id`` of ``issues.csv``.

Who may read a row of the one, and from when it is, is what the row of the other says, as in Revue's export of letters
and of the links in them.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from backissue.dates import read_when
from backissue.sources.heads.head_keys import KEYS, meant
from backissue.sources.pieces import Source
from backissue.sources.privacy.standing import Standing, read_standing, sent_keys, sent_standing

_HEAD = 40
"""Lines in which the names of columns or keys are looked for."""
_FOREIGN = re.compile(r"(?<![^\W_])(?P<one>[^\W\d_]{3,20})_?[iI][dD](?![^\W_])")
_TABLES = (".csv", ".json")


@lru_cache(maxsize=8)
def rows_of(table: Path, _changed: int) -> tuple[Mapping[str, Any], ...]:
    """Return the rows of a table with the cells that are filled; none of one that is broken or holds other things."""
    text = table.read_bytes().decode("utf-8-sig", "replace")
    try:
        found = json.loads(text) if table.suffix == ".json" else list(csv.DictReader(text.split("\n")))
    except (csv.Error, ValueError, RecursionError):
        return ()
    rows = [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []
    return tuple({str(key): value for key, value in row.items() if key and value} for row in rows)


class Parent(NamedTuple):
    """What a row says of those that belong to it: who may read them, and the last day of their week."""

    standing: Standing = Standing()
    week: date | None = None


def parents_beside(lines: Sequence[str], path: Path) -> dict[str, Sequence[Mapping[str, object]]]:
    """Return the rows of tables beside one, at ``path``, by the names of its columns that name their ``id``.

    >>> parents_beside(["issue_id,title"], Path("nowhere/items.csv"))
    {}
    """
    if path.suffix.lower() not in _TABLES:
        return {}
    found: dict[str, Sequence[Mapping[str, object]]] = {}
    for match in (match for line in lines[:_HEAD] for match in _FOREIGN.finditer(line)):
        tables = [path.with_name(f"{match['one'].lower()}s{suffix}") for suffix in _TABLES]
        table = next((table for table in tables if table.is_file() and not table.is_symlink()), path)
        if table != path and (rows := rows_of(table, table.stat().st_mtime_ns)):
            found.setdefault(match.group(), rows)
    return found


def read_parents(source: Source) -> Mapping[str, Mapping[str, Parent]]:
    """Return what the rows beside a source say of its own, by the column that names them and by their ``id``."""
    return {column: dict(_read(source, rows)) for column, rows in source.parents.items()}


def _read(source: Source, rows: Sequence[Mapping[str, object]]) -> Iterator[tuple[str, Parent]]:
    sent = sent_keys(rows)
    for row in rows:
        if name := next((str(value) for key, value in row.items() if key.casefold() == "id"), ""):
            said = read_standing(((key, str(value)) for key, value in row.items()), source.today)
            days = (str(value) for key, value in row.items() if meant(key) in KEYS["day"])
            when = next(filter(None, (read_when(day, None, source.facts.year, source.week_ends) for day in days)), None)
            yield name, Parent(said.stricter(sent_standing(row, sent)), when.week if when else None)
