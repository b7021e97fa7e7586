"""The pages of the shelves, but for those of single weeks: what each of them shows.

A shelf of a kind that is not listed in :data:`DRAWN` is a list by month, which the theme draws by the partial of its
kind's name if there is one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from types import MappingProxyType

from backissue.archive.archive import day_of
from backissue.archive.catalogue import gaps, gaps_by_year, rhythm
from backissue.archive.shelves import Shelf, kind_path, topic_path, week_path, year_path
from backissue.dates import day_name, month_name, period_name, span_name
from backissue.mathematics import plain_title
from backissue.model import Kind, Page, Topic, Week
from backissue.numbers import columns
from backissue.prose.anchor_ids import slug
from backissue.site import week_page
from backissue.site.feeds import ARROW, FEEDS
from backissue.site.listing import (
    Group,
    Target,
    amount,
    by_month,
    days_of,
    kind_and_week,
    name_count,
    numbered,
    plural,
    with_neighbours,
)
from backissue.site.metadata import front_matter, without_empty
from backissue.site.sheet import Block, Branch, Heading, Row, Sheet, title_line
from backissue.site.site import Document, Draft, Site
from backissue.text import slugify

LATEST = 3
"""The number of weeks whose items the home page shows."""
UNDATED = 24
"""Items on the home page of an archive without dates."""

NEWEST = 100
"""The items that a list shows itself which is split, and the largest topics that one of topics shows."""

WEEKS = 300
"""The weeks that the list of weeks shows, by whole years, and of pauses that of missing weeks. Older ones are on the
pages of their years."""

OLDER = "Only the newest are listed here; the others are on the pages of the issues before and after them."
UNDATED_PATH = "undated/index.md"

Draw = Callable[[Site, Sequence[Shelf]], Iterator[Document | Draft]]


def documents(site: Site) -> Iterator[Document | Draft]:
    """Yield the page of every shelf, each kind by what :data:`DRAWN` says."""
    for kind, alike in groupby(site.catalogue.shelves, lambda shelf: shelf.kind):
        yield from DRAWN.get(kind, lists)(site, list(alike))


def home(site: Site, shelves: Sequence[Shelf]) -> Iterator[Document]:
    """Yield the first page, with the archive's own words on it if ``content/index.md`` has any."""
    known = site.catalogue
    numbers = [(len(pages), name_count(kind, len(pages))) for kind, pages in known.kinds.items()]
    numbers += [(len(known.weeks), plural(len(known.weeks), "week"))]
    numbers += [(len(known.topics), plural(len(known.topics), "topic"))]
    for shelf in shelves:
        sheet, words = Sheet(site, shelf.path), shelf.note.body if shelf.note else ""
        sheet.take_ids(*(site.catalogue.archive.renderer.document(words).ids if words else ()))
        data = {
            "numbers": [pair for pair in numbers if pair[0]],
            "blocks": _newest(site, sheet),
            "beside": _ways_in(site, sheet),
        }
        head = {
            "title": plain_title(shelf.title or site.name),
            "description": (shelf.note and shelf.note.description) or f"The archive of {site.name}.",
            "layout": "home",
            "edit": shelf.path,
            "hide": ["navigation", "toc"],
            "data": data,
        }
        yield sheet.document(head, words, shelf.path)


def _newest(site: Site, sheet: Sheet) -> list[Block]:
    """Return the newest items, by week; where there are no weeks, the first."""
    known = site.catalogue

    def rows(pages: Sequence[Page]) -> list[Row]:
        def note(page: Page) -> str:
            return " · ".join([page.item.kind.label, *(topic.name for topic in known.topics_of(page.item))])

        return _rows(sheet, pages, note)

    if not known.weeks and not known.undated:
        return []
    found = [
        Block(
            heading=sheet.heading_to(span_name(week.day), week_path(week.day)),
            entries=rows(week.pages[:NEWEST]),
        )
        for week in known.weeks[:LATEST]
    ]
    if found:
        return [*found, Block(more=sheet.row("All weeks", "weeks/index.md"))]
    more = sheet.row("All items", "undated/index.md")
    return [Block(heading=sheet.heading("Items"), entries=rows(known.undated[:UNDATED]), more=more)]


