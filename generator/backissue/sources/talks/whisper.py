"""Whisper's JSON, ``{"text": …, "segments": [{"start": …, "end": …, "text": …}]}``, and those that are like it.

WhisperX's names speakers. whisper.cpp's counts in milliseconds, ``{"transcription": [{"offsets": {"from": …, "to": …},
"text": …}]}``. The segments are decoded one by one, so that each keeps its lines and a file that is cut off loses only
its end.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, groupby
from typing import Any

from backissue.sources.source import Line, Reading, Recognition, Source, Strength
from backissue.sources.talks.cues import Cue, at_turns, parse_time
from backissue.sources.talks.talk import Findings

_SEGMENTS = re.compile(r'"(?:segments|transcription)"\s*:\s*\[')
_TEXT = re.compile(r'"text"\s*:\s*(?=")')
_BETWEEN = re.compile(r"[\s,]*")
_NEXT = re.compile(r'\{\s*"(?!word")')
_DECODER = json.JSONDecoder()
_LONGEST = 2**17
"""Characters of a segment: ten times what half a minute of words takes. More would be looked at again at each error."""


class WhisperReader:
    """One item of all the segments; where words name their speakers, a segment is divided between them."""

    name = "whisper"

    def recognise(self, source: Source) -> Recognition | None:
        """By a list of segments with text in a JSON object."""
        text = "\n".join(source.lines)
        if not text.lstrip("\ufeff \t\n").startswith("{"):
            return None
        segments = _SEGMENTS.search(text)
        known = segments and _TEXT.search(text, segments.end())
        return Recognition(Strength.CERTAIN, "a list of `segments` with `text`") if known else None

    def read(self, source: Source) -> Reading:
        """One item of the segments that can be decoded; the others are problems."""
        found = Findings(source)
        starts = list(accumulate((len(line) + 1 for line in source.lines), initial=0))
        lost: list[tuple[int, int, str]] = []
        for begin, end, segment in _segments("\n".join(source.lines)):
            first, last = bisect_right(starts, begin), bisect_right(starts, max(begin, end - 1))
            first, last = min(first, len(source.lines)), min(last, len(source.lines))
            if what := _take(found, segment, first, last):
                lost.append((first, last, what))
        _report(found, lost)
        return found.reading(rest=Line.BOILERPLATE)


def _segments(text: str) -> Iterator[tuple[int, int, object]]:
    """Where each segment begins and ends in ``text``, with its value; ``None`` where it cannot be decoded."""
    opening = _SEGMENTS.search(text)
    at, segment = opening.end() if opening else len(text), object()
    while not text.startswith("]", at := _skip(text, at)):
        if at >= len(text):
            yield from [(at, at, None)] if segment is not None else []
            return
        end, segment = _decode(text, at)
        yield at, end, segment
        at = end


def _skip(text: str, at: int) -> int:
    found = _BETWEEN.match(text, at)
    return found.end() if found else at


def _decode(text: str, at: int) -> tuple[int, object]:
    """A value and its end; for what is none, where the next may begin."""
    try:
        segment, length = _DECODER.raw_decode(text[at : at + _LONGEST])
    except json.JSONDecodeError as error:
        following = _NEXT.search(text, at + max(error.pos, 1))
        return following.start() if following else len(text), None
    except (RecursionError, ValueError):  # nested without end, or a number of thousands of digits
        return len(text), None
    return at + length, segment


def _take(found: Findings, segment: object, first: int, last: int) -> str:
    """Take one segment in; gives what is wrong if it is none."""
    if segment is None:
        return "no segment that can be decoded"
    if not isinstance(segment, Mapping) or not isinstance(segment.get("text"), str):
        return "a segment without text"
    start, end = _times(segment)
    if start is None or end is None or end < start:
        remedy = "write seconds in `start` and `end`"
        found.problems.append(found.source.problem(first, "a segment without the times it begins and ends", remedy))
    for begin, speaker, text in _voices(segment, start):
        found.cues += at_turns(Cue(begin, end, speaker, " ".join(text.split()), first, last))
    return ""


def _report(found: Findings, lost: Sequence[tuple[int, int, str]]) -> None:
    """Report what is no segment. A line that also holds segments is an item's all the same."""
    spoken = {number for cue in found.cues for number in (cue.first, cue.last)}
    for first, last, what in lost:
        found.report(first, what, "export it again", Line.ITEM if first in spoken else Line.PROBLEM)
        for number in range(first + 1, last + 1):
            found.fates.setdefault(number, Line.ITEM if number in spoken else Line.PROBLEM)


