r"""What other pages and files take over of a page: its opening as Markdown, a description, how long it takes to read.

What is taken is the words. Links, headings, pictures, listings, tables, footnotes, HTML and attribute lists stay
behind, so that no item acts on another, whatever is in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from backissue.markup import MATH, escape_around, without_brackets
from backissue.prose.document import Block, Document

LONGEST = 2200
"""Bytes of HTML, about: a text up to this is taken as a whole. An abstract on arXiv has at most 1,920 characters."""
OPENING = 900
"""Bytes of HTML, about: how much is taken of a longer text."""
WORDS_A_MINUTE = 238
"""Silent reading of English non-fiction by adults: M. Brysbaert, "How many words do we read per minute? A review and
meta-analysis of reading rate", Journal of Memory and Language 109 (2019), doi:10.1016/j.jml.2019.104047."""
LONG = 3
"""Minutes from which on it is worth saying."""

_TAGS = 10
"""Bytes of HTML around a paragraph or point."""
_FORMULA, _WEIGHT = 150, 10
"""Bytes of MathML of any formula, about, and those that a character of its TeX becomes."""
_REST = 120
"""Bytes. No paragraph is cut to less."""
_TIME = re.compile(r"\s?\((?:\d+:)?\d{1,3}:\d\d\)(?=[\s:]|$)")
"""When something was said, as it stands above a paragraph or behind a speaker's name."""
_PIECE = re.compile(rf"{MATH}[^{MATH}]*{MATH}|[^\s{MATH}]{{1,24}}|\s+")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Markdown that is safe anywhere on a page, and whether it says all that the page says."""

    text: str
    is_whole: bool


def excerpt(document: Document, longest: int = LONGEST, opening: int = OPENING) -> Excerpt:
    r"""Return the running text of a page as Markdown that nothing can act in: all of it if it is short.

    Args:
        document: the page.
        longest: the bytes of HTML, about, up to which it is taken as a whole.
        opening: the bytes that are taken of a longer one.

    >>> from backissue.prose.parse import Renderer
    >>> excerpt(Renderer().document("# One\n\nTwo [three](x.md) at $x_1$.\n\n* four")).text
    'Two three at $x_1$.\n\n- four\n'
    """
    running = document.running
    texts = [block.text(_between_marks) for block in running]
    fits = sum(_TAGS + _size(text) for text in texts) <= longest
    kept = texts if fits else list(_opening(texts, opening))
    points = [_marker(block) for block in running]
    found = [f"{point}{_escaped(text)}" for point, text in zip(points, kept, strict=False)]
    return Excerpt(
        "".join(f"{text}\n{end}" for text, end in zip(found, _ends(points), strict=False)).strip("\n")
        + "\n" * bool(found),
        fits and all(block.is_running or block.is_heading for block in document.blocks),
    )


def description(document: Document, formula: Callable[[str], str], longest: int = 180, *, is_said: bool = False) -> str:
    """Return the opening of a page in one line of plain text of at most ``longest`` characters.

    ``formula`` gives the text of a formula's TeX. Of what ``is_said`` the times of its paragraphs are left out.
    """
    text = document.text(formula)
    return shorten(_TIME.sub("", text).strip() if is_said else text, longest)


def reading_minutes(document: Document) -> int:
    """Return the minutes that it takes to read a text of many words, and 0 for one that is short."""
    words = sum(any(map(str.isalnum, word)) for word in document.words())
    minutes = round(words / WORDS_A_MINUTE)
    return minutes if minutes >= LONG else 0


def shorten(text: str, longest: int = 180) -> str:
    """Return ``text`` cut at a word's end to at most ``longest`` characters, with an ellipsis where it was cut."""
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def _marker(block: Block) -> str:
    lists = [parent for parent in block.parents if parent in {"ul", "ol"}]
    return {"ul": "- ", "ol": "1. "}[lists[-1]] if lists else ""


def _ends(markers: Iterable[str]) -> Iterator[str]:
    """Yield a blank line behind each block that does not go on with a list."""
    before, *following = [*markers, ""]
    for after in following:
        yield "" if before and before == after else "\n"
        before = after


def _between_marks(tex: str) -> str:
    r"""Return TeX between two :data:`~backissue.markup.MATH`, or as it is where no delimiters can hold it."""
    line = " ".join(tex.split())
    if (len(line) - len(line.rstrip("\\"))) % 2:  # it was a blank that the last one made wide
        line = line[:-1].rstrip()
    return tex if not line or "`" in line or r"\)" in line else f"{MATH}{line}{MATH}"


def _escaped(marked: str) -> str:
    parts = marked.replace(MATH * 2, f"{MATH} {MATH}").split(MATH)
    return without_brackets(escape_around(MATH.join(parts[::2]), parts[1::2]))


def _opening(texts: Iterable[str], room: int) -> Iterator[str]:
    """Yield the first texts, of the last of which only a beginning is kept."""
    for text in texts:
        size = _TAGS + _size(text)
        if size > room:
            if room > _REST:
                yield _cut(text, room)
            return
        yield text
        room -= size


def _cut(marked: str, room: int) -> str:
    """Return as much of a text as there is room for, to the end of a word, with an ellipsis."""
    kept = list[str]()
    for piece in _PIECE.findall(marked):
        room -= _size(piece)
        if room < 0:
            break
        kept.append(piece)
    return "".join(kept).rstrip(" ,;:.") + "…"


def _size(marked: str) -> int:
    """Return the bytes of HTML that a text becomes, about."""
    parts = marked.split(MATH)
    return sum(len(text.encode()) for text in parts[::2]) + sum(_FORMULA + _WEIGHT * len(tex) for tex in parts[1::2])
