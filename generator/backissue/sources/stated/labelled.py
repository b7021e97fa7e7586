"""Who a text is by or with, and when it is from, as lines near its top say behind a label: ``**Guest:** Ada Boat``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import unescape
from itertools import takewhile

from backissue.dates import find_day
from backissue.sources.heads.head_keys import KEYS, meant
from backissue.sources.heads.head_lines import read_key, single_colon
from backissue.sources.links.recordings import label_of
from backissue.sources.markdown_lines import is_rule, read_heading, split_point
from backissue.sources.stated.people import (
    is_first_name,
    is_full_name,
    plain_name,
    split_names,
    without_honours,
    without_roles,
)

_FOREMOST = 30
"""Lines with text in which such a line stands."""
_LONGEST = 300
"""Characters of such a line."""
_OF_CHANNELS = frozenset({"channel", "uploader", "people", "by"})
"""Keys of heads that as labels stand before other things than names of people."""
_PEOPLE = (
    frozenset((*KEYS["speakers"], *KEYS["authors"]))
    | frozenset("panel panellist panellists guestspeaker guestspeakers specialguest specialguests featuring".split())
) - _OF_CHANNELS
_DAYS = frozenset(KEYS["day"])
_ABOUT = frozenset(
    "info information metadata details data facts credits video episode talk podcast show of the about description"
    " summary overview".split()
)
"""Words of headings above facts of all of a text."""
_OF_RECORDINGS = frozenset(key for fact in ("permalinks", "video", "audio") for key in KEYS[fact])
_SAID = _OF_RECORDINGS | frozenset((*KEYS["facts"], *KEYS["title"]))
_SHORT = 12
"""Words of a fact."""
_FEWEST = 2
"""Facts that stand together."""
_ROLE = re.compile(r"\s[-\u2013\u2014]\s.*")
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"']+")
_PICTURE = re.compile(r"!\[|<(?:br|img|div|p|a|iframe)\b|\[!", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Labelled:
    """What lines with labels say of a text: its people, its day and its recording, as far as they are known."""

    people: tuple[str, ...] = ()
    day: date | None = None
    recording: str = ""


def find_labelled(lines: Sequence[str]) -> Labelled:
    """Return what the lines with labels say that stand above the parts of a text.

    Below words of the text, a label is in bold and says who. Below a subtitle, it says who speaks. What comes twice is
    said of parts.

    >>> found = find_labelled(["# Tides", "- **Guest:** Ada Boat, author of *Moles*", "- **Published:** 2024-06-06"])
    >>> found.people, str(found.day)
    (('Ada Boat',), '2024-06-06')
    >>> find_labelled(["We read a book.", "Hosts: Ada Boat &amp; Ben Ode."]).people
    ('Ada Boat', 'Ben Ode')
    >>> find_labelled(["We read a book.", "Author: Ada Boat"]), find_labelled(["## Book", "**Author:** Ada Boat"])
    (Labelled(people=(), day=None, recording=''), Labelled(people=(), day=None, recording=''))
    """
    facts = [*_above_parts(lines)]
    keys = [key for line in lines for key, _ in _facts(line)] if facts else []
    once = [(key, value) for key, value in facts if keys.count(key) == 1]
    people = [name for key, value in once if key in _PEOPLE for name in _names(key, value)]
    people += _listed(lines)
    days = (_day(value) for key, value in once if key in _DAYS)
    urls = {url for key, value in once if key in _OF_RECORDINGS for url in _ADDRESS.findall(value) if label_of(url)}
    recording = urls.pop() if len(urls) == 1 else ""
    return Labelled(tuple(dict.fromkeys(people)), next(filter(None, days), None), recording)


def _listed(lines: Sequence[str]) -> Iterator[str]:
    """Yield the people of a list below a heading that says who they are, if all of its points are names.

    >>> list(_listed(["# Ropes", "### Hosts", "", "- Ada Boat", "- [Ben Ode](https://ode.example.org)", "---"]))
    ['Ada Boat', 'Ben Ode']
    >>> list(_listed(["## Gäste", "- Ada", "- Ben (@ben)"]))
    ['Ada', 'Ben']
    >>> list(_listed(["## Speakers", "- Ada Boat talks", "- Ben Ode"])), list(_listed(["## Sponsors", "- Ada Boat"]))
    ([], [])
    >>> list(_listed(["## Speaker", "[Ada Boat](https://a.org) is a captain."])), list(_listed(["## Host", "So."]))
    (['Ada Boat'], [])
    >>> list(_listed(["### Special Guest", "", "[Ada Boat](https://a.org), captain of the *Swift*."]))
    ['Ada Boat']
    >>> list(_listed(["It is hosted by:", "- Ada Boat (<https://a.org>)", "- Ben Ode"]))
    ['Ada Boat', 'Ben Ode']
    """
    filled = [line.strip() for line in _with_whole_points(lines)][:_FOREMOST]
    for at, line in enumerate(filled):
        if not _heads_people(line):
            continue
        points = [*takewhile(lambda below: split_point(below)[0], filled[at + 1 :])]
        names = [name for point in points for name in _in_point(split_point(point)[1])]
        if names:
            yield from names if all(is_full_name(name) or is_first_name(name) for name in names) else ()
        elif read_heading(line)[0] and (found := _BIOGRAPHY.match("".join(filled[at + 1 : at + 2]))):
            name = plain_name(found["marked"] or found["name"])
            yield from [name] if is_full_name(name) else []


def _with_whole_points(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines with text, but for those on which a point goes on."""
    is_point = False
    for line in lines:
        if line.strip() and not (is_point and line[0].isspace() and not split_point(line.strip())[0]):
            yield line
        is_point = bool(split_point(line.strip())[0]) or (is_point and bool(line.strip()))


