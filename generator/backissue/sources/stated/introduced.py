"""Whom the text about a recording introduces, in sentences: ``I'm joined by Ada Boat``, ``Ada Boat joins us``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from backissue.function_words import FUNCTION_WORDS
from backissue.sources.heads.head_keys import PARTICLES
from backissue.sources.markdown_lines import read_heading, split_point
from backissue.sources.stated.introducing_words import (
    DOUBTFUL,
    IS,
    LEADS,
    LIKELY,
    LIKELY_BEHIND,
    OCCUPATIONS,
    PAIR_DOES,
    PAIR_TALKS,
    SURE,
    SURE_BEHIND,
    VERBS,
)
from backissue.sources.stated.people import HONOURS, is_first_name, is_full_name, is_role, unlinked
from backissue.urls import web_address

_AND = re.compile(r"(?:,\s*)?(?:\b(?:and|und|et|y|e|og|och|en)\b|&)\s*(?:with\s+)?|,\s*")
_BRACKET = re.compile(r"\s*\([^()]*\)")
_BESIDE = re.compile(r",[^,.;:!?]{3,80},?\s(?:and|&)\s+(?:with\s+)?")
"""What somebody does, between one name and the next."""
_PRONOUN = re.compile(r"\b(?:he|she|his|her|him|han|hon|hun|hans|hennes|hij|él|ella|elle|lui|lei)\b")
_WHO = re.compile(r"\s*(?:,?\s+who\b|,?\s*\(@|\s@\w)")
_WORKS = re.compile(r",\s+(?P<role>[^,.;:!?]{3,80})")
_WORD = re.compile(r"[^\W\d_][\w'\u2019.-]*")
_TAG = re.compile(r"<[^<>]{0,500}>")
_LINK = re.compile(r"!?\[[^\[\]]*\](?:\([^()]*\)|\[[^\[\]]*\])")
_SENTENCE = re.compile(r"(?<=[.!?])(?<!\b[DM][rs]\.)(?<!\bProf\.)(?<!\b[A-Z]\.)\s+(?=[^\W\d_a-z])")
_ELSEWHEN = re.compile(r"\b(?:next|last|previous|upcoming|earlier) (?:time|week|month|episode|show)s?\b", re.IGNORECASE)
"""What says that another recording is meant."""
_MOST_LINES = 30
_MOST_SENTENCES = 12
_LONGEST = 4000
"""Characters of an introduction."""
_LONGEST_TEXT = 20_000
"""Characters of a text that may say more of somebody whom its title names."""
_OPENS = frozenset(
    "about this episode in the show notes description summary overview intro introduction synopsis details".split()
)
"""Words of headings above what introduces a recording."""
_TITLED = re.compile(
    r"\b(?:episode|podcast|interview|webinar|folge|épisode|episodio|episódio|aflevering|avsnitt|выпуск|подкаст)\b",
    re.IGNORECASE,
)
_THIS = re.compile(
    r"\b(?:(?:this|today's|our|first|inaugural|latest|another)(?: [\w'-]+){0,4}?"
    r" (?:episode|podcast|conversation|interview)|(?:diese[rm]?|cet|este|neste|questo|questa|deze|denne|um|этом)"
    r" (?:folge|épisode|episodio|episódio|puntata|aflevering|avsnittet|episode|выпуске))\b",
    re.IGNORECASE,
)


def speaks_of_recording(title: str, text: str) -> bool:
    """Return whether a title or an introduction says that it is of a recording of people who talk.

    >>> speaks_of_recording("Sails", "In this episode, we mend sails."), speaks_of_recording("Sails", "Try a podcast.")
    (True, False)
    """
    return bool(_TITLED.search(title) or _THIS.search(text))


def opening_of(lines: Iterable[str]) -> str:
    """Return the prose with which a text begins, in one line: above its parts, its lists and what is quoted.

    >>> opening_of(["# Sails", "[Listen](https://a.org/1.mp3)", "**Ada** sews.", "", "## Links", "Others sew too."])
    'Ada sews.'
    """
    filled = [*islice(filter(None, map(str.strip, lines)), _MOST_LINES)]
    found: list[str] = []
    for line in (line[:_LONGEST] for line in filled):
        level, words = read_heading(line)
        if level > 1 and not _OPENS.issuperset(words.casefold().strip(":").split()):
            break
        if level or line.startswith((">", "|", "![", "```", "{%", "{{")) or split_point(line)[0]:
            if found and split_point(line)[0]:
                break
            continue
        plain = _plain(line)
        if any(map(str.isalnum, _plain(_LINK.sub(" ", line)))) and not web_address(plain):
            found.append(plain)
    return " ".join(part for part in found if len(part.split()) > 1 or len(found) > 1)[:_LONGEST]


def _plain(text: str) -> str:
    """Return the words of a text without the marks of emphasis, links and elements around them."""
    words = _TAG.sub(" ", unlinked(text)).replace("\u2019", "'")
    return " ".join(words.replace("**", "").replace("*", "").replace("__", "").split())


def find_introduced(text: str, title: str = "") -> tuple[str, ...]:
    """Return the full names of those whom a text introduces, each once.

    What leaves in doubt whether it speaks of somebody has to be followed by what only people do or are.

    >>> find_introduced("I'm joined by Ada Boat and my co-host, Ben Ode."), find_introduced("Ada Boat joins us.")
    (('Ada Boat', 'Ben Ode'), ('Ada Boat',))
    >>> find_introduced("We talk with Ada Boat, the captain of Sea Co."), find_introduced("We talk with Red Hat.")
    (('Ada Boat',), ())
    >>> find_introduced("We chat with Ada Boat about ropes. Ada explains knots."), find_introduced("Ask Ada Boat.")
    (('Ada Boat',), ())
    >>> find_introduced("Cy Reef and I discuss sails with Ada Boat on her boat."), find_introduced("We met our guests.")
    (('Cy Reef', 'Ada Boat'), ())
    >>> find_introduced("In this episode rope expert Ada Boat talks about knots."), find_introduced("Red Hat explains.")
    (('Ada Boat',), ())
    """
    plain = _plain(text)[:_LONGEST]
    found = [match["name"] for match in _EAST.finditer(plain)]
    for sentence in _SENTENCE.split(plain)[:_MOST_SENTENCES]:
        found += () if _ELSEWHEN.search(sentence) else (name for name, _ in _in_sentence(sentence, plain, title))
    return tuple(dict.fromkeys(found))


_EAST = re.compile(
    r"(?:\u30b2\u30b9\u30c8|\u5609\u5bbe|\uac8c\uc2a4\ud2b8)\s?[:\uff1a]?\s(?P<name>[^\W\d_a-z]{1,6}(?:\s[^\W\d_a-z]{1,8})?)(?=\s?[(\uff08]?@\w)"
)
"""A guest in languages of East Asia, with the name of an account, which shows where the name ends."""


def find_called_first(text: str, lines: Iterable[str], others: str = "") -> tuple[str, ...]:
    """Return those by whose first names a sentence near the beginning of a text begins: in full where lines say so.

    Those who talk may have one name only, unless the ``others``, a title and topics, have it too.

    >>> find_called_first("Ada and Ben share ropes.", ["[Ada Boat](https://a.org)", "Ben Ode (@ben)"])
    ('Ada Boat', 'Ben Ode')
    >>> find_called_first("We are back! In this episode, Ada and Ben talk about ropes.", ["Ada Boat"])
    ('Ada Boat', 'Ben')
    >>> find_called_first("Ada and Ben share ropes.", ["Ada Boat"]), find_called_first("Ropes and sails talk.", [])
    ((), ())
    >>> find_called_first("Tea and Milk discuss prices.", [], "Tea, and why")
    ()
    """
    opening = _plain(text)[:_LONGEST]
    begun = next(filter(None, map(_PAIR.match, _SENTENCE.split(opening)[:_FIRST_SENTENCES])), None)
    named = (begun["names"] or begun["hosts"]) if begun else ""
    firsts = [part.strip() for part in _AND.split(named) if part.strip()]
    whole = [_plain(line[:_LONGEST]) for line in islice(lines, _LONGEST_LIST)] if firsts else []
    found = [{name for line in whole for name in _full_names(first, line)} for first in firsts]
    if all(len(names) == 1 for names in found):
        return tuple(name for names in found for name in names)
    are_people = begun and (begun["talks"] or begun["hosts"]) and all(is_called_so(first) for first in firsts)
    if not are_people or not _words(others).isdisjoint(first.casefold() for first in firsts):
        return ()
    return tuple(next(iter(names)) if len(names) == 1 else first for first, names in zip(firsts, found, strict=True))


def is_called_so(name: str) -> bool:
    """Return whether one word could be what somebody on a recording is called by, an account included.

    >>> is_called_so("Ada"), is_called_so("AdaBoat"), is_called_so("EJ"), is_called_so("NASA"), is_called_so("Monday")
    (True, True, True, False, False)
    """
    return is_first_name(name.title()) and name[0].isupper() and (not name.isupper() or len(name) <= _INITIAL)


_FIRSTS = r"[^\W\d_a-z][\w'-]+(?:, [^\W\d_a-z][\w'-]+)*,? (?:and|&|und|et|y|e|en|och|og) [^\W\d_a-z][\w'-]+"
_PAIR = re.compile(
    r"(?:(?:In (?:this|today's|our)\b[^.;:!?]{0,60}?|This (?:week|month|time|episode)|Today),? )?"
    rf"(?P<names>{_FIRSTS}) (?i:(?P<talks>{PAIR_TALKS})|{PAIR_DOES})\b"
    rf"|(?:[Jj]oin|[Yy]our|[Oo]ur|[Ww]ith) hosts (?P<hosts>{_FIRSTS})\b(?! [^\W\d_a-z])"
)
_FIRST_SENTENCES = 3
_LONGEST_LIST = 300
"""Lines in which the full names stand."""


def _full_names(first: str, line: str) -> Iterator[str]:
    for found in re.finditer(rf"\b{re.escape(first)} ", line):
        if named := _name_at(line, found.start()):
            yield named[0]


def find_joining(text: str) -> tuple[str, ...]:
    """Return those with whom a text begins, where it says that they join those who made it, to talk.

    >>> find_joining("Ada Boat and Ben Ode join us to talk about ropes. Cy Reef joins us too.")
    ('Ada Boat', 'Ben Ode')
    >>> find_joining("Ada Boat joins us as a sailmaker."), find_joining("So Ada Boat joins us to talk about ropes.")
    ((), ())
    """
    sentence = _SENTENCE.split(_plain(text)[:_LONGEST])[0]
    named = _names(sentence, 0, is_led=False)
    is_guest = named and _TO_TALK.match(sentence[named[-1][2] :])
    return tuple(name for name, *_ in named) if is_guest else ()


_TO_TALK = re.compile(
    r" (?:joins?|joined|(?:is|are) joining) (?:me|us) (?:\w+ ){0,3}?(?:to|for) (?:an? )?"
    r"(?:talk|chat|discuss|conversation|interview|share|explain|speak)",
    re.IGNORECASE,
)


def is_said_of(name: str, text: str, title: str = "") -> bool:
    """Return whether a text introduces somebody, or says of a name what is said of people.

    >>> is_said_of("Ada Boat", "Here Ada Boat mends her sails."), is_said_of("Ada Boat", "The Ada Boat is fast.")
    (True, False)
    >>> is_said_of("Ada Boat", "An episode on Ada Boat, who mended her sails.")
    False
    """
    plain = _plain(text[:_LONGEST_TEXT])
    if name not in plain or re.search(_SUBJECT + re.escape(name), plain):
        return False
    behind = (part[1] for sentence in _SENTENCE.split(plain) if len(part := sentence.split(name, 1)) > 1)
    return name in find_introduced(plain, title) or any(_is_confirmed(name, rest, plain, title) for rest in behind)


_SUBJECT = r"\b(?:episode|show|series|book|biography|life|work|story|piece|essay|memoir|death)s? (?:on|about|of|by) "
"""What stands before the name of somebody whom a text is about."""


def _in_sentence(sentence: str, text: str, title: str) -> list[tuple[str, int]]:
    found = [
        (name, begin) for match in _SURE_FORM.finditer(sentence) for name, begin, _ in _names(sentence, match.end())
    ]
    for match in chain(_LIKELY_FORM.finditer(sentence), _DOUBTFUL_FORM.finditer(sentence)):
        named = _names(sentence, match.end())
        is_named = match.re is _LIKELY_FORM and any(name in title for name, *_ in named)
        if is_named or any(_is_confirmed(name, sentence[end:], text, title) for name, _, end in named):
            found += ((name, begin) for name, begin, _ in named)
    reached = 0
    for match in _CAPITAL.finditer(sentence):
        named = _names(sentence, match.start(), is_led=False) if match.start() >= reached else []
        reached = named[-1][2] if named else reached
        behind = sentence[named[-1][2] :].lstrip(" ,") if named else ""
        is_sure = bool(_SURE_BEHIND_FORM.match(behind))
        is_likely = not is_sure and bool(_LIKELY_BEHIND_FORM.match(behind))
        is_led = is_likely and _ends_in_occupation(sentence[: named[0][1]])
        is_known = is_likely and (is_led or named[-1][0] in title or _is_confirmed(named[-1][0], behind, text, title))
        if is_sure or is_known:
            found += ((name, begin) for name, begin, _ in named)
    return sorted(dict(found).items(), key=lambda pair: pair[1])


def _ends_in_occupation(text: str) -> bool:
    """Return whether what somebody does stands at the end of a text, as in "security expert, Ada Boat"."""
    return text.rstrip(" ,").rpartition(" ")[2].casefold() in OCCUPATIONS


def _names(text: str, at: int, *, is_led: bool = True) -> list[tuple[str, int, int]]:
    """Return the full names of a list that begins at a place of a text, each with its beginning and its end."""
    found: list[tuple[str, int, int]] = []
    at = _behind_leads(text, at) if is_led else at
    while named := _name_at(text, at):
        found.append(named)
        end = named[2]
        bracket = _BRACKET.match(text, end)
        parted = _AND.match(text, bracket.end() if bracket else _skip(text, end))
        beside = _BESIDE.match(text, end)
        if parted and _name_at(text, _behind_leads(text, parted.end())):
            at = _behind_leads(text, parted.end())
        elif beside and is_led:
            at = _behind_leads(text, beside.end())
        else:
            break
    return found


def _skip(text: str, at: int) -> int:
    return at + len(text[at:]) - len(text[at:].lstrip())


def _behind_leads(text: str, at: int) -> int:
    """Return the place behind the words that stand between a phrase and a name."""
    while True:
        at = _skip(text, at)
        word = _WORD.match(text, at)
        bare = word[0].casefold().strip(".") if word else ""
        if not word or bare not in LEADS:
            return at
        at = word.end() + (text[word.end() : word.end() + 1] in {",", ":"})


def _name_at(text: str, at: int) -> tuple[str, int, int] | None:
    """Return the full name that begins at a place of a text, with its beginning and its end."""
    words: list[str] = []
    begin = end = at
    while (word := _WORD.match(text, at)) and len(words) <= _MOST_WORDS:
        bare = word[0].removesuffix("'s").rstrip(".'") if len(word[0]) > _INITIAL else word[0]
        if not (bare[0].isupper() or (words and bare in _WITHIN and text[word.end() + 1 : word.end() + 2].isupper())):
            break
        words, end = [*words, bare], word.start() + len(bare)
        if len(bare) < len(word[0]) or text[word.end() : word.end() + 1] != " ":
            break
        at = word.end() + 1
    posts = [place for place, word in enumerate(words, 1) if word.casefold().strip(".") in OCCUPATIONS | HONOURS]
    name = " ".join(words[posts[-1] :] if posts else words)
    return (name, begin, end) if is_name_of_person(name) else None


_MOST_WORDS = 4
_INITIAL = 2
_WITHIN = PARTICLES - {"and", "y", "e", "i"}


def is_name_of_person(name: str) -> bool:
    """Return whether a name is one of a person, without what that person does or is of.

    >>> is_name_of_person("Ada Boat"), is_name_of_person("Acme's Ada Boat"), is_name_of_person("MIT Ada Boat")
    (True, False, False)
    >>> is_name_of_person("Will Boat"), is_name_of_person("Giants of Old"), is_name_of_person("Behind Bars")
    (True, False, False)
    """
    is_of_firm = "'s " in name.replace("\u2019", "'") or any(len(word) > 2 and word.isupper() for word in name.split())
    return is_full_name(name) and not is_role(name) and not is_of_firm and _UNNAMED.isdisjoint(name.split())


_LONGEST_NAMELIKE = 4
"""Letters of words such as "will" and "may", which people are called, too."""
_UNNAMED = frozenset({"and", "of", "the"}) | {
    word.capitalize() for word in FUNCTION_WORDS if len(word) > _LONGEST_NAMELIKE or "'" in word
}
"""Words within titles and labels that no name has."""


def _is_confirmed(name: str, behind: str, text: str, title: str = "") -> bool:
    """Return whether a text shows that a name is one of a person: by what stands behind it, or by a part of it alone.

    >>> _is_confirmed("Ada Boat", ", author of Ropes.", ""), _is_confirmed("Red Hat", " on its plans.", "Red is one.")
    (True, False)
    """
    works = _WORKS.match(behind)
    is_at_work = works is not None and not OCCUPATIONS.isdisjoint(_words(works["role"]))
    return bool(is_at_work or _WHO.match(behind) or _PRONOUN.search(behind) or is_called(name, text, title))


def _words(text: str) -> set[str]:
    return {word.strip(".,:;!?()").casefold() for word in text.split()}


def is_called(name: str, text: str, title: str = "") -> bool:
    """Return whether a text says of a name what is said of people, or calls them by a part of it.

    >>> is_called("Ada Boat", "Ada explains it."), is_called("Ada Boat", "Ada Boat is a captain and author.")
    (True, True)
    >>> is_called("Ada Boat", "Take Ada's class.", "Ropes with Ada Boat"), is_called("Ada Boat", "Ada is a language.")
    (True, False)
    """
    first, *_, last = name.split()
    parts = f"{re.escape(first)}|{re.escape(last)}"
    others = re.sub(re.escape(name), "\N{NULL}", text)
    if re.search(rf"\b(?:{parts}) (?:also )?(?:{VERBS})\b", others):
        return True
    if name in title and re.search(rf"\b{re.escape(first)}'", others):
        return True
    said = re.search(rf"\b{re.escape(name)} (?:{IS})\b(?P<what>[^.!?]{{0,120}})", text)
    return said is not None and (
        not OCCUPATIONS.isdisjoint(_words(said["what"])) or bool(_PRONOUN.search(said["what"]))
    )


def _form(phrases: Sequence[str], start: str = r"\b", end: str = "") -> re.Pattern[str]:
    return re.compile(f"{start}(?:{'|'.join(phrases)}){end}", re.IGNORECASE)


_SURE_FORM = _form(SURE, end=r"(?=[\s,:])")
_LIKELY_FORM = _form(LIKELY, end=r"(?=[\s,:])")
_DOUBTFUL_FORM = _form(DOUBTFUL, end=r"(?=[\s,:])")
_SURE_BEHIND_FORM = _form(SURE_BEHIND, start="")
_LIKELY_BEHIND_FORM = _form(LIKELY_BEHIND, start="")
_CAPITAL = re.compile(r"(?:^|(?<=[\s,(]))(?=[^\W\d_a-z])")


def find_called(labels: Iterable[str], texts: Iterable[str]) -> Iterator[str]:
    """Yield the full names that those give who speak, of people whom labels name by the first one.

    >>> said = ["Hello, my name is Ada Boat and I'm joined by my co host, Ben Ode.", "I'm Cy Reef, by the way."]
    >>> list(find_called(["Ada", "Ben", "Dee"], said))
    ['Ada Boat', 'Ben Ode']
    """
    short = {label for label in labels if label and " " not in label}
    named: dict[str, list[str]] = {}
    for text in texts:
        plain = _plain(text)
        found = [*find_introduced(plain), *_selves(plain)]
        for name in dict.fromkeys(found):
            named.setdefault(name.split()[0], []).append(name)
    yield from (names[0] for first, names in named.items() if first in short and len(set(names)) == 1)


def _selves(text: str) -> Iterator[str]:
    """Yield the full names that people say are theirs."""
    for match in _SELF.finditer(text):
        if named := _name_at(text, match.end()):
            yield named[0]


_SELF = re.compile(r"\b(?:I'm|I am) ")
