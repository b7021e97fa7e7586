"""What no page may have, told by other means than the program's own gate: by what a harmless archive's pages have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from backissue.mathematics import ELEMENTS
from backissue.site.gate import AROUND_FORMULAS, ATTRIBUTES, TAGS

ACTIVE = frozenset("applet base embed frame frameset iframe object portal template".split())
LEADING = ("href", "src", "action", "formaction", "data", "poster", "ping", "srcset", "xlink:href", "background")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
"""The tag of a language, which says nothing else (RFC 5646)."""
HARMLESS = ("http://", "https://", "mailto:")


@dataclass(frozen=True)
class Known:
    """What pages of a harmless archive have: attributes by element, texts and addresses of scripts and styles."""

    attributes: frozenset[tuple[str, str]]
    texts: frozenset[str]

    @classmethod
    def of(cls, site: Path) -> Known:
        """Read the pages of a site."""
        pages = [LexborHTMLParser(path.read_text("utf-8")) for path in sorted(site.rglob("*.html"))]
        nodes = [node for page in pages for node in _nodes(page)]
        return cls(
            frozenset((str(node.tag), name) for node in nodes for name in ["", *node.attributes]),
            frozenset(_acting(node) for node in nodes if node.tag in {"script", "style"}),
        )


def offences(page: str, known: Known) -> Iterator[str]:
    """Yield what a page has that could act, in words for whoever reads the test's failure."""
    tree = LexborHTMLParser(page)
    nodes = [*_nodes(tree)]
    for node in nodes:
        tag = str(node.tag)
        if tag in ACTIVE and (tag, "") not in known.attributes:
            yield f"the element <{tag}>"
        if tag in {"script", "style"} and _acting(node) not in known.texts:
            yield f"another <{tag}>: {_acting(node)[:80]}"
        for name, value in node.attributes.items():
            yield from _of_attribute(tag, name, value or "", known)
    for identifier, number in Counter(node.attributes.get("id") for node in nodes).items():
        if identifier and number > 1:
            yield f"the id {identifier} {number} times"


def _of_attribute(tag: str, name: str, value: str, known: Known) -> Iterator[str]:
    if (tag, name) == ("article", "lang") and LANGUAGE.fullmatch(value):
        return
    is_text = (tag in TAGS and name in ATTRIBUTES) or tag in ELEMENTS or AROUND_FORMULAS.get((tag, name)) == value
    if name.startswith("on") or name in {"style", "srcdoc"}:
        yield f"the attribute {name} on <{tag}>"
    elif not is_text and (tag, name) not in known.attributes:
        yield f"<{tag} {name}>, which no harmless page has"
    elif name in LEADING:
        address = "".join(value.split()).lower()
        start = address.partition("/")[0].partition("?")[0].partition("#")[0]
        if ":" in start and not address.startswith(HARMLESS):
            yield f"<{tag} {name}> leads to {value[:60]}"
        if "evil.example" in address and tag != "a":
            yield f"<{tag} {name}> loads {value[:60]}"


def _acting(node: LexborNode) -> str:
    """Return what a script or style is: its address by the end, its text; data is none, and passes as empty."""
    kind = (node.attributes.get("type") or "").lower()
    address = node.attributes.get("src") or ""
    if address:
        return address.rpartition("assets/")[2]
    return "" if kind in {"application/json", "application/ld+json"} else node.text().strip()


def _nodes(page: LexborHTMLParser) -> Iterable[LexborNode]:
    return (node for node in page.root.traverse(include_text=False) if not node.is_comment_node) if page.root else ()
