"""Where code stands in Markdown and HTML, which nothing may be changed in."""

from __future__ import annotations

import re
from collections.abc import Callable

CODE = (
    r"^ {0,3}(?P<fence>`{3,}+|~{3,}+)[^\n]*+\n.*?^ {0,3}(?P=fence)|(?<!`)(?P<ticks>`{1,3})[^`\n]+(?P=ticks)(?!`)"
    r"|<(?P<element>pre|code)\b[^<>]*>(?:(?!<(?P=element)\b).)*?</(?P=element)>"
)
"""Between fences, between backticks, and within elements; to be used with ``DOTALL`` and ``MULTILINE``."""
_CODE = re.compile(CODE, re.DOTALL | re.MULTILINE)


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """The text with each part of it changed that is no code.

    >>> outside_code("a `a` a", str.upper)
    'A `a` A'
    """
    kept, at = [], 0
    for found in _CODE.finditer(text):
        kept += [change(text[at : found.start()]), found[0]]
        at = found.end()
    return "".join([*kept, change(text[at:])])
