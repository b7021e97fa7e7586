"""Items, ledger entries and pages as rows that :mod:`backissue.merge.matching` compares."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from backissue.merge.ledger import Base, Ledger
from backissue.merge.matching import Row
from backissue.model import Item, Page
from backissue.urls import canonical_url
from backissue.values import parse_place


class _Standing(NamedTuple):
    """Where an item stands: in which source and week, and at which place there."""

    file: str
    kind: str
    week: str
    place: float
    id: str


def ledger_rows(ledger: Ledger, pages: Iterable[Page] = (), listed: Container[str] = ()) -> dict[str, Row]:
    """Return the rows of all items in the ledger, by id.

    ``pages`` tell their former ids, and the ids that sources still have ``listed`` what they stand between.
    """
    between = _between(
        (
            _Standing(base.file, base.text("kind"), base.text("week"), parse_place(base.text("place")) or 1, name)
            for name, base in ledger.items()
            if base.text("week")
        ),
        listed,
    )
    earlier = {page.item.id: page.item.ids[1:] for page in pages}
    alone = _alone((name, base.file) for name, base in ledger.items())
    return {
        name: Row(
            id=name,
            kind=base.text("kind"),
            title=base.text("title"),
            week=_day(base.text("week")),
            links=frozenset(map(canonical_url, _addresses(base))),
            body=base.body,
            earlier_ids=earlier.get(name, ()),
            alone_in=alone.get(name, ""),
            between=between.get(name),
        )
        for name, base in ledger.items()
    }


def item_rows(items: Collection[Item], wanted: Container[str], known: Container[str]) -> Iterator[Row]:
    """Yield the rows of the ``wanted`` items, by id, among all that sources list.

    The ids that are ``known`` from earlier imports tell what they stand between.
    """
    between = _between(
        (
            _Standing(item.source.file, item.kind, item.week.isoformat(), item.place or 1, item.id)
            for item in items
            if item.source and item.week
        ),
        known,
    )
    alone = _alone((item.id, item.source.file) for item in items if item.source)
    for item in items:
        if item.id in wanted:
            yield _item_row(item, alone.get(item.id, ""), between.get(item.id))


def page_row(page: Page) -> Row:
    """Return an item's page as a row."""
    return _item_row(page.item)


def _item_row(item: Item, alone_in: str = "", between: tuple[str, str] | None = None) -> Row:
    links = frozenset(canonical_url(link.url) for link in item.links)
    return Row(item.id, item.kind, item.title, item.week, links, item.body, alone_in=alone_in, between=between)


def _between(standing: Iterable[_Standing], staying: Container[str]) -> Mapping[str, tuple[str, str]]:
    """Return for each item the nearest ones of its week and source that are ``staying``: before it and after it.

    Empty where there is none. Rows that come and go beside it change nothing of that.
    """
    weeks: defaultdict[tuple[str, ...], list[_Standing]] = defaultdict(list)
    for one in standing:
        weeks[one[:3]].append(one)
    found: dict[str, tuple[str, str]] = {}
    for week in weeks.values():
        week.sort()
        before, waiting = "", list[str]()
        for name in [*(one.id for one in week), ""]:
            if name and name not in staying:
                waiting.append(name)
                continue
            found |= dict.fromkeys(waiting, (before, name))
            before, waiting = name, []
    return found


def _alone(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the only items of their files, each with its file."""
    pairs = list(pairs)
    counts = Counter(file for _, file in pairs)
    return {name: file for name, file in pairs if counts[file] == 1}


def _addresses(base: Base) -> Iterator[str]:
    links = base.fields.get("links")
    for link in links if isinstance(links, list) else ():
        yield from map(str, link.values() if isinstance(link, dict) else ())


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
