"""The items' own pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote

from backissue.archive import taxonomies
from backissue.archive.names import names_of
from backissue.archive.shelves import week_path
from backissue.dates import span_name
from backissue.markup import escape_label
from backissue.mathematics.plain import plain_title
from backissue.mentions import SPEAKING, Mention
from backissue.model import Kind, Page
from backissue.prose.anchors import anchored
from backissue.prose.corrected import as_heard, marked, spellings
from backissue.prose.corrected import shown as shown_names
from backissue.prose.plain import plain_text, shorten
from backissue.prose.reading import reading_time
from backissue.prose.stories import shown, stories, with_anchor
from backissue.site import paths
from backissue.site.citations import bibtex, plain, ris
from backissue.site.feed_entries import ARROW
from backissue.site.listing import Target, page_target, with_neighbours
from backissue.site.metadata import absolute, citation_tags, described, front_matter
from backissue.site.recordings import video_of
from backissue.site.reference import more_links, reference
from backissue.site.site import Document, Site


def documents(site: Site) -> Iterator[Document]:
    """Yield the pages of all items, week by week and then those of no known date."""
    for week in site.catalogue.weeks[::-1]:
        yield from _in_order(site, week.own_pages)
    yield from _in_order(site, site.catalogue.undated)


def _in_order(site: Site, pages: Sequence[Page]) -> Iterator[Document]:
    """The pages of items that stand one behind the other, each with links to its neighbours."""
    for page, previous, following in with_neighbours(pages, page_target):
        yield _item(site, page, previous, following)


def _item(site: Site, page: Page, previous: Target | None, following: Target | None) -> Document:
    item = page.item
    day = item.date or item.week
    written, names = site.catalogue.written.page(page.path) or page, names_of(page, site.catalogue.written.config.names)
    return site.page(
        "item",
        page.path,
        page.path,
        page=page,
        item=item,
        topics=site.catalogue.topics_of(item),
        facets=_facets(site, page),
        day=day.isoformat() if day else "",
        minutes=reading_time(item.body),
        links=[*item.links, *more_links(item)],
        body=_body(site, page, marked(written.item.body, names) if names else item.body),
        put_right=spellings(written, names) if names else {},
        mentioned=[(mention, evidence(mention)) for mention in site.catalogue.mentioned_in.get(page.path, ())],
        derived=not site.catalogue.has_own_topics(page),
        related=site.catalogue.related.get(page.path, ()),
        previous=previous,
        next=following,
        **_for_machines(site, page),
    )


def _body(site: Site, page: Page, text: str) -> str:
    """The text of a page, whose names may be marked, with all that is set down beside it."""
    item = replace(page.item, body=text)
    mentions = site.catalogue.speaks_of.get(page.path, ())
    if mentions or item.kind in SPEAKING:
        text = with_mentions(replace(page, item=item), mentions)
    return shown_names(anchored(text, as_heard, video_of(item.links)) if item.kind is Kind.TRANSCRIPT else text)


def _for_machines(site: Site, page: Page) -> Mapping[str, object]:
    """What search engines and reference managers read, and what readers cite."""
    item = page.item
    description = shorten(plain_text(item.body[:2000])) or plain_title(item.title)
    work = reference(item, site.name, absolute(site, page.path))
    cited = replace(work, abstract="")  # which stands on the page already
    above = (
        [Target("Weeks", "weeks/index.md"), Target(span_name(item.week), week_path(item.week))]
        if item.week
        else [Target("Undated", "undated/index.md")]
    )
    return {
        "description": description,
        "tags": citation_tags(work),
        "cited": {"Plain": plain(cited), "BibTeX": bibtex(cited), "RIS": ris(cited)},
        **front_matter(site, item.title, above, described=described(item, work, description)),
    }


def _facets(site: Site, page: Page) -> Mapping[str, object]:
    """What the search filters by. An item counts for its topics and for all that are above them."""
    item = page.item
    routes = (topic.path for topic in site.catalogue.topics_of(item))
    topics = {ARROW.join(route[:depth]): None for route in routes for depth in range(1, len(route) + 1)}
    facets: dict[str, object] = {"kind": item.kind.label, "topic": list(topics), "people": list(item.people)}
    weeks = taxonomies.weeks_of(page)
    facets["year"] = list(dict.fromkeys(str(week.year) for week in weeks))
    facets["week"] = [week.isoformat() for week in weeks]
    return {name: value for name, value in facets.items() if value}


LONGEST = 100
"""Characters of the words that gave a mention away."""


def with_mentions(page: Page, mentions: Iterable[Mention]) -> str:
    """The body of ``page`` with the mentions in it, and with the headings of its stories named as links name them."""
    by_line = defaultdict[int, list[Mention]](list)
    for mention in mentions:
        by_line[mention.story.line].append(mention)
    lines = page.item.body.split("\n")
    for story in reversed(stories(page)):
        if found := by_line.pop(story.line, None):
            lines[story.line - 1 : story.line - 1] = _block(page, found)
        if story.anchor:
            lines[story.line - 2] = with_anchor(lines[story.line - 2], story.anchor)
    of_page = by_line.pop(1, None)  # where nothing stands before the first heading
    lines[:0] = _block(page, of_page) if of_page else []
    return "\n".join(lines)


def _block(page: Page, found: Sequence[Mention]) -> list[str]:
    entries = [f"- {_link(page, mention)}{_evidence(mention)}" for mention in found]
    return ["", '<div class="bi-mentions" markdown="1" data-pagefind-ignore="all">', "", *entries, "", "</div>", ""]


def _link(page: Page, mention: Mention) -> str:
    target = mention.target
    return f"[{escape_label(target.item.title)}]({quote(paths.relative(target.path, page.path))})"


def _evidence(mention: Mention) -> str:
    words = escape_label(evidence(mention))
    return f' <span class="bi-note">{words}</span>' if words else ""


def evidence(mention: Mention) -> str:
    """The words that gave a mention away, in quotation marks; nothing where an editor says that it is one."""
    if not mention.words:
        return ""
    return f"\N{LEFT DOUBLE QUOTATION MARK}{shorten(shown(mention.words), LONGEST)}\N{RIGHT DOUBLE QUOTATION MARK}"
