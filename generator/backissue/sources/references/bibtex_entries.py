"""The entries of a BibTeX file with their lines, and the values of their fields as TeX."""

from __future__ import annotations

import logging
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from bibtexparser.library import Library
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ImplicitComment,
    ParsingFailedBlock,
    String,
)
from bibtexparser.splitter import Splitter

from backissue.sources.references.tex_values import split_outside
from backissue.sources.tables.columns import Lines

# What it warns of stands in its blocks, and is reported with them.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Work(Lines):
    """An entry: its lines, and its fields as TeX by lower name.

    ``defect`` says why it could not be read, and ``twice`` names fields that it has more than once.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    defect: str = ""
    twice: tuple[str, ...] = ()


def read_entries(lines: Sequence[str]) -> Iterator[Work]:
    """Yield the entries of a file in their order, broken ones included; what defines or comments is left out."""
    text = "\n".join(lines)
    library = Splitter(text).split()
    strings = _strings(library)
    placed = list(_placed(text, library.blocks))
    ends = [*(line for _, line, _ in placed[1:]), len(lines) + 1]
    for (block, line, count), end in zip(placed, ends, strict=False):
        if work := _work(block, line, count, strings):
            # What is broken goes on to the next block: no one can tell where it ends.
            yield replace(work, count=max(count, end - line)) if work.defect else work


def _placed(text: str, blocks: Iterable[Block]) -> Iterator[tuple[Block, int, int]]:
    """Yield the blocks but for text between them, each with its first 1-based line and the number of its lines.

    They are looked for, since the library does not count line ends behind a backslash. What is taken for the rest of
    a broken block may be a block of its own too.
    """
    starts = list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
    begin, end = -1, 0
    for block in blocks:
        raw = (block.raw or "").rstrip()
        found = text.find(raw, end)
        begin = found if found >= 0 else max(text.find(raw, begin + 1), 0)
        end = begin + len(raw)
        if not isinstance(block, ImplicitComment):
            yield block, bisect(starts, begin), raw.count("\n") + 1


def _strings(library: Library) -> Mapping[str, str]:
    """Return the abbreviations that the file defines, which may use those before them."""
    known: dict[str, str] = {}
    for block in library.blocks:
        if isinstance(block, String):
            known[block.key.lower()] = resolve_value(block.value, known)
    return known


def _work(block: Block, line: int, count: int, strings: Mapping[str, str]) -> Work | None:
    twice: tuple[str, ...] = ()
    if isinstance(block, DuplicateFieldKeyBlock):
        twice = tuple(sorted(block.duplicate_keys))
    if isinstance(block, (DuplicateFieldKeyBlock, DuplicateBlockKeyBlock)) and block.ignore_error_block:
        block = block.ignore_error_block
    if isinstance(block, ParsingFailedBlock):
        return Work(line, count, defect=str(getattr(block.error, "abort_reason", block.error)).rstrip(" ."))
    if not isinstance(block, Entry):
        return None
    fields: dict[str, str] = {}
    for found in block.fields:
        fields.setdefault(found.key.lower(), resolve_value(str(found.value), strings))
    return Work(line, count, fields, twice=twice)


def resolve_value(written: str, strings: Mapping[str, str]) -> str:
    r"""Return a value as TeX: without the braces or quotes around it, abbreviations resolved, pieces joined by ``#``.

    >>> resolve_value('{A {B}}', {}), resolve_value('mar # "~22"', {"mar": "March"}), resolve_value("2023", {})
    ('A {B}', 'March~22', '2023')
    """
    pieces = [piece.strip() for piece in split_outside(written, "#", quotes=True)]
    return "".join(
        piece[1:].removesuffix("}" if piece[0] == "{" else '"')
        if piece.startswith(("{", '"'))
        else strings.get(piece.lower(), piece)
        for piece in pieces
    )
