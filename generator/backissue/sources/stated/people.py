"""Who is named: names as lists of people give them, and the words in such lists that name nobody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from backissue.dates import is_weekday
from backissue.sources.heads.head_keys import NOBODY, OPENERS, PARTICLES, ROLES, is_known
from backissue.urls import web_address

_WIKI = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_LINKED = re.compile(r"\[([^\[\]]+)\](?:\([^()]*\)|\[[^\[\]]*\])")
_MAIL = re.compile(r"\s*[<(]?[\w.+-]+@[\w-]+(?:\.[\w-]+)+[>)]?")
_BRACKET = re.compile(r"\s*[(\uff08](?P<said>[^()\uff08\uff09]*)[)\uff09]\s*$")
_NOTED = re.compile(r"\^\[[^\[\]]*\]|\[\^[^\[\]]*\]|\^[\w,*]{1,8}\^|[*\u2020\u2021\u00b9\u00b2\u00b3\u2070-\u2079]+$")
"""The marks of notes behind a name, as papers have them: ``^[corresponding author]``, ``^1^``, ``*``."""
_BETWEEN = re.compile(r"(?P<kept>\([^()]*\))|\s*(?:;|,\s*(?:and|und|et|y|и)\s|,|\s[&+]\s|\s(?:and|und|et|y|и)\s)\s*")
"""What stands between two names, or brackets, in which the same marks part nothing."""
_NUMBERED = re.compile(r"(?:speaker|spk|person|voice|guest|host)?[\s_#-]*(?:\d+|[a-z]|\?+|unknown)?", re.IGNORECASE)
_SITE = re.compile(r"(?<=\w)\s*<https?://[^<>\s]+>")
"""The address of somebody behind the name."""
_HANDLE = re.compile(r"(?<=\w)\s+@[\w.-]+(?=\s|$)")
"""The name of an account behind that of its owner."""
_KEY = re.compile(r"(?=(?:[A-Z]*\d){2})[A-Z][A-Z\d]{7,}")
"""What a program calls somebody by: ``U024BE7LH``."""
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|edu|gov|info|co\.[a-z]{2})")
"""The host of a site, as programs that save pages have it where nobody is named."""
_MOST_WORDS = 6
_TITLES = frozenset("jr sr phd ph.d md m.d ii iii iv esq msc bsc ma mba".split())


def is_nobody(name: str) -> bool:
    """Return whether a text in the place of a name names no person.

    >>> is_nobody("Speaker 1"), is_nobody("et al."), is_nobody("Unknown speaker"), is_nobody("Ada")
    (True, True, True, False)
    >>> is_nobody("news.example.com"), is_nobody("ada.boat"), is_nobody("U024BE7LH"), is_nobody("NASA")
    (True, False, True, False)
    """
    if _HOST.fullmatch(name.strip()) or _KEY.fullmatch(name.strip()):
        return True
    bare = name.casefold().strip(" .,:;*_()[]<>?!-#\"'")
    word = bare.removesuffix("speaker").removesuffix("member").removeprefix("speaker").strip(" -_")
    return bare in NOBODY or word in NOBODY or not bare or bare == "et al" or bool(_NUMBERED.fullmatch(bare))


def plain_name(text: str) -> str:
    """Return a name without the marks of links and mailboxes around it; empty where it names nobody.

    What stands in brackets behind a name is what somebody is, or where.

    >>> plain_name("[[Ada Lovelace]]"), plain_name("[Ada](https://a.org)"), plain_name("Ada <ada@a.org>")
    ('Ada Lovelace', 'Ada', 'Ada')
    >>> plain_name("[Ada](https://a.org) (Boats Ltd)"), plain_name("Ada Boat^[corresponding author]")
    ('Ada', 'Ada Boat')
    >>> plain_name("Ada Boat @ada (host)"), plain_name("@ada"), plain_name("Ada Boat <https://a.org>")
    ('Ada Boat', '@ada', 'Ada Boat')
    """
    return split_role(text)[0]


def split_role(text: str) -> tuple[str, str]:
    """Return a name without marks, empty where it names nobody, and what the brackets behind it say.

    >>> split_role("Ada Boat (host)"), split_role("(host)"), split_role("Ada")
    (('Ada Boat', 'host'), ('', ''), ('Ada', ''))
    """
    name = _HANDLE.sub("", _SITE.sub("", unlinked(" ".join(text.split()))))
    name = _NOTED.sub("", _MAIL.sub("", name).strip(" \"'*_,;")).strip()
    found = _BRACKET.search(name)
    bare = name[: found.start()].strip(" \"'*_,;") if found else name
    if not bare or web_address(bare) or is_nobody(bare):
        return "", ""
    return bare, " ".join(found["said"].split()) if found else ""


def unlinked(text: str) -> str:
    """Return a text with the words of its links in place of them.

    >>> unlinked("By [Ada](https://a.org) and [[ben|Ben]]")
    'By Ada and Ben'
    """
    return _LINKED.sub(r"\1", _WIKI.sub(r"\1", text))


def split_names(text: str) -> Iterator[str]:
    """Yield the names of one text with commas, semicolons or "and" between them.

    Where semicolons part the names, a comma stands within a name.

    >>> list(split_names("Ada Lovelace, Alan Turing and Bo Ek")), list(split_names("Berg, Anna; Ode, Ben"))
    (['Ada Lovelace', 'Alan Turing', 'Bo Ek'], ['Berg, Anna', 'Ode, Ben'])
    >>> list(split_names("Ada (host, editor), Ben")), list(split_names("Ada + Ben"))
    (['Ada (host, editor)', 'Ben'], ['Ada', 'Ben'])
    """
    if ";" in text:
        yield from map(str.strip, text.split(";"))
        return
    name = ""
    for part in _parted(text):
        if name and part.casefold().strip(" .") in _TITLES:
            name += f", {part}"
            continue
        if name:
            yield name
        name = part
    if name:
        yield name


def _parted(text: str) -> Iterator[str]:
    at = 0
    for found in _BETWEEN.finditer(text):
        if found["kept"] is None:
            yield text[at : found.start()]
            at = found.end()
    yield text[at:]


def read_people(texts: Iterable[str], *, is_list: bool) -> tuple[str, ...]:
    """Return the people that texts name, each once: one a text, or several where it is no list.

    >>> read_people(["Ada Boat (host), Moderator"], is_list=False)
    ('Ada Boat',)
    """
    if is_list:
        found = (name for text in texts for name in text.split(";"))
    else:
        found = (name for text in texts for name in without_roles(split_names(_unbracketed(text))))
    names = (name for name in map(plain_name, found) if name and name.casefold().replace("-", "") not in ROLES)
    return tuple(dict.fromkeys(names))


def _unbracketed(text: str) -> str:
    """Return a text without the brackets of a list around it, and of links and bars only the part that names people.

    >>> _unbracketed("[Ada Boat, Ben Ode]"), _unbracketed("[[Ada Boat]], [[Ben Ode]]")
    ('Ada Boat, Ben Ode', '[[Ada Boat]], [[Ben Ode]]')
    >>> _unbracketed("[Ada Boat](https://a.org) | [Mastodon](https://b.org)")
    'Ada Boat'
    """
    plain = _LINKED.sub(r"\1", text)
    parts = [part.strip() for part in plain.split(" | ")]
    named = [part for part in parts if is_full_name(plain_name(part))]
    plain = ", ".join(named) if len(parts) > 1 and named else plain
    is_list = plain[:1] == "[" and plain[-1:] == "]" and plain[:2] != "[["
    return plain[1:-1] if is_list else plain


_PLACES = frozenset(
    "university universität université universidad università universiteit institute institut college school faculty"
    " department laboratory labs inc ltd llc gmbh corp corporation company foundation ministry agency academy".split()
)
"""Words of what people work for."""


POSTS = frozenset(
    "ceo cto cfo coo founder cofounder co-founder engineer professor director manager chief president vp"
    " architect developer researcher scientist editor analyst consultant officer designer principal"
    " evangelist advocate maintainer lecturer".split()
)
"""Words of what people do."""
HONOURS = frozenset("dr prof professor mr ms mrs mx sir dame".split())


def without_honours(name: str) -> str:
    """Return a name without the words of respect before it.

    >>> without_honours("Prof. Dr. Ada Boat"), without_honours("Dr. Ada")
    ('Ada Boat', 'Dr. Ada')
    """
    words = name.split()
    begin = next((at for at, word in enumerate(words) if word.casefold().strip(".") not in HONOURS), 0)
    return " ".join(words[begin:]) if len(words) - begin > 1 else name


def is_organisation(name: str) -> bool:
    """Return whether a name is that of what people work for.

    >>> is_organisation("Tidewater Inc."), is_organisation("University of Vigo"), is_organisation("Ada Boat")
    (True, True, False)
    """
    return not _PLACES.isdisjoint(word.casefold().strip(".,") for word in name.split())


def without_roles(names: Iterable[str]) -> Iterator[str]:
    """Yield names without what they do and whom they work for, which a comma parts from them as it parts names.

    >>> list(without_roles(["Ada Boat", "University of Vigo", "Ben Ode"])), list(without_roles(["Acme Labs"]))
    (['Ada Boat', 'Ben Ode'], ['Acme Labs'])
    """
    return (name for name, *_ in with_roles(names))


def with_roles(names: Iterable[str]) -> Iterator[list[str]]:
    """Yield each name with what stands behind it of what it does, and of whom it works for.

    >>> list(with_roles(["Ada", "captain of a boat", "CEO", "sipa"]))
    [['Ada', 'captain of a boat', 'CEO'], ['sipa']]
    """
    said: list[str] = []
    for name in names:
        if said and not is_role(name):
            yield said
            said = []
        said.append(name)
    if said:
        yield said


def is_role(text: str) -> bool:
    """Return whether a text says what somebody does, or where, rather than who it is.

    >>> is_role("captain of a boat"), is_role("Acme CEO Ada Boat"), is_role("Ada Boat")
    (True, True, False)
    """
    words = [word.casefold().strip(".,") for word in text.split()]
    is_said = len(words) > 1 and words[0] not in PARTICLES and (text[:1].islower() or words[0] == "head")
    return is_said or not (_PLACES | POSTS).isdisjoint(words)


def as_written(name: str) -> str:
    """Return a full name that is all in capitals as names are written elsewhere.

    >>> as_written("ADA O'BOAT-REEF"), as_written("SIPA"), as_written("J. R. ODE"), as_written("AJ BO")
    ("Ada O'Boat-Reef", 'SIPA', 'J. R. Ode', 'AJ Bo')
    """
    if not name.isupper() or " " not in name:
        return name
    return " ".join(word.title() if len(word) > 2 or word[-1] in "AEIOUY" else word for word in name.split())


def is_person(label: str) -> bool:
    """Return whether a label names a person rather than a part of a text, or what somebody is.

    >>> is_person("Ada Lovelace"), is_person("sipa"), is_person("Why it matters"), is_person("The Big Picture")
    (True, True, False, False)
    >>> is_person("Follow-up Q"), is_person("Audience member"), is_person("Speaker 2"), is_person("Duration")
    (False, False, False, False)
    """
    words = label.replace("-", " ").split()
    if not words or is_nobody(label) or any(word.casefold().strip(".,()?!") in ROLES for word in words):
        return False
    if words[0].casefold() in OPENERS or len(words) > _MOST_WORDS or is_known(label):
        return False
    return len(words) == 1 or not any(word[0].islower() and word not in PARTICLES for word in words)


def is_label(label: str) -> bool:
    """Return whether a label is one that somebody speaks below: of a person, of a role or with a number.

    >>> is_label("Speaker 2"), is_label("Moderator"), is_label("Why it matters")
    (True, True, False)
    """
    words = [word.casefold().strip(".,()?!") for word in label.replace("-", " ").split()]
    return is_person(label) or bool(_NUMBERED.fullmatch(label.strip("*[]"))) or any(word in ROLES for word in words)


def select_people(labels: Iterable[str], listed: Sequence[str], beside: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the people of a talk: those who are ``listed`` where any are, else those whose labels name a person.

    ``beside`` are others whom the talk names, whom labels can mean too.

    A first or last name, or initials, is the person of that name whom another label names in full.

    >>> select_people(["Aaron", "Sjors", "Aaron van Wirdum", "Q"], [])
    ('Sjors', 'Aaron van Wirdum')
    >>> select_people(["Ada Boat [AB]", "AB"], [])
    ('Ada Boat',)
    """
    if listed:
        return tuple(listed)
    known = {name.casefold() for name in beside}
    bare = dict.fromkeys(_INITIALS.sub("", label) for label in labels)
    found = [as_written(label) for label in bare if is_person(label) and label.casefold() not in known]
    return tuple(label for label in found if not find_full(label, [*found, *beside]))


