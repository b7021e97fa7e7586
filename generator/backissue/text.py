"""Running text: names for paths, sentences and paragraphs. Nothing here adds or loses a word."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from backissue.markup import escape_markdown, math_spans

# Pages of MkDocs, and names that Windows keeps for devices.
_RESERVED = {"index", "readme", "con", "prn", "aux", "nul"} | {
    f"{port}{n}" for port in ("com", "lpt") for n in range(10)
}
# What ends words that would be others without it, as in C++ and C#, and how it is said.
_SIGNS = {"+": " plus ", "#": " sharp "}
_PLAIN_WORD = re.compile("[a-z0-9]+")
_ABBREVIATIONS = frozenset(
    """e.g E.g i.e I.e vs Vs cf Cf approx Approx fig Fig figs Figs eq Eq eqs Eqs ref Ref refs Refs
    al resp viz ca Dr Mr Mrs Ms Prof St Sr Jr Inc Ltd Sec Tab""".split()
)
_BEFORE_NUMBERS = frozenset("no nos p pp vol ch art jan feb mar apr jun jul aug sep sept oct nov dec".split())
_OPENERS = "\"'\u201c\u2018«([*_`"
_CLOSERS = "\"'\u201d\u2019»)]*_`"
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z]\w{1,30});")


def slugify(title: str, longest: int = 80) -> str:
    """Return a title as part of a path: lower-case words joined by hyphens, cut at a word's end.

    Where ASCII has all letters of the title, or their base letters, the path is in ASCII. Any other keeps its letters.

    >>> slugify("Sparks of AGI: Éarly experiments with GPT-4"), slugify("Łódź 2023"), slugify("東京の冬")
    ('sparks-of-agi-early-experiments-with-gpt-4', 'łódź-2023', '東京の冬')
    >>> slugify("Index"), slugify("…")
    ('index-page', 'untitled')
    """
    words = (word.rstrip("+#") for word in title_words(title) if not _is_symbol(word[0]))
    return _path_name(_ascii_words(title) if is_latin(title) else [], filter(None, words), longest)


def nfc(text: str) -> str:
    """Return a text with letters and their accents as one character each, where there is one."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


@lru_cache(maxsize=1 << 14)
def former_slug(title: str, longest: int = 80) -> str:
    """Return the slug that version 0.1 made: of the letters that ASCII has, or of all where these are too few.

    >>> former_slug("Łódź 2023"), former_slug("東京の冬")
    ('odz-2023', '東京の冬')
    """
    letters = "".join(char if char.isalnum() else " " for char in _fold(title))
    return _path_name(_ascii_words(title), letters.split(), longest)


def telling_slug(title: str, longest: int = 80) -> str:
    """Return a slug that also says the signs of a title such as C++, and the symbols of one that has no letters.

    >>> telling_slug("C"), telling_slug("C++"), telling_slug("F# and C#"), telling_slug("🚀"), telling_slug("!")
    ('c', 'c-plus-plus', 'f-sharp-and-c-sharp', 'rocket', 'exclamation-mark')
    """
    if not any(map(str.isalnum, title)):
        return slugify(" ".join(unicodedata.name(char, "") for char in title if not char.isspace()), longest)
    said = " "
    for char in title:
        is_sign = char in _SIGNS and (said[-1].isalnum() or said.endswith(tuple(_SIGNS.values())))
        said += _SIGNS[char] if is_sign else char
    return slugify(said, longest)


def spelled_slug(title: str, longest: int = 80) -> str:
    """Return a slug that names all signs of a title, for one that another title has without them.

    >>> spelled_slug("Go!"), spelled_slug("🚀 launch"), spelled_slug("C++")
    ('go-exclamation-mark', 'rocket-launch', 'c-plus-plus')
    """
    is_said = {*_SIGNS, *" -_'\u2019"}.__contains__
    named = (char if char.isalnum() or is_said(char) else f" {unicodedata.name(char, '')} " for char in title)
    return telling_slug("".join(named), longest)


def topic_key(name: str) -> str:
    """Return what the spellings of a topic have in common: its characters without case, hyphens and blanks.

    >>> topic_key("Machine-Learning") == topic_key("machine learning"), topic_key("pre-training")
    (True, 'pretraining')
    >>> topic_key("C") == topic_key("C++"), topic_key(".NET") == topic_key("net"), topic_key("GPT 4 1")
    (False, False, 'gpt4 1')
    """
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFKD", name).casefold())
    for dash in "-_\u2010\u2011\u2012\u2013\u2212":
        folded = folded.replace(dash, " ")
    words = folded.split() or [name]
    kept = words[0]
    for word in words[1:]:
        kept += f" {word}" if kept[-1].isdigit() and word[0].isdigit() else word
    return kept


def is_latin(title: str) -> bool:
    """Return whether ASCII has all letters and digits of a title, or those that they are made of: é is, ł is not."""
    if title.isascii():
        return True
    letters = (char for char in unicodedata.normalize("NFKD", title).casefold() if char.isalnum())
    return all(char.isascii() or unicodedata.category(char) == "Lm" for char in letters)


