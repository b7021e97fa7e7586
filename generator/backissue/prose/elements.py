"""HTML that somebody wrote into Markdown: what stands in its elements and comments is none of the page's own text."""

from __future__ import annotations

import re

_ELEMENTS = (
    "address article aside blockquote center dd details dir div dl dt fieldset figcaption figure footer form header"
    " h1 h2 h3 h4 h5 h6 iframe main math menu nav ol p pre script section style table tbody td textarea tfoot th thead"
    " tr ul"
)
_TAG = re.compile(rf"<(?:(/?)(?:{'|'.join(_ELEMENTS.split())})\b[^>]*>|(!--))|(-->)", re.IGNORECASE)
_ELEMENT = re.compile(rf"^ {{0,3}}(?:{_TAG.pattern})", re.IGNORECASE | re.MULTILINE)


def depth_after(text: str, depth: int = 0) -> int:
    """In how many elements and comments what follows some lines stands, if they stand in ``depth`` themselves.

    >>> depth_after("<div><p>"), depth_after("a <div>"), depth_after("</p>", 2)
    (2, 0, 1)
    """
    if not depth and not _ELEMENT.search(text):
        return 0
    for found in _TAG.finditer(text):
        depth = max(depth - 1, 0) if found[1] or found[3] else depth + 1
    return depth
