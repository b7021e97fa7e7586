"""What a page says to machines: ``citation_*`` meta tags, and JSON-LD of schema.org in one graph."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import quote

from backissue.archive.addresses import address
from backissue.archive.shelves import Shelf
from backissue.mathematics import plain_title
from backissue.model import Item, Kind
from backissue.site.listing import Target
from backissue.site.reference import Reference, addresses, arxiv_address, video_of
from backissue.site.site import Site

Node = Mapping[str, object]


def absolute(site: Site, path: str) -> str:
    """Return the address on the web of a page of ``docs/``; empty where the site does not know its own."""
    return f"{site.url}{quote(address(path))}" if site.url else ""


def citation_tags(work: Reference) -> list[tuple[str, str]]:
    """Return the tags that Highwire Press began and Google Scholar documents, as pairs of name and content.

    ``citation_arxiv_id`` is what arXiv's own pages have. A page that is no paper's gets none: what has a title and
    authors for Google Scholar has to be a scholarly work.
    """
    if work.kind is not Kind.PAPER:
        return []
    tags = [("citation_title", work.readable_title), *(("citation_author", name) for name in work.people)]
    tags.append(("citation_publication_date", "/".join(f"{part:02}" for part in work.published)))
    tags.append(("citation_journal_title", work.readable_journal))
    tags.append(("citation_doi", work.doi))
    if work.arxiv:
        tags.append(("citation_arxiv_id", work.arxiv))
        tags.append(("citation_abstract_html_url", arxiv_address(work.arxiv)))
        tags.append(("citation_pdf_url", arxiv_address(work.arxiv, "pdf")))
    return [(name, content) for name, content in tags if content]


def front_matter(
    site: Site, title: str, above: Sequence[Target | Shelf], *, described: Node | None = None
) -> dict[str, object]:
    """Return the fields ``crumbs`` and ``jsonld`` of a page.

    Args:
        site: the site.
        title: what it is called.
        above: the pages above it, the topmost first, without the home page.
        described: what the page is about, if that is a work.
    """
    trail = _trail(site, above, "" if described else title)
    return {
        "crumbs": [[crumb.title, quote(address(crumb.path))] for crumb in above],
        "jsonld": _graph([described, trail] if described else [trail]),
    }


def _graph(nodes: Sequence[Node]) -> str:
    """Return JSON-LD in one line that may stand in a ``script`` element: nothing in it ends or begins one."""
    text = json.dumps(
        {"@context": "https://schema.org", "@graph": nodes}, ensure_ascii=False, separators=(",", ":"), default=list
    )
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return text


def _trail(site: Site, above: Sequence[Target | Shelf], title: str) -> Node:
    """Return the way to a page from the first one, and the page itself, which needs no address, if it has a title."""
    steps = [(site.name, absolute(site, "index.md"))]
    steps += [(crumb.title, absolute(site, crumb.path)) for crumb in above]
    steps += [(title, "")] if title else []
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            _known({"@type": "ListItem", "position": position, "name": plain_title(name), "item": where})
            for position, (name, where) in enumerate(steps, 1)
        ],
    }


def describe_work(item: Item, work: Reference, description: str) -> Node:
    """Return what an item is, in the words of schema.org.

    A paper is a ``ScholarlyArticle``, what tells of a recording a ``VideoObject``, an issue a ``PublicationIssue`` and
    all else an ``Article``; that of a session whose day is known is about an ``Event``. Only a recording has a
    description, which search engines ask of it: the same one stands in the head of every page.
    """
    video = video_of(item.links) if item.kind in {Kind.TRANSCRIPT, Kind.SUMMARY} else None
    node: Node = {"name": work.readable_title, "url": work.page, "keywords": work.readable_keywords}
    when = "-".join(f"{part:02}" for part in work.published)
    people = [{"@type": "Person", "name": name} for name in work.people]
    if video:
        uploaded = item.date.isoformat() if item.date else ""
        recording = {"description": description, "uploadDate": uploaded, "sameAs": video.url, "embedUrl": video.player}
        return _known({"@type": "VideoObject", **node, **recording, "contributor": people})
    node = {**node, "datePublished": when}
    match item.kind:
        case Kind.PAPER:
            return _known({"@type": "ScholarlyArticle", **node, "author": people, **_identity(work)})
        case Kind.ISSUE:
            whole = {"@type": "Periodical", "name": work.site}
            return _known({"@type": "PublicationIssue", **node, "author": people, "isPartOf": whole})
        case Kind.SESSION if item.date:
            return _known({"@type": "Article", **node, "about": _event(work, item.date, people)})
        case _:
            return _known({"@type": "Article", **node, "contributor": people})


def _identity(work: Reference) -> Node:
    names = [("arXiv", work.arxiv), ("DOI", work.doi)]
    identifiers = [{"@type": "PropertyValue", "propertyID": scheme, "value": name} for scheme, name in names if name]
    return {"identifier": identifiers, "sameAs": addresses(work.arxiv, work.doi)}


def _event(work: Reference, day: date, people: Sequence[Node]) -> Node:
    return _known({"@type": "Event", "name": work.readable_title, "startDate": day.isoformat(), "performer": people})


def _known(node: Node) -> Node:
    """Return a node without what is empty."""
    return {name: value for name, value in node.items() if value}