_INITIALS = re.compile(r"(?<=\w)\s*[\[(][^\W\d_a-z]{1,4}[\])]$")
"""The initials behind a name, which stand for it from then on."""


def find_full(label: str, names: Iterable[str]) -> str:
    """Return the only one of ``names`` that a shorter label can mean; empty where none or several can.

    >>> find_full("AvW", ["Aaron van Wirdum", "Sjors Provoost"]), find_full("Ada", ["Ada Berg", "Ada Ode"])
    ('Aaron van Wirdum', '')
    """
    short = label.casefold().rstrip(".")
    fuller = [name for name in names if len(name.split()) > len(label.split()) and _can_mean(short, name.casefold())]
    return fuller[0] if len(fuller) == 1 else ""


def _can_mean(short: str, name: str) -> bool:
    words = name.split()
    initials = "".join(word[0] for word in words)
    bare = short.replace(".", "").replace(" ", "")
    return short in {words[0], words[-1]} or (len(bare) > 1 and bare in {initials, words[0][0] + words[-1][0]})


_GROUPS = frozenset(
    "team crew staff editors editorial board committee guide bot newsletter weekly digest community group society club"
    " association project office hq magazine podcast show conference conferences summit redaktion équipe equipo".split()
)
"""Words in names of those who are several."""


