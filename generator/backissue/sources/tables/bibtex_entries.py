"""The entries of a BibTeX file with their lines, and their values as text: TeX, names, keywords and days."""

from __future__ import annotations

import logging
import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import accumulate, groupby
from string import digits

from bibtexparser.library import Library
from bibtexparser.middlewares import LatexDecodingMiddleware
from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names
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

from backissue.dates import day_from, month_number, parse_day
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
    strings: dict[str, str] = {}  # the abbreviations that the file defines, which may use those before them
    for block in library.blocks:
        if isinstance(block, String):
            strings[block.key.lower()] = resolve_value(block.value, strings)
    placed = list(_placed(text, library.blocks))
    ends = [*(line for _, line, _ in placed[1:]), len(lines) + 1]
    for (block, line, count), end in zip(placed, ends, strict=False):
        if work := _work(block, line, count, strings):
            # What is broken goes on to the next block: nobody can say where it ends.
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


_DIGITS = str.maketrans("123456789", "000000000")
_DECODER = LatexDecodingMiddleware(keep_math_mode=True)
_COMMANDS = ("\\", "{", "}", "~", "--", "``", "''")
# In a file of references these are only themselves, and programs write them bare.
_BARE = re.compile(
    r"""
    \\text(braceleft|braceright|less|greater|bar|underscore|asciicircum) (?: \{\} | [ \t]+ | (?![A-Za-z]) )
    | \\. | \$[^$]*\$  # commands and formulas stay
    | ([%&\#_])
    """,
    re.VERBOSE,
)
_PART = re.compile(r"[12]\d{3}(?:-(?:0[1-9]|1[0-2]))?(?![\w-])", re.ASCII)
# What the library does not know by name, and would leave out or take for an accent.
_NAMED = {
    "braceleft": r"\{",
    "braceright": r"\}",
    "less": "<",
    "greater": ">",
    "bar": "|",
    "underscore": r"\_",
    "asciicircum": "^",
}


def decode_tex(tex: str) -> str:
    r"""Return TeX as text, line ends as they are.

    >>> decode_tex(r"{The {M}{\"u}ller-G\'odel $x_1$ of 5\% \& 6%, AT&T}")
    'The Müller-Gódel $x_1$ of 5% & 6%, AT&T'
    >>> decode_tex(r"p {\textless} 0.05 {\textbar} O(n{\textasciicircum}2)")
    'p < 0.05 | O(n^2)'
    """
    if not any(mark in tex for mark in _COMMANDS):
        return tex

    def escape(found: re.Match[str]) -> str:
        return _NAMED[found[1]] if found[1] else f"\\{found[0]}" if found[2] else found[0]

    # A string for a while, since that is what the library decodes.
    decoded = _DECODER.transform_string(String("", _BARE.sub(escape, tex)), Library())
    return str(decoded.value) if isinstance(decoded, String) else tex


def decode_line(tex: str) -> str:
    """Return TeX as one line of text."""
    return " ".join(decode_tex(tex).split())


def split_names(tex: str) -> Iterator[str]:
    r"""Yield the names in a field of authors, given name first; one in braces is that of a body and stays as it is.

    >>> list(split_names(r"Lovelace, Ada and Kurt G{\"o}del and {Barnes and Noble} and others"))
    ['Ada Lovelace', 'Kurt Gödel', 'Barnes and Noble']
    """
    for name in split_multiple_persons_names(" ".join(tex.split())):
        if name.startswith("{") and name.endswith("}"):
            yield decode_line(name)
        elif name and name != "others":
            yield decode_line(parse_single_name_into_parts(name, strict=False).merge_first_name_first)


def split_outside(tex: str, separators: str, *, quotes: bool = False) -> list[str]:
    r"""Return the parts of TeX between ``separators`` that stand in no braces and, if ``quotes``, in no quotes.

    >>> split_outside(r'"a # b" # {c # d} # e', "#", quotes=True)
    ['"a # b" ', ' {c # d} ', ' e']
    """
    parts, start, depth, quoted = [], 0, 0, False
    for at, char in enumerate(tex):
        if tex.startswith("\\", at - 1) and at:
            continue
        depth += {"{": 1, "}": -1}.get(char, 0)
        if char == '"' and quotes and depth <= 0:
            quoted = not quoted
        elif char in separators and depth <= 0 and not quoted:
            parts.append(tex[start:at])
            start = at + 1
    return [*parts, tex[start:]]


def read_date(fields: Mapping[str, str]) -> date | None:
    """Return the day that ``date``, or ``year``, ``month`` and ``day`` name together; ``None`` where it is not known.

    >>> read_date({"date": "2023-03-20/2023-03-22"}), read_date({"year": "2023", "month": "mar~20"})
    (datetime.date(2023, 3, 20), datetime.date(2023, 3, 20))
    >>> read_date({"year": "2023", "month": "3", "day": "7"}), read_date({"year": "2023", "month": "mar"})
    (datetime.date(2023, 3, 7), None)
    """
    if day := parse_day(fields.get("date", "").strip()[:10]):
        return day
    month, rest = _month(fields)
    number = next(filter(str.isdecimal, [*_words(fields.get("day", "")), *rest]), "")
    year = fields.get("year", "").strip()
    return day_from(year, month, number) if number and len(year) == 4 else None


def read_month(fields: Mapping[str, str]) -> str:
    """Return the year, or the year and month, of an entry that says no more; empty if it says none.

    >>> read_month({"year": "2017"}), read_month({"year": "2017", "month": "aug"}), read_month({"date": "2017-08"})
    ('2017', '2017-08', '2017-08')
    """
    month, year = _month(fields)[0], fields.get("year", "").strip()
    text = fields.get("date", "").strip() or (f"{year}-{month:02}" if 1 <= month <= 12 else year)
    found = _PART.match(text)
    return found[0] if found else ""


def names_day(fields: Mapping[str, str]) -> bool:
    """Return whether an entry names a day, be there one or not.

    >>> names_day({"date": "2023-02-30"}), names_day({"year": "2023", "month": "2"})
    (True, False)
    """
    form = fields.get("date", "").strip()[:10].translate(_DIGITS)
    return bool(fields.get("day", "").strip()) or form == "0000-00-00"


def _month(fields: Mapping[str, str]) -> tuple[int, list[str]]:
    """Return the number of the month, 0 for none, and what else its field says."""
    tokens = _words(fields.get("month", ""))
    name = next(filter(str.isalpha, tokens), "")
    if name or not tokens:
        return month_number(name), tokens
    return int(tokens[0]), tokens[1:]


def _words(text: str) -> list[str]:
    """Return the words of a text and its numbers of one or two digits, without what stands between them."""
    runs = ("".join(run) for _, run in groupby(text.casefold(), lambda char: (char.isalpha(), char in digits)))
    return [run for run in runs if run.isalpha() or (run[0] in digits and len(run) <= 2)]
