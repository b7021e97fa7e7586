"""What a line ends with: the links behind its words, which say where these are from, and the title that they leave."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from backissue.entries.leads import (
    ADDRESS,
    BEFORE,
    LONGEST,
    SENTENCE,
    Lead,
    is_outward,
    names_nothing,
    said,
    split_marks,
)
from backissue.prose.document import Inline, Link, Mark, Text

_DASH = re.compile(r"\s+[–—|-]+\s+|\s*——\s*")
_AND = re.compile(r"(?:[^\w–—:：→-]|\b(?:and|or|und|oder|et|y|和)\b)*", re.IGNORECASE)
"""What stands between links that follow one another."""
_OPENS = ("(", "（", "[", "【", "—", "–", "→", "-", "|", ":", "：")
"""Marks that set a link off from the words before it."""
_SOURCE = re.compile(
    r"[\s.。]*(?:\b(?:sources?|via|on|from|at|by|quelle|von|bei|auf)|来源|原文|出处|出典|引用元)\s*$", re.IGNORECASE
)
"""Words that lead over to a link: "on", "via", "出典"."""
_BY = re.compile(r"[\s,]*\bby\s*$", re.IGNORECASE)
_VIA = re.compile(r"[\s,(]*\b(?:via|h/t|hat tip(?: to)?)\s*$", re.IGNORECASE)
"""Words between the link to a source and one to whom it was found through."""
_EDGE = " \n([（【–—→-:：,，|.。;"


@dataclass(frozen=True, slots=True)
class Tail:
    """Words of a line, and the links behind them that end it. ``within``: links among the words.

    It ``is_set_off`` where a mark stands between words and links, or each link says no more than "here"; it
    ``is_source`` where a word such as "via" does.
    """

    words: str
    links: tuple[Link, ...]
    within: tuple[Link, ...]
    is_set_off: bool
    is_source: bool


def tail_of(inlines: Sequence[Inline]) -> Tail | None:
    """Return what a line ends with; ``None`` where words stand behind its last link, or before none."""
    if not any(isinstance(part, Link | Mark) or (isinstance(part, Text) and "://" in part.text) for part in inlines):
        return None
    flat = list(_flat(inlines))
    at, found = len(flat), list[Link]()
    while at and (isinstance(flat[at - 1], Link) or _AND.fullmatch(said([flat[at - 1]]))):
        at -= 1
        part = flat[at]
        found[:0] = [part] if isinstance(part, Link) else []
    head = said(flat[:at], keep_lines=True)
    if not found or not any(map(str.isalnum, head)):
        return None
    between = said(flat[:at]).rstrip()
    if any(isinstance(part, Link) for part in flat[:at]):
        if _BY.search(between):
            return tail_of(_without(_BY, flat[:at]))
        if _VIA.search(between) and (source := tail_of(_without(_VIA, flat[:at]))) and source.is_set_off:
            return replace(source, links=(*source.links, *found))
    is_set_off = any(map(names_nothing, found)) or between.endswith(_OPENS)
    within = tuple(part for part in flat[:at] if isinstance(part, Link))
    return Tail(head, tuple(found), within, is_set_off, bool(_SOURCE.search(between)))


def _without(word: re.Pattern[str], inlines: Sequence[Inline]) -> list[Inline]:
    """Return what stands before a word that leads over to a link, such as "by", and before that link."""
    *before, last = inlines
    return [*before, Text(word.sub("", last.text))] if isinstance(last, Text) else before


def _flat(inlines: Sequence[Inline]) -> Iterator[Inline]:
    """Yield what stands in a line without the marks around it, and each address that is written out as a link."""
    for inline in inlines:
        if isinstance(inline, Mark):
            yield from _flat(inline.inlines)
        elif isinstance(inline, Text):
            yield from _addresses(inline.text)
        elif not isinstance(inline, Link) or (said([inline]) and is_outward(inline.url)):
            yield inline


def _addresses(text: str) -> Iterator[Inline]:
    if "://" not in text:
        yield Text(text)
        return
    end = 0
    for found in ADDRESS.finditer(text):
        yield from (Text(part) for part in (text[end : found.start()],) if part)
        yield Link(found[0], (Text(found[0]),))
        end = found.end()
    yield from (Text(part) for part in (text[end:],) if part)


def lead_of_tail(inlines: Sequence[Inline], *, loosely: bool = False) -> Lead | None:
    """Return the lead of a line whose title is mere words and whose link stands behind them.

    So are "Title — text (link)", "Title: https://…" and "Text (`example.org`)". A link within a sentence is none;
    ``loosely``, there may be others among the words, and "on" is enough to set the last one off.
    """
    tail = tail_of(inlines)
    if not tail or not (tail.is_set_off or (loosely and tail.is_source)) or (tail.within and not loosely):
        return None
    title, marks = split_marks(BEFORE.sub("", _title(_without_people(tail)), count=1).rstrip(_EDGE))
    text = " ".join(said(inlines).split())
    rest = text[text.find(title) + len(title) :].lstrip(" -–—:：.") if title in text else ""
    if not title or len(title) > LONGEST:
        return None
    within = [link.url for link in tail.within if said([link]).strip(_EDGE) in title]
    url = within[0] if within and _ends_early(title, tail.words) else tail.links[0].url
    return Lead(title, url, tuple(marks), (Text(rest),), is_strong=False)


def _title(words: str) -> str:
    """Return what the words before a link call it: up to a dash, or their first sentence."""
    head = _SOURCE.sub("", words.rstrip(_EDGE))
    return first_sentence(_DASH.split(head.strip(_EDGE), maxsplit=1)[0])


def _ends_early(title: str, words: str) -> bool:
    """Whether other sentences follow a title in the words before a link."""
    return len(SENTENCE.split(words.partition(title)[2].strip(), maxsplit=1)) > 1


def first_sentence(text: str) -> str:
    """Return the first sentence of text.

    >>> first_sentence("It rained. Then it did not."), first_sentence("今天下雨。明天不下。")
    ('It rained.', '今天下雨。')
    """
    return SENTENCE.split(text.strip(), maxsplit=1)[0].strip()


def is_address(inlines: Sequence[Inline]) -> bool:
    """Whether a line is nothing but an address, or a link that says no more than "here"."""
    told = [inline for inline in _flat(inlines) if said([inline])]
    return len(told) == 1 and isinstance(told[0], Link) and names_nothing(told[0])


def _without_people(tail: Tail) -> str:
    """Return the words of a tail without "by" and the link to somebody at their end."""
    name = said(tail.within[-1:])
    words = tail.words.rstrip(_EDGE)
    return words.removesuffix(f" by {name}") if name else words
