"""The stories of a page: its sections, each with the anchor that its heading gets on the site."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown.extensions.attr_list import get_attrs_and_remainder
from markdown.extensions.toc import unique

from backissue.model import Page
from backissue.prose.anchor_ids import slug
from backissue.prose.elements import depth_after

_HEADING = re.compile(r"^(#{1,6})[ \t]*((?:\\.|[^\\])*?)#*$")
_ATTRIBUTES = re.compile(r"(?:^| +)\{:? *([^{}\s][^{}]*)\}(?: *#+)?\s*$")
_BRACE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)|(?<= )\{")
_GIVEN = re.compile(r"\{[^}\n]*#([^\s}#]+)|\bid\s*=\s*[\"']?([^\"'\s>}]+)")
_LINK = re.compile(r"!?\[((?:\\.|[^\]\\])*)\]\((?:[^()\s]|\([^()\s]*\))*\)")
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
    taken = {slug(shown(page.item.title)), *given_ids(page.item.body)}
    heads = [(0, "", ""), *_sections(lines, taken)]
    ends = [*(number for number, _, _ in heads[1:]), len(lines) + 1]
    texts = ("\n".join(lines[head[0] : end - 1]) for head, end in zip(heads, ends, strict=True))
    found = (
        Story(heading, anchor, number + 1, text) for (number, heading, anchor), text in zip(heads, texts, strict=True)
    )
    return tuple(story for story in found if story.heading or story.text.strip())


def with_anchor(line: str, anchor: str) -> str:
    r"""A heading's line in which it names its id, whatever braces it has besides.

    >>> with_anchor(r"## The {set} of C\#", "the-set-of-c"), with_anchor("## Moon { .big }", "moon")
    ('## The &#123;set} of C\\# { #the-set-of-c }', '## Moon { .big #moon }')
    """
    found = _HEADING.match(line.rstrip())
    if not found:
        return line
    text, attributes = _parted(found[2])
    plain = _BRACE.sub(lambda brace: brace[0] if brace[1] else "&#123;", text)
    named = attributes if _given(attributes) else f"{attributes} #{anchor}".strip()
    return f"{found[1]} {plain} {{ {named} }}"


def given_ids(body: str) -> set[str]:
    """The ids that a person gave to parts of a page."""
    return {name for pair in _GIVEN.findall(body) for name in pair if name}


def shown(markdown: str) -> str:
    r"""The words of a heading or a title as readers see them.

    >>> shown(r"The *state* of [GPT-4](https://a.example) \[2\]")
    'The state of GPT-4 [2]'
    """
    text = _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", markdown))
    return html.unescape(_ESCAPE.sub("", text)).strip()


def _sections(lines: list[str], taken: set[str]) -> Iterator[tuple[int, str, str]]:
    """The 1-based line, the words and the anchor of each heading that begins a section."""
    for number, level, text in _headings(lines):
        anchor = _anchor(text, taken)
        if level <= 2:
            yield number, shown(_parted(text)[0]), anchor


def _headings(lines: list[str]) -> Iterator[tuple[int, int, str]]:
    """The 1-based line, the level and the text of each heading that begins with ``#``, outside of code and of HTML."""
    fence, depth = "", 0
    for number, line in enumerate(lines, 1):
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        elif not fence and (depth := depth_after(line, depth)):
            continue
        elif not fence and (found := _HEADING.match(line.rstrip())) and found[2].strip():
            yield number, len(found[1]), found[2]


def _anchor(heading: str, taken: set[str]) -> str:
    """The id that Python-Markdown's table of contents gives a heading."""
    text, attributes = _parted(heading)
    return _given(attributes) or unique(slug(shown(text)) or "story", taken)


def _parted(heading: str) -> tuple[str, str]:
    """The text of a heading, and what stands in the attribute list at its end."""
    found = _ATTRIBUTES.search(heading)
    return (heading[: found.start()], found[1].strip()) if found else (heading.strip(), "")


def _given(attributes: str) -> str:
    """The id that attributes name; empty where they name none."""
    return dict(get_attrs_and_remainder(attributes)[0]).get("id") or ""
