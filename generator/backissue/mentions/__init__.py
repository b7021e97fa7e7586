"""Which items of the archive a transcript speaks about, story by story, and the words that gave it away.

A title is looked for in what was said as a run of its words, allowing for words that were heard wrongly, split or
joined. What counts is how much the words that agree tell (:mod:`.titles`): so much that no title of the archive is
expected to agree by chance with any place of the text, and a good part of the whole title or of what stands behind its
colon. Precision goes before recall: a name alone, and what is said in passing, is no mention.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from math import log2

from backissue.mentions.align import Alignment, align
from backissue.mentions.spoken_tokens import keys, tokens
from backissue.mentions.titles import Surprise, Title, Titles
from backissue.model import Kind, Page
from backissue.prose.document import Document, Section

SPEAKING = (Kind.TRANSCRIPT, Kind.SUMMARY, Kind.SESSION, Kind.ISSUE)
"""The kinds that speak of others."""
AHEAD = timedelta(days=31)
"""A newsletter may list a paper this long after somebody has spoken of it. What it lists later was not meant."""
DOUBT = 10.0
"""The bits beyond those at which one agreement is expected by chance: one in 1,024 such texts has a false one."""
SHORTEST = 2000
"""Words of a text that is so short that titles are believed no sooner than in one of this length."""
AGREED = 0.75
"""The share of a title's bits and of its words that must agree: of the whole, or of what stands behind its name."""
LIKELY = 0.75
"""The part of the bits asked for that must agree to the letter before it pays to look for words heard wrongly."""
NAMED = 12.0
"""The bits of a name that is no word of every day."""
SUPPORT, AROUND = 2, 40
"""A name alone is no mention: so many rare words of its title stand within so many words around it."""
_ARXIV = re.compile(r"(?<![\d.])\d{4}\.\d{4,5}(?![\d.])")
_URL = re.compile(r"https?://[^\s<>()\"']+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A story that speaks about an item. ``words`` are those that gave it away; empty where an editor says so."""

    speaker: Page
    story: Section
    target: Page
    words: str
    bits: float


def find_mentions(pages: Sequence[Page], read: Callable[[Page], Document]) -> tuple[Mention, ...]:
    """Return the mentions in an archive's pages, in their order and that of their sections: one a section and item.

    ``read`` gives what a page says.
    """
    speakers = [page for page in pages if page.item.kind in SPEAKING]
    targets = [page for page in pages if page.item.kind is Kind.PAPER]
    if not speakers or not targets:
        return ()
    titles = {pair for page in targets for pair in pairwise(keys(page.item.title))}
    written, spoken = (
        [[key for section in read(page).sections() for key in keys(section.text)] for page in pages]
        for pages in (targets, speakers)
    )
    surprise = Surprise(written, spoken, titles)
    index, by_address = Titles(targets, surprise), _addresses(targets)
    found = list[Mention]()
    for speaker, words in zip(speakers, spoken, strict=True):
        # No title is expected to agree by chance with a text of so many words at so many bits.
        least = log2(max(len(words), SHORTEST)) + log2(len(index.all)) + DOUBT
        for story in read(speaker).sections():
            first: dict[str, Mention] = {}
            for mention in (*_addressed(speaker, story, by_address), *_named(speaker, story, index, least)):
                first.setdefault(mention.target.path, mention)
            found += first.values()
    return tuple(found)


def _named(speaker: Page, story: Section, index: Titles, least: float) -> Iterator[Mention]:
    """Yield the titles that a story says, the surest first. Words that one title has are not another's too."""
    said = tokens(story.text)
    heard = [token.key for token in said]
    found = list[tuple[float, str, range, Title]]()
    for title, stretch in index.places(heard):
        bits, place = title.densest(heard, stretch)
        if bits < LIKELY * least or not _may_mean(speaker, title.page):
            continue
        best = align(title.words, heard[place.start : place.stop], title.worth)
        around = heard[max(0, place.start - AROUND) : place.stop + AROUND]
        if best and _is_meant(title, best, around, least):
            found.append((-best.bits, title.page.path, best.place(place.start), title))
    taken = set[int]()
    for bits, _, words, title in sorted(found, key=lambda one: one[:2]):
        if taken.isdisjoint(words):
            taken.update(words)
            written = story.text[said[words.start].start : said[words.stop - 1].end]
            yield Mention(speaker, story, title.page, " ".join(written.split()), -bits)


def _is_meant(title: Title, found: Alignment, around: Sequence[str], least: float) -> bool:
    """Return whether what agrees is enough: a run of words that tells much, or the name with words that support it."""
    agreed = [at for at, *_ in found.pairs]
    if found.bits >= least and (_share(title, agreed, 0) >= AGREED or _share(title, agreed, title.name) >= AGREED):
        return True
    return title.is_coined and _is_named(title, found) and len(title.support.intersection(around)) >= SUPPORT


def _share(title: Title, agreed: Sequence[int], first: int) -> float:
    """Return the share of a title from ``first`` on that agrees: of its bits or of its words, whichever is less."""
    worth = title.worth[first:]
    inside = [title.worth[at] for at in agreed if at >= first]
    return min(sum(inside) / sum(worth), len(inside) / len(worth)) if worth else 0.0


def _is_named(title: Title, found: Alignment) -> bool:
    """Return whether the whole name was heard in one piece, and is no word that any text may use."""
    name = range(title.name)
    pieces = [(start, start + words) for at, start, words in found.pairs if at in name]
    in_one = all(end == start for (_, end), (start, _) in pairwise(pieces))
    return len(pieces) == len(name) and in_one and sum(title.worth[at] for at in name) >= NAMED


def _may_mean(speaker: Page, target: Page) -> bool:
    """Return whether an item was there, or about to be, on the day on which somebody spoke."""
    day = speaker.item.date or speaker.item.week
    first = min(filter(None, (target.item.week, target.item.date, *target.item.also_in)), default=None)
    return speaker is not target and (day is None or first is None or first - timedelta(days=6) <= day + AHEAD)


def _addresses(pages: Iterable[Page]) -> dict[str, Page]:
    """Return the identifiers and addresses that mean an item."""
    found = dict[str, Page]()
    for page in pages:
        kind, _, rest = page.item.id.partition(":")
        if kind in {"arxiv", "doi"}:
            found.setdefault(rest.casefold(), page)
        for link in page.item.links:
            found.setdefault(_bare(link.url), page)
    return found


def _addressed(speaker: Page, story: Section, known: dict[str, Page]) -> Iterator[Mention]:
    """Yield the items whose address or identifier a story gives. That is certain, whatever the day."""
    text = "\n".join((story.text, *story.links))
    for written in (*_ARXIV.findall(text), *(url.rstrip(".,;:!?*_") for url in _URL.findall(text))):
        target = known.get(_bare(written))
        if target and target is not speaker:
            yield Mention(speaker, story, target, written, float("inf"))


def _bare(url: str) -> str:
    """Return an address without its scheme, ``www`` and the slash at its end, in which people differ."""
    bare = url.removeprefix("http://").removeprefix("https://")
    return (bare.removeprefix("www.") if bare != url else url).rstrip("/").casefold()
