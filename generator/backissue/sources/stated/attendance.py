"""Who was at a meeting, as its minutes say it: a line, a list or a table of those present."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from backissue.sources.markdown_lines import is_table_rule, read_heading, split_point, without_symbols
from backissue.sources.stated.people import is_first_name, is_full_name, is_person, plain_name, split_names

_FOREMOST = 60
"""Lines with text in which minutes say who was there."""
_PRESENT = frozenset(
    "attendees attendee attending present participants participant attendance members guests scribe chair chairs"
    " notetaker teilnehmer teilnehmende anwesend anwesende présents présent participants presentes asistentes"
    " participantes presenti partecipanti aanwezig aanwezigen deelnehmer deelnemers 参加者 出席者 与会者"
    " invited eingeladen invités invitados".split()
)
_NOT_ONLY_PEOPLE = frozenset("members guests invited eingeladen invités invitados".split())
"""Words before which single words may be other things than first names: countries, firms."""
_AROUND = frozenset(
    "in person remote remotely and the online list of meeting also members who was were here roll call names"
    " et und y".split()
)
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_MOST = 400


def says_presence(line: str) -> str | None:
    """Return what stands behind the words that say who was there, in one line; ``None`` where none do.

    >>> says_presence("Present: Ada Boat, Ben Ode (scribe)"), says_presence("**Remote attendees:**")
    ('Ada Boat, Ben Ode (scribe)', '')
    >>> says_presence("## Attendees"), says_presence("Present company is excepted: so be it.")
    ('', None)
    >>> says_presence("### Attendees (24 total)")
    ''
    """
    heading = _COUNT.sub("", read_heading(line)[1])
    label, colon, rest = (heading or split_point(line)[1]).partition(":")
    words = _words(label)
    known = bool(words) and not _PRESENT.isdisjoint(words) and set(words) <= _PRESENT | _AROUND and len(words) <= 6
    return rest.strip(" *_") if known and (colon or heading or label.strip().endswith("**")) else None


_COUNT = re.compile(r"\s*\(\d+[^()]*\)$")
"""How many were there."""


def _words(label: str) -> list[str]:
    return without_symbols(label).replace("-", " ").casefold().split()


_INVITED = re.compile(
    r"^(?P<label>\W*[^\W\d_]+(?: [^\W\d_]+)?\W*?):?[ ]*(?P<people>(?:\[[^\[\]\n]+\]\(mailto:[^()\s]*\)[,; ]*)+)$",
    re.MULTILINE,
)
_MAILED = re.compile(r"\[([^\[\]\n]+)\]\(mailto:[^()\s]*\)")


def without_addresses(text: str) -> str:
    """Return a text whose lines of people at a meeting have their names without their addresses of e-mail.

    >>> without_addresses("Invited [Ada Boat](mailto:ada@example.org) [Ben Ode](mailto:ben@example.org)")
    'Invited: Ada Boat, Ben Ode'
    >>> without_addresses("Write to [me](mailto:ada@example.org).")
    'Write to [me](mailto:ada@example.org).'
    """

    def written(found: re.Match[str]) -> str:
        names = ", ".join(_MAILED.findall(found["people"]))
        return f"{found['label']}: {names}" if says_presence(f"{found['label']}:") is not None else found[0]

    return _INVITED.sub(written, text) if "(mailto:" in text else text


def find_attendees(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the names of those who were at a meeting, as the first lines of its minutes list them.

    >>> find_attendees(["**Present:** Ada, Ben, Cy Reef"]), find_attendees(["Members: Sweden, Norway"])
    (('Ada', 'Ben', 'Cy Reef'), ())
    """
    filled = [line for line in lines if line.strip()][:_FOREMOST]
    found = [name for at, line in enumerate(filled) for name in _at(filled, at, says_presence(line))]
    return tuple(dict.fromkeys(found or _called_out(filled)))[:_MOST]


_CALLED_OUT = re.compile(r"(?P<name>[^,:\u2013\u2014]+?)\s*[,:\u2013\u2014]\s*(?P<said>[^\W\d_]+)\W*(?:\([^()]*\)\W*)?")
_HERE = frozenset("present présent présente anwesend presente aanwezig".split())
_FEWEST = 3
"""Points with which those who are there are called out."""


