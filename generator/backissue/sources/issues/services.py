"""Lines by which mails are managed, “unsubscribe”: left out where they are nothing else and stand around the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import chain

from backissue.model import Problem
from backissue.sources.issues.service_words import ALONE, LANGUAGES, Language
from backissue.sources.pieces import Source

_OTHER_WORDS = 1 / 6
"""The name of a letter, or a word more, stands between the words that service lines are made of."""
_NAMES = 1 / 3
"""Where a line says why a mail came, names of lists and of societies do."""
_PHRASES = frozenset(phrase for language in LANGUAGES for phrase in language.phrases)
_LANGUAGES_OF = {
    word: tuple(at for at, language in enumerate(LANGUAGES) if word in language.vocabulary)
    for word in {word for language in LANGUAGES for word in language.vocabulary}
}
_LONGEST_PHRASE = max(len(phrase.split()) for phrase in _PHRASES)
_LONGEST = 40
_SHORT = 6
_RIGHTS = ("\u00a9", "(c) ", "Copyright ", "copyright ")
"""How the line begins that says whose a text is."""
_OWNED = ("\u00a9", "(c)", "copyright", "\u7248\u6743", "\u8457\u4f5c\u6a29")
_RESERVED = (
    *("all rights reserved", "alle rechte vorbehalten", "tous droits réservés", "todos los derechos reservados"),
    *("tutti i diritti riservati", "todos os direitos reservados", "alle rechten voorbehouden"),
    *(
        "wszelkie prawa zastrzeżone",
        "все права защищены",
        "alla rättigheter förbehållna",
        "alle rettigheder forbeholdes",
    ),
    *("všechna práva vyhrazena", "无断转载禁止", "無断転載禁止", "無断転載を禁じます", "版权所有", "保留所有权利"),
)
"""How lines end that say that all rights are reserved."""
_LONGEST_OWNER = 14
BEGIN, END = "\ufdd0", "\ufdd1"
"""What stands around such a line until it is clear where it stands: characters that no text has (Unicode, 23.7)."""
_BETWEEN = r"[\s>*+\-\d.|\\]*"
_RUN = rf"(?:{BEGIN}[^{END}]*{END}{_BETWEEN})+"
_WHOLE = re.compile(rf"{_BETWEEN}{_RUN}")
_FIRST = re.compile(rf"\A\s*(?:{BEGIN}[^{END}]*{END}\s*)+")
_LAST = re.compile(rf"(?:\s*{BEGIN}[^{END}]*{END})+\s*\Z")
_LINE = re.compile(rf"{BEGIN}([^{END}]*){END}")
_TARGET = re.compile(r"\]\([^()\s]*\)")
_TAG = re.compile(r"<[^<>]*>")
_BARS = re.compile(r"\s*[|\u00b7\u2022/]\s+")
_NO_WORD = re.compile(r"\S*(?:@|//)\S*|\b[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}\b")  # addresses, and names of hosts


def is_service(text: str) -> bool:
    """Return whether a line says nothing but how a subscription is managed: “view in browser”, “unsubscribe”.

    >>> is_service("View this email in your browser"), is_service("A bill lets readers unsubscribe with one click.")
    (True, False)
    >>> is_service("You are receiving this email because you signed up at The Harbour.")
    True
    >>> is_service("Open it in your browser, or run it at home."), is_service("How to unsubscribe from complexity")
    (False, False)
    >>> is_service("Im Browser ansehen"), is_service("Se désabonner : https://example.org/u"), is_service("Abmelden")
    (True, True, True)
    >>> is_service("Online lesen"), is_service("Abmelden | Profil bearbeiten"), is_service("Abmelden will ich es")
    (True, True, False)
    >>> is_service("Se désabonner du bruit, tel est le sujet.")
    False
    """
    words = _plain(_NO_WORD.sub(" ", text)).split() if len(text) < 2000 else []
    if not 0 < len(words) <= _LONGEST:
        return False
    said = " ".join(words)
    if all(_plain(_NO_WORD.sub(" ", part)) in ALONE for part in _BARS.split(text)):
        return True
    if (words[:2] == ["powered", "by"] and len(words) == 3) or states_rights(text):
        return True
    if words[:2] == ["the", "post"] and " appeared first on " in said:
        return True
    known = Counter(at for word in words for at in _LANGUAGES_OF.get(word, ()))
    return any(_is_of(LANGUAGES[at], words, said, len(words) - count) for at, count in known.items())


def states_rights(text: str) -> bool:
    """Return whether a line says whose a text is and that all rights are reserved, and nothing else.

    >>> states_rights("© 2024 The Harbour, Inc. All rights reserved."), states_rights("© 2024 Ada, CC BY 4.0")
    (True, False)
    >>> states_rights("It is theirs. All rights reserved."), states_rights("Copyright Hafen. Alle Rechte vorbehalten.")
    (False, True)
    """
    bare = text.strip(" *_|\u00b7-").lower().rstrip(" .!")
    claim = next(filter(bare.endswith, _RESERVED), "")
    said = bare.removesuffix(claim).strip(" .,;:|-\u2013\u2014\u00b7")
    return bool(claim) and (not said or (said.startswith(_OWNED) and len(said.split()) <= _LONGEST_OWNER))


def _is_of(language: Language, words: Sequence[str], said: str, others: int) -> bool:
    """Return whether a line with so many other words is one of a language."""
    share = _NAMES if said.startswith(language.reasons) else _OTHER_WORDS
    return others <= share * len(words) and _has_phrase(words, language.phrases)


def _has_phrase(words: Sequence[str], phrases: Container[str]) -> bool:
    """Return whether some of the words, one behind the other, are a phrase."""
    spans = ((at, end) for at in range(len(words)) for end in range(at + 1, min(at + _LONGEST_PHRASE, len(words)) + 1))
    return any(" ".join(words[at:end]) in phrases for at, end in spans)


def names_service(text: str) -> bool:
    """Return whether a line speaks of how a subscription is managed, whatever else it says.

    >>> names_service("This mail of the Harbour Society of Oslo comes on Fridays; to unsubscribe, write to us.")
    True
    """
    words = _plain(_NO_WORD.sub(" ", _TARGET.sub("]", text))).split() if len(text) < 2000 else []
    return 0 < len(words) <= _LONGEST and _has_phrase(words, _PHRASES)


def _plain(text: str) -> str:
    letters = (char if char.isalnum() or char in "'-_" else " " for char in text.lower().replace("\u2019", "'"))
    return " ".join("".join(letters).split())


def line_key(text: str) -> str:
    """Return what a line of Markdown or HTML and the words that are shown of it have in common: their letters."""
    return "".join(filter(str.isalnum, _TAG.sub("", _TARGET.sub("]", text)).casefold()))


def find_services(lines: Sequence[str], services: Iterable[str]) -> Iterator[int]:
    """Yield the 0-based lines of a text that were left out, in paragraphs or alone.

    >>> {*find_services(["", "[Read online](https://a.org)", "", "Text"], ["[Read online](https://b.org)"])}
    {1}
    """
    known, start = set(map(line_key, services)), 0
    for end, line in enumerate([*lines, ""] if known else ()):
        if line.strip() and line_key(line) in known:
            yield end
        elif not line.strip():
            if line_key(" ".join(lines[start:end])) in known:
                yield from range(start, end)
            start = end + 1


def report_services(source: Source, services: Sequence[str]) -> Iterator[Problem]:
    """Yield a hint for each line that was left out, at the first line that is it, or holds it, or its first words."""
    lines = [(number, line_key(line)) for number, line in enumerate(source.lines, 1)] if services else []
    for service in dict.fromkeys(services):
        starts = (line_key(service), line_key(" ".join(_TARGET.sub("]", service).split()[:3])))
        same = (at for at, key in lines if key == starts[0])
        within = (at for start in starts for at, key in lines if start in key)
        yield report_service(source, next(chain(same, within), 0), service)


def report_service(source: Source, line: int, service: str) -> Problem:
    """Return a hint at a line that was left out."""
    words = " ".join(_TARGET.sub("]", service).split())[:80]
    why = "says whose the text is" if states_rights(service) else "manages a subscription"
    what = f"left out, as it only {why}: `{words}`"
    return source.hint(line, what, "nothing to do, unless it is part of the text")


def settle_services(blocks: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return blocks of Markdown without the marked lines above the first and below the last text, and those lines.

    Headings and a few words, such as the name of a letter, are no text in this sense. Other marked lines stay, as do
    all where there is nothing else.

    >>> settle_services([f"{BEGIN}Read online{END}", "1 2 3 4 5 6 7", f"{BEGIN}Leave{END}", "Oslo"])
    (['1 2 3 4 5 6 7', 'Oslo'], ['Read online', 'Leave'])
    """
    kept = blocks = list(map(_with_address, blocks))
    kept = list(kept)
    _clear(kept, range(len(kept)), _FIRST)
    _clear(kept, reversed(range(len(kept))), _LAST)
    if not any(kept):
        kept = list(blocks)
    dropped = [line for before, after in zip(blocks, kept, strict=True) for line in _missing(before, after)]
    return [_LINE.sub(r"\1", block) for block in kept if block], dropped


