"""Where given chapters begin in a talk: by the times of its cues or its share of the whole, and by words of titles."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from statistics import fmean

from backissue.sources.talks.chapters import Chapter
from backissue.sources.talks.cues import Cue
from backissue.stories.evidence import evidence
from backissue.stories.units import Unit, terms

_NEAR = 30
"""Words behind a beginning that its title is looked for in, about ten seconds of speech."""
_SURE = 10.0
"""What the words of a title weigh at most together, so that no common word leads far away."""
_SECONDS = 10.0
"""Seconds that make a step where the text has times; elsewhere it is half a chapter of mean length."""
_ROUNDED = 0.5
_REACH = 4.0
"""Steps that a chapter may be away from its time: 40 seconds, or two chapters of mean length."""


def place_chapters(cues: Sequence[Cue], chapters: Sequence[Chapter]) -> list[Cue]:
    """Return the cues with a section before the one that each chapter begins with.

    They stay as they are where they have sections of their own, times that run back, or fewer cues than chapters.
    """
    starts = [cue.start for cue in cues if cue.start is not None]
    places = [at for at, cue in enumerate(cues) if cue.text]
    if any(cue.section for cue in cues) or starts != sorted(starts) or len(places) < len(chapters):
        return list(cues)
    timed = [(at, start) for at, place in enumerate(places) if (start := cues[place].start) is not None]
    units = [
        Unit(cues[at].text, turn=cues[at].turn or cues[at].speaker != cues[before].speaker, paragraph=True)
        for before, at in pairwise([places[0], *places])
    ]
    found = find_places(units, timed, chapters)
    begins = {places[at]: chapter for at, chapter in zip(found, chapters, strict=False)}
    placed: list[Cue] = []
    for at, cue in enumerate(cues):
        if chapter := begins.get(at):
            placed.append(Cue(None, None, cue.speaker, "", cue.first, cue.first, section=chapter.title))
        placed.append(cue)
    return placed


def find_places(
    units: Sequence[Unit], timed: Sequence[tuple[int, float]], chapters: Sequence[Chapter]
) -> Sequence[int]:
    """Return the texts that begin the chapters, ascending, one for each; none where there are fewer texts than that.

    ``timed`` are the texts that have a time, with it. Between them, and where there are none, a text's time is in
    proportion to the words before it, the last chapter being taken to be of mean length. Of all placings in order, that
    one is chosen that is least away from the times and whose titles say most words of what follows, the rarer the more.
    """
    if len(units) < len(chapters) or not chapters:
        return ()
    texts = [unit.text for unit in units]
    words = list(accumulate((unit.length for unit in units), initial=0))
    likely = evidence(units, range(len(units)))
    scale, times = _times(words, timed, chapters)
    said, exact = _Said(texts, words), {at for at, _ in timed}
    costs = [
        {
            at: _distance(times[at] - chapter.start, scale, is_timed=at in exact)
            - said.support(chapter.title, at)
            - likely[at] / 4
            for at in _room(times, chapter.start, scale, number, len(chapters))
        }
        for number, chapter in enumerate(chapters)
    ]
    return _cheapest(costs)


def _times(
    words: Sequence[int], timed: Sequence[tuple[int, float]], chapters: Sequence[Chapter]
) -> tuple[float, list[float]]:
    """Return the seconds that make a step, and the time of each text."""
    mean = max(1.0, fmean(two.start - one.start for one, two in pairwise(chapters)) if len(chapters) > 1 else 1.0)
    end = max(chapters[-1].start + mean, *(start for _, start in timed), 1.0)
    known = [(0, min(0.0, *(start for _, start in timed), 0.0)), *timed, (len(words) - 1, end)]
    times: list[float] = []
    for (one, begin), (two, until) in pairwise(known):
        share = (until - begin) / max(1, words[two] - words[one])
        times += (begin + share * (words[at] - words[one]) for at in range(one, two))
    return (_SECONDS if timed else mean / 2), times


def _distance(seconds: float, scale: float, *, is_timed: bool) -> float:
    """Weigh how far a text is from a chapter's time; times are written in whole seconds, and rather late than early."""
    if is_timed and abs(seconds) <= _ROUNDED:
        return -2 * _SURE
    return abs(seconds) / scale * (1.5 if seconds < 0 else 1)


def _room(times: Sequence[float], start: float, scale: float, number: int, chapters: int) -> range:
    """Return the texts that a chapter may begin with: those near its time, with room for those before and after it."""
    least, most = number, len(times) - chapters + number
    first = bisect_left(times, start - _REACH * scale) - 1
    last = bisect_right(times, start + _REACH * scale)
    return range(max(least, min(first, most)), min(most, max(last, least)) + 1)


class _Said:
    """What is said soon behind the beginnings of texts."""

    def __init__(self, texts: Sequence[str], words: Sequence[int]) -> None:
        self._words = words
        self._terms = [frozenset(terms(text)) for text in texts]
        self._often = Counter(term for text in self._terms for term in text)

    def support(self, title: str, at: int) -> float:
        """Weigh how much of a title is said at the beginning of a text, or, half as much, soon behind it."""
        wanted = frozenset(terms(title))
        own = wanted & self._terms[at]
        soon = frozenset(term for text in self._soon(at) for term in text & wanted) - own
        return min(_SURE, self._rarity(own) + self._rarity(soon) / 2)

    def _rarity(self, words: Iterable[str]) -> float:
        return sum(math.log(1 + len(self._terms) / self._often[word]) for word in words)

    def _soon(self, at: int) -> Iterator[frozenset[str]]:
        for near in range(at, len(self._terms)):
            if self._words[near] - self._words[at] >= _NEAR:
                break
            yield self._terms[near]


def _cheapest(costs: Sequence[Mapping[int, float]]) -> list[int]:
    """Return a text for each chapter, ascending, with the least sum of costs; empty where none is possible."""
    best: dict[int, float] = {-1: 0.0}
    ways: list[dict[int, int]] = []
    for places in costs:
        reached, following = sorted(best), 0
        before: int | None = None
        found: dict[int, float] = {}
        way: dict[int, int] = {}
        for at in sorted(places):
            while following < len(reached) and reached[following] < at:
                one = reached[following]
                before = one if before is None or best[one] < best[before] else before
                following += 1
            if before is not None:
                found[at], way[at] = best[before] + places[at], before
        best, ways = found, [*ways, way]
    at = min(best, key=best.__getitem__, default=-1)
    back: list[int] = []
    for way in reversed(ways):
        back.append(at)
        at = way.get(at, -1)
    return back[::-1] if best else []
