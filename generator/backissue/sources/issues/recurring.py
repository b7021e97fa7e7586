"""Paragraphs about the subscription that letter after letter has, wherever they stand in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from backissue.model import Item, Kind, Problem
from backissue.sources.issues.services import line_key, names_service

_FEWEST = 3
_OTHER_BLOCKS = ("#", ">", "-", "|", "`", "~", " ", "<", "[^")

Place = tuple[str, str]
"""A folder below ``content/sources``, and what its letters have in common of a paragraph."""


def find_recurring(items: Iterable[Item]) -> frozenset[Place]:
    """Return the paragraphs that speak of the subscription and stand alike in three issues of one folder or more."""
    found: defaultdict[Place, set[str]] = defaultdict(set)
    for item in items:
        for place, _ in _paragraphs(item):
            found[place].add(item.id)
    return frozenset(place for place, ids in found.items() if len(ids) >= _FEWEST)


def without_recurring(item: Item, recurring: frozenset[Place]) -> tuple[Item, list[Problem]]:
    """Return an issue without the paragraphs that recur, and a hint at each."""
    left_out = {text for place, text in _paragraphs(item) if place in recurring}
    blocks = [block for block in item.body.rstrip("\n").split("\n\n") if block not in left_out]
    if not left_out or not any(blocks) or not item.source:
        return item, []
    hints = [
        Problem(
            f"content/sources/{item.source.file}",
            item.source.line,
            f"left out, as letter after letter says it of the subscription: `{' '.join(text.split())[:80]}`",
            "nothing to do, unless it is part of the text",
            is_hint=True,
        )
        for text in sorted(left_out)
    ]
    return replace(item, body="\n\n".join(blocks) + "\n"), hints


def _paragraphs(item: Item) -> Iterator[tuple[Place, str]]:
    """Yield the paragraphs of an issue that speak of the subscription."""
    if item.kind is Kind.ISSUE and item.source:
        folder = PurePosixPath(item.source.file).parent.as_posix()
        for block in item.body.rstrip("\n").split("\n\n"):
            if block and not block.startswith(_OTHER_BLOCKS) and names_service(block):
                yield (folder, line_key(block)), block