def _ways_in(site: Site, sheet: Sheet) -> list[Block]:
    """Return what stands beside the newest items: the largest topics, the kinds, the newest weeks."""
    known = site.catalogue
    if not known.weeks and not known.undated:
        return []
    top = [topic for topic in known.topics.values() if len(topic.path) == 1]
    largest = sorted(top, key=lambda topic: (-topic.total, topic.path))[:24]
    kinds = [
        sheet.counted(kind.plural.capitalize(), kind_path(kind), len(pages)) for kind, pages in known.kinds.items()
    ]
    found = [_topics(sheet, largest, sheet.heading("Topics"))] if largest else []
    found += [Block(heading=sheet.heading("Kinds"), shelves=kinds, look="bi-topics bi-kinds")]
    if known.weeks:
        weeks = _weeks(sheet, known.weeks[:12], known.fullest)
        found += [Block(heading=sheet.heading("Recent weeks"), shelves=weeks, look="bi-weeks")]
    return found


def _rows(sheet: Sheet, pages: Sequence[Page], note: Callable[[Page], str]) -> list[Row]:
    """Return items as they stand in a list, each with its small print."""
    found = ((sheet.row(page.item.title, page.path), note(page)) for page in pages)
    return [row | {"note": sheet.text(words)} if words else row for row, words in found]


def _weeks(sheet: Sheet, weeks: Sequence[Week], fullest: int) -> list[Row]:
    return [sheet.counted(span_name(week.day), week_path(week.day), len(week.pages), fullest) for week in weeks]


def _topics(sheet: Sheet, topics: Sequence[Topic], heading: Heading | None = None) -> Block:
    largest = max(topic.total for topic in topics)
    rows = [sheet.counted(topic.name, topic_path(topic.slug), topic.total, largest) for topic in topics]
    found = Block(shelves=rows, look="bi-topics")
    return Block(heading=heading, **found) if heading else found


def all_weeks(site: Site, shelves: Sequence[Shelf]) -> Iterator[Document]:
    """Yield the list of weeks, and that of the weeks without an issue."""
    known = site.catalogue
    days = [week.day for week in known.weeks[::-1]]
    pauses, usual = gaps(days), rhythm(days)
    missing = numbered(sum(gap.span.weeks for gap in pauses), "week")
    yield _list_of_weeks(site, shelves[0], f"{missing} without an issue" if pauses else "", usual)
    sheet, title = Sheet(site, "weeks/missing.md"), "Missing weeks"
    lead = description = f"{missing} without an issue." if pauses else "No week is missing."
    if usual > 1:
        lead += f" An issue usually comes every {usual} weeks, so shorter pauses are not listed."
    blocks = [Block(said=OLDER)] if len(pauses) > WEEKS else []
    for year, pauses_of_year in [*gaps_by_year(pauses[-WEEKS:]).items()][::-1]:
        found = [(period_name(span.first, span.last), numbered(span.weeks, "week")) for span in pauses_of_year[::-1]]
        blocks.append(Block(heading=sheet.heading(str(year)), spans=found))
    more = front_matter(site, title, shelves[:1])
    yield listed(sheet, title, description, {"lead": lead, "blocks": blocks}, more=more)


def _list_of_weeks(site: Site, shelf: Shelf, missing: str, usual: int) -> Document:
    known, sheet = site.catalogue, Sheet(site, shelf.path)
    sheet.take_ids("weeks")
    shown = _newest_years(known.years)
    blocks = [
        Block(
            heading=sheet.heading_to(str(year), year_path(year)),
            shelves=_weeks(sheet, inside, known.fullest),
            look="bi-weeks",
        )
        for year, inside in shown.items()
    ]
    blocks += [
        Block(heading=sheet.heading_to(str(year), year_path(year), len(weeks)))
        for year, weeks in known.years.items()
        if year not in shown
    ]
    if known.undated:
        heading = sheet.heading_to("Undated", "undated/index.md")
        blocks += [Block(heading=heading, link=sheet.row(f"{amount(known.undated)} of no known date", UNDATED_PATH))]
    description = f"{numbered(len(known.weeks), 'issue')}, the newest first."
    lead = f"{description} One usually comes every {usual} weeks." if usual > 1 else description
    link = sheet.row(missing, "weeks/missing.md") if missing else None
    return listed(sheet, "Weeks", description, {"lead": lead, "lead_link": link, "blocks": blocks})


