"""Pages without the blanks that templates leave at the beginnings of their lines, a tenth of a page."""

from __future__ import annotations

from collections.abc import Iterator

KEPT = (b"pre", b"textarea")
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
        depth += sum(line.count(b"<" + name) - line.count(b"</" + name) for name in KEPT)
