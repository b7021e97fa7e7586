"""A page's text as JSON, so that it is read once: as lists, with words as they are and anything else by a letter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import astuple
from typing import Any

from backissue.prose.document import Block, Break, Code, Document, Formula, Inline, Link, Mark, Picture, Text

_FORMS: Mapping[str, type[Code | Formula | Link | Mark | Picture | Break]] = {
    "c": Code,
    "f": Formula,
    "a": Link,
    "m": Mark,
    "i": Picture,
    "b": Break,
}
_LETTERS = {form: letter for letter, form in _FORMS.items()}


def pack(document: Document) -> list[Any]:
    """Return a document as JSON can hold it."""
    blocks = [[block.kind, [*block.parents], block.id, _pack(block.inlines), block.begun] for block in document.blocks]
    return [blocks, sorted(document.ids)]


def unpack(packed: list[Any]) -> Document:
    """Return the document that :func:`pack` was given."""
    blocks, ids = packed
    return Document(
        tuple(
            Block(kind, tuple(parents), name, _unpack(inside), begun) for kind, parents, name, inside, begun in blocks
        ),
        frozenset(ids),
    )


def _pack(inlines: Iterable[Inline]) -> list[Any]:
    return [_packed(inline) for inline in inlines]


def _packed(inline: Inline) -> str | list[Any]:
    if isinstance(inline, Text):
        return inline.text
    letter = _LETTERS[type(inline)]
    if isinstance(inline, Link | Mark):
        first = inline.url if isinstance(inline, Link) else inline.tag
        return [letter, first, _pack(inline.inlines)]
    return [letter, *astuple(inline)]


def _unpack(packed: Iterable[Any]) -> tuple[Inline, ...]:
    return tuple(Text(one) if isinstance(one, str) else _unpacked(*one) for one in packed)


def _unpacked(letter: str, *values: Any) -> Inline:  # noqa: ANN401 - whatever JSON holds
    form = _FORMS[letter]
    if form is Link or form is Mark:
        return form(values[0], _unpack(values[1]))
    return form(*values)