def _in_point(point: str) -> list[str]:
    """Return the people of a point, without what they do behind a dash or a comma.

    >>> _in_point("Dr. Ada Boat, Captain at [Boats](https://a.org)"), _in_point("Ada Boat & Ben Ode - https://a.org")
    (['Ada Boat'], ['Ada Boat', 'Ben Ode'])
    """
    names = split_names(_ROLE.sub("", point).partition(",")[0])
    return [without_honours(plain_name(name)) for name in names]


def _heads_people(line: str) -> bool:
    """Return whether a line is a heading, or ends with a colon, and says that those below it speak.

    >>> _heads_people("## Your hosts"), _heads_people("It is hosted by:"), _heads_people("Our hosts are kind.")
    (True, True, False)
    """
    level, words = read_heading(line)
    text = (words or line).strip("* _").casefold()
    if not (level or text.endswith(":")) or len(text.split()) > _FEW:
        return False
    rest = [word for word in text.strip(":").split() if word not in _AROUND]
    return text.strip(": ").endswith(_BY) or meant(" ".join(rest)) in _SPEAKERS


_SPEAKERS = (
    frozenset(
        (*KEYS["speakers"], "teilnehmer", "teilnehmende", "participantes", "partecipanti", "deelnemers", "участники")
    )
    - _OF_CHANNELS
)
"""What heads say who speaks, and what as a key would say how many are there."""
_AROUND = frozenset(
    "your our the today's this week's episode's special meet about featured with on in episode bio"
    " biography profile".split()
)
_BY = ("hosted by", "presented by", "moderated by")
_FEW = 6
_MARKED = r"\[[^\[\]]{3,60}\]\([^()\s]*\)|\*\*[^*]{3,60}\*\*"
_DOES = r",? (?:is|was|has|works)\b"
_BIOGRAPHY = re.compile(rf"(?:(?P<marked>{_MARKED})(?={_DOES}|,|\.?$)|(?P<name>\w[^,.:;!?]{{3,40}}?){_DOES})")
"""Who somebody is, behind the name: ``[Ada Boat](https://a.org) is a captain.``, or a name that is a link."""


def fact_lines(lines: Sequence[str]) -> frozenset[int]:
    """Return the 0-based positions of the lines with facts that stand together above what is said.

    >>> fact_lines(["# Tides", "**Hosts:** Ada & Ben", "**Duration:** 29 minutes", "", "**ADA:** So it is."])
    frozenset({1, 2})
    >>> fact_lines(["**Host:** Good morning.", "**Guest:** Good morning to you."])
    frozenset()
    """
    begin = next((at for at, line in enumerate(lines) if line.strip() and read_heading(line)[0] != 1), len(lines))
    block = list(takewhile(lambda at: bool(_facts(lines[at])), range(begin, len(lines))))
    facts = [fact for at in block for fact in _facts(lines[at])]
    sure = sum(_is_sure(*fact) for fact in facts)
    return frozenset(block if sure >= _FEWEST and len(facts) <= 2 * sure else ())


