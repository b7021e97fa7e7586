"""Items, ledger entries and pages as rows that :mod:`backissue.merge.matching` compares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator
from datetime import date

from backissue.merge.ledger import Base, Ledger
from backissue.merge.matching import Row
from backissue.model import Item, Page
from backissue.urls import canonical_url


def ledger_rows(ledger: Ledger, pages: Iterable[Page] = ()) -> dict[str, Row]:
    """Return the rows of all items in the ledger, by id; ``pages`` tell their former ids."""
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
        )
        for name, base in ledger.items()
    }


def item_rows(items: Collection[Item], wanted: Container[str]) -> Iterator[Row]:
    """Yield the rows of the ``wanted`` items, by id, among all that sources list."""
    alone = _alone((item.id, item.source.file) for item in items if item.source)
    for item in items:
        if item.id in wanted:
            yield _item_row(item, alone.get(item.id, ""))


def page_row(page: Page) -> Row:
    """Return an item's page as a row."""
    return _item_row(page.item, "")


def _item_row(item: Item, alone_in: str) -> Row:
    links = frozenset(canonical_url(link.url) for link in item.links)
    return Row(item.id, item.kind, item.title, item.week, links, item.body, alone_in=alone_in)


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
