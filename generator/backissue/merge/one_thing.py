"""Items whose ids are addresses of one thing, as one item: a video by its short address, a paper by its mirror."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from backissue.archive.archive import Archive
from backissue.merge.identity import title_key
from backissue.merge.ledger import Ledger
from backissue.model import Item
from backissue.same_address import address_key, place_in
from backissue.urls import canonical_url, web_address


def with_known_addresses(read: Iterable[Item], archive: Archive, ledger: Ledger) -> Iterator[Item]:
    """Yield the items under one id for all addresses of a thing: that of a page or the ledger, else the first.

    Where items of several titles lie in one page, each at a place of its own, the place is part of their ids. An id
    that a page or the ledger has for an item's address as it is written stays.
    """
    items = list(read)
    known = {name: "" for page in archive.pages for name in page.item.ids} | dict.fromkeys(ledger, "")
    first: dict[str, str] = {}
    for name in known:
        first.setdefault(_key(name), name)
    places = _places(items)
    for item in items:
        name = _own_id(item, places)
        if name not in known:
            name = next((old for old in _former(item) if old in known and _is_of(item, old, archive)), name)
        if name not in known:
            name = first.setdefault(_key(name), name)
        yield item if name == item.id else replace(item, id=name)


def _key(name: str) -> str:
    """Return what tells things apart: an id without the ways in which its address can be written."""
    page, mark, place = name.partition("#")
    return f"{address_key(page)}{mark}{place}"


def _places(items: Sequence[Item]) -> Mapping[str, Mapping[str, str]]:
    """Return the pages in which several items lie, by their keys, and for each place there the title."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for item in items:
        if (url := _address(item)) and (place := place_in(url)):
            found[address_key(item.id)].setdefault(place, title_key(item.title))
    return {page: titles for page, titles in found.items() if len(set(titles.values())) > 1}


def _own_id(item: Item, places: Mapping[str, Mapping[str, str]]) -> str:
    url = _address(item)
    place = place_in(url) if url and address_key(item.id) in places else ""
    return f"{item.id}#{place}" if place else item.id


def _address(item: Item) -> str:
    """Return the address that an item's id was made of; empty where it was made of something else."""
    url = next((link.url for link in item.links), "")
    return url if web_address(item.id) and canonical_url(url) == item.id else ""


def _former(item: Item) -> Iterator[str]:
    """Yield the ids that an item's address had where it was not known which paper it shows, or lies where."""
    url = next((link.url for link in item.links), "")
    if web_address(url) and address_key(url) == address_key(item.id):
        yield from (item.id, canonical_url(url))


def _is_of(item: Item, name: str, archive: Archive) -> bool:
    """Return whether the page of this id, if there is one, has the address of the item as it is written."""
    page = archive.by_id.get(name)
    return not page or item.links[0].url in {link.url for link in page.item.links}
