"""BibTeX, as reference managers write it and as ``backissue export`` does."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from backissue.cells import unescape
from backissue.fields import BODY, Fields
from backissue.fieldtex import from_tex
from backissue.model import Item, Problem
from backissue.sources.pieces import Fate, Glance, Piece, Sign, Source, Strength, tile
from backissue.sources.references.blocks import Work, works
from backissue.sources.references.paper import paper_of
from backissue.sources.tables.exports import read_item, to_value
from backissue.sources.tables.rows import Found

EXPORTED = "backissue"
"""The field that holds an item as JSON, all but its body, which is the abstract."""

_NO_ENTRY = frozenset({"comment", "preamble"})


def has_entry(glance: Glance) -> bool:
    """Return whether the first line that is no comment begins a block, ``@article{key,``, and an entry is near."""
    head = [line for line in glance.head if line.strip() and not line.lstrip().startswith("%")]
    return bool(head) and _type_of(head[0]) != "" and any(_type_of(line) not in {"", *_NO_ENTRY} for line in head)


def is_exported(glance: Glance) -> bool:
    """Return whether one of the entries is as an export writes it."""
    return has_entry(glance) and glance.count(_is_export_field) > 0


def _type_of(line: str) -> str:
    """Return the type of the block that a line begins, ``article``; empty if it begins none."""
    start, brace, _ = line.replace("(", "{", 1).partition("{")
    name = start.strip().removeprefix("@").strip()
    return name.lower() if brace and start.lstrip().startswith("@") and name.isascii() and name.isalpha() else ""


def _is_export_field(line: str) -> bool:
    return line.lstrip().startswith(f"{EXPORTED} =")


class BibtexReader:
    """A paper an entry, or the very item that an export made an entry of."""

    name = "bibtex"
    signs = (
        Sign(
            Strength.CERTAIN,
            "an entry of BibTeX in its first lines; the abstracts of an export are taken as the Markdown that they are",
            is_exported,
        ),
        Sign(Strength.CERTAIN, "an entry of BibTeX in its first lines", has_entry),
    )

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield an item an entry. One that is broken or has no title is a problem; comments are boilerplate."""
        found = Found()
        for work in works(source.lines):
            found.add(range(work.line, work.line + work.count), *_read_entry(source, work))
        return tile(source, found.fates, rest=Fate.BOILERPLATE, items=found.items, problems=found.problems)


def _read_entry(source: Source, work: Work) -> tuple[Item | None, Sequence[Problem]]:
    if work.defect:
        remedy = "close every brace and quote of the entry, and put a comma between its fields"
        return None, [source.problem(work.line, work.defect, remedy)]
    record = _record(work.fields)
    if record is not None:
        abstract = unescape(from_tex(work.fields.get("abstract", "")))
        return read_item(source, work.line, record | {BODY.key: abstract})
    item, defects = paper_of(source, work)
    remedy = "remove one; the first was taken"
    twice = (source.problem(work.line, f"the field `{name}` twice", remedy) for name in work.twice)
    damaged = [_damaged(source, work)] if EXPORTED in work.fields else []
    return item, [*defects, *twice, *damaged]


def _record(fields: Mapping[str, str]) -> Fields | None:
    """What an export put into an entry, if it did and nobody has damaged it since."""
    try:
        found = json.loads(fields.get(EXPORTED, ""))
    except (ValueError, RecursionError):
        return None
    return {key: to_value(value) for key, value in found.items()} if isinstance(found, dict) else None


def _damaged(source: Source, work: Work) -> Problem:
    what = f"the field `{EXPORTED}` is not as an export writes it"
    return source.problem(work.line, what, "export the item anew; it was read by its other fields")
