"""From the bytes of a source to its lines, or to the reason why not."""

from __future__ import annotations

import codecs
from pathlib import Path

from generator.model import Problem

_TEXT_CONTROLS = {"\t", "\n", "\r", "\f", "\x1b", "\x85"}


def read_lines(path: Path, name: str) -> tuple[str, ...] | Problem:
    """The lines of the file at ``path`` without their line ends.

    Args:
        path: the file.
        name: how problems call it, ``content/sources/table.md``.

    Returns:
        The lines; or the problem where the file is missing, unreadable, empty, binary or not UTF-8.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Problem(name, 0, "missing", "put it there, or take it out of `sources` in content/archive.yml")
    except OSError as error:
        return Problem(name, 0, f"cannot be read ({error.strerror})", "make it a readable file")
    return decode_lines(data, name)


def decode_lines(data: bytes, name: str) -> tuple[str, ...] | Problem:
    """The lines of ``data``, which is UTF-8 with or without a byte order mark; line ends of all three kinds."""
    if b"\0" in data:
        offset = data.index(b"\0")
        return Problem(name, data.count(b"\n", 0, offset) + 1, f"binary (a zero byte at {offset})", "export it as text")
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Problem(name, line, f"not UTF-8 at byte {error.start}", "save it as UTF-8")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return Problem(name, 0, "empty", "fill it, or take it out of `sources` in content/archive.yml")
    return _checked(text.removesuffix("\n").split("\n"), name)


def _checked(lines: list[str], name: str) -> tuple[str, ...] | Problem:
    """Text has no control characters but those of layout; one elsewhere means that this is none."""
    for number, line in enumerate(lines, 1):
        if not line.isprintable():
            odd = next((char for char in line if ord(char) < 32 and char not in _TEXT_CONTROLS), None)
            if odd:
                return Problem(name, number, f"binary (the control character {ord(odd):#04x})", "export it as text")
    return tuple(lines)
