"""The issue in HTML: the body of a mail, or a post as a blog exports it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from backissue.model import Kind
from backissue.sources.issues.boilerplate import is_service, strip_marks
from backissue.sources.issues.html_blocks import BLOCKS, convert_html
from backissue.sources.issues.html_inlines import SILENT, is_hidden
from backissue.sources.issues.issue_head import find_issue_day, make_item, read_html_head
from backissue.sources.pieces import Fate, Glance, Piece, Shape, Sign, Source, Strength, tile

_BYTES = re.compile(r"(?:=[0-9A-Fa-f]{2})+")
_FEWEST = 3
"""Signs of equality that are written so; any coded page of HTML has as many, and hardly another text."""


def decode_quoted_printable(text: str) -> str:
    r"""Return the text as it was before it was coded; all of it where it is not. It has as many lines as before.

    What a line break cuts in two comes on the first of its lines. Bytes that are no UTF-8 stay as they are written.

    >>> decode_quoted_printable('<a id=3D"a" href=3D"b" title=3D"c=C3=A9">wo=\nrds</a> =E9')
    '<a id="a" href="b" title="cé">words\n</a> =E9'
    """
    if text.count("=3D") < _FEWEST:
        return text
    lines: list[str] = []
    cut = -1
    for line in text.split("\n"):
        end = next((at for at, char in enumerate(line) if char.isspace() or char in "<>"), len(line)) if cut >= 0 else 0
        word, rest = line[:end], line[end:]
        if cut >= 0:
            lines[cut] += word.removesuffix("=") if not rest else word
            cut = cut if not rest and word.endswith("=") else -1
        if rest.endswith("="):
            cut = len(lines)
        lines.append(rest.removesuffix("="))
    return _BYTES.sub(_decoded, "\n".join(lines))


def _decoded(found: re.Match[str]) -> str:
    try:
        return bytes.fromhex(found[0].replace("=", "")).decode("utf-8").replace("\n", " ").replace("\r", " ")
    except UnicodeDecodeError:
        return found[0]


_ELEMENTS = frozenset("p div h1 h2 h3 h4 h5 h6 table ul ol br a".split())
_FEWEST_ELEMENTS = 4
_TOKEN = re.compile(
    r"""
    (?P<comment><!--) | --> | <(?P<end>/?)(?P<tag>[A-Za-z][\w:-]*)[^<>]*>? | <![^<>]*>? | [^<-]+ | [<-]
    """,
    re.VERBOSE,
)
_EMPTY = frozenset("area base br col hr img input link meta source wbr".split())


def _is_page(glance: Glance) -> bool:
    """Return whether the text begins as an HTML page does, maybe below a line that says that it is XML."""
    start = glance.tags[1:2] if glance.tags[0] == "?xml" else glance.tags[:1]
    return start[0:1] in {("!doctype html",), ("html",), ("body",)}


def _is_made_of_elements(glance: Glance) -> bool:
    return glance.tags[0] in _ELEMENTS and sum(tag in _ELEMENTS for tag in glance.tags) >= _FEWEST_ELEMENTS


class HtmlIssueReader:
    """One issue: the page as Markdown; scripts, styles, invisible images and the mail's own service lines are none."""

    name = "htmlissue"

    signs = (
        Sign(Strength.LIKELY, "the beginning of an HTML page", _is_page, {Shape.TAGS}),
        Sign(Strength.PLAUSIBLE, "elements of HTML", _is_made_of_elements, {Shape.TAGS}),
    )

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield one item of kind issue."""
        text = strip_marks(decode_quoted_printable("\n".join(source.lines)))
        head, base = read_html_head(text)
        found = convert_html(text, source.facts.title or "", base)
        item = make_item(source, Kind.ISSUE, head, found, find_issue_day(source, head, found.body.split("\n")))
        yield from tile(source, dict.fromkeys(find_shown_lines(text), Fate.ITEM), rest=Fate.BOILERPLATE, items=[item])


def find_shown_lines(html: str) -> list[int]:
    """Return the 1-based lines on which a page's own words stand: no tags, comments, styles or service lines."""
    shown: set[int] = set()
    block: dict[int, str] = {}
    for number, word in [*_words(html), (0, "")]:
        if word:
            block[number] = f"{block.get(number, '')} {word}"
            continue
        if not is_service(" ".join(block.values())):
            shown |= block.keys()
        block = {}
    return sorted(shown)


def _words(html: str) -> Iterator[tuple[int, str]]:
    """Yield the lines and text between tags; no text where a block begins or ends."""
    line, silent, depth = 1, "", 0
    for token in _TOKEN.finditer(html):
        tag = (token["tag"] or "").lower()
        if silent:
            depth += 0 if tag != silent else -1 if token["end"] else int(tag not in SILENT)
            silent = "" if silent == token[0] or depth == 0 else silent
        elif token["comment"]:
            silent, depth = "-->", 1
        elif tag and not token["end"] and (tag in SILENT - {"head", "title"} or _is_hidden(tag, token[0])):
            silent, depth = tag, 1
        elif tag in BLOCKS:
            yield line, ""
        elif not tag and not token[0].startswith("<!"):
            yield from ((line + at, part) for at, part in enumerate(token[0].split("\n")) if part.strip())
        line += token[0].count("\n")


def _is_hidden(tag: str, written: str) -> bool:
    """Return whether a start tag says that its element is not seen; it is read as one of a ``div``."""
    low = written.lower()
    if tag in _EMPTY or not ("hidden" in low or "style" in low):
        return False
    node = LexborHTMLParser(f"<div{written[len(tag) + 1 :]}").css_first("div")
    return node is not None and ("hidden" in node.attributes or is_hidden(node.attributes.get("style")))
