"""Links in a cell or a text, as people write and damage them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backissue.model import Link
from backissue.urls import web_address

_OPENING = re.compile(r"\[([^\[\]]*)\]{1,2}(?:\(\s?| \(\s?(?=https?://))|(?:\b([^\W\d_][\w ]{0,30}): ?)?(?=https?://)")
_ADDRESS_TOKEN = re.compile(r"[()\[\s]")
_ADDRESS_END = re.compile(r"[\s<>|]")
_LONGEST_ADDRESS = 2000
_WORD = re.compile(r"[^\W_]")
_FILLERS = re.compile(r"\b(?:and|or)\b")


@dataclass(frozen=True, slots=True)
class Found:
    """A link in a text: from ``start`` to ``end``, ``shown`` where it stands. Without ``url`` it is beyond repair."""

    label: str
    url: str
    shown: str
    start: int
    end: int

    @property
    def link(self) -> Link:
        """The link as an item lists it."""
        return Link(self.label, self.url)


def find_links(text: str, *, bare: bool = False) -> Iterator[Found]:
    """The links of ``text`` in order, in one pass; with ``bare`` also addresses that stand as they are.

    What can be read in one way only is read so: a bracket too many or too few, parentheses in an address. An address
    without an end that holds parentheses itself could end in two places, and is left out.

    >>> [found.link for found in find_links("[Paper](https://a.org/b_(c))), [Tweet)](https://x.com/1")]
    [Link(label='Paper', url='https://a.org/b_(c)'), Link(label='Tweet', url='https://x.com/1')]
    >>> [found.url for found in find_links("[Tweet](), [Code](https://a.org/b_(c)")]
    ['', '']
    """
    at = 0
    while opening := _OPENING.search(text, at):
        bracketed = opening[1] is not None
        address, at = _address(text, opening.end()) if bracketed else _bare_address(text, opening.end())
        if bracketed or bare:
            url = address if web_address(address) else ""
            label = " ".join((opening[1] or opening[2] or "").split()).strip(" *_()`:,") or "Link"
            yield Found(label, url, label if bracketed else address, opening.start(), at)


def _address(text: str, start: int) -> tuple[str, int]:
    """The address that begins at ``start``, behind a parenthesis, and where the link ends."""
    depth, nested, end = 0, False, len(text)
    for token in _ADDRESS_TOKEN.finditer(text, start):
        if token[0] == "(":
            depth, nested = depth + 1, True
        elif token[0] == ")" and depth:
            depth -= 1
        else:
            end = token.start()
            break
    closing = text[end : end + 2].lstrip()[:1] == ")"
    address = text[start:end].rstrip(",;") if not closing else text[start:end]
    if closing:
        return address.removeprefix("<").removesuffix(">"), text.index(")", end) + 1
    return "" if nested else address, end


def _bare_address(text: str, start: int) -> tuple[str, int]:
    longest = start + _LONGEST_ADDRESS
    blank = _ADDRESS_END.search(text, start, longest)
    address = text[start : blank.start() if blank else longest].rstrip(".,;:!?'\"*_")
    if "(" not in address:
        address = address.partition(")")[0]
    return address, start + len(address)


def between(text: str, links: Sequence[Found]) -> str:
    """What stands in ``text`` beside its links, without punctuation and ``and``; empty where nothing does.

    >>> text = "[Paper](https://a.org)_ and [Tweet](https://x.com/1)),"
    >>> between(text, list(find_links(text)))
    ''
    """
    ends, starts = [0, *(found.end for found in links)], [*(found.start for found in links), len(text)]
    rests = (_FILLERS.sub("", text[end:start]) for end, start in zip(ends, starts, strict=True))
    return " ".join(rest.strip(" ,;_)") for rest in rests if _WORD.search(rest))
