"""Speech in cues, as every kind of transcript has it: times, labels of speakers, changes of speaker, loops."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

LOOP = 3
_SHORT = 12
"""Characters of what people say three times in a row themselves: "No. No. No.", "Thank you"."""
"""The same words so often in a row are a recogniser's, not a speaker's."""

ARROW = "-->"
FIGURES = "0123456789:.,"

_TIME = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d\d?)(?:[.,](\d{1,3}))?")
_TURN = re.compile(r"(?<!\S)>>+\s*|\[SPEAKER_TURN\]\s*")
_MARKS = str.maketrans(dict.fromkeys('.,;:!?\u2026"\u201c\u201d', " "))
_BRACKETS = {"[": "]", "(": ")"}


@dataclass(frozen=True, slots=True)
class Cue:
    """A stretch of speech: its text with single blanks, who said it and when, and the source's lines that hold it.

    ``start`` and ``end`` are seconds from the beginning, ``None`` where the source does not say. ``turn`` says that
    someone else begins here, whoever it is. A cue with a ``section`` is that heading, and has no text.
    """

    start: float | None
    end: float | None
    speaker: str
    text: str
    first: int
    last: int
    turn: bool = False
    section: str = ""


def parse_time(text: str) -> float | None:
    """Return a time as seconds, ``None`` if it is none.

    >>> parse_time("01:02:03,500"), parse_time("4:01"), parse_time("00:61")
    (3723.5, 241.0, None)
    """
    found = _TIME.fullmatch(text.strip())
    if not found or int(found[3]) > 59 or (found[1] and int(found[2]) > 59):
        return None
    return int(found[1] or 0) * 3600 + int(found[2]) * 60 + int(found[3]) + float(f"0.{found[4] or 0}")


def split_times(line: str) -> tuple[str, str] | None:
    """Return the two times of a line that has an arrow between them, as they are written.

    >>> split_times("00:01.500 --> 00:99 align:start"), split_times("1 --> 2")
    (('00:01.500', '00:99'), None)
    """
    start, arrow, rest = line.partition(ARROW)
    end = " ".join(rest.split(maxsplit=1)[:1])
    known = arrow and _TIME.fullmatch(start.strip()) and _TIME.fullmatch(end)
    return (start.strip(), end) if known else None


def is_span(start: float | None, end: float | None) -> bool:
    """Return whether two times are known and follow each other."""
    return start is not None and end is not None and start <= end


def split_label(text: str) -> tuple[str, str]:
    """Return the number of a speaker in brackets, with which a text begins, and the rest; no number where none stands.

    >>> split_label("[SPEAKER_01]: Well."), split_label("(speaker ?) So."), split_label("[Music] So.")
    (('SPEAKER_01', 'Well.'), ('speaker ?', 'So.'), ('', '[Music] So.'))
    """
    label, bracket, rest = text[1:].partition(_BRACKETS.get(text[:1], "]"))
    kind, _, number = label.replace("_", " ").partition(" ")
    known = text[:1] in _BRACKETS and bracket and kind.lower() == "speaker"
    if known and (number.isdecimal() or number == "?"):
        return label, rest.removeprefix(":").lstrip()
    return "", text


def format_time(seconds: float) -> str:
    """Return seconds as ``hh:mm:ss``, whole seconds only.

    >>> format_time(3723.9)
    '01:02:03'
    """
    minutes, second = divmod(int(seconds), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{second:02}"


def split_at_turns(cue: Cue) -> Iterator[Cue]:
    """Yield the cue in parts that begin where someone else does, by the marks ``>>`` and ``[SPEAKER_TURN]``."""
    for number, text in enumerate(_TURN.split(cue.text)):
        if number or text:
            yield replace(cue, text=text.strip(), turn=cue.turn or number > 0)


def collapse_loops(cues: Iterable[Cue]) -> tuple[list[Cue], list[list[Cue]]]:
    """Return the cues, each loop of a recogniser once, and those loops; capitals and full stops make no difference."""
    runs: list[list[Cue]] = []
    last = None
    for cue in cues:
        said = (cue.speaker, " ".join(cue.text.casefold().translate(_MARKS).split()) or cue.text)
        if runs and cue.text and not cue.turn and said == last:
            runs[-1].append(cue)
        else:
            runs.append([cue])
        last = said
    loops = [run for run in runs if _is_loop(run)]
    return [cue for run in runs for cue in (run[:1] if _is_loop(run) else run)], loops


def _is_loop(run: Sequence[Cue]) -> bool:
    return len(run) > LOOP or (len(run) == LOOP and len(run[0].text) > _SHORT)
