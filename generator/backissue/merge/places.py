"""Places within a week that were counted are kept as long as they say the order, so that no row changes other pages.

Otherwise the row that one branch drops would change every page behind it, and where another branch removes or edits
one of these, git would find a conflict in what nobody but the importer wrote.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from backissue.merge.ledger import Base, Ledger
from backissue.model import Item


def keep_places(items: Iterable[Item], ledger: Ledger, former: Mapping[str, str]) -> Iterator[Item]:
    """Yield the items, of which those whose place was counted keep the one that ``ledger`` has while the order allows.

    ``former`` leads from new ids to those in the ledger. Where the rows of a week come in another order, or one stands
    where no number is free, they are all counted anew. What a source states as places stands.
    """
    items = list(items)
    weeks: defaultdict[tuple[str, ...], list[Item]] = defaultdict(list)
    for item in items:
        if item.source and item.source.is_counted and item.week:
            weeks[item.source.file, item.kind, item.week.isoformat()].append(item)
    kept: dict[str, int | None] = {}
    for week, listed in weeks.items():
        listed.sort(key=lambda item: item.place or 1)
        bases = (ledger.get(former.get(item.id, item.id)) for item in listed)
        known = [base if base and _week(base) == week else None for base in bases]
        places = _kept([int(base.text("place") or 1) if base else 0 for base in known]) if any(known) else None
        for item, base, place in zip(listed, known, places or (), strict=bool(places)):
            kept[item.id] = None if base and not base.text("place") else place
    for item in items:
        yield replace(item, place=kept[item.id]) if item.id in kept else item


def _week(base: Base) -> tuple[str, ...]:
    return base.file, base.text("kind"), base.text("week")


def _kept(places: Sequence[int]) -> Sequence[int] | None:
    """Return places in their order, with the next number for each 0; ``None`` where there is no such number.

    >>> _kept([1, 3, 4]), _kept([1, 0, 3, 0, 0]), _kept([1, 0, 2]), _kept([2, 1])
    ([1, 3, 4], [1, 2, 3, 4, 5], None, None)
    """
    found: list[int] = []
    for place in places:
        last = found[-1] if found else 0
        if place and place <= last:
            return None
        found.append(place or last + 1)
    return found
