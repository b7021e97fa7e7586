"""What Whisper and its kin write of a recording.

Whisper's JSON is ``{"text": …, "segments": [{"start": …, "end": …, "text": …}]}``; WhisperX's names speakers, and
whisper.cpp's counts in milliseconds, ``{"transcription": [{"offsets": {"from": …, "to": …}, "text": …}]}``. The
segments are decoded one by one, so that each keeps its lines and a file that is cut off loses only its end.
whisper.cpp also prints text, a cue a line: ``[00:00:00.000 --> 00:00:05.520]  what was said``.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import accumulate, groupby
from typing import Any

from backissue.sources.pieces import NO_ROWS, Fate, Glance, Piece, Shape, Sign, Source, Strength
from backissue.sources.talks.cues import FIGURES, Cue, is_span, parse_time, split_at_turns, split_label, split_times
from backissue.sources.talks.talk import Findings

_SEGMENTS = re.compile(r'"(?:segments|transcription)"\s*:\s*\[')
_NEXT = re.compile(r'\{\s*"(?!word")')
_BETWEEN = frozenset(" \t\n\r,")
_DECODER = json.JSONDecoder()
_LONGEST = 2**17
"""Characters of a segment: ten times what half a minute of words takes. More would be looked at again at each error."""
_CUES = "lines that begin with two times in brackets"
_LOG = ("whisper_", "ggml_", "output_")
_FIRST_LOG = (*_LOG, "main:", "system_info:", "log_mel", "load_backend:", "Detecting language", "Detected language")


def _has_segments(glance: Glance) -> bool:
    text = "\n".join(glance.lines)
    segments = _SEGMENTS.search(text)
    return segments is not None and text.find('"text"', segments.end()) >= 0


def _is_most(glance: Glance, share: int) -> bool:
    """Return whether one of ``share`` lines at least is a cue; what the program says of itself does not count."""
    cues, lines = glance.count(_span), glance.filled - glance.count(_is_log)
    return cues > 0 and share * cues >= lines


def _span(line: str) -> tuple[str, str] | None:
    """Return the two times in brackets that a line begins with, as they are written."""
    inner, bracket, _ = line.lstrip().partition("]")
    return split_times(inner[1:]) if bracket and inner.startswith("[") else None


def _is_log(line: str, *, last: bool = False) -> bool:
    """Return whether the program says in ``line`` what it is about to do, or at its ``last`` how long it took.

    >>> _is_log("main: seek = 0"), _is_log("whisper_print_timings: total time", last=True)
    (True, True)
    """
    name, colon, rest = line.partition(":")
    named = bool(colon) and name.replace("_", "").isalnum()
    if last:
        return named and line.startswith(_LOG)
    return line.startswith(_FIRST_LOG) or (named and rest.startswith(" ") and " = " in rest[1:])


class WhisperReader:
    """One item of all the segments; where words name their speakers, a segment is divided between them."""

    name = "whisper"
    signs = (Sign(Strength.CERTAIN, "a list of `segments` with `text`", _has_segments, frozenset({Shape.BRACES})),)

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield one item of the segments that can be decoded; the others are problems."""
        found = Findings(source)
        starts = list(accumulate((len(line) + 1 for line in source.lines), initial=0))
        lost: list[tuple[int, int, str]] = []
        for begin, end, segment in _segments("\n".join(source.lines)):
            first, last = bisect_right(starts, begin), bisect_right(starts, max(begin, end - 1))
            first, last = min(first, len(source.lines)), min(last, len(source.lines))
            if what := _take(found, segment, first, last):
                lost.append((first, last, what))
        spoken = {number for cue in found.cues for number in (cue.first, cue.last)}
        for first, last, what in lost:  # a line that also holds segments is an item's all the same
            found.report(first, what, "export it again", Fate.ITEM if first in spoken else Fate.PROBLEM)
            for number in range(first + 1, last + 1):
                found.fates.setdefault(number, Fate.ITEM if number in spoken else Fate.PROBLEM)
        return found.pieces(rest=Fate.BOILERPLATE)


