"""A page's blocks as the tree of elements that they stand in, of which entries are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from backissue.prose.document import FOOTNOTES, HEADINGS, Block, Inline


@dataclass(slots=True)
class Node:
    """An element with its id, and what it holds: elements, and runs of text, each as a block."""

    kind: str
    id: str = ""
    inside: list[Node | Block] = field(default_factory=list)

    @property
    def nodes(self) -> list[Node]:
        """The elements directly in this one."""
        return [part for part in self.inside if isinstance(part, Node)]

    @property
    def first(self) -> Block | None:
        """The block that this element's text begins with."""
        return next(self.blocks(), None)

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks in this element, in reading order."""
        for part in self.inside:
            if isinstance(part, Node):
                yield from part.blocks()
            else:
                yield part

    def find(self, kind: str) -> Iterator[Node]:
        """Yield the outermost elements of a kind in this one."""
        for node in self.nodes:
            if node.kind == kind:
                yield node
            else:
                yield from node.find(kind)

    def has(self, *kinds: str) -> bool:
        """Whether an element of one of the kinds stands in this one."""
        return any(node.kind in kinds or node.has(*kinds) for node in self.nodes)

    @property
    def text(self) -> str:
        """The words of this element in one line."""
        return words(self.blocks())

    @property
    def level(self) -> int:
        """The level of a heading, 0 for what is none."""
        return int(self.kind[1]) if self.kind in HEADINGS else 0


def words(blocks: Iterator[Block] | Sequence[Block]) -> str:
    """Return the words of blocks in one line."""
    return " ".join(filter(None, (block.text() for block in blocks)))


def run(inlines: Sequence[Inline]) -> Block:
    """Return a block of what stands in a line."""
    return Block("p", (), "", tuple(inlines))


def tree_of(blocks: Sequence[Block]) -> Node:
    """Return the element that all blocks stand in. Footnotes are left out."""
    root = Node("body")
    open_: list[Node] = []
    for block in blocks:
        path = (*block.parents, block.kind)
        if FOOTNOTES in path:
            continue
        del open_[max(0, len(path) - block.begun) :]
        while len(open_) < len(path):
            node = Node(path[len(open_)])
            (open_[-1] if open_ else root).inside.append(node)
            open_.append(node)
        open_[-1].id = open_[-1].id or block.id
        open_[-1].inside.append(block)
    return root
