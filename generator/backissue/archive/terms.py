"""The words of a text in runs, of which terms are made: what stands between marks, addresses and function words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from backissue.function_words import FUNCTION_WORDS

_TOKEN = re.compile(
    r"""
    [\s*_\\]*+ (?:
      (?P<address> https?://[^\s<>]+ | www\.\S+ )
    | (?P<word>    [^\W_]+ (?: (?:[-\u2010\u2011'\u2019&+] | \.(?=\d)) [^\W_]+ )* (?:\+\+|\#)? )
      (?P<site>    [.@][^\W\d_]\S* )?
    | (?P<end>     [.!?:\u2026](?=[\s"'\u201d\u2019)]|$) )
    | (?P<other>   . ) )
    """,
    re.VERBOSE,
)


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
        return (not self.begins and self.written[0].isupper()) or _is_coined(self.plain)


@lru_cache(maxsize=1 << 16)
def _is_coined(word: str) -> bool:
    """Return whether capitals or digits stand within a word."""
    rest = word[1:].removesuffix("s")
    return rest != rest.lower() or any(map(str.isdigit, rest))


def runs(text: str) -> Iterator[list[Word]]:
    """Yield the words of each run of a paragraph: what stands between marks, addresses, numbers and function words.

    >>> [[word.key for word in run] for run in runs("We study State Space Models (SSMs) at https://x.example.")]
    [['study', 'state', 'space', 'model'], ['ssm']]
    """
    run, begins = list[Word](), True
    for token in _TOKEN.finditer(text):
        what = token.lastgroup
        if what == "word" and _is_term(word := token["word"]):
            run.append(Word(word, key(word), begins))
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