class WhisperCppReader:
    """Cues a line, maybe below what the program says of itself."""

    name = "whispercpp"
    signs = (
        Sign(Strength.CERTAIN, _CUES, lambda glance: _is_most(glance, 2), NO_ROWS),
        Sign(Strength.LIKELY, _CUES, lambda glance: _is_most(glance, 3), NO_ROWS),
    )

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield one item of all the cues; a line without times goes on with the cue above it, and is reported."""
        found = Findings(source)
        for number, line in enumerate(source.lines, 1):
            if times := _span(line):
                start, end = map(parse_time, times)
                if not is_span(start, end):
                    what = f"not the times of a cue: `{' --> '.join(times)}`"
                    found.report(number, what, "write when it begins and ends", Fate.ITEM)
                speaker, text = split_label(line.partition("]")[2].strip())
                cue = Cue(start, end, speaker, " ".join(text.split()), number, number)
                found.cues += split_at_turns(cue) if cue.text else [cue]
            elif _is_log(line, last=bool(found.cues)):
                found.fates[number] = Fate.BOILERPLATE
            elif line.strip():
                _take_loose(found, number, " ".join(line.split()))
        return found.pieces()


def _segments(text: str) -> Iterator[tuple[int, int, object]]:
    """Yield where each segment begins and ends in ``text``, with its value; ``None`` where it cannot be decoded."""
    opening = _SEGMENTS.search(text)
    at, segment = opening.end() if opening else len(text), object()
    while at < len(text):
        if text[at] in _BETWEEN:
            at += 1
        elif text[at] == "]":
            return
        else:
            end, segment = _decode(text, at)
            yield at, end, segment
            at = end
    if segment is not None:
        yield at, at, None


def _decode(text: str, at: int) -> tuple[int, object]:
    """Return a value and its end; for what is none, where the next may begin."""
    try:
        segment, length = _DECODER.raw_decode(text[at : at + _LONGEST])
    except json.JSONDecodeError as error:
        following = _NEXT.search(text, at + max(error.pos, 1))
        return following.start() if following else len(text), None
    except (RecursionError, ValueError):  # nested without end, or a number of thousands of digits
        return len(text), None
    return at + length, segment


def _take(found: Findings, segment: object, first: int, last: int) -> str:
    """Take one segment in; return what is wrong if it is none."""
    if segment is None:
        return "no segment that can be decoded"
    if not isinstance(segment, Mapping) or not isinstance(segment.get("text"), str):
        return "a segment without text"
    offsets = segment.get("offsets")
    if isinstance(offsets, Mapping):
        start, end = _seconds(offsets.get("from"), 1000), _seconds(offsets.get("to"), 1000)
    else:
        start, end = _seconds(segment.get("start")), _seconds(segment.get("end"))
    if not is_span(start, end):
        remedy = "write seconds in `start` and `end`"
        found.problems.append(found.source.problem(first, "a segment without the times it begins and ends", remedy))
    for begin, speaker, text in _voices(segment, start):
        found.cues += split_at_turns(Cue(begin, end, speaker, " ".join(text.split()), first, last))
    return ""


def _voices(segment: Mapping[str, Any], start: float | None) -> Iterator[tuple[float | None, str, str]]:
    """Yield each speaker of a segment with the time and the text: by its words, if they are all of its text.

    A word that names no speaker is that of the word before it.
    """
    text, speaker = segment["text"], _name(segment)
    words: list[tuple[float | None, str, str]] = []
    name = speaker
    for word in listed if isinstance(listed := segment.get("words"), list) else []:
        if isinstance(word, Mapping) and isinstance(word.get("word"), str):
            name = _name(word) or name
            words.append((_seconds(word.get("start")), name, word["word"].strip()))
    spoken = " ".join(word for _, _, word in words)
    if len({name for _, name, _ in words}) < 2 or spoken.split() != text.split():
        yield start, speaker, text
        return
    for name, run in groupby(words, key=lambda word: word[1]):
        said = list(run)
        begin = next((time for time, _, _ in said if time is not None), start)
        yield begin, name, " ".join(word for _, _, word in said)


def _name(entry: Mapping[str, Any]) -> str:
    name = entry.get("speaker")
    return " ".join(name.split()) if isinstance(name, str) else ""


def _seconds(value: object, parts: int = 1) -> float | None:
    """Return a time in ``parts`` of a second as seconds, below a thousand hours; ``None`` if it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value / parts if 0 <= value < 3_600_000 * parts else None


def _take_loose(found: Findings, number: int, text: str) -> None:
    """Take a line without times in: as going on with the cue above it, but for damaged times at its beginning."""
    remedy = "write `[00:00:01.000 --> 00:00:02.000]` before it, or remove it"
    if not found.cues:
        found.report(number, "text above the first cue", remedy)
        return
    said = text[1:].lstrip(f"{FIGURES}<>= \u2013\u2014-").removeprefix("]").strip() if text.startswith("[") else text
    if ":" not in text[: len(text) - len(said)]:
        said = text
    found.report(number, f"no times before `{text[:40]}`", remedy, Fate.ITEM if said else Fate.PROBLEM)
    found.cues += split_at_turns(Cue(None, None, found.cues[-1].speaker, said, number, number))
