"""The stories of a page: its sections, each with the anchor that its heading gets on the site."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown.extensions.toc import slugify, unique

from generator.model import Page

_HEADING = re.compile(r"^(#{1,6}) +(.*?)(?: +#+)? *$")
_GIVEN = re.compile(r"\s*\{:?[^}]*#([^\s}]+)[^}]*\}\s*$")
_LINK = re.compile(r"!?\[((?:\\.|[^\]\\])*)\]\([^()\s]*\)")
_EMPHASIS = re.compile(r"(?<![\\\w])([*_]{1,3})(?=\S)(.+?)(?<=[^\s\\])\1(?!\w)")
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")


@dataclass(frozen=True, slots=True)
class Story:
    """A section: its heading as plain text and the id of that on the site, both empty before the first heading.

    ``line`` is the 1-based line of the body at which its Markdown ``text`` begins, behind the heading's own.
    """

    heading: str
    anchor: str
    line: int
    text: str


def stories(page: Page) -> tuple[Story, ...]:
    """The sections of a page in their order. A page without headings is one story."""
    lines = page.item.body.split("\n")
    heads = [(0, "", ""), *_sections(lines, {slugify(shown(page.item.title), "-")})]
    ends = [*(number for number, _, _ in heads[1:]), len(lines) + 1]
    texts = ("\n".join(lines[head[0] : end - 1]) for head, end in zip(heads, ends, strict=True))
    found = (
        Story(heading, anchor, number + 1, text) for (number, heading, anchor), text in zip(heads, texts, strict=True)
    )
    return tuple(story for story in found if story.heading or story.text.strip())


def has_own_anchor(heading: str) -> bool:
    """Whether a heading's Markdown names its own id."""
    return _GIVEN.search(heading) is not None


def shown(markdown: str) -> str:
    r"""The words of a heading or a title as readers see them.

    >>> shown("The *state* of [GPT-4](https://a.example) \[2\]")
    'The state of GPT-4 [2]'
    """
    text = _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", markdown))
    return html.unescape(_ESCAPE.sub("", text)).strip()


def _sections(lines: list[str], taken: set[str]) -> Iterator[tuple[int, str, str]]:
    """The 1-based line, the words and the anchor of each heading that begins a section."""
    for number, level, text in _headings(lines):
        anchor = _anchor(text, taken)
        if level <= 2:
            yield number, shown(_GIVEN.sub("", text)), anchor


def _headings(lines: list[str]) -> Iterator[tuple[int, int, str]]:
    """The 1-based line, the level and the text of each heading outside of code."""
    fence = ""
    for number, line in enumerate(lines, 1):
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        elif not fence and (found := _HEADING.match(line)):
            yield number, len(found[1]), found[2]


def _anchor(heading: str, taken: set[str]) -> str:
    """The id that Python-Markdown's table of contents gives a heading."""
    if given := _GIVEN.search(heading):
        taken.add(given[1])
        return given[1]
    return unique(slugify(shown(heading), "-") or "story", taken)
