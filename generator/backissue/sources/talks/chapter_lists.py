"""The list of chapters that stands above a transcript, in its text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from backissue.sources.talks.chapters import Chapter, is_announcement, read_lines
from backissue.sources.talks.cues import Cue

ABOVE = frozenset({"transcript", "full transcript", "transcription", "video transcript", "podcast transcript"})
"""Headings above a transcript, which begin no section of it."""
_FOREMOST = 20
"""Cues above a list of chapters at most."""
_FEWEST = 3
_LONGEST = 14
"""Words of a chapter's title."""


def take_list(cues: Sequence[Cue]) -> tuple[tuple[Chapter, ...], Sequence[Cue]]:
    """Return the chapters that are listed above the speech, and the cues of the list, with the headings around it.

    Both are empty where no list stands there, where nearly all is the list, or where the text has sections of its own.
    """
    begin = next((at for at, cue in enumerate(cues[:_FOREMOST]) if _is_listed(cue)), len(cues))
    run = [*takewhile(_is_listed, cues[begin:])]
    chapters = read_lines([cue.text for cue in run])
    around = [cue for cue in cues if cue.section]
    own = [
        cue for cue in around if not is_announcement(cue.section) and cue.section.casefold().strip(" :") not in ABOVE
    ]
    if len(chapters) < max(_FEWEST, len(run)) or 2 * len(run) > len(cues) or own:
        return (), ()
    return chapters, [*around, *run]


def _is_listed(cue: Cue) -> bool:
    """Return whether a cue is a line with a time and a title, which no reader took for the time of speech."""
    return cue.start is None and 1 < len(cue.text.split()) <= _LONGEST and bool(read_lines([cue.text], fewest=1))
