"""From a page's tree to its entries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from backissue.entries.entry import Entry
from backissue.entries.flow import LISTS, Part, flow
from backissue.entries.leads import (
    BEFORE,
    BOLD,
    COLONS,
    LONGEST,
    Lead,
    first_address,
    is_bold,
    is_named,
    is_signature,
    lead_of,
    lead_of_item,
    leads_of,
    links,
    names_nothing,
    people_of,
    said,
    split_marks,
    told,
    without_number,
)
from backissue.entries.story_headings import is_generic, leads_on, story_headings
from backissue.entries.tails import first_sentence, is_address, lead_of_tail, tail_of
from backissue.entries.tree import Node, run, tree_of, words
from backissue.prose.anchor_ids import slug
from backissue.prose.document import Block, Document, Inline, Mark

SHORT, LONG = 300, 600
"""Characters of a paragraph whose title may be mere words before its link, and of one where several are like it."""
SEVERAL = 3
"""Paragraphs that are alike from which this is the form of a page."""
_BELOW = 7
"""The level of a line in bold that stands above a list, below those of headings."""
_BESIDE = frozenset("# no nr date day week month year time when type kind status 日期 时间 编号".split())
"""Names of columns that say of a row what it is not called."""
_GOES_ON = re.compile(r"(?!by\b|from\b|on\b|in\b|via\b|von\b)[a-zß-ÿ]")
"""How a sentence goes on behind the link that it begins with."""
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|avif)(?:[?#].*)?$", re.IGNORECASE)
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
        self._fields = _fields(document.blocks)
        self._stories = story_headings(parts, self._fields)
        levels = [part.node.level for part in parts if part.kind == "heading"]
        self._is_titled = levels[:1] == [1] and levels.count(1) == 1
        self._is_greeting = bool(levels)
        self._repeated = _repeated(document.blocks)
        self._names_sources = _names_sources(parts)
        self._labels_lists = _labels_lists(parts)

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
        self._open, self._is_greeting = None, False
        self._above = [(other, name) for other, name in self._above if other < level]
        if at in self._stories:
            lead = part.lead
            tail = lead_of_tail(part.first.inlines)
            name, marks = split_marks(without_number(title))
            whole = Lead(name, first_address(part.first.inlines), tuple(marks), is_strong=False)
            lead = lead if lead and lead.is_linked else tail or whole
            self._begin("heading", lead, part.first, part.node.id)
        elif not (level == 1 and self._is_titled):
            self._above.append((level, title))

    def _paragraph(self, at: int, part: Part) -> None:
        inlines = part.first.inlines
        if self._repeated and part.node.text in self._repeated:
            return
        if self._open and self._open.kind == "heading":
            self._add(part.node.blocks())
            return
        lead = self._lead(at, part)
        if self._open and self._open.kind == "numbered" and not (lead and lead.is_numbered):
            self._add(part.node.blocks())
        elif several := leads_of(inlines):
            for one in several:
                self._begin("item", one, part.first, "")
            self._open = None
        elif lead and self._is_label(at, lead):
            self._above = [(level, name) for level, name in self._above if level < _BELOW]
            self._above.append((_BELOW, lead.title))
            self._open = None
        elif lead and not lead.is_label and (lead.is_strong or lead.is_numbered) and not self._is_more(lead):
            self._begin("numbered" if lead.is_numbered else "text", lead, part.first, part.node.id)
        elif part.kind == "term":
            self._begin("text", Lead(part.node.text, is_strong=False), part.first, part.node.id)
        elif tail := self._tail(part):
            self._begin("text", tail, part.first, part.node.id)
        else:
            self._add([part.first])

    def _lead(self, at: int, part: Part) -> Lead | None:
        """Return what a paragraph begins with, if that is the title of an entry."""
        lead = None if self._is_signed(at) else part.lead
        is_none = lead and (
            lead.is_unresolved or _is_picture(lead) or self._is_beside(at, lead) or self._is_prose(lead)
        )
        return None if is_none else lead

    def _is_more(self, lead: Lead) -> bool:
        """Whether a line is a link that names nothing of its own, or a field of what is told above it."""
        is_bare = is_generic(lead) and (self._open or not lead.title.startswith("http"))
        return lead.title in self._fields or (bool(is_bare) and not any(map(str.isalnum, told(lead.rest))))

    def _is_prose(self, lead: Lead) -> bool:
        """Whether a sentence of the words above the first heading happens to begin with a link."""
        return self._is_greeting and lead.is_linked and bool(_GOES_ON.match(run(lead.rest).text()))

    def _tail(self, part: Part) -> Lead | None:
        """Return the lead of a paragraph whose link stands at its end, which a longer one has where several do.

        Words above the first heading greet, and list nothing in this form.
        """
        if self._is_greeting:
            return None
        is_short = len(part.node.text) <= (LONG if self._names_sources else SHORT)
        return lead_of_tail(part.first.inlines, loosely=self._names_sources) if is_short else None

    def _is_beside(self, at: int, lead: Lead) -> bool:
        """Whether a paragraph is a link to where the entry before or behind it leads, as a picture's caption is."""
        if not lead.is_linked or said(lead.rest):
            return False
        last = self._found[-1].lead if self._found else None
        return bool(last and last.url == lead.url) or lead.url in self._addresses_below(at)

    def _addresses_below(self, at: int) -> list[str]:
        """Return where the next paragraph leads that is titled itself, and does not only say "read more"."""
        following = self._parts[at + 1] if at + 1 < len(self._parts) else None
        if not following or following.kind != "text":
            return []
        tail, lead = tail_of(following.first.inlines), following.lead
        led = [lead.url] if lead and lead.is_linked else []
        return led + [link.url for link in (tail.links if tail else ()) if not leads_on(link)]

    def _is_signed(self, at: int) -> bool:
        """Whether a paragraph says whom the one above it is from, and is none of several that begin with a dash."""
        above = self._parts[at - 1] if at else None
        is_below = above and above.kind in {"text", "rest"} and not is_signature(above.first.inlines)
        return bool(is_below) and is_signature(self._parts[at].first.inlines)

    def _is_label(self, at: int, lead: Lead) -> bool:
        """Whether a paragraph is nothing but bold words above a list or a table, or with a colon above entries."""
        if lead.url or said(lead.rest):
            return False
        first, second = (*self._parts[at + 1 : at + 3], None, None)[:2]
        if first and second and first.kind == "text" and first.node.text.endswith(COLONS):
            first = second
        if self._labels_lists or (first and first.kind in {"item", "row"}):
            return True
        below = first.lead if first and lead.is_label and first.kind == "text" else None
        return bool(below and below.is_strong)

    def _item(self, part: Part) -> None:
        node = part.node
        first, *others = self._told(node.blocks())
        lead = part.lead if part.lead and part.lead.is_strong else lead_of_item(first.inlines)
        if (self._open and not self._is_next(part, lead)) or (lead and lead.title in self._fields):
            self._add(node.blocks())
            return
        lead = None if lead and lead.is_figure else lead
        lead = lead or lead_of_tail(first.inlines, loosely=self._names_sources) or _above_address(first, others)
        inner = _items_in(node)
        if lead and not (inner and _is_bare(lead, first) and _list_links(inner)):
            self._begin("item", lead, first, node.id or first.id)
            self._add(others)
        elif not next(links(first.inlines), None):
            self._nested(inner, first)
        self._open = None

    def _told(self, blocks: Iterable[Block]) -> Iterable[Block]:
        """Return blocks without the lines in bold that the page repeats."""
        return (block for block in blocks if block.text() not in self._repeated) if self._repeated else blocks

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
    more = [link for link in found if leads_on(link)]
    chosen = next(iter((*more, *found, *below)), None)
    return chosen.url if chosen else next(filter(None, (first_address(block.inlines) for block in own)), "")


