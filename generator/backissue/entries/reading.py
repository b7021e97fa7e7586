"""From a page's tree to its entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from backissue.entries.entry import Entry
from backissue.entries.flow import Part, flow
from backissue.entries.leads import (
    Lead,
    first_address,
    is_signature,
    lead_of,
    lead_of_tail,
    leads_of,
    links,
    names_nothing,
    people_of,
    without_number,
)
from backissue.entries.tree import Node, tree_of, words
from backissue.prose.anchor_ids import slug
from backissue.prose.document import Block, Document, Inline

SHORT = 300
"""Characters of a paragraph whose title may be mere words before its link."""
_BELOW = 7
"""The level of a line in bold that stands above a list, below those of headings."""
_READ_MORE = frozenset({"read more", "more", "continue reading", "read the full story", "link", "source", "read", "→"})
_BESIDE = frozenset("# no nr date day week month year time when type kind status 日期 时间 编号".split())
"""Names of columns that say of a row what it is not called."""
_BY = frozenset({"author", "authors", "by", "people", "speaker", "speakers", "作者"})


def entries_of(document: Document) -> tuple[Entry, ...]:
    """Return what a page lists, in reading order; empty where it lists nothing."""
    parts = list(flow(tree_of(document.blocks)))
    return _Reader(document, parts).read()


@dataclass(slots=True)
class _Open:
    """An entry to which text may still be added. ``kind`` is what it began as: heading, text, numbered, item, row."""

    kind: str
    lead: Lead
    sections: tuple[str, ...]
    first: Block
    id: str
    blocks: list[Block] = field(default_factory=list)
    people: tuple[str, ...] = ()
    text: str = ""


class _Reader:
    """Goes through a page's parts with the headings above, and the entry that is open."""

    def __init__(self, document: Document, parts: Sequence[Part]) -> None:
        self._document = document
        self._parts = parts
        self._above: list[tuple[int, str]] = []
        self._found: list[_Open] = []
        self._open: _Open | None = None
        self._stories = _stories(parts)
        levels = [part.node.level for part in parts if part.kind == "heading"]
        self._is_titled = levels[:1] == [1] and levels.count(1) == 1

    def read(self) -> tuple[Entry, ...]:
        """Return the entries."""
        for at, part in enumerate(self._parts):
            match part.kind:
                case "heading":
                    self._heading(at, part)
                case "text" | "term":
                    self._paragraph(at, part)
                case "item":
                    self._item(part)
                case "row":
                    self._row(part)
                case _:
                    self._add(part.node.blocks())
        return tuple(self._finish())

    def _heading(self, at: int, part: Part) -> None:
        level, title = part.node.level, part.node.text
        self._open = None
        self._above = [(other, name) for other, name in self._above if other < level]
        if at in self._stories:
            lead = lead_of(part.first.inlines)
            tail = lead_of_tail(part.first.inlines)
            lead = lead if lead and lead.is_linked else tail or Lead(without_number(title), is_strong=False)
            self._begin("heading", lead, part.first, part.node.id)
        elif not (level == 1 and self._is_titled):
            self._above.append((level, title))

    def _paragraph(self, at: int, part: Part) -> None:
        inlines = part.first.inlines
        if self._open and self._open.kind == "heading":
            self._add(part.node.blocks())
            return
        lead = None if self._is_signed(at) else lead_of(inlines)
        lead = None if lead and lead.is_unresolved else lead
        if self._open and self._open.kind == "numbered" and not (lead and lead.is_numbered):
            self._add(part.node.blocks())
            return
        if several := leads_of(inlines):
            for one in several:
                self._begin("item", one, part.first, "")
        elif lead and self._is_label(at, lead):
            self._above = [(level, name) for level, name in self._above if level < _BELOW]
            self._above.append((_BELOW, lead.title))
            self._open = None
        elif lead and (lead.is_strong or lead.is_numbered):
            self._begin("numbered" if lead.is_numbered else "text", lead, part.first, part.node.id)
        elif part.kind == "term":
            self._begin("text", Lead(part.node.text, is_strong=False), part.first, part.node.id)
        elif len(part.node.text) <= SHORT and (tail := lead_of_tail(inlines)):
            self._begin("text", tail, part.first, part.node.id)
        else:
            self._add([part.first])
            return
        if self._open and self._open.kind == "item":
            self._open = None

    def _is_signed(self, at: int) -> bool:
        """Whether a paragraph says whom the one above it is from, and is none of several that begin with a dash."""
        above = self._parts[at - 1] if at else None
        is_below = above and above.kind in {"text", "rest"} and not is_signature(above.first.inlines)
        return bool(is_below) and is_signature(self._parts[at].first.inlines)

    def _is_label(self, at: int, lead: Lead) -> bool:
        """Whether a paragraph is nothing but bold words above a list or a table."""
        following = self._parts[at + 1].kind if at + 1 < len(self._parts) else ""
        return not lead.url and not lead.rest and following in {"item", "row"}

    def _item(self, part: Part) -> None:
        node = part.node
        first, *others = node.blocks()
        lead = lead_of(first.inlines)
        if self._open and not self._is_next(part, lead):
            self._add(node.blocks())
            return
        if not (lead and lead.is_strong):
            lead = lead_of_tail(first.inlines)
        inner = _items_in(node)
        if lead and not (inner and _is_bare(lead, first) and _list_links(inner)):
            self._begin("item", lead, first, node.id or first.id)
            self._add(others)
        elif not next(links(first.inlines), None):
            self._nested(inner, first)
        self._open = None

    def _is_next(self, part: Part, lead: Lead | None) -> bool:
        """Whether an item goes on with a list, and is no part of the story or the numbered paragraph above it."""
        assert self._open
        if self._open.kind == "numbered":
            return bool(part.counted and self._open.lead.is_linked and lead and lead.is_linked)
        return self._open.kind != "heading"

    def _nested(self, inner: Sequence[Part], first: Block) -> None:
        """Read the lists below an item that is no entry itself, but words above them."""
        label = (_BELOW + 1, first.text().rstrip(":： "))
        if inner and len(label[1]) <= SHORT:
            self._above.append(label)
            for part in inner:
                self._item(part)
            self._above.remove(label)

    def _row(self, part: Part) -> None:
        cells = part.node.nodes
        leads = [lead for cell in cells if cell.first for lead in [lead_of(cell.first.inlines)]]
        at = next((at for at, lead in enumerate(leads) if lead and lead.is_linked), None)
        inlines = [inline for block in part.node.blocks() for inline in block.inlines]
        named = [at for at, cell in enumerate(cells) if any(map(str.isalpha, cell.text))]
        named.sort(key=lambda at: bool(part.columns) and part.columns[at].casefold().strip(" .:") in _BESIDE)
        if at is None or _names_no_row(leads[at], part):
            at = next(iter(named), None)
            if at is None:
                return
        chosen = leads[at]
        lead = chosen if chosen and chosen.is_linked and not _names_no_row(chosen, part) else Lead(cells[at].text)
        lead = Lead(lead.title, lead.url or first_address(inlines), lead.marks, (), is_strong=lead.is_strong)
        self._begin("row", lead, part.first, part.node.id)
        assert self._open, "it has just begun"
        others = [number for number in range(len(cells)) if number != at]
        by = [number for number in others if part.columns and part.columns[number].casefold() in _BY]
        self._open.people = tuple(name.strip() for number in by for name in cells[number].text.split(","))
        self._open.text = " · ".join(cells[number].text for number in others if number not in by)
        self._open = None

    def _begin(self, kind: str, lead: Lead, first: Block, name: str) -> None:
        self._open = _Open(kind, lead, tuple(title for _, title in self._above), first, name)
        self._found.append(self._open)

    def _add(self, blocks: Iterable[Block]) -> None:
        if self._open:
            self._open.blocks.extend(blocks)

    def _finish(self) -> Iterator[Entry]:
        places = {id(block): at for at, block in enumerate(self._document.blocks)}
        taken = set(self._document.ids)
        for position, one in enumerate(self._found, 1):
            people, own = people_of(one.lead.rest)
            below = words(one.blocks)
            yield Entry(
                title=one.lead.title,
                url=one.lead.url or ("" if one.lead.is_unresolved else _address(one)),
                sections=one.sections,
                text=one.text or " ".join(filter(None, (own, below))),
                people=one.people or people,
                marks=tuple(dict.fromkeys(one.lead.marks)),
                position=position,
                anchor=one.id or _free(slug(one.lead.title)[:80].strip("-") or "entry", taken),
                has_id=bool(one.id),
                block=places[id(one.first)],
            )


