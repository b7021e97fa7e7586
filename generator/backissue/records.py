"""Items as records of fields: what an export writes, and what comes in again as the same items.

A record is the front matter of a page, key by key, with the body under ``markdown``. That field is the mark by which
an export is told from any other table: what stands in it is Markdown already, and not text to be escaped.
"""

from __future__ import annotations

from backissue.fields import BODY, FIELDS, Fields, read, to_fields
from backissue.frontmatter import read_item, render
from backissue.model import Item, Problem, SourceRef

RECORD = (*FIELDS, BODY)
RECORD_KEYS = tuple(field.key for field in RECORD)
"""The keys of a record in their order."""


def to_record(item: Item) -> Fields:
    """Return the record of an item: its fields that say something, and its body even if it is empty."""
    return {**to_fields(item), BODY.key: item.body}


def read_record(record: Fields, file: str, source: SourceRef) -> tuple[Item | None, tuple[Problem, ...]]:
    """Read the item that a record was made of; an empty field is as good as none.

    ``source`` is where the record stands, in what problems call ``file``; it becomes the item's source. The item is
    ``None`` where a needed field is missing or broken or no page could hold it; every defect is reported.
    """
    values = {key: value for key, value in record.items() if key != "source"}
    found = read(RECORD, values, file, lambda _: source.line)
    if not found.is_usable:
        return None, found.problems
    fields = found.values | {"source": source}
    item = Item(body=fields.pop(BODY.key), **fields)
    if not _can_be_kept(item):
        what = f"the text of `{item.title[:80]}` cannot be kept in a page"
        return None, (
            *found.problems,
            Problem(file, source.line, what, "remove the characters that text cannot contain"),
        )
    return item, found.problems


def _can_be_kept(item: Item) -> bool:
    """Return whether the item's page would be read as this item."""
    text = render(item)
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return b"\0" not in data and read_item(text, "")[0] == item
