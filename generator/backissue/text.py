"""Running text: names for paths, sentences and paragraphs. Nothing here adds or loses a word."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from backissue.markup import escape_markdown, math_spans

# Pages of MkDocs, and names that Windows keeps for devices.
_RESERVED = {"index", "readme", "con", "prn", "aux", "nul"} | {
    f"{port}{n}" for port in ("com", "lpt") for n in range(10)
}
_ABBREVIATIONS = re.compile(
    r"[Ee]\.g|[Ii]\.e|[Vv]s|[Cc]f|al|resp|viz|ca|[Aa]pprox|Dr|Mrs?|Ms|Prof|St|Sr|Jr|Inc|Ltd|[Ff]igs?|[Ee]qs?|[Rr]efs?|Sec|Tab"
)
_BEFORE_NUMBERS = re.compile(r"nos?|pp?|vol|ch|art|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec", re.IGNORECASE)
_OPENERS = "\"'\u201c\u2018«([*_`"
_CLOSERS = "\"'\u201d\u2019»)]*_`"
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")


def slugify(title: str, longest: int = 80) -> str:
    """A title as part of a path: lower-case words joined by hyphens, cut at a word's end.

    Letters that ASCII lacks are dropped, unless too little would remain to tell titles apart.

    >>> slugify("Sparks of AGI: Éarly experiments with GPT-4")
    'sparks-of-agi-early-experiments-with-gpt-4'
    >>> slugify("東京の冬"), slugify("Index"), slugify("…")
    ('東京の冬', 'index-page', 'untitled')
    """
    folded = unicodedata.normalize("NFKD", title).casefold()
    words = re.findall(r"[a-z0-9]+", re.sub(r"['\u2019\u0300-\u036f]", "", folded))
    if sum(map(len, words)) < 3:
        words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", folded))
        longest = min(longest, 60)  # letters take up to four bytes, a file's name at most 255
    slug = _cut("-".join(words), longest) or "untitled"
    return f"{slug}-page" if slug in _RESERVED else slug


def _cut(slug: str, longest: int) -> str:
    if len(slug) <= longest:
        return slug
    return slug[: longest + 1].rpartition("-")[0] or slug[:longest]


def sentences(text: str) -> list[str]:
    """Running text at its sentence ends; joined by blanks, it is the text with its white space folded.

    >>> sentences("See Fig. 2, by J. Doe et al. It costs 3.5 (e.g. more). Is that so? “Yes.” Good.")
    ['See Fig. 2, by J. Doe et al. It costs 3.5 (e.g. more).', 'Is that so?', '“Yes.”', 'Good.']
    """
    words = text.split()
    starts = [0, *_sentence_starts(words), len(words)]
    return [" ".join(words[start:end]) for start, end in pairwise(starts) if start < end]


def _sentence_starts(words: Sequence[str]) -> Iterator[int]:
    """The positions of the words that begin a sentence, the first word's left out."""
    formulas = {position for span in math_spans(" ".join(words)) for position in range(*span)}
    start, blank = 0, -1
    for number, (word, following) in enumerate(pairwise(words), 1):
        blank += len(word) + 1
        if blank not in formulas and _ends_sentence(word, following, first=number == start + 1):
            start = number
            yield number


def _ends_sentence(word: str, following: str, *, first: bool) -> bool:
    core, after = word.rstrip(_CLOSERS), following.lstrip(_OPENERS)
    if not core.endswith((".", "!", "?", "…", "。", "؟", "।")) or not after or after[0].islower():
        return False
    if not (after[0].isalnum() or after[0] in "$\\"):
        return False
    return not core.endswith(".") or not _is_abbreviation(core[:-1].lstrip(_OPENERS), after, first=first)


def _is_abbreviation(stem: str, after: str, *, first: bool) -> bool:
    if first and stem.isdigit():
        return True
    stem = stem.rpartition("(")[2]
    if _INITIALS.fullmatch(stem) or _ABBREVIATIONS.fullmatch(stem):
        return True
    return after[0].isdigit() and bool(_BEFORE_NUMBERS.fullmatch(stem))


def divide(sentence: str, pauses: Iterable[int], longest: int = 60) -> list[str]:
    """A sentence without end in parts of at most ``longest`` words, cut at pauses where it has some.

    ``pauses`` are counts of words from the sentence's beginning, ascending.

    >>> divide("so we go on and on", [2, 4], longest=3)
    ['so we', 'go on', 'and on']
    """
    words = sentence.split()
    cuts, last = [0], 0
    for pause in (*pauses, len(words)):
        if pause - cuts[-1] > longest and last > cuts[-1]:
            cuts.append(last)
        last = min(pause, len(words))
    spans = pairwise((*cuts, len(words)))
    return [" ".join(words[at : min(at + longest, end)]) for start, end in spans for at in range(start, end, longest)]


def paragraphs(parts: Iterable[str], words: int = 90) -> list[list[str]]:
    """Sentences in paragraphs of about ``words`` words; none is broken, and no paragraph is a mere rest.

    >>> paragraphs(["one two.", "three four.", "five."], words=4)
    [['one two.', 'three four.', 'five.']]
    """
    groups: list[list[str]] = [[]]
    room = words
    for part in parts:
        if groups[-1] and room <= 0:
            groups.append([])
            room = words
        groups[-1].append(part)
        room -= len(part.split())
    if len(groups) > 1 and room > words * 2 // 3:
        rest = groups.pop()
        groups[-1] += rest
    return [group for group in groups if group]


def markdown_paragraphs(groups: Iterable[Iterable[str]], *, emphasis: bool = False) -> str:
    r"""Paragraphs of sentences as escaped Markdown: a sentence a line, a blank line between paragraphs.

    >>> markdown_paragraphs([["One.", "# Two."], ["Three."]])
    'One.\n\\# Two.\n\nThree.\n'
    """
    texts = (escape_markdown("\n".join(group), emphasis=emphasis) for group in groups)
    body = "\n\n".join(text for text in texts if text)
    return f"{body}\n" if body else ""


def character(entity: str) -> str:
    """What an entity of HTML stands for, blanks of any width as one; as it is written if that is no text's character.

    >>> character("&amp;"), character("&nbsp;"), character("&#0;")
    ('&', ' ', '&#0;')
    """
    found = html.unescape(entity)
    if found.isspace():
        return " "
    return found if found.isprintable() and found != "\N{REPLACEMENT CHARACTER}" else entity
