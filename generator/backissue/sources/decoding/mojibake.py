"""Text that another program read in the wrong encoding before it became a source: ``Ã©`` where ``é`` was written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_READINGS = ("cp1252", "latin-1", "cp1251", "mac_roman", "cp850")
"""In what UTF-8 is read by mistake."""
_SUSPECT = re.compile(r"[ÂÃÄÅâðРСГВ√\u201a├Ôƒ][^\x00-\x7f]+")
_PUNCTUATION = re.compile(r"[\u2010-\u2026\u2122\u20ac\ufffd]")
_LONGEST_SHOWN = 40


def find_mojibake(lines: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """Yield one problem, with the first line that it is on, where lines hold UTF-8 that was read as something else.

    Where that is so, the bytes of other characters are UTF-8 by themselves, which those that people write are not.
    """
    found = [
        (number, run[0], meant)
        for number, line in enumerate(lines, 1)
        if not line.isascii()
        for run in _SUSPECT.finditer(line)
        if (meant := restore(run[0]))
    ]
    if len(found) > 1 or any(_PUNCTUATION.search(meant) for _, _, meant in found):
        number, shown, meant = found[0]
        count = len({line for line, _, _ in found})
        lines_of = "" if count == 1 else f", and {count - 1} more {'lines have' if count > 2 else 'line has'} the like"
        what = f"`{shown[:_LONGEST_SHOWN]}` looks like `{meant[:_LONGEST_SHOWN]}` read in the wrong encoding{lines_of}"
        yield number, what, "export the source again, as UTF-8; its text was imported as it stands"


def restore(text: str) -> str:
    r"""Return what was written, where characters beyond ASCII are UTF-8 in a wrong encoding; else nothing.

    >>> restore("â€¦"), restore("Ã©"), restore("РџСЂРёРІРµС\u201a"), restore("Привет"), restore("É")
    ('…', 'é', 'Привет', '', '')
    """
    for encoding in _READINGS:
        try:
            meant = text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        if all(char.isalpha() or char.isprintable() for char in meant) and len(meant) < len(text):
            return meant
    return ""