def _newest_years(years: Mapping[int, Sequence[Week]]) -> Mapping[int, Sequence[Week]]:
    """Return the newest years, of all that there are :data:`WEEKS` weeks, and at least one."""
    shown: dict[int, Sequence[Week]] = {}
    total = 0
    for year, weeks in years.items():
        total += len(weeks)
        if shown and total > WEEKS:
            break
        shown[year] = weeks
    return shown


def all_years(site: Site, shelves: Sequence[Shelf]) -> Iterator[Document]:
    """Yield the list of years."""
    sheet, years = Sheet(site, shelves[0].path), site.catalogue.years
    description = f"{numbered(len(years), 'year')}."
    rows = [sheet.counted(str(year), year_path(year), sum(len(week.pages) for week in years[year])) for year in years]
    blocks = [Block(shelves=rows, look="bi-weeks")]
    yield listed(sheet, "Years", description, {"lead": description, "blocks": blocks})


def each_year(site: Site, shelves: Sequence[Shelf]) -> Iterator[Document]:
    """Yield the page of each year, the oldest first."""
    known = site.catalogue
    of_year = {int(shelf.key): shelf for shelf in shelves}
    for year, previous, following in with_neighbours(
        sorted(known.years), lambda year: Target(str(year), year_path(year))
    ):
        weeks, shelf = known.years[year], of_year[year]
        sheet = Sheet(site, shelf.path)
        sheet.take_ids(str(year))
        named = Counter(slug for page in shelf.pages for slug in map(known.slug_of, page.item.topics))
        topics = [replace(known.topics[slug], total=number) for slug, number in named.most_common(12)]
        blocks = [_topics(sheet, topics)] if topics else []
        for month, inside in groupby(weeks, lambda week: month_name(week.day)):
            rows = _weeks(sheet, [*inside], known.fullest)
            blocks.append(Block(heading=sheet.heading(month), shelves=rows, look="bi-weeks"))
        description = f"{amount(shelf.pages)} in {numbered(len(weeks), 'week')}."
        data = {
            "lead": description,
            "blocks": blocks,
            "previous": previous and sheet.row(previous.title, previous.path),
            "next": following and sheet.row(following.title, following.path),
        }
        more = front_matter(site, shelf.title, shelf.above)
        yield listed(sheet, str(year), description, data, layout="year", more=more)


def all_topics(site: Site, shelves: Sequence[Shelf]) -> Iterator[Document]:
    """Yield the tree of topics."""
    sheet, shelf = Sheet(site, shelves[0].path), shelves[0]
    shown = _largest([topic for topic in shelf.topics if len(topic.path) == 1]) if shelf.parts else shelf.topics
    description = f"{numbered(len(shelf.topics), 'topic')}."
    blocks = [Block(shelves=_rows_of_parts(sheet, _targets(shelf)), look="bi-weeks")] if shelf.parts else []
    blocks += [Block(tree=_tree(sheet, shown))]
    yield listed(sheet, "Topics", description, {"lead": description, "blocks": blocks})


def _tree(sheet: Sheet, topics: Sequence[Topic]) -> list[Branch]:
    """Return topics, each behind the one above it, as a tree."""
    largest = max((topic.total for topic in topics), default=1)
    roots: list[Branch] = []
    levels = [roots]
    for topic in topics:
        row = sheet.counted(topic.name, topic_path(topic.slug), topic.total, largest)
        branch = Branch(**row, below=[])
        del levels[len(topic.path) :]
        levels[-1].append(branch)
        levels.append(branch["below"])
    return roots


def _rows_of_parts(sheet: Sheet, targets: Sequence[Target]) -> list[Row]:
    found = ((sheet.counted(target.title, target.path, target.count), target.anchors) for target in targets)
    return [row | {"anchors": [*anchors]} if anchors else row for row, anchors in found]


