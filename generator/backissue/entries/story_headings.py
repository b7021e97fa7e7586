"""Which headings of a page are stories, and not the names of sections."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from backissue.entries.flow import Part
from backissue.entries.leads import Lead, is_outward, lines_of, links, names_nothing
from backissue.entries.tails import is_address, lead_of_tail
from backissue.entries.tree import run
from backissue.prose.document import Link, Text

READ_MORE = frozenset({"read more", "more", "continue reading", "read the full story", "link", "source", "read", "→"})
"""Words of a link that lead on to what is told above it."""

_WORD = re.compile(r"\w{3,}")
_AROUND_A_LINK = 3
"""Inlines of a paragraph that is a link, and blanks before and behind it."""
_SECTION = 2
"""The level down to which a heading alone is the name of a section."""


def leads_on(link: Link) -> bool:
    """Whether a link says no more than "read more"."""
    return run([link]).text().strip(" →»›….").casefold() in READ_MORE


def is_generic(lead: Lead | None) -> bool:
    """Whether a lead is a link that says no more than "more", "paper" or its address."""
    return bool(lead and lead.is_linked and names_nothing(Link(lead.url, (Text(lead.title),))))


def story_headings(parts: Sequence[Part], fields: frozenset[str] = frozenset()) -> frozenset[int]:
    """Return which headings are entries: those that are links and have no list of links directly below them.

    Headings without links are entries where most of their level, below the same heading, are links or have prose with
    links, or an address as their first line. So is the only one below the heading of a section, and one above a card.
    ``fields`` are labels of what is said of each.
    """
    found, plain = set[int](), defaultdict[tuple[int, ...], list[tuple[int, bool]]](list)
    above: list[int] = []
    for at, part in enumerate(parts):
        if part.kind != "heading":
            continue
        above = [other for other in above if parts[other].node.level < part.node.level]
        below = _below(parts, at)
        if (part.lead and part.lead.is_linked) or lead_of_tail(part.first.inlines):
            if not (below and below[0].kind in {"item", "row"} and _lists(below)):
                found.add(at)
                plain[(*above, part.node.level)].append((at, True))
        else:
            if _is_card(part, below):
                found.add(at)
            is_told = bool(next(links(part.first.inlines), None)) or _is_told(parts, at, below, fields)
            is_story = at in found or _is_addressed(below) or (is_told and not _lists(below))
            plain[(*above, part.node.level)].append((at, is_story))
        above.append(at)
    for (*above, depth), level in plain.items():
        told = [at for at, is_told in level if is_told]
        least = 1 if above and depth > _SECTION else 2
        if len(told) >= least and 3 * len(told) >= 2 * len(level):
            found.update(told)
    return frozenset(found)


def _below(parts: Sequence[Part], at: int) -> list[Part]:
    end = next((end for end in range(at + 1, len(parts)) if parts[end].kind == "heading"), len(parts))
    return list(parts[at + 1 : end])


def _lists(below: Sequence[Part]) -> bool:
    """Whether what stands below a heading is a table, or a list of which more than half are links."""
    leads = [part.lead for part in below if part.kind == "item"]
    linked = sum(bool(lead and lead.is_linked) for lead in leads)
    return 2 * linked > len(leads) or any(part.kind == "row" for part in below)


def _is_addressed(below: Sequence[Part]) -> bool:
    """Whether the first line below a heading is its address."""
    lines = lines_of(below[0].first.inlines, soft=True) if below and below[0].kind == "text" else []
    return bool(lines) and is_address(lines[0])


def _is_card(heading: Part, below: Sequence[Part]) -> bool:
    """Whether the words in the place of a linked picture, and text that leads to the same, tell of a heading.

    One word at least of the picture's stands in the heading too; above several pictures it names a section.
    """
    card = _card(below[0]) if below else None
    if not card or any(map(_card, below[1:])):
        return False
    is_named = _words(run([card]).text()) & _words(heading.node.text)
    others = (link for part in below[1:] for block in part.node.blocks() for link in links(block.inlines))
    return bool(is_named) and any(link.url == card.url for link in others)


def _card(part: Part) -> Link | None:
    """Return the link that a paragraph is, and nothing else."""
    if part.kind != "text" or len(part.first.inlines) > _AROUND_A_LINK:
        return None
    told = [inline for inline in part.first.inlines if run([inline]).text()]
    return told[0] if len(told) == 1 and isinstance(told[0], Link) and is_outward(told[0].url) else None


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _is_told(parts: Sequence[Part], at: int, below: Sequence[Part], fields: frozenset[str]) -> bool:
    """Whether there is prose with a link directly below a heading, and nothing there that is an entry itself."""
    after = at + 1 + len(below)
    if after < len(parts) and parts[after].node.level > parts[at].node.level:
        return False
    leads = [part.lead for part in below if part.kind in {"text", "item", "row"}]
    is_field = bool(leads and leads[0] and leads[0].title in fields)
    if not below or (below[0].kind not in {"text", "rest"} and not is_field):
        return False
    titled = [lead for lead in leads if lead and (lead.is_strong or lead.is_numbered) and lead.title not in fields]
    if any(not is_generic(lead) and not lead.is_label for lead in titled):
        return False
    return any(next(links(block.inlines), None) for part in below for block in part.node.blocks())
