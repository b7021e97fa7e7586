"""Who is named: names as lists of people give them, and the words in such lists that name nobody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from backissue.sources.head_keys import NOBODY
from backissue.urls import web_address

_WIKI = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_LINKED = re.compile(r"\[([^\[\]]+)\](?:\([^()]*\)|\[[^\[\]]*\])")
_MAIL = re.compile(r"\s*[<(]?[\w.+-]+@[\w-]+(?:\.[\w-]+)+[>)]?")
_BETWEEN = re.compile(r"\s*(?:;|,\s*(?:and|und|et|y)\s|,|\s&\s|\s(?:and|und|et|y)\s)\s*")
_NUMBERED = re.compile(r"(?:speaker|spk|person|voice|guest|host)?[\s_#-]*(?:\d+|[a-z]|\?+|unknown)?", re.IGNORECASE)
_TITLES = frozenset("jr sr phd ph.d md m.d ii iii iv esq msc bsc ma mba".split())


def is_nobody(name: str) -> bool:
    """Return whether a text in the place of a name names no person.

    >>> is_nobody("Speaker 1"), is_nobody("et al."), is_nobody("Unknown speaker"), is_nobody("Ada")
    (True, True, True, False)
    """
    bare = name.casefold().strip(" .,:;*_()[]<>?!-#\"'")
    word = bare.removesuffix("speaker").removesuffix("member").removeprefix("speaker").strip(" -_")
    return bare in NOBODY or word in NOBODY or not bare or bare == "et al" or bool(_NUMBERED.fullmatch(bare))


def plain_name(text: str) -> str:
    """Return a name without the marks of links and mailboxes around it; empty where it names nobody.

    >>> plain_name("[[Ada Lovelace]]"), plain_name("[Ada](https://a.org)"), plain_name("Ada <ada@a.org>")
    ('Ada Lovelace', 'Ada', 'Ada')
    """
    name = _LINKED.sub(r"\1", _WIKI.sub(r"\1", " ".join(text.split())))
    name = _MAIL.sub("", name).strip(" \"'*_,;")
    return "" if web_address(name) or is_nobody(name) else name


def split_names(text: str) -> Iterator[str]:
    """Yield the names of one text with commas, semicolons or "and" between them.

    Where semicolons part the names, a comma stands within a name.

    >>> list(split_names("Ada Lovelace, Alan Turing and Bo Ek")), list(split_names("Berg, Anna; Ode, Ben"))
    (['Ada Lovelace', 'Alan Turing', 'Bo Ek'], ['Berg, Anna', 'Ode, Ben'])
    """
    if ";" in text:
        yield from map(str.strip, text.split(";"))
        return
    name = ""
    for part in _BETWEEN.split(text):
        if name and part.casefold().strip(" .") in _TITLES:
            name += f", {part}"
            continue
        if name:
            yield name
        name = part
    if name:
        yield name


def read_people(texts: Iterable[str], *, is_list: bool) -> tuple[str, ...]:
    """Return the people that texts name, each once: one a text, or several where it is no list."""
    found = texts if is_list else (name for text in texts for name in split_names(text.strip("[]")))
    names = (name for name in map(plain_name, found) if name)
    return tuple(dict.fromkeys(names))
