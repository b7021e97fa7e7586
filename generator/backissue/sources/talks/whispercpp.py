"""The text that whisper.cpp prints: ``[00:00:00.000 --> 00:00:05.520]  what was said``, a cue a line."""

from __future__ import annotations

import re

from backissue.sources.source import Line, Reading, Recognition, Source, Strength
from backissue.sources.talks.cues import Cue, at_turns, parse_time
from backissue.sources.talks.spoken import Findings

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
