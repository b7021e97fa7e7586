"""Pages that send readers from an address that was published once to where its page is now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

from backissue.archive import permalinks
from backissue.archive.addresses import address
from backissue.site import paths
from backissue.site.site import Document, Site


def documents(site: Site) -> Iterator[Document]:
    """What the pages' aliases ask for, then the addresses that the archive had before."""
    archive = site.catalogue.archive
    for page in archive.pages:
        for alias in page.item.aliases:
            path = f"{alias.strip('/').removesuffix('.md')}.md"
            yield _redirect(site, path, page.path, page.item.title, page.path)
    titles = {page.path: page.item.title for page in archive.pages}
    for former, file in permalinks.redirects(archive):
        yield _redirect(site, f"{former.rstrip('/')}.md", file, titles.get(file, site.name))


def _redirect(site: Site, path: str, destination: str, title: str, origin: str = "") -> Document:
    target = quote(paths.relative(address(destination), f"{address(path)}index")) + "/"
    document = site.page(
        "redirect",
        path,
        origin,
        title=title,
        target=target if target.startswith(".") else f"./{target}",
        destination=destination,
    )
    return replace(document, listed=False)
