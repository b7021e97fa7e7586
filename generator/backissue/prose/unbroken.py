"""What no line is broken within: ``GPT-4``, ``22-28 June``, ``Llama 2``; by a function, and in Python-Markdown.

Browsers break a line behind a hyphen or dash, and at any blank. Characters that forbid it would go into what readers
copy and search, so each such token stands in an element that a stylesheet keeps on one line. Tokens are short enough
for a phone: longer compounds and addresses break as ever.
"""

from __future__ import annotations

import html
import re
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

NAME = __name__
"""The name by which ``mkdocs.yml`` switches the extension on."""

CLASS = "bi-whole"
"""The class of the element around a token."""

TOKEN = re.compile(
    r"""
    (?<![\w/.@:\#=%&?+~-])
    (?: \d{1,4}[-\u2013]\d{1,4} (?:[ \n][^\W\d_]{3,9})?                             # 22-28 June, 1990-95
      | \d{1,2}\.[-\u2013]\d{1,2}\. (?:[ \n][^\W\d_]{3,9})?                         # 22.-28. Juni
      | \d{1,2}\.?[ \n] [A-ZÀ-ÞΑ-ΩЀ-Я][^\W\d_]{2,8}                                 # 6 July
      | [^\W_]{1,12}(?:\.\d{1,2})? (?:[-\u2013]\d\w{0,5}(?:\.\d{1,3}\w{0,3})?){1,2}  # GPT-4o, Qwen2.5-72B, 2024-05-01
      | [A-ZÀ-ÞΑ-ΩЀ-Я][^\W_]{1,11}[ \n]\d{1,3}(?:\.\d{1,2})?[a-z]?                  # Llama 2, Claude 3.5
    )
    (?! \w | [/@] | [-\u2013]\d | \.\d )
    """,
    re.VERBOSE,
)
"""A token: numbers of a span, days of a month, a name with its number. None begins or ends within a word."""

_DIGIT = re.compile(r"\d")
_LITERAL = frozenset({"code", "pre", "math", "script", "style", "kbd", "samp", "svg"})
"""Elements whose text is left alone."""
_LAST = -10
"""The place among the treeprocessors: when all others are done, so that each finds the text as it was written."""


def unbroken(text: str) -> str | None:
    """Return text as HTML in which no token is broken; ``None`` where it has none.

    >>> unbroken("GPT-4 & more"), unbroken("state-of-the-art, 1,000 of 2023")
    ('<span class="bi-whole">GPT-4</span> &amp; more', None)
    """
    if not _DIGIT.search(text) or not TOKEN.search(text):
        return None
    pieces, end = [], 0
    for match in TOKEN.finditer(text):
        token = html.escape(match[0])
        pieces += [html.escape(text[end : match.start()]), f'<span class="{CLASS}">{token}</span>']
        end = match.end()
    return "".join([*pieces, html.escape(text[end:])])


class Unbroken(Extension):
    """The extension. It takes no options."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Switch it on in a converter."""
        md.treeprocessors.register(_Tokens(md), "unbroken", _LAST)


def makeExtension(**options: object) -> Unbroken:  # noqa: N802 - Markdown's name
    """Return the extension, which Markdown loads by this."""
    return Unbroken(**options)


class _Tokens(Treeprocessor):
    """Put each token of a page into an element of its own."""

    def run(self, root: Element) -> None:
        source = "\n".join(self.md.lines)  # type: ignore[attr-defined] # which the types leave out
        if not TOKEN.search(source.replace("\\", "")):
            return
        for element in [*root.iter()]:
            if element.tag not in _LITERAL:
                _part(element)


def _part(element: Element) -> None:
    """Part the text of an element, and what follows each of its children, where there are tokens."""
    if not any(map(_has_token, (element.text, *(child.tail for child in element)))):
        return
    element.text, tokens = _tokens(element.text or "")
    inside = [*tokens]
    for child in element:
        child.tail, tokens = _tokens(child.tail or "")
        inside += [child, *tokens]
    element[:] = inside


def _has_token(text: str | None) -> bool:
    return bool(text and _DIGIT.search(text) and TOKEN.search(text))


def _tokens(text: str) -> tuple[str, list[Element]]:
    """Return what stands before the first token of a text, and the tokens, each with what follows it."""
    matches = [*TOKEN.finditer(text)]
    ends = [*(match.start() for match in matches[1:]), len(text)]
    tokens = []
    for match, end in zip(matches, ends, strict=False):
        token = Element("span", {"class": CLASS})
        token.text, token.tail = match[0], text[match.end() : end]
        tokens.append(token)
    return text[: matches[0].start()] if matches else text, tokens
