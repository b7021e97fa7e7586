"""A talk, whatever the format of its transcript: its one item, and what became of the lines of its source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from backissue.model import Item, Kind, Problem
from backissue.sources.facts import whole_item
from backissue.sources.issues.issue_head import Head
from backissue.sources.pieces import Fate, Piece, Source, tile
from backissue.sources.talks.cues import Cue, collapse_loops, format_time
from backissue.sources.talks.linked_text import strip_markup
from backissue.sources.talks.speaker_marks import name_speakers
from backissue.sources.talks.talk_body import render_body, split_speech

_AT_ONCE = 60.0
"""Seconds."""

_NAMELESS = re.compile(r"(?:speaker|spk|person)?[\s_#-]*(?:\d+|[a-z]|\?+|unknown)?", re.IGNORECASE)


@dataclass(slots=True)
class Findings:
    """What a reader found so far: cues, the fates of the other lines, and problems."""

    source: Source
    cues: list[Cue] = field(default_factory=list)
    fates: dict[int, Fate] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def report(self, line: int, what: str, remedy: str, fate: Fate = Fate.PROBLEM) -> None:
        """Report a defect at the 1-based ``line``; a line whose words come in all the same is an item's."""
        self.fates.setdefault(line, fate)
        self.problems.append(self.source.problem(line, what, remedy))

    def pieces(self, head: Head | None = None, *, emphasis: bool = False, rest: Fate | None = None) -> Iterator[Piece]:
        """Return the pieces; ``rest`` is the fate of the lines that hold no cue and have none yet."""
        kept, loops = collapse_loops(name_speakers(self.cues))
        fates = {**_fates(self.cues, Fate.BOILERPLATE), **_fates(kept, Fate.ITEM), **self.fates}
        problems = [*self.problems, *map(self._loop, loops), *self._jumps()]
        said = any(cue.text for cue in kept)
        items = [_item(self.source, kept, head or Head(), emphasis=emphasis)] if said else []
        return tile(self.source, fates, rest=rest, items=items, problems=problems)

    def _loop(self, loop: Sequence[Cue]) -> Problem:
        what = f"“{_opening(loop[0].text.split())}” comes {len(loop)} times in a row, a recogniser's loop"
        return self.source.problem(loop[0].first, what, "it is kept once; listen, and write what was said")

    def _jumps(self) -> Iterator[Problem]:
        """Yield a problem where the times run back; those who speak at once may do so by some seconds."""
        before = 0.0
        for cue in self.cues:
            if cue.start is not None:
                if cue.start < before - _AT_ONCE:
                    what = f"the time runs back from {format_time(before)} to {format_time(cue.start)}"
                    yield self.source.problem(cue.first, what, "see that the parts stand in their order")
                before = cue.start


def _fates(cues: Iterable[Cue], fate: Fate) -> Mapping[int, Fate]:
    """Return the fate of each line that cues stand on, of which the first cue on it decides."""
    fates: dict[int, Fate] = {}
    reached = 0
    for cue in cues:
        for number in range(max(cue.first, reached), cue.last + 1):
            fates.setdefault(number, Fate.HEADING if cue.section else fate)
        reached = max(reached, cue.last)
    return fates


def _item(source: Source, cues: Sequence[Cue], head: Head, *, emphasis: bool) -> Item:
    title = head.title or _title(cues, emphasis=emphasis) or PurePath(source.file).stem
    item = whole_item(source, Kind.TRANSCRIPT, title, render_body(cues, emphasis=emphasis), head.day)
    return replace(item, people=_people(head, cues), topics=head.topics, links=head.links)


def _people(head: Head, cues: Iterable[Cue]) -> tuple[str, ...]:
    """Return the speakers in order of appearance, without those that only have a number."""
    names = (*head.people, *(cue.speaker for cue in cues))
    return tuple(dict.fromkeys(name for name in names if not _NAMELESS.fullmatch(name)))


def _title(cues: Sequence[Cue], *, emphasis: bool) -> str:
    """Return the first words that were said."""
    texts = [cue.text for cue in cues if cue.text][:100]
    first = " ".join(split_speech(texts)[:1])
    return _opening((strip_markup(first) if emphasis else first).split())


def _opening(words: Sequence[str]) -> str:
    return " ".join(words).rstrip(".,;") if len(words) <= 12 else f"{' '.join(words[:10]).rstrip('.,;')} …"
