"""What stands around Markdown tables and is no part of them: front matter, comments, and addresses of links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_DEFINITION = re.compile(
    r" {0,3}\[([^\[\]\n]{1,200})\]:\s++<?(https?://\S+?)>?(?:\s++(?:\"[^\"]*+\"|'[^']*+'|\([^()]*+\)))?\s*+"
)
_REFERENCE = re.compile(r"\[([^\[\]]++)\](?:\[([^\[\]]*+)\])?(?![\[(:])")
_MOST_HEAD = 200


@dataclass(frozen=True, slots=True)
class Frame:
    """The 1-based numbers of lines that are no rows, and all lines with the addresses of their links written out."""

    numbers: frozenset[int]
    lines: tuple[str, ...]


def find_frame(lines: Sequence[str]) -> Frame:
    """The frame of Markdown: comments that stand alone, and definitions of links, put where they are referred to.

    >>> find_frame(["| [Paper][1] | [x] |", "<!-- end -->", "[1]: https://a.org"])
    Frame(numbers=frozenset({2, 3}), lines=('| [Paper](https://a.org) | [x] |', '<!-- end -->', '[1]: https://a.org'))
    """
    found = {number: defined for number, line in enumerate(lines, 1) if (defined := _DEFINITION.fullmatch(line))}
    urls = {_key(defined[1]): defined[2] for defined in reversed(found.values())}
    comments = set(_comments(lines))
    written = tuple(_resolved(line, urls) if urls and "|" in line else line for line in lines)
    return Frame(frozenset(comments | found.keys()), written)


def head_of(lines: Sequence[str]) -> int:
    """The number of lines of YAML front matter, with the rules of hyphens around it; 0 if there is none."""
    if not lines or lines[0].rstrip() != "---":
        return 0
    ends = (at for at, line in enumerate(lines[1:_MOST_HEAD], 2) if line.rstrip() in {"---", "..."})
    end = next(ends, 0)
    told = [line for line in lines[1 : end - 1] if line.strip()]
    return end if told and all(re.match(r"[\w-]+:|\s|- |#", line) for line in told) else 0


def _comments(lines: Sequence[str]) -> Iterator[int]:
    """The numbers of the lines of comments with nothing before or behind them; one without an end is none."""
    begun = 0
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if not begun and text.startswith("<!--"):
            begun = number
        if begun and "-->" in text:
            if text.index("-->") == len(text) - 3:
                yield from (inside for inside in range(begun, number + 1) if lines[inside - 1].strip())
            begun = 0


def _resolved(line: str, urls: dict[str, str]) -> str:
    """A line with the addresses of the links in it that refer to a definition."""

    def written(found: re.Match[str]) -> str:
        url = urls.get(_key(found[2] or found[1]))
        return f"[{found[1]}]({url})" if url else found[0]

    return _REFERENCE.sub(written, line)


def _key(label: str) -> str:
    return " ".join(label.casefold().split())
