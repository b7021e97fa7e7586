"""A talk, whatever the format of its transcript: its one item, and what became of the lines of its source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePath

from backissue.model import Item, Kind, Link, Problem
from backissue.sources.common import whole_item
from backissue.sources.source import Account, Line, Reading, Source
from backissue.sources.talks.cues import Cue, clock, unlooped
from backissue.sources.talks.linked_text import without_markup
from backissue.sources.talks.speaker_marks import named
from backissue.sources.talks.talk_body import spoken_body, spoken_parts

_AT_ONCE = 60.0
"""Seconds."""

_NAMELESS = re.compile(r"(?:speaker|spk|person)?[\s_#-]*(?:\d+|[a-z]|\?+|unknown)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """What a transcript says of itself above its text."""

    title: str = ""
    date: date | None = None
    people: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(slots=True)
class Findings:
    """What a reader found so far: cues, the fates of the other lines, and problems."""

    source: Source
    cues: list[Cue] = field(default_factory=list)
    fates: dict[int, Line] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def report(self, line: int, what: str, remedy: str, fate: Line = Line.PROBLEM) -> None:
        """Report a defect at the 1-based ``line``; a line whose words come in all the same is an item's."""
        self.fates.setdefault(line, fate)
        self.problems.append(self.source.problem(line, what, remedy))

    def reading(self, head: Head | None = None, *, emphasis: bool = False, rest: Line | None = None) -> Reading:
        """The item and the account; ``rest`` is the fate of the lines that hold no cue and have none yet."""
        kept, loops = unlooped(named(self.cues))
        for loop in loops:
            what = f"“{_opening(loop[0].text.split())}” comes {len(loop)} times in a row, a recogniser's loop"
            remedy = "it is kept once; listen, and write what was said"
            self.problems.append(self.source.problem(loop[0].first, what, remedy))
        self._see_to_order()
        _cover(self.fates, kept, Line.ITEM)
        _cover(self.fates, self.cues, Line.BOILERPLATE)
        account = _account(self.source.lines, self.fates, rest)
        said = any(cue.text for cue in kept)
        items = (_item(self.source, kept, head or Head(), emphasis=emphasis),) if said else ()
        return Reading(items, account, tuple(sorted(self.problems)))

    def _see_to_order(self) -> None:
        """Report where the times run back; those who speak at once may do so by some seconds."""
        before = 0.0
        for cue in self.cues:
            if cue.start is not None:
                if cue.start < before - _AT_ONCE:
                    what = f"the time runs back from {clock(before)} to {clock(cue.start)}"
                    self.problems.append(
                        self.source.problem(cue.first, what, "see that the parts stand in their order")
                    )
                before = cue.start


def _cover(fates: dict[int, Line], cues: Iterable[Cue], fate: Line) -> None:
    reached = 0
    for cue in cues:
        for number in range(max(cue.first, reached), cue.last + 1):
            fates.setdefault(number, Line.HEADING if cue.section else fate)
        reached = max(reached, cue.last)


def _account(lines: Sequence[str], fates: Mapping[int, Line], rest: Line | None) -> Mapping[Line, int]:
    account = Account(lines)
    for number, line in enumerate(lines, 1):
        if line.strip() and number in fates:
            account.set(number, fates[number])
    if rest:
        account.rest(rest)
    return account.close()


def _item(source: Source, cues: Sequence[Cue], head: Head, *, emphasis: bool) -> Item:
    facts = source.facts
    title = head.title or _title(cues, emphasis=emphasis) or PurePath(source.file).stem
    item = whole_item(source, Kind.TRANSCRIPT, title, spoken_body(cues, emphasis=emphasis), head.date)
    return replace(
        item,
        people=facts.people if facts.people is not None else _people(head, cues),
        topics=facts.topics if facts.topics is not None else head.topics,
        links=head.links,
    )


def _people(head: Head, cues: Iterable[Cue]) -> tuple[str, ...]:
    """The speakers in order of appearance, those that only have a number left out."""
    names = (*head.people, *(cue.speaker for cue in cues))
    return tuple(dict.fromkeys(name for name in names if not _NAMELESS.fullmatch(name)))


def _title(cues: Sequence[Cue], *, emphasis: bool) -> str:
    """The first words that were said."""
    texts = [cue.text for cue in cues if cue.text][:100]
    first = " ".join(spoken_parts(texts)[:1])
    return _opening((without_markup(first) if emphasis else first).split())


def _opening(words: Sequence[str]) -> str:
    return " ".join(words).rstrip(".,;") if len(words) <= 12 else f"{' '.join(words[:10]).rstrip('.,;')} …"
