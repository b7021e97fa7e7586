"""A permalink for every paragraph of a transcript, as Markdown with attribute lists.

A paragraph that says when it was spoken is named by that time, and the time becomes the link. Any other is named by a
digest of its words, so that its name stays when others change, and begins with a pilcrow that links to it. What a
person made of a page beside its paragraphs (lists, quotations, tables, code, HTML) is left alone.

The link has the id, and not the paragraph, because Pagefind keeps the text of every element that has one a second time.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator

from backissue.prose.elements import depth_after
from backissue.prose.stories import given_ids
from backissue.site.recordings import Video

# Within a block any line of these begins something else than a paragraph, or ends one.
_NO_PARAGRAPH = re.compile(
    r"^(?: {4}| {0,3}(?:\t|[#>|]|[-*+](?:\s|$)|\d+[.)]\s|`{3}|~{3}|</?[A-Za-z!]|:\s|!!!|\$\$|\{|\*?\[[^\]\n]*\]:"
    r"|\\\[.*\\\]$|\\begin\{|[-=*_:| ]+$))",
    re.MULTILINE,
)
_BLANKS = re.compile(r"(\n(?:[ \t]*\n)+)")
_FENCE = re.compile(r"^\s*(`{3,}|~{3,})", re.MULTILINE)
_TIME = re.compile(r"((?:\*\*(?:[^*\n]|\\\*)+\*\*:? +)?\()(\d{1,3}(?::\d\d){1,2})\)(?:\s+|$)")


def anchored(body: str, words_of: Callable[[str], str] = str, video: Video | None = None) -> str:
    """The Markdown of a transcript, each paragraph with a link to itself, whose id no other element has.

    Args:
        body: the Markdown.
        words_of: gives the words of a paragraph by which it is named.
        video: the recording, if there is one: then times lead into it, and a pilcrow is the paragraph's own link.
    """
    pieces = _BLANKS.split(body.rstrip("\n"))
    names = _Names(body, words_of)
    paragraphs = list(_paragraphs(pieces[::2]))
    for at, is_paragraph in enumerate(paragraphs):
        if is_paragraph:
            pieces[2 * at] = _with_link(pieces[2 * at], names, video)
    return "".join(pieces) + body[len(body.rstrip("\n")) :]


def _paragraphs(blocks: list[str]) -> Iterator[bool]:
    """Whether each block is a paragraph of running text that stands in nothing else."""
    fence, depth = "", 0
    for at, block in enumerate(blocks):
        is_inside = bool(fence or depth)
        fence = _fence_after(block, fence)
        if not fence:
            depth = depth_after(block, depth)
        is_term = blocks[at + 1 : at + 2] and re.match(r" {0,3}:\s", blocks[at + 1])
        yield not (is_inside or is_term or not block.strip() or _NO_PARAGRAPH.search(block))


def _fence_after(block: str, fence: str) -> str:
    """The fence of code that is open behind a block, if one is."""
    for mark in _FENCE.findall(block):
        if not fence:
            fence = mark
        elif mark.startswith(fence):
            fence = ""
    return fence


def _with_link(paragraph: str, names: _Names, video: Video | None) -> str:
    """The paragraph with its link. The line ends behind the attribute list, or it would take in later braces."""
    time = _TIME.match(paragraph)
    if not time or _NO_PARAGRAPH.search(paragraph[time.end() :]):
        return f"{_pilcrow(names.by_words(paragraph))}{paragraph.lstrip()}"
    name, rest = names.by_time(time[2]), paragraph[time.end() :]
    if video:
        link = f"[{time[2]}](<{video.at(_seconds(time[2]))}>){{ .bi-time }}"
        return f"{_pilcrow(name)}{time[1]}{link})\n{rest}".rstrip()
    link = f"[{time[2]}](#{name}){{ #{name} .bi-time }}"
    return f"{time[1]}{link})\n{rest}".rstrip()


def _pilcrow(name: str) -> str:
    return f"[\N{PILCROW SIGN}](#{name}){{ #{name} .bi-anchor }}\n"


def _seconds(time: str) -> int:
    """The seconds of a time such as 1:02:03.

    >>> _seconds("00:01:02"), _seconds("1:02")
    (62, 62)
    """
    total = 0
    for part in time.split(":"):
        total = 60 * total + int(part)
    return total


class _Names:
    """Ids that nothing else on the page has. Those of headings give way by themselves: they are chosen last."""

    def __init__(self, body: str, words_of: Callable[[str], str]) -> None:
        self._taken = given_ids(body)
        self._words_of = words_of

    def by_time(self, time: str) -> str:
        """``t-00-01-02`` for the time 00:01:02, and for 1:02."""
        minutes, seconds = divmod(_seconds(time), 60)
        hours, minutes = divmod(minutes, 60)
        return self._free(f"t-{hours:02}-{minutes:02}-{seconds:02}")

    def by_words(self, text: str) -> str:
        """``p-`` and the beginning of the digest of the text, however its lines are broken."""
        digest = hashlib.sha256(" ".join(self._words_of(text).split()).encode("utf-8", "surrogatepass")).hexdigest()
        return self._free(f"p-{digest[:8]}")

    def _free(self, name: str) -> str:
        free, number = name, 1
        while free in self._taken:
            number += 1
            free = f"{name}-{number}"
        self._taken.add(free)
        return free
