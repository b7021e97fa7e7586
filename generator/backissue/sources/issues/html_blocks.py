"""HTML of other makers as Markdown of this site: headings, paragraphs, lists, quotations, code, tables, footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from textwrap import indent

from selectolax.lexbor import LexborHTMLParser, LexborNode

from backissue.prose.classes import BOXES, is_class_of_theme
from backissue.sources.issues import html_inlines
from backissue.sources.issues.dialect_blocks import BOX, TAB, TITLE
from backissue.sources.issues.html_inlines import AWAY, BREAK, DEEPEST, NOTE, SILENT, Tokens, without_controls
from backissue.sources.issues.html_notes import mark_notes
from backissue.sources.issues.microformats import find_article, frame_words, read_entry
from backissue.sources.issues.personal import Personal, clean
from backissue.sources.issues.services import BEGIN, END, is_service, settle_services
from backissue.sources.issues.widgets import drop_remarks, drop_widgets
from backissue.sources.links.references import local_target
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
        self._within = 0  # lists, quotations and the like, within which this site knows no boxes

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
            return [f"{BEGIN}{html_inlines.write_paragraph(self._linked(run))}{END}"]
        lines: list[Tokens] = [[]]
        for token in run:
            if token == (BREAK, False):
                lines.append([])
            else:
                lines[-1].append(token)
        kept: Tokens = []
        for line in lines:
            is_whole = sum(is_mark for _, is_mark in line) % 2 == 0  # no mark begun in it ends elsewhere
            is_marked = is_whole and is_service(html_inlines.extract_words_of(line))
            kept += [(BREAK, False), *([(BEGIN, True), *line, (END, True)] if is_marked else line)]
        text = html_inlines.write_paragraph(self._linked(kept[1:]))
        return [text] if text else []

    def _linked(self, run: Tokens) -> Tokens:
        return html_inlines.link(run, self._url) if self._url else run

    def _block(self, node: LexborNode, depth: int) -> list[str]:
        match str(node.tag):
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6" as tag:
                return self._heading(node, int(tag[1]))
            case "ul" | "ol" | "dl" as tag if tag != "dl" or (not self._within and _is_definitions(node)):
                return self._definitions(node, depth) if tag == "dl" else self._list(node, depth)
            case "pre":
                return _code(node)
            case "table" if _is_data(node):
                return self._rows(node)
            case "hr":
                return ["---"]
            case tag:
                return self._box(node, depth) if _is_box(node) else self._around(node, tag, depth)

    def _inside(self, node: LexborNode, depth: int) -> list[str]:
        """Return the blocks of what stands within a list, a quotation or the like."""
        self._within += 1
        found = self.blocks(node, depth)
        self._within -= 1
        return found

    def _around(self, node: LexborNode, tag: str, depth: int) -> list[str]:
        """Return the blocks of an element, with what it means around them."""
        around, target = self._url, link_target(node.attributes.get("href") or "") if tag == "a" else ""
        self._url = target or around  # Markdown knows no link around blocks: it stands around the words of each
        is_note = bool(node.attributes.get(NOTE))
        found = self._inside(node, depth) if tag == "blockquote" or is_note else self.blocks(node, depth)
        self._url = "" if target else around
        if is_note:
            label = node.attributes.get(NOTE) or ""
            text = indent("\n\n".join(found), "    ").lstrip()
            return [f"[^{label}]: {text}"] if text and label.isdecimal() else []
        if tag == "blockquote" and found:
            return [indent("\n\n".join(found), "> ", lambda _: True).replace("> \n", ">\n")]
        return found

    def _box(self, node: LexborNode, depth: int) -> list[str]:
        """Return a remark in a box; where there can be none, its title in bold and its text."""
        title_of = node.css_first(_TITLES)
        title = None
        if title_of is not None and title_of.parent == node:
            run = [token for child in title_of.iter(include_text=True) for token in self._tokens(child)]
            title = html_inlines.write_heading(run)
            title_of.decompose()
        classes = node.attributes.get(BOX) or (node.attributes.get("class") or "").replace("admonition", "")
        kinds = " ".join(kind for kind in classes.split() if _KIND.fullmatch(kind) and not is_class_of_theme(kind))
        is_box = bool(kinds) and kinds != TAB and not self._within
        found = self.blocks(node, depth)
        if is_box:
            if known := " ".join(kind for kind in kinds.split() if kind in BOXES | _PLACES):
                kinds = known
            else:  # of a kind that only its own site knew: what it was called is its title
                kinds, title = "note", kinds.partition(" ")[0].capitalize() if title is None else title
            head = f"!!! {kinds}" + ("" if title is None else f' "{title}"')
            return [f"{head}\n\n{indent(chr(10).join(_spaced(found)), '    ')}" if found else head]
        words = title if title is not None else kinds.partition(" ")[0].capitalize() if kinds != TAB else ""
        return [f"**{words}**", *found] if words and "**" not in words else [*filter(None, [words]), *found]

    def _definitions(self, node: LexborNode, depth: int) -> list[str]:
        """Return a list of definitions: each term on a line, and what it means behind colons below it."""
        parts: list[str] = []
        for child in node.iter():
            if child.tag == "dt":
                run = [token for part in child.iter(include_text=True) for token in self._tokens(part)]
                term = html_inlines.write_heading(self._linked(run))
                is_below = bool(parts) and "\n" not in parts[-1] and not parts[-1].startswith(":")
                parts = [*parts[:-1], f"{parts[-1]}\n{term}"] if is_below and term else [*parts, *filter(None, [term])]
                if not term:
                    return self.blocks(node, depth)
            elif found := self._inside(child, depth):
                text = ":   " + indent("\n\n".join(found), "    ").lstrip()
                parts = [*parts[:-1], f"{parts[-1]}\n{text}"] if "\n:   " not in parts[-1] else [*parts, text]
        return ["\n\n".join(parts)]

    def _heading(self, node: LexborNode, level: int) -> list[str]:
        run = [token for child in node.iter(include_text=True) for token in self._tokens(child)]
        text = html_inlines.write_heading(self._linked(run))
        return [f"{'#' * min(level + self._shift, 6)} {text}"] if text else []

    def _list(self, node: LexborNode, depth: int) -> list[str]:
        start = node.attributes.get("start") or "1"
        number = int(start) if start.isdecimal() and len(start) < 6 else 1
        items: list[str] = []
        notes = [child for child in node.iter() if child.attributes.get(NOTE)]
        below = [block for child in notes for block in self._around(child, "section", depth + 1)]
        for child in node.iter():
            if not child.attributes.get(NOTE) and (parts := self._inside(child, depth + 1)):
                mark = f"{number + len(items)}. " if node.tag == "ol" else "- "
                text = parts[0]
                for part in parts[1:]:  # a list within an item follows without a blank line
                    is_list = part.startswith("- ") or part.partition(". ")[0].isdecimal()
                    text += f"\n{part}" if is_list and "\n\n" not in part else f"\n\n{part}"
                items.append(mark + indent(text, "    ").lstrip())
        loose = any("\n\n" in item for item in items)
        return [*([("\n\n" if loose else "\n").join(items)] if items else []), *below]

    def _rows(self, table: LexborNode) -> list[str]:
        """Return a table; one without headings as a list of its rows. Its caption stands above it."""
        caption = table.css_first("caption")
        above = self.blocks(caption) if caption else []
        rows = table.css("tr")
        if not table.css_first("th"):
            items: list[str] = []
            for row in rows:
                run = [token for cell in row.iter() for token in ((" · ", False), *self._tokens(cell))]
                items += [f"- {indent(text, '    ').lstrip()}" for text in self._paragraph(run[1:])]
            return [*above, "\n".join(items)] if items else above
        cells = [[text for cell in row.iter() for text in self._cells(cell)] for row in rows]
        width = max(map(len, cells))
        first, *rest = [[*row, *[""] * (width - len(row))] for row in cells]
        if not all(cell.tag == "th" for cell in rows[0].iter()):
            first, rest = [""] * width, [first, *rest]
        lines = [first, ["---"] * width, *rest]
        return [*above, "\n".join(f"| {' | '.join(line)} |" for line in lines)] if width else above

    def _cells(self, cell: LexborNode) -> list[str]:
        """Return a cell, with an empty one for each further column that it takes."""
        run = [token for child in cell.iter(include_text=True) for token in self._tokens(child)]
        text = _BAR.sub(_escaped_bar, html_inlines.write_heading(self._linked(run)))
        span = cell.attributes.get("colspan") or "1"
        return [text, *[""] * (min(int(span), _WIDEST) - 1 if span.isdecimal() else 0)]


_TITLES = f"[{TITLE}], .admonition-title"
_PLACES = {"inline", "end"}
_KIND = re.compile(r"[\w-]{1,40}")
_BAR = re.compile(r"(`+)(?:(?!\1).)+\1 | \\. | \$[^$]+\$ | \|", re.VERBOSE)
_WIDEST = 50
"""Columns that a cell may take."""


def _escaped_bar(found: re.Match[str]) -> str:
    """Return a bar as the cell of a table may hold it; those of code stay."""
    text = found[0]
    if text.startswith("$"):
        return text.replace("\\|", r"\Vert ").replace("|", r"\vert ")
    return r"\|" if text == "|" else text


def _spaced(blocks: list[str]) -> list[str]:
    return "\n\n".join(blocks).split("\n")


def _is_box(node: LexborNode) -> bool:
    return node.attributes.get(BOX) is not None or "admonition" in (node.attributes.get("class") or "").split()


def _is_definitions(node: LexborNode) -> bool:
    """Return whether a list has terms that are running text, and what they mean."""
    tags = [str(child.tag) for child in node.iter()]
    plain = all(_is_inline(part) for child in node.iter() if child.tag == "dt" for part in child.iter())
    return tags[:1] == ["dt"] and "dd" in tags and {*tags} <= {"dt", "dd"} and plain


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
    """A page as an item takes it: its title, empty where it has none, and Markdown without that title.

    ``services`` are the lines that are left out of it, since they only manage a subscription.
    """

    title: str
    body: str
    services: tuple[str, ...] = ()
    personal: Personal = field(default_factory=Personal, compare=False)


_FOREMOST_TITLES = 20
"""Headings of the first level of which one may be that of all."""


def _titles(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    """Yield the headings of the first level; one in a point of a list names what is in the point."""
    for node in islice(tree.css("h1"), _FOREMOST_TITLES):
        above: LexborNode | None = node
        while above is not None and above.tag != "li":
            above = above.parent
        if above is None:
            yield node


def _title_of_page(whole: str, shown: str) -> str:
    """Return the title of a page: what its heading shows, where the title in its head says the same with less or more.

    The one in the head often ends in the name of the site, or is that of a letter without the number of the issue.

    >>> _title_of_page("Ropes | The Harbour", "Ropes"), _title_of_page("The Harbour", "The Harbour #12: Ropes")
    ('Ropes', 'The Harbour #12: Ropes')
    >>> _title_of_page("Ropes", "The Harbour"), _title_of_page("", "Ropes"), _title_of_page("Ropes", "")
    ('Ropes', 'Ropes', 'Ropes')
    """
    head, heading = whole.casefold(), shown.casefold()
    return shown if shown and (heading in head or heading.startswith(head)) else whole


def convert_html(html: str, title: str = "", base: str = "", readers: Iterable[str] = ()) -> Converted:
    """Return an HTML page, or a part of one, as Markdown.

    Args:
        html: the text; it may be as broken as browsers bear.
        title: the title where it is known. Else it is that of the page, or its first heading of the first level.
        base: the address that relative ones are seen from, where it is known.
        readers: the addresses and names of the one to whom it was sent, where they are known.

    Returns:
        The title and the Markdown; a heading that repeats the title is not in it, nor is one of the first level.
    """
    tree = LexborHTMLParser(_shallow(html))
    personal = clean(tree, readers)
    personal.remarks += drop_remarks(tree)
    personal.widgets += drop_widgets(tree)
    mark_notes(tree)
    entry = read_entry(tree)
    title = title or entry.title
    named = tree.css_first("head > title")
    first = next(_titles(tree), None) or tree.css_first("body > p.title")  # as Google Docs calls it
    shown = _words(first) if first else ""
    title = title or _title_of_page(_words(named) if named else "", shown)
    if first and shown.casefold() == title.casefold():
        first.decompose()
    for name in ("href", "src") if base else ():
        for node in tree.css(f"[{name}]"):
            address = node.attributes.get(name) or ""
            if local_target(address).startswith("#") or not local_target(address):
                node.attrs[name] = absolute(address, base)
            else:
                node.attrs[AWAY] = absolute(address, base)
    article = None if entry.content else find_article(tree)
    personal.widgets += frame_words(tree, article) if article else ()
    root = entry.content or article or tree.body
    blocks = Writer(1 if tree.css_first("h1") else 0).blocks(root) if root else []
    blocks = _without_opening(blocks, [title, entry.summary])
    blocks, services = settle_services(blocks)
    while blocks and blocks[0] == "---":
        blocks.pop(0)
    end = next((at for at in range(len(blocks), 0, -1) if not blocks[at - 1].startswith("[^")), 0)
    while end and blocks[end - 1] == "---":
        end -= 1
        blocks.pop(end)
    return Converted(title, "\n\n".join(blocks) + "\n" if blocks else "", tuple(services), personal)


def _without_opening(blocks: list[str], said: Sequence[str]) -> list[str]:
    """Return blocks without the headings at their beginning that repeat what is said beside them."""
    kept = [block for block in blocks if block]
    for words in said:
        while kept[:1] == ["---"]:
            kept.pop(0)
        first = kept[0] if kept else ""
        if words and first.startswith("#") and plain_letters(first) == plain_letters(words):
            kept.pop(0)
    return kept


def plain_letters(text: str) -> str:
    """Return the letters and digits of a text without case, by which two that differ in marks are one."""
    return "".join(filter(str.isalnum, text.casefold()))


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
