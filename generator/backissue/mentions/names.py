"""The names by which people call an item whose title is longer: ``Llama 2``, ``CLIP``, ``Segment Anything``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from backissue.function_words import FUNCTION_WORDS
from backissue.mentions.identifiers import identifiers
from backissue.mentions.spoken_tokens import keys

LONGEST = 4
"""Words of a name at the most."""
SHORTEST = 3
"""Letters and digits of a name at the least."""
PHRASE = 3
"""Words from which a name is a phrase that nobody says by chance."""
SHARED = 2
"""Titles that may have a name in passing that is none of their own."""
_BRACKET = re.compile(r"\(([A-Z][\w.+-]{1,19})\)(?=$|:)")
_QUOTED = re.compile(r"[\"\u201c\u201e]([^\"\u201c\u201d]{3,40})[\"\u201d]")
_REPORT = re.compile(r"\s+(?:technical report|system card|model card|report|paper)\b.*", re.IGNORECASE)
_MIXED = re.compile(r"[a-z][A-Z]|[A-Z]{2,}[a-rt-z]|[A-Z]{2,}s\w")
_DIGIT = re.compile(r"[A-Za-z]{2,}[\w.-]*\d|[A-Z]-?\d")
_VERBS = frozenset(
    "acquires added adding adds adopts announced announces buys drops enables gets introduces joins launched launches"
    " launching merges moves moving open open-sourced open-sources opens plans publishes raises released releases"
    " releasing removes ships supports switches unveils updates".split()
)
"""Words of headlines behind the name of who or what the news is about."""
_NUMBERED = re.compile(r"(?<![\w-])([A-Z][\w-]*[A-Za-z])[ -](\d{1,2})(?![\w.%-])")


class Form(StrEnum):
    """How a name is made, which says how much must support it."""

    NUMBERED = "numbered"
    COINED = "coined"
    PHRASE = "phrase"
    ACRONYM = "acronym"
    PLAIN = "plain"


class Of(StrEnum):
    """Whose a name is: the item's own; likely the item's; or that of something that is in the news with it."""

    ITEM = "item"
    LIKELY = "likely"
    NEWS = "news"


class Name(NamedTuple):
    """A name: its letters and digits in a row, its words, how it is made, whose it is, and how it is written."""

    key: str
    words: tuple[str, ...]
    form: Form
    of: Of
    written: str


def names(title: str, before_colon: str, given: Iterable[str] = ()) -> list[Name]:
    """Return the names of a title, and those that are ``given`` for its item.

    >>> [one.key for one in names("Llama 2: Open Foundation Models", "Llama 2")]
    ['llama2']
    >>> [(one.key, one.form.value, one.of.value) for one in names("Structure Prediction with AlphaFold 3", "")]
    [('alphafold3', 'numbered', 'likely')]
    >>> [one.key for one in names("Learning Models From Language (CLIP)", "")]
    ['clip']
    """
    if identifiers(title):
        return []
    own = [*given, before_colon, *_BRACKET.findall(title), *_QUOTED.findall(title), _REPORT.sub("", title)]
    found = dict[str, Name]()
    for written, of in (*((one, Of.ITEM) for one in own), *_parts(title, before_colon)):
        if name := _name(written, of):
            found.setdefault(name.key, name)
    return [*found.values()]


def _parts(title: str, before_colon: str) -> Iterator[tuple[str, Of]]:
    """Yield names in a title that may be another thing's: numbered words, initials, a coined word, who does what."""
    for one in _NUMBERED.finditer(title):
        yield one[0], Of.LIKELY
    if len(before_colon.split()) >= PHRASE:
        yield "".join(word[0] for word in before_colon.split()).upper(), Of.LIKELY
    words = [word.strip('()[],;:?!"') for word in title.split()]
    if words and _form(words[0], keys(words[0])) is Form.COINED:
        yield words[0], Of.LIKELY
    verb = next((at for at, word in enumerate(words) if word.lower() in _VERBS), 0)
    if words and words[0][:1].isupper():
        yield " ".join(words[:verb]), Of.NEWS


def _name(written: str, of: Of) -> Name | None:
    words = tuple(keys(written))
    key = "".join(words)
    is_fit = 0 < len(words) <= LONGEST and len(key) >= SHORTEST and not key.isdigit() and written[-1] != "?"
    if not is_fit or (words[0] in FUNCTION_WORDS and len(words) < PHRASE):
        return None
    return Name(key, words, _form(written, words), of, written)


def _form(written: str, words: Sequence[str]) -> Form:
    if _DIGIT.search(written) or (words[-1:] and words[-1].isdigit()):
        return Form.NUMBERED
    if _MIXED.search(written):
        return Form.COINED
    if len(words) >= PHRASE:
        return Form.PHRASE
    return Form.ACRONYM if written.removesuffix("s").isupper() else Form.PLAIN


class Owned(NamedTuple):
    """Whose names are whose: those that are some item's own, and those of something else in too many titles."""

    own: frozenset[str]
    shared: frozenset[str]

    def kept(self, found: Iterable[Name], is_rare: Callable[[Name], bool]) -> tuple[Name, ...]:
        """Return the names of a title that may mean it: those that are rare, and no other title's own."""
        return tuple(name for name in found if is_rare(name) and (name.of is Of.ITEM or self._is_free(name)))

    def _is_free(self, name: Name) -> bool:
        return name.key not in self.own and name.key not in self.shared


def owned(found: Iterable[Sequence[Name]]) -> Owned:
    """Return whose the names of all titles are."""
    own, parts = set[str](), Counter[str]()
    for several in found:
        own |= {name.key for name in several if name.of is Of.ITEM}
        parts.update(name.key for name in several if name.of is not Of.ITEM)
    return Owned(frozenset(own), frozenset(key for key, number in parts.items() if number > SHARED))
