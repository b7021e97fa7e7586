"""What a page says: the blocks of its text in reading order, made of the HTML that readers get.

A :class:`Document` is made by :mod:`backissue.prose.parse` and by nothing else. Links that only lead around a page (to
a heading itself, to a footnote and back) and what is hidden are no part of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

RUNNING = frozenset({"p", "li", "dt", "dd", "blockquote", "summary", "div", "figcaption"})
"""The kinds of blocks that are running text. The others are headings, listings and cells of tables."""
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
FOOTNOTES = "footnotes"
"""The parent of the blocks of footnotes, which stand at the end of a page."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words as they are read; blanks and line ends are as in the HTML."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """A piece of code in a line, or the code of a whole listing."""

    text: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as its TeX, without delimiters."""

    tex: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address."""

    url: str
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """Words in an element such as ``em``."""

    tag: str
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture. Its ``alt`` is not among the words that a page shows."""

    src: str
    alt: str


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a line that a person has set."""


Inline = Text | Code | Formula | Link | Mark | Picture | Break


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text that no other block stands in: its element, the elements around it, its id and what is in it.

    ``kind`` is ``p``, ``h2``, ``li``, ``pre``, ``td``, ``dt`` and so on; the outermost of ``parents`` comes first.
    ``begun`` is how many of these elements, its own and from there outwards, have no text before this block: 0 for the
    rest of an element whose text another block interrupts.
    """

    kind: str
    parents: tuple[str, ...]
    id: str
    inlines: tuple[Inline, ...]
    begun: int = 1

    @property
    def is_running(self) -> bool:
        """Whether this is running text, and no heading, listing, cell of a table or footnote."""
        return self.kind in RUNNING and FOOTNOTES not in self.parents and "table" not in self.parents

    @property
    def is_heading(self) -> bool:
        """Whether this is a heading."""
        return self.kind in HEADINGS

    def text(self, formula: Callable[[str], str] = str, code: Callable[[str], str] = str) -> str:
        """Return the words in one line, with ``formula`` applied to the TeX of each formula, and ``code`` to code."""
        return " ".join("".join(_texts(self.inlines, formula, code)).split())


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the first or second level with the blocks below it; before the first heading, blocks alone."""

    heading: str = ""
    anchor: str = ""
    blocks: tuple[Block, ...] = ()

    @property
    def text(self) -> str:
        """The words below the heading, a line for each block; headings of lower levels are left out."""
        return "\n".join(block.text() for block in self.blocks if not block.is_heading)

    @property
    def links(self) -> tuple[str, ...]:
        """The addresses that the section links to, in their order."""
        return tuple(_links(self.blocks))


@dataclass(frozen=True, slots=True)
class Document:
    """A page's text: its blocks in reading order, and every id that an element of it has."""

    blocks: tuple[Block, ...] = ()
    ids: frozenset[str] = frozenset()

    @property
    def running(self) -> tuple[Block, ...]:
        """The blocks of running text."""
        return tuple(block for block in self.blocks if block.is_running)

    @property
    def links(self) -> tuple[str, ...]:
        """The addresses that the page links to, in their order."""
        return tuple(_links(self.blocks))

    def words(self) -> list[str]:
        """Return all words of the page, as blanks divide them."""
        return [word for block in self.blocks for word in block.text().split()]

    def text(self, formula: Callable[[str], str] = str) -> str:
        """Return the running text in one line; where there is none, that of all blocks but the headings."""
        found = self.running or [block for block in self.blocks if not block.is_heading]
        return " ".join(block.text(formula) for block in found)

    def sections(self) -> tuple[Section, ...]:
        """Return the sections in their order. A page without headings is one section, an empty page none."""
        return tuple(_sections(self.blocks))


def text_of(inlines: Iterable[Inline]) -> str:
    """Return the words of inlines in one line, as :meth:`Block.text` does."""
    found: list[str] = []
    _take_texts(inlines, found)
    return " ".join("".join(found).split())


def _take_texts(inlines: Iterable[Inline], found: list[str]) -> None:
    """Append what ``_texts`` yields where formulas and code stay as they are, without a generator for each mark."""
    for inline in inlines:
        if isinstance(inline, Text | Code):
            found.append(inline.text)
        elif isinstance(inline, Link | Mark):
            _take_texts(inline.inlines, found)
        elif isinstance(inline, Formula):
            found.append(inline.tex)
        elif isinstance(inline, Break):
            found.append(" ")


def _texts(inlines: Iterable[Inline], formula: Callable[[str], str], code: Callable[[str], str]) -> Iterator[str]:
    for inline in inlines:
        match inline:
            case Text(text):
                yield text
            case Code(text):
                yield code(text)
            case Formula(tex):
                yield formula(tex)
            case Link(_, inside) | Mark(_, inside):
                yield from _texts(inside, formula, code)
            case Break():
                yield " "
            case Picture():
                pass


def _links(blocks: Sequence[Block]) -> Iterator[str]:
    waiting = [inline for block in reversed(blocks) for inline in reversed(block.inlines)]
    while waiting:
        inline = waiting.pop()
        if isinstance(inline, Link):
            yield inline.url
        if isinstance(inline, Link | Mark):
            waiting.extend(reversed(inline.inlines))


def _sections(blocks: Iterable[Block]) -> Iterator[Section]:
    heading, anchor, inside = "", "", list[Block]()
    for block in blocks:
        if block.kind in {"h1", "h2"} and not block.parents:
            if heading or inside:
                yield Section(heading, anchor, tuple(inside))
            heading, anchor, inside = block.text(), block.id, []
        else:
            inside.append(block)
    if heading or inside:
        yield Section(heading, anchor, tuple(inside))
