"""The first page of the site: the newest issues whole, the weeks before them, and the ways into the archive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from backissue.archive.issues import SUMMARY, in_order, where
from backissue.archive.shelves import Shelf, kind_path, week_path
from backissue.dates import span_name
from backissue.mathematics import plain_title
from backissue.model import Kind, Page, Week
from backissue.site import list_page, week_lead
from backissue.site.item_rows import Look, item_rows, usual_kind
from backissue.site.link_pages import linked, lists_of
from backissue.site.sheet import Block, Sheet
from backissue.site.site import Document, Site
from backissue.site.week_rows import week_rows

ENOUGH = 8
"""Items of the newest issues, from which on the home page shows no further issue whole."""
RECENT = 12
"""The weeks before those that the home page names."""
UNDATED = 24
"""Items on the home page of an archive without dates."""
LISTED = 40
"""Entries of the newest issue that the home page of an archive of issues names."""
LARGEST = 24
"""The largest topics that the home page names."""


def home(site: Site, shelves: Sequence[Shelf]) -> Iterator[Document]:
    """Yield the first page, with the archive's own words on it if ``content/index.md`` has any."""
    for shelf in shelves:
        sheet, words = Sheet(site, shelf.path), shelf.note.body if shelf.note else ""
        sheet.take_ids(*(site.catalogue.archive.renderer.document(words).ids if words else ()))
        data = {
            "since": week_lead.counts(site),
            "blocks": [*_newest(site, sheet), *week_lead.earlier_years(site, sheet)],
            "beside": _ways_in(site, sheet),
        }
        head = {
            "title": plain_title(shelf.title or site.name),
            "description": (shelf.note and shelf.note.description) or site.words("bi.site", site=site.name),
            "layout": "home",
            "edit": shelf.path,
            "hide": ["navigation", "toc"],
            "data": data,
        }
        yield sheet.document(head, words, shelf.path)


def _newest(site: Site, sheet: Sheet) -> list[Block]:
    """Return the newest issues and the weeks before them; where there are no weeks, the first items."""
    known = site.catalogue
    if known.weeks:
        leading = _leading(site)
        blocks = (block for week in leading for block in _week(site, sheet, week))
        return [*blocks, *_before(site, sheet, len(leading))]
    if not known.undated:
        return [Block(said=sheet.say("bi.home.empty"))]
    pages = known.undated[:UNDATED]
    more = sheet.row(sheet.say("bi.all.items"), "undated/index.md")
    return [
        Block(
            heading=sheet.named("bi.items"),
            entries=item_rows(site, sheet, pages, Look(usual_kind(pages))),
            more=more,
        )
    ]


def _leading(site: Site) -> Sequence[Week]:
    """Return the newest weeks, as many as it takes to show :data:`ENOUGH` items or entries of issues."""
    weeks = site.catalogue.weeks
    totals = accumulate(_shown(site, week) for week in weeks)
    return weeks[: next((at for at, total in enumerate(totals, 1) if total >= ENOUGH), len(weeks))]


def _shown(site: Site, week: Week) -> int:
    issue = _lister(site, week)
    return len(week.pages) + (len(site.catalogue.listings.by_page[issue.path]) - 1 if issue else 0)


def _lister(site: Site, week: Week) -> Page | None:
    """Return the newest issue of a week that lists things, in an archive of issues."""
    known = site.catalogue
    if 2 * len(known.kinds.get(Kind.ISSUE, ())) <= len(known.archive.pages):
        return None
    found = in_order(page for page in week.pages if page.path in known.listings.by_page)
    return found[-1] if found else None


def _week(site: Site, sheet: Sheet, week: Week) -> list[Block]:
    issue = _lister(site, week)
    return _listing(site, sheet, week, issue) if issue else [_issue(site, sheet, week)]


def _listing(site: Site, sheet: Sheet, week: Week, issue: Page) -> list[Block]:
    """Return what an issue lists, and what else its week has."""
    found = site.catalogue.listings.by_page[issue.path]
    rows = [linked(sheet, one, one.section) for one in found[:LISTED]]
    heading, more = (
        sheet.heading_to(where(issue.item, site.words), issue.path),
        sheet.row(sheet.say("bi.home.whole"), issue.path),
    )
    blocks = [Block(heading=heading, linked=rows, more=more)]
    if summary := issue.item.extra.get(SUMMARY):
        blocks[0]["said"] = sheet.text(summary)
    if others := [page for page in week.pages if page is not issue]:
        entries = item_rows(site, sheet, others[: list_page.NEWEST], Look(usual_kind(others)), week.day)
        blocks.append(
            Block(heading=sheet.named("bi.home.also") | {"url": sheet.to(week_path(week.day))}, entries=entries)
        )
    return blocks


def _issue(site: Site, sheet: Sheet, week: Week) -> Block:
    look, path = Look(usual_kind(week.pages)), week_path(week.day)
    block = Block(
        heading=sheet.heading_to(site.words.span(week.day), path, name=span_name(week.day)),
        entries=item_rows(site, sheet, week.pages[: list_page.NEWEST], look, week.day),
        more=sheet.row(sheet.say("bi.home.whole"), path),
    )
    if lead := week_lead.lead(sheet, week):
        block["said"] = lead
    if pick := week_lead.pick(site, sheet, week):
        block["pick"] = pick
    return block


def _before(site: Site, sheet: Sheet, number: int) -> list[Block]:
    """Return the weeks before the first ``number`` of them, and where all are."""
    more = sheet.row(sheet.say("bi.list.weeks"), "weeks/index.md")
    weeks = site.catalogue.weeks[number : number + RECENT]
    if not weeks:
        return [Block(more=more)]
    rows = week_rows(site, sheet, weeks, has_year=True)
    return [Block(heading=sheet.named("bi.home.recent"), weeks=rows, more=more)]


def _ways_in(site: Site, sheet: Sheet) -> list[Block]:
    """Return what stands beside the newest items: the largest topics, and the kinds."""
    known = site.catalogue
    if not known.weeks and not known.undated:
        return []
    top = [topic for topic in known.topics.values() if len(topic.path) == 1]
    largest = sorted(top, key=lambda topic: (-topic.total, topic.path))[:LARGEST]
    kinds = [sheet.counted(site.words.kinds(kind), kind_path(kind), len(pages)) for kind, pages in known.kinds.items()]
    if known.people.are_listed:
        kinds.append(sheet.counted(sheet.say("bi.people"), "people/index.md", len(known.people.by_slug)))
    if (links := lists_of(site)).listed:
        kinds.append(sheet.counted(sheet.say("bi.links"), links.whole.path, len(links.listed)))
    found = [list_page.topic_bars(sheet, largest, sheet.named("bi.topics"))] if largest else []
    return [*found, Block(heading=sheet.named("bi.kinds"), shelves=kinds, look="bi-topics bi-kinds")]