def _with_address(block: str) -> str:
    """Return a block in which the lines between marked ones are marked too, where it ends in one: a postal address.

    Senders of mails have to name one beside the way to unsubscribe.
    """
    lines = block.split("\n")
    marked = [at for at, line in enumerate(lines) if line.startswith(BEGIN)]
    if len(marked) < 2 or marked[-1] != len(lines) - 1 or len(lines) > _MOST_LINES:
        return block
    between = [at for at in range(marked[0], len(lines)) if at not in marked]
    if any(len(lines[at].split()) > _LONGEST_ADDRESS or "](" in lines[at] for at in between):
        return block
    return "\n".join(f"{BEGIN}{line.rstrip()}{END}" if at in between else line for at, line in enumerate(lines))


_MOST_LINES = 12
_LONGEST_ADDRESS = 12
"""Words of a line of a postal address."""


def _clear(blocks: list[str], order: Iterable[int], edge: re.Pattern[str]) -> None:
    """Empty what is all marked, up to the first text in this order, of which only the ``edge`` goes."""
    for at in order:
        if _WHOLE.fullmatch(blocks[at]):
            blocks[at] = ""
        elif not blocks[at].startswith(("#", *_RIGHTS)) and len(_TARGET.sub("]", blocks[at]).split()) > _SHORT:
            blocks[at] = edge.sub("", blocks[at])
            return


def _missing(before: str, after: str) -> list[str]:
    return [line for line in _LINE.findall(before) if f"{BEGIN}{line}{END}" not in after]
