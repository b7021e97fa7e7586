"""Type on pictures: what the font can show of a text, and titles broken into lines of even length."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from PIL import ImageFont

from backissue.prose.excerpt import shorten

SIZES = (92, 80, 70, 61, 54, 46)
"""The heights of a title's type in pixels: the largest that has room is taken."""

LEADING = 1.17
"""The distance of two lines, as a multiple of the type's height."""

LONGEST = 200
"""Characters of a title beyond which six lines of the smallest type do not hold it."""

_FONT = files("font_source_serif_pro") / "files" / "SourceSerifPro-Semibold.ttf"
_SCALE = 100
"""The size at which words are measured. Other sizes follow from it, but for what hinting rounds."""
_MARGIN = 0.98
_NO_CHARACTER = "\uffff"


@dataclass(frozen=True, slots=True)
class Setting:
    """A title's lines, and the height of their type in pixels."""

    lines: tuple[str, ...]
    size: int


@lru_cache(16)
def font(size: int) -> ImageFont.FreeTypeFont:
    """Return Source Serif Semibold, ``size`` pixels high."""
    return ImageFont.truetype(str(_FONT), size)


def drawable(text: str) -> str:
    """Return what of ``text`` the font can show, in one line. A letter it lacks may be shown without its accent.

    >>> drawable("Grüße \N{GRINNING FACE} from \N{MATHEMATICAL BOLD CAPITAL R}")
    'Grüße from R'
    """
    return " ".join("".join(map(_shown, unicodedata.normalize("NFC", text))).split())


@lru_cache(4096)
def _shown(character: str) -> str:
    if not character.isprintable():
        return " " if character.isspace() else ""
    composed = unicodedata.normalize("NFKC", character)
    bare = "".join(part for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part))
    return next((form for form in (character, composed, bare) if form and all(map(_is_there, form))), "")


def _is_there(character: str) -> bool:
    """Return whether the font has a picture of a character: it draws all that it lacks as one and the same box."""
    return bytes(font(_SCALE).getmask(character)) != bytes(font(_SCALE).getmask(_NO_CHARACTER))


@lru_cache(1 << 15)
def _width(text: str) -> float:
    return font(_SCALE).getlength(text) / _SCALE


def set_title(title: str, width: int, height: int) -> Setting:
    """Split a title into lines for a field of that many pixels, in the largest type that has room.

    A title too long for the smallest is cut and ends in an ellipsis.
    """
    words = shorten(title, LONGEST).split()
    for size in SIZES:
        room, most = width * _MARGIN / size, int(height / (size * LEADING))
        lines = _lines(words, room)
        if len(lines) <= most and max(map(_width, words), default=0) <= room:
            return Setting(_even(words, room, len(lines)), size)
    return Setting(_cut(_lines(words, room), most, room), size)


def fit(text: str, width: int, size: int) -> str:
    """Return ``text`` cut to ``width`` pixels of type of that height, with an ellipsis where it was cut."""
    return _fit(text, width * _MARGIN / size)


def _lines(words: Sequence[str], room: float) -> tuple[str, ...]:
    """Return words in lines, each as full as it can be. A word wider than the room has a line of its own."""
    blank, lines, used = _width(" "), list[list[str]](), room
    for word in words:
        used += blank + _width(word)
        if used > room:
            lines.append([])
            used = _width(word)
        lines[-1].append(word)
    return tuple(map(" ".join, lines))


def _even(words: Sequence[str], room: float, number: int) -> tuple[str, ...]:
    """Return words in that many lines, in the narrowest room that takes no more of them."""
    low, high = max(map(_width, words), default=0.0), room
    for _ in range(8):
        middle = (low + high) / 2
        low, high = (low, middle) if len(_lines(words, middle)) <= number else (middle, high)
    return _lines(words, high)


def _cut(lines: Sequence[str], most: int, room: float) -> tuple[str, ...]:
    kept = list(lines[:most])
    if len(lines) > most:
        kept[-1] += " …"
    return tuple(_fit(line, room) for line in kept)


def _fit(text: str, room: float) -> str:
    if _width(text) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _width(text[:middle] + "…") <= room else (low, middle - 1)
    start, _, rest = text[:low].rpartition(" ")
    kept = start if len(rest) < low // 3 else text[:low]  # at the end of a word, unless that costs too much
    return kept.rstrip(" ,;:.…") + "…"
