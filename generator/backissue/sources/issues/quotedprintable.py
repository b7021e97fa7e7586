"""Quoted-printable, in which mails travel and in which a body that was cut out of one still is (RFC 2045, 6.7)."""

from __future__ import annotations

import re

_BYTES = re.compile(r"(?:=[0-9A-Fa-f]{2})+")
_WORD = re.compile(r"\A[^\s<>]+")
_FEWEST = 3
"""Signs of equality that are written so; any coded page of HTML has as many, and hardly another text."""


def unquoted(text: str) -> str:
    r"""The text as it was before it was coded; all of it where it is not. It has as many lines as before.

    What a line break cuts in two comes on the first of its lines. Bytes that are no UTF-8 stay as they are written.

    >>> unquoted('<a id=3D"a" href=3D"b" title=3D"c=C3=A9">wo=\nrds</a> =E9')
    '<a id="a" href="b" title="cé">words\n</a> =E9'
    """
    if text.count("=3D") < _FEWEST:
        return text
    lines: list[str] = []
    cut = -1
    for line in text.split("\n"):
        rest = _WORD.sub("", line, count=1) if cut >= 0 else line
        word = line[: len(line) - len(rest)]
        if cut >= 0:
            lines[cut] += word.removesuffix("=") if not rest else word
            cut = cut if not rest and word.endswith("=") else -1
        if rest.endswith("="):
            cut = len(lines)
        lines.append(rest.removesuffix("="))
    return _BYTES.sub(_decoded, "\n".join(lines))


def _decoded(found: re.Match[str]) -> str:
    try:
        return bytes.fromhex(found[0].replace("=", "")).decode("utf-8").replace("\n", " ").replace("\r", " ")
    except UnicodeDecodeError:
        return found[0]
