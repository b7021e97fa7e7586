"""WebVTT (https://www.w3.org/TR/webvtt1/): the captions of the web."""

from __future__ import annotations

import re
from collections.abc import Iterator

from backissue.sources.common import resolved
from backissue.sources.source import Line, Reading, Recognition, Source, Strength
from backissue.sources.talks.captions import Block, block_cues, blocks, is_times, unrolled
from backissue.sources.talks.spoken import Findings

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
