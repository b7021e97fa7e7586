"""Outlines in OPML (http://opml.org/spec2.opml): lists of links, of feeds and of notes, as one letter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from backissue.sources.issues.feed_xml import attributes_of, prepare, tokens
from backissue.sources.pieces import Glance, Piece, Shape, Sign, Source, Strength
from backissue.sources.posts.post_items import Posts
from backissue.urls import web_address

_HEAD = {"title": "title", "dateCreated": "date", "dateModified": "updated", "ownerName": "author"}
_ADDRESSES = ("url", "htmlUrl", "href", "xmlUrl")
_NOTES = ("_note", "description", "note", "comment")


def _is_outline(glance: Glance) -> bool:
    return "opml" in glance.tags[:3]


class OutlineReader:
    """One letter: the outline as lists within lists, its points linked where they have an address."""

    name = "opml"
    signs = (Sign(Strength.CERTAIN, "the first element of OPML", _is_outline, frozenset({Shape.TAGS})),)

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield one item."""
        found = Posts(source)
        fields = of_opml(source.lines)
        whole = range(1, len(source.lines) + 1)
        found.add(whole, {"title": source.facts.title or "", **fields})
        return found.tile()


def of_opml(lines: Sequence[str]) -> Mapping[str, Any]:
    """Return what an outline says, by the keys of heads.

    >>> of_opml(['<opml><head><title>A</title></head><body><outline text="B"><outline text="C"/></outline></body>'])
    {'title': 'A', 'html': '<ul><li>B<ul><li>C</li></ul></li></ul>'}
    """
    fields: dict[str, Any] = {}
    parts: list[str] = []
    opened: list[bool] = []
    at, has_list = "", False
    for token in tokens(prepare("\n".join(lines))):
        if token.start == "outline":
            parts.append(("" if has_list else "<ul>") + f"<li>{_words(attributes_of(token))}")
            has_list = False
            if token.empty:
                parts.append("</li>")
                has_list = True
            else:
                opened.append(True)
        elif token.end == "outline" and opened:
            opened.pop()
            parts.append(("</ul>" if has_list else "") + "</li>")
            has_list = True
        elif token.start or token.end:
            at = token.start
        elif at in _HEAD and token.text.strip():
            fields.setdefault(_HEAD[at], " ".join(token.text.split()))
    parts += ["</ul>"] * has_list
    return {**fields, "html": "".join(parts)}


def _words(attributes: Mapping[str, str]) -> str:
    """Return a point: its words, which may be HTML, linked where it has an address, and what is noted of it."""
    url = next((attributes[name] for name in _ADDRESSES if web_address(attributes.get(name, ""))), "")
    text = attributes.get("text") or attributes.get("title") or url
    words = text if "</" in text else escape(text, quote=False)
    said = next((attributes[name] for name in _NOTES if attributes.get(name)), "")
    linked = f'<a href="{escape(url)}">{words}</a>' if url and "<a " not in words else words
    return linked + (f": {escape(said, quote=False)}" if said and said != text else "")
