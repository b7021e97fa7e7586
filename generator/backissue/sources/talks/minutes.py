"""The minutes of a meeting in Markdown: who was there, and what was said and decided, not word by word."""

from __future__ import annotations

from collections.abc import Iterator

from backissue.model import Kind
from backissue.sources.issues.issue import read_markdown
from backissue.sources.markdown_lines import read_heading
from backissue.sources.pieces import NO_ROWS, Glance, Piece, Sign, Source, Strength
from backissue.sources.stated.attendance import find_attendees
from backissue.sources.talks.speakers import reads_as_speech

_MEETINGS = frozenset(
    "minutes meeting meetings call notes sync standup protokoll sitzung besprechung réunion reunión riunione"
    " vergadering notulen 会议 議事録".split()
)
"""Words in the title of a meeting's minutes."""


def _is_minutes(glance: Glance) -> bool:
    """Return whether a text says who was at a meeting, is called after one, and is no record of each word."""
    named = [
        glance.file,
        *(line for line in glance.head[:20] if read_heading(line)[0] or line.startswith(("title", "#"))),
    ]
    words = {word for line in named for word in without_marks(line).split()}
    is_called = not _MEETINGS.isdisjoint(words)
    return is_called and bool(find_attendees(glance.lines[:_LOOKED_AT])) and not glance.ask(reads_as_speech)


_LOOKED_AT = 200


def without_marks(line: str) -> str:
    """Return the words of a line in lower case, with blanks for all that is neither letter nor digit."""
    return "".join(char if char.isalnum() else " " for char in line.casefold())


class MinutesReader:
    """One session: the text as this site's Markdown, and those who were there as its people."""

    name = "minutes"
    signs = (Sign(Strength.LIKELY, "who was at a meeting", _is_minutes, NO_ROWS),)

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield one item of kind session."""
        return read_markdown(source, Kind.SESSION)
