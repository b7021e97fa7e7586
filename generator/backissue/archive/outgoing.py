"""The links of an archive that lead to other sites, each with the pages that it stands on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from backissue.archive.archive import Archive
from backissue.prose.parse import TooComplexError
from backissue.urls import web_address


def outgoing_links(archive: Archive) -> Mapping[str, Sequence[str]]:
    """Return the pages below ``content/`` that each link to another site stands on, by its address without a fragment.

    Links that lead to one thing at different places in it are one.
    """
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for path, url in _links(archive):
        if web_address(url) and urlsplit(url).netloc:
            found[url.partition("#")[0]][path] = None
    return {url: [*paths] for url, paths in sorted(found.items())}


def _links(archive: Archive) -> Iterator[tuple[str, str]]:
    for page in archive.pages:
        yield from ((page.path, link.url) for link in page.item.links)
        yield from ((page.path, url) for url in _linked(archive, page.item.body))
    for path, note in archive.notes.items():
        yield from ((path, url) for url in _linked(archive, note.body))


def _linked(archive: Archive, body: str) -> Sequence[str]:
    if "http" not in body:
        return ()
    try:
        return archive.renderer.document(body).links
    except TooComplexError:
        return ()
