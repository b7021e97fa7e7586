"""Texts that one source keeps from readers and another, such as a feed, has as public, at the same address.

Who keeps a text back means all of its copies: a feed is what was public once, and a file of drafts what is not now.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from backissue.model import Item, Problem
from backissue.same_address import address_key
from backissue.sources.stated.old_addresses import names_of, site_path
from backissue.text import fold_key
from backissue.urls import web_address

_OWN = "Permalink"
"""The label of a text's own address, as all readers write it."""
_REMEDY = "let both say the same, or remove one of the two"


class Withheld(NamedTuple):
    """Items of which all copies of a text are kept back, which ids are of one text, and a hint for each such copy."""

    items: tuple[Item, ...]
    same: Mapping[str, str]
    hints: tuple[Problem, ...]


def withhold(items: Sequence[Item], known: Container[str] = ()) -> Withheld:
    """Return items with those kept back whose address another item has that is.

    ``same`` leads from the id of the one to that of the other, of which one stays that is ``known`` to have a page.
    Where both are, each stays an item.
    """
    private: dict[str, Item] = {}
    for item in items:
        if is_kept(item):
            for name in _private_names(item):
                private.setdefault(name, item)
    kept, same, hints = list(items), dict[str, str](), list[Problem]()
    for at, item in enumerate(items if private else ()):
        other = None if is_kept(item) else _found(item, private)
        if other and other.source and item.source and other.source.file != item.source.file:
            kept[at] = replace(item, draft=item.draft or other.draft, publish=other.publish or item.publish)
            hints.append(_hint(item, other))
            if not (item.id in known and other.id in known):
                same |= {other.id: item.id} if item.id in known else {item.id: other.id}
    return Withheld(tuple(kept), same, tuple(hints))


def is_kept(item: Item) -> bool:
    """Return whether an item is kept from readers, for good or until a day."""
    return item.draft or item.publish is not None


def _found(item: Item, private: Mapping[str, Item]) -> Item | None:
    return next((private[name] for name in _public_names(item) if name in private), None)


def _addresses(item: Item) -> Iterator[str]:
    yield from (link.url for link in item.links if link.label == _OWN)
    if web_address(item.id):
        yield item.id


def _private_names(item: Item) -> Iterator[str]:
    """Yield what a text that is kept back is found by: its addresses, its paths, and what its address ends with."""
    file = item.source.file if item.source else ""
    own = [*_addresses(item)]
    yield from map(address_key, own)
    for path in item.aliases:
        yield f"/{_bare(path)}"
        # Of a slug, only the last part is stated, and the others are those of the file's folder.
        if not any(map(site_path, own)) and {*path.split("/")[:-1]} <= {*file.split("/")}:
            yield f"*/{_last(path)}"
    for name in map(_bare, names_of(file)) if file else ():
        yield from (f"*/{name} {mark}" for mark in _marks(item))


def _public_names(item: Item) -> Iterator[str]:
    """Yield what a public text may be found by, the surest first."""
    paths = [site_path(url) for url in _addresses(item)]
    for url in _addresses(item):
        yield address_key(url)
    for path in filter(None, [*paths, *item.aliases]):
        yield f"/{_bare(path)}"
    for last in filter(None, map(_last, filter(None, paths))):
        yield f"*/{last}"
        yield from (f"*/{last} {mark}" for mark in _marks(item))


def _marks(item: Item) -> Iterator[str]:
    """Yield what must be the same beside the name of a file: the day, or the title."""
    if item.date:
        yield item.date.isoformat()
    yield fold_key(item.title)


def _bare(path: str) -> str:
    return unquote(urlsplit(path).path).strip("/").removesuffix(".html").removesuffix(".htm").casefold()


def _last(path: str) -> str:
    """Return the last part of a path that names a text; empty for a number or a day, as of an archive by months."""
    last = _bare(path).rpartition("/")[2]
    return "" if len(last) < 3 or last.replace("-", "").isdecimal() else last


def _hint(item: Item, other: Item) -> Problem:
    assert item.source, "what comes from a source says from where"
    assert other.source, "what comes from a source says from where"
    where = f"{other.source.file}:{other.source.line}"
    what = f"has the address of {where}, which is not for everybody: “{item.title}” is kept back here too"
    return Problem(f"content/sources/{item.source.file}", item.source.line, what, _REMEDY, is_hint=True)
