"""The blocks of a BibTeX file with their lines, and the values of their fields as TeX."""

from __future__ import annotations

import logging
import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

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

from backissue.dates import MONTHS

# What it warns of stands in its blocks, and is reported with them.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())

_MONTHS = {month[:3].lower(): month[:3].lower() for month in MONTHS}
_PIECE = re.compile(r"\s*(?:#\s*)?(?:\"|\{|([^\s\"{}#,]+))")
_BRACE = re.compile(r"(?<!\\)[{}]")
_QUOTE = re.compile(r'(?<!\\)[{}]|"')


@dataclass(frozen=True, slots=True)
class Work:
    """An entry: its first 1-based line and the number of its lines, its type, and its fields as TeX by lower name.

    ``defect`` says why it could not be read, and ``twice`` names fields that it has more than once.
    """

    line: int
    count: int
    type: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    defect: str = ""
    twice: tuple[str, ...] = ()


def works(lines: Sequence[str]) -> Iterator[Work]:
    """The entries of a file in their order, those that are broken included; what defines or comments is left out."""
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
    """The blocks but for text between them, each with its first 1-based line and the number of its lines.

    They are looked for, since the library does not count line ends behind a backslash. What is taken for the rest of
    a broken block may be a block of its own too.
    """
    breaks = [found.start() for found in re.finditer("\n", text)]
    begin, end = -1, 0
    for block in blocks:
        raw = (block.raw or "").rstrip()
        found = text.find(raw, end)
        begin = found if found >= 0 else max(text.find(raw, begin + 1), 0)
        end = begin + len(raw)
        if not isinstance(block, ImplicitComment):
            yield block, bisect(breaks, begin) + 1, raw.count("\n") + 1


def _strings(library: Library) -> Mapping[str, str]:
    """The abbreviations that the file defines, each of which may use those before it, and those of the months."""
    known = dict(_MONTHS)
    for block in library.blocks:
        if isinstance(block, String):
            known[block.key.lower()] = value_of(block.value, known)
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
        fields.setdefault(found.key.lower(), value_of(str(found.value), strings))
    return Work(line, count, block.entry_type.lower(), fields, twice=twice)


def value_of(written: str, strings: Mapping[str, str]) -> str:
    r"""A value as TeX: without the braces or quotes around it, abbreviations resolved, pieces joined by ``#``.

    >>> value_of('{A {B}}', {}), value_of('mar # "~22"', {"mar": "March"}), value_of("2023", {})
    ('A {B}', 'March~22', '2023')
    """
    pieces, at = [], 0
    while found := _PIECE.match(written, at):
        if found[1]:
            pieces.append(strings.get(found[1].lower(), found[1]))
            at = found.end()
        else:
            end = _end(written, found.end(), written[found.end() - 1])
            pieces.append(written[found.end() : end])
            at = end + 1
    return "".join(pieces)


def _end(written: str, at: int, opener: str) -> int:
    """Where a piece ends that begins behind its brace or quote."""
    depth = 0
    for mark in (_QUOTE if opener == '"' else _BRACE).finditer(written, at):
        if depth == 0 and mark[0] != "{" and mark[0] == ('"' if opener == '"' else "}"):
            return mark.start()
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
    return len(written)