def _inlines(blocks: Iterable[Block]) -> list[Inline]:
    return [inline for block in blocks for inline in block.inlines]


def _lists_around(block: Block) -> int:
    return sum(kind in {"ul", "ol"} for kind in block.parents)


def _names_no_row(lead: Lead | None, row: Part) -> bool:
    return is_generic(lead) or bool(lead and (lead.title in row.repeated or not is_named(lead.title)))


def _is_picture(lead: Lead) -> bool:
    """Whether a line is nothing but a link to a picture, as the place of one is that lies elsewhere."""
    return bool(lead.is_linked and _PICTURE.search(lead.url)) and not said(lead.rest)


def _above_address(first: Block, others: Sequence[Block]) -> Lead | None:
    """Return the lead of an item that is words above nothing but an address."""
    url = next((first_address(block.inlines) for block in others if is_address(block.inlines)), "")
    title = BEFORE.sub("", first_sentence(first.text()), count=1)
    is_told = url and next(links(first.inlines), None) is None and 0 < len(title) <= LONGEST
    return Lead(title, url, is_strong=False) if is_told else None


def _repeated(blocks: Sequence[Block]) -> frozenset[str]:
    """Return the words of lines in bold that a page repeats without a link: they name nothing that it lists."""
    bold = (block.text() for block in _bold(blocks) if not block.is_heading and is_bold(block.inlines))
    return frozenset(text for text, number in Counter(bold).items() if number >= SEVERAL)


def _labels_lists(parts: Sequence[Part]) -> bool:
    """Whether most lines in bold of a page stand above lists, so that the others name lists that are empty."""
    following = [below.kind for part, below in pairwise(parts) if part.kind == "text" and is_bold(part.first.inlines)]
    above = sum(kind in {"item", "row"} for kind in following)
    return above >= SEVERAL - 1 and 2 * above > len(following)


def _names_sources(parts: Sequence[Part]) -> bool:
    """Whether several paragraphs and items of a page end with where their words are from."""
    untitled = (part for part in parts if part.kind in {"text", "item"} and not (part.lead and part.lead.is_strong))
    tails = (tail_of(part.first.inlines) for part in untitled)
    return sum(bool(tail and tail.is_set_off) for tail in tails) >= SEVERAL


def _fields(blocks: Sequence[Block]) -> frozenset[str]:
    """Return the labels in bold that stand before a colon again and again: they say what is told of each entry."""
    labels = (lead.title for block in _bold(blocks) if (lead := lead_of(block.inlines)) and lead.is_named)
    return frozenset(label for label, number in Counter(labels).items() if number >= SEVERAL)


def _bold(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks that have bold words directly in them."""
    return (block for block in blocks if any(isinstance(part, Mark) and part.tag in BOLD for part in block.inlines))


def _items_in(node: Node) -> list[Part]:
    """Return the items of the lists directly in an item."""
    if not node.has(*LISTS):
        return []
    return [part for part in flow(Node("body", "", list(node.nodes))) if part.kind == "item"]


def _is_bare(lead: Lead, first: Block) -> bool:
    """Whether an item is bold words, and nothing else, above the lists in it."""
    return not lead.is_linked and lead.is_strong and not lead.rest and not next(links(first.inlines), None)


def _list_links(inner: Sequence[Part]) -> bool:
    """Whether most items are links that have names of their own."""
    leads = [part.lead for part in inner]
    named = [lead for lead in leads if lead and lead.is_linked and not is_generic(lead)]
    return len(named) > 1 and 2 * len(named) > len(inner)
