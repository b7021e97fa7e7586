"""A finished page as the search reads it: its facts, and its text in passages.

What is read is what the theme marks in the HTML, by the names that Pagefind gave them: the element with
``data-pagefind-body`` without those that have ``data-pagefind-ignore``, and the ``meta`` elements with
``data-pagefind-filter``, ``-sort`` or ``-meta``.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

MARK = b"data-pagefind-body"
"""What each page has that can be found."""

PASSAGE = 3_200
"""Characters from which a passage ends at the next paragraph: some 500 words."""

OVERLAP = 80
"""Characters that a passage has of the one before it, where a paragraph had to be cut."""

_BLOCKS = frozenset(
    "address article aside blockquote caption dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre"
    " section summary table tbody td th thead tr ul".split()
)
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_BLANK = re.compile(r"\s+")
_ELSEWHERE = ".bi-actions a, .bi-source a, .bi-around a, .bi-related a, .bi-cite a"


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a page: its text, the elements with an id that begin in it, and the heading above its beginning.

    Each of ``places`` has where in the text it begins, the element's id, and what it says if it is a heading.
    """

    text: str
    places: Sequence[tuple[int, str, str]] = ()


@dataclass(frozen=True, slots=True)
class Indexed:
    """A page for the search. ``facts`` are by what one filters, ``links`` the addresses that it names."""

    url: str
    title: str
    id: str
    day: str
    facts: Mapping[str, Sequence[str]]
    links: Sequence[str]
    passages: Sequence[Passage]


def read_page(url: str, html: bytes) -> Indexed | None:
    """Return what the search knows of a page; ``None`` of one that is not to be found."""
    if MARK not in html:
        return None
    tree = LexborHTMLParser(html)
    body = tree.css_first("[data-pagefind-body]")
    if not body:
        return None
    facts, meta = _facts(tree)
    links = _links(body)
    for node in body.css("[data-pagefind-ignore], script, style, template"):
        node.decompose()
    found = _Text()
    found.read(body)
    called = tree.css_first("title")
    title = _one_line(" ".join(meta["title"]) or (called.text() if called else ""))
    day = next(iter(meta["newest"]), "")
    return Indexed(
        url,
        title,
        next(iter(meta["id"]), "").partition(" ")[0],
        "" if day.startswith("0000") else day,
        facts,
        links,
        tuple(passages(found)),
    )


def read_redirect(url: str, html: bytes) -> str:
    """Return the path of the page that an address leads on to; empty if it is no such address."""
    if b'http-equiv="refresh"' not in html:
        return ""
    link = LexborHTMLParser(html).css_first("link[rel=canonical]")
    href = (link.attributes.get("href") if link else "") or ""
    return f"{unquote(posixpath.normpath(posixpath.join(url, href)))}/" if href and ":" not in href else ""


def _facts(tree: LexborHTMLParser) -> tuple[Mapping[str, Sequence[str]], Mapping[str, Sequence[str]]]:
    """Return what a page can be filtered by, and what else it says of itself: title, id, and the day to sort by."""
    facts, meta = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for node in tree.css("meta[property^='backissue:']"):
        for kind, target in (("filter", facts), ("sort", meta), ("meta", meta)):
            name = node.attributes.get(f"data-pagefind-{kind}")
            if name:
                target[name.partition("[")[0]].append(node.attributes.get("content") or "")
    return facts, meta


def _links(body: LexborNode) -> Sequence[str]:
    outside = {node.attributes.get("href") for node in body.css(_ELSEWHERE)}
    found = (node.attributes.get("href") or "" for node in body.css("a[href^='http']"))
    return tuple(dict.fromkeys(address for address in found if address not in outside))


@dataclass(slots=True)
class _Text:
    """The text of an element, a block a line, and where in it elements with an id begin."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    places: list[tuple[int, str, str]] = field(default_factory=list)

    def read(self, body: LexborNode) -> None:
        for node in body.traverse(include_text=True):
            name = node.tag
            if name == "-text":
                self._add(node.text(deep=False))
            elif name in _BLOCKS or name == "br":
                self._add("\n")
                self._note(node)
            else:
                self._note(node)

    def _note(self, node: LexborNode) -> None:
        name = node.attributes.get("id")
        if name:
            said = _one_line(node.text()) if node.tag in _HEADINGS else ""
            self.places.append((self.length, name, said))

    def _add(self, text: str) -> None:
        plain = "\n" if text == "\n" else _BLANK.sub(" ", text)
        last = self.pieces[-1][-1] if self.pieces else "\n"
        if last == "\n" or (last == " " and plain[0] == " "):
            plain = plain.lstrip(" ") if plain != "\n" else ""
        if plain:
            self.pieces.append(plain)
            self.length += len(plain)


def passages(found: _Text) -> Iterator[Passage]:
    """Yield the parts of a text, cut where a block ends, or between words where one is too long."""
    text = "".join(found.pieces)
    start, at, above = 0, 0, ("", "")
    places = found.places
    while True:
        end = _end(text, start)
        own = []
        while at < len(places) and (places[at][0] < end or end == len(text)):
            own.append((max(0, places[at][0] - start), *places[at][1:]))
            at += 1
        head = [(0, *above)] if above[0] and not (own and own[0][0] == 0 and own[0][2]) else []
        yield Passage(_one_form(text[start:end]), (*head, *own))
        above = next(((name, said) for _, name, said in reversed(own) if said), above)
        if end == len(text):
            return
        start = end if text[end - 1] == "\n" else max(start + 1, text.rfind(" ", 0, end - OVERLAP) + 1)


def _end(text: str, start: int) -> int:
    if len(text) - start <= PASSAGE * 1.5:
        return len(text)
    line = text.find("\n", start + PASSAGE)
    if 0 <= line <= start + 2 * PASSAGE:
        return line + 1
    blank = text.find(" ", start + PASSAGE)
    return blank + 1 if 0 <= blank <= start + 2 * PASSAGE else min(start + 2 * PASSAGE, len(text))


def _one_form(text: str) -> str:
    return unicodedata.normalize("NFC", text).rstrip()


def _one_line(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))
