"""The transcript: what was said, as captions a line, as wrapped lines or as one line without end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from backissue.sources.pieces import Glance, Piece, Shape, Sign, Source, Strength, front_matter_end
from backissue.sources.talks.cues import ARROW, Cue
from backissue.sources.talks.talk import Findings

_PUNCTUATION = ".,;:!?…\"'\u201c\u201d\u2018\u2019()[]-"
_WITHIN_WORDS = str.maketrans("", "", "'\u2019-")
_MARKED = ("|", "#", "<", "{", "}", "--", "```")
_ENDLESS = 50
_ENOUGH = 4000
"""Words that show whether a text is prose."""


def is_prose(glance: Glance) -> bool:
    """Return whether a text is prose of some length."""
    lines = [line for line in glance.head if line.strip()]
    words = list(islice(chain.from_iterable(line.split() for line in lines), _ENOUGH))
    short = len(words) < 50 or len(words) < (3 if len(lines) >= 5 else _ENDLESS) * len(lines)
    if short or _is_delimited(lines):
        return False
    front = glance.head[: front_matter_end(glance.head)]
    marked = glance.count(_is_marked) + sum(map(_is_marked, front))
    plain = sum(word.strip(_PUNCTUATION).translate(_WITHIN_WORDS).isalpha() for word in words)
    return plain >= 0.7 * len(words) and marked <= 0.02 * (glance.filled + len(front))


def _is_marked(line: str) -> bool:
    """Return whether a line has a mark of Markdown, HTML or captions."""
    tags = (part.removeprefix("/") for part in line.split("<")[1:])
    return line.lstrip().startswith(_MARKED) or ARROW in line or any(tag[:1].isalpha() and ">" in tag for tag in tags)


def _is_delimited(lines: Sequence[str]) -> bool:
    """Return whether nearly all lines hold the same number of one separator, as CSV does."""
    for separator in ",;\t|":
        cells = (line.split(separator)[1:] for line in lines if len(lines) > 1)
        counts = Counter(sum(bool(cell[:1].strip()) or separator in "\t|" for cell in row) for row in cells)
        if any(count and often >= 0.8 * len(lines) for count, often in counts.items()):
            return True
    return False


class TranscriptReader:
    """Prose without the marks of any other format; one item of running text in paragraphs."""

    name = "transcript"
    signs = (Sign(Strength.PLAUSIBLE, "running text of some length", is_prose, frozenset({Shape.TEXT})),)

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield one item; but for a recogniser's loops, not a word of it is lost or added."""
        cues = [Cue(None, None, "", line, number, number) for number, line in source.filled_lines()]
        return Findings(source, cues).pieces()
