"""Speech in cues, as every kind of transcript has it: its turns, its paragraphs, and what was said in a loop."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate

from generator.escaping import escape_heading, escape_markdown
from generator.importing.readers.transcripts.links import escape_linked
from generator.text import divide, paragraphs, sentences

LOOP = 3
"""The same words so often in a row are a recogniser's, not a speaker's."""

_ENDLESS = 60
_SILENCE = 60.0
"""Seconds, after which a paragraph would not be that of its time any more."""

_TIME = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d\d?)(?:[.,](\d{1,3}))?")
_MARKS = re.compile(r"[.,;:!?\u2026\"\u201c\u201d]+")
_TURN = re.compile(r"(?<!\S)>>+\s*|\[SPEAKER_TURN\]\s*")


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
    """A time as seconds, ``None`` if it is none.

    >>> parse_time("01:02:03,500"), parse_time("4:01"), parse_time("00:61")
    (3723.5, 241.0, None)
    """
    found = _TIME.fullmatch(text.strip())
    if not found or int(found[3]) > 59 or (found[1] and int(found[2]) > 59):
        return None
    return int(found[1] or 0) * 3600 + int(found[2]) * 60 + int(found[3]) + float(f"0.{found[4] or 0}")


def clock(seconds: float) -> str:
    """Seconds as ``hh:mm:ss``, whole seconds only.

    >>> clock(3723.9)
    '01:02:03'
    """
    minutes, second = divmod(int(seconds), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{second:02}"


def at_turns(cue: Cue) -> Iterator[Cue]:
    """The cue in parts that begin where someone else does, by the marks ``>>`` and ``[SPEAKER_TURN]``."""
    for number, text in enumerate(_TURN.split(cue.text)):
        if number or text:
            yield replace(cue, text=text.strip(), turn=cue.turn or number > 0)


def unlooped(cues: Iterable[Cue]) -> tuple[list[Cue], list[list[Cue]]]:
    """The cues, each loop of a recogniser once; and those loops, with all their cues."""
    runs: list[list[Cue]] = []
    for cue in cues:
        if runs and cue.text and not cue.turn and _same(runs[-1][0], cue):
            runs[-1].append(cue)
        else:
            runs.append([cue])
    loops = [run for run in runs if len(run) >= LOOP]
    return [cue for run in runs for cue in (run[:1] if len(run) >= LOOP else run)], loops


def _same(cue: Cue, other: Cue) -> bool:
    return (cue.speaker, _words(cue.text)) == (other.speaker, _words(other.text))


def _words(text: str) -> str:
    """What is said, whatever its capitals and full stops; the text itself where it is only marks."""
    return " ".join(_MARKS.sub(" ", text.casefold()).split()) or text


def spoken_body(cues: Iterable[Cue], *, emphasis: bool = False) -> str:
    """The cues as Markdown: sections, and paragraphs below a line that names the speaker and the time.

    ``emphasis`` leaves the emphasis of a source that is Markdown itself, and its links.
    """
    blocks = [block for turn in _turns(cues) for block in _blocks(turn, emphasis=emphasis)]
    return "".join(f"{block}\n\n" for block in blocks)[:-1]


def _turns(cues: Iterable[Cue]) -> Iterator[list[Cue]]:
    """The cues in runs of one speaker; a heading stands alone."""
    turn: list[Cue] = []
    for cue in cues:
        if turn and _parts_from(turn, cue):
            yield turn
            turn = []
        turn.append(cue)
    if turn:
        yield turn


def _parts_from(turn: Sequence[Cue], cue: Cue) -> bool:
    """Whether ``cue`` begins anew: someone else, a heading, a time after words without one or after a long silence."""
    timed = cue.start is not None and (turn[0].start is None or abs(cue.start - _end(turn)) >= _SILENCE)
    return bool(cue.turn or cue.section or turn[-1].section or cue.speaker != turn[-1].speaker or timed)


def _end(turn: Sequence[Cue]) -> float:
    """When the last of the cues ends whose time is known."""
    times = (cue.start if cue.end is None else cue.end for cue in reversed(turn) if cue.start is not None)
    return next(times, 0.0) or 0.0


def _blocks(turn: Sequence[Cue], *, emphasis: bool) -> Iterator[str]:
    if turn[0].section:
        title = turn[0].section
        yield f"## {escape_linked(title, escape_heading) if emphasis else escape_heading(title)}"
        return
    texts = [cue.text for cue in turn]
    ends = list(accumulate(len(text.split()) for text in texts))
    words, timed = 0, -1
    for group in paragraphs(spoken_parts(texts)):
        at = bisect_right(ends, words)
        head = _head(turn[at], timed=at > timed)
        yield head + _written("\n".join(group), emphasis=emphasis)
        words, timed = words + sum(len(part.split()) for part in group), at


def _written(text: str, *, emphasis: bool) -> str:
    return escape_linked(text, partial(escape_markdown, emphasis=True)) if emphasis else escape_markdown(text)


def _head(cue: Cue, *, timed: bool) -> str:
    """Who speaks and when; a cue's time is that of the first paragraph that begins in it."""
    name = escape_markdown(cue.speaker.replace("*", "")).replace("\n", " ")
    time = f"({clock(cue.start)})" if timed and cue.start is not None else ""
    head = " ".join(filter(None, [f"**{name}**" if name else "", time]))
    return f"{head}\n" if head else ""


def spoken_parts(texts: Sequence[str]) -> list[str]:
    """The sentences; one without end, as speech recognisers leave them, in parts that end where captions do."""
    pauses = list(accumulate(len(text.split()) for text in texts))
    parts: list[str] = []
    begin = at = 0
    for sentence in sentences(" ".join(texts)):
        end = begin + len(sentence.split())
        inside = []
        while at < len(pauses) and pauses[at] <= end:
            inside.append(pauses[at] - begin)
            at += 1
        parts += divide(sentence, inside, _ENDLESS) if end - begin > _ENDLESS else [sentence]
        begin = end
    return parts
