"""Captions, as WebVTT (https://www.w3.org/TR/webvtt1/) and SubRip have them: times, and text below them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from backissue.sources.common import resolved
from backissue.sources.source import Line, Reading, Recognition, Source, Strength
from backissue.sources.talks.cues import Cue, at_turns, parse_time
from backissue.sources.talks.talk import Findings

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


_HEADER = re.compile(r"WEBVTT(?:[ \t].*)?")
_ASIDE = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t].*)?")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]([^<>]*)>|</v>")
_TAG = re.compile(r"</?(?:c|i|b|u|ruby|rt|lang|font|v)(?:[.\s][^<>]*)?>|<[\d:.]+>", re.IGNORECASE)
_HEADER_WITHIN = 20


class WebVttReader:
    """Cues below a header; voices, ``>>`` and lines that roll up are understood, tags and settings left out."""

    name = "webvtt"

    def recognise(self, source: Source) -> Recognition | None:
        """By the header ``WEBVTT``, in the first line or, where text stands above it, soon."""
        header = _header(source)
        if not header:
            return None
        if any(line.strip() for line in source.lines[: header - 1]):
            return Recognition(Strength.LIKELY, "the header `WEBVTT` below other text")
        return Recognition(Strength.CERTAIN, "the header `WEBVTT`")

    def read(self, source: Source) -> Reading:
        """One item of all the cues."""
        found = Findings(source)
        begin = _take_header(found)
        _take_asides(found, begin)
        for block in unrolled(blocks(found, begin), found, _plain):
            found.cues += block_cues(block, _voices(block))
        return found.reading(rest=Line.BOILERPLATE)


def _header(source: Source) -> int:
    """The 1-based line of the header, 0 where there is none."""
    lines = enumerate(source.lines[:_HEADER_WITHIN], 1)
    return next((number for number, line in lines if _HEADER.fullmatch(line.lstrip("\ufeff"))), 0)


def _take_header(found: Findings) -> int:
    """Account for the header and what stands above and right below it; gives the line at which the cues begin."""
    header = _header(found.source)
    lines = found.source.lines
    for number in range(1, header):
        if lines[number - 1].strip():
            found.report(number, "text above the header `WEBVTT`", "remove it")
    number = max(header, 1)
    while header and number <= len(lines) and lines[number - 1].strip() and not is_times(lines[number - 1]):
        found.fates[number] = Line.HEADING
        number += 1
    return number


def _take_asides(found: Findings, begin: int) -> None:
    """Account for the blocks that are no captions: notes, styles and regions, each to the next blank line."""
    inside, blank = False, True
    for number, line in enumerate(found.source.lines[begin - 1 :], begin):
        inside = bool(line.strip()) and (inside or (blank and bool(_ASIDE.fullmatch(line))))
        if inside and is_times(line):
            inside = False
        if inside:
            found.fates[number] = Line.BOILERPLATE
        blank = not line.strip()


def _voices(block: Block) -> Iterator[tuple[str, str]]:
    """Each voice of a caption with what it says, tags left out and character references resolved."""
    before, *rest = _VOICE.split(block.speech)
    yield "", _plain(before)
    for name, text in zip(rest[::2], rest[1::2], strict=True):
        yield _plain(name or "").strip(), _plain(text)


def _plain(text: str) -> str:
    return resolved(_TAG.sub("", text))


_TAG_SUBRIP = re.compile(r"</?(?:i|b|u|s|font)(?:\s[^<>]*)?>|\{\\[^{}]*\}", re.IGNORECASE)


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
        for block in unrolled(blocks(found, 1), found, _plain_subrip):
            found.cues += block_cues(block, [("", _plain_subrip(block.speech))])
        return found.reading(rest=Line.BOILERPLATE)


def _plain_subrip(text: str) -> str:
    return resolved(_TAG_SUBRIP.sub("", text))
