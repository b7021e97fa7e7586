"""Pictures that may stand beside pages, by what their files begin with."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

PICTURES: dict[str, re.Pattern[bytes]] = {
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    ".jpg": re.compile(rb"\xff\xd8\xff"),
    ".jpeg": re.compile(rb"\xff\xd8\xff"),
    ".gif": re.compile(rb"GIF8[79]a"),
    ".webp": re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
    ".avif": re.compile(rb"\0.{3}ftyp(?:avif|avis|mif1)", re.DOTALL),
}
"""The ends of pictures' names, and what files of the kind begin with. SVG, which can hold script, is none."""


def is_picture(name: str, start: bytes) -> bool:
    r"""Return whether a file that begins with the bytes ``start`` is the picture that its name says.

    >>> is_picture("a.GIF", b"GIF89a\x01\x00"), is_picture("a.png", b"<svg onload=alert(1)>"), is_picture("a.svg", b"")
    (True, False, False)
    """
    known = PICTURES.get(PurePosixPath(name).suffix.lower())
    return bool(known and known.match(start))


def kind_of(start: bytes) -> str:
    r"""Return the end that the name of a picture has which begins with the bytes ``start``; empty where it is none.

    >>> kind_of(b"\xff\xd8\xff\xe0"), kind_of(b"<svg")
    ('.jpg', '')
    """
    return next((end for end, known in PICTURES.items() if known.match(start)), "")
