"""Places within a week that were counted are kept, and a row that comes between others gets a place between theirs.

Otherwise a row that one branch adds or drops would change every page behind it, and where another branch adds, removes
or edits one of these, git would find a conflict in what nobody but the importer wrote.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from backissue.merge.ledger import Base, Ledger
from backissue.model import Item
from backissue.values import parse_place

SMALLEST = 0.001
"""Places nearer to each other than this are not written; the rows of their week are counted anew."""


def keep_places(items: Iterable[Item], ledger: Ledger, former: Mapping[str, str]) -> Iterator[Item]:
    """Yield the items, of which those whose place was counted keep the one that ``ledger`` has while the order allows.

    ``former`` leads from new ids to those in the ledger. Where rows come in another order, or nothing fits between two,
    the rows of the week are counted anew. What a source states as places stands.
    """
    items = list(items)
    weeks: defaultdict[tuple[str, ...], list[Item]] = defaultdict(list)
    for item in items:
        if item.source and item.source.is_counted and item.week:
            weeks[item.source.file, item.kind, item.week.isoformat()].append(item)
    kept: dict[str, float | None] = {}
    for week, listed in weeks.items():
        listed.sort(key=lambda item: item.place or 1)
        bases = (ledger.get(former.get(item.id, item.id)) for item in listed)
        known = [base if base and _week(base) == week[1:] else None for base in bases]
        kept |= zip((item.id for item in listed), _kept(known), strict=False)
    for item in items:
        yield replace(item, place=kept[item.id]) if item.id in kept else item


def _kept(known: Sequence[Base | None]) -> Sequence[float | None]:
    """Return the places of a week's rows, of which some are ``known``; empty where they are to be counted anew."""
    before = [parse_place(base.text("place")) or 0 if base else 0 for base in known]
    without = [index for index, base in enumerate(known) if base and not before[index]]
    alone = without[0] if len(without) == 1 else None
    if alone is not None:  # it was alone in its week, and so the first
        before[alone] = 1
    if not any(before):
        return ()
    places = fit_places(before) or ()
    return [None if index == alone and place == 1 else place for index, place in enumerate(places)]


def _week(base: Base) -> tuple[str, ...]:
    """Return what a place is counted in, whatever its source is called: that may have been renamed."""
    return base.text("kind"), base.text("week")


def fit_places(places: Sequence[float]) -> Sequence[float] | None:
    """Return places in their order, with a new one for each 0.

    Returns:
        ``None`` where they do not rise, or there is no room for a new one.

    >>> fit_places([1, 3, 4]), fit_places([1, 0, 3, 0]), fit_places([1, 0, 2]), fit_places([2, 1])
    ([1, 3, 4], [1, 2, 3, 4], [1, 1.5, 2], None)
    """
    staying = [index for index, place in enumerate(places) if place]
    if any(places[one] >= places[other] for one, other in pairwise(staying)):
        return None
    found: list[float] = []
    for begin, end in pairwise([-1, *staying, len(places)]):
        low = places[begin] if begin >= 0 else 0
        high = places[end] if end < len(places) else None
        between = _between(low, high, end - begin - 1)
        if between is None:
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
