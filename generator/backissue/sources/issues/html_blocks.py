"""HTML of other makers as Markdown of this site: headings, paragraphs, lists, quotations, code, tables, footnotes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from textwrap import indent

from selectolax.lexbor import LexborHTMLParser, LexborNode

from backissue.sources.issues import html_inlines
from backissue.sources.issues.boilerplate import is_service
from backissue.sources.issues.html_inlines import BREAK, DEEPEST, NOTE, SILENT, Tokens, without_controls
from backissue.urls import absolute, link_target

BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4"
    " h5 h6 header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_LANGUAGE = re.compile(r"\b(?:language|lang|highlight-source)-([A-Za-z][\w+#.-]{0,30})|\bbrush: ?(\w{1,30})")
_IN_CELLS = "div, p, table, ul, ol, h1, h2, h3, h4, h5, h6, pre, blockquote"
_SELECTOR = ", ".join(sorted(BLOCKS - {"html", "body"}))


class Writer:
    """Nodes as blocks of Markdown; ``shift`` is what is added to the level of a heading."""

    def __init__(self, shift: int) -> None:
        self._shift = shift
        self._url = ""

    def blocks(self, node: LexborNode, depth: int = 0) -> list[str]:
        """Return the blocks of what stands within a node."""
        if depth > DEEPEST:
            return self._paragraph([(node.text(separator=" "), False)])
        done: list[str] = []
        run: Tokens = []
        for child in node.iter(include_text=True):
            if _is_inline(child):
                run += self._tokens(child, depth)
            elif _is_seen(child):
                done += [*self._paragraph(run), *self._block(child, depth + 1)]
                run = []
        return [*done, *self._paragraph(run)]

    def _tokens(self, node: LexborNode, depth: int = 0) -> Tokens:
        return html_inlines.read_tokens(node, depth, frozenset("[" if self._url else ""))

    def _paragraph(self, run: Tokens) -> list[str]:
        if is_service(html_inlines.extract_words_of(run)):
            return []
        lines: list[Tokens] = [[]]
        for token in run:
            if token == (BREAK, False):
                lines.append([])
            else:
                lines[-1].append(token)
        kept: Tokens = []
        for line in lines:
            is_whole = sum(is_mark for _, is_mark in line) % 2 == 0  # no mark begun in it ends elsewhere
            if not (is_whole and is_service(html_inlines.extract_words_of(line))):
                kept += [(BREAK, False), *line]
        text = html_inlines.write_paragraph(self._linked(kept[1:]))
        return [text] if text else []

    def _linked(self, run: Tokens) -> Tokens:
        return html_inlines.link(run, self._url) if self._url else run

    def _block(self, node: LexborNode, depth: int) -> list[str]:
        match str(node.tag):
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6" as tag:
                return self._heading(node, int(tag[1]))
            case "ul" | "ol":
                return self._list(node, depth)
            case "pre":
                return _code(node)
            case "table" if _is_data(node):
                return self._rows(node)
            case "hr":
                return ["---"]
            case tag:
                return self._around(node, tag, depth)

    def _around(self, node: LexborNode, tag: str, depth: int) -> list[str]:
        """Return the blocks of an element, with what it means around them."""
        around, target = self._url, link_target(node.attributes.get("href") or "") if tag == "a" else ""
        self._url = target or around  # Markdown knows no link around blocks: it stands around the words of each
        found = self.blocks(node, depth)
        self._url = "" if target else around
        if tag == "section" and (label := node.attributes.get(NOTE)):
            text = indent("\n\n".join(found), "    ").lstrip()
            return [f"[^{label}]: {text}"] if text and label.isdecimal() else []
        if tag == "blockquote" and found:
            return [indent("\n\n".join(found), "> ", lambda _: True).replace("> \n", ">\n")]
        return found

    def _heading(self, node: LexborNode, level: int) -> list[str]:
        run = [token for child in node.iter(include_text=True) for token in self._tokens(child)]
        text = html_inlines.write_heading(self._linked(run))
        return [f"{'#' * min(level + self._shift, 6)} {text}"] if text else []

    def _list(self, node: LexborNode, depth: int) -> list[str]:
        start = node.attributes.get("start") or "1"
        number = int(start) if start.isdecimal() and len(start) < 6 else 1
        items: list[str] = []
        for child in node.iter():
            if parts := self.blocks(child, depth + 1):
                mark = f"{number + len(items)}. " if node.tag == "ol" else "- "
                text = parts[0]
                for part in parts[1:]:  # a list within an item follows without a blank line
                    is_list = part.startswith("- ") or part.partition(". ")[0].isdecimal()
                    text += f"\n{part}" if is_list and "\n\n" not in part else f"\n\n{part}"
                items.append(mark + indent(text, "    ").lstrip())
        loose = any("\n\n" in item for item in items)
        return [("\n\n" if loose else "\n").join(items)] if items else []

    def _rows(self, table: LexborNode) -> list[str]:
        items: list[str] = []
        for row in table.css("tr"):
            run = [token for cell in row.iter() for token in ((" · ", False), *self._tokens(cell))]
            items += [f"- {indent(text, '    ').lstrip()}" for text in self._paragraph(run[1:])]
        return ["\n".join(items)] if items else []


def _is_inline(node: LexborNode) -> bool:
    tag = str(node.tag or "")
    return tag.startswith("-") or (tag not in SILENT and tag not in BLOCKS and not node.css_first(_SELECTOR))


def _is_seen(node: LexborNode) -> bool:
    style = node.attributes.get("style")
    return node.tag not in SILENT and not html_inlines.is_hidden(style) and "hidden" not in node.attributes


def _is_data(table: LexborNode) -> bool:
    """Return whether a table holds data, and is not how a mail is laid out."""
    rows = table.css("tr")
    wide = len(rows) > 1 and all(len(list(row.iter())) > 1 for row in rows)
    plain = not any(cell.css_first(_IN_CELLS) for row in rows for cell in row.iter())
    return plain and bool(wide or table.css_first("th"))


def _code(node: LexborNode) -> list[str]:
    """Return code between long enough fences, with the language that an element at, around or within it names."""
    around = (node.css_first("code"), node, node.parent, node.parent and node.parent.parent)
    classes = (element.attributes.get("class") or "" for element in around if element)
    found = next(filter(None, map(_LANGUAGE.search, classes)), None)
    language = (found[1] or found[2]).lower() if found else ""
    text, fence = without_controls(node.text()).strip("\n"), "```"
    while fence in text:
        fence += "`"
    return [f"{fence}{language}\n{text}\n{fence}"] if text.strip() else []


_NESTED = BLOCKS - frozenset("html body p li td th tr dt dd tbody thead tfoot hr".split())
"""Those whose end is not understood where the next begins."""
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)(?=[\s/>])")
_DEEPEST_TAGS = 500


@dataclass(frozen=True, slots=True)
class Converted:
    """A page as an item takes it: its title, empty where it has none, and Markdown without that title."""

    title: str
    body: str


def convert_html(html: str, title: str = "", base: str = "") -> Converted:
    """Return an HTML page, or a part of one, as Markdown.

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
    whole = _words(named) if named else ""  # which often ends in the name of the site
    title = title or (shown if not whole or (shown and shown.casefold() in whole.casefold()) else whole)
    if first and shown.casefold() == title.casefold():
        first.decompose()
    for name in ("href", "src") if base else ():
        for node in tree.css(f"[{name}]"):
            node.attrs[name] = absolute(node.attributes.get(name) or "", base)
    blocks = Writer(1 if tree.css_first("h1") else 0).blocks(tree.body) if tree.body else []
    while blocks and blocks[0] == "---":
        blocks.pop(0)
    while blocks and blocks[-1] == "---":
        blocks.pop()
    return Converted(title, "\n\n".join(blocks) + "\n" if blocks else "")


def _shallow(html: str) -> str:
    """Return the page with what is nested too deeply as mere spans: a parser takes quadratic time for elements."""
    depth = 0

    def keep(found: re.Match[str]) -> str:
        nonlocal depth
        if found[2].lower() not in _NESTED:
            return found[0]
        before, depth = depth, max(depth + (-1 if found[1] else 1), 0)
        return found[0] if max(before, depth) <= _DEEPEST_TAGS else f"<{found[1]}span"

    return _TAG.sub(keep, html)


def extract_words(html: str) -> str:
    """Return the words of a part of an HTML page, in one line.

    >>> extract_words("Fish &amp; <b>chips</b>")
    'Fish & chips'
    """
    body = LexborHTMLParser(_shallow(html)).body
    return _words(body) if body else ""


def _words(node: LexborNode) -> str:
    return " ".join(node.text().split())