def _called_out(lines: Sequence[str]) -> Iterator[str]:
    """Yield the names of the points that say that somebody is there, if there are several.

    >>> list(_called_out(["- Ada Boat: present", "- Ben, present (online)!", "- Cy: absent", "- Dee (chair), present"]))
    ['Ada Boat', 'Ben', 'Dee']
    """
    found = (_CALLED_OUT.fullmatch(words) for mark, words in map(split_point, map(str.strip, lines)) if mark)
    here = [call for call in found if call and call["said"].casefold() in _HERE]
    names = [plain_name(_BRACKETS.sub("", call["name"])) for call in here]
    yield from (name for name in names if len(names) >= _FEWEST and (is_first_name(name) or is_full_name(name)))


def _at(lines: Sequence[str], at: int, said: str | None) -> Iterator[str]:
    if said:
        is_open = _NOT_ONLY_PEOPLE.isdisjoint(_words(lines[at].partition(":")[0]))
        yield from (is_open and _called(said)) or _names(said)
    elif said == "":
        below = lines[at + 1 :]
        is_asking = len(below) > 1 and below[0].rstrip().endswith(("!", ".")) and bool(split_point(below[1].strip())[0])
        below = below[1:] if is_asking else below
        rows = list(takewhile(lambda line: line.lstrip().startswith("|"), below))
        points = list(takewhile(lambda line: bool(split_point(line.strip())[0]), below))
        if rows:
            yield from _of_table(rows)
        elif points:
            yield from _of_points([split_point(point.strip())[1] for point in points])
        elif below and says_presence(below[0]) is None and not read_heading(below[0])[0]:
            yield from _names(below[0])


_ACCOUNT = re.compile(r"(?<!\w )@[\w.-]+\s+\((?P<name>[^\W\d_][^()@]+)\)")
"""An account, and whose it is: ``@ada (Ada Boat)``."""


def _names(text: str) -> Iterator[str]:
    """Yield the full names of a text that holds hardly anything else.

    >>> list(_names("@ada (Ada Boat)")), list(_names("Ada Boat (chair), Ben Ode")), list(_names("Ropes, sails"))
    (['Ada Boat'], ['Ada Boat', 'Ben Ode'], [])
    """
    names = list(split_names(_BRACKETS.sub("", _ACCOUNT.sub(r"\g<name>", text)).replace(" / ", ", ")))
    known = [plain for name in names if is_person(plain := plain_name(name)) and " " in plain]
    yield from known if 2 * len(known) >= len(names) else ()


_HANDLE = re.compile(r"@?[A-Za-z][\w-]{1,38}")
"""The name of an account."""


def _of_points(points: Sequence[str]) -> Iterator[str]:
    """Yield the names of points; a first name alone counts among whole ones.

    >>> list(_of_points(["Ada Boat", "Bo (@bo)", "Cy Reef, Dee Fog"])), list(_of_points(["Ropes", "Ada Boat"]))
    (['Ada Boat', 'Bo', 'Cy Reef', 'Dee Fog'], ['Ada Boat'])
    >>> list(_of_points(["adaboat", "bOde", "cy1901"])), list(_of_points(["ropes", "sails", "oars"]))
    (['adaboat', 'bOde', 'cy1901'], [])
    """
    odd = sum(not (point.isalpha() and point.islower()) for point in points)
    are_handles = all(_HANDLE.fullmatch(point) and not point.istitle() for point in points)
    if are_handles and len(points) >= _FEWEST and _FEWEST * odd >= len(points):
        yield from points
        return
    named = [list(_names(point)) for point in points]
    are_people = sum(map(bool, named)) > len(points) / 2
    for point, names in zip(points, named, strict=True):
        called = plain_name(_BRACKETS.sub("", point))
        yield from names or ([called] if are_people and is_first_name(called) else [])


def _called(text: str) -> list[str]:
    """Return the names of one line that are first names, all but few of them; none where it has another word.

    >>> _called("Ada, Ben, Cy Reef"), _called("Ada, Ben and the others"), _called("Ada")
    (['Ada', 'Ben', 'Cy Reef'], [], [])
    """
    names = list(map(plain_name, split_names(_BRACKETS.sub("", text).strip(" .\\"))))
    are_names = len(names) > 1 and all(is_first_name(name) or is_full_name(name) for name in names)
    return names if are_names else []


def _of_table(rows: Sequence[str]) -> Iterator[str]:
    """Yield the names in the first column of a table."""
    for row in rows[1:]:
        if not is_table_rule(row):
            yield from _names(row.strip().strip("|").partition("|")[0].strip())
