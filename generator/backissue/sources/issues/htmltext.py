"""HTML of other makers as Markdown of this site."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from backissue.sources.issues.addresses import absolute
from backissue.sources.issues.htmlblocks import BLOCKS, Writer

_CLOSED_BY_THE_NEXT = frozenset("html body p li td th tr dt dd tbody thead tfoot hr".split())
_NESTING = re.compile(rf"<(/?)(?:{'|'.join(sorted(BLOCKS - _CLOSED_BY_THE_NEXT))})(?=[\s/>])", re.IGNORECASE)
_DEEPEST_TAGS = 500


@dataclass(frozen=True, slots=True)
class Converted:
    """A page as an item takes it: its title, empty where it has none, and Markdown without that title."""

    title: str
    body: str


def convert(html: str, title: str = "", base: str = "") -> Converted:
    """An HTML page, or a part of one, as Markdown.

    Args:
        html: the text; it may be as broken as browsers bear.
        title: the title where it is known. Else it is that of the page, or its first heading of the first level.
        base: the address that relative ones are seen from, where it is known.

    Returns:
        The title and the Markdown; a heading that repeats the title is not in it, nor is one of the first level.
    """
    tree = LexborHTMLParser(_shallow(html))
    named = tree.css_first("head > title")
    first = tree.css_first("h1")
    shown = _words(first) if first else ""
    title = title or _best(_words(named) if named else "", shown)
    if first and shown.casefold() == title.casefold():
        first.decompose()
    _make_absolute(tree, base)
    writer = Writer(1 if tree.css_first("h1") else 0)
    return Converted(title, _page(writer.blocks(tree.body) if tree.body else []))


def _make_absolute(tree: LexborHTMLParser, base: str) -> None:
    for name in ("href", "src") if base else ():
        for node in tree.css(f"[{name}]"):
            node.attrs[name] = absolute(node.attributes.get(name) or "", base)


def _shallow(html: str) -> str:
    """The page with elements that are nested too deeply as mere spans: a parser takes quadratic time for those."""
    depth = 0

    def keep(found: re.Match[str]) -> str:
        nonlocal depth
        before, depth = depth, max(depth + (-1 if found[1] else 1), 0)
        return found[0] if max(before, depth) <= _DEEPEST_TAGS else f"<{found[1]}span"

    return _NESTING.sub(keep, html)


def plain_words(html: str) -> str:
    """The words of a part of an HTML page, in one line.

    >>> plain_words("Fish &amp; <b>chips</b>")
    'Fish & chips'
    """
    body = LexborHTMLParser(_shallow(html)).body
    return _words(body) if body else ""


def _best(named: str, shown: str) -> str:
    """The page's title, which often ends in the name of the whole site, or the heading that is a part of it."""
    return shown if not named or (shown and shown.casefold() in named.casefold()) else named


def _words(node: LexborNode) -> str:
    return " ".join(node.text().split())


def _page(blocks: list[str]) -> str:
    while blocks and blocks[0] == "---":
        blocks.pop(0)
    while blocks and blocks[-1] == "---":
        blocks.pop()
    return "\n\n".join(blocks) + "\n" if blocks else ""
