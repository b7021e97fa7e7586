"""The items' own pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from urllib.parse import quote

from backissue.archive import taxonomies
from backissue.archive.corrections import names_of, spellings
from backissue.archive.shelves import week_path
from backissue.dates import day_name, span_name
from backissue.markup import escape_label
from backissue.mathematics import plain_mathematics, plain_title
from backissue.mentions import Mention
from backissue.model import Kind, Page
from backissue.prose import anchors
from backissue.prose.document import Document as Text
from backissue.prose.excerpt import description, reading_minutes, shorten
from backissue.prose.lines import locate
from backissue.site.citations import bibtex, plain, ris
from backissue.site.feeds import ARROW
from backissue.site.listing import Target, with_neighbours
from backissue.site.metadata import absolute, citation_tags, describe_work, front_matter, without_empty
from backissue.site.reference import moments_of, more_links, reference
from backissue.site.site import Document, Site, relative

LONGEST = 100
"""Characters of the words that gave a mention away."""


def documents(site: Site) -> Iterator[Document]:
    """Yield the pages of all items, week by week and then those of no known date."""
    for pages in (*(week.own_pages for week in site.catalogue.weeks[::-1]), site.catalogue.undated):
        for page, previous, following in with_neighbours(pages, lambda page: Target(page.item.title, page.path)):
            yield _item(site, page, previous, following)


def _item(site: Site, page: Page, previous: Target | None, following: Target | None) -> Document:
    item = page.item
    day = item.date or item.week
    archive = site.catalogue.archive
    written, names = site.catalogue.written.page(page.path) or page, names_of(page, archive.config.names)
    return site.page(
        "item",
        page.path,
        page.path,
        page=page,
        item=item,
        topics=site.catalogue.topics_of(item),
        facets=_facets(site, page),
        day=day.isoformat() if day else "",
        withheld=_withheld(site, page),
        translations=site.catalogue.translations(page),
        minutes=reading_minutes(archive.document(page)),
        links=[*item.links, *more_links(item)],
        body=body(site, page, written, names.repair(written.item.body, archive.renderer).marked if names else ""),
        put_right=spellings(written, names, archive) if names else {},
        mentioned=[(mention, evidence(mention)) for mention in site.catalogue.mentioned_in.get(page.path, ())],
        derived=not site.catalogue.has_own_topics(page),
        related=site.catalogue.related.get(page.path, ()),
        previous=previous,
        next=following,
        **_for_machines(site, page),
    )


def _withheld(site: Site, page: Page) -> str:
    """Return why a page is not published, where it is shown all the same; empty for one that is."""
    if page.path not in {other.path for other in site.catalogue.archive.withheld}:
        return ""
    until = f" before {day_name(page.item.publish)}" if page.item.publish and not page.item.draft else ""
    return f"Draft: not published{until}."


def body(site: Site, page: Page, written: Page, marked: str = "") -> str:
    """Return the Markdown of a page, whose names are corrected, with the mentions in it and links to its paragraphs.

    ``written`` is the page as its source has it, and ``marked`` its Markdown with HTML around the names that are
    corrected, if there are any; nothing else differs.
    """
    document, text = site.catalogue.archive.document(page), page.item.body
    lines = (marked or text).split("\n")
    if page.item.kind is Kind.TRANSCRIPT:
        at = moments_of(page.item.links)
        for paragraph in anchors.paragraphs(document, text, written.item.body):
            first = paragraph.line - 1
            lines[first] = anchors.link(paragraph, lines[first], at)
    if mentions := site.catalogue.speaks_of.get(page.path):
        _add_mentions(lines, page, document, mentions)
    return "\n".join(lines)


def _for_machines(site: Site, page: Page) -> Mapping[str, object]:
    """Return what search engines and reference managers read, and what readers cite."""
    item = page.item
    opening = description(site.catalogue.archive.document(page), plain_mathematics) or plain_title(item.title)
    work = reference(item, site.name, absolute(site, page.path))
    above = [Target("Undated", "undated/index.md")]
    if item.week:
        above = [Target("Weeks", "weeks/index.md"), Target(span_name(item.week), week_path(item.week))]
    return {
        "description": opening,
        "tags": citation_tags(work),
        "cited": {"Plain": plain(work), "BibTeX": bibtex(work), "RIS": ris(work)},
        **front_matter(site, item.title, above, described=describe_work(item, work, opening)),
    }


def _facets(site: Site, page: Page) -> Mapping[str, object]:
    """Return what the search filters by. An item counts for its topics and for all that are above them."""
    item, weeks = page.item, taxonomies.weeks_of(page)
    routes = (topic.path for topic in site.catalogue.topics_of(item))
    topics = {ARROW.join(route[:depth]): None for route in routes for depth in range(1, len(route) + 1)}
    facets: Mapping[str, object] = {
        "kind": item.kind.label,
        "topic": list(topics),
        "people": list(item.people),
        "year": list(dict.fromkeys(str(week.year) for week in weeks)),
        "week": [week.isoformat() for week in weeks],
    }
    return without_empty(facets)


def _add_mentions(lines: list[str], page: Page, document: Text, mentions: Iterable[Mention]) -> None:
    """Insert a list below the heading of each section that speaks of items, and on top for what no heading is above."""
    by_anchor = defaultdict[str, list[Mention]](list)
    for mention in mentions:
        by_anchor[mention.story.anchor].append(mention)
    line_below = {"": 0}
    for block, place in zip(document.blocks, locate(document, page.item.body), strict=True):
        if place and block.id in by_anchor:
            is_underlined = set(lines[place.last].strip()) in ({"="}, {"-"}) if place.last < len(lines) else False
            line_below[block.id] = place.last + is_underlined
    below = sorted(((line_below.get(anchor, 0), found) for anchor, found in by_anchor.items()), key=itemgetter(0))
    begin = '<div class="bi-mentions" markdown="1" data-pagefind-ignore="all">'
    for line, found in reversed(below):
        lines[line:line] = ["", begin, "", *(_entry(page, mention) for mention in found), "", "</div>", ""]


def _entry(page: Page, mention: Mention) -> str:
    target, words = mention.target, escape_label(evidence(mention))
    note = f' <span class="bi-note">{words}</span>' if words else ""
    return f"- [{escape_label(target.item.title)}]({quote(relative(target.path, page.path))}){note}"


def evidence(mention: Mention) -> str:
    """Return the words that gave a mention away, in quotation marks; nothing where an editor says that it is one."""
    if not mention.words:
        return ""
    return f"\N{LEFT DOUBLE QUOTATION MARK}{shorten(mention.words, LONGEST)}\N{RIGHT DOUBLE QUOTATION MARK}"
