"""What browsers load, made smaller: pages without the blanks of templates, and all styles in one file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_KEPT = re.compile(rb"(</?)(?:pre|textarea)")
"""Elements in which every blank counts (HTML, "Rendering", ``white-space``)."""


def squeeze(page: bytes) -> bytes:
    r"""Return a page without empty lines and without blanks before the others, but for those that readers see.

    A browser shows each run of blanks as one, and a run that had a line break in it still has one.

    >>> squeeze(b"<p>\n\n  a\n  b</p>\n<pre>\n  c\n\n</pre>")
    b'<p>\na\nb</p>\n<pre>\n  c\n\n</pre>'
    """
    return b"\n".join(_lines(page))


def _lines(page: bytes) -> Iterator[bytes]:
    depth = 0
    for line in page.split(b"\n"):
        bare = line if depth > 0 else line.lstrip(b" \t\r\f")
        if bare or depth > 0:
            yield bare
        if found := _KEPT.findall(line):
            depth += len(found) - 2 * found.count(b"</")


_OPENS, _CLOSES = b'@import "', b'";'


def with_imports(sheet: Path) -> bytes:
    """Return a style sheet with those in its place that it imports from its own folder, each in a line of its own."""
    return b"".join(
        (sheet.parent / line.strip()[len(_OPENS) : -len(_CLOSES)].decode()).read_bytes()
        if line.startswith(_OPENS) and line.rstrip().endswith(_CLOSES)
        else line
        for line in sheet.read_bytes().splitlines(keepends=True)
    )
