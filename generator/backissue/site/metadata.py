"""What a page says to machines: ``citation_*`` meta tags, and JSON-LD of schema.org in one graph."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from backissue.archive.addresses import address
from backissue.archive.shelves import Shelf
from backissue.markup import without_controls
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

    ``citation_arxiv_id`` is what arXiv's own pages have. A page that is no paper's gets none, and none does of a paper
    whose own title and authors are not known: what has both for Google Scholar has to be a scholarly work.
    """
    if not work.is_scholarly:
        return []
    tags = [
        ("citation_title", work.readable_title),
        *(("citation_author", name) for name in work.people),
        ("citation_publication_date", "/".join(f"{part:02}" for part in work.published)),
        ("citation_journal_title", plain_title(work.journal)),
        ("citation_doi", work.doi),
        ("citation_arxiv_id", work.arxiv),
        ("citation_abstract_html_url", arxiv_address(work.arxiv) if work.arxiv else ""),
        ("citation_pdf_url", arxiv_address(work.arxiv, "pdf") if work.arxiv else ""),
    ]
    return [(name, content) for name, content in tags if content]


def front_matter(
    site: Site, title: str, above: Sequence[Target | Shelf], *, described: Node | None = None
) -> dict[str, object]:
    """Return the fields ``crumbs`` and ``jsonld`` of a page, which may be about a work that is ``described``.

    ``above`` are the pages above it, the topmost first, without the home page.
    """
    trail = _trail(site, above, "" if described else title)
    graph = {"@context": "https://schema.org", "@graph": [described, trail] if described else [trail]}
    text = without_controls(json.dumps(graph, ensure_ascii=False, separators=(",", ":"), default=list))
    for mark in "<>&":  # so that nothing in it ends or begins a `script` element
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return {"crumbs": [[crumb.title, quote(address(crumb.path))] for crumb in above], "jsonld": text}


def _trail(site: Site, above: Sequence[Target | Shelf], title: str) -> Node:
    """Return the way to a page from the first one, and the page itself, which needs no address, if it has a title."""
    steps = [(site.name, absolute(site, "index.md"))]
    steps += [(crumb.title, absolute(site, crumb.path)) for crumb in above]
    steps += [(title, "")] if title else []
    items = [
        without_empty(
            {"@type": "ListItem", "position": position, "name": plain_title(without_controls(name)), "item": where}
        )
        for position, (name, where) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def describe_work(item: Item, work: Reference, description: str) -> Node:
    """Return what an item is, in the words of schema.org.

    A paper of which title and authors are known is a ``ScholarlyArticle``; what is said of another one is a
    ``CreativeWork`` that is about it. The text of a recording a ``VideoObject``, an issue a ``PublicationIssue`` and
    all else an ``Article``; that of a session whose day is known is about an ``Event``. Only a recording has a
    description, which search engines ask of it: the same one stands in the head of every page.
    """
    video = video_of(item.links) if item.kind in {Kind.TRANSCRIPT, Kind.SUMMARY} else None
    title, day = work.readable_title, item.date.isoformat() if item.date else ""
    node: Node = {"name": title, "url": work.page, "keywords": tuple(map(plain_title, work.keywords))}
    node = {**node, "inLanguage": item.lang}
    when = {} if video else {"datePublished": "-".join(f"{part:02}" for part in work.published)}
    people = [{"@type": "Person", "name": name} for name in work.people]
    more: Node = {"@type": "Article", "contributor": people}
    if video:
        recording = {"description": description, "uploadDate": day, "sameAs": video.url, "embedUrl": video.player}
        more = {"@type": "VideoObject", **recording, "contributor": people}
    elif work.is_scholarly:
        more = {"@type": "ScholarlyArticle", "author": people, **_identified(work)}
    elif item.kind is Kind.PAPER:
        named = {"name": title if work.is_titled else "", **when, "author": people, **_identified(work)}
        told = without_empty(named)
        more = {"@type": "CreativeWork", "about": {"@type": "CreativeWork", **told} if told else {}}
        when = {}
    elif item.kind is Kind.ISSUE:
        more = {"@type": "PublicationIssue", "author": people, "isPartOf": {"@type": "Periodical", "name": work.site}}
    elif item.kind is Kind.SESSION and day:
        event = without_empty({"@type": "Event", "name": title, "startDate": day, "performer": people})
        more = {"@type": "Article", "about": event}
    return without_empty({"@type": more["@type"], **node, **when, **more})


def _identified(work: Reference) -> Node:
    """Return a paper's identifiers, and where it lies by them, else where the item says that it does."""
    names = {"arXiv": work.arxiv, "DOI": work.doi}
    ids = [{"@type": "PropertyValue", "propertyID": scheme, "value": name} for scheme, name in names.items() if name]
    places = addresses(work.arxiv, work.doi)
    return {"identifier": ids, "sameAs": places}


def without_empty(data: Node) -> Node:
    """Return what is said, without what is empty."""
    return {name: value for name, value in data.items() if value}
