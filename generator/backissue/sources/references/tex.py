r"""TeX as text: accents, dashes, quotes and braces are resolved, mathematics stays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bibtexparser.library import Library
from bibtexparser.middlewares import LatexDecodingMiddleware
from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names
from bibtexparser.model import String

_DECODER = LatexDecodingMiddleware(keep_math_mode=True)
_COMMAND = re.compile(r"\\|[{}~]|--|``|''")
# In a file of references these are only themselves, and programs write them bare.
_BARE = re.compile(
    r"\\text(brace(?:left|right)|less|greater|bar|underscore|asciicircum)(?:\{\}|[ \t]+|(?![A-Za-z]))"
    r"|\\.|\$[^$]*\$|([%&#_])"
)
# What the library does not know by name, and would leave out or take for an accent.
_NAMED = {
    "braceleft": r"\{",
    "braceright": r"\}",
    "less": "<",
    "greater": ">",
    "bar": "|",
    "underscore": r"\_",
    "asciicircum": "^",
}
_SEPARATOR = re.compile(r"[{}]|[,;]")


def text_of(tex: str) -> str:
    r"""TeX as text, line ends as they are.

    >>> text_of(r"{The {M}{\"u}ller-G\'odel $x_1$ of 5\% \& 6%, AT&T}")
    'The Müller-Gódel $x_1$ of 5% & 6%, AT&T'
    >>> text_of(r"p {\textless} 0.05 {\textbar} O(n{\textasciicircum}2)")
    'p < 0.05 | O(n^2)'
    """
    if not _COMMAND.search(tex):
        return tex
    # A string for a while, since that is what the library decodes.
    decoded = _DECODER.transform_string(String("", _BARE.sub(_escaped, tex)), Library())
    return str(decoded.value) if isinstance(decoded, String) else tex


def _escaped(found: re.Match[str]) -> str:
    return _NAMED[found[1]] if found[1] else f"\\{found[0]}" if found[2] else found[0]


def line_of(tex: str) -> str:
    """TeX as one line of text."""
    return " ".join(text_of(tex).split())


def people_of(tex: str) -> Iterator[str]:
    r"""The names in a field of authors, given name first; one in braces is that of a body and stays as it is.

    >>> list(people_of(r"Lovelace, Ada and Kurt G{\"o}del and {Barnes and Noble} and others"))
    ['Ada Lovelace', 'Kurt Gödel', 'Barnes and Noble']
    """
    for name in split_multiple_persons_names(" ".join(tex.split())):
        if name.startswith("{") and name.endswith("}"):
            yield line_of(name)
        elif name and name != "others":
            yield line_of(parse_single_name_into_parts(name, strict=False).merge_first_name_first)


def keywords_of(tex: str) -> Iterator[str]:
    """The keywords in a field, parted by commas or semicolons that stand in no braces.

    >>> list(keywords_of("Sound, {Speech, Music}; Vision"))
    ['Sound', 'Speech, Music', 'Vision']
    """
    depth, start = 0, 0
    for mark in _SEPARATOR.finditer(tex):
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
        if depth <= 0 and mark[0] in ",;":
            yield line_of(tex[start : mark.start()])
            start = mark.end()
    yield line_of(tex[start:])
