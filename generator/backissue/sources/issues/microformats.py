"""Letters on pages that say by microformats (h-entry) which part is what, as those that Medium exports do.

https://microformats.org/wiki/h-entry
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

_MEDIUM = {"tag": ".p-tag", "canonical": ".p-canonical"}


@dataclass(frozen=True, slots=True)
class Entry:
    """What a page says of its one letter: title, summary, day, authors, tags and address as it writes them."""

    title: str = ""
    summary: str = ""
    day: str = ""
    people: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    url: str = ""
    content: LexborNode | None = field(default=None, compare=False)


def read_entry(tree: LexborHTMLParser) -> Entry:
    """Return what a page says of its letter; nothing where it holds none or several."""
    roots = tree.css(".h-entry")
    contents = roots[0].css(".e-content") if len(roots) == 1 else []
    if len(contents) != 1:
        return Entry()
    root = roots[0]
    return Entry(
        _first(_words(root, ".p-name")),
        _first(_words(root, ".p-summary")),
        _first(_values(root, ".dt-published", "datetime")),
        tuple(dict.fromkeys(_words(root, ".p-author"))),
        tuple(dict.fromkeys([*_words(root, ".p-category"), *_words(root, _MEDIUM["tag"])])),
        _first([*_values(root, _MEDIUM["canonical"], "href"), *_values(root, ".u-url", "href")]),
        contents[0],
    )


def _first(values: Iterable[str]) -> str:
    return next(iter(values), "")


def _words(root: LexborNode, selector: str) -> Iterator[str]:
    return filter(None, (" ".join(node.text().split()) for node in root.css(selector)))


def _values(root: LexborNode, selector: str, name: str) -> Iterator[str]:
    return filter(None, ((node.attributes.get(name) or "").strip() for node in root.css(selector)))


_MOST_OF = 0.5
"""A part of a page's words, without those of its own frame, that its article has."""
_FRAME = "nav, body > header, body > footer, aside"


def find_article(tree: LexborHTMLParser) -> LexborNode | None:
    """Return the one article of a page that has a frame around it, with lists of other pages; ``None`` without one."""
    articles = tree.css("article")
    if len(articles) != 1 or tree.body is None or not tree.css(_FRAME):
        return None
    own, whole = (len(node.text(separator=" ").split()) for node in (articles[0], tree.body))
    frame = sum(len(node.text(separator=" ").split()) for node in tree.css(_FRAME))
    return articles[0] if own >= _MOST_OF * max(whole - frame, 1) and own > frame / 4 else None


def frame_words(tree: LexborHTMLParser, article: LexborNode) -> list[str]:
    """Return the words of each part of the frame around an article."""
    inside = {node.mem_id for node in article.css(_FRAME)}
    return [" ".join(node.text(separator=" ").split()) for node in tree.css(_FRAME) if node.mem_id not in inside]