def bold_label(line: str) -> str:
    """Return a line with a fact whose label is in bold, so that nobody takes it for a name before what is said.

    >>> bold_label("Host: Ada Boat"), bold_label("- **Host:** Ada Boat")
    ('**Host:** Ada Boat', '- **Host:** Ada Boat')
    """
    label, colon, value = line.partition(":")
    return line if "*" in label or not colon else f"**{label}:**{value}"


def _is_sure(key: str, value: str) -> bool:
    if key in _PEOPLE:
        return bool(_names(key, value))
    if key in _DAYS:
        return _day(value) is not None
    return key in _SAID and len(value.split()) <= _SHORT


def _above_parts(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the keys that labels mean, with what stands behind them, above the first part of a text."""
    filled = [line for line in takewhile(_is_no_code, lines) if line.strip()][:_FOREMOST]
    titles = [*takewhile(lambda line: read_heading(line)[0] > 0, filled)]
    is_subtitled, is_top = any(map(_names_part, titles)), True
    for line in takewhile(lambda line: not _names_part(line), filled[len(titles) :]):
        facts = _facts(line)
        is_bold = line.lstrip("->+ ").startswith("**")
        for key, said in facts:
            is_said = is_bold or (key in KEYS["speakers"] and _is_list_of_names(said))
            if key in KEYS["speakers"] if is_subtitled else is_top or (is_said and key not in _DAYS):
                yield key, said
        is_above = facts or is_rule(line) or _PICTURE.match(line.lstrip("> "))
        is_top = bool(read_heading(line)[0]) or (is_top and bool(is_above))


def _is_list_of_names(text: str) -> bool:
    """Return whether a text is full names and nothing else."""
    names = [plain_name(name) for name in split_names(text.rstrip("."))]
    return bool(names) and all(map(is_full_name, names))


def _names_part(line: str) -> bool:
    level, words = read_heading(line)
    return level > 1 and not _ABOUT.issuperset(words.casefold().split())


def _is_no_code(line: str) -> bool:
    return not line.lstrip().startswith(("```", "~~~"))


def _facts(line: str) -> list[tuple[str, str]]:
    """Return the facts of a line with labels, of which a bar may part several.

    >>> _facts("> **Published:** 2024-06-06 | **Author:** Ada Boat"), _facts("- Ada | Ben")
    ([('published', '2024-06-06'), ('author', 'Ada Boat')], [])
    """
    text = line.strip().lstrip("> ")
    text = (split_point(text)[1] if text[:1] in {*"-*+"} else text).rstrip("\\ ")
    if not text or len(text) > _LONGEST:
        return []
    parts = [single_colon(part.strip()) for part in unescape(text).split(" | ")]
    if not read_key(parts[0]):
        return []
    keyed = ((meant(read_key(part)), part.partition(":")[2].lstrip(": ").strip()) for part in parts)
    return [(key, value) for key, value in keyed if key]


def _names(key: str, value: str) -> list[str]:
    """Return the people of a value that begins with one; what they do and where is left out.

    >>> _names("guest", "Ada Boat, Chief Engineer & Author at Boats"), _names("guest", "Ada Boat is back")
    (['Ada Boat'], [])
    >>> _names("speaker", "Ada Boat \u2014 Chief, Boats; Ben Ode"), _names("hosts", "Ada & Ben")
    (['Ada Boat', 'Ben Ode'], ['Ada', 'Ben'])
    """
    parts = (_ROLE.sub("", part) for part in value.rstrip(".").split(";"))
    names = [without_honours(plain_name(name)) for part in parts for name in without_roles(split_names(part))]
    if not names:
        return []
    if is_full_name(names[0]):
        return list(filter(is_full_name, names))
    called = [*takewhile(is_first_name, names)]
    is_list = len(called) == len(names) > 1
    is_one = len(called) == len(names) == 1 and key in KEYS["speakers"]
    return called if is_list or is_one else []


def _day(value: str) -> date | None:
    text = value.strip("[]* ")
    return find_day(text) if len(text) <= 40 else None
