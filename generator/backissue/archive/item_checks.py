"""What items say that is probably not meant: dates far from their weeks, topics that are nearly another.

Nothing of it keeps a page from the site. What is found is placed at a key of the page's front matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from backissue.archive.archive import Archive
from backissue.archive.near_topics import A_LETTER_AWAY, near_topics
from backissue.archive.publishing import NEVER, is_due
from backissue.archive.topic_names import SEPARATOR, TopicNames
from backissue.dates import parse_day, week_of
from backissue.model import Page, Slip

FAR = timedelta(days=31)
"""A date that lies further than this from its week is probably one with a wrong month or year."""
_WEEK = timedelta(days=6)


def find_slips(archive: Archive, today: date = NEVER) -> Iterator[Slip]:
    """Yield what is odd about the items of an archive on a day; on no day, none lies in the future."""
    for page in archive.pages:
        yield from _own_week(page)
        yield from _no_week(page, archive.config.week_ends)
        is_seen = today != NEVER and is_due(page.item, today)
        yield from [*_future(page, today if is_seen else date.max)] or _far_date(page)
    yield from _single_topics(archive)


def days_ahead(archive: Archive) -> list[str]:
    """Return the days on which some item's date or week stops to lie in the future, as ISO dates in order."""
    days = {day for page in archive.pages for _, day in _days(page)}
    return sorted(day.isoformat() for day in days)


def _own_week(page: Page) -> Iterator[Slip]:
    if page.item.week and page.item.week in page.item.also_in:
        what = f"`also_in` names {page.item.week}, which is the page's own week"
        yield Slip(page.path, "also_in", what, "remove it: `also_in` is for other weeks that list it", is_hint=False)


def _no_week(page: Page, week_ends: str) -> Iterator[Slip]:
    """Yield that a page lies in a folder of weeks that is called after no week, as by a slip of the finger."""
    above, _, rest = page.path.partition("/")
    name = rest.partition("/")[0]
    if above != "weeks" or not _is_no_week(name, week_ends):
        return
    week = page.item.week
    remedy = f"move it to content/weeks/{week}/" if week else "name the folder by a week's last day, such as 2023-03-26"
    what = f"it lies in content/weeks/{name}/, which is the last day of no week"
    yield Slip(page.path, "week", what, f"{remedy}; run `backissue check --fix`, and its old address leads there")


@lru_cache(maxsize=1024)
def _is_no_week(name: str, week_ends: str) -> bool:
    day = parse_day(name)
    return not day or week_of(day, week_ends) != day


def _far_date(page: Page) -> Iterator[Slip]:
    day, week = page.item.date, page.item.week
    if day and week and not week - _WEEK - FAR <= day <= week + FAR:
        what = f"the date {day} is more than a month away from the week {week}"
        yield Slip(page.path, "date", what, "correct the one that is wrong; if both are right, leave them")


def _future(page: Page, today: date) -> Iterator[Slip]:
    for key, day in _days(page):
        if day > today:
            what = f"its {key} {getattr(page.item, key)} is in the future"
            yield Slip(page.path, key, what, "correct it, or keep the page back until then with `publish:`")


def _days(page: Page) -> Iterator[tuple[str, date]]:
    """Yield the keys of an item that say when it is from, each with the first day of that."""
    if page.item.date:
        yield "date", page.item.date
    elif page.item.week:
        yield "week", page.item.week - _WEEK


def _single_topics(archive: Archive) -> Iterator[Slip]:
    """Yield each topic that one item has and that is one letter away from another."""
    names = TopicNames(archive)
    pages: defaultdict[str, dict[str, Page]] = defaultdict(dict)
    for page in archive.pages:
        for name in page.item.topics:
            pages[SEPARATOR.join(names.path(name))][page.path] = page
    for kept, other, why in near_topics({name: len(found) for name, found in pages.items()}):
        if why == A_LETTER_AWAY and len(pages[other]) == 1:
            (page,) = pages[other].values()
            what = f"the topic `{other}` has this one item, and is one letter away from `{kept}`"
            yield Slip(page.path, "topics", what, f"write `{kept}`, or leave it if it is another topic")
