"""HTML of other makers as Markdown of this site: headings, paragraphs, lists, quotations, code, tables as lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import indent

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.importing.readers.issues import inline
from generator.importing.readers.issues.boilerplate import is_service
from generator.importing.readers.issues.inline import DEEPEST, SILENT, Tokens

BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4"
    " h5 h6 header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_CLOSED_BY_THE_NEXT = frozenset("html body p li td th tr dt dd tbody thead tfoot hr".split())
_NESTING = re.compile(rf"<(/?)(?:{'|'.join(sorted(BLOCKS - _CLOSED_BY_THE_NEXT))})(?=[\s/>])", re.IGNORECASE)
_DEEPEST_TAGS = 500
_IN_CELLS = "div, p, table, ul, ol, h1, h2, h3, h4, h5, h6, pre, blockquote"
_SELECTOR = ", ".join(sorted(BLOCKS - {"html", "body"}))


@dataclass(frozen=True, slots=True)
class Converted:
    """A page as an item takes it: its title, empty where it has none, and Markdown without that title."""

    title: str
    body: str


def convert(html: str, title: str = "") -> Converted:
    """An HTML page, or a part of one, as Markdown.

    Args:
        html: the text; it may be as broken as browsers bear.
        title: the title where it is known. Else it is that of the page, or its first heading of the first level.

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
    writer = _Writer(1 if tree.css_first("h1") else 0)
    return Converted(title, _page(writer.blocks(tree.body) if tree.body else []))


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


class _Writer:
    """Nodes as blocks of Markdown; ``shift`` is what is added to the level of a heading."""

    def __init__(self, shift: int) -> None:
        self._shift = shift

    def blocks(self, node: LexborNode, depth: int = 0) -> list[str]:
        """The blocks of what stands within a node."""
        if depth > DEEPEST:
            return self._paragraph([(node.text(separator=" "), False)])
        done: list[str] = []
        run: Tokens = []
        for child in node.iter(include_text=True):
            if _is_inline(child):
                run += inline.tokens(child, depth)
            elif child.tag not in SILENT:
                done += [*self._paragraph(run), *self._block(child, depth + 1)]
                run = []
        return [*done, *self._paragraph(run)]

    def _paragraph(self, run: Tokens) -> list[str]:
        text = inline.paragraph(run)
        return [text] if text and not is_service(inline.plain(run)) else []

    def _block(self, node: LexborNode, depth: int) -> list[str]:
        match str(node.tag):
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6" as tag:
                return self._heading(node, int(tag[1]))
            case "ul" | "ol":
                return self._list(node, depth)
            case "blockquote":
                return _quoted(self.blocks(node, depth))
            case "pre":
                return _code(node.text())
            case "table" if _is_data(node):
                return self._rows(node)
            case tag:
                return ["---"] if tag == "hr" else self.blocks(node, depth)

    def _heading(self, node: LexborNode, level: int) -> list[str]:
        text = inline.heading(token for child in node.iter(include_text=True) for token in inline.tokens(child))
        return [f"{'#' * min(level + self._shift, 6)} {text}"] if text else []

    def _list(self, node: LexborNode, depth: int) -> list[str]:
        start = node.attributes.get("start") or "1"
        number = int(start) if start.isdecimal() and len(start) < 6 else 1
        items: list[str] = []
        for child in node.iter():
            if parts := self.blocks(child, depth + 1):
                mark = f"{number + len(items)}. " if node.tag == "ol" else "- "
                items.append(mark + indent(_within_item(parts), "    ").lstrip())
        loose = any("\n\n" in item for item in items)
        return [("\n\n" if loose else "\n").join(items)] if items else []

    def _rows(self, table: LexborNode) -> list[str]:
        rows = [self._paragraph(list(_cells(row))) for row in table.css("tr")]
        items = [f"- {indent(row, '    ').lstrip()}" for found in rows for row in found]
        return ["\n".join(items)] if items else []


def _is_inline(node: LexborNode) -> bool:
    tag = str(node.tag or "")
    if tag.startswith("-") or tag in SILENT:
        return tag not in SILENT
    return tag not in BLOCKS and not node.css_first(_SELECTOR)


def _is_data(table: LexborNode) -> bool:
    """Whether a table holds data, and is not how a mail is laid out."""
    rows = table.css("tr")
    wide = len(rows) > 1 and all(len(list(row.iter())) > 1 for row in rows)
    plain = not any(cell.css_first(_IN_CELLS) for row in rows for cell in row.iter())
    return plain and bool(wide or table.css_first("th"))


def _cells(row: LexborNode) -> Iterator[tuple[str, bool]]:
    for number, cell in enumerate(row.iter()):
        if number:
            yield " · ", False
        yield from inline.tokens(cell)


def _quoted(blocks: list[str]) -> list[str]:
    text = indent("\n\n".join(blocks), "> ", lambda _: True)
    return [text.replace("> \n", ">\n")] if text else []


def _within_item(parts: list[str]) -> str:
    """The blocks of a list's item; a list within it follows without a blank line."""
    text = parts[0]
    for part in parts[1:]:
        tight = re.match(r"(?:- |\d+\. )", part) and "\n\n" not in part
        text += f"\n{part}" if tight else f"\n\n{part}"
    return text


def _code(text: str) -> list[str]:
    """Code between fences that are longer than any row of backticks in it."""
    text = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", text).strip("\n")
    fence = "`" * max(3, *(len(ticks) + 1 for ticks in re.findall(r"`+", text)), 3)
    return [f"{fence}\n{text}\n{fence}"] if text.strip() else []
