"""A permalink for every paragraph of a transcript, as Markdown with attribute lists.

A paragraph that says when it was spoken is named by that time, and the time becomes the link. Any other is named by a
digest of its words, so that its name stays when others change, and begins with a pilcrow that links to it. What a
person made of a page beside its paragraphs (lists, quotations, tables, code, HTML) is left alone.

The link has the id, and not the paragraph, because Pagefind keeps the text of every element that has one a second time.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from backissue.prose.document import FOOTNOTES, Document
from backissue.prose.lines import locate
from backissue.prose.turns import BOLD, TIME, seconds_of

_TIME = re.compile(rf"((?:{BOLD}:? +)?\()({TIME})(\):?)(?:\s+|$)")
_MARKS = ("#", ">", "<", ":", "!!!", "```", "~~~", "{", "|", "- ", "* ", "+ ", "\\[", "\\begin", "$$")
"""What begins something else than a paragraph, or ends one, where it begins a line within one."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text that stands in nothing else: its 1-based line, and the id of its link.

    ``time`` is whether it is named by the time at its beginning, and ``second`` that time in seconds.
    """

    line: int
    id: str
    time: bool
    second: int = 0


def paragraphs(document: Document, body: str, written: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a page, each with an id that no other element has.

    Args:
        document: the page.
        body: its Markdown.
        written: its Markdown as the source has it, in as many lines. What stands there names a paragraph.
    """
    lines, source = body.split("\n"), written.split("\n")
    ids = _Ids(document)
    for first in _first_lines(document, body, lines):
        time = _TIME.match(lines[first - 1])
        if time and _may_begin_a_line(lines[first - 1][time.end() :]):
            second = seconds_of(time[2])
            yield Paragraph(first, ids.by_time(second), time=True, second=second)
        else:
            yield Paragraph(first, ids.by_words("\n".join(_run(source, first))), time=False)


def link(paragraph: Paragraph, line: str, at: Callable[[int], str] | None = None) -> str:
    """Return the first line of a paragraph with its link. Lines end behind attribute lists, which take in later braces.

    Args:
        paragraph: the paragraph.
        line: its first line.
        at: gives the address at which its recording begins to play at a second, if there is one. Then times lead into
            it, and a pilcrow is the paragraph's own link.
    """
    time = _TIME.match(line) if paragraph.time else None
    pilcrow = f"[\N{PILCROW SIGN}](#{paragraph.id}){{ #{paragraph.id} .bi-anchor }}\n"
    if not time:
        return f"{pilcrow}{line.lstrip()}"
    rest = line[time.end() :]
    if at:
        return f"{pilcrow}{time[1]}[{time[2]}](<{at(seconds_of(time[2]))}>){{ .bi-time }}{time[3]}\n{rest}".rstrip()
    return f"{time[1]}[{time[2]}](#{paragraph.id}){{ #{paragraph.id} .bi-time }}{time[3]}\n{rest}".rstrip()


def _first_lines(document: Document, body: str, lines: Sequence[str]) -> Iterator[int]:
    """Yield the first line of each paragraph that has all lines between two blank ones for itself."""
    places = locate(document, body)
    taken = [0] * (len(lines) + 2)
    for block, known in zip(document.blocks, places, strict=True):
        taken[known.first if known and FOOTNOTES not in block.parents else 0] += 1
    for block, place in zip(document.blocks, places, strict=True):
        if block.kind != "p" or block.parents or block.id or not place or not place.begins:
            continue
        first = last = place.first
        while last < len(lines) and lines[last].strip():
            last += 1
        is_alone = (first == 1 or not lines[first - 2].strip()) and sum(taken[first : last + 1]) == 1
        if is_alone and place.last <= last and _may_begin_a_line(lines[first - 1]):
            yield first


def _run(lines: Sequence[str], first: int) -> Iterator[str]:
    """Return the lines from the 1-based line ``first`` up to a blank one."""
    return takewhile(str.strip, lines[first - 1 :])


def _may_begin_a_line(text: str) -> bool:
    """Whether text says the same where another line stands above it."""
    start = text.lstrip()
    return not start.startswith(_MARKS) and "]:" not in start and (not start or bool(start.strip("-*_=|: ")))


class _Ids:
    """Ids that nothing else on the page has."""

    def __init__(self, document: Document) -> None:
        self._taken = set(document.ids)

    def by_time(self, second: int) -> str:
        """Return ``t-00-01-02`` for the second 62."""
        minutes, seconds = divmod(second, 60)
        hours, minutes = divmod(minutes, 60)
        return self._free(f"t-{hours:02}-{minutes:02}-{seconds:02}")

    def by_words(self, text: str) -> str:
        """Return ``p-`` and the beginning of the digest of the text, however its lines are broken."""
        digest = hashlib.sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()
        return self._free(f"p-{digest[:8]}")

    def _free(self, name: str) -> str:
        free, number = name, 1
        while free in self._taken:
            number += 1
            free = f"{name}-{number}"
        self._taken.add(free)
        return free