def _free(name: str, taken: set[str]) -> str:
    free, number = name, 1
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free)
    return free


def _address(one: _Open) -> str:
    """Return the address that a story leads to: that of "Read more", else the first.

    A link in a list below an item is another thing than the item, unless it comes first there and names nothing.
    """
    own = [block for block in one.blocks if one.kind != "item" or _lists_around(block) <= _lists_around(one.first)]
    found = [*links(_inlines(own))]
    heads = [link for block in one.blocks if lead_of(block.inlines) for link in [*links(block.inlines)][:1]]
    below = [link for link in heads if names_nothing(link)]
    more = [link for link in found if _said(link).strip(" →»…").casefold() in _READ_MORE]
    chosen = next(iter((*more, *found, *below)), None)
    return chosen.url if chosen else first_address(_inlines(own))


def _inlines(blocks: Iterable[Block]) -> list[Inline]:
    return [inline for block in blocks for inline in block.inlines]


def _lists_around(block: Block) -> int:
    return sum(kind in {"ul", "ol"} for kind in block.parents)


def _said(inline: Inline) -> str:
    return Block("p", (), "", (inline,)).text()


def _is_generic(lead: Lead | None) -> bool:
    return bool(lead and lead.title.casefold() in _READ_MORE | {"paper", "code", "pdf", "url", "website", "repo"})


