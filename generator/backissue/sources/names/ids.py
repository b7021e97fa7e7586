"""The identity of an item, from its links or, where it has none, from what it is called and when it came out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date

from backissue.model import Item, Kind, Link
from backissue.text import former_slug, nfc, telling_slug
from backissue.urls import arxiv_id, canonical_url, doi


def paper_id(title: str, week: date | None, links: Iterable[Link]) -> str:
    """Return a paper's id: its arXiv identifier, else its DOI, else its first address, else its title and week.

    >>> paper_id("T", None, [Link("Tweet", "https://x.com/a"), Link("Paper", "https://arxiv.org/abs/2303.11366v2")])
    'arxiv:2303.11366'
    >>> paper_id("T", None, [Link("Paper", "https://doi.org/10.1145/1")])
    'doi:10.1145/1'
    >>> paper_id("A Title", date(2023, 3, 26), [])
    'paper:a-title:2023-03-26'
    """
    urls = [link.url for link in links]
    for scheme, find in (("arxiv", arxiv_id), ("doi", doi)):
        if name := next(filter(None, map(find, urls)), None):
            return f"{scheme}:{name}"
    return canonical_url(urls[0]) if urls else titled_id(Kind.PAPER, title, week)


def titled_id(kind: Kind, title: str, when: date | str | None) -> str:
    """Return the id of what has no address: kind, title and the day or week it is of.

    >>> titled_id(Kind.TRANSCRIPT, "ML News", None), titled_id(Kind.PAPER, "C++", date(2023, 3, 26))
    ('transcript:ml-news:undated', 'paper:c-plus-plus:2023-03-26')
    """
    return f"{kind}:{telling_slug(title)}:{when or 'undated'}"


def titled_ids(item: Item) -> tuple[str, ...]:
    """Return the ids that an item's title may have made, the usual one first; none if its id is not made of it."""
    kind, _, rest = item.id.partition(":")
    day = rest.rpartition(":")[2]
    if kind != item.kind or item.id != (usual := titled_id(item.kind, item.title, day)):
        return ()
    return usual, f"{kind}:{former_slug(item.title)}:{day}", distinct_id(usual, item.title)


def file_ids(item: Item) -> tuple[str, ...]:
    """Return the ids that a talk or an issue may have: its own, those of its title, and last those that tell its file.

    >>> from backissue.model import SourceRef
    >>> file_ids(Item("issue:go:undated", Kind.ISSUE, "Go", source=SourceRef("a/go.md", 1)))[1:3]
    ('issue:go-6cc8519b:undated', 'issue:go-968319d8:undated')
    """
    file = item.source.file if item.source else ""
    usual = titled_id(item.kind, item.title, item.date or item.week)
    whole, entry = distinct_id(usual, file), distinct_id(usual, f"{file}\n{item.title}\n{item.body}")
    return tuple(dict.fromkeys([item.id, *titled_ids(item), whole, entry]))


def distinct_id(name: str, title: str) -> str:
    """Return an id made of a title with a digest of it, for a title that another one's id would do for.

    >>> distinct_id("paper:go:2023-03-26", "Go!")
    'paper:go-e95c3961:2023-03-26'
    """
    rest, _, when = name.rpartition(":")
    digest = hashlib.sha256(nfc(title).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{rest}-{digest[:8]}:{when}"
