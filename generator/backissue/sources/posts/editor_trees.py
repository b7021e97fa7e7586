"""The trees in which editors in browsers keep a text, as HTML: those of Ghost, ProseMirror and Wix.

They are Lexical (``{"root": {"children": …}}``), Mobiledoc (``{"sections": …, "cards": …}``), ProseMirror with TipTap
(``{"type": "doc", "content": …}``) and Ricos (``{"nodes": …}``). What is not known of a node is left out, its words
stay.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from html import escape
from typing import Any

from markdown_it import MarkdownIt

from backissue.text import fold_key

_DEEPEST = 60
_CHILDREN = ("children", "content", "nodes")
_MARKDOWN = MarkdownIt("commonmark").enable("table")
_BITS = ((1, "strong"), (2, "em"), (4, "s"), (16, "code"), (32, "sub"), (64, "sup"))
"""The bits of Lexical's ``format`` (lexical, ``LexicalConstants``), each with its element."""
_MARKS = {
    **dict.fromkeys(("bold", "strong"), "strong"),
    **dict.fromkeys(("italic", "em"), "em"),
    **dict.fromkeys(("strike", "strikethrough"), "s"),
    "code": "code",
}
_BLOCKS = {
    **dict.fromkeys(("paragraph", "aside", "extendedtext"), "p"),
    **dict.fromkeys(("quote", "blockquote", "extendedquote"), "blockquote"),
    **dict.fromkeys(("listitem", "li"), "li"),
    **dict.fromkeys(("bulletlist", "bulletedlist", "ul"), "ul"),
    **dict.fromkeys(("orderedlist", "numberedlist", "ol"), "ol"),
    "codeblock": "pre",
    "table": "table",
    "tablerow": "tr",
    **dict.fromkeys(("tablecell", "tableheader"), "td"),
}


def read_tree(value: object) -> dict[str, Any] | None:
    """Return the tree that a value is, or that a text in JSON holds; ``None`` where it is none.

    >>> read_tree('{"root": {"children": []}}'), read_tree("So it is."), read_tree({"rendered": "A"})
    ({'root': {'children': []}}, None, None)
    """
    if isinstance(value, str) and value.lstrip().startswith("{"):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return None
    if not isinstance(value, dict):
        return None
    is_tree = "root" in value or "sections" in value or value.get("type") == "doc" or "nodes" in value
    return value if is_tree else None


def as_html(tree: Mapping[str, Any]) -> str:
    """Return the text that a tree holds, as HTML.

    >>> as_html({"root": {"children": [{"type": "paragraph", "children": [{"text": "So.", "format": 1}]}]}})
    '<p><strong>So.</strong></p>'
    >>> as_html({"markups": [["em"]], "sections": [[1, "p", [[0, [0], 1, "So"], [0, [], 0, "."]]]]})
    '<p><em>So</em>.</p>'
    """
    if isinstance(tree.get("sections"), list):
        return "".join(_sections(tree))
    root = tree.get("root")
    return _inside(root if isinstance(root, dict) else tree, 0)


def _inside(node: Mapping[str, Any], depth: int) -> str:
    children: list[object] = next((node[key] for key in _CHILDREN if isinstance(node.get(key), list)), [])
    known = (child for child in children if isinstance(child, dict))
    return "".join(_node(child, depth + 1) for child in known) if depth < _DEEPEST else ""


def _node(node: Mapping[str, Any], depth: int) -> str:
    kind = fold_key(str(node.get("type", "")))
    facts = _facts(node)
    if kind in {"text", "extendedtext"} or (not kind and "text" in node):
        return _text(node, facts)
    inner = _inside(node, depth)
    write = None if inner else _CARDS.get(kind)
    return write(facts) if write else _around(kind, node, facts, inner)


