"""What each item of an archive is about, by its own words: terms of one to three words that texts keep coming back to.

A word that shows its text's subject, if it is there at all, is there again; one that any text may use is not (Church
2000, "Empirical Estimates of Adaptation: The chance of two Noriegas is closer to p/2 than p²"). So a term is one that
stands twice in a good part of the items that have it. No list of words decides that, but the archive itself. A name is
one in any case.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from backissue.archive.archive import Archive
from backissue.markup import math_spans
from backissue.model import Page

_TOKEN = re.compile(
    r"""
      (?P<address> https?://[^\s<>]+ | www\.\S+ )
    | (?P<joint>   [\s*_\\]+ )
    | (?P<word>    [^\W_]+ (?: (?:[-\u2010\u2011'\u2019&+] | \.(?=\d)) [^\W_]+ )* (?:\+\+|\#)? )
      (?P<site>    [.@][^\W\d_]\S* )?
    | (?P<end>     [.!?:\u2026](?=[\s"'\u201d\u2019)]|$) )
    | (?P<other>   . )
    """,
    re.VERBOSE,
)

FUNCTION_WORDS = frozenset(
    "a about above across after again against all almost alone along already also although always am among an and"
    " any anyone anything are aren't around as at away back be became because become becomes been before behind"
    " being below between both but by came can can't cannot come could couldn't did didn't do does doesn't doing"
    " don't done down due during each either else enough etc even ever every everyone everything few first for from"
    " further get gets getting give given go goes going gone got had has hasn't have haven't having he hence her"
    " here here's herself him himself his how however i i'd i'll i'm i've if in including indeed instead into is"
    " isn't it it's its itself just kind know last least less let let's like likely lot made mainly make makes"
    " making many may maybe me might mine more moreover most mostly much must my myself near need needs neither"
    " never next no nobody none nor not nothing now of off often oh okay on once one only onto or other others"
    " otherwise ought our ours out over own per perhaps put quite rather really right said same say says second see"
    " seem seems seen several shall she should show shows since so some someone something somewhat soon still such"
    " take taken takes than that that's the their theirs them themselves then there there's therefore these they"
    " they're thing things this those though three through throughout thus to today together too toward towards two"
    " under until up upon us use used uses using very via want was wasn't way we we'll we're we've well went were"
    " weren't what what's whatever when where whereas whether which while who whole whom whose why will with within"
    " without won't would wouldn't yeah yes yet you you're you've your yours yourself".split()
)
"""The closed classes of English: words that say how others belong together. They begin, end or make no term."""


class Word(NamedTuple):
    """A word as it is written, the key under which its forms are one, and whether it begins a sentence."""

    written: str
    key: str
    begins: bool

    @property
    def plain(self) -> str:
        """As it is written, without a possessive."""
        return self.written.removesuffix("'s").removesuffix("\u2019s")

    @property
    def is_name(self) -> bool:
        """Whether it is written as names and abbreviations are: ``GPT-4``, ``SSMs``, within a sentence ``Atari``."""
        rest = self.plain[1:].removesuffix("s")
        return rest != rest.lower() or any(map(str.isdigit, rest)) or (not self.begins and self.written[0].isupper())


def runs(text: str) -> Iterator[list[Word]]:
    """Yield the words of each run of a paragraph: what stands between marks, addresses, numbers and function words.

    >>> [[word.key for word in run] for run in runs("We study State Space Models (SSMs) at https://x.example.")]
    [['study', 'state', 'space', 'model'], ['ssm']]
    """
    run, begins = list[Word](), True
    for token in _TOKEN.finditer(text):
        what = token.lastgroup
        if what == "joint":
            continue
        if what == "word" and _is_term(token[0]):
            run.append(Word(token[0], key(token[0]), begins))
        elif run:
            yield run
            run = []
        begins = what == "end"
    if run:
        yield run


@lru_cache(maxsize=1 << 16)
def _is_term(word: str) -> bool:
    """Return whether a word can be part of a term: no function word, letter, number or measure but ``3D``."""
    if word.lower().replace("\u2019", "'") in FUNCTION_WORDS or len(word) < 2:
        return False
    return not word[0].isdigit() or (len(word) == 2 and word[1].isupper())


@lru_cache(maxsize=1 << 16)
def key(word: str) -> str:
    """Return the key of a word: in small letters, without a possessive or the plural's ending.

    The plural is taken off by the rules of Harman 1991 ("How effective is suffixing?", the S stemmer), which leave
    other words alone, and with its ``e`` behind a hiss.

    >>> key("LLMs"), key("Studies"), key("meshes"), key("bus"), key("OpenAI\u2019s")
    ('llm', 'study', 'mesh', 'bus', 'openai')
    """
    folded = word.casefold().replace("\u2019", "'").replace("\u2010", "-").replace("\u2011", "-").removesuffix("'s")
    if folded.endswith("ies") and not folded.endswith(("eies", "aies")):
        return f"{folded[:-3]}y"
    if folded.endswith(("ches", "shes", "sses", "xes")):
        return folded[:-2]
    if folded.endswith("s") and not folded.endswith(("us", "ss", "is", "aes", "ees", "oes")):
        return folded[:-1]
    return folded


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
    """Return the vocabulary of an archive, in time linear in its words."""
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
    def part(_formula_or_code: str) -> str:
        return " | "

    body = [run for block in archive.document(page).blocks for run in runs(block.text(part, part))]
    heading = page.item.title
    for start, end in reversed(list(math_spans(heading))):
        heading = f"{heading[:start]} | {heading[end:]}"
    # Titles are in capitals, so that no capital in one shows a name, as at a sentence's beginning.
    title = [[word._replace(begins=True) for word in run] for run in runs(heading)]
    yield from body
    yield from title
    if sum(map(len, body)) < SHORT:
        yield from title


def _repeated(text: Sequence[Sequence[Word]]) -> Iterator[str]:
    """Return the terms that stand in a text twice. Each word of one does, too."""
    words = Counter(word.key for run in text for word in run)
    known = {word for word, number in words.items() if number > 1}
    return (term for term, number in Counter(_terms(text, known)).items() if number > 1)


def _terms(text: Iterable[Sequence[Word]], known: Container[str]) -> Iterator[str]:
    return (term for run in text for term, _ in _windows(run, known))


def _windows(run: Sequence[Word], known: Container[str]) -> Iterator[tuple[str, Sequence[Word]]]:
    """Yield the terms of a run with their words, all of which are known."""
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
