"""The second barrier: what a page's Markdown becomes may hold text and links, and nothing that acts.

The finished HTML is judged, by the parsing rules that browsers follow, because the source cannot be: extensions turn
`{ onclick=… }` into attributes without any tag. A body that has none of the characters that begin a tag, a link or an
attribute list needs no look.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from types import MappingProxyType
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from backissue.mathematics import ELEMENTS, permits, stands_right
from backissue.model import Problem
from backissue.prose.anchor_ids import is_of_theme
from backissue.prose.classes import is_class_of_theme, is_lent
from backissue.prose.parse import TooComplexError
from backissue.prose.unbroken import CLASS as CLASS_OF_WHOLE
from backissue.prose.unbroken import TOKEN

TAGS = frozenset(
    "a abbr b blockquote br caption cite code col colgroup dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5"
    " h6 hr i img ins kbd li mark ol p pre q s samp section small span strong sub summary sup table tbody td tfoot th"
    " thead time tr u ul var wbr".split()
)
ATTRIBUTES = frozenset(
    "align alt class colspan data-pagefind-ignore datetime dir height href id lang open rel reversed role rowspan scope"
    " src start title type width".split()
)
MOST_TOLD = 20
"""Offences of a text that are told. There may be one for each word, and each is looked for in the whole text."""
SCHEMES = frozenset({"", "http", "https", "mailto"})
AROUND_FORMULAS = MappingProxyType({("div", "tabindex"): "0", ("span", "tabindex"): "0", ("span", "hidden"): "hidden"})
"""What a formula's own surroundings have: a wide one is scrolled by keyboard, its text is only for the search."""
MADE = frozenset({CLASS_OF_WHOLE, "bi-anchor", "bi-time", "bi-cut", "bi-name"})
"""Classes that a build gives to parts of a text."""
_HIGHLIGHT = re.compile("[a-z][a-z0-9]{0,2}|hll")
"""Classes of words of code, as Pygments names them."""
END = "bi-end-of-page"
_FRAME = {"-text", "-comment", "-undef", "html", "head", "body", "article"}
"""What every parsed page has. Their attributes are none of a page's own: ``<body onload=…>`` sets that of the whole."""
_ANY = TAGS | _FRAME | ELEMENTS.keys()
_LINE_ENDS = dict.fromkeys(b"\t\r\n")
_CONTROLS = "".join(map(chr, range(33)))


@dataclass(frozen=True, slots=True)
class Findings:
    """What a body holds: problems, and the relative addresses it links to, as they are written in the HTML."""

    problems: tuple[Problem, ...] = ()
    links: tuple[str, ...] = ()


def is_inert(body: str) -> bool:
    """Return whether a body has none of the characters that begin a tag, a link, a definition or an attribute list."""
    return frozenset("<[{").isdisjoint(body)


def examine(body: str, file: str, first_line: int, html: Callable[[str], str], document: str = "") -> Findings:
    """Return what in Markdown could act in a reader's browser or call another host, as problems, and the links.

    Args:
        body: the Markdown that somebody wrote.
        file: the page, as problems name it.
        first_line: the 1-based line of ``file`` at which ``body`` begins.
        html: makes HTML of Markdown with the site's extensions, and raises :class:`TooComplexError`.
        document: the whole Markdown that ``body`` becomes a part of, where there is more around it. It is this that is
            judged: a block within another, or a definition for the words of a title, means something else there.
    """
    if is_inert(body) and not document:
        return Findings()
    try:
        rendered = html(document or body)
        classes = [*islice(dict.fromkeys(_bad_classes(body, html)), MOST_TOLD)]
    except TooComplexError as error:
        return Findings((Problem(file, first_line, f"the page cannot be rendered: {error}", "simplify it"),))
    page = LexborHTMLParser(f'<!doctype html><body><article>{rendered}<i id="{END}"></i></article>')
    nodes = [node for node in page.root.traverse(include_text=False) if not node.is_comment_node] if page.root else []
    offences = [*islice(dict.fromkeys(_offences(nodes)), MOST_TOLD)]
    if not is_closed(page):
        offences.append(("<", "an element that does not end, or ends what it did not begin"))
    found = [(*offence, _remedy(*offence)) for offence in offences]
    found += [(*offence, "remove it, or give it a name that begins with own-") for offence in classes]
    problems = (Problem(file, first_line + _line_of(fragment, body), what, remedy) for fragment, what, remedy in found)
    return Findings(tuple(dict.fromkeys(problems)), tuple(_links(nodes)))


