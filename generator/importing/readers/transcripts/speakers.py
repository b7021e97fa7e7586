"""Transcripts in Markdown: ``**Name**:``, ``Name: 00:00:01``, ``[SPEAKER_00]:`` or ``>>`` above what is said."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.importing.readers.transcripts.cues import Cue, at_turns, parse_time
from generator.importing.readers.transcripts.spoken import Findings
from generator.importing.readers.transcripts.transcripthead import take_head
from generator.importing.source import Line, Reading, Recognition, Source, Strength

_TIME = r"(?:\d{1,3}:)?\d{1,3}:\d\d"
_STAMP = rf"\\?[\[(]?({_TIME})(?:\.\d+)?\\?[\])]?"
_BOLD = re.compile(rf"\*\*([^*:]{{1,60}})(?:\*\*\s?(?:{_STAMP})?\s?:|:\s?\*\*\s?(?:{_STAMP}\s?:?)?)(?:\s+(.*))?")
_ALONE = re.compile(rf"(?:([^\s:*#>|\[\]-][^:*|\[\]]{{0,59}}):|\*\*([^*:]{{1,60}})(?:\*\*:?|:\*\*)) {_STAMP}")
_LABEL = re.compile(r"\\?\[?((?:SPEAKER|Speaker)[_ ]\d+)\\?\]?:(?:\s+(.*))?")
_TIMED = re.compile(rf"(?:\\?\[({_TIME})\\?\]|\(({_TIME})\))(?:\s+(.*))?")
_RULE = re.compile(r"(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|\{%.*%\}")
_HEADING = re.compile(r"#{1,6} (.*)")
_TITLE = re.compile(r"_((?:[^_]|(?<=\w)_(?=\w))+)_")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


class SpeakersReader:
    """Speech below the names of those who speak, with or without times and a YAML head."""

    name = "speakers"

    def recognise(self, source: Source) -> Recognition | None:
        """By lines that name a speaker or a time: at least one of fifty, and names more than once."""
        lines = [" ".join(line.split()) for line in source.lines if line.strip()]
        names = [bold[1] for line in lines if (bold := _BOLD.fullmatch(line))]
        again = len(names) - len(set(names))
        marks = sum(bool(_ALONE.fullmatch(line) or _LABEL.fullmatch(line)) for line in lines)
        loose = sum(line.startswith(">> ") or bool(_TIMED.fullmatch(line)) for line in lines)
        speech = marks >= 2 or again >= 2 or loose >= 3
        captions = any(" --> " in line for line in lines)
        if captions or not speech or 50 * (marks + len(names) + loose) < len(lines):
            return None
        return Recognition(Strength.LIKELY, "lines that name who speaks, or when")

    def read(self, source: Source) -> Reading:
        """One item; a title between the speeches, in emphasis or as a heading, begins a section."""
        found = Findings(source)
        head, begin = take_head(found)
        scan = _Scan(found)
        for number, line in enumerate(source.lines[begin - 1 :], begin):
            if line.strip():
                scan.take(number, " ".join(line.split()))
        return found.reading(head, emphasis=True)


class _Scan:
    """The speech while it is read, line by line; a speaker and a time wait for the words that follow them."""

    def __init__(self, found: Findings) -> None:
        self._found = found
        self._next = Cue(None, None, "", "", 0, 0)

    def take(self, number: int, line: str) -> None:
        """Take one line in: a rule, a title, a speaker, a time or what is said."""
        title = _HEADING.fullmatch(line) or _TITLE.fullmatch(line)
        if _RULE.fullmatch(line):
            self._found.fates[number] = Line.BOILERPLATE
        elif title:
            section = _plain(re.sub(r" #+$", "", title[1]))
            self._found.cues.append(Cue(None, None, self._next.speaker, "", number, number, section=section))
        else:
            self._say(number, *_marks(line))

    def _say(self, number: int, speaker: str, time: str, text: str) -> None:
        if speaker:
            self._next = replace(self._next, speaker=speaker, start=None, turn=True)
        if time:
            self._next = replace(self._next, start=self._time(number, time))
        if not text:
            self._found.fates[number] = Line.ITEM
            return
        self._found.cues += at_turns(replace(self._next, text=_plain(text), first=number, last=number))
        self._next = replace(self._next, start=None, turn=False)

    def _time(self, number: int, time: str) -> float | None:
        start = parse_time(time)
        if start is None:
            self._found.problems.append(
                self._found.source.problem(number, f"no time: `{time}`", "write it as 00:01:02")
            )
        return start


def _marks(line: str) -> tuple[str, str, str]:
    """Who begins to speak in a line, at what time, and what is said; each may be empty."""
    if found := _ALONE.fullmatch(line):
        return _plain(found[1] or found[2]), found[3], ""
    if found := _BOLD.fullmatch(line):
        return _plain(found[1]), found[2] or found[3] or "", found[4] or ""
    if found := _LABEL.fullmatch(line):
        return found[1], "", found[2] or ""
    if found := _TIMED.fullmatch(line):
        return "", found[1] or found[2], found[3] or ""
    return "", "", line


def _plain(text: str) -> str:
    """Markdown without the backslashes that escape."""
    return _ESCAPED.sub(r"\1", text).strip()
