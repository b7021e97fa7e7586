"""Damage that is always the same, and what stood there."""

from __future__ import annotations

import re

_HERE = r"this https? URL"
_REPAIRS = (
    (re.compile(rf"\\url\{{({_HERE})\}}"), r"\1"),
    (re.compile(rf'"({_HERE})(?!")'), r"\1"),
    (re.compile(rf"(?<=[^\s\"'(\[])({_HERE})"), r" \1"),
    (re.compile(rf"({_HERE})(?=\w)"), r"\1 "),
)


def repair(text: str) -> str:
    r"""An abstract with the blanks back around arXiv's stand-in for an address.

    >>> repair(r"Code is atthis https URL. Seethis https URLfor data, \url{this https URL}, and \emph{x}.")
    'Code is at this https URL. See this https URL for data, this https URL, and \\emph{x}.'
    """
    for damage, written in _REPAIRS:
        text = damage.sub(written, text)
    return text