def _remedy(fragment: str, what: str) -> str:
    """Return what to do about an offence, of which a fragment of the text is known."""
    if what.startswith("the image"):
        return (
            "put the picture beside the page and name it there, `![What it shows](picture.png)`, or write a link to it"
        )
    if fragment in _PLAYERS:
        return "write a link to it, `[Watch it](https://…)`"
    return "write it in Markdown, or as text with `&lt;` for `<`"


_PLAYERS = frozenset({"<iframe", "<video", "<audio", "<embed", "<object"})


def without_attributes(rendered: str, formula: Callable[[str], str]) -> str:
    """Return the HTML of a page below its title for places that know nothing of the page around it.

    No element has an attribute, but links to other sites their address. Pictures are left out, and ``formula`` gives
    the text of a formula's TeX.
    """
    tree = LexborHTMLParser(f"<!doctype html><body>{rendered}")
    title = tree.css_first("body > h1")
    for node in [*filter(None, [title]), *tree.css("a.headerlink, a.footnote-backref, [hidden], img")]:
        node.decompose()
    for node in tree.css("math"):
        node.replace_with(formula(node.attributes.get("alttext") or "") or node.text())
    for link in tree.css("a"):
        if not (link.attributes.get("href") or "").lower().startswith(("http://", "https://", "mailto:")):
            link.unwrap()
    for node in tree.css("body *"):
        if node.tag not in TAGS - {"span", "section", "img"}:
            node.unwrap()
            continue
        for name in [name for name in node.attributes if (node.tag, name) != ("a", "href")]:
            del node.attrs[name]
    return (tree.body.html or "").removeprefix("<body>").removesuffix("</body>").strip() if tree.body else ""


def is_harmless(markup: str) -> bool:
    """Return whether HTML by itself has only elements, attributes and addresses that a text may have, and is closed.

    >>> is_harmless('<p><a href="https://a.org/">a</a></p>'), is_harmless("<p onclick=go()>a</p>"), is_harmless("</p>")
    (True, False, True)
    """
    page = LexborHTMLParser(f'<!doctype html><body><article>{markup}<i id="{END}"></i></article>')
    nodes = (node for node in page.root.traverse(include_text=False) if not node.is_comment_node) if page.root else ()
    return is_closed(page) and not any(True for _ in _offences(nodes))


def is_closed(page: LexborHTMLParser) -> bool:
    """Return whether what stands in the article of a page, before its last element, ends there too."""
    return page.css_first(f"body > article:only-child > i#{END}:last-child") is not None


