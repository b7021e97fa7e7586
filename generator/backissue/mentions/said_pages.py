"""What is compared of a page, section by section: words, how they are written, addresses and numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from backissue.mentions.identifiers import Number, numbers
from backissue.mentions.shapes import shapes
from backissue.mentions.spoken_tokens import tokens
from backissue.model import Page
from backissue.prose.document import Document, Section
from backissue.store import Store

_ARXIV = re.compile(r"(?<![\d.])\d{4}\.\d{4,5}(?![\d.])")
_URL = re.compile(r"https?://[^\s<>()\"']+")


class Memory(NamedTuple):
    """A store, and a function that returns what stands for all that is made of a page's text."""

    store: Store
    key: Callable[[Page], str]


class Story(NamedTuple):
    """The words of a section of a page as they are compared, how they are written, and the numbers that it gives."""

    words: tuple[str, ...]
    shapes: str
    numbers: tuple[Number, ...] = ()


class Part(NamedTuple):
    """A section of a page without its text: its heading and anchor, how many words it has, and what it leads to.

    ``addresses`` are the identifiers and addresses that it gives.
    """

    heading: str
    anchor: str
    words: int
    addresses: Sequence[str]


_Row = tuple[str, str, Sequence[str], Sequence[tuple[str, str, int, int, bool]]]
_STORIES, _PARTS = "stories", "sections"


def remember_stories(page: Page, read: Callable[[Page], Document], memory: Memory) -> Sequence[_Row]:
    """Return what is compared of each section of a page: its words and how they are written, addresses, numbers."""
    return memory.store.remember(_STORIES, memory.key(page), lambda: [*map(_row, read(page).sections())])


def parts(page: Page, read: Callable[[Page], Document], memory: Memory) -> list[Part]:
    """Return the sections of a page without what they say."""

    def make() -> list[Part]:
        rows = remember_stories(page, read, memory)
        return [
            Part(section.heading, section.anchor, len(words.split()), addresses)
            for section, (words, _, addresses, _) in zip(read(page).sections(), rows, strict=True)
        ]

    return [Part(*row) for row in memory.store.remember(_PARTS, memory.key(page), make)]


def former_words(memory: Memory, key: str) -> list[str] | None:
    """Return all words of a page as it once was, by what stood for that; ``None`` where nobody knows any more."""
    rows: Sequence[_Row] | None = memory.store.get(_STORIES, key)
    return None if rows is None else [word for words, *_ in rows for word in words.split()]


def stories(page: Page, read: Callable[[Page], Document], memory: Memory) -> list[Story]:
    """Return what each section of a page says."""
    rows = remember_stories(page, read, memory)
    return [
        Story(tuple(words.split()), written, tuple(Number(*one) for one in given)) for words, written, _, given in rows
    ]


def words_of(page: Page, read: Callable[[Page], Document], memory: Memory) -> list[str]:
    """Return all words of a page."""
    return [word for words, *_ in remember_stories(page, read, memory) for word in words.split()]


def _row(section: Section) -> _Row:
    text = "\n".join((section.text, *section.links))
    urls = (url.rstrip(".,;:!?*_") for url in _URL.findall(text))
    words = [token for token in tokens(section.text) if token.key]
    addresses = [*_ARXIV.findall(text), *urls]
    return " ".join(token.key for token in words), shapes(section.text, words), addresses, numbers(section.text, words)