def _names_no_row(lead: Lead | None, row: Part) -> bool:
    return _is_generic(lead) or bool(lead and lead.title in row.repeated)


def _items_in(node: Node) -> list[Part]:
    """Return the items of the lists directly in an item."""
    return [part for part in flow(Node("body", "", list(node.nodes))) if part.kind == "item"]


def _is_bare(lead: Lead, first: Block) -> bool:
    """Whether an item is bold words, and nothing else, above the lists in it."""
    return not lead.is_linked and lead.is_strong and not lead.rest and not next(links(first.inlines), None)


def _list_links(inner: Sequence[Part]) -> bool:
    """Whether most items are links that have names of their own."""
    leads = [lead_of(part.first.inlines) for part in inner]
    named = [lead for lead in leads if lead and lead.is_linked and not _is_generic(lead)]
    return len(named) > 1 and 2 * len(named) > len(inner)


def _stories(parts: Sequence[Part]) -> frozenset[int]:
    """Return which headings are entries: those that are links and have no list of links directly below them.

    Headings without links are entries where most of their level, below the same heading, are links or have prose with
    links.
    """
    found, plain = set[int](), defaultdict[tuple[int, ...], list[tuple[int, bool]]](list)
    above: list[int] = []
    for at, part in enumerate(parts):
        if part.kind != "heading":
            continue
        above = [other for other in above if parts[other].node.level < part.node.level]
        below = _below(parts, at)
        lead = lead_of(part.first.inlines)
        if (lead and lead.is_linked) or lead_of_tail(part.first.inlines):
            if not (below and below[0].kind in {"item", "row"} and _lists(below)):
                found.add(at)
                plain[(*above, part.node.level)].append((at, True))
        else:
            plain[(*above, part.node.level)].append((at, _is_told(parts, at, below)))
        above.append(at)
    for level in plain.values():
        told = [at for at, is_told in level if is_told]
        if len(told) > 1 and 3 * len(told) >= 2 * len(level):
            found.update(told)
    return frozenset(found)


def _below(parts: Sequence[Part], at: int) -> list[Part]:
    end = next((end for end in range(at + 1, len(parts)) if parts[end].kind == "heading"), len(parts))
    return list(parts[at + 1 : end])


def _lists(below: Sequence[Part]) -> bool:
    return any(part.kind == "row" or ((lead := lead_of(part.first.inlines)) and lead.is_linked) for part in below)


def _is_told(parts: Sequence[Part], at: int, below: Sequence[Part]) -> bool:
    """Whether there is prose with a link directly below a heading, and nothing there that is an entry itself."""
    after = at + 1 + len(below)
    if after < len(parts) and parts[after].node.level > parts[at].node.level:
        return False
    if not below or below[0].kind not in {"text", "rest"}:
        return False
    leads = [lead_of(part.first.inlines) for part in below if part.kind in {"text", "item", "row"}]
    if sum(bool(lead and (lead.is_strong or lead.is_numbered) and not _is_generic(lead)) for lead in leads) > 0:
        return False
    return any(next(links(block.inlines), None) for part in below for block in part.node.blocks())