def _voices(segment: Mapping[str, Any], start: float | None) -> Iterator[tuple[float | None, str, str]]:
    """Each speaker of a segment with the time and the text: by its words, if they are all of its text."""
    text, speaker = segment["text"], _name(segment)
    words = _words(segment.get("words"), speaker)
    spoken = " ".join(word for _, _, word in words)
    if len({name for _, name, _ in words}) < 2 or spoken.split() != text.split():
        yield start, speaker, text
        return
    for name, run in groupby(words, key=lambda word: word[1]):
        said = list(run)
        begin = next((time for time, _, _ in said if time is not None), start)
        yield begin, name, " ".join(word for _, _, word in said)


def _words(words: object, speaker: str) -> list[tuple[float | None, str, str]]:
    """The words with time and speaker; one that names none is its neighbour's before it."""
    timed = []
    for word in words if isinstance(words, list) else []:
        if isinstance(word, Mapping) and isinstance(word.get("word"), str):
            speaker = _name(word) or speaker
            timed.append((_seconds(word.get("start")), speaker, word["word"].strip()))
    return timed


def _name(entry: Mapping[str, Any]) -> str:
    name = entry.get("speaker")
    return " ".join(name.split()) if isinstance(name, str) else ""


def _times(segment: Mapping[str, Any]) -> tuple[float | None, float | None]:
    """When a segment begins and ends, in seconds."""
    offsets = segment.get("offsets")
    if isinstance(offsets, Mapping):
        return _seconds(offsets.get("from"), 1000), _seconds(offsets.get("to"), 1000)
    return _seconds(segment.get("start")), _seconds(segment.get("end"))


def _seconds(value: object, parts: int = 1) -> float | None:
    """A time in ``parts`` of a second as seconds, below a thousand hours; ``None`` if it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value / parts if 0 <= value < 3_600_000 * parts else None


_STAMP = r"\d{1,3}:\d\d(?::\d\d)?[.,]\d{3}"
_CUE = re.compile(rf"\s*\[({_STAMP}) --> ({_STAMP})\](.*)")
_SPEAKER = re.compile(r"\s*[(\[](speaker [\d?]+|SPEAKER_\d+)[)\]]:?\s+", re.IGNORECASE)
_BROKEN = re.compile(r"\[[\d:.,]*\d:\d[\d:.,<>= \u2013\u2014-]*\]?")
_LOG = re.compile(
    r"(?:whisper_|ggml_|main:|system_info:|output_|log_mel|load_backend:|Detect(?:ing|ed) language).*|\w+: .* = .*"
)
_LAST_LOG = re.compile(r"(?:whisper_|ggml_|output_)\w*:.*")


class WhisperCppReader:
    """Cues a line, maybe below what the program says of itself."""

    name = "whispercpp"

    def recognise(self, source: Source) -> Recognition | None:
        """By lines that begin with two times in brackets: nearly all of them, or a good part."""
        lines = [line for line in source.lines if line.strip() and not _LOG.fullmatch(line)]
        cues = sum(bool(_CUE.fullmatch(line)) for line in lines)
        if not cues or 3 * cues < len(lines):
            return None
        strength = Strength.CERTAIN if 2 * cues > len(lines) else Strength.LIKELY
        return Recognition(strength, "lines that begin with two times in brackets")

    def read(self, source: Source) -> Reading:
        """One item of all the cues; a line without times goes on with the cue above it, and is reported."""
        found = Findings(source)
        for number, line in enumerate(source.lines, 1):
            if cue := _CUE.fullmatch(line):
                _take_cue(found, number, cue)
            elif (_LAST_LOG if found.cues else _LOG).fullmatch(line):
                found.fates[number] = Line.BOILERPLATE
            elif line.strip():
                _take_loose(found, number, " ".join(line.split()))
        return found.reading()


def _take_cue(found: Findings, number: int, cue: re.Match[str]) -> None:
    start, end = parse_time(cue[1]), parse_time(cue[2])
    if start is None or end is None or end < start:
        found.report(number, f"no times of a cue: `{cue[1]} --> {cue[2]}`", "write when it begins and ends", Line.ITEM)
    marked = _SPEAKER.match(cue[3])
    speaker, text = (marked[1], cue[3][marked.end() :]) if marked else ("", cue[3])
    said = Cue(start, end, speaker, " ".join(text.split()), number, number)
    found.cues += at_turns(said) if said.text else [said]


def _take_loose(found: Findings, number: int, text: str) -> None:
    remedy = "write `[00:00:01.000 --> 00:00:02.000]` before it, or remove it"
    if not found.cues:
        found.report(number, "text above the first cue", remedy)
        return
    said = _BROKEN.sub("", text, count=1).strip() if text.startswith("[") else text
    found.report(number, f"no times stand before `{text[:40]}`", remedy, Line.ITEM if said else Line.PROBLEM)
    found.cues += at_turns(Cue(None, None, found.cues[-1].speaker, said, number, number))
