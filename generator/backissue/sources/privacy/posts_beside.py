"""What an export's table says of the texts beside it, as Substack's ``posts.csv`` does of ``posts/101.first.html``."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from backissue.sources.pieces import Fate, Reading, Source
from backissue.sources.privacy.standing import KeptBack, Standing, read_standing

_TABLE, _KEY = "posts.csv", "post_id"


@lru_cache(maxsize=8)
def _rows(table: Path, _changed: int) -> Mapping[str, Mapping[str, str]]:
    """Return the rows of a table by the names of their posts; none of one that is broken."""
    text = table.read_bytes().decode("utf-8-sig", "replace").split("\n")
    try:
        rows = list(csv.DictReader(text))
    except csv.Error:
        return {}
    return {row[_KEY]: {key: value or "" for key, value in row.items() if key} for row in rows if row.get(_KEY)}


def standing_beside(path: Path, today: date) -> Standing:
    """Return what the table above the folder of a post's text says of its readers; that it is public where none is."""
    table = path.parent.parent / _TABLE
    if path.parent.name != "posts" or table.is_symlink() or not table.is_file():
        return Standing()
    rows = _rows(table, table.stat().st_mtime_ns)
    row = rows.get(path.stem) or rows.get(path.stem.partition(".")[0])
    return read_standing(row.items(), today) if row else Standing()


def keep_back(source: Source, reading: Reading, path: Path) -> Reading:
    """Return a reading whose items stand as the table of posts beside their file says; what is no post is none."""
    standing = standing_beside(path, source.today)
    if not (standing.access or standing.publish or standing.no_post) or not reading.items:
        return reading
    kept_back = KeptBack(source)
    for item in reading.items:
        kept_back.add(item.source.line if item.source else 1, item.title, standing)
    problems = (*reading.problems, *kept_back.hints())
    if not standing.no_post:
        paid = source.facts.publish_paid
        items = tuple(standing.applied(item, publish_paid=paid) for item in reading.items)
        return replace(reading, items=items, problems=problems)
    account = {fate: reading.account.get(fate, 0) for fate in Fate}
    account |= {Fate.ITEM: 0, Fate.BOILERPLATE: account[Fate.BOILERPLATE] + account[Fate.ITEM]}
    return Reading((), account, problems)