def title_words(title: str) -> list[str]:
    """Return what tells titles apart: their words without case, with signs such as those of C++ and C#, and emoji.

    >>> title_words("Is C++ faster than C#? 🚀")
    ['is', 'c++', 'faster', 'than', 'c#', '🚀']
    """
    if title.isascii() and _SIGNS.keys().isdisjoint(title):
        return _PLAIN_WORD.findall(title.lower())
    kept = " "
    for char in _fold(title):
        if _is_symbol(char):
            kept += f" {char} "
        elif char.isalnum():
            kept += f" {char}" if kept[-1] in _SIGNS else char
        elif kept[-1] in _SIGNS or kept[-1].isspace() or _is_symbol(kept[-1]):
            kept += char if kept[-1] in _SIGNS and char in _SIGNS else " "
        else:
            is_variation = "\ufe00" <= char <= "\ufe0f"  # chooses how a symbol is drawn
            is_mark = unicodedata.category(char) in {"Mn", "Mc"} and not is_variation
            kept += char if char in _SIGNS or is_mark else " "
    return kept.split()


def _fold(title: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKD", title).casefold())


def _ascii_words(title: str) -> list[str]:
    folded = unicodedata.normalize("NFKD", title).casefold()
    letters = (char for char in folded if char not in "'\u2019" and not "\u0300" <= char <= "\u036f")
    return "".join(char if char.isascii() and char.isalnum() else " " for char in letters).split()


def _is_symbol(char: str) -> bool:
    return unicodedata.category(char) == "So"


def _path_name(words: Sequence[str], all_words: Iterable[str], longest: int) -> str:
    if len("".join(words)) < 3:  # letters, too few to tell titles apart
        words, longest = (
            tuple(all_words),
            min(longest, 60),
        )  # a letter takes up to four bytes, a file's name at most 255
    slug = "-".join(words) or "untitled"
    if len(slug) > longest:
        slug = slug[: longest + 1].rpartition("-")[0] or slug[:longest]
    return f"{slug}-page" if slug in _RESERVED else slug


_ENDS = frozenset(".!?…。؟।")
"""Marks at the end of sentences."""


def sentences(text: str) -> list[str]:
    """Return running text cut at its sentence ends; joined by blanks, it is the text with its white space folded.

    >>> sentences("See Fig. 2, by J. Doe et al. It costs 3.5 (e.g. more). Is that so? “Yes.” Good.")
    ['See Fig. 2, by J. Doe et al. It costs 3.5 (e.g. more).', 'Is that so?', '“Yes.”', 'Good.']
    """
    words = text.split()
    formulas = {position for span in math_spans(" ".join(words)) for position in range(*span)}
    starts, blank = [0], -1
    for number, (word, following) in enumerate(pairwise(words), 1):
        blank += len(word) + 1
        if (
            not _ENDS.isdisjoint(word)
            and blank not in formulas
            and _ends_sentence(word, following, first=number == starts[-1] + 1)
        ):
            starts.append(number)
    return [" ".join(words[start:end]) for start, end in pairwise([*starts, len(words)]) if start < end]


def ends_sentence(text: str) -> bool:
    """Return whether text ends with the mark of a sentence's end, closed quotations and brackets apart.

    >>> ends_sentence("Is it?”"), ends_sentence("It is,")
    (True, False)
    """
    return text.rstrip().rstrip(_CLOSERS)[-1:] in _ENDS


def _ends_sentence(word: str, following: str, *, first: bool) -> bool:
    core = word.rstrip(_CLOSERS)
    if core[-1:] not in _ENDS:
        return False
    after = following.lstrip(_OPENERS)
    if not after or after[0].islower() or not (after[0].isalnum() or after[0] in "$\\"):
        return False
    stem = core[:-1].lstrip(_OPENERS)
    last = stem.rpartition("(")[2]
    are_initials = all(len(letter) == 1 and letter.isalpha() for letter in last.split("."))
    is_number = (first and stem.isdigit()) or (after[0].isdigit() and last.lower() in _BEFORE_NUMBERS)
    return not (core.endswith(".") and (are_initials or is_number or last in _ABBREVIATIONS))


def divide(sentence: str, pauses: Iterable[int], longest: int = 60) -> list[str]:
    """Return a sentence without end in parts of at most ``longest`` words, cut at pauses where it has some.

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
    """Return sentences in paragraphs of about ``words`` words; none is broken, and no paragraph is a mere rest.

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
    r"""Return paragraphs of sentences as escaped Markdown: a sentence a line, a blank line between paragraphs.

    >>> markdown_paragraphs([["One.", "# Two."], ["Three."]])
    'One.\n\\# Two.\n\nThree.\n'
    """
    texts = (escape_markdown("\n".join(group), emphasis=emphasis) for group in groups)
    body = "\n\n".join(text for text in texts if text)
    return f"{body}\n" if body else ""


def character(entity: str) -> str:
    """Return what an entity of HTML stands for, blanks of any width as one; the entity if that is no text.

    >>> character("&amp;"), character("&nbsp;"), character("&#0;")
    ('&', ' ', '&#0;')
    """
    found = html.unescape(entity)
    if found.isspace():
        return " "
    return found if found.isprintable() and found != "\N{REPLACEMENT CHARACTER}" else entity


def resolve_references(text: str) -> str:
    """Return a text with its character references resolved, as far as a semicolon ends them.

    >>> resolve_references("Q&amp;A on &#956; &copy &nosuch;")
    'Q&A on μ &copy &nosuch;'
    """
    return _REFERENCE.sub(lambda found: html.unescape(found[0]), text)


def fold_key(key: str) -> str:
    """Return a key of a head, or the heading of a column, without its case and the marks in it.

    >>> fold_key("pub_date"), fold_key("itunes:author"), fold_key("Publish Date")
    ('pubdate', 'itunesauthor', 'publishdate')
    """
    return "".join(filter(str.isalnum, key.casefold()))
