"""Markdown of other makers as Markdown of this site.

It is read as CommonMark, which is what they write, and written anew from the HTML that it means: lists that are
indented by two blanks, references and raw HTML all come out as this site's extensions understand them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt

from generator.escaping import math_spans
from generator.importing.readers.issues.boilerplate import is_service, without_marks
from generator.importing.readers.issues.htmltext import Converted, convert

_MARKDOWN = MarkdownIt("commonmark").enable("table")
_ACTIVE = re.compile(r"(?=[\\`*_{}\[\]<>&])")
_ELEMENTS = (
    "a abbr address article aside b blockquote br button caption center cite code col colgroup dd del details dfn div"
    " dl dt em embed figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins"
    " kbd li link main mark meta nav ol object p picture pre q s samp script section small source span strike strong"
    " style sub summary sup svg table tbody td tfoot th thead title tr tt u ul var video wbr"
).split()
_ELEMENT = rf"/?(?:{'|'.join(_ELEMENTS)})[\s/>]"
_UNKNOWN = re.compile(rf"<(?=/?[A-Za-z][\w-]*[\s/>])(?!{_ELEMENT})", re.IGNORECASE)
_UNDEFINED = re.compile(r"(?<![\w\]])\[([^\[\]\n]{1,200})\]\[[^\[\]\n]{0,200}\]")


def clean(text: str, title: str = "") -> Converted:
    """Foreign Markdown as this site's; arguments and result are those of :func:`.htmltext.convert`.

    Raw HTML becomes Markdown, what only looks like HTML (``<think>``) stays text, as do formulas; of a reference that
    is defined nowhere the words stay.
    """
    html = _MARKDOWN.render(_protected(without_marks(text)))
    return convert(_UNDEFINED.sub(r"\1", html), title)


def _protected(text: str) -> str:
    """The text with its formulas and unknown elements escaped, as CommonMark escapes."""
    ends = [0]
    parts = []
    for start, end in math_spans(text):
        parts += [text[ends[-1] : start], _ACTIVE.sub(r"\\", text[start:end])]
        ends.append(end)
    return _UNKNOWN.sub(r"\\<", "".join([*parts, text[ends[-1] :]]))


def headings(text: str) -> Iterator[int]:
    """The 0-based lines that headings stand on."""
    for token in _MARKDOWN.parse(text):
        if token.type == "heading_open" and token.map:
            yield from range(*token.map)


def services(lines: list[str]) -> Iterator[int]:
    """The 0-based lines of the paragraphs that only serve the subscription."""
    start = 0
    for end, line in enumerate([*lines, ""]):
        if not line.strip():
            if is_service(" ".join(lines[start:end])):
                yield from range(start, end)
            start = end + 1
