"""What each item of an archive is about, by its own words: terms of one to three words that texts keep coming back to.

A word that tells of its text's subject, if it is there at all, is there again; one that any text may use is not (Church
2000, "Empirical Estimates of Adaptation: The chance of two Noriegas is closer to p/2 than p²"). So a term is one that
stands twice in a good part of the items that have it. No list of words decides that, but the archive itself. A name is
one in any case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from backissue.archive.archive import Archive
from backissue.archive.words import Word, runs
from backissue.markup import math_spans
from backissue.model import Page

LONGEST = 3
"""Words of the longest term."""

COMES_BACK = 3
"""A term stands twice in at least one of so many of the items that have it."""

ORDINARY = 250
"""Words of a text in which a term counts each time. In one twice as long it counts half as much."""

SHORT = 40
"""Words of a text that is so short that nothing comes back in it: there each word of the title counts twice."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A term in an item: how often, brought to a text of ordinary length; how it is written; if it is a name."""

    count: int
    written: str
    is_name: bool

    @property
    def depth(self) -> int:
        """0 for a term that is only named, 1 where the text comes back to it, 2 where it does so again and again."""
        return min(self.count.bit_length() - 1, 2)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The terms of each item, and the number of items of each term. The items are in the order of the archive."""

    mentions: tuple[Mapping[str, Mention], ...]
    frequency: Mapping[str, int]


def vocabulary(archive: Archive) -> Vocabulary:
    """The vocabulary of an archive, in time linear in its words."""
    texts = [list(_words(archive, page)) for page in archive.pages]
    repeated = Counter(term for text in texts for term in _repeated(text))
    named = Counter(name for text in texts for name in {word.key for run in text for word in run if word.is_name})
    known = repeated.keys() | named.keys()
    frequency = Counter(term for text in texts for term in {term for term in _terms(text, known) if term in known})
    kept = {
        term: number
        for term, number in frequency.items()
        if number > 1 and (COMES_BACK * repeated[term] >= number or 2 * named[term] >= number)
    }
    words = {word for term in kept for word in term.split()}
    return Vocabulary(tuple(_mentions(text, words, kept) for text in texts), kept)


def _words(archive: Archive, page: Page) -> Iterator[list[Word]]:
    paragraphs = (block.text(_apart, _apart) for block in archive.document(page).blocks)
    body = [run for paragraph in paragraphs for run in runs(paragraph)]
    # Titles are in capitals, so that no capital in one tells of a name: as at a sentence's beginning.
    title = [[word._replace(begins=True) for word in run] for run in runs(_without_formulas(page.item.title))]
    yield from body
    yield from title
    if sum(map(len, body)) < SHORT:
        yield from title


def _apart(_formula_or_code: str) -> str:
    return " | "


def _without_formulas(title: str) -> str:
    for start, end in reversed(list(math_spans(title))):
        title = f"{title[:start]} | {title[end:]}"
    return title


def _repeated(text: Sequence[Sequence[Word]]) -> Iterator[str]:
    """The terms that stand in a text twice. Each word of one does, too."""
    words = Counter(word.key for run in text for word in run)
    known = {word for word, number in words.items() if number > 1}
    return (term for term, number in Counter(_terms(text, known)).items() if number > 1)


def _terms(text: Iterable[Sequence[Word]], known: Container[str]) -> Iterator[str]:
    return (term for run in text for term, _ in _windows(run, known))


def _windows(run: Sequence[Word], known: Container[str]) -> Iterator[tuple[str, Sequence[Word]]]:
    """The terms of a run with their words, all of which are known."""
    for start in range(len(run)):
        term = ""
        for end in range(start, min(start + LONGEST, len(run))):
            if run[end].key not in known:
                break
            term = f"{term} {run[end].key}" if term else run[end].key
            yield term, run[start : end + 1]


def _mentions(text: Sequence[Sequence[Word]], known: Container[str], kept: Mapping[str, int]) -> Mapping[str, Mention]:
    counts: Counter[str] = Counter()
    found: dict[str, Sequence[Word]] = {}
    for run in text:
        for term, words in _windows(run, known):
            if term in kept:
                counts[term] += 1
                before = found.get(term)
                if before is None or (before[0].begins and not words[0].begins):
                    found[term] = words
    share = max(1, sum(map(len, text)) // ORDINARY)
    return {
        term: Mention(number // share, " ".join(word.plain for word in words), any(word.is_name for word in words))
        for term, words in found.items()
        if (number := counts[term]) >= share
    }
