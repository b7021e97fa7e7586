"""Addresses that stand in a text as they are, as links to where they lead; in Python-Markdown.

Markdown makes links of what is marked as one. But readers of an archive want to follow ``https://example.org/a``, too,
and those who wrote it in a mail, or said it in a talk, knew of no marks. What a page says stays the same.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

from backissue.urls import web_address

NAME = __name__
"""The name by which ``mkdocs.yml`` switches the extension on."""

_STASHED = "\x02wzxhzdk:([0-9]+)\x03"
"""What Python-Markdown puts in the place of HTML in a line, and of references to characters such as ``&amp;``."""
_ADDRESS = re.compile(
    rf"""
    (?<![A-Za-z0-9_/.@=]) https?://
    (?: [^\s<>"`{{}}|\\^\x02\x03\u2018-\u201f\u3000-\u9fff\uac00-\ud7af\uff00-\uffef]
      | {_STASHED}
    )+
    """,
    re.VERBOSE,
)
"""An address up to a blank, a mark that stands in none, or a letter of a script without blanks between words."""
_AMPERSANDS = frozenset({"&amp;", "&#38;", "&#x26;"})
_BEHIND = ".,;:!?'*_~\u2026"
"""What ends a sentence or stands around an address, and not at its end."""
_BRACKETS = {")": "(", "]": "["}
_LITERAL = frozenset({"a", "code", "pre", "math", "script", "style", "kbd", "samp", "svg", "button"})
"""Elements whose text is left alone."""
_LAST = -5
"""The place among the treeprocessors: behind all others, which find text, but before lines are kept from breaking."""


class BareAddresses(Extension):
    """The extension. It takes no options."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Switch it on in a converter."""
        md.treeprocessors.register(_Addresses(md), "bare_addresses", _LAST)


def makeExtension(**options: object) -> BareAddresses:  # noqa: N802 - Markdown's name
    """Return the extension, which Markdown loads by this."""
    return BareAddresses(**options)


class _Addresses(Treeprocessor):
    """Puts each address into a link."""

    def run(self, root: Element) -> None:
        if any("://" in line for line in self.md.lines):  # type: ignore[attr-defined] # which the types leave out
            self._link(root)

    def _link(self, element: Element) -> None:
        """Make links in an element and in all within it, but for those that are links or no running text."""
        if element.tag in _LITERAL:
            return
        element.text, inside = self._parted(element.text)
        for child in [*element]:
            self._link(child)
            child.tail, links = self._parted(child.tail)
            inside += [child, *links]
        element[:] = inside

    def _parted(self, text: str | None) -> tuple[str | None, list[Element]]:
        """Return what stands before the first address of a text, and links, each with what follows it."""
        if not text or "://" not in text:
            return text, []
        before, links, end = text, list[Element](), 0
        for match in _ADDRESS.finditer(text):
            shown = _without_what_follows(self._up_to_html(match[0]))
            if not web_address(re.sub(_STASHED, "&", shown)):
                continue
            between = text[end : match.start()]
            if links:
                links[-1].tail = between
            else:
                before = between
            links.append(Element("a", {"href": shown}))
            links[-1].text, end = shown, match.start() + len(shown)
        if links:
            links[-1].tail = text[end:]
        return before, links

    def _up_to_html(self, address: str) -> str:
        """Return an address up to what is no part of one: all that was laid aside but ampersands."""
        for held in re.finditer(_STASHED, address):
            if self.md.htmlStash.rawHtmlBlocks[int(held[1])] not in _AMPERSANDS:
                return address[: held.start()]
        return address


def _without_what_follows(address: str) -> str:
    """Return an address without the marks of the sentence that it stands in.

    >>> _without_what_follows("https://example.org/a_(b)),"), _without_what_follows("https://example.org/a.")
    ('https://example.org/a_(b)', 'https://example.org/a')
    """
    end, surplus = (
        len(address),
        {close: address.count(close) - address.count(opens) for close, opens in _BRACKETS.items()},
    )
    while end and (address[end - 1] in _BEHIND or surplus.get(address[end - 1], 0) > 0):
        end -= 1
        if address[end] in surplus:
            surplus[address[end]] -= 1
    return address[:end]