def _largest(topics: Sequence[Topic]) -> Sequence[Topic]:
    """Return the largest topics in the order given."""
    largest = {topic.slug for topic in sorted(topics, key=lambda topic: (-topic.total, topic.path))[:NEWEST]}
    return [topic for topic in topics if topic.slug in largest]


def _targets(shelf: Shelf, groups: Sequence[Group] = ()) -> list[Target]:
    """Return the links to the parts of a shelf.

    Months that stood on its page before it was split have their anchors there, but for those of the ``groups`` that
    still do.
    """
    taken = {slugify(group.title) for group in groups}
    found = []
    for part in shelf.parts:
        months = dict.fromkeys(slugify(group.title) for group in by_month(part.pages, _no_note))
        anchors = tuple(anchor for anchor in months if anchor not in taken)
        taken.update(anchors)
        found.append(Target(part.title, part.path, len(part.pages or part.topics), anchors))
    return found


def _no_note(_: Page) -> str:
    return ""


def each_topic(site: Site, shelves: Sequence[Shelf]) -> Iterator[Document]:
    """Yield the pages of each topic."""
    known = site.catalogue.topics
    for shelf in shelves:
        topic = known[shelf.key]
        note = topic.note
        sheet = Sheet(site, shelf.path)
        words = title_line(topic.name) + (f"\n{note.body}\n" if note and note.body else "")
        sheet.take_ids(*_ids(site, words, topic.name))
        charts = columns(("Items", days_of(shelf.whole)))
        blocks = [Block(chart=sheet.chart(charts[0]))] if charts else []
        if children := _largest([known[slug] for slug in topic.children]):
            block = _topics(sheet, children, sheet.heading("Narrower topics"))
            are_left_out = len(topic.children) > NEWEST
            blocks.append(Block(**block, more=sheet.row("All topics", "topics/index.md")) if are_left_out else block)
        description = (note and note.description) or f"{numbered(topic.total, 'item')}."
        yield _listed(site, sheet, shelf, description, blocks, layout="topic", words=words)


def _ids(site: Site, words: str, title: str) -> Iterable[str]:
    """Return the ids of a page's body; most have nothing but a title."""
    is_title = words == title_line(title)
    return [slug(plain_title(title))] if is_title else site.catalogue.archive.renderer.document(words).ids


def each_kind(site: Site, shelves: Sequence[Shelf]) -> Iterator[Document]:
    """Yield the pages of each kind that has items."""
    for shelf in shelves:
        number = len(shelf.pages)
        description = f"{number} {name_count(Kind(shelf.key), number)}, the newest first."
        yield _listed(site, Sheet(site, shelf.path), shelf, description)


def undated(site: Site, shelves: Sequence[Shelf]) -> Iterator[Document]:
    """Yield the list of the items of no known date."""
    for shelf in shelves:
        yield _listed(site, Sheet(site, shelf.path), shelf, f"{amount(shelf.pages)} of no known date.")


def lists(site: Site, shelves: Sequence[Shelf]) -> Iterator[Document]:
    """Yield the lists of any other kind of shelf."""
    for shelf in shelves:
        yield _listed(site, Sheet(site, shelf.path), shelf, f"{amount(shelf.pages)}.", draw=shelf.kind)


def _listed(  # noqa: PLR0913 - a page has this many parts
    site: Site,
    sheet: Sheet,
    shelf: Shelf,
    description: str,
    blocks: Sequence[Block] = (),
    *,
    layout: str = "list",
    words: str = "",
    draw: str = "",
) -> Document:
    """Return the page of a shelf with its list; of one that is split, the newest items, and where the parts are."""
    groups = _groups(site, shelf)
    words = words or title_line(shelf.title)
    sheet.take_ids(*_ids(site, words, shelf.title))
    found = [*blocks]
    if targets := _targets(shelf, groups):
        found.append(Block(shelves=_rows_of_parts(sheet, targets), look="bi-weeks"))
    are_named = len(groups) > 1 or layout == "topic"
    found += [_block(sheet, group, is_named=are_named) for group in groups]
    data = {"lead": sheet.text(description), "feeds": _feeds(sheet, shelf), "blocks": found}
    note = shelf.note
    more = {
        "draw": draw,
        "edit": note.path if note else "",
        "feed": shelf.folder if shelf.has_feeds else "",
        **front_matter(site, shelf.title, shelf.above),
    }
    return listed(sheet, shelf.title, description, data, layout=layout, more=more, words=words)


