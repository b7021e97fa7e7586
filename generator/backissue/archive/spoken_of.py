"""What talks may speak of besides the items themselves: the entries of issues."""

from __future__ import annotations

from collections.abc import Iterator

from backissue.archive.archive import Archive
from backissue.archive.listings import Listings, keys_of
from backissue.mentions import TALKS, Subject
from backissue.model import Kind


def spoken_of(archive: Archive, listed: Listings) -> tuple[Subject, ...]:
    """Return the entries of issues that a talk may speak of, none where there are no talks.

    An entry whose address or title a paper has is that paper. One without a place on its page cannot be led to.
    """
    return tuple(_entries(archive, listed)) if any(page.item.kind in TALKS for page in archive.pages) else ()


def _entries(archive: Archive, listed: Listings) -> Iterator[Subject]:
    if not listed.listed:
        return
    papers = (page.item for page in archive.pages if page.item.kind is Kind.PAPER)
    known = {key for item in papers for key in keys_of(item.title, [link.url for link in item.links])}
    for one in listed.listed:
        title, url, anchor = one.entry.title, one.entry.url, one.entry.anchor
        if anchor and known.isdisjoint(keys_of(title, [url])):
            yield Subject(one.page, title, anchor, one.entry.text, (url,) if url else ())
