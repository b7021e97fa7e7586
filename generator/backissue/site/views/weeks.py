"""The issues: a page a week, with the pages of its items, the list of all weeks, and that of the weeks without one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backissue.archive import sequence
from backissue.archive.sequence import Gap
from backissue.mathematics.plain import plain_title
from backissue.model import Week
from backissue.prose.plain import shorten
from backissue.site import paths
from backissue.site.listing import Target, amount, counted, numbered, week_target, with_neighbours, year_target
from backissue.site.metadata import front_matter
from backissue.site.site import Document, Site
from backissue.site.templates import span_name
from backissue.site.views import issue, items


def documents(site: Site) -> Iterator[Document]:
    """The list of weeks, that of the missing ones, and for each week its page and those of its items."""
    shelves = site.catalogue
    days = [week.day for week in shelves.weeks[::-1]]
    gaps, usual = sequence.gaps(days), sequence.rhythm(days)
    missing = numbered(sum(gap.span.weeks for gap in gaps), "week")
    yield site.page(
        "weeks",
        "weeks/index.md",
        description=f"{numbered(len(shelves.weeks), 'issue')}, the newest first.",
        years=shelves.years,
        undated=amount(shelves.undated) if shelves.undated else "",
        fullest=shelves.fullest,
        missing=missing if gaps else "",
        rhythm=usual,
    )
    yield _missing(site, gaps, missing, usual)
    before, after = ({gap.after: gap for gap in gaps}, {gap.before: gap for gap in gaps})
    for week, previous, following in with_neighbours(shelves.weeks[::-1], week_target):
        around = _Around(previous, following, before.get(week.day), after.get(week.day))
        yield _week(site, week, around)
        yield from items.documents(site, [page for page in week.pages if page.item.week == week.day])


@dataclass(frozen=True, slots=True)
class _Around:
    """The issues before and after one, and the pauses between."""

    previous: Target | None
    next: Target | None
    before: Gap | None
    after: Gap | None


def _missing(site: Site, gaps: Sequence[Gap], missing: str, usual: int) -> Document:
    """The weeks without an issue, the newest first."""
    title = "Missing weeks"
    return site.page(
        "missing",
        "weeks/missing.md",
        "",
        title=title,
        description=f"{missing} without an issue." if gaps else "No week is missing.",
        rhythm=usual,
        years=[(year, spans[::-1]) for year, spans in sequence.by_year(gaps).items()][::-1],
        **front_matter(site, title, [Target("Weeks", "weeks/index.md")]),
    )


def _week(site: Site, week: Week, around: _Around) -> Document:
    intro = week.introduction
    title = (intro and intro.title) or f"Week of {span_name(week.day)}"
    titles = ", ".join(plain_title(page.item.title) for page in week.pages)
    counts = Counter(page.item.kind for page in week.pages)
    above = [Target("Weeks", "weeks/index.md"), year_target(week.day.year)]
    return site.page(
        "week",
        paths.week_path(week.day),
        intro.path if intro else "",
        title=title,
        description=(intro and intro.description) or shorten(f"{amount(week.pages)}: {titles}"),
        week=week,
        span=span_name(week.day) if intro and intro.title else "",
        counts=" and ".join(f"{number} {counted(kind, number)}" for kind, number in counts.items()),
        sections=issue.sections(site, week),
        around=around,
        **front_matter(site, title, above),
    )
