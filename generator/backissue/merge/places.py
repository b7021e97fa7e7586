"""Places within a week that were counted are kept, and a row that comes between others gets a place between theirs.

Otherwise a row that one branch adds or drops would change every page behind it, and where another branch adds, removes
or edits one of these, git would find a conflict in what nobody but the importer wrote.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from backissue.merge.ledger import Base, Ledger
from backissue.model import Item
from backissue.values import parse_place

SMALLEST = 0.001
"""Places nearer to each other than this are not written; the rows of their week are counted anew."""


def keep_places(items: Iterable[Item], ledger: Ledger, former: Mapping[str, str]) -> Iterator[Item]:
    """Yield the items, of which those whose place was counted keep the one that ``ledger`` has while the order allows.

    ``former`` leads from new ids to those in the ledger. Of rows that come in another order as few as can be get new
    places. Where nothing fits between two, the rows of the week are counted anew; so they are where a row between
    others is one that the week only lists again, since that has no place of its own there. What a source states as
    places stands.
    """
    items = list(items)
    times = Counter(item.id for item in items)
    weeks: defaultdict[tuple[str, ...], list[Item]] = defaultdict(list)
    for item in items:
        if item.source and item.source.is_counted and item.week:
            weeks[item.source.file, item.kind, item.week.isoformat()].append(item)
    kept: dict[str, float | None] = {}
    for week, listed in weeks.items():
        listed.sort(key=lambda item: item.place or 1)
        bases = [ledger.get(former.get(item.id, item.id)) for item in listed]
        known = [base if base and _week(base) == week else None for base in bases]
        news = ((item, base) for item, base, own in zip(listed, bases, known, strict=True) if not own)
        again = any(base or times[item.id] > 1 for item, base in news)
        before = [parse_place(base.text("place")) or 0 if base else 0 for base in known]
        without = [index for index, base in enumerate(known) if base and not before[index]]
        if len(without) == 1:  # it was alone in its week, and so the first
            before[without[0]] = 1
        places: list[float | None] = [*(fit_places(before, whole=again) or ())] if any(known) else []
        if places and len(without) == 1 and places[without[0]] == 1:
            places[without[0]] = None
        kept |= {item.id: place for item, place in zip(listed, places, strict=False)}
    for item in items:
        yield replace(item, place=kept[item.id]) if item.id in kept else item


def _week(base: Base) -> tuple[str, ...]:
    return base.file, base.text("kind"), base.text("week")


def fit_places(places: Sequence[float], *, whole: bool = False) -> Sequence[float] | None:
    """Return places in their order, with new ones for each 0 and for as few others as can be.

    Returns:
        ``None`` where there is no room for a new one, or none but a fraction and it is to be ``whole``.

    >>> fit_places([1, 3, 4]), fit_places([1, 0, 3, 0]), fit_places([1, 0, 2]), fit_places([4, 1, 2, 3])
    ([1, 3, 4], [1, 2, 3, 4], [1, 1.5, 2], [0.5, 1, 2, 3])
    """
    staying = _longest_rise(places)
    found: list[float] = []
    for begin, end in zip([-1, *staying], [*staying, len(places)], strict=True):
        low = places[begin] if begin >= 0 else 0
        high = places[end] if end < len(places) else None
        between = _between(low, high, end - begin - 1)
        if between is None or (whole and any(place % 1 for place in between)):
            return None
        found += [*between, *([] if high is None else [high])]
    return found


def _between(low: float, high: float | None, number: int) -> Sequence[float] | None:
    """Return that many places between two: whole ones if there is room, else fractions, ``None`` without room."""
    first = int(low) + 1
    if high is None or first + number <= high:
        return [*range(first, first + number)]
    step = (high - low) / (number + 1)
    fractions = [round(low + step * nth, 3) for nth in range(1, number + 1)]
    return fractions if step >= 2 * SMALLEST else None


def _longest_rise(places: Sequence[float]) -> Sequence[int]:
    """Return the indices of a longest run of rising places above 0, in n log n steps (patience sorting)."""
    ends: list[float] = []
    last: list[int] = []
    before: dict[int, int] = {}
    for index, place in enumerate(places):
        if place:
            at = bisect_left(ends, place)
            ends[at : at + 1], last[at : at + 1] = [place], [index]
            if at:
                before[index] = last[at - 1]
    rise = last[-1:]
    while rise and rise[-1] in before:
        rise.append(before[rise[-1]])
    return rise[::-1]
