"""SubRip (``.srt``): numbered captions, whose times have a comma before the milliseconds."""

from __future__ import annotations

import re

from backissue.sources.common import resolved
from backissue.sources.source import Line, Reading, Recognition, Source, Strength
from backissue.sources.talks.captions import block_cues, blocks, is_times, unrolled
from backissue.sources.talks.spoken import Findings
from backissue.sources.talks.webvtt import WebVttReader

_TAG = re.compile(r"</?(?:i|b|u|s|font)(?:\s[^<>]*)?>|\{\\[^{}]*\}", re.IGNORECASE)


class SubRipReader:
    """Captions with or without their numbers, with or without blank lines between them."""

    name = "subrip"

    def recognise(self, source: Source) -> Recognition | None:
        """By a line of times, with a number above it or not; such a text below a header is WebVTT."""
        times = [number for number, line in enumerate(source.lines) if is_times(line)]
        if not times or WebVttReader().recognise(source):
            return None
        above = [line.strip("\ufeff \t") for line in source.lines[: times[0]] if line.strip("\ufeff \t")]
        if not above or (len(above) == 1 and above[0].isdecimal()):
            return Recognition(Strength.CERTAIN, "times with an arrow between them at its beginning")
        return Recognition(Strength.LIKELY, "lines of times with an arrow between them")

    def read(self, source: Source) -> Reading:
        """One item of all the captions."""
        found = Findings(source)
        for block in unrolled(blocks(found, 1), found, _plain):
            found.cues += block_cues(block, [("", _plain(block.speech))])
        return found.reading(rest=Line.BOILERPLATE)


def _plain(text: str) -> str:
    return resolved(_TAG.sub("", text))
