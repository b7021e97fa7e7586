"""BibTeX, as reference managers write it and as ``backissue export`` does."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from backissue.cells import unescape
from backissue.fields import BODY, Fields
from backissue.fieldtex import from_tex
from backissue.model import Problem
from backissue.sources.references.blocks import Work, works
from backissue.sources.references.paper import paper_of
from backissue.sources.source import Reading, Recognition, Source, Strength
from backissue.sources.tables.export import to_value
from backissue.sources.tables.outcomes import Outcome, broken, gather, recorded

EXPORTED = "backissue"
"""The field that holds an item as JSON, all but its body, which is the abstract."""

_BLOCK = re.compile(r"\s*@\s*[A-Za-z]+\s*[{(]")
_ENTRY = re.compile(
    r"^\s*@\s*(?!comment\b|preamble\b)[A-Za-z]+\s*[{(]\s*[^\s,{}()=]*\s*[,=]", re.IGNORECASE | re.MULTILINE
)
_TRIED = 200


class BibtexReader:
    """A paper an entry, or the very item that an export made an entry of."""

    name = "bibtex"

    def recognise(self, source: Source) -> Recognition | None:
        """Whether the first line that is no comment begins a block, ``@article{key,``, and an entry is near."""
        first = next((line for line in source.lines if line.strip() and not line.lstrip().startswith("%")), "")
        if not _BLOCK.match(first) or not _ENTRY.search("\n".join(source.lines[:_TRIED])):
            return None
        exported = any(line.lstrip().startswith(f"{EXPORTED} =") for line in source.lines)
        markdown = "; the abstracts of an export are taken as the Markdown that they are" if exported else ""
        return Recognition(Strength.CERTAIN, f"an entry of BibTeX in its first lines{markdown}")

    def read(self, source: Source) -> Reading:
        """An item an entry. One that is broken or has no title is a problem; comments and the like are boilerplate."""
        return gather(source, (_outcome(source, work) for work in works(source.lines)))


def _outcome(source: Source, work: Work) -> Outcome:
    if work.defect:
        remedy = "close every brace and quote of the entry, and put a comma between its fields"
        return broken(source, work.line, work.count, work.defect, remedy)
    record = _record(work.fields)
    if record is not None:
        return recorded(
            source, work.line, work.count, record | {BODY.key: unescape(from_tex(work.fields.get("abstract", "")))}
        )
    item, defects = paper_of(source, work)
    twice = (
        source.problem(work.line, f"the field `{name}` twice", "remove one; the first was taken") for name in work.twice
    )
    damaged = [_damaged(source, work)] if EXPORTED in work.fields else []
    return Outcome(work.line, work.count, item, (*defects, *twice, *damaged))


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
