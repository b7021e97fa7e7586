"""How a transcript says who speaks: marks beside the text, names that stand alone, names before a colon."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from backissue.sources.heads.head_keys import ROLES
from backissue.sources.markdown_lines import read_heading
from backissue.sources.stated.people import is_label, is_person
from backissue.sources.talks.cues import Cue, parse_time

_STAMP = re.compile(
    r"""
    (?P<opened>\\?[\[(])?
    (?P<time>(?:\d{1,3}:)?\d{1,3}:\d\d) (?:[.,]\d{1,3})?
    (?P<closed>\\?[\])])?
    """,
    re.VERBOSE,
)
"""A time as it stands in or beside a mark: ``1:02``, ``[00:01:02.500]``, ``(1:02)``."""
_SET_OFF = re.compile(
    r"""
    (?: (?P<marks>\*\*|`) [\[(]? (?P<time>(?:\d{1,3}:)?\d{1,3}:\d\d) [\])]? (?P=marks)
      | \[ [\[(]? (?P<linked>(?:\d{1,3}:)?\d{1,3}:\d\d) [\])]? \] \( [^()\s]{1,500} \)
    ) [ ]* [\u00b7\u2022|\u2013\u2014:-]? [ ]+
    """,
    re.VERBOSE,
)
"""A time in bold, as code or as a link before what is said: ``**0:31** \u00b7 Ada: Hello.``"""
_DASHED = re.compile(
    r"""
    [\[(]? (?P<time>(?:\d{1,2}:)?\d{1,2}:\d\d) [\])]?
    [ ]+ [-\u2013\u2014] [ ]+ (?P<name>[^\W\d][^:()\[\]]{1,50}?) (?:[ ]*\([^()]*\))?
    """,
    re.VERBOSE,
)
"""A time, a dash and a name, alone on a line: ``0:03 - Ada Boat (Tidewater)``."""
_IN_NAMES = frozenset(" _.'\u2019()&-")
_NOT_IN_NAMES = frozenset(":*|[]()")
_LONGEST_MARK = 60
_LONGEST_NAME = 40
_MOST_WORDS = 5
_FEWEST = 3
"""Captions that show by themselves how those of a meeting name who speaks, and labels of a form."""
_OPENING = 300
"""Seconds within which a recording's first words are said; programmes of a day begin later."""
_PARTICLES = frozenset("al and bin da de del der di du el la le of ter the van von".split())
_LABELS = frozenset(
    "abstract address author authors category chapter code con cons data dataset date dates demo description doi"
    " email example figure file fix from hint hosts image issue item key keywords kind language length license"
    " link links location model name note notes number page paper phone place price pro project pros published"
    " remedy remember repo result results score section size source sources speakers start status step subject"
    " subtitle summary tag tags time tip title tldr to topic topics total tweet type updated url value version"
    " video views warning website week year".split()
)
"""Words before a colon that recur because they name fields or remarks, not people."""


def is_name(text: str) -> bool:
    """Return whether ``text`` is written as names are: a few words, with capitals.

    >>> is_name("Ada de Lovelace"), is_name("DR. SMITH"), is_name("Speaker 2"), is_name("We met at"), is_name("Note")
    (True, True, True, False, False)
    """
    words = text.split()
    capitals = all(word in _PARTICLES or not word.lstrip("(")[:1].islower() for word in words)
    return 0 < len(words) <= _MOST_WORDS and capitals and not words[0][0].isdigit() and text.lower() not in _LABELS


def split_name(text: str) -> tuple[str, str]:
    """Return the name that a text begins with, and what is said; no name where none is set off.

    >>> split_name("Ada: Hello."), split_name("So: hello."), split_name("That is: hello.")
    (('Ada', 'Hello.'), ('So', 'hello.'), ('', 'That is: hello.'))
    """
    start, colon, said = text.partition(":")
    name = start.removeprefix("[").removesuffix(" ").removesuffix("]")
    known = colon and said[:1] in {"", " "} and not said.startswith((" http:", " https:"))
    return (name, said[1:]) if known and _is_written_as_name(name) else ("", text)


def _is_written_as_name(text: str) -> bool:
    """Return whether a text begins with a letter, and has no marks that names have not."""
    plain = text[:1].isalpha() and len(text) <= _LONGEST_NAME
    return plain and all(letter.isalnum() or letter in _IN_NAMES for letter in text) and is_name(text)


def find_recurring_names(texts: Sequence[str]) -> frozenset[str]:
    """Return the names that set off speakers in ``texts``, cues or lines; none unless it is the rule.

    It is where two at least come again, few come only once, and one text of ten at least begins with a name. A name
    that comes once has to be a full one, or say what somebody is. Where each text begins with a full name, one that
    comes again is enough.
    """
    counts = Counter(name for name, _ in map(split_name, texts) if name)
    total = counts.total()
    once = sum(count == 1 for count in counts.values())
    if total == len(texts) and 1 < len(counts) < total and all(" " in name and is_person(name) for name in counts):
        return frozenset(counts)
    if len(counts) - once < 2 or 2 * once > total or 10 * total < len(texts):
        return frozenset()
    return frozenset(name for name, count in counts.items() if count > 1 or " " in name or name.casefold() in ROLES)


def _find_in_captions(cues: Sequence[Cue]) -> frozenset[str]:
    """Return the names with which captions of meetings begin, each of them: one that comes again is enough."""
    names = [split_name(cue.text)[0] for cue in cues if cue.start is not None]
    wholly = len(cues) == len(names) > len(set(names)) and len(names) >= _FEWEST
    return frozenset(names) if wholly and all(map(is_person, names)) else frozenset()


def name_speakers(cues: Sequence[Cue]) -> Iterator[Cue]:
    """Yield the cues with the speakers whom only a colon sets off. Where any person is named otherwise, none is."""
    known = any(cue.speaker and is_person(cue.speaker) for cue in cues)
    said = [cue for cue in cues if cue.text]
    names = frozenset() if known else find_recurring_names([cue.text for cue in said]) or _find_in_captions(said)
    if not names:
        yield from cues
        return
    speaker = ""
    for cue in cues:
        name, text = split_name(cue.text)
        is_named = name in names
        speaker = name if is_named else cue.speaker if cue.turn else speaker
        yield replace(cue, speaker=speaker, text=text if is_named else cue.text)


def is_dialogue(lines: Sequence[str]) -> bool:
    """Return whether most paragraphs of a text, which blank lines part, begin with a name that recurs."""
    folded = [" ".join(line.split()) for line in lines]
    names = find_recurring_names([line for line in folded if line])
    beginnings = sum(split_name(line)[0] in names for line in folded)
    parts = sum(bool(line) and not above for above, line in zip(["", *folded], folded, strict=False))
    return bool(names) and 2 * beginnings >= parts


class Mark(NamedTuple):
    """What a line says: who begins to speak, at what time, and what is said; each may be empty.

    ``sure`` is whether only transcripts have lines of that form.
    """

    name: str
    time: str
    text: str
    sure: bool = False


def read_mark(line: str) -> Mark:
    """Return the mark of a line with single blanks: a name, a time or both, in front of what is said or above it.

    >>> read_mark("[00:12] **Ada**: Hello.")
    Mark(name='Ada', time='00:12', text='Hello.', sure=False)
    >>> read_mark("Ada Lovelace 1:02:03").name, read_mark("We met at 10:30").name
    ('Ada Lovelace', '')
    """
    if set_off := _SET_OFF.match(line):
        name, said = split_name(line[set_off.end() :])
        if name or not said.startswith("**"):
            return Mark(name, set_off["time"] or set_off["linked"], said.strip())
        line = f"[{set_off['time'] or set_off['linked']}] {said}"
    time, rest = _split_time(line)
    mark = (_read_bold if rest.startswith("**") else _read_plain)(rest) or Mark("", "", rest)
    return mark._replace(time=time) if time else mark


def _split_time(line: str) -> tuple[str, str]:
    """Return the time that a line begins with, and what it stands in front of.

    It is in brackets, alone, or has hours and stands before a name: programmes have ``10:30 Keynote: Why``.
    """
    found = _STAMP.match(line)
    rest = line[found.end() :] if found else ""
    bracketed = found and found["opened"] and found["closed"]
    named = found and rest[:1] == " " and found["time"].count(":") == 2 and bool(split_name(rest[1:])[0])
    known = found and (rest[:1] in {"", " "} if bracketed else named or found[0] == line == found["time"])
    return (found["time"], rest.lstrip()) if found and known else ("", line)


def set_off_times(lines: Sequence[str]) -> list[str]:
    """Return lines in which times without brackets before names are in brackets, where they are a recording's.

    It is where they begin near its beginning and run on, and names come again; a day's programme begins later.

    >>> set_off_times(["0:02 Ada: Hello.", "0:09 Ben: Hello.", "1:10 Ada: So."])[0]
    '[0:02] Ada: Hello.'
    >>> set_off_times(["9:00 Ada: Why", "9:30 Ben: How", "10:00 Ada: When"])[0]
    '9:00 Ada: Why'
    """
    if elsewhere := _find_dashed(lines) or _find_headed(lines):
        return [elsewhere.get(at, line) for at, line in enumerate(lines)]
    found = {at: split for at, line in enumerate(lines) if (split := _split_bare(line))}
    starts = [parse_time(time) or 0.0 for time, _, _ in found.values()]
    names = {name for _, name, _ in found.values()}
    is_spoken = len(found) >= _FEWEST and starts == sorted(starts) and starts[0] < _OPENING and len(names) < len(found)
    return [f"[{found[at][0]}] {found[at][2]}" if is_spoken and at in found else line for at, line in enumerate(lines)]


def _find_dashed(lines: Sequence[str]) -> dict[int, str]:
    """Return the lines with a time, a dash and a name as ``Ada 0:03``, where they stand above what is said.

    In lists of chapters one follows the other, and no name comes again.
    """
    marks = {at: mark for at, line in enumerate(lines) if (mark := _DASHED.fullmatch(line))}
    names = [mark["name"] for mark in marks.values()]
    filled = [at for at, line in enumerate(lines) if line]
    follows = sum(one in marks and two in marks for one, two in pairwise(filled))
    is_speech = len(set(names)) < len(names) and not follows and all(map(is_person, names))
    return {at: f"{mark['name']} {mark['time']}" for at, mark in marks.items()} if is_speech else {}


def _find_headed(lines: Sequence[str]) -> dict[int, str]:
    """Return the headings that name who speaks without their marks, where they have times and names come again.

    >>> _find_headed(["### Ada Boat 0:03", "So.", "### Ben Ode 0:09", "No.", "### Ada Boat 0:12", "Well."])[2]
    'Ben Ode 0:09'
    >>> _find_headed(["## Lamps 0:03", "So.", "## Oil 0:09", "No."])
    {}
    """
    turns = {at: turn for at, line in enumerate(lines) if (turn := _split_headed(read_heading(line)[1]))}
    names = [name for name, _ in turns.values()]
    is_speech = len(names) >= _FEWEST and len(set(names)) < len(names) and all(map(is_label, names))
    return {at: f"{name} {time}" for at, (name, time) in turns.items()} if is_speech else {}


def _split_headed(heading: str) -> tuple[str, str] | None:
    """Return the name and the time that a heading consists of, in either order; ``None`` where it is none of both."""
    words = heading.strip(" *_")
    found = next(_STAMP.finditer(words), None)
    name = "".join([words[: found.start()], words[found.end() :]]).strip(" *_:-\u2013\u2014|") if found else ""
    return (name, found["time"]) if found and _is_written_as_name(name) else None


def _split_bare(line: str) -> tuple[str, str, str] | None:
    """Return the time without brackets that a line begins with, the name behind it, and all that is behind the time."""
    found = _STAMP.match(line)
    rest = line[found.end() :] if found else ""
    name = split_name(rest[1:])[0] if found and found[0] == found["time"] and rest[:1] == " " else ""
    return (found["time"], name, rest[1:]) if found and is_person(name) else None


def is_form(turns: Sequence[tuple[str, str]]) -> bool:
    """Return whether labels, each with what stands behind it, are those of a form and not of people who talk.

    They come in the same order again and again, as in recipes, nobody asks anything, and none is named by another.

    >>> is_form([("Firm", "Pears"), ("Place", "Hull"), ("Pay", "Good")] * 2)
    True
    >>> is_form([("Ada", "So."), ("Ben", "Why?"), ("Cy", "Well.")] * 2), is_form([("Ada", "So."), ("Ben", "No.")] * 2)
    (False, False)
    """
    first = list(dict.fromkeys(label for label, _ in turns))
    period = len(first)
    in_turn = all(label == first[at % period] for at, (label, _) in enumerate(turns))
    if not in_turn or not _FEWEST <= period <= len(turns) // 2 or all(" " in label for label in first):
        return False
    words = {word.strip(".,;:!?") for _, text in turns for word in text.split()}
    return words.isdisjoint(first) and not any("?" in text or "\uff1f" in text for _, text in turns)


def is_field(label: str) -> bool:
    """Return whether a label is the name of a field, such as ``Pros``."""
    return label.casefold() in _LABELS


def _read_bold(line: str) -> Mark | None:
    """Return the mark of a name in bold, with a colon or a time within its stars, or behind them.

    >>> _read_bold("**Ada (1:02):** So."), _read_bold("**Ada** 1:02"), _read_bold("**Ada** 1:02 So.")
    (Mark(name='Ada', time='1:02', text='So.', sure=False), Mark(name='Ada', time='1:02', text='', sure=True), None)
    >>> _read_bold("**⭐ Stars**: 12")
    """
    inner, stars, rest = line[2:].partition("**")
    name = inner.rstrip().removesuffix(":").rstrip()
    found = None if stars and _is_bold_name(name) else _STAMP.search(name)
    time, sure, colon = "", False, inner.rstrip() != name
    if found and found["opened"] and found["closed"] and name[: found.start()].endswith(" "):
        name, time = name[: found.start() - 1], found["time"] if found.end() == len(name) else ""
    elif behind := _STAMP.match(rest.lstrip(" ")):
        after = rest.lstrip(" ")[behind.end() :]
        if after[:1] in {"", " ", ":"}:
            time, rest, sure = behind["time"], after, not after
    if rest.lstrip(" ").startswith(":"):
        colon, rest = True, rest.lstrip(" ")[1:]
        if not time and (last := _STAMP.fullmatch(rest.lstrip(" "))):
            return Mark(name, last["time"], "", sure=True)
    known = stars and _is_bold_name(name) and (colon or sure) and rest[:1] in {"", " "}
    return Mark(name, time, rest.strip(), sure) if known else None


def _is_bold_name(name: str) -> bool:
    """Whether bold words may be a name; those behind a symbol, such as an emoji, are a label."""
    return 0 < len(name) <= _LONGEST_MARK and ":" not in name and unicodedata.category(name[0]) != "So"


def _read_plain(line: str) -> Mark | None:
    """Return the mark of a plain name or number with a colon, a time or both beside it.

    >>> _read_plain("Ada: [1:02] So."), _read_plain("[SPEAKER_1]: So."), _read_plain("Ada: So.")
    (Mark(name='Ada', time='1:02', text='So.', sure=True), Mark(name='SPEAKER_1', time='', text='So.', sure=True), None)
    >>> _read_plain("Ada Boat (00:01.692)"), _read_plain("Ropes (1:02)")
    (Mark(name='Ada Boat', time='00:01', text='', sure=True), None)
    """
    found = _STAMP.search(line)
    before, after = (line[: found.start()], line[found.end() :]) if found else (line, "")
    name = before.removesuffix(" ").removesuffix(":")
    if found and not after and before == f"{name}: " and _is_plain(_without_role(name)):
        return Mark(name, found["time"], "", sure=True)
    label, colon, text = line.partition(":")
    kind, _, number = label.strip("\\[]").replace("_", " ").partition(" ")
    if colon and kind in {"SPEAKER", "Speaker"} and number.isdecimal() and text[:1] in {"", " "}:
        return Mark(label.strip("\\[]"), "", text.lstrip(), sure=True)
    if not found or not _is_plain(name) or not is_name(name):
        return None
    if _RIVERSIDE.fullmatch(line[len(name) :]):
        return Mark(name, found["time"], "", sure=True)
    if found["opened"] and found["closed"]:
        said = after if before == f"{name}: " else after[1:] if before.rstrip() == name and after[:1] == ":" else "-"
        return Mark(name, found["time"], said.strip(), sure=True) if said[:1] in {"", " "} else None
    return Mark(name, found["time"], "") if not after and found[0] == found["time"] and before == f"{name} " else None


_RIVERSIDE = re.compile(r" \((?:\d{1,2}:)?\d{1,2}:\d\d\.\d{1,3}\)")
"""A time to the thousandth behind a name, as Riverside exports it."""


def _without_role(name: str) -> str:
    """Return a name without what is said of it in brackets at its end: ``Ada (host)``."""
    start, bracket, role = name.removesuffix(")").partition("(")
    return start if bracket and name.endswith(")") and _NOT_IN_NAMES.isdisjoint(role) else name


def _is_plain(name: str) -> bool:
    """Return whether a name begins with none of the marks of Markdown's lines, and holds none that end it."""
    return 0 < len(name) <= _LONGEST_MARK and name[0] not in " #>-" and _NOT_IN_NAMES.isdisjoint(name)


def find_names_alone(lines: Sequence[str]) -> Mapping[int, str]:
    """Return the names that stand alone, by the position of their line: plain and above a time, or in bold.

    Headings and what is said can look like a name. So it has to come again, or be a full one above a time where others
    come again; and in bold two have to.
    """
    filled = [(at, line) for at, line in enumerate(lines) if line]
    plain = {at: line for (at, line), (_, below) in pairwise(filled) if _split_time(below)[0] and _is_alone(line)}
    bold = {at: line[2:-2] for at, line in filled if line.startswith("**") and line.endswith("**")}
    bold = {at: name for at, name in bold.items() if _is_alone(name)}
    again, twice = ({name for name, count in Counter(found.values()).items() if count > 1} for found in (plain, bold))
    full = {name for name in plain.values() if again and " " in name}
    known = again | full | (twice if len(twice) > 1 else set())
    return {at: name for at, name in (plain | bold).items() if name in known}


def _is_alone(line: str) -> bool:
    return not line.endswith(".") and _is_written_as_name(line)
