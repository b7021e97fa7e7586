"""Pictures that may stand beside pages, by what their files begin with."""

from __future__ import annotations

from pathlib import PurePosixPath

PICTURES: dict[str, tuple[int, tuple[bytes, ...]]] = {
    ".png": (0, (b"\x89PNG\r\n\x1a\n",)),
    ".jpg": (0, (b"\xff\xd8\xff",)),
    ".jpeg": (0, (b"\xff\xd8\xff",)),
    ".gif": (0, (b"GIF87a", b"GIF89a")),
    ".webp": (8, (b"WEBP",)),
    ".avif": (4, (b"ftypavif", b"ftypavis", b"ftypmif1")),
}
"""The ends of pictures' names, and at which byte a file of the kind has one of which marks. SVG, which can hold script,
is none."""


def is_picture(name: str, start: bytes) -> bool:
    r"""Return whether a file that begins with the bytes ``start`` is the picture that its name says.

    >>> is_picture("a.GIF", b"GIF89a\x01\x00"), is_picture("a.png", b"<svg onload=alert(1)>"), is_picture("a.svg", b"")
    (True, False, False)
    """
    at, marks = PICTURES.get(PurePosixPath(name).suffix.lower(), (0, ()))
    return start[at:].startswith(marks) if marks else False


def kind_of(start: bytes) -> str:
    r"""Return the end that the name of a picture has which begins with the bytes ``start``; empty where it is none.

    >>> kind_of(b"\xff\xd8\xff\xe0"), kind_of(b"<svg")
    ('.jpg', '')
    """
    return next((end for end, (at, marks) in PICTURES.items() if start[at:].startswith(marks)), "")
