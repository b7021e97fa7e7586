r"""An item's text taken over into a page of many items: new Markdown of plain paragraphs, points and formulas.

What is taken is the words. Links, notes, headings, pictures, listings, tables, HTML and attribute lists stay behind, so
that no item acts on another, whatever is in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from backissue.markup import MATH, escape_around, without_brackets
from backissue.prose.richtext import Block, blocks
from backissue.prose.words import words

LONGEST = 2200
"""Bytes of HTML, about: a text up to this is taken as a whole. An abstract on arXiv has at most 1,920 characters."""

OPENING = 900
"""Bytes of HTML, about: how much is taken of a longer text."""

_READ = 20_000
"""Characters of a body that are looked at, so that what lies behind costs nothing."""
_TAGS = 10
"""Bytes of HTML around a paragraph or point."""
_FORMULA, _WEIGHT = 150, 10
"""Bytes of MathML of any formula, about, and those that a character of its TeX becomes."""
_REST = 120
"""Bytes. No paragraph is cut to less."""

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_PIECE = re.compile(rf"{MATH}[^{MATH}]*{MATH}|[^\s{MATH}]{{1,24}}|\s+")


@dataclass(frozen=True, slots=True)
class Digest:
    """Markdown that is safe anywhere on a page, and whether it says all that the body says."""

    text: str
    is_whole: bool


def digest(body: str) -> Digest:
    r"""The words of an item's Markdown as Markdown that nothing can act in: all of them if they are few.

    >>> digest("# One\n\nTwo [three](x.md) at $x_1$.\n\n* four").text
    'Two three at $x_1$.\n\n- four\n'
    """
    found = list(blocks(_COMMENT.sub("", body[:_READ]), words))
    taken = [block for block in found if _is_prose(block)]
    fits = len(body) <= _READ and sum(_TAGS + _size(text) for block in taken for text in block.texts) <= LONGEST
    text = "\n".join(map(_markdown, taken if fits else _opening(taken)))
    return Digest(text, fits and all(_is_prose(block) or block.tag == "h3" for block in found))


def _is_prose(block: Block) -> bool:
    return block.tag in {"p", "ul", "ol", "blockquote"} and not block.texts[0].startswith("|")


def _markdown(block: Block) -> str:
    marker = {"ul": "- ", "ol": "1. "}.get(block.tag, "")
    return "".join(f"{marker}{_escaped(text)}\n" for text in block.texts)


def _escaped(marked: str) -> str:
    parts = marked.replace(MATH * 2, f"{MATH} {MATH}").split(MATH)
    return without_brackets(escape_around(MATH.join(parts[::2]), parts[1::2]))


def _opening(found: Iterable[Block]) -> Iterator[Block]:
    """The first blocks, of the last of which only a beginning is kept."""
    room = OPENING
    for block in found:
        kept = []
        for text in block.texts:
            size = _TAGS + _size(text)
            if size > room:
                kept += [_cut(text, room)] if room > _REST else []
                room = 0
                break
            kept.append(text)
            room -= size
        if kept:
            yield replace(block, texts=tuple(kept))
        if not room:
            return


def _cut(marked: str, room: int) -> str:
    """As much of a text as there is room for, to the end of a word, with an ellipsis."""
    kept = list[str]()
    for piece in _PIECE.findall(marked):
        room -= _size(piece)
        if room < 0:
            break
        kept.append(piece)
    return "".join(kept).rstrip(" ,;:.") + "…"


def _size(marked: str) -> int:
    """The bytes of HTML that a text becomes, about."""
    parts = marked.split(MATH)
    return sum(len(text.encode()) for text in parts[::2]) + sum(_FORMULA + _WEIGHT * len(tex) for tex in parts[1::2])
