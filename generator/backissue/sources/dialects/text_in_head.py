"""Texts that stand in the head itself, as forms of content managers write them: ``transcript: |`` above nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from backissue.sources.dialects.markup_lines import reindent
from backissue.sources.pieces import Source
from backissue.text import fold_key

_TEXTS = {
    **dict.fromkeys(("transcript", "transcription"), "Transcript"),
    **dict.fromkeys(("shownotes", "episodenotes", "notes"), "Show notes"),
    **dict.fromkeys(("content", "body", "text", "fulltext", "markdown"), "Text"),
}
"""What a text is called where another one stands above it."""
_BLOCK = re.compile(r"(?P<key>[\w -]+):\s*[|>](?:[-+]?\d?|\d[-+]?)\s*")


def with_text_below(source: Source) -> Source:
    """Return a source whose head ends with texts, and has nothing below it, with these as its text.

    No line moves, so that problems name the lines of the file.

    >>> with_text_below(Source("a.md", ("---", "title: Ropes", "transcript: |", "  Ada: So.", "---"))).lines
    ('---', 'title: Ropes', '---', 'Ada: So.', '')
    """
    lines = source.lines
    fences = [at for at, line in enumerate(lines) if line.rstrip() == "---"][:2]
    if len(fences) < 2 or fences[0] or any(line.strip() for line in lines[fences[1] + 1 :]):
        return source
    end = fences[1]
    texts = [*_texts(lines[:end])]
    if not texts:
        return source
    below = [line for first, last in pairwise([*texts, end]) for line in _text(lines[first:last])]
    return replace(source, lines=(*lines[: texts[0]], "---", *below[1:], *[""] * (len(lines) - end)))


def _texts(head: Sequence[str]) -> list[int]:
    """Return where the texts begin with which a head ends."""
    keys = [at for at, line in enumerate(head) if at and line[:1].strip() and line[0] not in "#-"]
    last = next((place for place, at in enumerate(reversed(keys)) if not _name(head[at])), len(keys))
    return keys[len(keys) - last :]


def _name(line: str) -> str:
    """Return what the text that begins in a line is called; nothing where none does."""
    found = _BLOCK.fullmatch(line)
    return _TEXTS.get(fold_key(found["key"]), "") if found else ""


def _text(lines: Sequence[str]) -> Iterator[str]:
    yield f"## {_name(lines[0])}"
    yield from reindent(lines[1:], 0)
