"""From the bytes of a source to its lines, or to the reason why not."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from backissue.model import Problem

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_BEYOND_ASCII = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_NO_TEXT = frozenset({"Cc", "Cn", "Co", "Cs"})
_TEXT_CONTROLS = {"\t", "\n", "\r", "\f", "\x1b", "\x85"}


def read_lines(path: Path, name: str) -> tuple[str, ...] | Problem:
    """Return the lines of the file at ``path`` without their line ends, or why it has none.

    ``name`` is how problems call it, ``content/sources/table.md``. A file may be missing, unreadable, empty, binary or
    of no known encoding.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Problem(name, 0, "missing", "put it there, or remove it from `sources` in content/archive.yml")
    except OSError as error:
        return Problem(name, 0, f"cannot be read ({error.strerror})", "make it a readable file")
    return decode_lines(data, name)


def decode_lines(data: bytes, name: str) -> tuple[str, ...] | Problem:
    """Return the lines of ``data``, ended in any of the three ways, or why it is no text, as :func:`read_lines` does.

    Controls other than those of layout are in no text.
    """
    text = decode(data)
    if isinstance(text, Undecoded):
        return Problem(name, text.line, f"{text.what} at byte {text.offset}", "save it as UTF-8 text")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return Problem(name, 0, "empty", "fill it, or remove it from `sources` in content/archive.yml")
    lines = text.removesuffix("\n").split("\n")
    for number, line in enumerate(lines, 1):
        odd = () if line.isprintable() else [char for char in line if ord(char) < 32 and char not in _TEXT_CONTROLS]
        if odd:
            return Problem(name, number, f"binary (the control character {ord(odd[0]):#04x})", "export it as text")
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class Undecoded:
    """Why bytes are no text, and the first that is none: its place, and the 1-based line that it stands on."""

    what: str
    offset: int
    line: int


def decode(data: bytes) -> str | Undecoded:
    """Return text from UTF-8 or UTF-16, with or without a byte order mark, or from Windows-1252.

    Windows-1252, in which nearly all bytes mean something, counts only where nothing in the text is UTF-8 beyond ASCII:
    else the text is damaged UTF-8, and taking it for the other would turn every accent into two wrong characters.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding, "not UTF-16" if "16" in encoding else "not UTF-8")
    if b"\0" in data:
        return _unmarked(data)
    text = _strictly(data, "utf-8", "not UTF-8")
    if isinstance(text, Undecoded) and not _BEYOND_ASCII.search(data):
        return _strictly(data, "cp1252", "neither UTF-8 nor Windows-1252")
    return text


def _unmarked(data: bytes) -> str | Undecoded:
    """Return UTF-16 without a mark as text, where only one order of its bytes makes a text."""
    texts = [_strictly(data, encoding, "not UTF-16") for encoding in ("utf-16-le", "utf-16-be")]
    known = [text for text in texts if isinstance(text, str) and _is_text(text)]
    at = data.index(b"\0")
    return known[0] if len(known) == 1 else Undecoded("binary (a zero byte)", at, _line(data[:at].decode("latin-1")))


def _is_text(text: str) -> bool:
    """Return whether every character is one that texts have, and one of a hundred parts words or lines.

    In the wrong order of bytes a blank is another character, and a line feed is none.
    """
    odd = any(unicodedata.category(char) in _NO_TEXT and char not in _TEXT_CONTROLS for char in set(text))
    return not odd and 100 * sum(map(text.count, " \n\r\u3000\u3001\u3002")) >= len(text)


def _strictly(data: bytes, encoding: str, what: str) -> str | Undecoded:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        return Undecoded(what, error.start, _line(data[: error.start].decode(encoding)))


def _line(before: str) -> int:
    """Return the 1-based line that what follows ``before`` stands on."""
    return before.count("\n") + before.count("\r") - before.count("\r\n") + 1
