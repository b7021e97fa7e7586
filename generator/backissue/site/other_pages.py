"""The other pages: numbers, downloads, reading list, search, what people write beside the items, and redirects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import PurePosixPath
from urllib.parse import quote

from backissue.archive import permalinks
from backissue.archive.catalogue import Gap
from backissue.archive.shelves import kind_path, topic_path, year_path
from backissue.model import Kind
from backissue.numbers import Chart, Scale, columns, heat, scale, table, trends
from backissue.site.feeds import FEEDS
from backissue.site.listing import Target, amount, days_of, numbered
from backissue.site.metadata import front_matter
from backissue.site.outputs import DOWNLOADS
from backissue.site.site import Document, Output, Site, href

NUMBERS = "numbers.md"
PATH = "downloads.md"
"""The page of downloads, and the file in which an archive may say more of it, such as its licence."""

OWN_PAGES = frozenset({"index.md", PATH})
"""The notes that stand on a page that every site has."""

ELSEWHERE = frozenset({"weeks", "topics", "undated"})
"""The folders whose notes are shown on the page of their week or topic."""

NARROW = 12
"""Columns of a table of shades: with the names before them they fit on a phone."""

TOPICS = 15
PEOPLE = 12

MENTIONED = 4
"""Items that are listed for a word that came up."""


def documents(site: Site) -> Iterator[Document]:
    """Yield all of these pages. A redirect takes no other page's place."""
    yield numbers(site)
    description = f"Search all {amount(site.catalogue.archive.pages)} of {site.name}."
    yield site.page("search", "search.md", description=description)
    yield site.page("reading-list", "reading-list.md", name=site.name)  # the reader's browser fills it
    yield downloads(site)
    for path, note in site.catalogue.archive.notes.items():
        if path not in OWN_PAGES and PurePosixPath(path).parts[0] not in ELSEWHERE:
            yield site.page("note", path, path, note=note)
    yield from redirects(site)


def downloads(site: Site) -> Document:
    """Return the page of what can be taken along: files of the archive and of each topic, and feeds."""
    catalogue = site.catalogue
    note = catalogue.archive.notes.get(PATH)
    title = (note and note.title) or "Downloads"
    by_path = {shelf.path: shelf for shelf in catalogue.shelves}

    def links(outputs: Iterable[Output], page: str) -> list[Target]:
        return [Target(output.name, output.path(by_path[page])) for output in outputs]

    return site.page(
        "downloads",
        PATH,
        note.path if note else "",
        title=title,
        description=(note and note.description) or f"{amount(catalogue.archive.pages)} as files, and as feeds.",
        note=note,
        files=partial(links, DOWNLOADS),
        feeds=partial(links, FEEDS),
        kinds=[Target(shelf.title, shelf.path) for shelf in catalogue.shelves if shelf.kind == "kind"],
        has_topics=bool(catalogue.topics),
        **front_matter(site, title, []),
    )


def redirects(site: Site) -> Iterator[Document]:
    """Yield what the pages' aliases ask for, then the addresses that the archive had before."""
    archive = site.catalogue.archive
    for page in archive.pages:
        for alias in page.item.aliases:
            path = f"{alias.strip('/').removesuffix('.md')}.md"
            yield _redirect(site, path, page.path, page.item.title, page.path)
    for path, note in archive.notes.items():
        for alias in () if path.startswith("topics/") else note.aliases:
            yield _redirect(site, f"{alias.strip('/').removesuffix('.md')}.md", path, note.title or site.name, path)
    titles = {page.path: page.item.title for page in archive.pages}
    kinds = {f"{kind.plural}/": kind for kind in Kind}
    for former, file in permalinks.redirects(archive):
        # The navigation in mkdocs.yml names the list of a kind by its file, also once its last item has gone.
        path = kind_path(kinds[former]) if former in kinds else f"{former.rstrip('/')}.md"
        yield _redirect(site, path, file, titles.get(file, site.name))


def _redirect(site: Site, path: str, destination: str, title: str, origin: str = "") -> Document:
    target = href(destination, path)
    relative = target if target.startswith(".") else f"./{target}"
    document = site.page("redirect", path, origin, title=title, target=relative, destination=destination)
    return replace(document, listed=False)


def numbers(site: Site) -> Document:
    """Return the page of numbers: what the archive holds, how much of it when, and the words that came up.

    An archive without dated items has it too, with what little there is to say.
    """
    known = site.catalogue
    rise = trends(known.archive.pages, known.words)
    over = scale(days_of(known.ordered), NARROW)
    by_kind = [(kind.plural.capitalize(), days) for kind, pages in known.kinds.items() if (days := days_of(pages))]
    gaps = [Gap(*pair) for pair in pairwise(week.day for week in known.weeks[::-1])]
    words = [(term, f"?q={quote(term.written, safe='')}", term.pages) for term in rise.terms]
    shades = ((term.written, href("search.md", NUMBERS) + query, days_of(pages)) for term, query, pages in words)
    return site.page(
        "numbers",
        NUMBERS,
        description=f"{amount(known.archive.pages)} in {numbered(len(known.weeks), 'week')}, counted.",
        charts=columns(("Items", days_of(known.ordered)), by_kind if len(by_kind) > 1 else []),
        topics=_topics(site, over),
        years=_years(site),
        fullest=max(known.weeks, key=lambda week: len(week.pages), default=None),
        gap=max((gap for gap in gaps if gap.span.weeks), key=lambda gap: gap.span.weeks, default=None),
        undated=amount(known.undated) if known.undated else "",
        people=_people(site),
        rise=rise,
        words=heat("Items that have the word,", shades, over) if words else None,
        rising=[(term, query, pages[:MENTIONED]) for term, query, pages in words],
        **front_matter(site, "Numbers", []),
    )


def _topics(site: Site, over: Scale) -> Chart | None:
    """Return a chart of the largest topics that have no parent."""
    days = {slug: found for slug, pages in site.catalogue.within_topics.items() if (found := days_of(pages))}
    top = [topic for topic in site.catalogue.topics.values() if len(topic.path) == 1 and topic.slug in days]
    top = sorted(top, key=lambda topic: (-topic.total, topic.path))[:TOPICS]
    rows = ((topic.name, href(topic_path(topic.slug), NUMBERS), days[topic.slug]) for topic in top)
    return heat("Items", rows, over) if top else None


def _years(site: Site) -> Chart | None:
    """Return each year with its weeks, its items by kind and in all; an item counts once, in its own week."""
    kinds = list(site.catalogue.kinds)
    found: list[tuple[str, str, Sequence[int]]] = []
    for year, weeks in site.catalogue.years.items():
        counts = Counter(page.item.kind for week in weeks for page in week.own_pages)
        row = [len(weeks), *(counts[kind] for kind in kinds), counts.total()]
        found.append((str(year), href(year_path(year), NUMBERS), row))
    labels = ("Weeks", *(kind.plural.capitalize() for kind in kinds), "Items")
    return table("Weeks and items by year", labels, found) if found else None


def _people(site: Site) -> list[tuple[str, int, str]]:
    """Return who is named most, if anybody more than once: name, number of items, and the query that finds them."""
    names = Counter(name for page in site.catalogue.archive.pages for name in dict.fromkeys(page.item.people))
    most = sorted(names.items(), key=lambda pair: (-pair[1], pair[0]))[:PEOPLE]
    return [(name, number, f"?people={quote(name, safe='')}") for name, number in most if number > 1]
