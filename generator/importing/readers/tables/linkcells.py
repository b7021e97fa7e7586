"""Cells that consist of links, and what their links are called."""

from __future__ import annotations

import re

from generator.importing.readers.weeklies.cells import find_links
from generator.model import Link

_BETWEEN = re.compile(r"(?:[\s,;/|·•<>+&]|\band\b|<br ?/?>)*+")


def links_of(value: str | Link, heading: str) -> tuple[Link, ...] | None:
    """The links that a cell below ``heading`` consists of; ``None`` if it is anything else.

    One link is called by its heading, several are by their own labels.

    >>> links_of("[pdf](https://a.org/b_(c))", "Paper-Link"), links_of("see https://a.org", "Code")
    ((Link(label='Paper', url='https://a.org/b_(c)'),), None)
    >>> [link.label for link in links_of("[Paper](https://a.org), [Tweet](https://x.com/1)", "Links") or ()]
    ['Paper', 'Tweet']
    """
    if isinstance(value, Link):
        return (Link(value.label or label_of(heading) or "Link", value.url),)
    found = list(find_links(value, bare=True)) if "//" in value else []
    ends, starts = [0, *(link.end for link in found)], [*(link.start for link in found), len(value)]
    gaps = (value[end:start] for end, start in zip(ends, starts, strict=True))
    if not found or not all(link.url for link in found) or not all(map(_BETWEEN.fullmatch, gaps)):
        return None
    label = label_of(heading)
    if len(found) == 1 and label:
        return (Link(label, found[0].url),)
    return tuple(Link(link.label if link.label != "Link" else label or "Link", link.url) for link in found)


def label_of(heading: str) -> str:
    """A heading as the label of its links; empty where it only says that they are some.

    >>> label_of("Paper-Link"), label_of("paper_url"), label_of("Links")
    ('Paper', 'Paper', '')
    """
    label = re.sub(r"(?:^|[-_\s])(?:links?|urls?)$", "", heading.strip("*_ "), flags=re.IGNORECASE)
    return label.upper() if label.lower() in {"pdf", "doi"} else label[:1].upper() + label[1:]
