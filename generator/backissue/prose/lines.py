"""Where the blocks of a page stand in its Markdown, found by aligning their words with those of the source.

Python-Markdown does not say from which lines a block is made, and what it makes says the words of these lines in their
order. What a page has besides (addresses, attributes, titles of links) is stepped over.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from backissue.prose.document import FOOTNOTES, Block, Document

_WORD = re.compile(r"[^\W_]+")
FAR = 40
"""Words of the source that are stepped over only where the next words of the block agree, too."""
AGREEING = 3
"""The words that have to agree then, if the block has so many."""


@dataclass(frozen=True, slots=True)
class Place:
    """The 1-based lines of the first and the last word of a block. ``begins``: nothing stands before it in its line."""

    first: int
    last: int
    begins: bool


def locate(document: Document, markdown: str) -> list[Place | None]:
    r"""Find the lines of each block of a document in the Markdown it was made of; ``None`` for one without words.

    >>> from backissue.prose.parse import Renderer
    >>> text = "# One\n\nTwo\nthree\n"
    >>> [(place.first, place.last) for place in locate(Renderer().document(text), text) if place]
    [(1, 1), (3, 4)]
    """
    source = _Source(markdown)
    return [source.place(block) for block in document.blocks]


class _Source:
    """The words of Markdown with their lines, behind a line 0, and how far they have been found in blocks."""

    def __init__(self, markdown: str) -> None:
        self._words: list[str] = []
        self._lines = [0]
        for number, line in enumerate(markdown.split("\n"), 1):
            words = _WORD.findall(html.unescape(line))
            self._words += words
            self._lines += [number] * len(words)
        self._cursor = 0

    @cached_property
    def _at(self) -> Mapping[str, Sequence[int]]:
        """The places of each word, for those that are far away."""
        found = defaultdict[str, list[int]](list)
        for at, word in enumerate(self._words):
            found[word].append(at)
        return found

    def place(self, block: Block) -> Place | None:
        """Find the lines of the next block."""
        if FOOTNOTES in block.parents:  # which stands anywhere
            self._cursor = 0
        found = list(self._find(_WORD.findall(block.text())))
        if not found:
            return None
        before, first = self._lines[found[0] : found[0] + 2]
        return Place(first, self._lines[found[-1] + 1], begins=before != first)

    def _find(self, words: Sequence[str]) -> Iterator[int]:
        for number, word in enumerate(words):
            is_next = self._cursor < len(self._words) and self._words[self._cursor] == word
            at = self._cursor if is_next else self._next(word, self._cursor)
            if at is not None and at > self._cursor + FAR and not self._agree(words[number : number + AGREEING], at):
                continue
            if at is not None:
                self._cursor = at + 1
                yield at

    def _agree(self, words: Sequence[str], at: int) -> bool:
        return all(self._words[at + step] == word for step, word in enumerate(words) if at + step < len(self._words))

    def _next(self, word: str, cursor: int) -> int | None:
        with suppress(ValueError):
            return self._words.index(word, cursor, cursor + FAR)
        places = self._at.get(word, ())
        index = bisect_left(places, cursor)
        return places[index] if index < len(places) else None