def _around(kind: str, node: Mapping[str, Any], facts: Mapping[str, Any], inner: str) -> str:
    """Return what stands within a node with the element around it that the node means."""
    if kind in {"link", "autolink"}:
        return _link(_first(facts, "url", "href"), inner)
    tag = _BLOCKS.get(kind, "")
    if kind.endswith("heading"):
        level = str(facts.get("level") or str(node.get("tag", "h2")).removeprefix("h"))
        tag = f"h{level if level in {*'123456'} else 2}"
    if kind == "list":
        tag = "ol" if node.get("listType") == "number" or node.get("tag") == "ol" else "ul"
    return f"<{tag}>{inner}</{tag}>" if tag and inner else inner


def _facts(node: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a node says of itself, be it among its attributes or in data of its own kind."""
    own = {str(key): value for key, value in node.items() if not (key in _CHILDREN and isinstance(value, list))}
    inner = [value for key, value in own.items() if key == "attrs" or key.endswith("Data")]
    return {**own, **{str(key): value for each in inner if isinstance(each, dict) for key, value in each.items()}}


def _text(node: Mapping[str, Any], facts: Mapping[str, Any]) -> str:
    html = escape(str(facts.get("text", "")), quote=False)
    bits = node.get("format")
    set_bits = bits if isinstance(bits, int) else 0
    for bit, tag in _BITS:
        html = f"<{tag}>{html}</{tag}>" if set_bits & bit else html
    marks = [*_listed(facts.get("marks")), *_listed(facts.get("decorations"))]
    for mark in marks:
        kind = fold_key(str(mark.get("type", "")))
        if kind in _MARKS:
            html = f"<{_MARKS[kind]}>{html}</{_MARKS[kind]}>"
        elif kind == "link":
            around = _facts(mark)
            inner = around.get("link")
            html = _link(_first({**around, **(inner if isinstance(inner, dict) else {})}, "href", "url"), html)
    return html


def _listed(value: object) -> Iterator[Mapping[str, Any]]:
    yield from (entry for entry in value if isinstance(entry, dict)) if isinstance(value, list) else ()


def _link(url: str, words: str) -> str:
    return f'<a href="{escape(url)}">{words}</a>' if url else words


def _first(facts: Mapping[str, Any], *keys: str) -> str:
    return next((value for key in keys if isinstance(value := facts.get(key), str) and value.strip()), "")


def _picture(facts: Mapping[str, Any]) -> str:
    image = facts.get("image")
    inner = image.get("src") if isinstance(image, dict) else None
    src = _first(facts, "src", "url") or (_first(inner, "url") if isinstance(inner, dict) else "")
    caption = _first(facts, "caption")
    picture = f'<img src="{escape(src)}" alt="{escape(_first(facts, "alt", "altText"))}">' if src else ""
    return f"<figure>{picture}<figcaption>{caption}</figcaption></figure>" if caption else f"<p>{picture}</p>"


def _bookmark(facts: Mapping[str, Any]) -> str:
    about = facts.get("metadata")
    words = _first(about, "title") if isinstance(about, dict) else ""
    url = _first(facts, "url", "href", "src")
    said = _first(about, "description") if isinstance(about, dict) else ""
    return f"<p>{_link(url, escape(words or url))}</p>" + (f"<p>{escape(said)}</p>" if said else "")


def _player(facts: Mapping[str, Any]) -> str:
    url = _first(facts, "url", "src")
    words = _first(facts, "title") or _first(facts, "caption") or url
    return f"<p>{_link(url, escape(words))}</p>" if url else _first(facts, "html")


def _titled(facts: Mapping[str, Any]) -> str:
    heading = _first(facts, "heading", "header", "productTitle")
    body = _first(facts, "content", "subheading", "productDescription", "calloutText", "text")
    return (f"<h3>{heading}</h3>" if heading else "") + (f"<p>{body}</p>" if body and "<p" not in body else body)


def _button(facts: Mapping[str, Any]) -> str:
    return f"<p>{_link(_first(facts, 'buttonUrl', 'url'), escape(_first(facts, 'buttonText', 'text')))}</p>"


def _code(facts: Mapping[str, Any]) -> str:
    language = _first(facts, "language")
    around = f' class="language-{escape(language)}"' if language else ""
    return f"<pre><code{around}>{escape(_first(facts, 'code', 'text'), quote=False)}</code></pre>"


def _nothing(_: Mapping[str, Any]) -> str:
    return ""


_CARDS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    **dict.fromkeys(("image", "img", "imagecard", "captionedimage"), _picture),
    **dict.fromkeys(("bookmark", "linkpreview"), _bookmark),
    **dict.fromkeys(("embed", "video", "audio", "file", "youtube", "youtube2"), _player),
    **dict.fromkeys(("callout", "toggle", "header", "product"), _titled),
    **dict.fromkeys(("codeblock", "code"), _code),
    "button": _button,
    **dict.fromkeys(("html", "email"), lambda facts: _first(facts, "html")),
    **dict.fromkeys(("markdown", "cardmarkdown"), lambda facts: str(_MARKDOWN.render(_first(facts, "markdown")))),
    **dict.fromkeys(("hr", "horizontalrule", "divider"), lambda _: "<hr>"),
    **dict.fromkeys(("linebreak", "hardbreak"), lambda _: "<br>"),
    **dict.fromkeys(("paywall", "emailcta", "calltoaction", "signup", "subscribewidget"), _nothing),
}
"""What stands for the nodes that hold no nodes, by their folded types. What asks a reader to subscribe is no text."""


def _sections(document: Mapping[str, Any]) -> Iterator[str]:
    """Yield the sections of Mobiledoc (https://github.com/bustle/mobiledoc-kit/blob/master/MOBILEDOC.md)."""
    for section in document["sections"]:
        match section:
            case [1, str(tag), list(markers), *_]:
                yield f"<{tag}>{_markers(document, markers)}</{tag}>" if tag.isalnum() else ""
            case [2, str(src), *_]:
                yield _picture({"src": src})
            case [3, "ul" | "ol" as tag, list(items), *_]:
                yield f"<{tag}>" + "".join(f"<li>{_markers(document, item)}</li>" for item in items) + f"</{tag}>"
            case [10, int(at), *_]:
                yield _card(document, at)


def _markers(document: Mapping[str, Any], markers: list[Any]) -> str:
    parts: list[str] = []
    opened: list[str] = []
    markups, atoms = _list(document, "markups"), _list(document, "atoms")
    for marker in markers:
        match marker:
            case [kind, list(opens), int(closes), said]:
                for tag, attributes in map(_markup, (markups[at] for at in opens if 0 <= at < len(markups))):
                    parts.append(f"<{tag}{attributes}>")
                    opened.append(tag)
                is_atom = kind == 1 and isinstance(said, int) and 0 <= said < len(atoms)
                parts.append(_atom(atoms[said]) if is_atom else escape(str(said), quote=False))
                parts += [f"</{opened.pop()}>" for _ in range(min(closes, len(opened)))]
    return "".join([*parts, *(f"</{tag}>" for tag in reversed(opened))])


def _list(document: Mapping[str, Any], key: str) -> list[Any]:
    value = document.get(key)
    return value if isinstance(value, list) else []


def _markup(markup: object) -> tuple[str, str]:
    match markup:
        case [str(tag), ["href", str(url), *_]]:
            return tag, f' href="{escape(url)}"'
        case [str(tag), *_] if tag.isalnum():
            return tag, ""
    return "span", ""


def _atom(atom: object) -> str:
    match atom:
        case ["soft-return", *_]:
            return "<br>"
        case [_, str(text), *_]:
            return escape(text, quote=False)
    return ""


def _card(document: Mapping[str, Any], at: int) -> str:
    cards = _list(document, "cards")
    match cards[at] if 0 <= at < len(cards) else None:
        case [str(name), dict(payload), *_]:
            write = _CARDS.get(fold_key(name))
            return write(payload) if write else ""
    return ""
