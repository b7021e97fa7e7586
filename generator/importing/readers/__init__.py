"""The readers, one module a format. A source is read by the one reader that knows its text."""

from __future__ import annotations

from generator.importing.readers.delimited import DelimitedReader
from generator.importing.readers.feed import FeedReader
from generator.importing.readers.htmlissue import HtmlIssueReader
from generator.importing.readers.issue import IssueReader, NotesReader
from generator.importing.readers.jsonlines import JsonLinesReader
from generator.importing.readers.slides import SlidesReader
from generator.importing.readers.speakers import SpeakersReader
from generator.importing.readers.subrip import SubRipReader
from generator.importing.readers.summary import SummaryReader
from generator.importing.readers.table import TableReader
from generator.importing.readers.transcript import TranscriptReader
from generator.importing.readers.webvtt import WebVttReader
from generator.importing.readers.weekly import WeeklyReader
from generator.importing.readers.whisper import WhisperReader
from generator.importing.readers.whispercpp import WhisperCppReader
from generator.importing.source import Reader, Recognition, Source
from generator.model import Problem

READERS: tuple[Reader, ...] = (
    TableReader(),
    DelimitedReader(),
    JsonLinesReader(),
    TranscriptReader(),
    SummaryReader(),
    SlidesReader(),
    WeeklyReader(),
    IssueReader(),
    NotesReader(),
    HtmlIssueReader(),
    FeedReader(),
    WebVttReader(),
    SubRipReader(),
    WhisperReader(),
    WhisperCppReader(),
    SpeakersReader(),
)


def find_reader(source: Source) -> Reader | Problem:
    """The reader that is named for ``source``, else the one that recognises its text most surely.

    None, or two that are equally sure, is a problem: a guess would file the text under a wrong kind.
    """
    names = ", ".join(reader.name for reader in READERS)
    if source.facts.format:
        named = (reader for reader in READERS if reader.name == source.facts.format)
        return next(named, source.problem(0, f"unknown format `{source.facts.format}`", f"name one of: {names}"))
    known = recognitions(source)
    surest = max((found.strength for _, found in known), default=None)
    best = [reader for reader, found in known if found.strength is surest]
    if len(best) == 1:
        return best[0]
    what = f"looks like {' and '.join(reader.name for reader in best)}" if best else "looks like no known format"
    return source.problem(0, what, f"set `format:` of this source in content/archive.yml to one of: {names}")


def recognitions(source: Source) -> list[tuple[Reader, Recognition]]:
    """Every reader that recognises ``source``, with the reason why."""
    return [(reader, found) for reader in READERS if (found := reader.recognise(source))]
