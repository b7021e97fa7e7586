"""Items as records of fields: what an export writes, and what comes in again as the same items.

A record is the front matter of a page, key by key, with the body under ``markdown``. That field is the mark by which
an export is told from any other table: what stands in it is Markdown already, and not text to be escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from backissue.fields import FieldReader
from backissue.frontmatter import KEYS, Fields, item_of, read_item, render, tidy_body, to_fields
from backissue.model import Item, Problem, SourceRef

MARKDOWN = "markdown"
FIELDS = (*KEYS, MARKDOWN)
"""The fields of a record in their order."""

_NO_TEXT = re.compile("[\0\ud800-\udfff]")
_MARKS = frozenset({"kind", "title", MARKDOWN})


def is_record(names: Iterable[str]) -> bool:
    """Whether fields of these names are those of a record."""
    return set(names) >= _MARKS


def to_record(item: Item) -> Fields:
    """The record of an item: its fields that say something, and its body even if it is empty."""
    return {**to_fields(item), MARKDOWN: item.body}


def read_record(record: Fields, file: str, source: SourceRef) -> tuple[Item | None, tuple[Problem, ...]]:
    """The item that a record was made of.

    Args:
        record: its fields; one that is empty is as good as none.
        file: what problems call the file that it stands in.
        source: where that is, which becomes the item's source in place of the one that the record names.

    Returns:
        The item, ``None`` where a needed field is missing or broken or no page could hold it, and every defect.
    """
    values = {key: value for key, value in record.items() if key != "source"}
    fields = FieldReader(values, lambda _: source.line, file)
    fields.only(FIELDS)
    body = values.get(MARKDOWN, "")
    item = replace(item_of(fields, tidy_body(body) if isinstance(body, str) else ""), source=source)
    if fields.fatal:
        return None, tuple(fields.problems)
    if not isinstance(body, str):
        return None, (*fields.problems, Problem(file, source.line, f"`{MARKDOWN}` is not a text", "write it as one"))
    if not _can_be_kept(item):
        what = f"the text of `{item.title[:80]}` is none that a page can hold"
        return None, (*fields.problems, Problem(file, source.line, what, "take the characters out that no text has"))
    return item, tuple(fields.problems)


def _can_be_kept(item: Item) -> bool:
    """Whether the item's page would be read as this item."""
    text = render(item)
    return not _NO_TEXT.search(text) and read_item(text, "")[0] == item
