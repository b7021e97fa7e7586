"""Posts as rows of a table, as beehiiv, Wix, Webflow and others export them: a cell holds the text of a letter."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from backissue.sources.pieces import Glance, Piece, Shape, Sign, Source, Strength
from backissue.sources.posts.post_items import Posts
from backissue.sources.posts.post_texts import has_post_keys, is_post, is_titled
from backissue.sources.posts.posts_beside import is_table
from backissue.sources.privacy.standing import sent_keys, sent_standing
from backissue.sources.tables.delimited import Dialect, Row, find_defect, split_rows

_SEPARATORS = (",", ";", "\t")
_TRIED = 6
_FEWEST = 3


def _separator(lines: Sequence[str]) -> str:
    """Return what parts the cells of posts, whose first row names them; empty where rows are none."""
    for mark in _SEPARATORS:
        rows = split_rows(lines, Dialect(mark, exact=True))
        names = next(rows, Row(0, 0, None)).cells
        if not names or len(names) < _FEWEST or not is_titled(names):
            continue
        if has_post_keys(names) or any(is_post(_cells(names, row)) for row in islice(rows, _TRIED)):
            return mark
    return ""


def _cells(names: Sequence[str], row: Row) -> dict[str, Any]:
    """Return the cells of a row that hold something, a list in JSON as that."""
    pairs = zip(names, row.cells or (), strict=False)
    return {name.strip(): _listed(cell) for name, cell in pairs if name.strip() and cell.strip()}


def _listed(cell: str) -> object:
    if cell.startswith("[") and cell.endswith("]"):
        try:
            return json.loads(cell)
        except (ValueError, RecursionError):
            return cell
    return cell


def _has_table(glance: Glance) -> bool:
    first = next(filter(str.strip, glance.lines), "")
    return any(mark in first and is_table(first.replace('"', "").split(mark)) for mark in _SEPARATORS)


def _has_posts(glance: Glance) -> bool:
    return bool(_separator(glance.lines))


class TablePostsReader:
    """Letters as rows: title, text, day, authors and tags by the names that tools give their columns."""

    name = "poststable"
    signs = (
        Sign(Strength.CERTAIN, "the columns of an export's table of posts", _has_table, frozenset({Shape.TEXT})),
        Sign(Strength.CERTAIN, "rows with a title and the text of a post", _has_posts, frozenset({Shape.TEXT})),
    )

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield an item a row. One whose cells cannot be parted is a problem."""
        found = Posts(source)
        rows = split_rows(source.lines, Dialect(_separator(source.lines) or ",", exact=True))
        names = next(rows, Row(0, 0, None)).cells or ()
        posts: list[tuple[Row, dict[str, Any]]] = []
        for row in rows:
            if row.is_empty:
                continue
            if defect := find_defect(row, names):
                found.report(row.lines, *defect)
            else:
                posts.append((row, _cells(names, row)))
        sent = sent_keys(fields for _, fields in posts)
        for row, fields in posts:
            found.add(row.lines, fields, sent_standing(fields, sent))
        yield from found.tile()
