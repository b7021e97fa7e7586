"""Addresses that lead on: a page at each, for every host, and a list of all for hosts that read ``_redirects``.

Netlify, Cloudflare Pages and GitLab Pages do. There readers are led on before anything is sent to them; a page that
stands at an address wins where a host asks for files first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from backissue.archive import permalinks
from backissue.archive.addresses import address
from backissue.archive.shelves import kind_path
from backissue.mathematics import plain_title
from backissue.model import Kind
from backissue.site.sheet import Sheet
from backissue.site.site import Asset, Document, Site

NAME = "_redirects"


class Lead(NamedTuple):
    """A file of ``docs/`` whose address leads to that of another, its title, and the page by hand that asks for it."""

    path: str
    to: str
    title: str
    origin: str = ""


def leads(site: Site) -> Sequence[Lead]:
    """Return what the pages' aliases ask for, then the addresses that the archive had before."""
    return site.once("leads", lambda: [*_leads(site)])


def _leads(site: Site) -> Iterator[Lead]:
    archive = site.catalogue.archive
    for page in archive.pages:
        for alias in page.item.aliases:
            path = f"{alias.strip('/').removesuffix('.md')}.md"
            yield Lead(path, page.path, page.item.title, page.path)
    for path, note in archive.notes.items():
        for alias in () if note.has_other_names else note.aliases:
            yield Lead(f"{alias.strip('/').removesuffix('.md')}.md", path, note.title or site.name, path)
    titles = {page.path: page.item.title for page in archive.pages}
    kinds = {f"{kind.plural}/": kind for kind in Kind}
    for former, file in permalinks.redirects(archive):
        # The navigation in mkdocs.yml names the list of a kind by its file, also once its last item has gone.
        path = kind_path(kinds[former]) if former in kinds else f"{former.rstrip('/')}.md"
        yield Lead(path, file, titles.get(file, site.name))


def documents(site: Site) -> Iterator[Document]:
    """Yield a page for each address that leads on."""
    for lead in leads(site):
        sheet = Sheet(site, lead.path)
        target = sheet.to(lead.to)
        leads_to = target if target.startswith(".") else f"./{target}"
        head = {"title": plain_title(lead.title), "template": "redirect.html", "redirect": leads_to}
        yield replace(sheet.document(head, "", lead.origin), listed=False)


def assets(site: Site) -> Iterator[Asset]:
    """Yield the list, if any address leads on; a lead takes no other page's place."""
    taken = {address(document.path).casefold() for document in site.documents if document.listed}
    found: dict[str, str] = {}
    for lead in leads(site):
        if address(lead.path).casefold() not in taken:
            found.setdefault(address(lead.path), address(lead.to))
    if found:
        yield Asset(NAME, partial(_list, urlsplit(site.url).path or "/", sorted(found.items())))


def _list(base: str, found: list[tuple[str, str]]) -> bytes:
    r"""Return a line for each address: from, to and the status of what has moved for good.

    No character has a meaning of its own: ``*`` and ``:`` are in percent signs.

    >>> _list("/repo/", [("a*b/", "c d/")])
    b'/repo/a%2Ab/ /repo/c%20d/ 301\n'
    """
    return "".join(f"{base}{quote(former)} {base}{quote(to)} 301\n" for former, to in found).encode()