_NICKNAME = re.compile(r"(?<=\w) [\"\u201c][^\"\u201c\u201d]{1,30}[\"\u201d] (?=\w)")
"""What somebody is called between the names."""


def is_full_name(name: str) -> bool:
    """Return whether a text is the name of one person, family name and all.

    >>> is_full_name("Ada van Boat"), is_full_name("Ada"), is_full_name("Harbour Team"), is_full_name("Boats Ltd")
    (True, False, False, False)
    >>> is_full_name('Ada "Lady Tar" Boat'), is_full_name('"Ada" Boat')
    (True, False)
    """
    words = _NICKNAME.sub(" ", name).split()
    if any(word.casefold().strip(".,") in _GROUPS | _PLACES for word in words):
        return False
    capitals = all(word in PARTICLES or word[0].isupper() or not word.isascii() for word in words)
    return 1 < len(words) <= 4 and capitals and is_person(" ".join(words))


def is_first_name(name: str) -> bool:
    """Return whether one word could be what somebody is called by, in a place where only a name stands.

    >>> is_first_name("Ada"), is_first_name("Zo\N{LATIN SMALL LETTER E WITH DIAERESIS}"), is_first_name("ada")
    (True, True, False)
    >>> is_first_name("Team"), is_first_name("The"), is_first_name("NASA"), is_first_name("Monday")
    (False, False, False, False)
    """
    is_word = name.isalpha() and name.istitle() and len(name) <= _LONGEST_FIRST
    return is_word and is_person(name) and name.casefold() not in _GROUPS | _PLACES and not is_weekday(name)


_LONGEST_FIRST = 14
"""Letters of a first name."""
