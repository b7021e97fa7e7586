"""Sections for a talk in Markdown that has none: its chapters, or its stories; no other line of it is changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from backissue.markup import escape_heading
from backissue.sources.markdown_lines import read_heading, without_symbols
from backissue.sources.talks.chapter_lists import ABOVE
from backissue.sources.talks.chapter_places import find_places
from backissue.sources.talks.chapters import Chapter
from backissue.sources.talks.linked_text import strip_markup
from backissue.stories import Unit, announced, own_cue, segment
from backissue.text import sentences

_PROSE = re.compile(r"(?!(?:[-*+>|<]|\d+[.)]) |[|<!{`~]|\[\^|-{3}|\*{3}|_{3}| {4}|\t)\S")
"""How a paragraph begins, in contrast to a list, a quotation, a table, an element, a picture, code or a rule."""
_FENCE = ("```", "~~~")


def with_sections(body: str, chapters: Sequence[Chapter], phrases: Sequence[str] = ()) -> str:
    """Return a talk's Markdown with a ``##`` heading above each chapter, or story where it has no chapters.

    The archive says that stories begin with ``phrases``.

    A talk with headings of its own stays as it is, but for one that says that the transcript stands below it.
    """
    blocks = body.split("\n\n")
    titles = {at: read_heading(block)[1] for at, block in enumerate(blocks) if not block.startswith(_FENCE)}
    headed = [at for at, title in titles.items() if title]
    if len(headed) > 1 or any(without_symbols(titles[at]).casefold() not in ABOVE for at in headed):
        return body
    begin = headed[0] + 1 if headed else 0
    parts = {at: sentences(block) for at, block in _prose(blocks) if at >= begin}
    found = _begins(parts, chapters, phrases)
    return "\n\n".join(text for at, block in enumerate(blocks) for text in _cut(block, parts.get(at, []), found, at))


def _prose(blocks: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs of prose and their positions; what stands between fences is none."""
    is_code = False
    for at, block in enumerate(blocks):
        fences = sum(line.startswith(_FENCE) for line in block.split("\n"))
        if not is_code and not fences and _PROSE.match(block):
            yield at, block
        is_code ^= fences % 2 == 1


def _begins(
    parts: Mapping[int, Sequence[str]], chapters: Sequence[Chapter], phrases: Sequence[str]
) -> Mapping[tuple[int, int], str]:
    """Return the headings, each by the paragraph and the sentence in it that it stands above."""
    places = [(at, number) for at, said in parts.items() for number in range(len(said))]
    texts, own = [strip_markup(parts[at][number]) for at, number in places], own_cue(tuple(phrases))
    units = [
        Unit(text, paragraph=number == 0, announces=announced(text, own))
        for text, (_, number) in zip(texts, places, strict=True)
    ]
    if chapters:
        firsts = [at for at, (_, number) in enumerate(places) if number == 0]
        texts = [" ".join(unit.text for unit in units[at:end]) for at, end in pairwise([*firsts, len(units)])]
        begins = find_places([Unit(text, paragraph=True) for text in texts], [], chapters)
        return {places[firsts[at]]: chapter.title for at, chapter in zip(begins, chapters, strict=False)}
    return {places[story.start]: story.heading for story in segment(units) if story.heading and story.tells}


def _cut(block: str, said: Sequence[str], found: Mapping[tuple[int, int], str], at: int) -> Iterator[str]:
    """Yield a block, and a heading above it or within it where a section begins."""
    cuts = [number for number in range(len(said)) if (at, number) in found]
    if not cuts or cuts == [0]:
        yield from (f"## {escape_heading(found[at, number])}" for number in cuts)
        yield block
        return
    for start, end in pairwise([*dict.fromkeys([0, *cuts]), len(said)]):
        if (at, start) in found:
            yield f"## {escape_heading(found[at, start])}"
        yield " ".join(said[start:end])
