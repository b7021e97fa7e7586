"""Captions in blocks, as WebVTT and SubRip have them: a line of times with text below it, blank lines between."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from backissue.sources.source import Line
from backissue.sources.talks.cues import Cue, at_turns, parse_time
from backissue.sources.talks.spoken import Findings

_STAMP = r"(?:\d{1,3}:)?\d{1,3}:\d{1,2}(?:[.,]\d{1,3})?"
_TIMES = re.compile(rf"\s*({_STAMP})\s*-->\s*({_STAMP})(?:\s.*)?")
_BROKEN = re.compile(r"\s*-?[\d:.,]*\s*-->|\s*-?\d+:\d+[\d:.,]*\s*\W{1,4}\s*\d+:\d+[\d:.,]*\s*$")
_SPEAKER = re.compile(r"\[(SPEAKER_\d+|[Ss]peaker \d+)\]:?\s*")
_WORD_TIME = re.compile(r"<\d[\d:.]+>")
_ANSWER = re.compile(r"[-\u2013\u2014](?:\s+(?=\S)|(?=[^\W\d_]))")
_FIGURES = re.compile(r"[\d:.,>-]+")
_REMEDY = "write `00:00:01.000 --> 00:00:02.000`"


@dataclass(slots=True)
class Block:
    """One caption: the first of its lines, its times in seconds where they can be read, and its lines of text."""

    first: int
    start: float | None = None
    end: float | None = None
    texts: list[tuple[int, str]] = field(default_factory=list)

    @property
    def words(self) -> list[str]:
        """Its lines of text without their numbers."""
        return [text for _, text in self.texts]

    @property
    def speech(self) -> str:
        """Its text in one line; where several of its lines begin with a dash, each is another voice."""
        answers = sum(bool(_ANSWER.match(line)) for line in self.words) > 1
        return " ".join(
            _ANSWER.sub(">> ", line, count=1) if answers and _ANSWER.match(line) else line for line in self.words
        )


def is_times(line: str) -> bool:
    """Whether ``line`` is a caption's line of times."""
    return bool(_TIMES.fullmatch(line))


def blocks(found: Findings, begin: int) -> list[Block]:
    """The captions of a source from its 1-based line ``begin`` on; lines that belong to none are reported."""
    scan = _Scan(found)
    for number, line in enumerate(found.source.lines[begin - 1 :], begin):
        if number not in found.fates:
            scan.take(number, line)
    scan.close()
    return scan.blocks


class _Scan:
    """The captions while they are read, line by line."""

    def __init__(self, found: Findings) -> None:
        self._found = found
        self._loose: list[tuple[int, str]] = []
        self._open = False
        self.blocks: list[Block] = []

    def take(self, number: int, line: str) -> None:
        """Take one line in: times, a blank, or text that belongs to the caption above or the one below."""
        text = " ".join(line.split())
        if is_times(line) or (len(line) < 100 and _BROKEN.match(line)):
            self._begin(number, text)
        elif not line or (not text and self.blocks and self.blocks[-1].texts):
            self.close()
        elif self._open and text:
            self.blocks[-1].texts.append((number, text))
        elif text:
            self._loose.append((number, text))

    def _begin(self, number: int, text: str) -> None:
        """A caption begins; the line above it is its name, or its number where no blank line parts the two."""
        above = self.blocks[-1].texts if self._open else self._loose
        first = number
        if above and (not self._open or above[-1][1].isdecimal()):
            first, _ = above.pop()
            self._found.fates[first] = Line.ITEM
        self.close()
        times = _TIMES.fullmatch(text)
        start, end = (parse_time(times[1]), parse_time(times[2])) if times else (None, None)
        if start is None or end is None or end < start:
            self._found.report(number, f"no times of a caption: `{text[:40]}`", _REMEDY)
        self.blocks.append(Block(first, start, end))
        self._open = True

    def close(self) -> None:
        """The caption ends. Text that no times stand above is speech below the first caption, and reported."""
        self._open = False
        speech = [(number, text) for number, text in self._loose if self.blocks and not _FIGURES.fullmatch(text)]
        for number, text in self._loose:
            fate = Line.ITEM if (number, text) in speech else Line.PROBLEM
            self._found.report(number, f"no times stand above `{text[:40]}`", _REMEDY, fate)
        if speech:
            self.blocks.append(Block(speech[0][0], texts=speech))
        self._loose = []


def unrolled(captions: Sequence[Block], found: Findings, plain: Callable[[str], str]) -> list[Block]:
    """The captions without the lines that roll up: those that a caption takes over from the one before it.

    Only where most captions do so; elsewhere, two that say the same are two. ``plain`` takes the tags out of a line.
    One change is enough where words have times, as only captions that roll up have them.
    """
    shown = [[plain(line) for line in block.words] for block in captions]
    changes = [(one, two) for one, two in pairwise(shown) if one and two and one != two]
    enough = 1 if any(_WORD_TIME.search(line) for block in captions for line in block.words) else 2
    if len(changes) < enough or 2 * sum(one[-1] == two[0] for one, two in changes) < len(changes):
        return list(captions)
    taken = [0, *(_overlap(one, two) for one, two in pairwise(shown))]
    for block, count in zip(captions, taken, strict=True):
        found.fates.update((number, Line.BOILERPLATE) for number, _ in block.texts[:count])
    return [
        Block(block.first, block.start, block.end, block.texts[count:])
        for block, count in zip(captions, taken, strict=True)
    ]


def _overlap(one: Sequence[str], two: Sequence[str]) -> int:
    """How many lines at the end of ``one`` begin ``two``; captions show a few lines, so few are looked at."""
    longest = min(len(one), len(two), 8)
    return next((count for count in range(longest, 0, -1) if one[-count:] == two[:count]), 0)


def block_cues(block: Block, voices: Iterable[tuple[str, str]]) -> Iterator[Cue]:
    """The cues of a caption, of which ``voices`` are the speakers and what each says."""
    last = max([block.first, *(number for number, _ in block.texts)])
    for voice, said in voices:
        marked = _SPEAKER.match(said)
        speaker, text = (marked[1], said[marked.end() :]) if marked and not voice else (voice, said)
        yield from at_turns(Cue(block.start, block.end, speaker, " ".join(text.split()), block.first, last))
