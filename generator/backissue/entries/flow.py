"""A page's tree as what follows one another: headings, paragraphs, items of lists, rows of tables, and the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backissue.entries.leads import Lead, first_address, is_named, lead_of, links
from backissue.entries.tree import Node, run
from backissue.prose.document import Block

_AROUND = frozenset(
    "body div section article main center header aside form figure details dl table tbody thead tfoot tr td th".split()
)
LISTS = frozenset({"ul", "ol", "menu"})


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the flow. ``kind`` is ``heading``, ``text``, ``item``, ``row``, ``term`` or ``rest``.

    ``lead`` is what it begins with. An item that is ``counted`` is one of a numbered list. A row has the names of its
    ``columns``, and the words of links that several rows of its table have.
    """

    kind: str
    node: Node
    lead: Lead | None
    columns: tuple[str, ...] = ()
    repeated: frozenset[str] = frozenset()
    counted: bool = False

    @property
    def first(self) -> Block:
        """The block that it begins with."""
        found = self.node.first
        assert found, "a tree has no elements without text"
        return found


def flow(node: Node) -> Iterator[Part]:
    """Yield the parts of an element in reading order."""
    for part in node.inside:
        if isinstance(part, Block):
            yield _part("text", Node("p", node.id if node.kind != "body" else "", [part]))
        elif part.level:
            yield _part("heading", part)
        elif part.kind in LISTS:
            yield from (_part("item", item, counted=part.kind == "ol") for item in part.nodes)
        elif part.kind == "table" and _is_data(part):
            yield from _rows(part)
        elif part.kind in _AROUND:
            yield from flow(part)
        else:
            yield _part({"p": "text", "dt": "term"}.get(part.kind, "rest"), part)


def _part(kind: str, node: Node, *, counted: bool = False) -> Part:
    first = node.first
    return Part(kind, node, lead_of(first.inlines) if first else None, counted=counted)


def _is_data(table: Node) -> bool:
    """Whether a table holds data, and does not only lay out a mail."""
    if table.has("table", "p", "h1", "h2", "h3", "h4", "ul", "ol", "blockquote"):
        return False
    wide = [row for row in table.find("tr") if len(row.nodes) > 1]
    return bool(wide) and (table.has("thead") or len(wide) > 1)


def _rows(table: Node) -> Iterator[Part]:
    """Yield the rows of a table. One without any address, or where only numbers lead to one, lists nothing."""
    columns: Sequence[str] = ()
    rows = list(table.find("tr"))
    blocks = [block for row in rows for block in row.blocks()]
    lists = any(first_address(block.inlines) and not _is_figure(block) for block in blocks)
    counts = Counter(text for row in rows for text in _linked(row))
    repeated = frozenset(text for text, number in counts.items() if number > 1)
    for row in rows:
        cells = row.nodes
        if all(cell.kind == "th" for cell in cells):
            columns = [cell.text for cell in cells]
        elif lists:
            yield Part("row", row, None, tuple(columns) if len(columns) == len(cells) else (), repeated)
        else:
            yield Part("rest", row, None)


def _is_figure(block: Block) -> bool:
    return all(not is_named(run([link]).text()) for link in links(block.inlines)) and not is_named(block.text())


def _linked(row: Node) -> set[str]:
    return {run([link]).text() for block in row.blocks() for link in links(block.inlines)}
