"""The talk that is written down as a text in Markdown: paragraphs below headings, and a head that says who spoke."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from backissue.model import Kind
from backissue.sources.heads.head_keys import KEYS, SHOWS
from backissue.sources.issues.issue import read_markdown
from backissue.sources.markdown_lines import read_heading, split_point, without_symbols
from backissue.sources.pieces import NO_ROWS, Glance, Piece, Sign, Source, Strength
from backissue.sources.stated.head import read_front_matter
from backissue.sources.stated.head_facts import read_head
from backissue.sources.talks.chapter_lists import ABOVE
from backissue.sources.talks.chapters import read_chapters
from backissue.sources.talks.cues import parse_time
from backissue.sources.talks.recording_summary import is_recording_summary
from backissue.sources.talks.speakers import reads_as_speech
from backissue.sources.talks.written_sections import with_sections

_SPEAKERS = frozenset(KEYS["speakers"]) - {"people", "attendees", "performers", *SHOWS}
_SHOWS = frozenset(SHOWS)
_RECORDINGS = frozenset([*KEYS["video"], *KEYS["video_ids"], *KEYS["audio"]])
_TALKS = ("transcript", "talk", "lecture", "interview", "podcast", "episode", "keynote")
_OTHERS = ("newsletter", "issue", "digest", "summary", "notes", "paper")
_FEW = 300
"""Words below the names of speakers that are more than an abstract of their talk, or an invitation to it."""
_LONG = 400
"""Words of prose beside a recording that are more than what introduces it."""


def _names_speakers(glance: Glance) -> bool:
    """Return whether a head says who wrote down what was said, or who spoke above more words than an invitation has."""
    is_written_down = not glance.keys.isdisjoint(KEYS["transcribers"]) or "transcript" in glance.kind
    is_long = _words(glance) >= _FEW or not glance.keys.isdisjoint(KEYS["chapters"])
    is_spoken = is_long and not glance.keys.isdisjoint(_SPEAKERS)
    is_of_talk = is_written_down or is_spoken or (_is_called_talk(glance) and _is_of_length(glance))
    return is_of_talk and glance.ask(_is_prose)


def _words(glance: Glance) -> int:
    return sum(len(line.split()) for line in glance.lines)


def _holds_transcript(glance: Glance) -> bool:
    """Return whether a heading says that a transcript stands below it, and a recording is named."""
    return (
        glance.count(_is_transcript) > 0 and not glance.keys.isdisjoint(_RECORDINGS | _SHOWS) and glance.ask(_is_prose)
    )


def _is_of_recording(glance: Glance) -> bool:
    """Return whether a head names a recording or its guests, and the text is much longer than an introduction."""
    is_named = not glance.keys.isdisjoint(_RECORDINGS | _SHOWS)
    return is_named and glance.ask(_is_prose) and _is_of_length(glance)


def _is_of_length(glance: Glance) -> bool:
    """Return whether a text is longer than one that introduces a recording."""
    return glance.count(_is_long) >= _LONG // 20


def _is_called_talk(glance: Glance) -> bool:
    return any(talk in glance.kind for talk in _TALKS)


def _is_prose(glance: Glance) -> bool:
    """Return whether no other kind has a better claim, and at most half of the lines are links or points."""
    if (
        any(other in glance.kind for other in _OTHERS)
        or glance.ask(reads_as_speech)
        or glance.ask(is_recording_summary)
    ):
        return False
    listed = glance.count(_is_linked_point) + glance.count(_is_timed)
    return glance.filled > 0 and 2 * listed <= glance.filled


def _is_transcript(line: str) -> bool:
    return without_symbols(read_heading(line)[1]).casefold() in ABOVE


def _is_long(line: str) -> bool:
    return len(line.split()) >= 20


def _is_linked_point(line: str) -> bool:
    return bool(split_point(line.strip())[0]) and "](" in line


def _is_timed(line: str) -> bool:
    """Return whether a line is a time and the title of a chapter."""
    time, _, title = split_point(line.strip())[1].partition(" ")
    return parse_time(time.strip("[]()")) is not None and ":" in time and 0 < len(title.split()) <= _TITLE


_TITLE = 14
"""Words of the title of a chapter."""


class WrittenTalkReader:
    """A talk without turns: what was said, as its maker set it, in stories where it has no headings."""

    name = "talk"

    signs = (
        Sign(Strength.CERTAIN, "a head that names who speaks", _names_speakers, NO_ROWS),
        Sign(Strength.CERTAIN, "a recording and its transcript", _holds_transcript, NO_ROWS),
        Sign(Strength.LIKELY, "a recording, and much prose", _is_of_recording, NO_ROWS),
    )

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield one item of kind transcript."""
        chapters = read_chapters(read_front_matter(source)) if read_head(source).end else ()
        for piece in read_markdown(source, Kind.TRANSCRIPT):
            items = (replace(item, body=with_sections(item.body, chapters, source.facts.cues)) for item in piece.items)
            yield replace(piece, items=tuple(items))
