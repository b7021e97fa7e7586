"""What is compared of a page, section by section: words, how they are written, addresses and numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from backissue.mentions.identifiers import Number, numbers
from backissue.mentions.lookup import Story
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


class Given(NamedTuple):
    """A section of a page as it is compared, and the identifiers and addresses that it gives."""

    story: Story
    addresses: Sequence[str]


_Row = tuple[str, str, Sequence[str], Sequence[tuple[str, str, int, int, bool]]]


def remember_stories(page: Page, read: Callable[[Page], Document], memory: Memory) -> Sequence[_Row]:
    """Return what is compared of each section of a page: its words and how they are written, addresses, numbers."""
    return memory.store.remember("stories", memory.key(page), lambda: [*map(_row, read(page).sections())])


def stories(page: Page, read: Callable[[Page], Document], memory: Memory) -> list[Given]:
    """Return the sections of a page."""
    rows = remember_stories(page, read, memory)
    return [
        Given(Story(tuple(words.split()), written, tuple(Number(*one) for one in given)), addresses)
        for words, written, addresses, given in rows
    ]


def words_of(given: Iterable[Given]) -> list[str]:
    """Return all words of a page."""
    return [word for one in given for word in one.story.words]


def _row(section: Section) -> _Row:
    text = "\n".join((section.text, *section.links))
    urls = (url.rstrip(".,;:!?*_") for url in _URL.findall(text))
    words = [token for token in tokens(section.text) if token.key]
    addresses = [*_ARXIV.findall(text), *urls]
    return " ".join(token.key for token in words), shapes(section.text, words), addresses, numbers(section.text, words)