def _block(sheet: Sheet, group: Group, *, is_named: bool) -> Block:
    found = Block(entries=_rows(sheet, group.pages, group.note))
    return Block(heading=sheet.heading(group.title), **found) if is_named else found


def _feeds(sheet: Sheet, shelf: Shelf) -> list[Row]:
    return [sheet.row(form.name, form.path(shelf)) for form in FEEDS] if shelf.has_feeds else []


def listed(  # noqa: PLR0913 - a page has this many parts
    sheet: Sheet,
    title: str,
    description: str,
    data: Mapping[str, object],
    *,
    layout: str = "list",
    more: Mapping[str, object] = MappingProxyType({}),
    words: str = "",
) -> Document:
    """Return a page that lists things. ``words`` are its title and what somebody wrote, as Markdown."""
    head = {
        "title": plain_title(title),
        "description": description,
        "layout": layout,
        "hide": ["navigation"],
        **more,
        "data": without_empty(data),
    }
    return sheet.document(head, words or title_line(title), str(more.get("edit") or ""))


def _groups(site: Site, shelf: Shelf) -> list[Group]:
    """Return the items that a shelf shows itself."""
    pages = shelf.pages[:NEWEST] if shelf.parts else shelf.pages
    note = _note_of(site, shelf)
    return [Group(shelf.title, pages, note)] if shelf.kind == "undated" else by_month(pages, note)


def parts(site: Site, shelves: Sequence[Shelf]) -> Iterator[Document]:
    """Yield the parts of lists: items by month, topics, or where the parts of a part are."""
    for shelf in shelves:
        sheet = Sheet(site, shelf.path)
        whole = next(above for above in reversed(shelf.above) if above.kind != "part")
        above = [Target(_name(each), each.path) for each in shelf.above]
        title = f"{_name(whole)}: {shelf.title}"
        sheet.take_ids(slug(plain_title(title)))
        topics = [Target(ARROW.join(topic.path), topic_path(topic.slug), topic.total) for topic in shelf.topics]
        description = f"{amount(shelf.pages)}." if shelf.pages else f"{numbered(len(topics), 'topic')}."
        blocks = []
        if targets := _targets(shelf) or topics:
            blocks.append(Block(shelves=_rows_of_parts(sheet, targets), look="bi-weeks"))
        groups = [] if shelf.parts else by_month(shelf.pages, _note_of(site, whole))
        blocks += [_block(sheet, group, is_named=len(groups) > 1) for group in groups]
        data = {"lead": description, "blocks": blocks}
        yield listed(sheet, title, description, data, more=front_matter(site, title, above))


def _name(shelf: Shelf) -> str:
    return shelf.title or span_name(date.fromisoformat(shelf.key))


def _note_of(site: Site, shelf: Shelf) -> Callable[[Page], str]:
    """Return a function from a page to the small print that it has in the list of a shelf."""

    def week_and_topic(page: Page) -> str:
        names = (topic.name for topic in site.catalogue.topics_of(page.item))
        return " · ".join([*([day_name(day_of(page))] if page.item.week else []), *names])

    def kind(page: Page) -> str:
        return page.item.kind.label

    return {"kind": week_and_topic, "undated": kind, "week": kind}.get(shelf.kind, kind_and_week)


DRAWN: Mapping[str, Draw] = {
    "home": home,
    "weeks": all_weeks,
    "week": week_page.documents,
    "years": all_years,
    "year": each_year,
    "topics": all_topics,
    "topic": each_topic,
    "kind": each_kind,
    "undated": undated,
    "part": parts,
}
"""What draws the shelves of each kind."""
