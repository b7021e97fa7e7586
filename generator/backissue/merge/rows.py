"""Items, ledger entries and pages as rows that :mod:`backissue.merge.matching` compares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator
from datetime import date

from backissue.merge.ledger import Base, Ledger
from backissue.merge.matching import Place, Row, Slot, find_slots
from backissue.model import Item, Page
from backissue.urls import canonical_url
from backissue.values import parse_place


def ledger_rows(ledger: Ledger, staying: Collection[str], pages: Iterable[Page] = ()) -> dict[str, Row]:
    """Return the rows of all items in the ledger, by id; ``staying`` are those that sources list now.

    ``pages`` tell the former ids of the items.
    """
    earlier = {page.item.id: page.item.ids[1:] for page in pages}
    slots = find_slots(_ledger_places(ledger), staying)
    alone = _alone((name, base.file) for name, base in ledger.items())
    return {
        name: Row(
            id=name,
            kind=base.text("kind"),
            title=base.text("title"),
            week=_day(base.text("week")),
            links=frozenset(map(canonical_url, _addresses(base))),
            body=base.body,
            slot=slots.get(name),
            earlier_ids=earlier.get(name, ()),
            alone_in=alone.get(name, ""),
        )
        for name, base in ledger.items()
    }


def item_rows(items: Collection[Item], wanted: Container[str], staying: Collection[str]) -> Iterator[Row]:
    """Yield the rows of the ``wanted`` items, by id, among all that sources list."""
    places = (
        Place(item.source.file, item.kind, _text(item.week), item.place or item.source.line, item.id)
        for item in items
        if item.source
    )
    slots = find_slots(places, staying)
    alone = _alone((item.id, item.source.file) for item in items if item.source)
    for item in items:
        if item.id in wanted:
            yield _item_row(item, slots.get(item.id), alone.get(item.id, ""))


def page_row(page: Page) -> Row:
    """Return an item's page as a row that stands nowhere."""
    return _item_row(page.item, None, "")


def _item_row(item: Item, slot: Slot | None, alone_in: str) -> Row:
    links = frozenset(canonical_url(link.url) for link in item.links)
    return Row(item.id, item.kind, item.title, item.week, links, item.body, slot, alone_in=alone_in)


def _ledger_places(ledger: Ledger) -> Iterator[Place]:
    """Yield where each item stands; one that is alone in its week has no place there."""
    for name, base in ledger.items():
        yield Place(base.file, base.text("kind"), base.text("week"), parse_place(base.text("place")) or 0, name)


def _alone(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the only items of their files, each with its file."""
    pairs = list(pairs)
    counts = Counter(file for _, file in pairs)
    return {name: file for name, file in pairs if counts[file] == 1}


def _addresses(base: Base) -> Iterator[str]:
    links = base.fields.get("links")
    for link in links if isinstance(links, list) else ():
        yield from map(str, link.values() if isinstance(link, dict) else ())


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