def faults(tag: str, attributes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what a start tag has that no text may have, each as a piece of text to find it by and what it is."""
    if tag not in TAGS and tag not in ELEMENTS:
        yield f"<{tag}", f"active content: the element <{tag or '?'}>"
        return
    yield from _bad_attributes(tag, attributes)
    for name in (attributes.get("class") or "").split() if tag not in ELEMENTS else ():
        if not is_class_of_content(tag, name):
            yield name, f"the class `{name}`, which is none of a text's"


def out_of_place(page: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """Yield the elements of formulas that stand outside of one, and those within one that are no part of it."""
    for node in page.css("math, math *"):
        if not stands_right(str(node.tag), str((node.parent and node.parent.tag) or "")):
            yield f"<{node.tag}", f"active content: the element <{node.tag}>"


def is_class_of_content(tag: str, name: str) -> bool:
    """Return whether a class may stand in the HTML of a text: one that somebody may write, or that is made of a text.

    >>> is_class_of_content("a", "bi-anchor"), is_class_of_content("a", "md-dialog")
    (True, False)
    """
    return is_lent(name) or name in MADE or (tag == "span" and _HIGHLIGHT.fullmatch(name) is not None)


def _is_known(node: LexborNode) -> bool:
    tag, parent = str(node.tag or ""), str((node.parent and node.parent.tag) or "")
    return tag in _ANY and stands_right(tag, parent)


def _offences(nodes: Iterable[LexborNode]) -> Iterator[tuple[str, str]]:
    """Yield each offence as a piece of text to find it by and what it is."""
    for node in nodes:
        tag = str(node.tag or "")
        if _is_known(node):
            yield from _bad_attributes(tag, node.attributes)
        else:
            yield f"<{tag}", f"active content: the element <{tag or '?'}>"


def _bad_attributes(tag: str, attributes: Mapping[str, str | None]) -> Iterator[tuple[str, str]]:
    for name, value in attributes.items():
        text = value or ""
        is_harmless = name in ATTRIBUTES or AROUND_FORMULAS.get((tag, name)) == text
        if tag not in ELEMENTS and name in {"href", "src"}:
            yield from _bad_address(tag, name, plain(text))
        elif not (permits(tag, name, text) if tag in ELEMENTS else is_harmless):
            yield name, f"active content: the attribute `{name}` on <{tag}>"
        elif name == "id" and is_of_theme(text) and text != END:
            yield text, f"the id `{text}`, which belongs to the theme"


def _bad_classes(body: str, html: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """Yield classes in a body by itself that no text may use. Only two marks can bring one in."""
    if "{" not in body and "class" not in body.lower():
        return
    for node in LexborHTMLParser(f"<!doctype html><body>{html(body)}").css("[class]"):
        names = (node.attributes.get("class") or "").split() if node.tag not in ELEMENTS else ()
        for name in names:
            is_made = node.tag == "span" and (_HIGHLIGHT.fullmatch(name) or _is_whole(name, node.text()))
            if not is_lent(name) and not is_made:
                whose = "which belongs to the theme" if is_class_of_theme(name) else "which is not on the list"
                yield name, f"the class `{name}`, {whose}"


def _is_whole(name: str, text: str) -> bool:
    """Return whether a class is the one that keeps a token on one line, around a token."""
    return name == CLASS_OF_WHOLE and TOKEN.fullmatch(text) is not None


def _links(nodes: Iterable[LexborNode]) -> Iterator[str]:
    """Yield the relative addresses of a page that are harmless."""
    for node in filter(_is_known, nodes):
        tag = str(node.tag)
        for name in ("href", "src") if tag not in ELEMENTS else ():
            address = plain(node.attributes.get(name) or "#")
            relative = not scheme(address) and not address.startswith(("#", "//"))
            if relative and not list(_bad_address(tag, name, address)):
                yield unquote(address)


def plain(address: str) -> str:
    """Return an address as browsers take it: without tabs and line ends inside, blanks and controls before it."""
    return html.unescape(address).translate(_LINE_ENDS).lstrip(_CONTROLS)


def _bad_address(tag: str, name: str, address: str) -> Iterator[tuple[str, str]]:
    kind = scheme(address)
    if kind not in SCHEMES or (name == "href" and tag != "a"):
        yield address[:20], f"active content: the address `{address[:40]}`"
    elif name == "src" and (kind or address.replace("\\", "/").startswith("//")):
        yield address[:20], f"the image `{address[:60]}` lies on another host"


@lru_cache(maxsize=1 << 14)
def scheme(address: str) -> str:
    """Return what an address begins with, as a browser takes it; empty for a relative one."""
    head, colon, _ = address.partition(":")
    before = f"{head}:" if colon and frozenset("/?#").isdisjoint(head) else ""
    try:
        return urlsplit(address).scheme.lower() or before
    except ValueError:
        return "malformed"


def _line_of(fragment: str, body: str) -> int:
    """Return the 0-based line of ``body`` that holds ``fragment``, else 0."""
    place = body.lower().find(fragment.lower())
    return body.count("\n", 0, place) if place > 0 else 0
