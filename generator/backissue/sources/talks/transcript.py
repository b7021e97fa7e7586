"""The transcript: what was said, as captions a line, as wrapped lines or as one line without end."""

from __future__ import annotations

import re
from collections import Counter

from backissue.sources.common import numbered
from backissue.sources.source import Reading, Recognition, Source, Strength
from backissue.sources.talks.cues import Cue
from backissue.sources.talks.talk import Findings

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_PUNCTUATION = ".,;:!?…\"'\u201c\u201d\u2018\u2019()[]-"
_MARKUP = re.compile(r"^\s*(?:[|#<{}]|-{2}|```)|</?[A-Za-z][^<>]*>|-->")
_ENDLESS = 50


class TranscriptReader:
    """Prose without the marks of any other format; one item of running text in paragraphs."""

    name = "transcript"

    def recognise(self, source: Source) -> Recognition | None:
        """Whether the text is prose of some length."""
        return Recognition(Strength.PLAUSIBLE, "running text of some length") if _is_prose(source) else None

    def read(self, source: Source) -> Reading:
        """One item; but for a recogniser's loops, not a word of it is lost or added."""
        cues = [Cue(None, None, "", line, number, number) for number, line in numbered(source)]
        return Findings(source, cues).reading()


def _is_prose(source: Source) -> bool:
    lines = [line for line in source.lines if line.strip()]
    words = [word for line in lines for word in line.split()]
    short = len(words) < 50 or len(words) < (3 if len(lines) >= 5 else _ENDLESS) * len(lines)
    if short or _is_delimited(lines):
        return False
    plain = sum(bool(_WORD.fullmatch(word.strip(_PUNCTUATION))) for word in words)
    marked = sum(bool(_MARKUP.search(line)) for line in lines)
    return plain >= 0.7 * len(words) and marked <= 0.02 * len(lines)


def _is_delimited(lines: list[str]) -> bool:
    """Whether nearly all lines hold the same number of one separator, as CSV does."""
    if len(lines) < 2:
        return False
    for separator in (r",(?=\S)", r";(?=\S)", r"\t", r"\|"):
        counts = Counter(len(re.findall(separator, line)) for line in lines)
        count, often = counts.most_common(1)[0]
        if count and often >= 0.8 * len(lines):
            return True
    return False
